"""What hides the window while nobody is there; a key or a click takes it away, and nothing behind it has changed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role

WORDS = ("Locked", "Press any key or click to go on. What you typed is still there.")


class Curtain(QWidget):
    """Covers a window whole."""

    lifted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(" ".join(WORDS))
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(1)
        for words, role in zip(WORDS, ("display", "muted"), strict=True):
            label = QLabel(words)
            set_role(label, role)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def fall(self) -> None:
        """Hide the window."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.grabKeyboard()

    def lift(self) -> None:
        """Show the window as it was, the keyboard where it was."""
        self.releaseKeyboard()
        self.hide()
        if self._before:
            self._before.setFocus()
        self._before = None
        self.lifted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key."""
        event.accept()
        self.lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any click."""
        event.accept()
        self.lift()

    def event(self, event: QEvent) -> bool:
        """No key is a shortcut while the window is hidden."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
