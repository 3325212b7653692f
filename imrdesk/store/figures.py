"""Figures: what the letters of a workspace add up to, counted by the database alone."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from imrdesk.record.agreement import FieldAgreement, agreement
from imrdesk.record.model import Path, State, Status
from imrdesk.record.values import from_json

from . import behind, corrections, decided, tallies, worklist
from .corrections import Correction, Match, Spread, SpreadValue
from .database import Database
from .decided import Decided
from .encoding import loads
from .tallies import RuleTally

if TYPE_CHECKING:
    import sqlite_utils

VISITS = 20_000  # the newest stays in fields that the time of a letter is taken from


@dataclass(frozen=True, slots=True)
class Work:
    """How far the work is: letters by status, letters reviewed by day (the newest last), the median seconds of one,
    and how many of the values people took over were `unseen`."""

    statuses: Mapping[str, int]
    days: tuple[tuple[str, int], ...]
    timed: int
    seconds: float
    unseen: int
    taken: int

    @property
    def waiting(self) -> int:
        """Letters that are not reviewed."""
        return sum(count for status, count in self.statuses.items() if status != Status.REVIEWED)


class Figures:
    """The counts of one workspace; may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decided(self) -> Mapping[str, list[Decided]]:
        """Items that were decided and overturned, by every facet and by month."""
        with self._database.reading() as db:
            return decided.every(db)

    def work(self, since: str) -> Work:
        """How far the work is; days count from `since` (ISO)."""
        with self._database.reading() as db:
            return _work(db, since)

    def rules(self) -> list[RuleTally]:
        """What people did with the values of each field and rule."""
        with self._database.reading() as db:
            return tallies.by_rule(db)

    def agreement(self) -> tuple[FieldAgreement, ...]:
        """How well second readers agree with the first, by field."""
        with self._database.reading() as db:
            return _agreement(db)

    def drugs(self) -> list[str]:
        """Every drug as it is written somewhere."""
        with self._database.reading() as db:
            return behind.every_drug(db)

    def behind(self, count: "Callable[..., array[int]]", *of: object) -> "array[int]":
        """The rows that a figure counts: `count` is a function of `behind`."""
        with self._database.reading() as db:
            return count(db, *of)

    def corrections(self, least: int, key: str | None = None) -> list[Correction]:
        """Corrections that were made alike in at least so many letters."""
        with self._database.reading() as db:
            return corrections.alike(db, least, key)

    def matches(self, correction: Correction) -> list[Match]:
        """Where a correction would apply."""
        with self._database.reading() as db:
            return corrections.matches(db, correction.key, correction.machine)

    def spreads(self) -> list[Spread]:
        """Corrections that were applied to letters at once, the newest first."""
        with self._database.reading() as db:
            return corrections.spreads(db)

    def spread_values(self, spread: Spread) -> list[SpreadValue]:
        """What one of them changed."""
        with self._database.reading() as db:
            return corrections.spread_values(db, spread)


def _work(db: "sqlite_utils.Database", since: str) -> Work:
    by_day = "SELECT substr(reviewed_at, 1, 10), count(*) FROM cases WHERE reviewed_at >= ? GROUP BY 1 ORDER BY 1"
    days = db.execute(by_day, (since,)).fetchall()
    newest = f"SELECT case_row, seconds FROM effort ORDER BY rowid DESC LIMIT {VISITS}"
    letters = [seconds for (seconds,) in db.execute(f"SELECT sum(seconds) FROM ({newest}) GROUP BY case_row")]
    states = dict(db.execute("SELECT state, sum(count) FROM value_tallies GROUP BY state").fetchall())
    return Work(
        worklist.counts(db), tuple(days), len(letters), median(letters) if letters else 0.0,
        states.get(State.ACCEPTED_UNSEEN, 0), sum(states.values()),
    )  # fmt: skip


def _agreement(db: "sqlite_utils.Database") -> tuple[FieldAgreement, ...]:
    first, second = {}, {}
    sql = """SELECT case_row || reader || issue_id, key, first, value FROM second_values
        JOIN second_readings USING (case_row, reader) WHERE finished_at <> '' AND first IS NOT NULL"""
    for place, key, one, other in db.execute(sql):
        path = Path(key, place)
        first[path], second[path] = from_json(loads(one)), from_json(loads(other))
    return agreement([(first, second)])
