"""Whole records from another workspace: taken in with their letters, those that differ from ours told apart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from imrdesk.errors import InputError
from imrdesk.record.changes import Action, Change, Changes, Sign, applied
from imrdesk.record.model import FieldValue, Issue, Record, Status, proposed
from imrdesk.record.values import show
from imrdesk.record.whole import Whole, whole_from_json
from imrdesk.store import Store, pins

ADDED, KNOWN, CONFLICT, REFUSED = "added", "the same already", "conflict", "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one record: our record where there is one, a sentence, and where the two differ."""

    name: str
    outcome: str
    record_id: str | None
    message: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedReport:
    """What became of a file of records."""

    items: tuple[Received, ...]

    def of(self, outcome: str) -> tuple[Received, ...]:
        """The records that came out so."""
        return tuple(item for item in self.items if item.outcome == outcome)

    def sentence(self) -> str:
        """The whole in one sentence."""
        counted = (f"{len(self.of(outcome))} {outcome}" for outcome in (ADDED, KNOWN, CONFLICT, REFUSED))
        return ", ".join(words for words in counted if not words.startswith("0 ")) + "."

    def lines(self) -> Iterator[str]:
        """What needs a person: each conflict with where ours differs, each record that was refused."""
        for item in (*self.of(CONFLICT), *self.of(REFUSED)):
            yield item.message
            yield from (f"    {difference}" for difference in item.differences)


def receive(store: Store, file: Path, sign: Sign) -> ReceivedReport:
    """Take in every record of a JSON or JSON Lines file, ours never overwritten; raises InputError for another file."""
    return ReceivedReport(tuple(_receive(store, data, sign) for data in _objects(file)))


def _objects(file: Path) -> Iterator[object]:
    try:
        text = file.read_text("utf-8")
        if text.lstrip().startswith("["):
            yield from json.loads(text)
        else:
            for line in filter(str.strip, text.splitlines()):
                yield json.loads(line)
    except OSError as cause:
        raise InputError("cannot_read", f"{file.name} could not be read: {cause.strerror or cause}.") from cause
    except ValueError as cause:
        raise InputError("not_records", f"{file.name} is no file of records.", "Export it again as JSON.") from cause


def _receive(store: Store, data: object, sign: Sign) -> Received:
    try:
        whole = whole_from_json(data)
    except InputError as refused:
        return Received("A record", REFUSED, None, str(refused))
    name = whole.record.case_number or whole.record.source.file_name
    if ours := store.by_sha256(whole.document.sha256):
        return _compared(store.record(ours), whole.record, name, tuple(_beside(store, ours, whole)))
    if whole.data is None:
        return Received(name, REFUSED, None, f"{name}: the letter's own file did not come along. Import the letter, "
                                             "then the record can be compared.")  # fmt: skip
    try:
        store.add(_untouched(whole.record), whole.document, whole.data, sign)
    except ValueError:
        return Received(name, REFUSED, None, f"{name}: the letter in the file is not the one its record is of.")
    for changes in _acts(store.record(whole.record.id), whole, sign):
        store.save(changes)
    for pin in map(pins.arrived, whole.pins):
        store.add_pin(whole.record.id, pin, Sign(pin.by, pin.at, f"taken in from another workspace by {sign.by}"))
    store.set_terms(whole.record.id, whole.terms)
    return Received(name, ADDED, whole.record.id, f"{name}: taken in with everything that was done to it.")


def _untouched(record: Record) -> Record:
    """The record as the machine proposed it, with the items it has now: what an import may add."""
    return replace(
        record,
        fields={key: proposed(value.finding) for key, value in record.fields.items()},
        issues=tuple(
            Issue(issue.id, {key: proposed(value.finding) for key, value in issue.values.items()})
            for issue in record.issues
        ),
        status=Status.NEW,
        flag=None,
        remarks=(),
        reviewed_by=None,
        reviewed_at=None,
        revision=0,
    )


def _acts(record: Record, whole: Whole, sign: Sign) -> Iterator[Changes]:
    """What brings the untouched record to the state it came in: values first, then its status, by its reviewer."""
    wanted = whole.record
    reason = f"taken in from another workspace by {sign.by}"
    values: list[Change] = [
        Change(Action.SET, path, record.at(path), wanted.at(path))
        for path in wanted.paths()
        if record.at(path) != wanted.at(path)
    ]
    if wanted.flag:
        values.append(Change(Action.FLAG, None, None, wanted.flag))
    values += [Change(Action.REMARK, remark.path, None, remark) for remark in wanted.remarks]
    steps = [(values, replace(sign, reason=reason))]
    if wanted.status is not Status.NEW:
        reviewer = Sign(wanted.reviewed_by or sign.by, wanted.reviewed_at or sign.at, reason)
        steps.append(([Change(Action.STATUS, None, Status.NEW, wanted.status)], reviewer))
    for items, signed in steps:
        if items:
            after = record
            for item in items:
                after = applied(after, item, signed)
            after = replace(after, revision=record.revision + 1)
            yield Changes(record, after, tuple(items), signed)
            record = after


def _beside(store: Store, ours: str, whole: Whole) -> Iterator[str]:
    """What came along beside a record that we have, and ours has not."""
    here = {pin.id for pin in store.pins(ours)}
    if more := sum(pin["id"] not in here for pin in whole.pins):
        yield f"worksheet: {more} place(s) pinned there and not here"
    if more := set(whole.terms) - set(store.terms(ours)):
        yield f"terms to mask: {len(more)} there and not here"


def _compared(ours: Record, theirs: Record, name: str, beside: tuple[str, ...]) -> Received:
    differences = (*_differences(ours, theirs), *beside)
    if not differences:
        return Received(name, KNOWN, ours.id, f"{name}: already here, and the same.")
    message = f"{name}: already here and different in {len(differences)} place(s); ours was left as it is."
    return Received(name, CONFLICT, ours.id, message, differences)


def _differences(ours: Record, theirs: Record) -> Iterator[str]:
    """Where two records of one letter say something else; items are compared by their place."""
    mine, other = ({record.spell(path): record.at(path) for path in record.paths()} for record in (ours, theirs))
    for key in dict.fromkeys((*mine, *other)):
        one, two = mine.get(key), other.get(key)
        if _said(one) != _said(two):
            yield f"{key}: ours {_words(one)}, theirs {_words(two)}"
    if ours.status is not theirs.status:
        yield f"status: ours {ours.status.value}, theirs {theirs.status.value}"


def _said(value: FieldValue | None) -> object:
    return (value.value, value.state) if value else None


def _words(value: FieldValue | None) -> str:
    if value is None:
        return "has no such item"
    return f"“{show(value.value)[:80] or 'not stated'}” ({value.state.value})"
