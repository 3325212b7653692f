"""What people put in place of the machine's values: which corrections come again, and the letters one may be spread to.

A correction here is of a value that can be meant the same way in many letters: names and lists of names, not dates,
numbers, texts, verdicts or sides, which are each letter's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.record.changes import Changes
from imrdesk.record.fields import CASE, FIELDS, field
from imrdesk.record.model import FieldValue, Path, Record, State, Status
from imrdesk.record.values import Kind, Value, from_json, to_json

from . import records, sources
from .effort import CHANGED
from .encoding import dumps, finding_from, from_column, loads, to_column

if TYPE_CHECKING:
    import sqlite_utils

NAMES = (Kind.TEXT, Kind.WORDS, Kind.CITATIONS)
SPREADABLE = tuple(
    item.key
    for item in FIELDS
    if (item.kind in NAMES and item.key not in ("case_number", "injury_date_in_summary", "quantity"))
    or item.key in ("category", "subcategory")
)
"""The fields whose corrections may hold for other letters too."""
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """The same machine's value of a field that people replaced by the same value in so many `letters`; `said` is None
    where they said that the letter does not state it. `examples` are ids of letters with what people call them."""

    key: str
    machine: Value
    said: Value
    rules: tuple[str, ...]
    letters: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A value of an unreviewed letter that nobody has looked at and that a correction would replace."""

    record_id: str
    name: str
    path: Path
    item: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A correction that was applied to letters at once; `undone_at` is empty as long as it stands."""

    id: str
    key: str
    machine: Value
    said: Value
    by: str
    at: str
    undone_at: str
    values: int


@dataclass(frozen=True, slots=True)
class SpreadValue:
    """One value that was changed so: in which letter, which revision that made, and the letter's status before."""

    record_id: str
    path: Path
    revision: int
    status: Status


def create(db: "sqlite_utils.Database") -> None:
    """Make the tables, and list the corrections that are there."""
    db.executescript("""
        CREATE TABLE corrections (
            case_row INTEGER NOT NULL REFERENCES cases(number),
            issue_id TEXT NOT NULL,
            key TEXT NOT NULL,
            rule TEXT NOT NULL,
            machine TEXT NOT NULL,
            said TEXT NOT NULL,
            PRIMARY KEY (case_row, issue_id, key)
        ) WITHOUT ROWID;
        CREATE INDEX corrections_alike ON corrections(key, machine, said, case_row);
        CREATE TABLE spreads (
            id TEXT PRIMARY KEY,
            key TEXT NOT NULL,
            machine TEXT NOT NULL,
            said TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            undone_at TEXT NOT NULL DEFAULT ''
        );
        CREATE TABLE spread_values (
            spread TEXT NOT NULL REFERENCES spreads(id),
            case_row INTEGER NOT NULL REFERENCES cases(number),
            issue_id TEXT NOT NULL,
            revision INTEGER NOT NULL,
            status TEXT NOT NULL,
            PRIMARY KEY (spread, case_row, issue_id)
        ) WITHOUT ROWID;
    """)
    _list_old(db)


def follow(db: "sqlite_utils.Database", number: int, changes: Changes) -> None:
    """Keep in step with an act: a value is listed as long as it stands in place of the machine's."""
    held = {issue.id for issue in changes.after.issues}
    for path in changes.paths:
        if path.key in SPREADABLE and (not path.issue or path.issue in held):
            _put(db, number, path, changes.after.at(path))


def alike(db: "sqlite_utils.Database", least: int, key: str | None = None) -> list[Correction]:
    """The corrections that were made alike in at least so many letters, the most frequent first. What was spread is
    not counted: it was one decision."""
    sql = f"""
        SELECT key, machine, said, group_concat(DISTINCT rule), count(DISTINCT case_row) AS letters
        FROM corrections AS made WHERE key = coalesce(?, key) AND NOT EXISTS ({_WAS_SPREAD})
        GROUP BY key, machine, said HAVING letters >= ? ORDER BY letters DESC, key, machine, said"""
    return [
        Correction(
            found, from_json(loads(machine)), from_json(loads(said)), tuple((rules or "").split(",")), letters,
            _examples(db, found, machine, said),
        )
        for found, machine, said, rules, letters in db.execute(sql, (key, least)).fetchall()
    ]  # fmt: skip


def matches(db: "sqlite_utils.Database", key: str, machine: Value) -> list[Match]:
    """The values of unreviewed letters that a correction of a machine's value would replace, the newest first."""
    item, column = field(key), to_column(field(key), machine)
    of_case = item.scope == CASE
    sql = _CASES_WITH.format(key=key) if of_case else _ISSUES_WITH.format(key=key)
    return [
        Match(record_id, name, Path(key, issue_id), place + 1)
        for record_id, name, issue_id, place in db.execute(sql, (column, key, State.PROPOSED, Status.REVIEWED))
    ]


def keep(db: "sqlite_utils.Database", made: Spread, values: Iterable[SpreadValue]) -> None:
    """Keep that a correction was applied, and where."""
    row = (made.id, made.key, dumps(to_json(made.machine)), dumps(to_json(made.said)), made.by, made.at)
    db.execute("INSERT INTO spreads (id, key, machine, said, by, at) VALUES (?, ?, ?, ?, ?, ?)", row)
    rows = [(made.id, records.number_of(db, one.record_id), one.path.issue, one.revision, one.status) for one in values]
    db.conn.executemany("INSERT INTO spread_values VALUES (?, ?, ?, ?, ?)", rows)


def spreads(db: "sqlite_utils.Database") -> list[Spread]:
    """What was applied to letters at once, the newest first."""
    counted = "(SELECT count(*) FROM spread_values WHERE spread = id)"
    sql = f"SELECT id, key, machine, said, by, at, undone_at, {counted} FROM spreads ORDER BY at DESC, rowid DESC"
    return [
        Spread(one, key, from_json(loads(machine)), from_json(loads(said)), by, at, undone_at, count)
        for one, key, machine, said, by, at, undone_at, count in db.execute(sql)
    ]


def spread_values(db: "sqlite_utils.Database", spread: Spread) -> list[SpreadValue]:
    """The values that it changed."""
    sql = """SELECT cases.id, issue_id, spread_values.revision, spread_values.status
        FROM spread_values JOIN cases ON cases.number = case_row WHERE spread = ? ORDER BY case_row"""
    return [
        SpreadValue(record_id, Path(spread.key, issue_id), revision, Status(status))
        for record_id, issue_id, revision, status in db.execute(sql, (spread.id,))
    ]


def undone(db: "sqlite_utils.Database", spread_id: str, at: str) -> None:
    """Keep that it was taken back."""
    db.execute("UPDATE spreads SET undone_at = ? WHERE id = ?", (at, spread_id))


def _put(db: "sqlite_utils.Database", number: int, path: Path, value: FieldValue) -> None:
    if value.state not in CHANGED or value.finding is None or value.machine_value is None:
        db.execute("DELETE FROM corrections WHERE case_row = ? AND issue_id = ? AND key = ?",
                   (number, path.issue, path.key))  # fmt: skip
        return
    said = (dumps(to_json(value.machine_value)), dumps(to_json(value.value)))
    row = (number, path.issue, path.key, value.finding.rule, *said)
    db.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?, ?)", row)


def _list_old(db: "sqlite_utils.Database") -> None:
    """The corrections of a workspace that is older than their list."""
    marks = ", ".join("?" * len(SPREADABLE))
    sql = f"""SELECT case_row, issue_row, key, state, machine_value, raw, confidence, needs_review, reason, rule,
        machine_evidence, alternatives FROM field_values
        WHERE state IN (?, ?) AND rule IS NOT NULL AND key IN ({marks}) ORDER BY case_row"""
    document, at = None, 0
    for number, issue_row, key, state, *finding in db.execute(sql, (*CHANGED, *SPREADABLE)).fetchall():
        if number != at or document is None:
            document, at = sources.document(db, number), number
        table, row = ("issues", issue_row) if issue_row else ("cases", number)
        issue_id, column = db.execute(f"SELECT id, {key} FROM {table} WHERE number = ?", (row,)).fetchone()
        value = FieldValue(from_column(field(key), column), State(state), finding_from(tuple(finding), document))
        _put(db, number, Path(key, issue_id if issue_row else ""), value)


def _examples(db: "sqlite_utils.Database", key: str, machine: str, said: str) -> tuple[tuple[str, str], ...]:
    sql = f"""SELECT DISTINCT cases.id, {_NAME} FROM corrections JOIN cases ON cases.number = case_row
        WHERE key = ? AND machine = ? AND said = ? ORDER BY case_row DESC LIMIT {_EXAMPLES}"""
    return tuple((record_id, name) for record_id, name in db.execute(sql, (key, machine, said)))


_NAME = "coalesce(case_number, file_name)"
_WAS_SPREAD = """SELECT 1 FROM spread_values JOIN spreads ON spreads.id = spread
    WHERE undone_at = '' AND spread_values.case_row = made.case_row AND spread_values.issue_id = made.issue_id
    AND spreads.key = made.key"""
_CASES_WITH = f"""
    SELECT cases.id, {_NAME}, '', -1 FROM cases
    JOIN field_values ON field_values.case_row = cases.number AND issue_row = 0
    WHERE cases.{{key}} = ? AND field_values.key = ? AND state = ? AND status <> ? ORDER BY cases.number DESC"""
_ISSUES_WITH = f"""
    SELECT cases.id, {_NAME}, issues.id, position FROM issues
    JOIN cases ON cases.number = issues.case_row
    JOIN field_values ON field_values.case_row = issues.case_row AND issue_row = issues.number
    WHERE issues.{{key}} = ? AND position IS NOT NULL AND field_values.key = ? AND state = ? AND status <> ?
    ORDER BY cases.number DESC, position"""


def standing(record: Record, value: SpreadValue, made: Spread) -> bool:
    """Whether a value is still as it was applied, in a letter that nobody has reviewed since."""
    if record.status is Status.REVIEWED or value.path not in set(record.paths()):
        return False
    now = record.at(value.path)
    return (now.by, now.at, now.value) == (made.by, made.at, made.said)


def numbered(values: Sequence[Match]) -> dict[str, list[Match]]:
    """The values by their letter, in order."""
    found: dict[str, list[Match]] = {}
    for one in values:
        found.setdefault(one.record_id, []).append(one)
    return found
