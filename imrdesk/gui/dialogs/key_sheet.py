"""All keys on one sheet, from the table of actions."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from imrdesk.gui.keys import key_rows
from imrdesk.gui.theme import SPACE, set_role

COLUMN_LENGTH = 24  # lines before a second column begins
MEANING = SPACE * 20  # the width of what a key does; what is longer takes a second line


class KeySheet(QDialog):
    """Shows every key and what it does; stays open beside the work."""

    def __init__(self, parent: QWidget | None = None, bound: Mapping[str, tuple[str, ...]] | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        sheet = QHBoxLayout()
        sheet.setSpacing(SPACE * 3)
        column, lines = self._column(sheet), 0
        for group, rows in groupby(key_rows(bound), key=itemgetter(0)):
            entries = list(rows)
            if lines and lines + len(entries) > COLUMN_LENGTH:
                column, lines = self._column(sheet), 0
            self._add_group(column, group, entries)
            lines += len(entries) + 2
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        whole.setSpacing(SPACE * 2)
        whole.addLayout(sheet)
        whole.addStretch(1)
        whole.addWidget(buttons)

    def _column(self, sheet: QHBoxLayout) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(SPACE)
        made.setVerticalSpacing(SPACE // 2)
        holder = QVBoxLayout()
        holder.addLayout(made)
        holder.addStretch(1)
        sheet.addLayout(holder)
        return made

    def _add_group(self, grid: QGridLayout, group: str, entries: list[tuple[str, str, str]]) -> None:
        start = grid.rowCount()
        if start > 1:
            grid.setRowMinimumHeight(start, SPACE)
        title = QLabel(group)
        set_role(title, "heading")
        grid.addWidget(title, start + 1, 0, 1, 2)
        for place, (_, keys, words) in enumerate(entries, start + 2):
            key, meaning = QLabel(keys), QLabel(words)
            set_role(key, "key")
            meaning.setBuddy(key)
            meaning.setWordWrap(True)
            meaning.setFixedWidth(MEANING)
            meaning.setMinimumHeight(meaning.heightForWidth(MEANING))
            grid.addWidget(key, place, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(meaning, place, 1)
