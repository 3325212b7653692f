"""A bar chart drawn by hand: each bar with its label, its interval and its words; walked by the arrow keys."""

from PySide6.QtCore import QEvent, QLine, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from imrdesk.desk.figures import Bar, Chart
from imrdesk.gui.theme import SPACE

ROW = SPACE * 4
BAR = SPACE * 2
LABEL, FIGURES = 0.34, 0.26  # of the width
HALO = ((QPalette.ColorRole.Base, 4.0), (QPalette.ColorRole.Text, 1.5))
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class BarChart(QWidget):
    """Shows one Chart; colours are those of the palette, and every value also stands in words."""

    opened = Signal(object)  # Bar, whose letters are wanted
    told = Signal(str)  # what the current bar says
    moved = Signal(int)  # the middle of the current bar, to be scrolled to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_chart(self, chart: Chart) -> None:
        """Show these bars; the first is the current one."""
        self._chart, self._at = chart, 0
        self.setMinimumHeight(max(len(chart.bars), 1) * ROW + SPACE)
        self.setAccessibleName(f"{chart.title}: {chart.counted}")
        self._tell()

    def current(self) -> Bar | None:
        """The bar that the keyboard is at."""
        return self._chart.bars[self._at] if self._chart and self._chart.bars else None

    def go_to(self, place: int) -> None:
        """Make the bar at a place the current one."""
        if self._chart and self._chart.bars:
            self._at = max(0, min(place, len(self._chart.bars) - 1))
            self.moved.emit(self._at * ROW + ROW // 2)
            self._tell()

    def sizeHint(self) -> QSize:
        """Room for every bar."""
        return QSize(SPACE * 80, self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the bars, Enter opens the letters behind one."""
        key = Qt.Key(event.key())
        bar = self.current()
        if bar and key in STEPS:
            self.go_to(self._at + STEPS[key])
        elif bar and key in ENDS and self._chart:
            self.go_to(ENDS[key] % len(self._chart.bars))
        elif bar and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(bar)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a bar the current one."""
        self.go_to(int(event.position().y()) // ROW)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the letters behind a bar."""
        if (bar := self.current()) and int(event.position().y()) // ROW == self._at:
            self.opened.emit(bar)

    def event(self, event: QEvent) -> bool:
        """A tooltip says what the bar under the pointer says."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._chart:
            place = event.pos().y() // ROW
            if 0 <= place < len(self._chart.bars):
                QToolTip.showText(event.globalPos(), self._chart.words(self._chart.bars[place]), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars that can be seen."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            first, last = event.rect().top() // ROW, event.rect().bottom() // ROW
            bars = self._chart.bars if self._chart else ()
            most = max((bar.count for bar in bars), default=1) or 1
            for place, bar in enumerate(bars[first : last + 1], first):
                self._draw(painter, bar, place, most)

    def _draw(self, painter: QPainter, bar: Bar, place: int, most: int) -> None:
        row = QRect(0, place * ROW, self.width(), ROW)
        if place == self._at and self.hasFocus():
            painter.fillRect(row, self.palette().color(QPalette.ColorRole.Highlight))
        label = QRect(SPACE, row.top(), int(self.width() * LABEL) - SPACE * 2, ROW)
        figures = QRect(
            int(self.width() * (1 - FIGURES)) + SPACE, row.top(), int(self.width() * FIGURES) - SPACE * 2, ROW
        )
        field = QRectF(self.width() * LABEL, row.top() + (ROW - BAR) / 2, self.width() * (1 - LABEL - FIGURES), BAR)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        short = painter.fontMetrics().elidedText(bar.label, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, short)
        painter.drawText(figures, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._figures(bar))
        self._draw_bar(painter, bar, field, most)

    def _draw_bar(self, painter: QPainter, bar: Bar, field: QRectF, most: int) -> None:
        """The bar on its ground; a rate has its interval as a line with ends."""
        if not self._chart:
            return
        rate = self._chart.rate(bar)
        share = rate.share if rate else 0 if self._chart.rates else bar.count / most
        painter.fillRect(field, self.palette().color(QPalette.ColorRole.AlternateBase))
        filled = QRectF(field.left(), field.top(), field.width() * share, field.height())
        painter.fillRect(filled, self.palette().color(QPalette.ColorRole.Accent))
        if rate:
            low, high = (int(field.left() + field.width() * end) for end in (rate.low, rate.high))
            middle = int(field.center().y())
            ends = (QLine(x, middle - 4, x, middle + 4) for x in (low, high))
            lines = [QLine(low, middle, high, middle), *ends]
            for role, width in HALO:  # seen on the bar and on its ground, in light and dark
                painter.setPen(QPen(self.palette().color(role), width))
                painter.drawLines(lines)

    def _figures(self, bar: Bar) -> str:
        if not self._chart or not self._chart.rates:
            return f"{bar.count:,}"
        if rate := self._chart.rate(bar):
            return f"{100 * rate.share:.0f} %   {bar.count:,} of {bar.n:,}"
        return f"too few: {bar.count:,} of {bar.n:,}"

    def _tell(self) -> None:
        bar = self.current()
        words = self._chart.words(bar) if self._chart and bar else "Nothing to count yet."
        more = ". Enter opens its items." if bar and (bar.query or bar.key) else ""
        self.setAccessibleDescription(words + more)
        self.told.emit(words + more)
        self.update()
