"""What decided an item: its sentences by what they are for, each with its place; confirmed, altered or dismissed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.document.locate import cite, fold
from imrdesk.document.model import Document, Span
from imrdesk.gui.theme import SPACE, STATE_MARKS, Theme, set_role
from imrdesk.gui.widgets.flow import FlowLayout
from imrdesk.record import reasons
from imrdesk.record.finding import Evidence, evidence
from imrdesk.record.model import Issue, Record, State
from imrdesk.record.reasons import Decided, ReasonKind
from imrdesk.record.values import show

HEADS: dict[ReasonKind | None, str] = {
    ReasonKind.DECIDING: "Decided by",
    ReasonKind.ASKED: "Asked for by the guideline",
    ReasonKind.MISSING: "Found missing",
    ReasonKind.MET: "Found met",
    None: "Every other sentence of the rationale",
}
KINDS = tuple(ReasonKind)
STANDING = {
    State.PROPOSED: "Proposed by the program; nobody has agreed yet",
    State.CONFIRMED: "Confirmed by {by}",
    State.EDITED: "Chosen by {by}",
    State.ABSENT: "{by} dismissed what the program proposed",
}
KEYS = "Enter confirms  ·  1 decides  2 asked for  3 missing  4 met  ·  A every sentence  ·  Esc back"
NOTHING = "The item has no rationale, so nothing can have decided it here."
NO_PLACE = "not in the letter"
PLACE, WORDS = 0, 1
Listed = tuple[ReasonKind, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in the list; `kind` is what it is for, None where it is for nothing."""

    kind: ReasonKind | None
    text: str
    spans: tuple[Span, ...]


class ReasonTable(QTableWidget):
    """The sentences under their headings; the keys that act on the one a person is at."""

    keyed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName("Sentences of the rationale")
        self.setAccessibleDescription(KEYS)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(PLACE, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        set_role(self, "reasons")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of ACTS act; all else walks."""
        if _acts(event):
            self.keyed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the list's own keys before the window's."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _acts(event):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences are as high as their words need at the new width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()


class DecidedPanel(QWidget):
    """Shows one item at a time; says what a person does about it, and changes nothing itself."""

    kept = Signal(str, object)  # the item's id, here and below; what is listed: kinds and words
    dismissed = Signal(str)
    brought_back = Signal(str)
    looked_at = Signal(object, int)  # places to mark, and which of them to bring into view
    failed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._record: Record | None = None
        self._document: Document | None = None
        self._issue: Issue | None = None
        self._decided = Decided(())
        self._lines: list[Line | None] = []  # a row each, None for a heading
        self._title, self._standing, self._keys = QLabel("What decided it"), QLabel(), QLabel(KEYS)
        self._items, self._table = QComboBox(), ReasonTable(self)
        self._buttons = {
            "confirm": _button("Confirm", "Agree with what is listed (Enter)"),
            "every": _button("Every sentence", "Show the whole rationale, to choose from (A)"),
            "dismiss": _button("Dismiss", "None of this decided the item (D)"),
            "back": _button("Bring the proposal back", "What the program proposed, as it was (B)"),
            "close": _button("Back to the fields", "Leave this list (Esc)"),
        }
        self._lay_out()
        self._join()

    def show_item(self, record: Record, document: Document, issue_id: str = "") -> None:
        """Show an item of a letter; without a name the one before, or the first."""
        wanted = issue_id or (self._issue.id if self._issue else "")
        self._record, self._document = record, document
        self._issue = next((one for one in record.issues if one.id == wanted), next(iter(record.issues), None))
        self._items.blockSignals(True)
        self._items.clear()
        for number, issue in enumerate(record.issues, 1):
            self._items.addItem(_named(number, issue), issue.id)
        self._items.setCurrentIndex(self._items.findData(self._issue.id if self._issue else ""))
        self._items.blockSignals(False)
        self._items.setVisible(len(record.issues) > 1)
        self._refresh()

    def shown(self) -> str:
        """The id of the item on show; empty where there is none."""
        return self._issue.id if self._issue else ""

    def rows(self) -> list[tuple[str, str]]:
        """What the list says: place and words of each row, headings without a place."""
        return [(_text(self._table, row, PLACE), _text(self._table, row, WORDS)) for row in range(len(self._lines))]

    def standing(self) -> str:
        """How far a person stands behind it, in words."""
        return self._standing.text()

    def table(self) -> ReasonTable:
        """The list, to walk."""
        return self._table

    def focus_list(self) -> None:
        """Let the person walk the sentences."""
        self._table.setFocus()

    def take_text(self, text: str, _evidence: Sequence[Evidence]) -> None:
        """Words selected in the letter decided the item too."""
        words, rationale = fold(text), fold(show(self._issue.values["rationale"].value)) if self._issue else ""
        if not words:
            self.failed.emit("Select the words in the letter first, then say that they decided it.")
        elif words not in rationale:
            self.failed.emit("These words are not in the rationale of this item.")
        else:
            self._keep([*self._listed(), (ReasonKind.DECIDING, words)])

    # What a person does

    def confirm(self) -> None:
        """Agree with what is listed."""
        if listed := self._listed():
            self._keep(listed)

    def assign(self, kind: ReasonKind) -> None:
        """Say what the current sentence is for, or that it is not for that."""
        if not (line := self._current()):
            return
        listed, wanted = self._listed(), (kind, line.text)
        if wanted in listed:
            listed.remove(wanted)
        else:
            listed.append(wanted)
        self._keep(listed)

    def dismiss(self) -> None:
        """None of what is proposed decided the item."""
        if self._issue and self._decided.state is not State.ABSENT and self._decided.reasons:
            self.dismissed.emit(self._issue.id)

    def bring_back(self) -> None:
        """What the program proposed, as it was."""
        if self._issue and self._decided.remark:
            self.brought_back.emit(self._issue.id)

    def step(self, step: int) -> None:
        """The next (1) or previous (-1) item, round the ends."""
        if self._items.count() > 1:
            self._items.setCurrentIndex((self._items.currentIndex() + step) % self._items.count())

    # Inside

    def _keep(self, listed: list[Listed]) -> None:
        if not self._issue:
            return
        if listed:
            self.kept.emit(self._issue.id, listed)
        else:
            self.dismissed.emit(self._issue.id)

    def _listed(self) -> list[Listed]:
        return [(one.kind, one.text) for one in self._decided.reasons]

    def _current(self) -> Line | None:
        row = self._table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _on_item(self) -> None:
        if self._record and self._document:
            self.show_item(self._record, self._document, self._items.currentData())
            self.focus_list()

    def _on_key(self, key: int) -> None:
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_4:
            self.assign(KINDS[key - Qt.Key.Key_1])
            return
        {
            Qt.Key.Key_Return: self.confirm,
            Qt.Key.Key_Enter: self.confirm,
            Qt.Key.Key_A: self._buttons["every"].toggle,
            Qt.Key.Key_D: self.dismiss,
            Qt.Key.Key_B: self.bring_back,
            Qt.Key.Key_Left: self._before,
            Qt.Key.Key_Right: self._after,
            Qt.Key.Key_Escape: self.closed.emit,
        }[Qt.Key(key)]()

    def _before(self) -> None:
        self.step(-1)

    def _after(self) -> None:
        self.step(1)

    def _refresh(self) -> None:
        """Show the item as it stands; the person stays at the same sentence."""
        held, record, issue = self._current(), self._record, self._issue
        self._decided = reasons.of_issue(record, issue) if record and issue else Decided(())
        state, remark = self._decided.state, self._decided.remark
        mark = STATE_MARKS[state.value]
        has_words = bool(issue and show(issue.values["rationale"].value))
        said = STANDING[state].format(by=remark.by if remark else "") if has_words else NOTHING
        self._standing.setText(f"{mark.glyph}  {said}" if has_words else said)
        set_role(self._standing, mark.role if mark.role in ("green", "blue", "muted") else "muted")
        self._fill()
        self._buttons["confirm"].setEnabled(bool(self._decided.reasons) and state is State.PROPOSED)
        self._buttons["dismiss"].setEnabled(bool(self._decided.reasons))
        self._buttons["back"].setEnabled(remark is not None)
        self._buttons["every"].setEnabled(has_words)
        self._go_to(held)
        self._look()

    def _fill(self) -> None:
        self._lines = []
        self._table.blockSignals(True)
        self._table.clearSpans()
        self._table.setRowCount(0)
        for kind, lines in self._groups():
            self._add_heading(HEADS[kind])
            for line in lines:
                self._add(line)
        self._table.blockSignals(False)
        self._table.resizeRowsToContents()

    def _groups(self) -> Iterator[tuple[ReasonKind | None, list[Line]]]:
        """The sentences by what they are for, those for nothing where every one is wanted."""
        if not self._issue:
            return
        value = self._issue.values["rationale"]
        for kind in KINDS:
            found = [one for one in self._decided.reasons if one.kind is kind]
            if found:
                yield kind, [Line(kind, one.text, reasons.places(one, value)) for one in found]
        if self._buttons["every"].isChecked():
            text, used = show(value.value), {one.text for one in self._decided.reasons}
            rest = [(low, high) for low, high in reasons.said(text) if fold(text[low:high]) not in used]
            if rest:
                yield (
                    None,
                    [Line(None, fold(text[low:high]), reasons.places_of(low, high, value)) for low, high in rest],
                )

    def _add_heading(self, words: str) -> None:
        row = self._row(None)
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self._theme.color("text"))
        item.setFont(self._theme.font(bold=True))
        self._table.setItem(row, PLACE, item)
        self._table.setSpan(row, PLACE, 1, 2)

    def _add(self, line: Line) -> None:
        row = self._row(line)
        place = cite(self._document, line.spans) if self._document and line.spans else NO_PLACE
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        said = f"{HEADS[line.kind]}, {place}: {line.text}"
        for column, (words, role) in enumerate(((place, "muted"), (line.text, "text" if line.kind else "muted"))):
            item = QTableWidgetItem(words)
            item.setForeground(self._theme.color(role))
            item.setTextAlignment(top)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self._table.setItem(row, column, item)

    def _row(self, line: Line | None) -> int:
        self._lines.append(line)
        self._table.setRowCount(len(self._lines))
        return len(self._lines) - 1

    def _go_to(self, held: Line | None) -> None:
        """To the sentence a person was at, else to the first."""
        rows = [row for row, line in enumerate(self._lines) if line]
        same = [row for row in rows if held and (line := self._lines[row]) and line.text == held.text]
        self._table.blockSignals(True)
        if rows:
            self._table.selectRow((same or rows)[0])
        self._table.blockSignals(False)

    def _look(self) -> None:
        """Mark every deciding sentence in the letter, and the current one; bring that into view."""
        line, document = self._current(), self._document
        if document is None:
            return
        deciding = [one.spans[0] for one in self._lines if one and one.kind is ReasonKind.DECIDING and one.spans]
        own = line.spans[0] if line and line.spans else None
        marked = list(dict.fromkeys([*deciding, own] if own else deciding))
        self.looked_at.emit(evidence(document, marked), marked.index(own) if own else 0)

    def _lay_out(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("What decided the item")
        for label, role in ((self._title, "title"), (self._standing, "muted"), (self._keys, "small")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_role(self._buttons["confirm"], "primary")
        set_role(self._buttons["every"], "switch")
        self._buttons["every"].setCheckable(True)
        self._items.setAccessibleName("Disputed item")
        self._items.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._items.setMinimumContentsLength(20)
        self._table.setColumnWidth(PLACE, self._table.fontMetrics().horizontalAdvance("p. 10, l. 88-99") + SPACE * 2)
        row = QWidget(self)
        flow = FlowLayout(row)
        for button in self._buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        for part in (self._title, self._items, self._standing):
            column.addWidget(part)
        column.addWidget(self._table, 1)
        column.addWidget(self._keys)
        column.addWidget(row)

    def _join(self) -> None:
        self._items.currentIndexChanged.connect(self._on_item)
        self._table.keyed.connect(self._on_key)
        self._table.currentCellChanged.connect(self._on_current)
        self._table.clicked.connect(self._look)
        for name, act in (
            ("confirm", self.confirm),
            ("dismiss", self.dismiss),
            ("back", self.bring_back),
            ("close", self.closed),
        ):
            self._buttons[name].clicked.connect(act)
        self._buttons["every"].toggled.connect(self._refresh)

    def _on_current(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before:
            self._look()


_KEYS = frozenset(
    (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_Left, Qt.Key.Key_Right,
     Qt.Key.Key_Escape, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
)  # fmt: skip


def _acts(event: QKeyEvent) -> bool:
    """Whether a key does something about a sentence or the item."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return plain and event.key() in _KEYS


def _named(number: int, issue: Issue) -> str:
    """An item as a person chooses it."""
    values = issue.values
    treatment = fold(show(values["disputed_treatment"].value or values["treatment"].value)) or "not named"
    return f"{number}. {(show(values['decision'].value) or 'no decision').capitalize()}  ·  {treatment}"


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    return made


def _text(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item else ""
