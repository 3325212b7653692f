"""The sentences that decided an item as a list: under headings by what they are for, each with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from imrdesk.document.locate import cite
from imrdesk.document.model import Document, Span
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.keyed_table import KeyedTable
from imrdesk.record.reasons import ReasonKind

KEYS = "Enter confirms  ·  1 decides  2 asked for  3 missing  4 met  ·  A every sentence  ·  Esc back"
OWN_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Escape, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4,
)  # fmt: skip
NO_PLACE = "not in the letter"
LONGEST_PLACE = "p. 10, l. 88-99"
PLACE, WORDS = 0, 1


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in the list; `kind` is what it is for, None where it is for nothing."""

    kind: ReasonKind | None
    text: str
    spans: tuple[Span, ...]


class ReasonTable(KeyedTable):
    """Shows sentences in groups, and knows at which one a person is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(2, OWN_KEYS, parent)
        self._theme = theme
        self._lines: list[Line | None] = []  # a row each, None for a heading
        self.setAccessibleName("Sentences of the rationale")
        self.setAccessibleDescription(KEYS)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        set_role(self, "reasons")
        self.setColumnWidth(PLACE, self.fontMetrics().horizontalAdvance(LONGEST_PLACE) + SPACE * 2)

    def show_groups(self, document: Document | None, groups: Iterable[tuple[str, Sequence[Line]]]) -> None:
        """Show sentences under their headings, cited as in the document."""
        self._lines = []
        self.blockSignals(True)
        self.clearSpans()
        self.setRowCount(0)
        for heading, lines in groups:
            self._add_heading(heading)
            for line in lines:
                self._add(heading, line, document)
        self.blockSignals(False)
        self.resizeRowsToContents()

    def current(self) -> Line | None:
        """The sentence a person is at."""
        row = self.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def lines(self) -> list[Line]:
        """The sentences, in the order of the list."""
        return [line for line in self._lines if line]

    def rows(self) -> list[tuple[str, str]]:
        """What the list says: place and words of each row, headings without words."""
        return [(self._text(row, PLACE), self._text(row, WORDS)) for row in range(self.rowCount())]

    def go_to(self, held: Line | None) -> None:
        """To the sentence a person was at, else to the first."""
        rows = [row for row, line in enumerate(self._lines) if line]
        same = [row for row in rows if held and (line := self._lines[row]) and line.text == held.text]
        self.blockSignals(True)
        if rows:
            self.selectRow((same or rows)[0])
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences are as high as their words need at the new width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()

    def _add_heading(self, words: str) -> None:
        row = self._row(None)
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self._theme.color("text"))
        item.setFont(self._theme.font(bold=True))
        self.setItem(row, PLACE, item)
        self.setSpan(row, PLACE, 1, 2)

    def _add(self, heading: str, line: Line, document: Document | None) -> None:
        row = self._row(line)
        place = cite(document, line.spans) if document and line.spans else NO_PLACE
        said = f"{heading}, {place}: {line.text}"
        for column, (words, role) in enumerate(((place, "muted"), (line.text, "text" if line.kind else "muted"))):
            item = QTableWidgetItem(words)
            item.setForeground(self._theme.color(role))
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.setItem(row, column, item)

    def _row(self, line: Line | None) -> int:
        self._lines.append(line)
        self.setRowCount(len(self._lines))
        return len(self._lines) - 1

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""
