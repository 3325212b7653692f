"""What people say beside the values: comments, second looks, dismissed problems; one row for each there is now."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from imrdesk.record.changes import Change
from imrdesk.record.model import Path, Remark, RemarkKind

if TYPE_CHECKING:
    import sqlite_utils


def create(db: "sqlite_utils.Database") -> None:
    """Make the table."""
    db.executescript("""
        CREATE TABLE remarks (
            case_row INTEGER NOT NULL REFERENCES cases(number),
            kind TEXT NOT NULL,
            issue_id TEXT NOT NULL,
            key TEXT NOT NULL,
            problem TEXT NOT NULL,
            text TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (case_row, kind, issue_id, key, problem)
        ) WITHOUT ROWID;
    """)


def put(db: "sqlite_utils.Database", number: int, changes: Iterable[Change]) -> None:
    """Store what an act did to the remarks of a record."""
    for change in changes:
        if isinstance(change.new, Remark):
            row = (number, *change.new.subject, change.new.text, change.new.by, change.new.at)
            db.execute("INSERT OR REPLACE INTO remarks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        elif isinstance(change.old, Remark):
            where = "case_row = ? AND kind = ? AND issue_id = ? AND key = ? AND problem = ?"
            db.execute(f"DELETE FROM remarks WHERE {where}", (number, *change.old.subject))


def load(db: "sqlite_utils.Database", number: int) -> tuple[Remark, ...]:
    """The remarks of a record, in the order of their subjects."""
    sql = "SELECT kind, issue_id, key, problem, text, by, at FROM remarks WHERE case_row = ? ORDER BY 1, 2, 3, 4"
    return tuple(
        Remark(RemarkKind(kind), text, by, at, Path(key, issue) if key else None, problem)
        for kind, issue, key, problem, text, by, at in db.execute(sql, (number,))
    )


def to_json(remark: Remark) -> dict[str, Any]:
    """A remark as an event says it; its value is named by the event itself."""
    data = {"kind": remark.kind.value, "text": remark.text, "by": remark.by, "at": remark.at}
    return data | ({"problem": remark.problem} if remark.problem else {})


def from_json(data: dict[str, Any] | None, path: Path | None) -> Remark | None:
    """The remark that `to_json` wrote."""
    if data is None:
        return None
    return Remark(RemarkKind(data["kind"]), data["text"], data["by"], data["at"], path, data.get("problem", ""))
