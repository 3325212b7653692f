"""Splitting an item that is really two, and merging two that are really one."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from imrdesk.errors import InputError

from .changes import Action, Change, Changes, Sign, apply
from .fields import ISSUE_FIELDS, Field
from .finding import Alternative, Finding
from .model import FieldValue, Issue, Record, State, new_id, proposed
from .values import Kind, Value

OWN = ("disputed_treatment", "quantity", "drug", "category", "subcategory", "body_parts", "side")
"""What two items that stood under one heading most likely do not share."""


def split_issue(record: Record, issue_id: str, sign: Sign) -> Changes:
    """A second item after this one with the same values, those in OWN to be looked at."""
    issue = record.issue(issue_id)
    number = record.issues.index(issue) + 1
    reason = f"Split off from item {number}: say what this item is."
    values = {key: _doubted(value, reason) if key in OWN else value for key, value in issue.values.items()}
    return apply(record, [Change(Action.ADD_ISSUE, new=Issue(new_id(), values), position=number)], sign)


def merge_issues(record: Record, issue_id: str, sign: Sign) -> Changes:
    """This item and the one before it as one; where they differ both readings are offered, to be looked at."""
    second = record.issue(issue_id)
    place = record.issues.index(second) - 1
    if place < 0:
        raise InputError("no_item_before", "There is no item before this one to merge it with.", "Merge a later one.")
    first = record.issues[place]
    values = {item.key: _merged(item, first.values[item.key], second.values[item.key]) for item in ISSUE_FIELDS}
    items = [
        Change(Action.REMOVE_ISSUE, old=second, position=place + 1),
        Change(Action.REMOVE_ISSUE, old=first, position=place),
        Change(Action.ADD_ISSUE, new=Issue(new_id(), values), position=place),
    ]
    return apply(record, items, sign)


def _doubted(value: FieldValue, reason: str) -> FieldValue:
    """A value as a proposal to look at."""
    if value.value is None:
        return value
    finding = value.finding or Finding(value.value, rule="split", evidence=value.evidence)
    return proposed(replace(finding, value=value.value, evidence=value.evidence, needs_review=True, reason=reason))


def _merged(field: Field, first: FieldValue, second: FieldValue) -> FieldValue:
    if first.value == second.value or second.value is None:
        return first
    if first.value is None:
        return second
    join = _JOINED.get(field.kind)
    places = tuple(dict.fromkeys(first.evidence + second.evidence))
    value = join(first.value, second.value) if join else first.value
    if field.kind is Kind.WORDS and State.PROPOSED not in (first.state, second.state):
        return replace(first, value=value, state=State.EDITED, evidence=places)
    finding = Finding(
        value,
        needs_review=True,
        reason="The two items that were merged differ here.",
        rule="merge",
        evidence=places if join else first.evidence,
        alternatives=tuple(Alternative(side.value, side.evidence) for side in (first, second) if side.value != value),
    )
    return proposed(finding)


def _union(first: Value, second: Value) -> Value:
    together = [item for side in (first, second) if isinstance(side, tuple) for item in side]
    return cast("Value", tuple(dict.fromkeys(together)))


def _phrase(first: Value, second: Value) -> Value:
    return f"{first}; {second}"


def _paragraphs(first: Value, second: Value) -> Value:
    return f"{first}\n\n{second}"


_JOINED: dict[Kind, Callable[[Value, Value], Value]] = {
    Kind.WORDS: _union,
    Kind.CITATIONS: _union,
    Kind.TEXT: _phrase,
    Kind.LONG_TEXT: _paragraphs,
}
"""How two values of a kind become one; of the others the first is taken."""
