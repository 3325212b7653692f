"""Files that could not be read, below the letters: they stay in sight with their reason until read or dismissed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, set_role

if TYPE_CHECKING:
    from imrdesk.workflow import RefusedFile

LOCKED = "password"  # the reason that a password mends
MOST = 100  # listed here; the dialog has them all
_ROWS = 3  # seen at a time


class RefusedFiles(QFrame):
    """A short list with what to do about the files selected; hidden while every file could be read."""

    retried = Signal(object, str)  # the RefusedFiles to read again, and a password, empty where none was typed
    dismissed = Signal(object)  # the RefusedFiles to take off the list
    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self._files: list[RefusedFile] = []
        self._title, self._remedy = QLabel(), QLabel()
        set_role(self._title, "heading")
        set_role(self._remedy, "muted")
        self._remedy.setWordWrap(True)
        self._remedy.setTextFormat(Qt.TextFormat.PlainText)
        self._list = _Files(self)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText("Password; it is not kept")
        self._password.setAccessibleName("Password for the selected file")
        self._buttons = {
            "Try again": self._retry, "Open folder": self._open_folder, "Dismiss": self._dismiss,
            "All…": self.details_wanted.emit,
        }  # fmt: skip
        self._lay_out()
        self._list.itemSelectionChanged.connect(self._show_remedy)
        self._list.itemActivated.connect(self._retry)
        self._list.dismissed.connect(self._dismiss)
        self._password.returnPressed.connect(self._retry)
        self.hide()

    def show_files(self, files: "Sequence[RefusedFile]") -> None:
        """Show these, the newest first; what was selected stays so where it is still there."""
        kept = {(file.path, file.file_name) for file in self.chosen()}
        self._list.clear()
        self._files = list(files[:MOST])
        for file in self._files:
            item = QListWidgetItem(f"▲ {file.file_name}\n{file.message}", self._list)
            item.setToolTip(f"{file.path}\n{file.message} {file.remedy}")
            item.setSelected((file.path, file.file_name) in kept)
        if self._files and not self._list.selectedItems():
            self._list.setCurrentRow(0)
        count = len(files)
        self._title.setText(f"{count:,} file{'' if count == 1 else 's'} could not be read")
        self._show_remedy()
        self.setVisible(bool(count))

    def chosen(self) -> "list[RefusedFile]":
        """The files selected."""
        return [self._files[self._list.row(item)] for item in self._list.selectedItems()]

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        for words, act in self._buttons.items():
            button = QPushButton(words)
            button.setToolTip(_TIPS[words])
            set_role(button, "link")
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        for part in (self._title, self._list, self._remedy, self._password):
            column.addWidget(part)
        column.addLayout(line)

    def _show_remedy(self) -> None:
        """What to do about the files selected; a password is asked for only where one helps."""
        chosen = self.chosen()
        self._remedy.setText(" ".join(dict.fromkeys(file.remedy for file in chosen)))
        self._password.setVisible(any(file.code == LOCKED for file in chosen))

    def _retry(self) -> None:
        if files := self.chosen():
            self.retried.emit(files, self._password.text())
            self._password.clear()

    def _open_folder(self) -> None:
        for file in self.chosen()[:1]:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.path.parent)))

    def _dismiss(self) -> None:
        if files := self.chosen():
            self.dismissed.emit(files)


_TIPS = {
    "Try again": "Read the selected files again (Enter)",
    "Open folder": "Open the folder the file is in",
    "Dismiss": "Take the selected files off this list (Delete)",
    "All…": "All files that could not be read, in a window of their own",
}


class _Files(QListWidget):
    """The rows: Enter tries again, Delete dismisses."""

    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Files that could not be read")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes files off the list."""
        if event.key() == Qt.Key.Key_Delete:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Rows go with their height."""
        super().clear()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its files, up to a few."""
        row = self.sizeHintForRow(0) if self.count() else 0
        return QSize(super().sizeHint().width(), row * min(max(self.count(), 1), _ROWS) + 2 * self.frameWidth())

    minimumSizeHint = sizeHint
