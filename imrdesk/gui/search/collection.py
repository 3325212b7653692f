"""The collection: its items in their order, a note on each, and the way out to Word and Excel."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imrdesk.gui.theme import SPACE, Theme, set_role
from imrdesk.gui.widgets.empty_state import EmptyState

from .drawing import FOUND, GONE, NOTE, NUMBER, ItemDelegate, sentence

if TYPE_CHECKING:
    from imrdesk.desk.finding import Member
    from imrdesk.store import FoundItem

MEMBER = Qt.ItemDataRole.UserRole + 9
NONE = ("No collection yet", "Press Space on a result: the first one begins a collection.", "Back to the results")
EMPTY = ("Nothing collected yet", "Press Space on each result that belongs in it.", "Back to the results")


class MemberList(QListWidget):
    """The items, dragged into order or moved by Alt+Up and Alt+Down; Delete takes one out, Enter opens its letter."""

    moved = Signal(object, int)  # key, its new place
    removed = Signal(object)  # key
    opened = Signal(object)  # FoundItem

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self.setItemDelegate(ItemDelegate(theme, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Items of the collection")
        self.setAccessibleDescription("Alt+Up and Alt+Down move an item, Delete takes it out, Enter opens its letter")
        self.model().rowsMoved.connect(self._on_moved)
        self.itemDoubleClicked.connect(self._open)

    def member(self) -> "Member | None":
        """The item the person is at."""
        item = self.currentItem()
        return item.data(MEMBER) if item else None

    def show_members(self, members: "Sequence[Member]") -> None:
        """Show these; the person stays at the same item, or at its place."""
        held, place = self.member(), max(self.currentRow(), 0)
        self.blockSignals(True)  # nobody went anywhere
        self.model().rowsMoved.disconnect(self._on_moved)
        self.clear()
        for number, member in enumerate(members, 1):
            self.addItem(_shown(member, number))
        keys = [member.key for member in members]
        self.setCurrentRow(keys.index(held.key) if held and held.key in keys else min(place, len(members) - 1))
        self.model().rowsMoved.connect(self._on_moved)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a person does to the item they are at."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        member = self.member()
        if member and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            place = self.currentRow() + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= place < self.count() and not self._locked:
                self.moved.emit(member.key, place)
        elif member and event.key() == Qt.Key.Key_Delete:
            if not self._locked:
                self.removed.emit(member.key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def lock(self, words: str) -> None:
        """Keep the items where they are, and say why."""
        self._locked = True
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setAccessibleDescription(f"Enter opens the letter of an item. {words}")

    def _open(self) -> None:
        if (member := self.member()) and member.found:
            self.opened.emit(member.found)

    def _on_moved(self, _parent: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        place = row if row < start else row - 1
        if item := self.item(place):
            self.moved.emit(item.data(MEMBER).key, place)


def _shown(member: "Member", number: int) -> QListWidgetItem:
    item = QListWidgetItem(sentence(member.found) if member.found else GONE)
    for role, value in (
        (MEMBER, member),
        (FOUND, member.found),
        (NOTE, member.collected.note and f"Note: {member.collected.note}"),
        (NUMBER, number),
    ):
        item.setData(role, value)
    words = f"{number}. {item.text()}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole,
                 f"{words}. Note: {member.collected.note}" if member.collected.note else words)  # fmt: skip
    return item


class NoteField(QPlainTextEdit):
    """What a person says of an item; told when they go on."""

    written = Signal(object, str)  # key, note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._member: Member | None = None
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Note on this item; it goes into the digest")
        self.setAccessibleName("Note on this item")
        self.setFixedHeight(SPACE * 9)
        self.show_member(None)

    def show_member(self, member: "Member | None") -> None:
        """Write about this item; what was typed about the one before is told."""
        if self._member and member and member.key == self._member.key:
            if not self.hasFocus():
                self.setPlainText(member.collected.note)
            self._member = member
            return
        self.tell()
        self._member = member
        self.setPlainText(member.collected.note if member else "")
        self.setEnabled(member is not None)

    def tell(self) -> None:
        """Say what was typed, where it differs."""
        if self._member and self.toPlainText().strip() != self._member.collected.note:
            self.written.emit(self._member.key, self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it is enough."""
        super().focusOutEvent(event)
        self.tell()


class CollectionPanel(QWidget):
    """One collection, and what can be done to it."""

    moved = Signal(object, int)
    removed = Signal(object)
    written = Signal(object, str)
    opened = Signal(object)
    shown = Signal(object)  # FoundItem the person is at
    export_wanted = Signal(str)  # docx or xlsx
    rename_wanted = Signal()
    delete_wanted = Signal()
    left = Signal()  # back to the results

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = MemberList(theme)
        self.note = NoteField()
        self._told = QLabel("Drag, or Alt+Up and Alt+Down, to order. Delete takes out.")
        self._locked = False
        self._empty = EmptyState(theme, "list-checks")
        self._stack = QStackedWidget()
        self._buttons = [
            _button("Word digest…", "Write the collection as a Word file: a table, then what decided each"),
            _button("Excel…", "Write the collection as a workbook, a row an item"),
            _button("Rename…", "Give the collection another name"),
            _button("Delete…", "Let the collection go; the letters stay"),
        ]
        set_role(self._buttons[0], "primary")
        self._lay_out()
        self._join()

    def show_members(self, members: "Sequence[Member] | None") -> None:
        """Show a collection; None where there is none."""
        self.list.show_members(members or ())
        self._stack.setCurrentIndex(0 if members else 1)
        self._empty.say(*(NONE if members is None else EMPTY))
        for button in self._buttons[:2]:
            button.setEnabled(bool(members))
        for button in self._buttons[2:]:
            button.setEnabled(members is not None and not self._locked)
        self.note.show_member(self.list.member())

    def lock(self, words: str) -> None:
        """Let everything be read and exported, and nothing changed; say why."""
        self._locked = True
        self.list.lock(words)
        self.note.setReadOnly(True)
        self._told.setText(words)
        for button in self._buttons[2:]:
            button.setEnabled(False)
            button.setToolTip(words)

    def focus_list(self) -> None:
        """Let the person walk the items."""
        (self.list if self.list.count() else self._empty).setFocus()

    def current(self) -> "FoundItem | None":
        """The item the person is at."""
        member = self.list.member()
        return member.found if member else None

    def _lay_out(self) -> None:
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        set_role(self._told, "small")
        self._told.setWordWrap(True)
        below.addWidget(self.note)
        below.addWidget(self._told)
        column.addLayout(below)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        row.setSpacing(SPACE)
        for place, button in enumerate(self._buttons):
            row.addWidget(button)
            if place == 1:
                row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addLayout(row)

    def _join(self) -> None:
        self.list.moved.connect(self.moved)
        self.list.removed.connect(self.removed)
        self.list.opened.connect(self.opened)
        self.list.currentItemChanged.connect(self._on_current)
        self.note.written.connect(self.written)
        self._empty.pressed.connect(self.left)
        word, excel, rename, delete = self._buttons
        word.clicked.connect(self._export_word)
        excel.clicked.connect(self._export_excel)
        rename.clicked.connect(self.rename_wanted)
        delete.clicked.connect(self.delete_wanted)

    def _on_current(self) -> None:
        self.note.show_member(self.list.member())
        if item := self.current():
            self.shown.emit(item)

    def _export_word(self) -> None:
        self._export("docx")

    def _export_excel(self) -> None:
        self._export("xlsx")

    def _export(self, format_name: str) -> None:
        self.note.tell()
        self.export_wanted.emit(format_name)


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    return made
