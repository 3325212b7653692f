"""Store: everything a workspace keeps, behind one door."""

from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from imrdesk.document.model import Document
from imrdesk.errors import StoreError
from imrdesk.record.agreement import Reading, reading_of
from imrdesk.record.changes import Action, Change, Changes, Sign
from imrdesk.record.model import FieldValue, Record
from imrdesk.record.model import Path as Place

from . import (
    audit,
    backups,
    casework,
    corrections,
    effort,
    engine,
    exports,
    indexing,
    keys,
    pins,
    records,
    refusals,
    sealing,
    search,
    seconds,
    sources,
    worklist,
)
from .audit import Event, SignOff
from .database import Database
from .effort import Pace, Spent
from .exports import Exported
from .figures import Figures
from .finder import Finder
from .health import DATABASE
from .indexing import Progress
from .opening import open_database
from .pins import Pin
from .refusals import Refused
from .search import Hit
from .seconds import Assigned
from .worklist import CaseRow, Listed, Query

if TYPE_CHECKING:
    import sqlite_utils


class Store:
    """A workspace folder: `imrdesk.db` beside `sources/`. Every method may be called from any thread."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.finder = Finder(database)
        self.figures = Figures(database)

    @classmethod
    def open(
        cls,
        folder: Path,
        backups_in: Path | None = None,
        *,
        read_only: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """Open the workspace in a folder, or make one there; raises StoreError in words where that cannot be.
        A backup goes into `backups_in` (the workspace's own folder of them by default) before the tables change,
        which can take minutes with very many letters: `progress` is told."""
        file = folder / DATABASE
        kept_in = backups_in or folder / backups.FOLDER
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            before = partial(backups.take, file, kept_in, backups.MIGRATION)
            key = None if engine.head(file) else keys.of(folder)
            database = open_database(file, before, read_only=read_only, progress=progress, key=key)
            (folder / sources.FOLDER).mkdir(mode=0o700, exist_ok=True)
        except OSError as cause:
            reason = cause.strerror or "the disk refused"
            message = f"{folder} cannot be used as a workspace: {reason}."
            raise StoreError("cannot_open", message, "Choose another folder.") from cause
        return cls(folder, database)

    @property
    def changed(self) -> bool:
        """Whether anything was written since it was opened."""
        return self.database.written

    def close(self) -> None:
        """End every connection; what was stored stays."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, record: Record, document: Document, data: bytes, sign: Sign) -> None:
        """Keep a new letter: its bytes, its text, its record and the event; durable when this returns."""
        if not records.is_new(record):
            raise ValueError("only a record as the machine proposes it can be added")
        with self.database.reading() as db:
            sources.refuse_duplicate(db, document.sha256)
        sources.keep_file(self.folder, document.sha256, data, engine.key_of(self.database.file))
        with self.database.writing() as db:
            sources.refuse_duplicate(db, document.sha256)  # another program may have been quicker
            number = records.insert(db, record, document)
            sources.insert(db, number, document, len(data))
            indexing.index_letter(db, number, record, document)
            audit.add_import(db, number, record, document, sign)

    def save(self, changes: Changes, credentials: str = "") -> None:
        """Keep what an act changed; durable when this returns. Raises StoreError where another act came first.
        `credentials` are signed with a review."""
        if not changes.items:
            return
        with self.database.writing() as db:
            _save(db, changes, credentials)

    def spread(
        self, made: corrections.Spread, values: Iterable[corrections.SpreadValue], acts: Iterable[Changes]
    ) -> None:
        """Keep a correction of many letters, all of it or nothing."""
        with self.database.writing() as db:
            for act in acts:
                _save(db, act)
            corrections.keep(db, made, values)

    def take_back(self, spread_id: str, at: str, acts: Iterable[Changes]) -> None:
        """Keep that such a correction was undone, all of it or nothing."""
        with self.database.writing() as db:
            for act in acts:
                _save(db, act)
            corrections.undone(db, spread_id, at)

    def record(self, record_id: str) -> Record:
        """The record with that id."""
        with self.database.reading() as db:
            number = records.number_of(db, record_id)
            return records.load(db, number, sources.document(db, number))

    def document(self, record_id: str) -> Document:
        """What was read of the letter."""
        with self.database.reading() as db:
            return sources.document(db, records.number_of(db, record_id))

    def source_path(self, record_id: str) -> Path:
        """Where the letter's original bytes are."""
        with self.database.reading() as db:
            return self.folder / sources.FOLDER / sources.sha256_of(db, records.number_of(db, record_id))

    def source_bytes(self, record_id: str) -> bytes:
        """The letter's original bytes; raises OSError where they are gone, StoreError where they are locked."""
        return sealing.read(self.source_path(record_id))

    def give_source(self, sha256: str, data: bytes) -> bool:
        """Keep the bytes of a letter again whose file is missing or damaged; gives whether it was. ValueError for
        others."""
        if sources.is_kept(self.folder, sha256):
            return False
        sources.keep_file(self.folder, sha256, data, engine.key_of(self.database.file))
        return True

    def opened(self, file: Path) -> bytes | None:
        """What is in a file that a workspace locked; None for any other file."""
        try:
            return sealing.read(file) if file.is_file() and sealing.is_sealed(file) else None
        except OSError:
            return None

    def resolve(self, case: str) -> list[str]:
        """The ids of the records a person may mean by an id, the beginning of one, or a case number."""
        with self.database.reading() as db:
            return worklist.resolve(db, case)

    def by_sha256(self, sha256: str) -> str | None:
        """The id of the record of those bytes, if they are here."""
        with self.database.reading() as db:
            return sources.record_of(db, sha256)

    def ids(self, query: Query) -> "array[int]":
        """The row numbers of the cases that fit, in order."""
        with self.database.reading() as db:
            return worklist.ids(db, query)

    def first(self, query: Query, most: int) -> Listed | None:
        """The beginning of a list and how long it is, at once; None where that takes as long as the whole list."""
        with self.database.reading() as db:
            return worklist.first(db, query, most)

    def window(self, query: Query, start: int, most: int) -> "array[int]":
        """The row numbers of a stretch of a list, without making the whole list."""
        with self.database.reading() as db:
            return worklist.window(db, query, start, most)

    def rows(self, numbers: Sequence[int]) -> list[CaseRow]:
        """The cases with those row numbers, in the order asked for."""
        with self.database.reading() as db:
            return worklist.rows(db, numbers)

    def reviewers(self) -> list[str]:
        """Who has reviewed letters, by name."""
        with self.database.reading() as db:
            return worklist.reviewers(db)

    def counts(self) -> dict[str, int]:
        """How many cases there are of each status."""
        with self.database.reading() as db:
            return worklist.counts(db)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """The newest letters that have the words a person typed."""
        with self.database.reading() as db:
            return search.search(db, text, limit)

    def history(self, record_id: str) -> list[Event]:
        """Everything that happened to a record, oldest first."""
        with self.database.reading() as db:
            return audit.events(db, records.number_of(db, record_id))

    def refuse(self, refused: Refused) -> None:
        """Keep that a file could not be read; durable when this returns."""
        with self.database.writing() as db:
            refusals.put(db, refused)

    def forget_refusal(self, path: str, file_name: str | None = None) -> None:
        """Let the refusals of a file go, or only that of one file inside it."""
        with self.database.writing() as db:
            refusals.drop(db, path, file_name)

    def refusals(self) -> list[Refused]:
        """The files that could not be read, the newest first."""
        with self.database.reading() as db:
            return refusals.every(db)

    def of_case(self, case_number: str) -> list[str]:
        """The ids of the records with a case number, the oldest first."""
        with self.database.reading() as db:
            return worklist.of_case(db, case_number)

    def replayed(self, record_id: str) -> Record:
        """A record as its events alone give it."""
        with self.database.reading() as db:
            return audit.replayed(db, records.number_of(db, record_id))

    def verify_chain(self) -> int | None:
        """The number of the first event that was tampered with; None where the audit is whole."""
        with self.database.reading() as db:
            return audit.first_broken(db)

    def audit_head(self) -> str:
        """The hash of the last event."""
        with self.database.reading() as db:
            return audit.head(db)

    def sign_off(self, record_id: str) -> SignOff | None:
        """The last review of a record, and whether it still holds."""
        with self.database.reading() as db:
            number = records.number_of(db, record_id)
            return audit.sign_off(db, number, records.load(db, number, sources.document(db, number)))

    def add_export(self, record_id: str, exported: Exported) -> None:
        """Keep that a record was exported, also from beside the desk that has the workspace."""
        with self.database.noting() as db:
            exports.add(db, records.number_of(db, record_id), exported)

    def exports(self, record_id: str) -> list[Exported]:
        """Every export of a record, the newest first."""
        with self.database.reading() as db:
            return exports.of_case(db, records.number_of(db, record_id))

    def exported_together(self, exported: Exported) -> list[str]:
        """The records that went into a file with this one."""
        with self.database.reading() as db:
            return exports.together(db, exported.path, exported.at)

    def add_pin(self, record_id: str, pin: Pin, sign: Sign) -> None:
        """Keep what was pinned to a ground of appeal, after all that is."""
        with self.database.writing() as db:
            number = records.number_of(db, record_id)
            pins.add(db, number, pin)
            audit.add_pin(db, number, self._record(db, number), sign, None, pins.as_json(pin))

    def remove_pin(self, record_id: str, pin_id: str, sign: Sign) -> None:
        """Take a pin away."""
        with self.database.writing() as db:
            number = records.number_of(db, record_id)
            old = pins.as_json(pins.remove(db, number, pin_id))
            audit.add_pin(db, number, self._record(db, number), sign, old, None)

    def note_pin(self, record_id: str, pin_id: str, words: str, sign: Sign) -> None:
        """Give a pin another note."""
        with self.database.writing() as db:
            number = records.number_of(db, record_id)
            old, new = pins.note(db, number, pin_id, words)
            if old != new:
                audit.add_pin(db, number, self._record(db, number), sign, pins.as_json(old), pins.as_json(new))

    def move_pin(self, record_id: str, pin_id: str, ground: str, place: int, sign: Sign) -> None:
        """Put a pin at a place (from 0) under a ground."""
        with self.database.writing() as db:
            number = records.number_of(db, record_id)
            if moved := pins.move(db, number, pin_id, ground, place):
                old, new = ({"id": pin_id, "stands": where} for where in moved)
                audit.add_pin(db, number, self._record(db, number), sign, old, new)

    def _record(self, db: "sqlite_utils.Database", number: int) -> Record:
        return records.load(db, number, sources.document(db, number))

    def pins(self, record_id: str) -> list[Pin]:
        """The pins of a record in their order."""
        with self.database.reading() as db:
            return pins.of_case(db, records.number_of(db, record_id))

    def set_terms(self, record_id: str, listed: Iterable[str]) -> None:
        """Keep the words that must not be in a de-identified file of a record."""
        with self.database.writing() as db:
            casework.set_terms(db, records.number_of(db, record_id), listed)

    def terms(self, record_id: str) -> list[str]:
        """Those words."""
        with self.database.reading() as db:
            return casework.terms(db, records.number_of(db, record_id))

    def add_effort(self, record_id: str, by: str, at: str, spent: Iterable[Spent]) -> None:
        """Keep what a visit to a letter cost, in seconds and keys."""
        with self.database.writing() as db:
            effort.add(db, records.number_of(db, record_id), by, at, spent)

    def pace(self, by: str) -> Pace:
        """What reviewing has cost one person so far."""
        with self.database.reading() as db:
            return effort.pace(db, by)

    def assign_second(self, record_ids: Iterable[str], reader: str, sign: Sign, *, unaided: bool = False) -> None:
        """Give letters to a second reader."""
        with self.database.writing() as db:
            for record_id in record_ids:
                number = records.number_of(db, record_id)
                document = sources.document(db, number)
                record = records.load(db, number, document)
                seconds.assign(db, number, reader, sign.by, sign.at, unaided=unaided)
                given = Changes(record, record, (Change(Action.SECOND_ASSIGNED, None, None, reader),), sign)
                audit.add_changes(db, number, given, document)

    def second_assigned(self, reader: str | None = None) -> list[Assigned]:
        """The letters of one second reader, or of all."""
        with self.database.reading() as db:
            return seconds.assigned(db, reader)

    def second_assignment(self, record_id: str, reader: str) -> Assigned | None:
        """A letter as it was given to a reader; None where it was not."""
        with self.database.reading() as db:
            return seconds.assignment(db, records.number_of(db, record_id), reader)

    def save_second(self, record_id: str, reader: str, items: Iterable[Change], sign: Sign) -> None:
        """Keep what a second reader did, apart from the record; durable when this returns."""
        with self.database.writing() as db:
            number = records.number_of(db, record_id)
            document = sources.document(db, number)
            record = records.load(db, number, document)
            done = Changes(record, record, tuple(items), sign)
            seconds.keep(db, number, reader, done.items, reading_of(record), document, sign.at)
            audit.add_changes(db, number, done, document)

    def second_said(self, record_id: str, reader: str) -> dict[Place, FieldValue]:
        """What a second reader says of a letter."""
        with self.database.reading() as db:
            number = records.number_of(db, record_id)
            return seconds.said(db, number, reader, sources.document(db, number))

    def first_reading(self, record_id: str, reader: str) -> Reading:
        """What the first reader had said when the second was done."""
        with self.database.reading() as db:
            return seconds.first_reading(db, records.number_of(db, record_id), reader)

    def second_settled(self, record_id: str, reader: str) -> set[Place]:
        """The values of a letter whose difference is settled."""
        with self.database.reading() as db:
            return seconds.settled(db, records.number_of(db, record_id), reader)


def _save(db: "sqlite_utils.Database", changes: Changes, credentials: str = "") -> None:
    number = records.number_of(db, changes.after.id)
    document = sources.document(db, number)
    records.update(db, number, changes, document)
    corrections.follow(db, number, changes)
    seconds.settle(db, number, changes.items, changes.sign.by)
    indexing.index_values(db, number, changes.before, changes.after)
    audit.add_changes(db, number, changes, document, credentials)
