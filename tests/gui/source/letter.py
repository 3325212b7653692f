"""A fictional letter whose every character stands where one can reckon, and hands to work the panel with."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.marks import Mark
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path
from imrdesk.sources.render import Picture

LEFT = TOP = 72
CHAR, LINE, HIGH = 6, 20, 12  # points: a character's width, from line to line, a line's height

SUMMARY = "\n".join(f"Line {number} of a long summary of the fictional claimant" for number in range(10))
FIRST = f"Case Number: CM16-9900042\nDate of Injury: 04/27/2016\n\n{SUMMARY}\n\nnaproxen and celecoxib"
SECOND = "Left knee arthroscopy: Upheld\nThe request is not medically necessary."
THIRD = "Page three\nArthroscopy again, naproxen too"


class Sheets:
    """A page view whose every character stands where the constants above say, drawn as a black bar."""

    def __init__(self, document, *, damaged=()):
        self.document, self.damaged, self.closed = document, damaged, False
        self.page_count = len(document.pages)

    def size(self, page):
        return 612.0, 792.0

    def image(self, page, scale):
        if page in self.damaged:
            raise ValueError("damaged")
        wide, high = round(612 * scale), round(792 * scale)
        rows = bytearray(b"\xff" * (wide * high * 4))
        text = self.document.page(page).text
        for rect in self.rects(Span(page, 0, len(text))):
            left, right = round(rect.x0 * scale), round(rect.x1 * scale)
            for y in range(round((rect.top + 4) * scale), round((rect.bottom - 4) * scale)):
                rows[(y * wide + left) * 4 : (y * wide + right) * 4] = b"\0" * ((right - left) * 4)
        return Picture(wide, high, wide * 4, bytes(rows))

    def rects(self, span):
        found, at = [], 0
        for row, line in enumerate(self.document.page(span.page).text.split("\n")):
            low, high = max(span.start, at), min(span.end, at + len(line))
            if low < high:
                top = TOP + row * LINE
                found.append(Rect(LEFT + (low - at) * CHAR, top, LEFT + (high - at) * CHAR, top + HIGH))
            at += len(line) + 1
        return found

    def places(self, spans):
        return {span: self.rects(span) for span in spans}

    def offset_at(self, page, x, y):
        lines = self.document.page(page).text.split("\n")
        row, column = int((y - TOP) // LINE), int((x - LEFT) // CHAR)
        if not (0 <= row < len(lines) and 0 <= column < len(lines[row]) and (y - TOP) % LINE < HIGH):
            return None
        return sum(len(line) + 1 for line in lines[:row]) + column

    def close(self):
        self.closed = True


def letter(*texts, width=612.0):
    texts = texts or (FIRST, SECOND, THIRD)
    pages = tuple(Page(number, text, width, width and 792.0) for number, text in enumerate(texts, 1))
    return Document("letter.pdf", "0" * 64, "application/pdf", "pdfium", pages)


LETTER = letter()


def find(words, page):
    start = LETTER.page(page).text.index(words)
    return Span(page, start, start + len(words))


def mark(key, section, *spans, value="", issue=""):
    return Mark(Path(key, issue), section, key.replace("_", " ").capitalize(), value, evidence(LETTER, spans))


MARKS = (
    mark("case_number", "Case", find("CM16-9900042", 1), value="CM16-9900042"),
    mark("date_of_injury", "Case", find("04/27/2016", 1), value="04/27/2016"),
    mark("clinical_summary", "Clinical", find(SUMMARY, 1), value=SUMMARY),
    mark("medications", "Clinical", find("naproxen", 1), find("celecoxib", 1), value="naproxen; celecoxib"),
    mark("treatment", "Issues", find("Left knee arthroscopy", 2), value="Left knee arthroscopy", issue="i"),
    mark("side", "Issues", find("Left", 2), value="left", issue="i"),
    mark("decision", "Issues", find("Upheld", 2), value="upheld", issue="i"),
)
SIDE, TREATMENT, DECISION = Path("side", "i"), Path("treatment", "i"), Path("decision", "i")


def canvas(panel):
    return panel._canvas


def bar(panel):
    return panel._face().verticalScrollBar()


def spot(panel, page, offset):
    """The middle of a character in the viewport, on pages or in text."""
    if panel.mode() == "text":
        overlay = panel._text._overlay
        start = overlay.text_map.stretch(Span(page, offset, offset + 1))[0]
        return overlay.lines(start, start + 1)[0].center().toPoint()
    rect = Sheets(LETTER).rects(Span(page, offset, offset + 1))[0]
    place = canvas(panel)._layout.rect(page, rect).center().toPoint()
    return place - canvas(panel)._shown().topLeft()


def spot_of(panel, span, part=0):
    return spot(panel, span.page, span.start + part)


def move(widget, position, buttons=Qt.MouseButton.NoButton, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(position)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(widget, event)


def drag(qtbot, panel, start, end):
    viewport = panel._face().viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    move(viewport, (start + end) / 2, Qt.MouseButton.LeftButton)
    move(viewport, end, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def click(qtbot, panel, position):
    qtbot.mouseClick(panel._face().viewport(), Qt.MouseButton.LeftButton, pos=position)


def wheel(widget, position, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(position)
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def clicked_paths(panel):
    heard = []
    panel.mark_clicked.connect(heard.append)
    return heard


def labels(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def pixel(panel, position):
    return panel._face().viewport().grab().toImage().pixelColor(position)


def tooltip_at(panel, position):
    viewport = panel._face().viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, position, viewport.mapToGlobal(position)))
    return QToolTip.text()


def top_of_line(panel, span):
    rect = Sheets(LETTER).rects(span)[0]
    place = canvas(panel)._layout.rect(span.page, rect)
    return place.top() - canvas(panel)._shown().top()


def select_date(qtbot, panel, idle):
    qtbot.mouseDClick(panel._face().viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, find("04/27/2016", 1), 1))
    idle()
