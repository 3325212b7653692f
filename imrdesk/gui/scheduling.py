"""The next dates of the letter that is open: computed off the GUI thread, written as a calendar where wanted."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imrdesk.record.deadlines import Mailing, deadlines

from .dialogs import files
from .jobs import Jobs
from .messages import Messages
from .remembered import Remembered
from .widgets.alone import show_alone
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.record.model import Record

    from .dialogs.next_dates import NextDatesDialog


class Scheduling(QObject):
    """Asks when a letter was mailed, each time: the day is never kept."""

    def __init__(self, jobs: Jobs, messages: Messages, remembered: Remembered, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self._record: Record | None = None

    def show_record(self, record: "Record") -> None:
        """This letter is open, as it stands now."""
        self._record = record

    # Action, by its name

    def next_dates(self) -> None:
        """Ask for the mailing date of the letter that is open, and show what follows."""
        from .dialogs.next_dates import NextDatesDialog

        if record := self._record:
            dialog = NextDatesDialog(record, _name(record), self._window)
            dialog.mailed.connect(self._compute)
            dialog.calendar_wanted.connect(self._save)
            show_alone(dialog, self._window)

    def _compute(self, dialog: "NextDatesDialog", mailing: Mailing) -> None:
        work = partial(deadlines, dialog.record, mailing)
        self._jobs.run("store", work, dialog.show_dates, owner=dialog, replace="next dates")

    def _save(self, dialog: "NextDatesDialog", mailing: Mailing) -> None:
        from imrdesk.export import calendar_file

        suggested = self._remembered.export_folder / f"{_name(dialog.record)} dates.ics"
        if target := files.choose_calendar(self._window, suggested):
            self._remembered.export_folder = target.parent
            work = partial(calendar_file.write, dialog.record, mailing, target)
            self._jobs.run("write", work, self._written, self._failed, owner=self)

    def _written(self, target: Path) -> None:
        self._messages.tell(f"{target.name} is written. Verify each date.", topic="export")

    def _failed(self, error: Exception) -> None:
        self._messages.shout(in_words(error))


def _name(record: "Record") -> str:
    return record.case_number or Path(record.source.file_name).stem
