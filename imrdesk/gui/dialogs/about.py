"""About the program: its version, where things are kept, whose work is in it, and what to tell somebody who helps."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk import __version__
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

WORDS = "A desktop review workstation for California Independent Medical Review determinations. MIT licence."
OFFLINE = "It works offline and sends nothing anywhere."
COPY, LOOKING, COPIED = "Copy diagnostics", "Looking…", "Diagnostics copied"


class About(QDialog):
    """Says what the program is; asks for diagnostics by a signal, and says when they are on the clipboard."""

    diagnostics_wanted = Signal()

    def __init__(
        self,
        places: Sequence[tuple[str, Path]],
        licences: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About imrdesk")
        fit(self, SPACE * 84, SPACE * 72)
        title, words = QLabel(f"imrdesk {__version__}"), QLabel(f"{WORDS} {OFFLINE}")
        set_role(title, "display")
        words.setWordWrap(True)
        kept, works = QLabel("Where things are kept"), QLabel("The work of others in it")
        for heading in (kept, works):
            set_role(heading, "heading")
        self._copy = QPushButton(COPY)
        self._copy.setToolTip("What a helper asks for first: versions, libraries, disk, backups. No text of a letter.")
        self._copy.setAccessibleDescription(self._copy.toolTip())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        for part in (title, words, kept):
            column.addWidget(part)
        column.addLayout(_places(places))
        column.addWidget(works)
        column.addWidget(_table(licences), 1)
        column.addWidget(buttons)
        self._copy.clicked.connect(self._ask)
        buttons.rejected.connect(self.reject)

    def show_copied(self) -> None:
        """The diagnostics are on the clipboard."""
        self._copy.setText(COPIED)
        self._copy.setEnabled(True)

    def _ask(self) -> None:
        self._copy.setText(LOOKING)
        self._copy.setEnabled(False)
        self.diagnostics_wanted.emit()


def _places(places: Sequence[tuple[str, Path]]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(SPACE * 2)
    form.setVerticalSpacing(SPACE // 2)
    for name, path in places:
        label, place = QLabel(name), QLabel(str(path))
        set_role(label, "muted")
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setWordWrap(True)
        form.addRow(label, place)
    return form


def _table(licences: Sequence[tuple[str, str, str]]) -> QTreeWidget:
    table = QTreeWidget()
    table.setHeaderLabels(["Package", "Version", "Licence"])
    table.setRootIsDecorated(False)
    table.setAccessibleName("Packages and their licences")
    table.addTopLevelItems([QTreeWidgetItem(list(row)) for row in licences])
    for column in (0, 1):
        table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return table
