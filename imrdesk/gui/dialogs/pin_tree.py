"""The grounds of an appeal with what is pinned under each; keys and the mouse put it in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from imrdesk.export.worksheet import GROUNDS
from imrdesk.gui.theme import SPACE, set_role

NAME = Qt.ItemDataRole.UserRole
WORDS, SOURCE, NOTE = range(3)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_NUMBERS = tuple(Qt.Key(Qt.Key.Key_1.value + place) for place in range(len(GROUNDS)))


@dataclass(frozen=True, slots=True)
class PinShown:
    """What is pinned, as the worksheet shows it."""

    id: str
    ground: str
    words: str
    source: str
    note: str


class PinTree(QTreeWidget):
    """A number pins to that ground, Alt with an arrow or the mouse moves, F2 notes, Delete takes away."""

    pin_wanted = Signal(str)  # a ground
    moved = Signal(str, str, int)  # a pin's id, its ground and its place there
    noted = Signal(str, str)  # a pin's id and its note
    unpinned = Signal(str)  # a pin's id
    picked = Signal(str)  # a pin's id: its places should be seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        set_role(self, "framed")
        self.setHeaderLabels(["Ground, and what is pinned to it", "Source", "Note"])
        self.setAccessibleName("Grounds of appeal")
        self.setAccessibleDescription("1 to 5 pin to a ground, Alt+Up and Alt+Down move, F2 notes, Delete takes away")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setWordWrap(True)
        self.setIndentation(SPACE * 2)
        self.setUniformRowHeights(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(NOTE, SPACE * 24)
        self.itemChanged.connect(self._tell_note)
        self.itemDoubleClicked.connect(self._edit)
        self.currentItemChanged.connect(self._tell_picked)
        self.show_pins(())

    def show_pins(self, pins: Sequence[PinShown], fresh: str = "") -> None:
        """Show these under their grounds; what was current stays so, or the one that was just pinned becomes it."""
        current, ground = fresh or self.current_pin(), self.current_ground()
        self._filling = True
        self.clear()
        for name, entry in GROUNDS.items():
            own = [pin for pin in pins if pin.ground == name]
            top = QTreeWidgetItem(self, [entry.label])
            top.setData(0, NAME, name)
            top.setToolTip(0, entry.words)
            top.setFirstColumnSpanned(True)
            top.setFlags(top.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for pin in own:
                self._add(top, pin)
        self.expandAll()
        self._filling = False
        self._go_to(current, ground)

    def current_ground(self) -> str:
        """The ground a person is at."""
        item = self.currentItem()
        top = item.parent() or item if item else self.topLevelItem(0)
        return top.data(0, NAME) if top else next(iter(GROUNDS))

    def current_pin(self) -> str:
        """The id of the pin a person is at; empty where that is a ground."""
        item = self.currentItem()
        return item.data(0, NAME) if item and item.parent() else ""

    def move_current(self, step: int) -> None:
        """Move what is pinned up (-1) or down (1), to the next ground past the end of its own."""
        item = self.currentItem()
        top = item.parent() if item else None
        if not item or not top:
            return
        ground, place = self.indexOfTopLevelItem(top), top.indexOfChild(item) + step
        if not 0 <= place < top.childCount():
            ground += step
            if not 0 <= ground < self.topLevelItemCount():
                return
            place = 0 if step > 0 else self._top(ground).childCount()
        self.moved.emit(item.data(0, NAME), self._top(ground).data(0, NAME), place)

    def note_current(self) -> None:
        """Let the person write the note of what is pinned."""
        if self.current_pin():
            self._edit(self.currentItem())

    def unpin_current(self) -> None:
        """Take what is pinned away."""
        if pin := self.current_pin():
            self.unpinned.emit(pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list's own keys."""
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # the end of a note
        elif alt and key in _STEPS:
            self.move_current(_STEPS[key])
        elif not alt and key in _NUMBERS:
            self.pin_wanted.emit(list(GROUNDS)[_NUMBERS.index(key)])
        elif key == Qt.Key.Key_Delete:
            self.unpin_current()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_pin():
            self.note_current()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim F2 and the numbers before the window's own keys."""
        own = (Qt.Key.Key_F2, Qt.Key.Key_Delete, *_NUMBERS)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and event.key() in own:
            event.accept()
            return True
        return super().event(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where a pin was dropped; the desk moves it, and then it is shown there."""
        pin, target = self.current_pin(), self.itemAt(event.position().toPoint())
        if pin and target:
            self.moved.emit(pin, *self._landing(target))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _landing(self, target: QTreeWidgetItem) -> tuple[str, int]:
        """The ground and the place that a drop on, above or below an item means."""
        top = target.parent()
        if top is None:
            return target.data(0, NAME), target.childCount()
        below = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
        place, item = top.indexOfChild(target) + below, self.currentItem()
        if item and item.parent() is top and top.indexOfChild(item) < place:
            place -= 1
        return top.data(0, NAME), place

    def _add(self, top: QTreeWidgetItem, pin: PinShown) -> None:
        item = QTreeWidgetItem(top, [pin.words, pin.source, pin.note])
        item.setData(0, NAME, pin.id)
        item.setToolTip(WORDS, pin.words)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsEditable)
        for column in range(3):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _edit(self, item: QTreeWidgetItem | None, _column: int = NOTE) -> None:
        if item and item.parent():
            self.editItem(item, NOTE)

    def _tell_note(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == NOTE:
            self.noted.emit(item.data(0, NAME), item.text(NOTE))

    def _tell_picked(self) -> None:
        if not self._filling and (pin := self.current_pin()):
            self.picked.emit(pin)

    def _go_to(self, pin_id: str, ground: str) -> None:
        found = next((item for item in self._pins() if item.data(0, NAME) == pin_id), None)
        tops = (self._top(place) for place in range(self.topLevelItemCount()))
        self._filling = True  # nobody went there: the source stays where it is
        self.setCurrentItem(found or next(top for top in tops if top.data(0, NAME) == ground))
        self._filling = False

    def _pins(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.topLevelItemCount()):
            top = self._top(place)
            yield from (item for row in range(top.childCount()) if (item := top.child(row)))

    def _top(self, place: int) -> QTreeWidgetItem:
        top = self.topLevelItem(place)
        assert top
        return top
