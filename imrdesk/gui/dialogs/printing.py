"""A summary on paper: the printer a person chooses, and the pages for it."""

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

MARGIN = 54.0  # points on each side
FOOT = 24.0  # points for the line at the foot
FONT = "serif"
TEXT_SIZE, FOOT_SIZE = 10, 8


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer to use, by the system's own dialog; None when the person would rather not."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


def print_rich_text(html: str, notice: str, printer: QPrinter) -> int:
    """Print a summary, the notice and “page n of m” at the foot of each page; how many pages it has."""
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    printer.setPageMargins(margins, QPageLayout.Unit.Point)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Point)
    document = QTextDocument()
    document.setDefaultFont(_font(TEXT_SIZE))
    painter = QPainter(printer)
    try:
        scale = printer.resolution() / 72
        painter.scale(scale, scale)
        document.setPageSize(QRectF(0, 0, room.width(), room.height() - FOOT).size())
        document.setHtml(html)
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            _page(painter, document, page, room, notice)
        return document.pageCount()
    finally:
        painter.end()


def _page(painter: QPainter, document: QTextDocument, page: int, room: QRectF, notice: str) -> None:
    height = document.pageSize().height()
    painter.save()
    painter.translate(0, -page * height)
    document.drawContents(painter, QRectF(0, page * height, room.width(), height))
    painter.restore()
    painter.setFont(_font(FOOT_SIZE))
    foot = QRectF(0, height + FOOT / 2, room.width(), FOOT / 2)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, notice)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"Page {page + 1} of {document.pageCount()}")


def _font(points: int) -> QFont:
    """In pixels, of which the painter has 72 to the inch."""
    font = QFont(FONT)
    font.setPixelSize(points)
    return font
