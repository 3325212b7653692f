"""Desk: the use cases that the window and the command line both call."""

import getpass
import logging
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path as FilePath

from imrdesk import export, paths, sources
from imrdesk.document.model import Document
from imrdesk.errors import ImrdeskError, InputError, SourceError, StoreError
from imrdesk.extract import pipeline
from imrdesk.record import changes as acts
from imrdesk.record.changes import Changes, Sign
from imrdesk.record.finding import Evidence, Extraction
from imrdesk.record.model import Path, Record, record_from
from imrdesk.record.values import Value
from imrdesk.sources import render
from imrdesk.store import CaseRow, Event, Hit, Query, Store

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]

ADDED, DUPLICATE, REFUSED = "added", "duplicate", "refused"


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one file: its record where there is one, and a sentence about it."""

    path: FilePath
    outcome: str
    record_id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a batch of files."""

    items: tuple[ImportItem, ...]
    cancelled: bool = False

    def of(self, outcome: str) -> tuple[ImportItem, ...]:
        """The files that came out so."""
        return tuple(item for item in self.items if item.outcome == outcome)

    @property
    def added(self) -> tuple[ImportItem, ...]:
        """The files that are letters on the desk now."""
        return self.of(ADDED)

    @property
    def duplicates(self) -> tuple[ImportItem, ...]:
        """The files the desk already had."""
        return self.of(DUPLICATE)

    @property
    def refused(self) -> tuple[ImportItem, ...]:
        """The files that could not be read."""
        return self.of(REFUSED)

    def sentence(self) -> str:
        """The whole in one sentence: "39 letters ready, 2 you already had, 2 could not be read."."""
        count = len(self.added)
        parts = [f"{count} letter{'' if count == 1 else 's'} ready"]
        if self.duplicates:
            parts.append(f"{len(self.duplicates)} you already had")
        if self.refused:
            parts.append(f"{len(self.refused)} could not be read")
        return ", ".join(parts) + (". The import was stopped." if self.cancelled else ".")


def now() -> str:
    """The time as records keep it: UTC, ISO, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def system_user() -> str:
    """The name of whoever is logged in on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def extract_file(path: FilePath, password: str | None = None) -> tuple[Document, Extraction]:
    """Read one file and extract from it; needs no workspace. Raises SourceError."""
    document = sources.open_source(path, password)
    return document, pipeline.extract(document)


def letter_files(given: Iterable[FilePath]) -> Iterator[FilePath]:
    """The files to import: those named, and in folders every file of a kind that can be read, sorted by name."""
    for path in given:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in sources.SUFFIXES and not file.name.startswith((".", "~$")) and file.is_file()
            )
        else:
            yield path


class Desk:
    """A workspace at work. Each change is durable when the call returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, folder: FilePath | None = None) -> "Desk":
        """Open a workspace, made new where there is none; raises StoreError."""
        return cls(Store.open(folder or paths.default_workspace()))

    @property
    def folder(self) -> FilePath:
        """Where the workspace lies."""
        return self._store.folder

    def close(self) -> None:
        """Give the workspace back."""
        self._store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def import_paths(
        self,
        given: Iterable[FilePath],
        by: str,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Import files and folders; one bad file never stops the rest."""
        files = list(letter_files(given))
        items: list[ImportItem] = []
        for number, file in enumerate(files):
            if cancelled and cancelled():
                return ImportReport(tuple(items), cancelled=True)
            if progress:
                progress(number, len(files), file.name)
            items.append(self._import(file, by))
        if progress:
            progress(len(files), len(files), "")
        return ImportReport(tuple(items))

    def _import(self, file: FilePath, by: str) -> ImportItem:
        try:
            data = sources.load(file)
            document = sources.read_source(file.name, data)
            if known := self._store.by_sha256(document.sha256):
                return ImportItem(file, DUPLICATE, known, f"{file.name}: the same letter is already on the desk.")
            sign = Sign(by, now())
            record = record_from(document, pipeline.extract(document), imported_at=sign.at)
            self._store.add(record, document, data, sign)
        except ImrdeskError as refused:
            log.info("not imported: %s", refused.code)
            return ImportItem(file, REFUSED, None, str(refused))
        except Exception:
            log.exception("import failed")
            message = f"{file.name}: something unexpected went wrong. The program's log has the cause."
            return ImportItem(file, REFUSED, None, message)
        return ImportItem(file, ADDED, record.id, f"{file.name}: {record.case_number or 'no case number found'}")

    def ids(self, query: Query) -> "array[int]":
        """The numbers of the cases a query finds, in its order."""
        return self._store.ids(query)

    def rows(self, numbers: Sequence[int]) -> list[CaseRow]:
        """One row for each case number of the list, in the same order."""
        return self._store.rows(numbers)

    def counts(self) -> dict[str, int]:
        """How many cases stand in each status."""
        return self._store.counts()

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Places in the letters and their values that have these words, the newest first."""
        return self._store.search(text, limit)

    def history(self, record_id: str) -> list[Event]:
        """Everything that was done to a record."""
        return self._store.history(record_id)

    def resolve(self, case: str) -> str:
        """The record a case number or id names; raises InputError where it names none or several."""
        found = self._store.resolve(case)
        if not found:
            raise InputError("no_such_case", f"There is no case “{case}” in {self.folder}.", "See: imrdesk list")
        if len(found) > 1:
            ids = ", ".join(name[:8] for name in found)
            raise InputError("several_cases", f"“{case}” names {len(found)} letters.", f"Name one by its id: {ids}.")
        return found[0]

    def record(self, record_id: str) -> Record:
        """The record as it stands."""
        return self._store.record(record_id)

    def document(self, record_id: str) -> Document:
        """The letter's text as it was read."""
        return self._store.document(record_id)

    def page_view(self, record_id: str) -> render.PageView | None:
        """The letter's pages as pictures; None where it has text only."""
        media_type = self._store.record(record_id).source.media_type
        try:
            return render.page_view(self._store.source_path(record_id), media_type)
        except (OSError, SourceError) as cause:
            raise StoreError(
                "source_missing",
                "The letter's file is missing from the workspace or damaged; its text is shown instead.",
                "Import the letter again to bring the pages back.",
            ) from cause

    def set_value(
        self, record_id: str, path: Path, value: Value, by: str, evidence: tuple[Evidence, ...] = ()
    ) -> Changes:
        """Keep a person's value."""
        return self._save(acts.set_value(self.record(record_id), path, value, Sign(by, now()), evidence))

    def confirm(self, record_id: str, chosen: Iterable[Path], by: str, *, seen: bool = True) -> Changes:
        """Keep that a person agrees with values."""
        return self._save(acts.confirm(self.record(record_id), chosen, Sign(by, now()), seen=seen))

    def restore(self, record_id: str, path: Path, by: str) -> Changes:
        """Go back to what the machine proposed."""
        return self._save(acts.restore(self.record(record_id), path, Sign(by, now())))

    def add_issue(self, record_id: str, by: str, position: int | None = None) -> Changes:
        """Add a blank disputed item."""
        return self._save(acts.add_issue(self.record(record_id), Sign(by, now()), position))

    def remove_issue(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Take a disputed item away."""
        return self._save(acts.remove_issue(self.record(record_id), issue_id, Sign(by, now())))

    def move_issue(self, record_id: str, issue_id: str, position: int, by: str) -> Changes:
        """Move a disputed item to another place."""
        return self._save(acts.move_issue(self.record(record_id), issue_id, position, Sign(by, now())))

    def review(self, record_id: str, by: str, reason: str | None = None) -> Changes:
        """Mark a letter reviewed; open errors need a reason."""
        return self._save(acts.mark_reviewed(self.record(record_id), Sign(by, now(), reason)))

    def reopen(self, record_id: str, by: str, reason: str) -> Changes:
        """Take a reviewed letter up again."""
        return self._save(acts.reopen(self.record(record_id), Sign(by, now(), reason)))

    def flag(self, record_id: str, reason: str | None, by: str) -> Changes:
        """Flag a letter with a reason, or take the flag away."""
        return self._save(acts.set_flag(self.record(record_id), reason, Sign(by, now(), reason)))

    def undo(self, changes: Changes, by: str) -> Changes:
        """Undo what one act changed, as a change of its own."""
        record = self.record(changes.after.id)
        return self._save(acts.revert(changes, record, Sign(by, now(), "undone")))

    def export(self, record_ids: Iterable[str], format_name: str, target: FilePath) -> list[FilePath]:
        """Write records into one file of a format of EXPORTERS; whole or not at all."""
        exporter = export.EXPORTERS.get(format_name)
        if exporter is None:
            known = ", ".join(export.EXPORTERS)
            raise InputError("no_such_format", f"There is no export format “{format_name}”.", f"Choose from: {known}.")
        letters = [export.Letter(self.record(name), self.document(name)) for name in record_ids]
        exporter.write(letters, target)
        return [target]

    def _save(self, changes: Changes) -> Changes:
        if changes.items:
            self._store.save(changes)
        return changes
