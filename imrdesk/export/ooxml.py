"""Paragraphs, runs and tables as Word's XML: the one place where a letter's text is made safe for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

from .characters import printable

Xml = NewType("Xml", str)  # so that the type checker sees text that was never made safe

NOTHING = Xml("")

_IN_RUN = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}


def run(text: str, style: str = "") -> Xml:
    """Text in a character style, line breaks and tabs kept."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return Xml(f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text), _IN_RUN)}</w:t></w:r>')


def joined(parts: Iterable[Xml]) -> Xml:
    """Several pieces in a row."""
    return Xml("".join(parts))


def paragraph(content: Xml, style: str = "", *, keep_next: bool = False) -> Xml:
    """Runs as one paragraph; `keep_next` holds it on the page of what follows."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" if keep_next else ""
    return Xml(f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{content}</w:p>")


LANDINGS = 1_000_000  # ids of bookmarks that `jump` leads to; those of content controls count from 1


def bookmark(content: Xml, number: int) -> Xml:
    """A place that `jump` leads to."""
    mark = LANDINGS + number
    return Xml(f'<w:bookmarkStart w:id="{mark}" w:name="letter_{number}"/>{content}<w:bookmarkEnd w:id="{mark}"/>')


def jump(text: str, number: int) -> Xml:
    """Words that lead to a bookmark of the same file."""
    return Xml(f'<w:hyperlink w:anchor="letter_{number}" w:history="1">{run(text, "Hyperlink")}</w:hyperlink>')


def lines(*contents: Xml, style: str = "TableText") -> Xml:
    """A cell's content: a paragraph each, at least the one that Word asks for."""
    return joined(paragraph(content, style) for content in contents or [NOTHING])


_PLAIN = 'w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
_HEADED = _PLAIN.replace('w:val="0600" w:firstRow="0"', 'w:val="0620" w:firstRow="1"')


@dataclass(frozen=True, slots=True)
class Table:
    """A table's shape: `widths` of its columns in twentieths of a point, `header` of words repeated on each page,
    `description` for people who hear the document."""

    description: str
    widths: tuple[int, ...]
    header: tuple[str, ...] = ()
    style: str = "SummaryTable"

    def fitted(self, width: int) -> "Table":
        """The same table for a page whose text is so wide."""
        total = sum(self.widths)
        if width == total:
            return self
        widths = [size * width // total for size in self.widths]
        widths[-1] += width - sum(widths)
        return replace(self, widths=tuple(widths))

    def filled(self, rows: Iterable[Sequence[Xml]]) -> Xml:
        """The table with its rows; each cell is what `lines` makes."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        first = [lines(run(word), style="TableHeading") for word in self.header]
        head = self._row(first, "<w:cantSplit/><w:tblHeader/>") if first else ""
        body = "".join(self._row(cells, "<w:cantSplit/>") for cells in rows)
        return Xml(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style}"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook {_HEADED if first else _PLAIN}/>'
            f"<w:tblDescription w:val={quoteattr(self.description)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
        )

    def _row(self, cells: Sequence[Xml], look: str) -> str:
        """A row; one cell alone goes all the way across."""
        if len(cells) == 1:
            columns = _cell(sum(self.widths), cells[0], f'<w:gridSpan w:val="{len(self.widths)}"/>')
        else:
            columns = "".join(map(_cell, self.widths, cells))
        return f"<w:tr><w:trPr>{look}</w:trPr>{columns}</w:tr>"


def _cell(width: int, content: Xml, span: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{content}</w:tc>'
