"""Backups: whole copies of the database, taken while people work, each opened, checked and counted before it counts."""

import logging
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from . import engine, keys
from .faults import in_words, refuse_foreign

log = logging.getLogger(__name__)
FOLDER = "backups"
ROLLING, ASKED, MIGRATION = "rolling", "asked", "migration"
EVERY = timedelta(minutes=25)  # a look each minute and the copying itself stay within 30 minutes of work at risk
LEAST_FREE = 64 * 1024 * 1024
MIGRATIONS_KEPT = 3
_NAME = re.compile(rf"imrdesk-(\d{{8}}T\d{{6}}Z)-({ROLLING}|{ASKED}|{MIGRATION})\.db")
_TIME = "%Y%m%dT%H%M%SZ"
_TIERS = (
    (timedelta(hours=4), timedelta(0)),
    (timedelta(days=2), timedelta(hours=1)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(weeks=10), timedelta(weeks=1)),
    (timedelta(days=366), timedelta(days=30)),
)
"""Up to this age, one is kept of each so long a time; older than all, none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a database holds."""

    letters: int
    events: int

    def __str__(self) -> str:
        return f"{self.letters:,} letter{'' if self.letters == 1 else 's'}, {self.events:,} changes"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the database: where it is, when (UTC) and why it was taken."""

    file: Path
    at: datetime
    why: str

    def counts(self) -> Counts:
        """What is in it; raises StoreError where it cannot be read."""
        with in_words(self.file):
            refuse_foreign(self.file)
            return counted(self.file)

    def verify(self) -> Counts:
        """What is in it, after a check of every page; raises StoreError where it is damaged."""
        with in_words(self.file):
            refuse_foreign(self.file)
            return _verified(self.file)


def every(folder: Path) -> list[Backup]:
    """The backups of a folder, the newest first."""
    found = (_NAME.fullmatch(file.name) for file in folder.iterdir()) if folder.is_dir() else ()
    made = [
        Backup(folder / match[0], datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), match[2])
        for match in found
        if match
    ]
    return sorted(made, key=lambda backup: (backup.at, backup.why), reverse=True)


def take(database: Path, folder: Path, why: str = ASKED, now: datetime | None = None) -> Backup:
    """Copy the database while others may write; raises StoreError where the copy is not whole."""
    at = (now or datetime.now(UTC)).replace(microsecond=0)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_full(database, folder)
        target = folder / f"imrdesk-{at.strftime(_TIME)}-{why}.db"
        with in_words(database), written_whole(target) as part:
            copy(database, part)
        if key := engine.key_of(database):
            keys.bring(database, key, folder)
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        raise StoreError(
            "backup_failed", f"No backup could be made in {folder}: {reason}.", "Choose another folder for backups."
        ) from cause
    return Backup(target, at, why)


def copy(database: Path, target: Path) -> Counts:
    """Copy a database as it stands into one file of its own, and check the copy page by page."""
    with closing(looked_at(database)) as source:
        before = _count(source)
        with closing(engine.connect(target, key=engine.key_of(database))) as made:
            source.backup(made)  # one step: one snapshot, writers go on
            made.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    found = _verified(target)
    if found.events < before.events or found.letters < before.letters:
        raise StoreError("backup_failed", "The backup lacks what the workspace has.", "Try again.")
    return found


def _refuse_full(database: Path, folder: Path) -> None:
    """Raise StoreError where a copy would fill the disk."""
    needed = database.stat().st_size + LEAST_FREE
    if shutil.disk_usage(folder).free < needed:
        raise StoreError(
            "full", "There is no room for a backup.", f"Make room on the disk of {folder}, then try again."
        )


def _verified(file: Path) -> Counts:
    """The counts of a copy whose every page is sound."""
    with closing(looked_at(file)) as db:
        (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise StoreError("backup_failed", f"The copy {file.name} is damaged.", "Try again, on another disk.")
        return _count(db)


def looked_at(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing, not even beside the file where no program has it open."""
    alone = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
    return engine.connect(file, f"mode=ro{alone}")


def counted(file: Path) -> Counts:
    """How many letters and events a database file has."""
    with closing(looked_at(file)) as db:
        return _count(db)


def _count(db: sqlite3.Connection) -> Counts:
    row = db.execute("SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM events)").fetchone()
    return Counts(*row)


def is_due(database: Path, folder: Path, now: datetime | None = None) -> bool:
    """Whether there is work that no backup has, and the newest backup is old enough."""
    newest = next(iter(every(folder)), None)
    if newest is None:
        return database.exists()
    changed = max(_changed_at(database), _changed_at(database.with_name(f"{database.name}-wal")))
    return changed > newest.at and (now or datetime.now(UTC)) - newest.at >= EVERY


def _changed_at(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return datetime.min.replace(tzinfo=UTC)


def thin(folder: Path, now: datetime | None = None) -> list[Path]:
    """Delete what the tiers let go; what a person asked for stays, and the last few before a migration."""
    found = every(folder)
    rolling = [backup for backup in found if backup.why == ROLLING]
    migrations = [backup for backup in found if backup.why == MIGRATION]
    kept = {backup.file for backup in _kept(rolling, now or datetime.now(UTC))}
    kept |= {backup.file for backup in migrations[:MIGRATIONS_KEPT]}
    gone = [backup.file for backup in (*rolling, *migrations) if backup.file not in kept]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _kept(newest_first: Iterable[Backup], now: datetime) -> Iterator[Backup]:
    """The newest of each slot of its tier, and the newest of all."""
    slots: set[tuple[timedelta, int | Path]] = set()
    for number, backup in enumerate(newest_first):
        tier = next((span for age, span in _TIERS if now - backup.at <= age), None)
        if tier is None and number:
            continue
        slot = (tier or timedelta(0), int(backup.at.timestamp() // tier.total_seconds()) if tier else backup.file)
        if slot not in slots:
            slots.add(slot)
            yield backup


def mirror(sources: Path, target: Path) -> int:
    """Copy the letters' files that a folder outside the workspace does not have yet; gives how many."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [file for file in sources.iterdir() if not (target / file.name).exists() and "." not in file.name]
    for file in missing:
        with written_whole(target / file.name) as part:
            shutil.copyfile(file, part)
    return len(missing)
