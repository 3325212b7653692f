"""The Word file: the firm's template, filled with summaries and signed with its properties."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from imrdesk.errors import InputError

from . import summary, template
from .case_sections import CaseSections
from .characters import printable
from .comparison import COMPARISONS, Comparison
from .controls import Marks
from .draft import Draft
from .letter import Letter, SummaryOptions
from .ooxml import NOTHING, Xml
from .quotes import check_cites

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

BODY, COMMENTS = "word/document.xml", "word/comments.xml"
PLACE = ("imrdesk", "here")  # the mark in a part where what is made goes
PROGRAM = "imrdesk"
PROPERTY = 255  # characters that a property may have
IN_MEMORY = 8_000_000  # characters of summaries; more go to an unnamed file until they have their place
CHUNK = 1 << 20


@dataclass(slots=True)
class _Gathered:
    """What is known of a file once every letter of it has been written."""

    entries: list[Sequence[Xml]] = field(default_factory=list)
    rows: dict[str, list[tuple[str, Sequence[Xml]]]] = field(default_factory=dict)
    reviewers: dict[str, None] = field(default_factory=dict)
    name: str = ""


def fill(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    """Write one Word file of all letters, each read once: 1,000 of them as a tree would take 800 MB."""
    document = template.opened(options.template)
    marks, gathered, width = Marks(), _Gathered(), template.text_width(document)
    many = len(letters) > 1
    sections = CaseSections(document) if many else None
    with closing(SpooledTemporaryFile(IN_MEMORY, "w+b")) as spool:
        for number, letter in enumerate(letters, 1):
            check_cites(letter)
            draft = Draft(letter, options, marks, width)
            spool.writelines(block.encode() for block in summary.case(draft, number))
            if sections:
                sections.head(draft, number, len(letters))
                spool.write((sections.end(number) if number < len(letters) else NOTHING).encode())
            _gather(gathered, draft, number, tables(options))
        spool.seek(0)
        before = [summary.title(len(letters))]
        if sections:
            before += [*summary.contents(gathered.entries, width), *_tables(gathered, options, width), sections.end()]
            sections.close()
        frame = _frame(document, gathered, options, commented=bool(marks.comments))
        _put_into(frame, target, before, spool, marks, sections)


def finished(body: Iterable[Xml], target: Path, title: str, options: SummaryOptions, marks: Marks) -> None:
    """Write a Word file of other content on the same template: a worksheet."""
    document = template.opened(options.template)
    blocks = list(body)
    gathered = _Gathered(name=title)
    frame = _frame(document, gathered, options, commented=bool(marks.comments), title=title)
    _put_into(frame, target, blocks, BytesIO(), marks)


def tables(options: SummaryOptions) -> tuple[Comparison, ...]:
    """The tables across cases that are wanted; raises InputError for one there is not."""
    for name in options.tables:
        if name not in COMPARISONS:
            known = ", ".join(COMPARISONS)
            raise InputError("no_such_table", f"There is no table “{name}”.", f"Choose from: {known}.")
    return tuple(COMPARISONS[name] for name in options.tables)


def _gather(gathered: _Gathered, draft: Draft, number: int, wanted: Sequence[Comparison]) -> None:
    gathered.name = gathered.name or draft.letter.name
    gathered.entries.append(summary.entry(draft, number))
    if draft.record.reviewed_by:
        gathered.reviewers[draft.record.reviewed_by] = None
    for table in wanted:
        gathered.rows.setdefault(table.name, []).extend(table.rows(draft, number))


def _tables(gathered: _Gathered, options: SummaryOptions, width: int) -> Iterator[Xml]:
    for table in tables(options):
        yield from table.blocks(gathered.rows.get(table.name, []), width)


def _frame(
    document: "Document", gathered: _Gathered, options: SummaryOptions, *, commented: bool, title: str = ""
) -> BytesIO:
    """The template with footer and properties filled in, and a mark where the content goes."""
    from lxml.etree import ProcessingInstruction

    many = len(gathered.entries)
    title = printable(title or (f"IMR case summaries ({many})" if many > 1 else f"IMR case summary {gathered.name}"))
    _fill_footer(document, title, options)
    _sign(document, title, gathered.reviewers)
    document.element.body.get_or_add_sectPr().addprevious(ProcessingInstruction(*PLACE))
    if commented:
        document.part._comments_part.element.append(ProcessingInstruction(*PLACE))  # noqa: SLF001  made on asking
    frame = BytesIO()
    document.save(frame)
    return frame


def _put_into(
    frame: BytesIO,
    target: Path,
    before: Iterable[Xml],
    body: IO[bytes],
    marks: Marks,
    sections: CaseSections | None = None,
) -> None:
    """Copy the frame with the blocks put in their place, one by one, and the headers of the cases beside them."""
    content = {
        BODY: chain((block.encode() for block in before), iter(lambda: body.read(CHUNK), b"")),
        COMMENTS: (comment.encode() for comment in marks.comments),
    }
    with zipfile.ZipFile(frame) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in made.namelist():
            head, place, tail = made.read(name).partition("<?{} {}?>".format(*PLACE).encode())
            if sections and (said := sections.added(name)):
                head, end, last = head.rpartition(b"</")
                head += said.encode() + end + last
            with package.open(name, "w", force_zip64=name == BODY) as part:
                part.write(head)
                if place:
                    part.writelines(content[name])
                part.write(tail)
        for name, data in sections.parts() if sections else ():
            package.writestr(name, data)


def _fill_footer(document: "Document", title: str, options: SummaryOptions) -> None:
    """Put the title where the template has a place for it, and take its notice away where it is not wanted."""
    for run in _footer_runs(document):
        style = run.element.style  # its id alone; asking for the style itself searches all of them
        if style == "RunningTitle":
            run.text = title
        elif style == "Confidential" and not options.confidential:
            run.text = ""


def _footer_runs(document: "Document") -> Iterator["Run"]:
    for section in document.sections:
        for footer in (section.footer, section.first_page_footer, section.even_page_footer):
            if not footer.is_linked_to_previous:
                for paragraph in footer.paragraphs:
                    yield from paragraph.runs


def _sign(document: "Document", title: str, reviewers: Iterable[str]) -> None:
    """Say in the file's properties what it is, who answers for it and when it was made."""
    author = printable("; ".join(reviewers))[:PROPERTY] or PROGRAM
    properties = document.core_properties
    properties.title = title[:PROPERTY]
    properties.subject = "California Independent Medical Review"
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    properties.revision = 1
    properties.language = "en-US"
