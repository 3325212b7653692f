"""What reviewing costs: seconds and keys by field, measured while a letter is open; nothing of what is typed."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from imrdesk.store import Spent

LONGEST_REST = 180.0  # seconds without a sign of life that still count as reading; the rest was a pause
OUTSIDE = ""  # the key of time in a letter outside of its fields


class Effort(QObject):
    """Counts for the letter that is open, and says what it cost when it is left."""

    spent = Signal(str, object)  # the letter's id, list of Spent

    def __init__(self, parent: QObject, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._letter = ""
        self._begin("")

    def open(self, record_id: str) -> None:
        """A letter is open now; what the one before cost is said."""
        if record_id != self._letter:
            self.close()
            self._begin(record_id)

    def stay(self, key: str) -> None:
        """A person is in this field now."""
        self._count()
        self._field = key

    def key(self) -> None:
        """A person pressed a key."""
        self._count()
        self._keys[self._field] = self._keys.get(self._field, 0) + 1

    def rest(self) -> None:
        """Say what the letter cost so far, and go on counting."""
        letter, here = self._letter, self._field
        self.close()
        self._begin(letter)
        self._field = here

    def close(self) -> None:
        """The letter is left: say what it cost."""
        self._count()
        cost = [
            Spent(key, self._seconds.get(key, 0.0), self._keys.get(key, 0))
            for key in dict.fromkeys([*self._seconds, *self._keys])
        ]
        if self._letter and self._keys:  # a letter only looked through is no review
            self.spent.emit(self._letter, cost)
        self._begin("")

    def _begin(self, letter: str) -> None:
        self._letter, self._field, self._last = letter, OUTSIDE, self._clock()
        self._seconds: dict[str, float] = {}
        self._keys: dict[str, int] = {}

    def _count(self) -> None:
        now = self._clock()
        rest = min(now - self._last, LONGEST_REST)
        self._seconds[self._field] = self._seconds.get(self._field, 0.0) + rest
        self._last = now
