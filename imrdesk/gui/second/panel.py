"""The column of second reading, in the place of the worklist: letters to read, differences to settle, agreement."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.empty_state import EmptyState
from imrdesk.record.agreement import FieldAgreement, second_id
from imrdesk.record.fields import field

if TYPE_CHECKING:
    from imrdesk.desk.seconding import Compared
    from imrdesk.store.seconds import Assigned

READ, SETTLE, AGREE = "read", "settle", "agree"
VIEWS = {READ: "To read", SETTLE: "Differences", AGREE: "Agreement"}
ABOUT = {
    READ: "You see nothing of what the first reader said. {review} says that a letter is read and opens the next.",
    SETTLE: "Both values stand beside each other in the form, and are marked in the letter.",
    AGREE: "Over letters read twice. Kappa leaves out what chance would give: 1 is full agreement, 0 no better than "
    "chance. Settling a difference does not better it.",
}
NONE: dict[str, tuple[str, str, str]] = {
    READ: ("Nothing to read", "No letter was given to {reader} as second reader.", "Give letters to a reader…"),
    SETTLE: ("No differences", "Where two readers differ, it is settled here once the second one is done.", ""),
    AGREE: ("Nothing to compare", "Agreement shows once a letter is read twice.", ""),
}
AGREEMENT_COLUMNS = ("Field", "Compared", "The same", "Kappa")
DONE = {False: "to read", True: "✓ read"}
ID = Qt.ItemDataRole.UserRole


class SecondPanel(QWidget):
    """Shows one of VIEWS; each list is walked with the arrows, Enter opens."""

    opened = Signal(str)  # the id of a letter as its second reader has it
    settled = Signal(str, str)  # the record whose differences are to be settled, and the second reader
    assign_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Second reading")
        self._reader, self._review_key = "", ""
        self._title, self._about = QLabel("Second reader"), QLabel()
        self._back = QPushButton("All letters")
        self._views = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in VIEWS}
        self._lists = {
            READ: _list("Letters to read", ("Case", "State")),
            SETTLE: _list("Letters with differences", ("Case", "Readers", "Differ")),
            AGREE: _list("Agreement by field", AGREEMENT_COLUMNS),
        }
        self._pages = QStackedWidget()
        self._empty = EmptyState(theme, "list-checks")
        self._copy, self._assign = QPushButton("Copy the table"), QPushButton("Give letters to a reader…")
        self._assigned: list[Assigned] = []
        self._compared: list[Compared] = []
        self._fields: list[FieldAgreement] = []
        self._lay_out()
        self._join()
        self.choose(READ)

    # What is shown

    def show_reader(self, name: str, review_key: str) -> None:
        """Show the letters of this reader; the key marks one as read."""
        self._reader, self._review_key = name, review_key
        self._refresh()

    def show_reading(
        self,
        assigned: "Iterable[Assigned]",
        compared: "Iterable[Compared]",
        fields: Iterable[FieldAgreement],
    ) -> None:
        """Show who reads what, where readers differ, and how well they agree."""
        self._assigned, self._fields = list(assigned), list(fields)
        self._compared = [letter for letter in compared if letter.differences]
        self._refresh()

    def view(self) -> str:
        """Which of VIEWS is shown."""
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, view: str) -> None:
        """Show one of VIEWS."""
        self._chips[view].setChecked(True)
        self._refresh()

    def focus_list(self) -> None:
        """Let the person walk the list."""
        shown = self._pages.currentWidget()
        (shown if isinstance(shown, QTreeWidget) else self._chips[self.view()]).setFocus()

    def to_read(self, after: str = "", step: int = 1) -> str | None:
        """The letter to read after (1) or before (-1) another: the next that is not read; None where there is none."""
        ids = [second_id(item.record_id, item.reader) for item in self._own() if not item.finished_at]
        return _next(ids, [second_id(item.record_id, item.reader) for item in self._own()], after, step)

    def to_settle(self, after: str = "", step: int = 1) -> "Compared | None":
        """The letter with differences after another one."""
        ids = [letter.record_id for letter in self._compared]
        wanted = _next([one for one in ids if one != after], ids, after, step)
        return next((letter for letter in self._compared if letter.record_id == wanted), None)

    def compared(self, record_id: str) -> "list[Compared]":
        """What is open of a letter, by reader."""
        return [letter for letter in self._compared if letter.record_id == record_id]

    def select(self, letter_id: str) -> None:
        """Show which letter is open."""
        for shown in (self._lists[READ], self._lists[SETTLE]):
            for place in range(shown.topLevelItemCount()):
                if (item := shown.topLevelItem(place)) and item.data(0, ID)[0] == letter_id:
                    shown.setCurrentItem(item)

    # Inside

    def _own(self) -> "list[Assigned]":
        return [item for item in self._assigned if item.reader == self._reader]

    def _refresh(self) -> None:
        own = self._own()
        left = [item for item in own if not item.finished_at]
        differing = sum(len(letter.differences) for letter in self._compared)
        counts = {READ: f"{len(left)} of {len(own)}" if own else "", SETTLE: str(differing or ""), AGREE: ""}
        for name, chip in self._chips.items():
            chip.setText(f"{VIEWS[name]}  {counts[name]}".rstrip())
        _fill(self._lists[READ], ((second_id(item.record_id, item.reader), _case(item), DONE[bool(item.finished_at)])
                                  for item in sorted(own, key=_read_last)))  # fmt: skip
        _fill(self._lists[SETTLE], ((letter.record_id, _case(letter), letter.reader, str(len(letter.differences)))
                                    for letter in self._compared))  # fmt: skip
        _fill(self._lists[AGREE], (("", *row) for row in agreement_rows(self._fields)))
        view = self.view()
        shown = self._lists[view]
        self._about.setText(ABOUT[view].format(review=self._review_key or "“Reviewed, next letter”"))
        title, words, button = NONE[view]
        self._empty.say(title, words.format(reader=self._reader), button)
        self._pages.setCurrentWidget(shown if shown.topLevelItemCount() else self._empty)
        self._copy.setVisible(view == AGREE and bool(self._fields))
        offered = bool(button) and self._pages.currentWidget() is self._empty
        self._assign.setVisible(not offered)  # once is enough
        self._about.setVisible(bool(shown.topLevelItemCount()))

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton(VIEWS[name])
        chip.setCheckable(True)
        set_role(chip, "chip")
        self._views.addButton(chip)
        return chip

    def _lay_out(self) -> None:
        set_role(self._title, "title")
        set_role(self._about, "muted")
        set_role(self._back, "link")
        self._back.setAccessibleDescription("Leave second reading and show the worklist")
        self._about.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE)
        top.setSpacing(SPACE * 3 // 2)
        top.addLayout(head)
        top.addLayout(chips)
        top.addWidget(self._about)
        for page in (*self._lists.values(), self._empty):
            self._pages.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE * 3 // 2)
        foot.setSpacing(SPACE)
        foot.addWidget(self._assign)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _join(self) -> None:
        self._views.buttonClicked.connect(self._refresh)
        self._back.clicked.connect(self.closed)
        self._assign.clicked.connect(self.assign_wanted)
        self._empty.pressed.connect(self.assign_wanted)
        self._copy.clicked.connect(self._on_copy)
        for name in (READ, SETTLE):
            self._lists[name].activated.connect(self._on_activated)
            self._lists[name].clicked.connect(self._on_activated)
        self._lists[AGREE].installEventFilter(self)

    def _on_activated(self, index: QModelIndex) -> None:
        letter_id, _name = index.siblingAtColumn(0).data(ID)
        if self.view() == READ:
            self.opened.emit(letter_id)
        else:
            self.settled.emit(letter_id, self._compared[index.row()].reader)

    def _on_copy(self) -> None:
        lines = ["\t".join(AGREEMENT_COLUMNS), *("\t".join(row) for row in agreement_rows(self._fields))]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+C copies the table of agreement."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self._on_copy()
            return True
        return super().eventFilter(watched, event)


def agreement_rows(fields: Sequence[FieldAgreement]) -> list[tuple[str, ...]]:
    """Each field as the table has it: its name, how many values were compared, percent, kappa."""
    return [
        (field(item.key).label, str(item.compared), f"{item.percent:.1f} %",
         "–" if item.kappa is None else f"{item.kappa:.2f}")
        for item in fields
    ]  # fmt: skip


def _list(name: str, columns: Sequence[str]) -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName(name)
    made.setHeaderLabels(list(columns))
    made.setRootIsDecorated(False)
    set_role(made, "roomy")
    made.setUniformRowHeights(True)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return made


def _fill(shown: QTreeWidget, rows: Iterable[tuple[str, ...]]) -> None:
    """Show rows, each beginning with an id; what was current stays so."""
    current = shown.currentItem()
    kept = current.data(0, ID) if current else None
    shown.clear()
    for letter_id, *texts in rows:
        item = QTreeWidgetItem(texts)
        item.setData(0, ID, (letter_id, texts[0]))
        for column in range(1, len(texts)):
            if texts[column][:1].isdigit() or texts[column] == "–":
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        shown.addTopLevelItem(item)
        if item.data(0, ID) == kept:
            shown.setCurrentItem(item)
    if shown.currentItem() is None and (first := shown.topLevelItem(0)):
        shown.setCurrentItem(first)


def _next(wanted: Sequence[str], order: Sequence[str], after: str, step: int) -> str | None:
    """The one of `wanted` that follows in `order`, round its ends."""
    if after not in order:
        return next(iter(wanted), None)
    at = order.index(after)
    ordered = [*order[at + 1 :], *order[:at]] if step > 0 else [*reversed(order[:at]), *reversed(order[at + 1 :])]
    return next((one for one in ordered if one in wanted), None)


def _case(item: "Assigned | Compared") -> str:
    return item.case_number or item.record_id[:8]


def _read_last(item: "Assigned") -> bool:
    return bool(item.finished_at)
