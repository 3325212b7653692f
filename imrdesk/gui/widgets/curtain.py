"""What hides the window while nobody is there; a key or a click takes it away, and nothing behind it has changed."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role

TITLE = "Locked"
LOCKED = f"imrdesk — {TITLE.lower()}"  # the window's title meanwhile
OPEN = "Press any key or click to go on. What you typed is still there."
FIELD_WIDTH = SPACE * 44
KEPT = (Qt.WindowType.Window, Qt.WindowType.Dialog)  # shown again; menus and tips are not
ASKING = "Type the workspace's passphrase to go on. What you typed is still there."


class Curtain(QWidget):
    """Covers a window whole."""

    lifted = Signal()
    tried = Signal(str)  # a passphrase; `lift` or `refuse` answers

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self._away: list[QWidget] = []  # other windows, hidden meanwhile
        self._title = ""
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(1)
        self._heading, self._words, self._told = QLabel(TITLE), QLabel(OPEN), QLabel()
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText("Passphrase")
        self._field.setAccessibleName("Passphrase")
        self._field.setFixedWidth(FIELD_WIDTH)
        self._field.returnPressed.connect(self._try)
        for label, role in ((self._heading, "display"), (self._words, "muted"), (self._told, "red")):
            set_role(label, role)
        for part in (self._heading, self._words, self._field, self._told):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def fall(self, *, asking: bool = False) -> None:
        """Hide the window, its title and all others of the program; `asking` for a passphrase to come back."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self._put_away()
        self._words.setText(ASKING if asking else OPEN)
        self.setAccessibleName(f"{TITLE}. {self._words.text()}")
        self._told.clear()
        self._field.clear()
        self._field.setVisible(asking)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        if asking:
            self._field.setFocus()
        else:
            self.setFocus()
            self.grabKeyboard()

    def lift(self) -> None:
        """Show everything as it was, the keyboard where it was."""
        self.releaseKeyboard()
        self._field.clear()
        self.hide()
        self._window.setWindowTitle(self._title)
        for window in self._away:
            if shiboken6.isValid(window):
                window.show()
        self._away = []
        if self._before and shiboken6.isValid(self._before):
            self._before.setFocus()
        self._before = None
        self.lifted.emit()

    def refuse(self, words: str) -> None:
        """Say why it stays locked."""
        self._told.setText(words)
        self._field.selectAll()
        self._field.setFocus()

    def _put_away(self) -> None:
        """A title names a case and a dialog shows values: neither stays; a question that was asked is given up."""
        self._put_title_away()
        others = [item for item in QApplication.topLevelWidgets() if item.isVisible() and item is not self._window]
        self._away = [item for item in others if not item.isModal() and item.windowType() in KEPT]
        for item in others:
            item.hide()

    def _put_title_away(self) -> None:
        if (title := self._window.windowTitle()) != LOCKED:
            self._title = title
            self._window.setWindowTitle(LOCKED)

    def _try(self) -> None:
        if self._field.text():
            self.tried.emit(self._field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key, where no passphrase is asked for."""
        event.accept()
        self._come_back()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any click, where no passphrase is asked for."""
        event.accept()
        self._come_back()

    def _come_back(self) -> None:
        if self._field.isHidden():
            self.lift()
        else:
            self._field.setFocus()

    def event(self, event: QEvent) -> bool:
        """No key is a shortcut while the window is hidden."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window; a title that comes late waits until the window is shown again."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        if event.type() is QEvent.Type.WindowTitleChange and self.isVisible():
            self._put_title_away()
        return super().eventFilter(watched, event)
