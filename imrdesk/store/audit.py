"""The audit: a chain of events that is only ever added to, and that replayed gives every record as it stands."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from imrdesk.document.locate import Flow
from imrdesk.document.model import Document
from imrdesk.record.changes import Action, Change, Changes, Sign, applied
from imrdesk.record.model import FieldValue, Issue, Path, Record, Remark, State, Status, new_id
from imrdesk.record.signing import fingerprint

from . import records, remarks, sources
from .encoding import (
    FINDING_COLUMNS,
    dumps,
    issue_from,
    issue_json,
    loads,
    problems_from,
    problems_json,
    value_from,
    value_json,
)

if TYPE_CHECKING:
    import sqlite_utils

_COLUMNS = "id, issue_id, revision, at, by, action, key, old, new, reason"


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one record, as the audit keeps it; changes of one act share a `revision`."""

    seq: int
    id: str
    record_id: str
    revision: int
    sign: Sign
    change: Change

    @property
    def source(self) -> str:
        """Where the new value comes from: the machine, by one of its rules, or a person."""
        new = self.change.new
        if isinstance(new, FieldValue) and new.state is State.PROPOSED:
            return f"rule {new.finding.rule}" if new.finding else "machine"
        return "machine" if self.change.action is Action.IMPORT else "person"


@dataclass(frozen=True, slots=True)
class SignOff:
    """A review as it was signed: who, when, why all the same, and the hash of the record it was for. `event` is the
    hash of the event that says so; `holds` tells whether the record is still what was signed."""

    sign: Sign
    credentials: str
    record: str
    event: str
    holds: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one event says besides who, when and why; `old` and `new` are JSON."""

    action: Action
    issue_id: str | None = None
    key: str | None = None
    old: Any = None
    new: Any = None


def add_import(db: "sqlite_utils.Database", number: int, record: Record, document: Document, sign: Sign) -> None:
    """Write the import of a record; hashes bind its file, the page text and what the machine found to it."""
    issue_ids = [issue.id for issue in record.issues]
    new = {
        "issues": issue_ids,
        "problems": problems_json(record.problems, document),
        "content": _content(db, number, document, issue_ids),
        "file": _file(db, number),
    }
    _append(db, number, record, sign, [_Entry(Action.IMPORT, new=new)])


def add_changes(
    db: "sqlite_utils.Database", number: int, changes: Changes, document: Document, credentials: str = ""
) -> None:
    """Write each change of an act; a review binds the hash of the record and the reviewer's credentials."""
    entries = [
        _signed(changes.after, item, credentials) if _reviews(item) else _entry(item, document)
        for item in changes.items
    ]
    _append(db, number, changes.after, changes.sign, entries)


def add_pin(db: "sqlite_utils.Database", number: int, record: Record, sign: Sign, old: Any, new: Any) -> None:
    """Write what became of a pin on the worksheet of a record, which itself stays as it is."""
    _append(db, number, record, sign, [_Entry(Action.PIN, old=old, new=new)])


def _reviews(change: Change) -> bool:
    return change.action is Action.STATUS and change.new is Status.REVIEWED


def sign_off(db: "sqlite_utils.Database", number: int, record: Record) -> SignOff | None:
    """The last review of a record; none where it was never reviewed, or before reviews were bound to a hash."""
    sql = "SELECT by, at, reason, new, hash FROM events WHERE case_row = ? AND action = ? ORDER BY seq DESC"
    for by, at, reason, new, event_hash in db.execute(sql, (number, Action.STATUS.value)):
        said = loads(new)
        if isinstance(said, dict):
            holds = record.status is Status.REVIEWED and fingerprint(record) == said["record"]
            return SignOff(Sign(by, at, reason), said["credentials"], said["record"], event_hash, holds)
    return None


def head(db: "sqlite_utils.Database") -> str:
    """The hash of the last event: kept elsewhere, it shows that the chain was written anew."""
    last = db.execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return last[0] if last else ""


def events(db: "sqlite_utils.Database", number: int) -> list[Event]:
    """Everything that happened to a record, oldest first."""
    return [event for event, _record in _steps(db, number)]


def replayed(db: "sqlite_utils.Database", number: int) -> Record:
    """The record of a case row as its events alone give it."""
    *_before, (_event, record) = _steps(db, number)
    return record


def first_broken(db: "sqlite_utils.Database", told: Callable[[int], object] = int) -> int | None:
    """The first event that was altered, moved, or follows one taken out; none where the whole chain holds. The numbers
    of events have no gap, and the database itself knows the highest that it gave. `told` hears how many were read."""
    record_id = "(SELECT cases.id FROM cases WHERE number = case_row)"
    sql = f"SELECT seq, case_row, previous, hash, {record_id}, {_COLUMNS} FROM events ORDER BY seq"
    previous, place = "", 0
    for place, (seq, case_row, stored_previous, stored_hash, record_id, *columns) in enumerate(db.execute(sql), 1):
        if seq != place or stored_previous != previous or stored_hash != _chained(previous, record_id, columns):
            return seq
        if columns[5] == Action.IMPORT and not _import_holds(db, case_row, loads(columns[8])):
            return seq
        previous = stored_hash
        told(place)
    (given,) = db.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return None if given in (None, place) else place + 1


def _append(db: "sqlite_utils.Database", number: int, record: Record, sign: Sign, entries: list[_Entry]) -> None:
    previous = head(db)
    rows: list[tuple[Any, ...]] = []
    for entry in entries:
        old, new = (None if side is None else dumps(side) for side in (entry.old, entry.new))
        columns = (
            new_id(),
            entry.issue_id,
            record.revision,
            sign.at,
            sign.by,
            entry.action.value,
            entry.key,
            old,
            new,
            sign.reason,
        )
        chained = _chained(previous, record.id, columns)
        rows.append((number, previous, chained, *columns))
        previous = chained
    marks = ", ".join("?" * 13)
    db.conn.executemany(f"INSERT INTO events (case_row, previous, hash, {_COLUMNS}) VALUES ({marks})", rows)


def _chained(previous: str, record_id: str, columns: Any) -> str:
    """The hash of an event: over the one before it, its record and all it says."""
    return _hash(dumps([previous, record_id, *columns]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _content(db: "sqlite_utils.Database", number: int, document: Document, issue_ids: list[str]) -> str:
    """The hash of a letter's text and of all that the machine found in it when it was imported."""
    sql = (
        f"SELECT coalesce(issues.id, ''), key, {', '.join(FINDING_COLUMNS)} FROM field_values"
        " LEFT JOIN issues ON number = issue_row WHERE field_values.case_row = ? AND rule IS NOT NULL"
    )
    known = {"", *issue_ids}
    findings = sorted(row for row in db.execute(sql, (number,)) if row[0] in known)
    return _hash(dumps([Flow(document).text, findings]))


_OF_FILE = (
    """SELECT file_name, imported_at, format_id, format_name, format_score, sha256, media_type, reader, sources.pages,
    bytes, notes FROM cases JOIN sources USING (number) WHERE number = ?""",
    "SELECT page, width, height, words, ocr, label FROM page_texts WHERE case_row = ? ORDER BY page",
)
"""What no act ever changes and no other hash has; a step that changed one of these columns would break the chain."""


def _file(db: "sqlite_utils.Database", number: int) -> str:
    """The hash of a letter's file: its name, its bytes, what it was taken for, when it came, and how its pages lie."""
    return _hash(dumps([db.execute(sql, (number,)).fetchall() for sql in _OF_FILE]))


def _import_holds(db: "sqlite_utils.Database", number: int, new: dict[str, Any]) -> bool:
    """Whether findings, page text and file are still those of the import; an old one has no hash of its file."""
    same_file = "file" not in new or new["file"] == _file(db, number)
    return same_file and new["content"] == _content(db, number, sources.document(db, number), new["issues"])


def _steps(db: "sqlite_utils.Database", number: int) -> Iterator[tuple[Event, Record]]:
    """Each event of a record with the record after it."""
    document = sources.document(db, number)
    record: Record | None = None
    sql = f"SELECT seq, {_COLUMNS} FROM events WHERE case_row = ? ORDER BY seq"
    for seq, event_id, issue_id, revision, at, by, action, key, old, new, reason in db.execute(sql, (number,)):
        entry = _Entry(Action(action), issue_id, key, old and loads(old), new and loads(new))
        sign = Sign(by, at, reason)
        if record is None:
            change = Change(Action.IMPORT)
            record = _imported(db, number, entry, document)
        else:
            change = _change(entry, record, document)
            record = replace(applied(record, change, sign), revision=revision)
        yield Event(seq, event_id, record.id, revision, sign, change), record


def _imported(db: "sqlite_utils.Database", number: int, entry: _Entry, document: Document) -> Record:
    problems = problems_from(entry.new["problems"], document)
    return records.imported(db, number, document, entry.new["issues"], problems)


def _entry(change: Change, document: Document) -> _Entry:
    """A change as an event says it: of a value only what became different, of an issue everything."""
    old, new, path = change.old, change.new, change.path
    if isinstance(old, FieldValue) and isinstance(new, FieldValue) and path:
        if change.action is Action.SECOND_SET:
            return _Entry(change.action, path.issue or None, path.key, _said(old, document), _said(new, document))
        before, after = value_json(old, document, new), value_json(new, document, old)
        return _Entry(change.action, path.issue or None, path.key, before, after)
    if isinstance(issue := new or old, Issue):
        data = {"position": change.position, "values": issue_json(issue, document)}
        added = change.action is Action.ADD_ISSUE
        return _Entry(change.action, issue.id, None, None if added else data, data if added else None)
    if isinstance(new or old, Remark):
        said = (remarks.to_json(side) if isinstance(side, Remark) else None for side in (old, new))
        return _Entry(change.action, path.issue or None if path else None, path.key if path else None, *said)
    return _Entry(change.action, path.issue or None if path else None, path.key if path else None, old, new)


def _said(value: FieldValue, document: Document) -> dict[str, Any]:
    """A second reader's value: whole, since the record does not hold it."""
    return value_json(value, document, FieldValue(finding=value.finding))


def _signed(record: Record, change: Change, credentials: str) -> _Entry:
    """A review as an event says it."""
    new = {"status": Status.REVIEWED.value, "record": fingerprint(record), "credentials": credentials}
    return _Entry(change.action, old=change.old, new=new)


def _change(entry: _Entry, record: Record, document: Document) -> Change:
    """The change that `_entry` said, on the record as it stood before it."""
    action, old, new = entry.action, entry.old, entry.new
    if action in (Action.SET, Action.SECOND_SET) and entry.key:
        path = Path(entry.key, entry.issue_id or "")
        value = record.at(path) if action is Action.SET else value_from(old, document)
        return Change(action, path, value, value_from(new, document, value if action is Action.SET else FieldValue()))
    if action in (Action.ADD_ISSUE, Action.REMOVE_ISSUE) and entry.issue_id:
        data = new or old
        issue = issue_from(entry.issue_id, data["values"], document)
        sides = (None, issue) if action is Action.ADD_ISSUE else (issue, None)
        return Change(action, None, *sides, position=data["position"])
    if action is Action.REMARK:
        path = Path(entry.key, entry.issue_id or "") if entry.key else None
        return Change(action, path, remarks.from_json(old, path), remarks.from_json(new, path))
    if action is Action.PIN:
        return Change(action, None, old and dumps(old), new and dumps(new))
    if action is Action.STATUS:
        return Change(action, None, Status(old), Status(new["status"] if isinstance(new, dict) else new))
    return Change(action, Path(entry.key, entry.issue_id or "") if entry.key else None, old, new)
