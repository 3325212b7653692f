"""Matching: other letters that came for the same case, told apart by their words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imrdesk.document.comparison import Difference
from imrdesk.record.agreement import whose

from .jobs import Jobs
from .messages import Messages
from .session import Session
from .source.panel import SourcePanel
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Matching(QObject):
    """Compares the letter that is open with the one of its case that came before, or else after it."""

    def __init__(self, jobs: Jobs, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._jobs, self._messages = jobs, messages
        self._desk: Desk | None = None
        self._session: Session | None = None
        self._source: SourcePanel | None = None

    def use(self, desk: "Desk", session: Session) -> None:
        """Compare letters of this desk."""
        self._desk, self._session = desk, session

    def join(self, source: SourcePanel) -> None:
        """Show places of the letter here; the panel before is gone."""
        self._source = source

    # Actions, by their names

    def compare_letters(self) -> None:
        """Set the open letter against the other one of its case."""
        if self._desk and self._session and self._session.record:
            work = partial(_compared, self._desk, whose(self._session.record.id)[0])
            self._jobs.run("find", work, self._show, self._tell, owner=self)

    def _show(self, found: "tuple[str, str, tuple[Difference, ...]] | None") -> None:
        from .dialogs.letter_differences import LetterDifferences

        if found is None:
            self._messages.tell("No other letter of this case is on the desk.")
            return
        dialog = LetterDifferences(*found, self._window)
        if self._source:
            dialog.place_wanted.connect(self._source.focus_places)
        dialog.show()

    def _tell(self, error: Exception) -> None:
        self._messages.warn(in_words(error))


def _compared(desk: "Desk", record_id: str) -> "tuple[str, str, tuple[Difference, ...]] | None":
    """The file names of the other letter and of this one, and where they differ; None where there is only one."""
    others = desk.same_case(record_id)
    if not others:
        return None
    other = others[-1]
    names = [desk.record(one).source.file_name for one in (other, record_id)]
    return names[0], names[1], desk.compare(other, record_id)
