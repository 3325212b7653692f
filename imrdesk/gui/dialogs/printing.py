"""A summary on paper: the printer a person chooses, and the pages for it."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from imrdesk.export.preview import Block

from .typeset import FOOT, MARGINS, draw_page, typeset


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer to use, by the system's own dialog; None when the person would rather not."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


def print_blocks(blocks: Sequence[Block], notice: str, printer: QPrinter) -> int:
    """Print a summary, the notice and “page n of m” at the foot of each page; how many pages it has."""
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Point)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Point)
    document = typeset(blocks, QSizeF(room.width(), room.height() - FOOT))
    with QPainter(printer) as painter:
        scale = printer.resolution() / 72
        painter.scale(scale, scale)
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            draw_page(painter, document, page, notice)
        return document.pageCount()
