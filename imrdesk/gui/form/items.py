"""What a person asks to be done with the items of a letter, from the table, its buttons and the menu alike."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from imrdesk.record.changes import Action, Changes
from imrdesk.record.model import Issue, Record

from .sheet import Sheet


class Items(QObject):
    """Says what is asked of the item that is shown, after what is typed in it is taken care of."""

    added = Signal()
    removed = Signal(str)  # the item's id, here and below
    moved = Signal(str, int)  # and its new place
    split = Signal(str)
    merged = Signal(str)  # with the one before it
    deciding = Signal()  # what decided it is to be shown

    def __init__(self, sheet: Sheet, flush: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._flush = flush
        self.awaited = False  # the next item that comes takes the keyboard
        self._came_from = ""  # the item that was shown when the last one was added
        self.locked = False  # nothing can be done with items
        sheet.tools.deciding.connect(self.deciding)
        for source in (sheet.issues, sheet.tools):
            source.adding.connect(self.add)
            source.removing.connect(self.remove)
            source.moving.connect(self.move)
            source.splitting.connect(self.split_shown)
            source.merging.connect(self.merge_shown)

    def add(self) -> None:
        """A further item; its first field takes the keyboard when it is there."""
        if self.locked:
            return
        self._flush()
        self.awaited = True
        self.added.emit()

    def remove(self) -> None:
        """The shown item is to go."""
        if self._sheet.issue and not self.locked:
            self._flush()
            self.removed.emit(self._sheet.issue)

    def move(self, step: int) -> None:
        """The shown item is to go up (-1) or down (+1)."""
        place = self._sheet.place + step
        if self._sheet.issue and not self.locked and 0 <= place < self._sheet.count:
            self._flush()
            self.moved.emit(self._sheet.issue, place)

    def arrived(self, changes: Changes) -> str:
        """The id of the item that was asked for, in the changes that bring it; empty in all others."""
        added = [item.new for item in changes.items if item.action is Action.ADD_ISSUE]
        if not added or not self.awaited or not isinstance(added[0], Issue):
            return ""
        self.awaited = False
        self._came_from = self._sheet.issue
        return added[0].id

    def fall_back(self, record: Record) -> None:
        """Where the item that was added is taken back, show the one that was shown before."""
        ids = [issue.id for issue in record.issues]
        if self._sheet.issue not in ids and self._came_from in ids:
            self._sheet.issue = self._came_from

    @property
    def shown(self) -> str:
        """The id of the item that is shown; empty where there is none."""
        return self._sheet.issue

    def split_shown(self) -> None:
        """The shown item is really two; the second takes the keyboard."""
        if self._sheet.issue and not self.locked:
            self._flush()
            self.awaited = True
            self.split.emit(self._sheet.issue)

    def merge_shown(self) -> None:
        """The shown item and the one before are really one."""
        if self._sheet.issue and self._sheet.place and not self.locked:
            self._flush()
            self.awaited = True
            self.merged.emit(self._sheet.issue)
