"""The history of a letter, or of one of its values: each event of the audit as a person reads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imrdesk.record import reasons
from imrdesk.record.changes import Action
from imrdesk.record.model import FieldValue, Issue, Path, Record, Remark, RemarkKind, State
from imrdesk.record.values import show
from imrdesk.store import Event

OF_A_FIELD = (Action.SET, Action.SECOND_SET, Action.SETTLE, Action.REMARK)
SOURCES = {"person": "a person", "machine": "the program"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history; `value` is what may be brought back, where the event gave the record one."""

    by: str
    at: str
    action: str
    path: Path | None
    old: str
    new: str
    state: str
    source: str
    reason: str
    value: FieldValue | None = None


def of_field(events: Iterable[Event], record: Record, path: Path) -> list[Entry]:
    """What happened to one value, oldest first: what the program read of the letter, then what people did."""
    return [entry for event in events for entry in _about(event, record, path)]


def of_letter(events: Iterable[Event]) -> list[Entry]:
    """Everything that happened to a letter, oldest first."""
    return [_entry(event) for event in events]


def side_in_words(side: object) -> str:
    """One side of a change in words; empty where there is none."""
    if side is None:
        return ""
    if isinstance(side, FieldValue):
        return show(side.value)
    if isinstance(side, Issue):
        return next((show(value.value) for value in side.values.values() if value.value), "an item")
    if isinstance(side, Remark):
        return reasons.in_words(side.text) if side.kind is RemarkKind.DECIDED else side.text
    return str(side)


def _about(event: Event, record: Record, path: Path) -> Iterator[Entry]:
    change = event.change
    if change.action in OF_A_FIELD and change.path == path:
        yield _entry(event)
    elif change.action is Action.ADD_ISSUE and isinstance(change.new, Issue) and change.new.id == path.issue:
        yield _entry(event, path, change.new.values.get(path.key, FieldValue()))
    elif change.action is Action.IMPORT and (finding := record.at(path).finding):
        yield _entry(event, path, FieldValue(finding.value, State.PROPOSED, finding, finding.evidence))


def _entry(event: Event, path: Path | None = None, value: FieldValue | None = None) -> Entry:
    change = event.change
    new = value or change.new
    kept = new if isinstance(new, FieldValue) and change.action is not Action.SECOND_SET else None
    rule = new.finding.rule if isinstance(new, FieldValue) and new.state is State.PROPOSED and new.finding else ""
    return Entry(
        event.sign.by,
        event.sign.at,
        change.action.value,
        path or change.path,
        side_in_words(change.old),
        side_in_words(new),
        new.state.value if isinstance(new, FieldValue) else "",
        f"rule {rule}" if rule else SOURCES.get(event.source, event.source),
        event.sign.reason or "",
        kept,
    )
