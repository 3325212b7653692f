"""Bringing letters into a workspace: read within the guard, stored one by one, what is refused kept with its reason."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from imrdesk import sources
from imrdesk.errors import ImrdeskError, InputError, SourceError
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Evidence, Extraction, Problem, Severity
from imrdesk.record.model import Record, record_from
from imrdesk.sources.guard import Guard
from imrdesk.sources.reader import How
from imrdesk.store import Refused, Store

from . import reading
from .reading import Reading, Request, Unread

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]

ADDED, DUPLICATE, REFUSED = "added", "duplicate", "refused"
THERE = "already on the desk"
_PASSING = frozenset(("missing", "folder"))  # reasons that lie in what was typed, not in a file


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one file: its record where there is one, a sentence about it, and the refusal's code."""

    path: Path
    outcome: str
    record_id: str | None
    message: str
    code: str | None = None


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

    @property
    def locked(self) -> tuple[ImportItem, ...]:
        """The files that want a password."""
        return tuple(item for item in self.refused if item.code == "password")

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


def letter_files(given: Iterable[Path]) -> Iterator[Path]:
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


class Importer:
    """One import: files are read by the guard's processes while those before them are stored."""

    def __init__(self, store: Store, guard: Guard, by: str, how: How) -> None:
        self._store = store
        self._guard = guard
        self._by = by
        self._how = how
        self._refused_before = {refused.path for refused in store.refusals()}

    def run(self, files: list[Path], progress: Progress | None, cancelled: Callable[[], bool] | None) -> ImportReport:
        """Import the files; one bad file never stops the rest."""
        items: list[ImportItem] = []
        work = self._guard.each(reading.read, (self._request(file) for file in files))
        for number, file in enumerate(files):
            if cancelled and cancelled():
                work.close()
                return ImportReport(tuple(items), cancelled=True)
            if progress:
                progress(number, len(files), file.name)
            request, found = next(work)
            items += self._kept(request, found)
        if progress:
            progress(len(files), len(files), "")
        return ImportReport(tuple(items))

    def _request(self, file: Path) -> Request:
        """What a process is to read; it has no key, so a letter that the workspace locked comes opened."""
        return Request(file, self._how, self._store.opened(file))

    def _kept(self, request: Request, found: tuple[Reading | Unread, ...] | SourceError) -> Iterator[ImportItem]:
        """What became of the letters of one file."""
        if isinstance(found, SourceError):
            found = (Unread(request.name, None, found),)
        path = _text(request.path)
        gone = any(isinstance(item, Unread) and item.error.code in _PASSING for item in found)
        if path in self._refused_before and not gone:
            self._store.forget_refusal(path)
        for item in found:
            yield self._refuse(request, item) if isinstance(item, Unread) else self._add(request, item)

    def _add(self, request: Request, letter: Reading) -> ImportItem:
        name = letter.document.file_name
        try:
            if known := self._store.by_sha256(letter.document.sha256):
                mended = self._store.give_source(letter.document.sha256, letter.data)
                there = "already on the desk; its file, which was missing or damaged, is back" if mended else THERE
                return ImportItem(request.path, DUPLICATE, known, f"{name}: the same letter is {there}.")
            sign = Sign(self._by, now())
            record = self._record(letter, sign)
            self._store.add(record, letter.document, letter.data, sign)
        except ImrdeskError as refused:
            log.info("not imported: %s", refused.code)
            return ImportItem(request.path, REFUSED, None, str(refused), refused.code)
        except Exception:
            log.exception("import failed")
            message = f"{name}: something unexpected went wrong. The program's log has the cause."
            return ImportItem(request.path, REFUSED, None, message, "crashed")
        return ImportItem(request.path, ADDED, record.id, f"{name}: {record.case_number or 'no case number found'}")

    def _record(self, letter: Reading, sign: Sign) -> Record:
        """A new record; it says so where the desk has another letter of its case."""
        record = record_from(letter.document, letter.extraction, imported_at=sign.at)
        if record.case_number and (others := self._store.of_case(record.case_number)):
            problem = same_case(letter.extraction, len(others))
            return replace(record, problems=(*record.problems, problem))
        return record

    def _refuse(self, request: Request, unread: Unread) -> ImportItem:
        log.info("not imported: %s", unread.error.code)
        if unread.error.code not in _PASSING:
            refused = Refused(unread.name, _text(request.path), unread.sha256, unread.error.code, self._by, now())
            self._store.refuse(refused)
        return ImportItem(request.path, REFUSED, None, str(unread.error), unread.error.code)


def give_source(store: Store, guard: Guard, how: How, record_id: str, file: Path) -> None:
    """Keep the file of a letter again whose own is missing or damaged, also out of a file that holds several; raises
    InputError for any other file, and nothing is changed."""
    sha256 = store.source_path(record_id).name
    try:
        found = [store.opened(file) or file.read_bytes()]
    except OSError as cause:
        raise InputError("no_such_file", f"{file.name} cannot be read.", "Choose another file.") from cause
    if hashlib.sha256(found[0]).hexdigest() != sha256:
        _request, read = next(guard.each(reading.read, iter([Request(file, how)])))
        found = [] if isinstance(read, SourceError) else [item.data for item in read if isinstance(item, Reading)]
    for data in found:
        if hashlib.sha256(data).hexdigest() == sha256:
            store.give_source(sha256, data)
            return
    raise InputError(
        "other_file",
        f"{file.name} is not this letter's file: it differs, be it by one byte. Nothing was changed.",
        "Look for the very file that was imported. Another version can be imported as a letter of its own.",
    )


def same_case(extraction: Extraction, count: int) -> Problem:
    """What a record says where other letters of its case are on the desk."""
    others = "Another letter" if count == 1 else f"{count} other letters"
    message = f"{others} of this case came with other words: it may be a corrected letter. Compare the two."
    number = extraction.fields.get("case_number")
    places: tuple[Evidence, ...] = number.evidence if number else ()
    return Problem("same_case", Severity.WARNING, message, ("case_number",), places)


def _text(path: Path) -> str:
    """The whole path as text that can be kept, whatever bytes the name has."""
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")
