"""Files read and extracted in one go: the work that the guard's processes do, and what a person asks of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk import settings
from imrdesk.document.model import Document, Note
from imrdesk.errors import SourceError
from imrdesk.record.finding import UNKNOWN_LAYOUT, Extraction, Finding
from imrdesk.settings import Settings
from imrdesk.sources import names, workers
from imrdesk.sources.drawing import Drawing
from imrdesk.sources.guard import Guard, Limits
from imrdesk.sources.reader import How

if TYPE_CHECKING:
    from imrdesk.sources.containers import Member

PRELOADED = (__name__, "imrdesk.extract.pipeline", "imrdesk.sources.containers")  # what only workers need
SURE = 0.96  # one word in 200 that OCR is surer of is wrong, one in 10 of the others: tests.bench.scans
DOUBT = "Read by OCR from a picture of the page: compare it with the page."


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, and how."""

    path: Path
    how: How = field(default_factory=How)
    data: bytes | None = None  # what is in it, where that is known already

    @property
    def name(self) -> str:
        """The file's name, safe to show."""
        return names.shown(self.path.name)


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter that was read: its own bytes, what they say, and what the program makes of it."""

    document: Document
    extraction: Extraction
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read: its name, the hash of its bytes where they could be had, and why."""

    name: str
    sha256: str | None
    error: SourceError


def begin() -> None:
    """Let what workers need load in a process of its own, before there is a guard that starts any."""
    workers.begin(PRELOADED)


def guard(limits: Limits) -> Guard:
    """A guard for `read`."""
    return Guard(limits, *PRELOADED)


def drawing(limits: Limits) -> Drawing:
    """What draws pages of letters; its worker comes from the same process that those of `read` come from."""
    return Drawing(limits, *PRELOADED)


def read(request: Request) -> tuple[Reading | Unread, ...]:
    """The letters a file holds, mostly one; never raises for what is wrong with a file."""
    from imrdesk import sources

    digest = None
    try:
        data = sources.load(request.path) if request.data is None else request.data
        digest = hashlib.sha256(data).hexdigest()
        found = tuple(_letters(request, data))
    except SourceError as refused:
        return (Unread(request.name, digest, refused),)
    return found


def _letters(request: Request, data: bytes) -> Iterator[Reading | Unread]:
    from imrdesk.sources import containers

    for member in containers.members(request.name, data, request.how):
        if isinstance(member, SourceError):
            yield Unread(member.message.partition(": ")[0], None, member)
            continue
        try:
            yield letter(member, request.how)
        except SourceError as refused:
            yield Unread(member.name, hashlib.sha256(member.data).hexdigest(), refused)


def letter(member: "Member", how: How) -> Reading:
    """One letter: the best recognised of its readings; a PDF of no known layout is read by both readers."""
    from imrdesk.sources import pdf

    found = _best(member, how)
    document = found.document
    unknown = found.extraction.format.id == UNKNOWN_LAYOUT.id and document.reader == pdf.NAME
    if unknown and not how.careful and len(document.pages) <= pdf.MOST_CHECKED:
        found = _best(member, replace(how, second=True))
    return found


def _best(member: "Member", how: How) -> Reading:
    from imrdesk import sources
    from imrdesk.extract import pipeline

    documents = sources.readings(member.name, member.data, how)
    if member.origin:
        note = Note("origin", f"This letter came in {' › '.join(member.origin)}.")
        documents = tuple(replace(document, notes=(note, *document.notes)) for document in documents)
    readings = [Reading(document, pipeline.extract(document), member.data) for document in documents]
    best = max(readings, key=lambda reading: reading.extraction.format.score)  # the first of equals
    return replace(best, extraction=doubted(best.document, best.extraction))


def doubted(document: Document, extraction: Extraction) -> Extraction:
    """The extraction, its confidence no higher than OCR's of the words it came from; below SURE it needs review."""
    if all(page.ocr is None for page in document.pages):
        return extraction
    return replace(
        extraction,
        fields={key: _doubted(document, finding) for key, finding in extraction.fields.items()},
        issues=tuple({key: _doubted(document, item) for key, item in issue.items()} for issue in extraction.issues),
    )


def _doubted(document: Document, finding: Finding) -> Finding:
    sure = document.confidence(item.span for item in finding.evidence)
    if sure >= SURE:
        return finding
    return replace(finding, confidence=min(finding.confidence, sure), needs_review=True, reason=finding.reason or DOUBT)


def limits(chosen: Settings) -> Limits:
    """What one file may take, as the settings say."""
    return Limits(chosen.reading_seconds, chosen.reading_megabytes * 1024**2, chosen.reading_workers)


def how_to_read(chosen: Settings, passwords: Sequence[str] = (), *, careful: bool = False) -> How:
    """How files are read, as the settings and a person say; OCR leaves a third of the clock to the rest."""
    seconds = chosen.reading_seconds * 2 / 3
    return How(tuple(passwords), careful=careful, scans=chosen.read_scans, scan_seconds=seconds)


def extract_files(
    files: Sequence[Path], passwords: Sequence[str] = (), *, careful: bool = False
) -> Iterator[tuple[Path, tuple[Reading | Unread, ...]]]:
    """Read files within the guard and extract from them, in order; needs no workspace. A file may hold several."""
    chosen = settings.load()
    bounds = limits(chosen)
    bounds = replace(bounds, workers=min(bounds.processes, len(files)))
    how = how_to_read(chosen, passwords, careful=careful)
    with guard(bounds) as guarded:
        for request, found in guarded.each(read, (Request(file, how) for file in files)):
            unread = (Unread(request.name, None, found),) if isinstance(found, SourceError) else found
            yield request.path, unread


def extract_file(path: Path, password: str | None = None) -> tuple[Document, Extraction]:
    """Read one file and extract from it; needs no workspace. Raises SourceError."""
    ((_path, (first, *_others)),) = extract_files([path], (password,) if password else ())
    if isinstance(first, Unread):
        raise first.error
    return first.document, first.extraction
