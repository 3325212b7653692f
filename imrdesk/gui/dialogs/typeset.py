"""A summary set on pages as Word will set it, as nearly as Qt can: for the preview, and for paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from imrdesk.export.preview import Block, Grid, Line

LETTER = QSizeF(612, 792)  # points, as in the template
MARGINS = QMarginsF(61, 61, 61, 58)
FOOT = 24.0  # points of the bottom margin for the line at the foot
FACES = ("Arial", "Liberation Sans", "Helvetica")  # the template's, or the first of the same widths
INK, ACCENT, MUTED, AMBER, LINE, SHADE = "#1B1F24", "#0B4A94", "#57606A", "#8A5300", "#D8DEE4", "#F3F6FA"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style of the template looks: points, and room before, after and to the left of a paragraph."""

    size: float = 10
    color: str = INK
    bold: bool = False
    before: float = 0
    after: float = 6
    left: float = 0
    shaded: bool = False


LOOKS = {
    "Title": Look(9.5, ACCENT, bold=True, after=4),
    "Heading1": Look(21, bold=True, after=8),
    "Heading2": Look(12.5, ACCENT, bold=True, before=18),
    "Heading3": Look(10.5, bold=True, before=12, after=5),
    "Caption": Look(9, MUTED, after=5),
    "Quote": Look(before=2, left=14),
    "StatusReviewed": Look(9.5, bold=True, before=12, after=8, left=10, shaded=True),
    "StatusOpen": Look(9.5, AMBER, bold=True, before=12, after=8, left=10, shaded=True),
    "TableText": Look(9, after=0),
    "TableKept": Look(9, after=0),
    "TableHeading": Look(8.5, MUTED, bold=True, after=0),
    "TableSection": Look(9, ACCENT, bold=True, before=5, after=0),
    "Label": Look(8.5, MUTED, bold=True, before=6, after=3),
    "Note": Look(8.5, MUTED, before=4, after=4),
}
COLORS = {"Source": MUTED, "Absent": MUTED, "ToReview": AMBER, "Hyperlink": ACCENT}
BOLD = ("Strong", "ToReview")


def typeset(blocks: Sequence[Block], size: QSizeF) -> QTextDocument:
    """The blocks on pages of this size in points, without their margins; plain text alone, nothing that could load."""
    document = paper(size)
    for _block in setting(blocks, document):
        pass
    return document


def paper(size: QSizeF) -> QTextDocument:
    """Empty pages."""
    document = QTextDocument()
    document.setDefaultFont(_font(Look().size))
    document.setDocumentMargin(0)
    document.setPageSize(size)
    return document


def setting(blocks: Sequence[Block], document: QTextDocument) -> Iterator[int]:
    """Set block after block; after each the window may do something else. Gives the pages so far, laid out."""
    cursor, before = QTextCursor(document), None
    for block in blocks:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()  # else a table is laid out anew for each of its words
        if isinstance(block, Grid):
            _set_grid(cursor, block)
        else:
            if isinstance(before, Line):
                cursor.insertBlock()
            _set_line(cursor, block)
        cursor.endEditBlock()
        before = block
        yield document.pageCount()


def draw_page(painter: QPainter, document: QTextDocument, page: int, notice: str) -> None:
    """Draw one page (from 0) and the line at its foot with the painter at the corner of the text, in points."""
    size = document.pageSize()
    painter.save()
    painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
    painter.translate(0, -page * size.height())
    document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
    painter.restore()
    painter.setPen(QColor(LINE))
    painter.drawLine(0, round(size.height() + FOOT / 3), round(size.width()), round(size.height() + FOOT / 3))
    painter.setPen(QColor(MUTED))
    painter.setFont(_font(8))
    foot = QRectF(0, size.height() + FOOT / 2, size.width(), FOOT / 2)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, notice)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"Page {page + 1} of {document.pageCount()}")


def text_size() -> QSizeF:
    """The room for text on a page of LETTER."""
    room = QRectF(0, 0, LETTER.width(), LETTER.height()).marginsRemoved(MARGINS)
    return QSizeF(room.width(), room.height() - FOOT / 2)


def page_image(document: QTextDocument, page: int, notice: str, scale: float) -> QImage:
    """One page (from 0) as a picture of so many pixels a point, as paper is."""
    image = QImage((LETTER * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        painter.translate(MARGINS.left(), MARGINS.top())
        draw_page(painter, document, page, notice)
    return image


def _set_grid(cursor: QTextCursor, grid: Grid) -> None:
    look = QTextTableFormat()
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share * 100) for share in grid.widths]
    )
    look.setCellPadding(3)
    look.setCellSpacing(0)
    look.setTopMargin(4)
    look.setBottomMargin(12)
    look.setBorder(0)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    look.setHeaderRowCount(int(grid.headed))
    table = cursor.insertTable(len(grid.rows), len(grid.widths), look)
    for number, row in enumerate(grid.rows):
        if len(row) == 1:
            table.mergeCells(number, 0, 1, len(grid.widths))
        for place, lines in enumerate(row):
            cell = table.cellAt(number, place)
            cell.setFormat(_cell(shaded=grid.headed and not number))
            inside = cell.firstCursorPosition()
            for at, line in enumerate(lines):
                if at:
                    inside.insertBlock()
                _set_line(inside, line)


def _cell(*, shaded: bool) -> QTextTableCellFormat:
    look = QTextTableCellFormat()
    look.setBottomBorder(0.5)
    look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBottomBorderBrush(QColor(LINE))
    if shaded:
        look.setBackground(QColor(SHADE))
    return look


def _set_line(cursor: QTextCursor, line: Line) -> None:
    look = LOOKS.get(line.style, Look())
    block = QTextBlockFormat()
    block.setTopMargin(look.before)
    block.setBottomMargin(look.after)
    block.setLeftMargin(look.left)
    if look.shaded:
        block.setBackground(QColor(SHADE))
    cursor.setBlockFormat(block)
    for piece in line.pieces:
        shape = QTextCharFormat()
        shape.setFont(_font(look.size, bold=look.bold or piece.style in BOLD))
        shape.setForeground(QColor(COLORS.get(piece.style, look.color)))
        cursor.insertText(piece.text.replace("\n", "\u2028"), shape)


def _font(points: float, *, bold: bool = False) -> QFont:
    """In pixels, of which the painter has one to the point."""
    font = QFont(list(FACES))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(round(points))
    font.setBold(bold)
    return font
