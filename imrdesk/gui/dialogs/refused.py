"""The files that could not be read: why, what to do, and the buttons that do it; they stay until read or dismissed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

if TYPE_CHECKING:
    from imrdesk.workflow import RefusedFile

LOCKED = "password"  # the reason that a password mends
NONE = "Every file could be read."


class RefusedDialog(QDialog):
    """Lists refused files; several may be chosen at a time, and none chosen means all."""

    retried = Signal(object, str)  # the RefusedFiles to read again, and a password, empty where none was typed
    dismissed = Signal(object)  # the RefusedFiles to take off the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Files that could not be read")
        fit(self, SPACE * 110, SPACE * 55)
        self._files: list[RefusedFile] = []
        self._title = QLabel(NONE)
        set_role(self._title, "title")
        self._list = QTreeWidget()
        self._list.setHeaderLabels(["File", "Why, and what to do"])
        self._list.setRootIsDecorated(False)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setAccessibleName("Files that could not be read")
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._list.header().resizeSection(0, SPACE * 34)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText("Password for locked files; it is not kept")
        self._password.setAccessibleName("Password for locked files")
        self._again = QPushButton("Try again")
        self._folder = QPushButton("Open the file's folder")
        self._dismiss = QPushButton("Dismiss")
        self._lay_out()
        self._again.clicked.connect(self._on_again)
        self._password.returnPressed.connect(self._on_again)
        self._folder.clicked.connect(self._on_folder)
        self._dismiss.clicked.connect(self._on_dismiss)

    def show_files(self, files: "Sequence[RefusedFile]") -> None:
        """Show these; a password is asked for only where one would help."""
        self._files = list(files)
        self._list.clear()
        for file in self._files:
            item = QTreeWidgetItem([file.file_name, f"{file.message} {file.remedy}"])
            for column in range(2):
                item.setToolTip(column, f"{file.path}\n{file.message} {file.remedy}")
            self._list.addTopLevelItem(item)
        count = len(self._files)
        self._title.setText(f"{count} file{'' if count == 1 else 's'} could not be read" if count else NONE)
        self._password.setVisible(any(file.code == LOCKED for file in self._files))
        for button in (self._again, self._folder, self._dismiss):
            button.setEnabled(bool(count))

    def chosen(self) -> "list[RefusedFile]":
        """The files chosen, or all where none is."""
        places = sorted(index.row() for index in self._list.selectionModel().selectedRows())
        return [self._files[place] for place in places] or list(self._files)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._password, 1)
        line.addStretch(0)
        for button in (self._again, self._folder, self._dismiss):
            button.setAutoDefault(False)
            line.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        column.addLayout(line)
        column.addWidget(buttons)

    def _on_again(self) -> None:
        if files := self.chosen():
            self.retried.emit(files, self._password.text())
            self._password.clear()

    def _on_folder(self) -> None:
        for folder in dict.fromkeys(file.path.parent for file in self.chosen()[:1]):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_dismiss(self) -> None:
        self.dismissed.emit(self.chosen())
