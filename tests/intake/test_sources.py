"""Whatever is handed in is found once, in order, and accounted for."""

from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendsheets.intake.sources import gather
from tests.intake.letters import letter, workbook, zipped


def codes(sources, folder):
    return {name: source.problem and source.problem.code
            for name, source in zip(names(sources, folder), sources, strict=True)}  # fmt: skip


def names(sources, folder):
    return [source.name.removeprefix(folder.name).lstrip("/") for source in sources]


def test_a_folder_gives_every_file_in_order_and_skips_what_systems_leave(tmp_path):
    kept = ["a/elm.xlsx", "a/notes.pdf", "ash.XLSX", "oak (1).xlsx"]
    left = ["~$oak.xlsx", ".~lock.oak.xlsx#", "._oak.xlsx", ".DS_Store", "Thumbs.db",
            "a/desktop.ini"]  # fmt: skip
    for name in (*kept, *left):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())

    sources, skipped = gather([tmp_path])

    assert names(sources, tmp_path) == kept
    assert [s.load().decode() for s in sources] == kept
    assert len(skipped) == len(left)


def test_a_file_named_twice_counts_once(tmp_path):
    file = tmp_path / "oak.xlsx"
    file.write_bytes(b"x")

    sources, _ = gather([file, tmp_path, file])

    assert len(sources) == 1


def test_links_out_of_the_folder_are_told_and_not_followed(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.xlsx").write_bytes(b"x")
    (inside / "oak.xlsx").write_bytes(b"x")
    (inside / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (inside / "folder").symlink_to(outside)

    sources, skipped = gather([inside])

    assert codes(sources, inside) == {
        "folder": "file-outside", "link.xlsx": "file-outside", "oak.xlsx": None,
    }  # fmt: skip
    assert skipped == ()
    # The link is told even where what it leads to was handed in as well.
    assert len(gather([outside, inside])[0]) == 4


def test_links_within_the_folder_count_once_and_loops_do_no_harm(tmp_path):
    (tmp_path / "oak.xlsx").write_bytes(b"x")
    (tmp_path / "again.xlsx").symlink_to(tmp_path / "oak.xlsx")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "never")

    sources, skipped = gather([tmp_path])

    assert codes(sources, tmp_path) == {
        "gone.xlsx": "file-missing", "itself": "file-missing", "oak.xlsx": None,
    }  # fmt: skip
    assert sorted(name.rpartition("/")[0] and name.removesuffix("/").rpartition("/")[2]
                  for name in skipped) == ["again.xlsx", "loop"]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has none")
def test_what_is_no_file_is_told_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")

    assert codes(gather([tmp_path])[0], tmp_path) == {"pipe.xlsx": "file-special"}
    assert codes(gather([tmp_path / "pipe.xlsx"])[0], tmp_path) == {"pipe.xlsx": "file-special"}


def test_odd_names_are_shown_and_never_a_traceback(tmp_path):
    for name in (b"\xff\xfe.xlsx", b"up\x1b[2J.xlsx", "r\u202excod.xlsx".encode()):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(name)

    sources, _ = gather([tmp_path, tmp_path / ("x" * 300), "no\0where"])

    shown = [source.name for source in sources]
    assert all(name.isprintable() for name in shown)
    assert {"??.xlsx", "rxcod.xlsx", "up [2J.xlsx"} == {n.rpartition("/")[2] for n in shown
                                                        if n.endswith(".xlsx")}  # fmt: skip
    assert [s.problem.code for s in sources if s.problem] == ["file-missing"] * 2
    assert all(source.load() for source in sources if not source.problem)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open all")
def test_a_folder_that_may_not_be_opened_is_told(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)

    assert codes(gather([tmp_path])[0], tmp_path) == {"closed": "folder-unreadable"}


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "oak.xlsx").write_bytes(b"x")
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert codes(gather([tmp_path])[0], tmp_path) == {
        "closed": "folder-unreadable", "oak.xlsx": None,
    }  # fmt: skip


def test_a_file_that_vanishes_raises_what_the_batch_tells(tmp_path):
    file = tmp_path / "oak.xlsx"
    file.write_bytes(b"x")
    sources, _ = gather([tmp_path])
    file.unlink()

    with pytest.raises(OSError, match="No such file"):
        sources[0].load()


def test_folders_that_systems_leave_are_skipped_and_numbers_documents_told(tmp_path):
    for name in ("__MACOSX/._oak.xlsx", ".git/config", "elm.numbers/Index.zip",
                 "elm.numbers/Data/a.png", "oak.xlsx"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    sources, skipped = gather([tmp_path])

    assert codes(sources, tmp_path) == {"elm.numbers": "file-numbers", "oak.xlsx": None}
    assert sorted(name.rpartition(tmp_path.name)[2] for name in skipped) == ["/.git/", "/__MACOSX/"]


def test_what_is_not_there_is_a_problem(tmp_path):
    (tmp_path / "empty").mkdir()

    sources, _ = gather([tmp_path / "missing.xlsx", tmp_path / "empty"])

    assert {s.problem.code for s in sources} == {"file-missing", "folder-empty"}


def test_names_do_not_tell_where_the_files_are_kept(tmp_path, monkeypatch):
    for name in ("returns/oak.xlsx", "late/oak.xlsx"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(name.encode())
    folders = [tmp_path / "returns", tmp_path / "late"]

    assert [s.name for s in gather(folders)[0]] == ["late/oak.xlsx", "returns/oak.xlsx"]
    files = [folder / "oak.xlsx" for folder in folders]
    assert [s.name for s in gather(files)[0]] == ["late/oak.xlsx", "oak.xlsx"]
    monkeypatch.chdir(tmp_path)
    assert [s.name for s in gather(["returns"])[0]] == ["returns/oak.xlsx"]
    monkeypatch.chdir(tmp_path / "late")
    assert [s.name for s in gather(["../returns"])[0]] == ["returns/oak.xlsx"]


def test_tables_and_pages_that_we_wrote_are_passed_over_until_somebody_changes_them(tmp_path):
    from sendsheets.save import save

    for name in ("actions.csv", "governors.html", "check.json"):
        save(tmp_path / "out" / name, b"ours")
    (tmp_path / "out" / "theirs.csv").write_bytes(b"theirs")
    (tmp_path / "out" / "check.json").write_bytes(b"changed")

    assert names(gather([tmp_path])[0], tmp_path) == ["out/check.json", "out/theirs.csv"]


# --- archives and emails together ------------------------------------------------------------


def described(tree, number):
    """What a tree is as bytes, and the workbooks in it; each has a number of its own."""
    kind, children = tree
    if kind == "workbook":
        data = workbook(next(number))
        return data, [data]
    made = [described(child, number) for child in children]
    inside = [data for _, found in made for data in found]
    names = ["r.zip" if k == "zip" else "late.eml" if k == "email" else "oak.xlsx"
             for k, _ in children]  # fmt: skip
    if kind == "zip":
        return zipped(*((f"{n}/{name}", data) for n, (name, (data, _)) in
                        enumerate(zip(names, made, strict=True)))), inside  # fmt: skip
    attached = list(zip(names, (data for data, _ in made), strict=True))
    return letter(*attached).as_bytes(), inside


def depth(tree):
    return 0 if tree[0] == "workbook" else 1 + max(map(depth, tree[1]), default=0)


TREES = st.recursive(
    st.just(("workbook", ())),
    lambda inner: st.tuples(st.sampled_from(["zip", "email"]), st.lists(inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=3))
def test_every_workbook_comes_out_once_or_it_is_told_where_it_lies(trees):
    number = count()
    with TemporaryDirectory() as folder:
        put_in = []
        for n, tree in enumerate(trees):
            data, inside = described(tree, number)
            Path(folder, f"{n}.any").write_bytes(data)
            put_in += inside

        sources, _ = gather([folder])

        came_out = [source.load() for source in sources if not source.problem]
        told = {source.problem.code for source in sources if source.problem}
        names = [source.name for source in sources]
        assert len(set(names)) == len(names)
        assert len(set(came_out)) == len(came_out)
        assert set(came_out) <= set(put_in)
        if max(map(depth, trees)) <= 3:
            assert sorted(came_out) == sorted(put_in)
            assert told <= {"archive-empty", "email-empty"}
        else:
            assert "archive-deep" in told
        assert len({source.path for source in sources}) == len(trees)


def test_sources_can_be_loaded_in_any_order_and_again(tmp_path):
    inner = letter(*((f"{n}.xlsx", workbook(n)) for n in range(3))).as_bytes()
    (tmp_path / "a.zip").write_bytes(zipped(("in.eml", inner), ("x.xlsx", workbook(9))))
    (tmp_path / "b.eml").write_bytes(letter(("y.xlsx", workbook(8))).as_bytes())
    sources, _ = gather([tmp_path])
    first = {source.name: source.load() for source in sources}

    assert {source.name: source.load() for source in reversed(sources)} == first
    assert len(set(first.values())) == 5


def test_a_container_that_changed_in_between_raises_what_the_batch_tells(tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(zipped(("x.xlsx", workbook(1)), ("y.xlsx", workbook(2))))
    sources, _ = gather([tmp_path])
    file.write_bytes(zipped(("z.xlsx", workbook(3)), ("y.xlsx", workbook(2)), ("x.xlsx", b"")))

    for source in sources:
        with pytest.raises(OSError, match="has changed"):
            source.load()


def test_a_folder_of_850_workbooks_is_gathered_quickly(tmp_path):
    for n in range(850):
        (tmp_path / f"{n}.xlsx").write_bytes(workbook(n))
    started = time.perf_counter()

    assert len(gather([tmp_path])[0]) == 850
    assert time.perf_counter() - started < 5
