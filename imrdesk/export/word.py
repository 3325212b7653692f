"""The Word file: the firm's template, filled with summaries and signed with its properties."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from lxml.etree import ProcessingInstruction

from imrdesk.paths import resource

from .characters import printable
from .letter import Letter, SummaryOptions
from .ooxml import Xml
from .summary import summaries

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

TEMPLATE = ("word", "summary.docx")
PLACE = ("imrdesk", "summaries")  # the mark in the template's body where they go
PROGRAM = "imrdesk"
PROPERTY = 255  # characters that a property may have


def fill(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    """Write one Word file of all letters."""
    document = docx.Document(str(resource(*TEMPLATE)))
    title = f"IMR case summary {letters[0].name}" if len(letters) == 1 else f"IMR case summaries ({len(letters)})"
    _fill_footer(document, printable(title), options)
    _sign(document, printable(title), letters)
    document.element.body.get_or_add_sectPr().addprevious(ProcessingInstruction(*PLACE))
    frame = BytesIO()
    document.save(frame)
    _fill_frame(frame, target, summaries(letters))


def _fill_frame(frame: BytesIO, target: Path, blocks: Iterable[Xml]) -> None:
    """Copy the file with the blocks put in their place, one by one: 1,000 letters as a tree would take 800 MB."""
    with zipfile.ZipFile(frame) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in made.namelist():
            before, place, after = made.read(name).partition("<?{} {}?>".format(*PLACE).encode())
            with package.open(name, "w") as part:
                part.write(before)
                if place:
                    part.writelines(block.encode() for block in blocks)
                part.write(after)


def _fill_footer(document: "Document", title: str, options: SummaryOptions) -> None:
    """Put the title where the template has a place for it, and take its notice away where it is not wanted."""
    for run in _footer_runs(document):
        style = run.style.style_id
        if style == "RunningTitle":
            run.text = title
        elif style == "Confidential" and not options.confidential:
            run.text = ""


def _footer_runs(document: "Document") -> Iterator["Run"]:
    for section in document.sections:
        for paragraph in section.footer.paragraphs:
            yield from paragraph.runs


def _sign(document: "Document", title: str, letters: Sequence[Letter]) -> None:
    """Say in the file's properties what it is, who answers for it and when it was made."""
    reviewers = dict.fromkeys(letter.record.reviewed_by for letter in letters if letter.record.reviewed_by)
    author = printable("; ".join(reviewers))[:PROPERTY] or PROGRAM
    properties = document.core_properties
    properties.title = title[:PROPERTY]
    properties.subject = "California Independent Medical Review"
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    properties.revision = 1
    properties.language = "en-US"
