"""What can be taken back of each letter; used in the lane that saves, so that it is in step with the disk."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imrdesk.record.changes import Changes

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


@dataclass(slots=True)
class _Past:
    """The acts on one letter that can be taken back, and those taken back."""

    done: list[Changes] = field(default_factory=list)
    undone: list[Changes] = field(default_factory=list)


class Undoing:
    """Remembers acts by letter, and takes them back one after the other."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._pasts: dict[str, _Past] = {}

    def keep(self, act: Callable[[], Changes]) -> Changes:
        """Do an act and remember it; what was taken back before can no longer be done again."""
        changes = act()
        if changes.items:
            past = self._past(changes.after.id)
            past.done.append(changes)
            past.undone.clear()
        return changes

    def undo(self, record_id: str, by: str) -> Changes | None:
        """Take back the last act on a letter; None where there is none."""
        past = self._past(record_id)
        return self._turn(past.done, past.undone, by)

    def redo(self, record_id: str, by: str) -> Changes | None:
        """Do again what was taken back last; None where there is nothing."""
        past = self._past(record_id)
        return self._turn(past.undone, past.done, by)

    def _turn(self, source: list[Changes], target: list[Changes], by: str) -> Changes | None:
        """Undo the last of `source`, which stays there if that fails."""
        if not source:
            return None
        changes = self._desk.acts(source[-1].after.id).undo(source[-1], by)
        source.pop()
        target.append(changes)
        return changes

    def _past(self, record_id: str) -> _Past:
        return self._pasts.setdefault(record_id, _Past())
