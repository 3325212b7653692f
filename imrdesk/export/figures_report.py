"""Figures as a Word file: each chart as a picture, where there is one, above its table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from . import word, writing
from .controls import Marks
from .letter import SummaryOptions
from .ooxml import Table, Xml, lines, paragraph, run

TITLE = "Figures of the workspace"
PLACE = "picture {}"  # of a chart; the picture takes its place
WIDTH = 9792  # of the text, in twentieths of a point


@dataclass(frozen=True, slots=True)
class Section:
    """One chart: its rows, the first of them names, and its picture as PNG (empty for none)."""

    title: str
    rows: Sequence[Sequence[str]]
    picture: bytes = b""


def write(sections: Sequence[Section], standing: Sequence[str], target: Path) -> None:
    """Write the figures to `target`, whole or not at all; `standing` says how far the work is."""
    with writing(target) as part:
        word.finished(list(_blocks(sections, standing)), part, TITLE, SummaryOptions(), Marks())
        _put_pictures(part, sections)


def _blocks(sections: Sequence[Section], standing: Sequence[str]) -> Iterator[Xml]:
    yield paragraph(run(TITLE), "Title")
    for line in standing:
        yield paragraph(run(line))
    for number, one in enumerate(sections):
        yield paragraph(run(one.title), "Heading2", keep_next=True)
        if one.picture:
            yield paragraph(run(PLACE.format(number)), keep_next=True)
        head, *rows = one.rows
        widths = (WIDTH * 2 // 5, *[WIDTH * 3 // 5 // max(len(head) - 1, 1)] * (len(head) - 1))
        shape = Table(one.title, widths, tuple(head)).fitted(WIDTH)
        yield shape.filled([lines(run(cell)) for cell in row] for row in rows)


def _put_pictures(file: Path, sections: Sequence[Section]) -> None:
    from docx import Document

    pictures = {PLACE.format(number): one for number, one in enumerate(sections) if one.picture}
    if not pictures:
        return
    document = Document(str(file))
    for held in document.paragraphs:
        if one := pictures.get(held.text):
            held.clear()
            drawn = held.add_run().add_picture(BytesIO(one.picture), width=WIDTH * 635)
            drawn._inline.docPr.set("descr", one.title)  # noqa: SLF001  for people who hear the document
    document.save(str(file))
