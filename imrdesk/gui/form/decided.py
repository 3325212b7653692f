"""What decided an item: its sentences by what they are for, each with its place; confirmed, altered or dismissed."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.document.locate import fold
from imrdesk.document.model import Document
from imrdesk.gui.theme import SPACE, STATE_MARKS, Theme, set_role
from imrdesk.gui.widgets.flow import FlowLayout
from imrdesk.record import reasons
from imrdesk.record.finding import Evidence, evidence
from imrdesk.record.model import Issue, Record, State
from imrdesk.record.reasons import Decided, ReasonKind
from imrdesk.record.values import show

from .reasons import KEYS, Line, ReasonTable

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
NOTHING = "The item has no rationale, so nothing can have decided it here."
Listed = tuple[ReasonKind, str]


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
        self._title, self._standing, self._keys = QLabel("What decided it"), QLabel(), QLabel(KEYS)
        self._items, self._table = QComboBox(), ReasonTable(theme, self)
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
        return self._table.rows()

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
        if not (line := self._table.current()):
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
        held, record, issue = self._table.current(), self._record, self._issue
        self._decided = reasons.of_issue(record, issue) if record and issue else Decided(())
        state, remark = self._decided.state, self._decided.remark
        mark = STATE_MARKS[state.value]
        has_words = bool(issue and show(issue.values["rationale"].value))
        said = STANDING[state].format(by=remark.by if remark else "") if has_words else NOTHING
        self._standing.setText(f"{mark.glyph}  {said}" if has_words else said)
        set_role(self._standing, mark.role if mark.role in ("green", "blue", "muted") else "muted")
        self._table.show_groups(self._document, [(HEADS[kind], lines) for kind, lines in self._groups()])
        self._buttons["confirm"].setEnabled(bool(self._decided.reasons) and state is State.PROPOSED)
        self._buttons["dismiss"].setEnabled(bool(self._decided.reasons))
        self._buttons["back"].setEnabled(remark is not None)
        self._buttons["every"].setEnabled(has_words)
        self._table.go_to(held)
        self._look()

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

    def _look(self) -> None:
        """Mark every deciding sentence in the letter, and the current one; bring that into view."""
        line, document = self._table.current(), self._document
        if document is None:
            return
        deciding = [one.spans[0] for one in self._table.lines() if one.kind is ReasonKind.DECIDING and one.spans]
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
