"""What reviewing costs: seconds and keys by field and letter, without anything a letter says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

CHANGED = ("edited", "absent")
LOOKED_AT = (*CHANGED, "confirmed")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds and keys of one stay in a field; an empty key is time in a letter outside of its fields."""

    key: str
    seconds: float
    keys: int


@dataclass(frozen=True, slots=True)
class FieldPace:
    """What a field costs: values looked at, those changed, and the median seconds of a stay."""

    key: str
    looked_at: int
    changed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """A reviewer's own pace: letters worked on and reviewed, medians a letter, and what was changed."""

    by: str
    letters: int
    reviewed: int
    seconds: float
    keys: float
    fields: tuple[FieldPace, ...]

    @property
    def looked_at(self) -> int:
        """Values a person agreed with or changed."""
        return sum(item.looked_at for item in self.fields)

    @property
    def changed(self) -> int:
        """Values a person changed."""
        return sum(item.changed for item in self.fields)


def create(db: "sqlite_utils.Database") -> None:
    """Make the table."""
    db.executescript("""
        CREATE TABLE effort (
            case_row INTEGER NOT NULL REFERENCES cases(number),
            key TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            seconds REAL NOT NULL,
            keys INTEGER NOT NULL
        );
        CREATE INDEX effort_by ON effort(by, case_row);
    """)


def add(db: "sqlite_utils.Database", number: int, by: str, at: str, spent: Iterable[Spent]) -> None:
    """Keep what a visit to a letter cost."""
    rows = [(number, item.key, by, at, round(item.seconds, 2), item.keys) for item in spent]
    db.conn.executemany("INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?)", rows)


def pace(db: "sqlite_utils.Database", by: str) -> Pace:
    """What reviewing has cost one person so far, the costliest fields first."""
    from statistics import median  # and with it fractions and decimals, which a window does without

    letters = db.execute("SELECT sum(seconds), sum(keys) FROM effort WHERE by = ? GROUP BY case_row", (by,)).fetchall()
    (reviewed,) = db.execute("SELECT count(*) FROM cases WHERE reviewed_by = ?", (by,)).fetchone()
    stays: dict[str, list[float]] = {}
    for key, seconds in db.execute("SELECT key, seconds FROM effort WHERE by = ? AND key != ''", (by,)):
        stays.setdefault(key, []).append(seconds)
    counted = {key: (looked, changed) for key, looked, changed in db.execute(_COUNTS, (*CHANGED, by, *LOOKED_AT))}
    fields = [
        FieldPace(key, *counted.get(key, (0, 0)), median(stays.get(key, [0.0]))) for key in counted | stays
    ]  # a field may have been looked at elsewhere, or stayed in without a decision
    fields.sort(key=lambda item: (-item.changed, -item.seconds * item.looked_at, item.key))
    seconds, keys = (median(side) for side in zip(*letters, strict=True)) if letters else (0.0, 0.0)
    return Pace(by, len(letters), reviewed, seconds, keys, tuple(fields))


_COUNTS = f"""
    SELECT key, count(*), sum(state IN ({", ".join("?" * len(CHANGED))})) FROM field_values
    WHERE by = ? AND state IN ({", ".join("?" * len(LOOKED_AT))}) GROUP BY key
"""
