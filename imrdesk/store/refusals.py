"""Files that could not be read: kept until they are read or a person lets them go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_COLUMNS = "file_name, path, sha256, code, by, at"


@dataclass(frozen=True, slots=True)
class Refused:
    """One file that was refused: `path` is where it lay, `code` the reason, `sha256` known where it could be opened.

    A file that came inside another (a letter in a zip file) has its own name and the other's path.
    """

    file_name: str
    path: str
    sha256: str | None
    code: str
    by: str
    at: str


def create(db: "sqlite_utils.Database") -> None:
    """Make the table."""
    db.table("refusals").create(
        {"file_name": str, "path": str, "sha256": str, "code": str, "by": str, "at": str},
        pk=("path", "file_name"),
        not_null={"code", "by", "at"},
    )


def put(db: "sqlite_utils.Database", refused: Refused) -> None:
    """Keep a refusal; a newer one of the same file takes the older's place."""
    row = (refused.file_name, refused.path, refused.sha256, refused.code, refused.by, refused.at)
    db.execute(f"INSERT OR REPLACE INTO refusals ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)


def drop(db: "sqlite_utils.Database", path: str, file_name: str | None = None) -> None:
    """Let the refusals of a file go, or only that of one file inside it."""
    db.execute("DELETE FROM refusals WHERE path = ? AND file_name = coalesce(?, file_name)", (path, file_name))


def every(db: "sqlite_utils.Database") -> list[Refused]:
    """All refusals, the newest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM refusals ORDER BY at DESC, path, file_name")
    return [Refused(*row) for row in rows]
