"""A summary without Word: as blocks that a window lays out, and as rich text for the clipboard."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as ET

from . import summary
from .controls import Marks
from .draft import Draft
from .letter import Letter, SummaryOptions
from .ooxml import Xml

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_SIGNS = {f"{_W}br": "\n", f"{_W}tab": "\t"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one look; `style` names a character style of the template."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `style` names a paragraph style of the template."""

    pieces: tuple[Piece, ...]
    style: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` as shares of the page's, `headed` where the first row is a heading, cells of lines."""

    widths: tuple[float, ...]
    headed: bool
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    description: str = ""


Block = Line | Grid


def blocks(letter: Letter, options: SummaryOptions) -> tuple[Block, ...]:
    """What a summary of one letter will hold, in order; plain words, nothing that could load or run."""
    draft = Draft(letter, options, Marks())
    return tuple(_parsed([summary.title(1), *summary.case(draft, 1)]))


def _parsed(content: Iterable[Xml]) -> Iterator[Block]:
    root = ET.fromstring(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(content)}</w:body>')
    for element in root:
        yield _grid(element) if element.tag == f"{_W}tbl" else _line(element)


def _grid(table: ET.Element) -> Grid:
    widths = [int(column.get(f"{_W}w", "1")) for column in table.iter(f"{_W}gridCol")]
    rows = tuple(
        tuple(tuple(_line(item) for item in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc"))
        for row in table.iter(f"{_W}tr")
    )
    description = table.find(f"{_W}tblPr/{_W}tblDescription")
    headed = next(table.iter(f"{_W}tblHeader"), None) is not None
    shares = tuple(width / sum(widths) for width in widths)
    return Grid(shares, headed, rows, "" if description is None else description.get(f"{_W}val", ""))


def _line(element: ET.Element) -> Line:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    pieces = (_piece(run) for run in element.iter(f"{_W}r"))
    return Line(tuple(piece for piece in pieces if piece.text), "" if style is None else style.get(f"{_W}val", ""))


def _piece(run: ET.Element) -> Piece:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    text = "".join((item.text or "") if item.tag == f"{_W}t" else _SIGNS.get(item.tag, "") for item in run.iter())
    return Piece(text, "" if style is None else style.get(f"{_W}val", ""))


_TAGS = {"Title": "p", "Heading1": "h1", "Heading2": "h2", "Heading3": "h3", "Quote": "blockquote"}
_LOOKS = {"Strong": "b", "ToReview": "b", "Source": "small", "Absent": "i"}


def rich_text(content: Iterable[Block]) -> str:
    """The blocks as HTML for the clipboard: headings, paragraphs, tables; no link, picture, style sheet or script."""
    return f"<html><body>{''.join(map(_html, content))}</body></html>"


def plain_text(content: Iterable[Block]) -> str:
    """The same for programs that take no rich text: a table row is a line, its cells apart by tabs."""
    return "\n".join(_words(block) for block in content)


def _html(block: Block) -> str:
    if isinstance(block, Line):
        tag = _TAGS.get(block.style, "p")
        return f"<{tag}>{_looks(block)}</{tag}>"
    rows = "".join(
        _html_row(row, "th" if block.headed and not number else "td") for number, row in enumerate(block.rows)
    )
    return f'<table border="1" cellspacing="0" cellpadding="4">{rows}</table>'


def _html_row(row: tuple[tuple[Line, ...], ...], tag: str) -> str:
    cells = "".join(f'<{tag} align="left" valign="top">{"<br>".join(map(_looks, cell))}</{tag}>' for cell in row)
    return f"<tr>{cells}</tr>"


def _looks(line: Line) -> str:
    return "".join(_marked(piece) for piece in line.pieces)


def _marked(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    tag = _LOOKS.get(piece.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _words(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    rows = ("\t".join(re.sub(r"\s+", " ", " ".join(line.text for line in cell)) for cell in row) for row in block.rows)
    return "\n".join(rows)
