"""The words of actions so far, one by one: put together from copies, held back, decided. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from sendsheets.model import ActionSoFar, Return, Status
from sendsheets.returns.dates import read_date
from sendsheets.returns.merging import Merge, Place
from sendsheets.returns.words import fold

MARK = "so_far:"
"""The name of such a field begins so; its key and the action's id follow ("so_far:note:2c-kq")."""

_KEYS = {"ref": "ref", "action": "action", "owner": "owner", "due": "due date", "status": "status",
         "note": "progress note", "criteria": "success criteria", "impact": "impact",
         "review": "review date"}  # fmt: skip
"""The keys of the columns, and how they are spoken of."""

_FREE = ("action", "note", "criteria", "impact")

Text = Callable[[str, str, Place, Merge, str], str]
"""How two texts become one (``joined``): the earlier, the later, the place, the merge, the cell."""


def free_texts(result: Return) -> Iterator[tuple[ActionSoFar, str, str, str]]:
    """Everything written freely: the action, the name of the field, its cell, its words."""
    for action in result.actions_so_far:
        for key in _FREE:
            if text := raw(action, key):
                yield action, f"{MARK}{key}:{action.id}", action.cells.get(key, ""), text


def raw(action: ActionSoFar, key: str) -> str:
    """What was typed in one column."""
    texts = {
        "ref": action.ref, "action": action.action, "owner": action.owner, "due": action.due_raw,
        "status": action.status_raw, "note": action.note, "criteria": action.criteria,
        "impact": action.impact, "review": action.review_raw, "id": action.id,
    }  # fmt: skip
    return texts[key]


def read_words(result: Return, field: str) -> str:
    """The words of a field by its name, empty where there is none of that name."""
    _, key, name = field.split(":", 2)
    return next((raw(a, key) for a in result.actions_so_far if a.id == name), "")


def put_words(result: Return, field: str, words: str) -> Return:
    """The return with other words in a field, by its name."""
    _, key, name = field.split(":", 2)
    actions = tuple(_with(a, key, words) if a.id == name else a for a in result.actions_so_far)
    return replace(result, actions_so_far=actions)


def _with(action: ActionSoFar, key: str, words: str) -> ActionSoFar:
    if key == "due":
        return replace(action, due=read_date(words)[0], due_raw=words)
    if key == "review":
        return replace(action, review=read_date(words)[0], review_raw=words)
    if key == "status":
        status = next((s for s in Status if s.value == fold(words)), None)
        return replace(action, status=status, status_raw=words)
    made = {k: raw(action, k) for k in ("ref", *_FREE, "owner")} | {key: words}
    return replace(
        action, ref=made["ref"], action=made["action"], owner=made["owner"], note=made["note"],
        criteria=made["criteria"], impact=made["impact"],
    )  # fmt: skip


def join_actions(
    earlier: tuple[ActionSoFar, ...], later: tuple[ActionSoFar, ...], merge: Merge, text: Text
) -> tuple[ActionSoFar, ...]:
    """Put the actions of two copies together, id by id.

    Args:
        earlier: those of the earlier copy.
        later: those of the later one, whose order is kept.
        merge: is added to.
        text: how two texts become one.

    Returns:
        Every action of either; what only one of them says of an action is kept.
    """
    before = {fold(action.id): action for action in earlier}
    made = []
    for action in later:
        old = before.pop(fold(action.id), None)
        made.append(_joined(old, action, merge, text) if old else action)
    for action in before.values():
        merge.take(Place(action.ref, f"{MARK}:{action.id}", f"action {action.id}", action.sheet))
    return (*made, *before.values())


def _joined(old: ActionSoFar, new: ActionSoFar, merge: Merge, text: Text) -> ActionSoFar:
    def joined(key: str) -> str:
        what = f"{_KEYS[key]} of action {new.id}"
        place = Place(new.ref, f"{MARK}{key}:{new.id}", what, new.sheet)
        return text(raw(old, key), raw(new, key), place, merge, new.cells.get(key, ""))

    def day(key: str, words: str) -> date | None:
        both = ((new.due_raw, new.due), (old.due_raw, old.due)) if key == "due" else (
            (new.review_raw, new.review), (old.review_raw, old.review))
        return next((when for said, when in both if said == words), None)

    # The same day or status in other words is no difference: a reviewer's copy has our words.
    pairs = {"due": (old.due, new.due), "review": (old.review, new.review),
             "status": (old.status, new.status)}  # fmt: skip
    same = {key: bool(earlier) and earlier == later for key, (earlier, later) in pairs.items()}
    texts = {key: raw(new, key) if same.get(key) else joined(key) for key in _KEYS}
    statuses = ((new.status_raw, new.status), (old.status_raw, old.status))
    return replace(
        new, ref=texts["ref"], action=texts["action"], owner=texts["owner"], note=texts["note"],
        criteria=texts["criteria"], impact=texts["impact"],
        due=day("due", texts["due"]), due_raw=texts["due"],
        review=day("review", texts["review"]), review_raw=texts["review"],
        status=next((s for said, s in statuses if said == texts["status"]), None),
        status_raw=texts["status"],
    )  # fmt: skip
