"""The health of a workspace: what is damaged, said in words; nothing is changed by looking."""

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.errors import StoreError
from imrdesk.paths import DATABASE

from . import audit, engine, records, sealing, sources
from .backups import Counts, counted, looked_at
from .database import Database
from .faults import in_words, refusal, refuse_foreign
from .indexing import Progress
from .opening import open_database

if TYPE_CHECKING:
    import sqlite_utils

PAGES, AUDIT, LETTERS = "Pages of the database", "The audit, event by event", "Letters and their files"
OLDER = "older"
_WATCHED_EVERY = 100_000  # steps of SQLite's between two looks whether to stop
NOTICES = ("stray_file", OLDER)
_MOST_TOLD = 20


def unreadable() -> tuple[type[Exception], ...]:
    """What reading raises where a row is not what the program wrote."""
    return (*engine.errors(), ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong: `code` names the kind, `letter` the file name of the letter it is about, `record_id`
    its record."""

    code: str
    message: str
    letter: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a workspace found; `counts` is None where the database cannot be read at all."""

    damages: tuple[Damage, ...]
    counts: Counts | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong; a letter's file without a record is no damage, an import was cut off."""
        return all(damage.code in NOTICES for damage in self.damages)


class Watch:
    """Who looks on at a long check: told how far it is, and asked whether to stop."""

    def __init__(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def stopped(self) -> bool:
        """Whether nobody wants to know any more; SQLite asks it in the middle of a statement."""
        return bool(self._cancelled and self._cancelled())

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far it is; raises StoreError where it is to stop."""
        self.go_on()
        if self._progress:
            self._progress(done, total, what)

    def go_on(self) -> None:
        """Raise StoreError where the check is to stop."""
        if self.stopped():
            raise StoreError("stopped", "The check was stopped before its end.", "Begin it again when there is time.")


_NOBODY = Watch()


def quick(folder: Path) -> Health:
    """What is told in seconds: whether the database can be opened, and whether its pages are sound."""
    return _look(folder, "quick_check", _NOBODY)


def full(folder: Path, watch: Watch = _NOBODY) -> Health:
    """Everything: pages and indexes, references, the audit's chain, every record, every letter's file."""
    found = _look(folder, "integrity_check", watch)
    if found.counts is None or any(damage.code in ("newer", OLDER) for damage in found.damages):
        return found
    return Health((*found.damages, *_told(_inside(folder, found.counts, watch))), found.counts)


def _look(folder: Path, how: str, watch: Watch) -> Health:
    file = folder / DATABASE
    damages = list(_outside(folder))
    if damages:
        return Health(tuple(damages), None)
    try:
        with in_words(file):
            counts = counted(file)
            watch.tell(0, 0, PAGES)
            return Health(tuple(_of_pages(file, how, watch)), counts)
    except StoreError as cause:
        watch.go_on()
        return Health((Damage(cause.code, cause.message),), None)
    except engine.errors():
        watch.go_on()
        return Health((Damage("damaged", refusal("damaged", file).message),), None)


def _outside(folder: Path) -> Iterator[Damage]:
    """What the files themselves tell."""
    file = folder / DATABASE
    try:
        if not refuse_foreign(file):
            yield Damage("emptied", f"{DATABASE} is empty or missing.")
    except StoreError as cause:
        yield Damage(cause.code, cause.message)
    except OSError as cause:
        yield Damage("cannot_open", f"{DATABASE} cannot be read: {cause.strerror}.")


def lost_log(folder: Path, *, ended_badly: bool) -> Damage | None:
    """The damage of a program that was cut off and whose newest changes have gone with the file they were in."""
    if ended_badly and (folder / DATABASE).exists() and not (folder / f"{DATABASE}-wal").exists():
        message = f"imrdesk was cut off, and {DATABASE}-wal, which held the newest changes, is gone."
        return Damage("missing_log", message)
    return None


def _of_pages(file: Path, how: str, watch: Watch) -> Iterator[Damage]:
    from .migrations import STEPS

    with closing(looked_at(file)) as db:
        db.set_progress_handler(watch.stopped, _WATCHED_EVERY)
        names = {name for (name,) in db.execute("SELECT name FROM _sqlite_migrations")}
        known = {step.__name__ for step in STEPS}
        is_older = bool(known - names) and not names - known
        if names - known:
            yield Damage("newer", refusal("newer", file).message)
        elif is_older:
            yield Damage(
                OLDER, f"{DATABASE} is of an older version: only its pages were looked at. Open it, check again."
            )
        for (said,) in db.execute(f"PRAGMA {how}({_MOST_TOLD})"):
            if said != "ok":
                yield Damage("damaged", f"{DATABASE} is damaged: {said}")
        there = _named(db)
        if how == "integrity_check" and (broken := len(db.execute("PRAGMA foreign_key_check").fetchall())):
            yield Damage("references", f"{broken} rows belong to letters that are not there.")
    if how == "integrity_check" and not is_older and (missing := sorted(_expected() - there)):
        yield Damage("tables", f"{DATABASE} lacks {', '.join(missing)}.")


def _named(db: sqlite3.Connection) -> set[str]:
    """Tables, indexes, views, and the triggers that guard the audit."""
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master")}


@cache
def _expected() -> set[str]:
    """What a database of this version has."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / DATABASE
        open_database(file).close()
        with closing(looked_at(file)) as db:
            return _named(db)


def _inside(folder: Path, counts: Counts, watch: Watch) -> Iterator[Damage]:
    database = Database(folder / DATABASE, read_only=True)
    try:
        with in_words(database.file), database.reading() as db:
            db.conn.set_progress_handler(watch.stopped, _WATCHED_EVERY)
            if (seq := audit.first_broken(db, lambda done: watch.tell(done, counts.events, AUDIT))) is not None:
                yield Damage("audit", f"The audit was tampered with, or is damaged, from event {seq} on.")
            known: set[str | None] = set()
            for place, (number, record_id, name, sha256) in enumerate(db.execute(_LETTERS).fetchall()):
                watch.tell(place, counts.letters, LETTERS)
                known.add(sha256)
                yield from _of_record(db, number, name)
                yield from _of_file(folder, sha256, name, record_id)
            yield from _strays(folder, known)
    except StoreError as cause:
        watch.go_on()
        yield Damage(cause.code, cause.message)
    except unreadable():  # a name in the schema, or a list in a column, may be what is damaged
        watch.go_on()
        yield Damage("damaged", refusal("damaged", database.file).message)
    finally:
        database.close()


_LETTERS = "SELECT number, id, file_name, sha256 FROM cases LEFT JOIN sources USING (number)"


def _of_record(db: "sqlite_utils.Database", number: int, name: str) -> Iterator[Damage]:
    try:
        document = sources.document(db, number)
        record = records.load(db, number, document)
        if record != audit.replayed(db, number):
            yield Damage("record", f"{name}: the record is not what its audit says.", name)
        elif not records.is_as_written(db, number, record, document):
            yield Damage("record", f"{name}: the tables hold something that the record does not say.", name)
    except (StoreError, *unreadable()):
        yield Damage("record", f"{name}: the record cannot be read.", name)


def _of_file(folder: Path, sha256: str | None, name: str, record_id: str) -> Iterator[Damage]:
    if sha256 is None:
        return
    try:
        if sealing.digest(folder / sources.FOLDER / sha256) != sha256:
            yield _altered(name, record_id)
    except StoreError:
        yield _altered(name, record_id)
    except OSError:
        message = f"{name}: the letter's file is missing; its text is still there."
        yield Damage("missing_file", message, name, record_id)


def _altered(name: str, record_id: str) -> Damage:
    return Damage("altered_file", f"{name}: the letter's file was altered.", name, record_id)


def _strays(folder: Path, known: set[str | None]) -> Iterator[Damage]:
    """Letters that were copied in, but have no record: an import cut off, or records that were lost."""
    place = folder / sources.FOLDER
    for file in sorted(place.iterdir()) if place.is_dir() else ():
        if re.fullmatch(r"[0-9a-f]{64}", file.name) and file.name not in known:
            yield Damage("stray_file", f"sources/{file.name[:12]}… has no record. Import it again to have one.")


def _told(damages: Iterator[Damage]) -> list[Damage]:
    """Each kind no more often than anybody reads, the rest as a number."""
    told: dict[str, list[Damage]] = {}
    for damage in damages:
        told.setdefault(damage.code, []).append(damage)
    return [item for code, found in told.items() for item in _shortened(code, found)]


def _shortened(code: str, found: list[Damage]) -> list[Damage]:
    more = len(found) - _MOST_TOLD
    return found if more <= 0 else [*found[:_MOST_TOLD], Damage(code, f"… and {more} more of this kind.")]
