"""Zip archives: what is in them is found, bounded and named; of others it is said what they are."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from sendsheets.intake import archive, container, sources
from sendsheets.intake.sources import gather
from tests.intake.letters import letter, workbook, zipped


def found(folder, name, data):
    """What comes of a folder with one file: problem codes by name, and the sources."""
    (folder / name).write_bytes(data)
    sources, skipped = gather([folder])
    shown = {s.name.removeprefix(f"{folder.name}/"): s.problem and s.problem.code
             for s in sources}  # fmt: skip
    return shown, sources, [name.removeprefix(f"{folder.name}/") for name in skipped]


def test_each_file_of_an_archive_is_a_source_and_what_macs_leave_is_skipped(tmp_path):
    data = zipped(
        ("North/", b""), ("North/oak.xlsx", workbook(1)), ("elm.xlsx", workbook(2)),
        ("__MACOSX/._elm.xlsx", b"x"), ("~$oak.xlsx", b"x"), (".DS_Store", b"x"),
        ("North/.~lock.oak.xlsx#", b"x"), ("Thumbs.db", b"x"),
    )  # fmt: skip

    shown, sources, skipped = found(tmp_path, "returns.zip", data)

    assert shown == {"returns.zip › North/oak.xlsx": None, "returns.zip › elm.xlsx": None}
    assert {source.load() for source in sources} == {workbook(1), workbook(2)}
    assert all(source.path == tmp_path / "returns.zip" for source in sources)
    assert len(skipped) == 5
    assert all(name.startswith("returns.zip › ") for name in skipped)


def test_an_archive_is_told_by_its_bytes_and_a_workbook_is_none(tmp_path):
    odd = zipped(("data.bin", b""), ("xl/workbook.xml", b""), ("[Content_Types].xml", b""))
    numbers = zipped(("Data/a.png", b""), ("Index/Document.iwa", b""))
    files = {"oak.xlsx": workbook(), "odd.xlsx": odd, "elm.numbers": numbers,
             "archive.xlsx": zipped(("ash.xlsx", workbook(3)))}  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    sources, _ = gather([tmp_path])

    assert {s.name.partition("/")[2]: s.load() for s in sources} == {
        "archive.xlsx › ash.xlsx": workbook(3), "elm.numbers": numbers, "oak.xlsx": workbook(),
        "odd.xlsx": odd,
    }  # fmt: skip


def test_names_inside_lead_nowhere_and_show_nothing_odd(tmp_path):
    names = ["../../etc/oak.xlsx", "C:\\returns\\elm.xlsx", "/abs/ash.xlsx", "a\u202eb\x1b[2J.xlsx",
             "x" * 5_000 + ".xlsx", "late.eml › fir.xlsx"]  # fmt: skip

    shown, sources, _ = found(tmp_path, "r.zip", zipped(*((n, workbook()) for n in names)))

    assert {name.removeprefix("r.zip › ") for name in shown} >= {
        "etc/oak.xlsx", "returns/elm.xlsx", "abs/ash.xlsx", "ab [2J.xlsx", "late.eml - fir.xlsx",
    }  # fmt: skip
    assert all(len(name) < 200 and name.isprintable() for name in shown)
    assert all(source.load() == workbook() for source in sources)


def test_a_name_that_the_console_knows(tmp_path):
    shown, _, _ = found(tmp_path, "r.zip", zipped(("oak.xlsx", b"x")))

    assert [name.encode("cp1252") for name in shown] == [b"r.zip \x9b oak.xlsx"]


def test_two_of_one_name_are_both_read(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("oak.xlsx", workbook(1)), ("oak.xlsx", workbook(2)), ("Oak.xlsx", b"x"))

    shown, sources, _ = found(tmp_path, "r.zip", data)

    assert list(shown) == ["r.zip › Oak.xlsx", "r.zip › oak.xlsx", "r.zip › oak.xlsx [2]"]
    assert [source.load() for source in sources] == [b"x", workbook(1), workbook(2)]


def test_an_archive_in_an_archive_is_opened_to_a_small_depth(tmp_path):
    three = zipped(("c.zip", zipped(("oak.xlsx", workbook()))))
    four = zipped(("b.zip", three))
    shown, sources, _ = found(tmp_path, "a.zip", zipped(("b.zip", three), ("d.zip", four)))

    assert shown == {"a.zip › b.zip › c.zip › oak.xlsx": None,
                     "a.zip › d.zip › b.zip › c.zip": "archive-deep"}  # fmt: skip
    assert sources[0].load() == workbook()


def test_a_document_of_numbers_that_became_many_files_is_told_once(tmp_path):
    data = zipped(("oak.numbers/Index.zip", b"x"), ("oak.numbers/Data/1.png", b"x"))

    shown, _, skipped = found(tmp_path, "r.zip", data)

    assert shown == {"r.zip › oak.numbers": "file-numbers"}
    assert len(skipped) == 1


def locked(data):
    """The archive with the mark of a password on each of its members."""
    data = bytearray(data)
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(start, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(), "archive-empty"),
        (zipped(("folder/", b""), ("__MACOSX/._a", b"")), "archive-empty"),
        (locked(zipped(("oak.xlsx", b"x"), ("elm.xlsx", b"x"))), "archive-locked"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "archive-other"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive-other"),
        (b"\x1f\x8b\x08" + bytes(40), "archive-other"),
        (bytes(257) + b"ustar\x0000" + bytes(300), "archive-other"),
        (zipped(*((f"{n}.txt", b"") for n in range(5_001))), "archive-too-large"),
    ],
    ids=["nothing", "only folders", "password", "rar", "7z", "gz", "tar", "entries"],
)
def test_what_cannot_be_opened_is_one_source_with_a_problem(tmp_path, data, code):
    shown, sources, _ = found(tmp_path, "returns.zip", data)

    assert shown == {"returns.zip": code}
    assert str(sources[0].problem.severity) == "error"
    assert sources[0].problem.file == sources[0].name


def test_one_locked_member_does_not_hide_the_others(tmp_path):
    mixed = bytearray(zipped(("oak.xlsx", b"x"), ("elm.xlsx", workbook())))
    mixed[mixed.find(b"PK\x01\x02") + 8] |= 1

    shown, _, _ = found(tmp_path, "r.zip", bytes(mixed))

    assert shown == {"r.zip › oak.xlsx": "archive-locked", "r.zip › elm.xlsx": None}


def test_a_member_packed_in_another_way_or_a_link_is_told(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("lzma.xlsx", b"x", zipfile.ZIP_LZMA)
        link = zipfile.ZipInfo("link.xlsx")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        made.writestr(link, "/etc/passwd")

    shown, _, _ = found(tmp_path, "r.zip", buffer.getvalue())

    assert shown == {"r.zip › lzma.xlsx": "archive-other", "r.zip › link.xlsx": "file-outside"}


def test_a_bomb_is_told_and_not_unpacked(tmp_path):
    bomb = zipped(("oak.xlsx", bytes(20_000_000)), ("elm.xlsx", workbook()))

    shown, _, _ = found(tmp_path, "r.zip", bomb)

    assert shown == {"r.zip › oak.xlsx": "file-unsafe", "r.zip › elm.xlsx": None}


def test_members_and_bytes_are_bounded_in_all(tmp_path, monkeypatch):
    inner = zipped(*((f"{n}.txt", b"%d" % n) for n in range(40)))
    data = zipped(*((f"{n}.zip", inner) for n in range(10)), compression=zipfile.ZIP_STORED)
    whole = sources._Left
    monkeypatch.setattr(sources, "_Left", lambda: whole(members=100, size=1_000_000))

    shown, _, _ = found(tmp_path, "r.zip", data)

    assert sum(code is None for code in shown.values()) == 80
    assert sum(code == "archive-too-large" for code in shown.values()) == 8
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 100)
    assert found(tmp_path, "r.zip", data)[0] == {"r.zip": "archive-too-large"}


def test_a_list_of_members_without_end_is_not_read(tmp_path):
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 400_000_000, 0, 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"

    assert found(tmp_path, "r.zip", local + end)[0] == {"r.zip": "archive-too-large"}


def test_a_damaged_member_raises_what_the_batch_tells(tmp_path):
    data = bytearray(zipped(("oak.xlsx", b"abc" * 1000), ("elm.xlsx", workbook())))
    data[42:46] = b"\xff\xff\xff\xff"

    _, found_sources, _ = found(tmp_path, "r.zip", bytes(data))

    oak = next(source for source in found_sources if source.name.endswith("oak.xlsx"))
    with pytest.raises(OSError, match="damaged in its archive"):
        oak.load()


@pytest.mark.parametrize("cut", [5, 40, 200, 400])
def test_a_cut_archive_is_left_to_inspection(tmp_path, cut):
    data = zipped(("oak.xlsx", workbook()), ("elm.xlsx", workbook(1)))[:cut]

    shown, found_sources, _ = found(tmp_path, "r.zip", data)

    assert shown == {"r.zip": None}
    assert found_sources[0].load() == data


def test_an_archive_is_opened_once_for_all_its_members(tmp_path, monkeypatch):
    opened = []
    whole = zipfile.ZipFile.__init__

    def counting(self, file, *args, **kwargs):
        opened.append(file)
        whole(self, file, *args, **kwargs)

    mails = tuple((f"{n}.eml", letter((f"{n}.xlsx", workbook(n))).as_bytes()) for n in range(20))
    inner = zipped(*((f"{n}.xlsx", b"x%d" % n) for n in range(30)))
    (tmp_path / "r.zip").write_bytes(zipped(("in.zip", inner), *mails))
    monkeypatch.setattr(zipfile.ZipFile, "__init__", counting)

    sources, _ = gather([tmp_path])
    while_gathering = len(opened)
    for source in sources:
        source.load()

    assert len(sources) == 50
    assert while_gathering == 2
    assert len(opened) == 4


def test_limits_are_what_the_design_says():
    assert container.MEMBERS_LIMIT == 5_000
    assert container.DEPTH_LIMIT == 3
