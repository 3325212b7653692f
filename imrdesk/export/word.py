"""The Word file: the firm's template, filled with summaries and signed with its properties."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml

from imrdesk.paths import resource

from .characters import printable
from .letter import Letter, SummaryOptions
from .ooxml import NAMESPACE
from .summary import summaries

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

TEMPLATE = ("word", "summary.docx")
PROGRAM = "imrdesk"
PROPERTY = 255  # characters that a property may have


def fill(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    """Write one Word file of all letters."""
    document = docx.Document(str(resource(*TEMPLATE)))
    _add_summaries(document, letters)
    title = f"IMR case summary {letters[0].name}" if len(letters) == 1 else f"IMR case summaries ({len(letters)})"
    _fill_footer(document, printable(title), options)
    _sign(document, printable(title), letters)
    document.save(str(target))


def _add_summaries(document: "Document", letters: Sequence[Letter]) -> None:
    """Add the summaries before the page set-up that ends the template."""
    end = document.element.body.get_or_add_sectPr()
    for block in summaries(letters):  # parsed one by one: memory never holds 1,000 letters twice
        for element in list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{block}</w:body>')):
            end.addprevious(element)


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
