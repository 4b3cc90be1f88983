"""--schools and its filters: shared by the commands that need the list of schools."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from gias_lists import establishment, extract, links

from sendsheets.cli.register import Schools, register_options, register_or_stop


@click.command()
@click.argument("word")
@register_options
@click.option("--loud", is_flag=True)
def command(word: str, loud: bool, schools: Schools) -> None:
    """A command that asks for schools."""
    register = register_or_stop(schools)
    listed = [f"{s.name}/{s.urn}/{','.join(s.before)}" for s in register.schools] \
        if register else "everyone"
    click.echo(f"{word} {loud} {len(schools.files)} {listed}")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def gias(tmp_path: Path) -> Path:
    path = tmp_path / "edubasealldata20261101.csv"
    path.write_bytes(extract([
        establishment(145001, "Elm Academy", type=34, phase=4, trust="FIERTÉ TRUST"),
        establishment(117001, "Oak Primary School"),
        establishment(118001, "Kent School", la=886, la_name="Kent"),
    ]))  # fmt: skip
    return path


def test_without_a_list_nothing_is_read_and_nothing_said():
    done = run("hello", "--loud")

    assert (done.exit_code, done.output) == (0, "hello True 0 everyone\n")


def test_a_list_alone_is_enough(tmp_path):
    (tmp_path / "ours.csv").write_text("School\nOak School\n", encoding="utf-8")
    done = run("hello", "--schools", tmp_path / "ours.csv")

    assert done.exit_code == 0
    assert "ours.csv: The list (UTF-8) has 1 school." in done.output
    assert "hello False 1 ['Oak School//']" in done.output


def test_filters_may_be_put_together_and_repeated(gias):
    done = run("x", "--schools", gias, "--la", "919", "--la", "Kent", "--only-phase", "primary")
    trust = run("x", "--schools", gias, "--trust", "fierté trust", "--only-type", "academies")

    assert "['Oak Primary School/117001/', 'Kent School/118001/']" in done.output
    assert "1 of another phase" in done.output
    assert "['Elm Academy/145001/']" in trust.output


def test_links_make_an_academy_known_by_its_earlier_urn(gias, tmp_path):
    path = tmp_path / "links.csv"
    path.write_bytes(links([(145001, 117002, "Elm School", "Predecessor", "01-09-2015")]))
    done = run("x", "--schools", gias, "--only-phase", "secondary", "--links", path)

    assert "x False 2 ['Elm Academy/145001/117002']" in done.output


def test_a_filter_that_fits_nothing_ends_the_command_with_the_nearest_name(gias):
    done = run("x", "--schools", gias, "--la", "Herts")

    assert done.exit_code == 1
    assert "--la “Herts” fits no school on the list. The nearest on the list: “Hertfordshire”." \
        in done.output
    assert "x False" not in done.output


@pytest.mark.parametrize("option", ["--schools", "--links"])
def test_a_file_that_is_not_there_ends_the_command_in_plain_words(option, gias, tmp_path):
    files = {"--schools": gias} | {option: tmp_path / "none.csv"}
    done = run("x", *(part for pair in files.items() for part in pair))

    assert done.exit_code == 1
    assert "none.csv: There is no such file or folder. Check the name and the folder." in (
        done.output)


def test_filters_without_a_list_are_wrong_usage(gias):
    for arguments in (["--la", "Kent"], ["--with-closed"], ["--links", gias]):
        done = run("x", *arguments)

        assert done.exit_code == 2
        assert "give it with --schools" in done.output


def test_many_faults_of_one_kind_are_shown_in_part_and_counted(tmp_path):
    rows = "".join(f"School {n},{n}\n" for n in range(30))
    (tmp_path / "ours.csv").write_text(f"School,URN\n{rows}", encoding="utf-8")
    done = run("x", "--schools", tmp_path / "ours.csv")

    assert done.exit_code == 0
    assert done.output.count("is not a URN") == 10
    assert "and 20 rows more like that." in done.output
    assert "30 things on the list of schools to look at." in done.output


def test_help_says_what_each_option_is_for():
    done = run("--help")

    for option in ("--schools FILE", "--la TEXT", "--only-phase TEXT", "--only-type TEXT",
                   "--trust TEXT", "--with-closed", "--links FILE"):  # fmt: skip
        assert option in done.output
