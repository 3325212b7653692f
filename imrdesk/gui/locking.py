"""Locking: hides the screen, and asks for the passphrase of an encrypted workspace before it shows it again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .jobs import Jobs
from .widgets.curtain import Curtain

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Locking(QObject):
    """Lets the curtain fall, and lifts it for whoever may see what is behind."""

    falling = Signal()  # what is typed must be on the disk by the time this returns

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._desk: Desk | None = None
        self.curtain = Curtain(window)
        self.curtain.tried.connect(self._unlock)

    def use(self, desk: "Desk") -> None:
        """The desk whose letters are hidden."""
        self._desk = desk

    def lock_screen(self) -> None:
        """Hide the letter until somebody comes back."""
        from imrdesk.desk.keeping import is_encrypted

        self.falling.emit()
        self.curtain.fall(asking=bool(self._desk and is_encrypted(self._desk.folder)))

    def _unlock(self, passphrase: str) -> None:
        from imrdesk.desk.keeping import unlock

        if self._desk:
            work = partial(unlock, self._desk.folder, passphrase)
            self._jobs.run("store", work, self._unlocked, self._not_unlocked, owner=self)

    def _unlocked(self, _nothing: None) -> None:
        self.curtain.lift()

    def _not_unlocked(self, error: Exception) -> None:
        from .words import in_words

        self.curtain.refuse(in_words(error))
