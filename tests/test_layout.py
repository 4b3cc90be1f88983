"""Where everything stands in a school workbook, as the writer and the reader both have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook.specimens import FRAMEWORKS, framework

from sendsheets import layout, review_layout
from sendsheets.layout import Plan
from sendsheets.model import Asked, Kind

MOST_LETTERS = 21
RAG = framework("send-rag-audit")

chosen_sections = st.none() | st.lists(
    st.integers(1, 30), min_size=1, max_size=30, unique=True).map(lambda n: tuple(sorted(n)))
names = st.text("abcdefghijklmnopqrstuvwxyz ABC-’&", min_size=1, max_size=30).filter(
    lambda name: name == name.strip())


@given(chosen_sections)
def test_the_audit_row_reads_back_as_the_sections_that_were_asked(sections):
    asked = Asked(sections)
    assert layout.read_audit_text(layout.audit_text(RAG, asked)) == (RAG.id, RAG.version, asked)


@given(chosen_sections, st.none() | names, st.none() | names)
def test_the_audit_row_reads_back_with_role_and_setting(sections, role, setting):
    asked = Asked(sections, role, setting)
    assert layout.read_audit_text(layout.audit_text(RAG, asked)) == (RAG.id, RAG.version, asked)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_the_audit_row_names_every_framework_in_words(name):
    text = layout.audit_text(framework(name), Asked())
    assert text.startswith(framework(name).title)
    assert layout.read_audit_text(f"  {text.upper()}  ") == (name, "1.0", Asked())


@pytest.mark.parametrize("text", ["", "SEND RAG audit", "version one [send-rag-audit]", "[x]"])
def test_words_that_are_no_audit_row_read_back_as_nothing(text):
    assert layout.read_audit_text(text) is None


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_tab_names_are_short_and_unique_and_safe(name):
    names = Plan(framework(name), Asked(), peer_review=True).sheets
    assert len({n.casefold() for n in names}) == len(names)
    assert max(map(len, names)) <= MOST_LETTERS
    assert not any(set(n) & set("[]:*?/\\'") or n != n.strip() for n in names)


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("send-rag-audit", ["Ref", "Statement", "Rating"]),
        ("send-review-framework", ["Ref", "Statement", "Rating"]),
        ("send-network-pulse", ["Ref", "Statement", "Rating"]),
        ("send-self-audit", ["Ref", "Kind", "Statement", "Rating"]),
        ("senco-cpd-audit",
         ["Ref", "Kind", "Statement", "Confidence or rating", "Training need"]),
    ],
)  # fmt: skip
def test_the_columns_of_a_section_sheet_stand_in_the_order_decided(name, headings):
    tail = ["Evidence or comments", "Action", "Priority", "Owner", "Due date"]
    found = [column.heading for column in layout.section_columns(framework(name))]
    assert found == headings + tail


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_no_heading_is_mistaken_for_another(name):
    for columns in (layout.section_columns(framework(name)),
                    layout.all_statements_columns(framework(name)),
                    review_layout.peer_review_columns(framework(name))):  # fmt: skip
        texts = [t.casefold() for c in columns for t in (c.heading, *c.also)]
        assert len(set(texts)) == len(texts)


def test_a_column_is_found_by_its_key():
    columns = layout.section_columns(RAG)
    assert [layout.position(columns, key) for key in ("ref", "rating", "due")] == [1, 3, 8]


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_the_cover_asks_who_and_when_and_ends_with_the_audit_row(name):
    keys = [detail.key for detail in layout.cover_details(framework(name), peer_review=True)]
    assert keys[:9] == ["school_name", "urn", "phase", "completed_by", "role", "headteacher",
                        "senco", "governor", "completed_on"]  # fmt: skip
    assert keys[-4:] == ["reviewer", "reviewer_school", "visited_on", "audit"]
    assert len(set(keys)) == len(keys)
    assert "comments" in keys


def test_a_workbook_of_some_sections_has_their_sheets_only():
    plan = Plan(RAG, Asked((1, 3)))
    assert plan.sheets == ("Cover", "Guidance", "1 Leadership", "3 Expertise", "Summary",
                           "Strengths and areas", "Action plan", "About this audit",
                           "All statements")  # fmt: skip
    assert [s.section for s in plan.statements] == [1] * 13 + [3] * 5


def test_kinds_and_second_ratings_have_a_sheet_only_where_they_are_asked():
    whole = Plan(framework("senco-cpd-audit"), Asked())
    practice_only = Plan(framework("senco-cpd-audit"), Asked((10,)))
    assert "Challenges and goals" in whole.sheets
    assert "Training needs" in whole.sheets
    assert "Challenges and goals" not in practice_only.sheets
    assert practice_only.kinds == (Kind.PRACTICE,)


def test_kinds_are_counted_apart():
    counts = Plan(framework("send-self-audit"), Asked()).other_counts
    assert [(c.title, c.kinds) for c in counts] == [
        ("What gets in the way", (Kind.CHALLENGE,)),
        ("Questions and goals", (Kind.QUESTION, Kind.GOAL)),
        ("Open questions", (Kind.OPEN,)),
    ]


def test_a_reviewer_rates_all_but_open_questions():
    plan = Plan(framework("send-self-audit"), Asked(), peer_review=True)
    assert len(plan.statements) - len(plan.reviewed) == 4
    assert "Peer review" in plan.sheets


def test_a_legal_duty_is_marked_in_words():
    duty, other = RAG.statement("1b"), RAG.statement("1a")
    assert duty is not None
    assert other is not None
    assert layout.statement_text(duty) == duty.text + " (Statutory)"
    assert layout.statement_text(other) == other.text
