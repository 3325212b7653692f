"""The builder: a query as rows of field, how, and value, for those who will not type it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.icons import icon
from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.store import Clause
from imrdesk.store.clauses import clauses, written

from .asking import HINTS, OFFERED, PHRASE, WORDS, label_of, takes_exact, values_of

PAUSE = 400  # milliseconds without typing before the query follows
HAS, IS = "has", "is exactly"


class Condition(QWidget):
    """One row: what is asked for, how, and which value."""

    changed = Signal()
    removed = Signal(object)  # itself

    def __init__(self, theme: Theme, known: Mapping[str, tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._field, self._how, self._value = QComboBox(), QComboBox(), QComboBox()
        for name, label in OFFERED.items():
            self._field.addItem(label, name)
        self._how.addItems([HAS, IS])
        self._typed = QLineEdit()
        self._value.setEditable(True)
        self._value.setLineEdit(self._typed)
        self._value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        remove = QToolButton()
        remove.setIcon(icon("x", theme.color("muted")))
        for part, name in ((self._field, "Field"), (self._how, "How"), (self._value, "Value"),
                           (remove, "Remove this condition")):  # fmt: skip
            part.setAccessibleName(name)
            part.setToolTip(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._field.setFixedWidth(SPACE * 24)
        self._how.setFixedWidth(SPACE * 13)
        row.addWidget(self._field)
        row.addWidget(self._how)
        row.addWidget(self._value, 1)
        row.addWidget(remove)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self._field.activated.connect(self._on_field)
        self._how.activated.connect(self.changed)
        self._value.activated.connect(self.changed)
        self._typed.textEdited.connect(self._pause.start)
        remove.clicked.connect(self._remove)
        self._fit()

    def show_clause(self, clause: Clause) -> None:
        """Stand as a clause says."""
        name = clause.name.casefold() or (PHRASE if clause.quoted else WORDS)
        if self._field.findData(name) < 0:
            self._field.addItem(label_of(clause), name)
        self._field.setCurrentIndex(self._field.findData(name))
        self._fit()
        self._how.setCurrentText(IS if clause.exact else HAS)
        self._value.setEditText(clause.value)

    def clause(self) -> Clause:
        """What the row asks for."""
        name, value = self._field.currentData(), self._value.currentText().strip()
        if name in (WORDS, PHRASE):
            return Clause("", value, quoted=name == PHRASE)
        return Clause(name, value, exact=self._how.isVisibleTo(self) and self._how.currentText() == IS)

    def focus(self) -> None:
        """Let the person choose the field."""
        self._field.setFocus()

    def _fit(self) -> None:
        """Offer what the field can be asked for."""
        name, typed = self._field.currentData(), self._value.currentText()
        self._how.setVisible(takes_exact(name))
        self._value.clear()
        self._value.addItems(values_of(name, self._known))
        self._value.setEditText(typed)
        self._typed.setPlaceholderText(HINTS.get(name, ""))

    def _on_field(self) -> None:
        self._value.setEditText("")
        self._fit()
        self.changed.emit()

    def _remove(self) -> None:
        self.removed.emit(self)


class Builder(QWidget):
    """The conditions of a query, all of which must hold."""

    changed = Signal(str)  # the query they make

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: Mapping[str, tuple[str, ...]] = {}
        self._rows: list[Condition] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE // 2)
        add = QPushButton("Add a condition")
        add.setIcon(icon("plus", theme.color("accent")))
        set_role(add, "link")
        add.clicked.connect(self._add)
        told = QLabel("All of these must hold.")
        set_role(told, "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE // 2)
        grid.addLayout(self._column, 0, 0, 1, 3)
        grid.addWidget(add, 1, 0)
        grid.addWidget(told, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)

    def know(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Offer these values, by the filter's name."""
        self._known = values

    def text(self) -> str:
        """The query the rows make."""
        return written(row.clause() for row in self._rows)

    def rows(self) -> list[Condition]:
        """The rows from the top."""
        return list(self._rows)

    def show_text(self, text: str) -> None:
        """Show a query that was typed; rows that say just this already stay as they are."""
        if text.strip() == self.text() and self._rows:
            return
        for row in self.rows():
            self._drop(row)
        for clause in clauses(text):
            self._append().show_clause(clause)
        if not self._rows:
            self._append()

    def _add(self) -> None:
        self._append().focus()

    def _append(self) -> Condition:
        row = Condition(self._theme, self._known, self)
        row.changed.connect(self._tell)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def _on_removed(self, row: Condition) -> None:
        self._drop(row)
        if not self._rows:
            self._append()
        self._tell()

    def _drop(self, row: Condition) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _tell(self) -> None:
        self.changed.emit(self.text())
