"""Whatever is handed in is found once, in order, and accounted for."""

from __future__ import annotations

from sendsheets.intake.sources import gather


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


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.xlsx").write_bytes(b"x")
    (inside / "oak.xlsx").write_bytes(b"x")
    (inside / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)

    sources, skipped = gather([inside])

    assert names(sources, inside) == ["oak.xlsx"]
    assert len(skipped) == 1


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
