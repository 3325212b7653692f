"""The base of Word summaries: our own template, or one that a firm made of it, checked before it is relied on."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.errors import ExportError
from imrdesk.paths import resource, written_whole

from .draft import TEXT_WIDTH
from .word_file import open_word

if TYPE_CHECKING:
    from docx.document import Document

BASE = ("word", "summary.docx")
STYLES = {
    "paragraph": ("Title", "Heading1", "Heading2", "Heading3", "Caption", "Quote", "StatusReviewed", "StatusOpen",
                  "TableText", "TableKept", "TableHeading", "TableSection", "Label", "Note"),
    "character": ("Strong", "Source", "Absent", "ToReview", "Hyperlink"),
    "table": ("SummaryTable", "CaptionBlock"),
}  # fmt: skip
NARROWEST = 6000  # twentieths of a point: below that the tables of a summary cannot be read
_TWIPS = 635  # English metric units

_OUTSIDE = re.compile(rb'TargetMode="External"')
_ACTIVE = re.compile(rb"vbaProject|macroEnabled|oleObject|o:OLEObject|w:altChunk|activeX")
_FIELD = re.compile(rb"<w:instrText[^>]*>\s*(\w+)|<w:fldSimple[^>]*w:instr=\"\s*(\w+)")
_FIELDS = {b"PAGE", b"NUMPAGES", b"SECTION", b"SECTIONPAGES"}  # they count, and reach for nothing


def new(target: Path) -> None:
    """Write our own template for a firm to put its letterhead and styles into."""
    if target.exists():
        raise ExportError("exists", f"{target.name} is there already.", "Choose another name.")
    try:
        with written_whole(target) as part:
            shutil.copyfile(resource(*BASE), part)
    except OSError as cause:
        raise ExportError("cannot_write", f"{target.name} could not be written: {cause.strerror or cause}.") from cause


def opened(path: Path | None) -> "Document":
    """The template, ready to be filled; raises ExportError naming what is wrong with it."""
    if faults := check(path) if path else ():
        name = path.name if path else ""
        raise ExportError(
            "template", f"The template {name} cannot be used: {' '.join(faults)}", "See: imrdesk template check"
        )
    return _open(path or resource(*BASE))


def check(path: Path) -> tuple[str, ...]:
    """What keeps a template from being used, a sentence each; empty where it is sound."""
    try:
        document = _open(path)
    except (OSError, ExportError) as cause:
        return (str(cause),)
    return (*_style_faults(document), *_page_faults(document), *_content_faults(path))


def text_width(document: "Document") -> int:
    """How wide the text of the template's pages is, in twentieths of a point."""
    last = document.sections[-1]
    if last.page_width is None or last.left_margin is None or last.right_margin is None:
        return TEXT_WIDTH
    return (last.page_width - last.left_margin - last.right_margin) // _TWIPS


def _open(path: Path) -> "Document":
    from docx.opc.exceptions import PackageNotFoundError  # takes 90 ms to load

    try:
        return open_word(path)
    except (PackageNotFoundError, zipfile.BadZipFile, ValueError, KeyError) as cause:
        raise ExportError(
            "template", f"{path.name} is no Word document (.docx).", "Save it as Word document, not as Word template."
        ) from cause


def _style_faults(document: "Document") -> list[str]:
    found = {(style.type.name.lower() if style.type else "", style.style_id) for style in document.styles}
    return [
        f"The {kind} style “{name}” is missing."
        for kind, names in STYLES.items()
        for name in names
        if (kind, name) not in found
    ]


def _page_faults(document: "Document") -> list[str]:
    width = text_width(document)
    if width < NARROWEST:
        return [f"The text is only {width / 1440:.1f} inches wide; {NARROWEST / 1440:.1f} are needed."]
    return []


def _content_faults(path: Path) -> list[str]:
    """What a summary must not carry into an office: links to outside, programs, fields that fetch."""
    with zipfile.ZipFile(path) as package:
        whole = {name: package.read(name) for name in package.namelist()}
    content = b"".join(whole.values())
    fields = {one or other for one, other in _FIELD.findall(content)}
    faults: list[str] = []
    if _OUTSIDE.search(content):
        faults.append("It links to something outside itself; embed the picture, or take the link away.")
    if _ACTIVE.search(content) or any(_ACTIVE.search(name.encode()) for name in whole):
        faults.append("It holds macros or embedded objects.")
    if unwanted := sorted(name.decode() for name in fields - _FIELDS):
        faults.append(f"It holds fields that run: {', '.join(unwanted)}.")
    if not {b"PAGE", b"NUMPAGES"} <= fields:
        faults.append("It has no page numbers “n of m” (PAGE and NUMPAGES) in its header or footer.")
    return faults
