"""A word beside a widget, and a ring around it: one step of a tour."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from imrdesk.gui.theme import RADIUS, SPACE, set_role

WIDTH = SPACE * 46
GAP = SPACE * 3 // 2
NEXT, DONE, BACK, END = "Next", "Done", "Back", "End the tour"
FORWARD_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
BACK_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
SETTLING = (QEvent.Type.Resize, QEvent.Type.Move)


class Callout(QFrame):
    """Stays beside its target wherever that goes, and keeps the keys; arrows and Enter walk, Esc ends."""

    forward = Signal()
    back = Signal()
    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring = Ring(window)
        self._title, self._words, self._place = QLabel(), QLabel(), QLabel()
        self._next, self._back, self._end = QPushButton(NEXT), QPushButton(BACK), QPushButton(END)
        set_role(self, "callout")
        set_role(self._title, "title")
        set_role(self._place, "muted")
        set_role(self._next, "primary")
        set_role(self._end, "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(WIDTH)
        self._lay_out()
        self._next.clicked.connect(self.forward)
        self._back.clicked.connect(self.back)
        self._end.clicked.connect(self.ended)
        for button in (self._next, self._back, self._end):
            button.installEventFilter(self)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keep_keys)
        self.hide()

    def show_step(self, target: QWidget, title: str, words: str, place: int, count: int) -> None:
        """Point at a widget and say something of it."""
        self._watch(target)
        self._title.setText(title)
        self._words.setText(words)
        self._place.setText(f"{place} of {count}")
        self._back.setEnabled(place > 1)
        self._next.setText(DONE if place == count else NEXT)
        self.setAccessibleName(f"Tour, {place} of {count}: {title}")
        self.setAccessibleDescription(words)
        self._settle()
        for part in (self._ring, self):
            part.show()
            part.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Point at nothing any more."""
        self._unwatch()
        for part in (self._ring, self):
            part.hide()
            part.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter walk, Esc ends."""
        if not self._walk(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target; a button's arrow keys are the tour's, and Enter is its own press."""
        if watched in self._watched:
            if event.type() in SETTLING and self.isVisible():
                self._settle()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if isinstance(watched, QPushButton) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
            return self._walk(event)
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> bool:
        if event.key() in FORWARD_KEYS:
            self.forward.emit()
        elif event.key() in BACK_KEYS:
            self.back.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            return False
        return True

    def _watch(self, target: QWidget) -> None:
        """Hear of it when the target moves, or anything that it stands in: a message above it, a wider panel."""
        self._unwatch()
        self._target = target
        within: QWidget | None = target
        while within and within is not self._window:
            self._watched.append(within)
            within = within.parentWidget()
        self._watched.append(self._window)
        for widget in self._watched:
            widget.installEventFilter(self)

    def _unwatch(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()

    def _keep_keys(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Without this a panel that takes the focus by itself, as a list that fills, would get the tour's Enter."""
        if now is None or now.window() is not self._window or self.isAncestorOf(now) or not self.isVisible():
            return
        if now is not self and QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton:
            self.setFocus()

    def _settle(self) -> None:
        if self._target is None or not isValid(self._target):
            return
        around = QRect(self._target.mapTo(self._window, QPoint(0, 0)), self._target.size())
        self._ring.setGeometry(around.adjusted(-3, -3, 3, 3).intersected(self._window.rect()))
        self.resize(WIDTH, self.heightForWidth(WIDTH))
        self.move(beside(around, self.rect(), self._window.rect()))

    def _lay_out(self) -> None:
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._place)
        row.addWidget(self._end)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 3 // 2)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(row)


class Ring(QWidget):
    """A frame around a widget, which the mouse does not feel."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame alone."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.palette().accent().color()), 3))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), RADIUS, RADIUS)


def beside(target: QRect, own: QRect, window: QRect) -> QPoint:
    """Where a callout goes: right, left, below or above of its target, or in its lower corner; always in the window."""
    room = (
        (window.right() - target.right() >= own.width() + 2 * GAP, QPoint(target.right() + GAP, target.top())),
        (target.left() >= own.width() + 2 * GAP, QPoint(target.left() - own.width() - GAP, target.top())),
        (window.bottom() - target.bottom() >= own.height() + 2 * GAP, QPoint(target.left(), target.bottom() + GAP)),
        (target.top() >= own.height() + 2 * GAP, QPoint(target.left(), target.top() - own.height() - GAP)),
    )
    inside = QPoint(target.right() - own.width() - GAP, target.bottom() - own.height() - GAP)
    wanted = next((place for fits, place in room if fits), inside)
    most = QPoint(window.right() - own.width() - GAP, window.bottom() - own.height() - GAP)
    return QPoint(max(GAP, min(wanted.x(), most.x())), max(GAP, min(wanted.y(), most.y())))
