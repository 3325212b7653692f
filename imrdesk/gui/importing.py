"""Bringing letters in: off the GUI thread, with progress, a way to stop, and a report of what needs somebody."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from .jobs import Jobs
from .messages import Messages, Offer
from .words import in_words
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from imrdesk.desk.receiving import ReceivedReport
    from imrdesk.workflow import Desk, ImportReport

RECORDS = (".json", ".jsonl")  # whole records that another workspace exported
REFRESH = 700  # milliseconds between looks at what has arrived so far
STEP = 50  # milliseconds between looks at how far it is: a hundred files a second need not be told one by one


class Importing(QObject):
    """Runs imports one after the other."""

    advanced = Signal(int, int, str)  # files done, files in all, the file being read
    arriving = Signal()  # letters may have arrived since the last time
    ended = Signal()
    report_wanted = Signal(object)  # ImportReport

    def __init__(self, jobs: Jobs, messages: Messages, reviewer: Callable[[], str], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reviewer = reviewer
        self._desk: Desk | None = None
        self._jobs = jobs
        self._messages = messages
        self._stop = threading.Event()
        self._running = 0
        self._clock = QTimer(self, interval=REFRESH)
        self._clock.timeout.connect(self.arriving)
        self._step = self._told = (0, 0, "")  # files done, files in all, the file being read; and what was told of it
        self._steps = QTimer(self, interval=STEP)
        self._steps.timeout.connect(self._advance)

    def use(self, desk: "Desk") -> None:
        """Bring letters into this desk."""
        self._desk = desk

    def join(self, worklist: WorklistPanel) -> None:
        """Be asked for letters in this list, and show in it how far they are."""
        worklist.import_wanted.connect(self.import_files)
        worklist.import_cancelled.connect(self.cancel)
        self.advanced.connect(worklist.show_import)
        self.ended.connect(worklist.hide_import)

    # Actions, by their names

    def import_files(self) -> None:
        """Choose letters and bring them in."""
        from .dialogs import files

        self.begin(files.choose_letters(self._window))

    def import_folder(self) -> None:
        """Choose a folder and bring its letters in."""
        from .dialogs import files

        if folder := files.choose_folder(self._window):
            self.begin([folder])

    # What runs

    def begin(self, paths: Sequence[Path]) -> None:
        """Import letters, and whole records of another workspace, each by its kind."""
        if self._desk and self._desk.read_only and paths:
            self._messages.warn("Another has this workspace open, so no letters can be brought in here.", topic="held")
            return
        records = [path for path in paths if path.suffix.lower() in RECORDS]
        if letters := [path for path in paths if path not in records]:
            self.start(letters)
        self._start_records(records)

    def start(self, paths: Sequence[Path], passwords: Sequence[str] = ()) -> None:
        """Import files and folders, after those that are being imported; passwords are tried on locked files."""
        if not self._desk:
            return
        if not self._running:
            self._stop.clear()
            self._step = (0, 0, "")
            self._clock.start()
            self._steps.start()
            self.advanced.emit(*self._step)
        self._running += 1
        given = (tuple(paths), self._reviewer(), self._progress, self._cancelled)
        work = partial(self._desk.import_paths, *given, passwords=tuple(passwords))
        self._jobs.run("read", work, self._done, self._failed, owner=self)

    def _start_records(self, files: Sequence[Path]) -> None:
        """Take in whole records that another workspace exported, after the letters that are being imported."""
        if not (desk := self._desk):
            return
        for file in files:
            work = partial(desk.import_records, file, self._reviewer())
            self._jobs.run("read", work, self._received, self._failed_records, owner=self)

    def cancel(self) -> None:
        """Stop after the file being read; what has been read stays."""
        self._stop.set()

    def _progress(self, done: int, total: int, name: str) -> None:
        """On the lane's thread."""
        self._step = (done, total, name)

    def _cancelled(self) -> bool:
        """On the lane's thread."""
        return self._stop.is_set() or self._jobs.stopped()

    def _advance(self) -> None:
        if self._step != self._told:
            self._told = self._step
            self.advanced.emit(*self._told)

    def _done(self, report: "ImportReport") -> None:
        self._end()
        say = self._messages.warn if report.refused else self._messages.tell
        say(report.sentence(), Offer("Details", partial(self.report_wanted.emit, report)), topic="import")

    def _received(self, report: "ReceivedReport") -> None:
        self.arriving.emit()
        needs = any(report.lines())
        offers = [Offer("What differs", partial(self._show_received, report))] if needs else []
        (self._messages.warn if needs else self._messages.tell)(
            f"Records: {report.sentence()}", *offers, topic="records"
        )

    def _show_received(self, report: "ReceivedReport") -> None:
        from .dialogs.lines_report import LinesReportDialog

        LinesReportDialog("Import", report, self._window).show()

    def _failed_records(self, error: Exception) -> None:
        self._messages.shout(in_words(error))

    def _failed(self, error: Exception) -> None:
        self._end()
        self._messages.shout(f"The import was stopped. {in_words(error)}")

    def _end(self) -> None:
        self._running -= 1
        self.arriving.emit()
        if not self._running:
            self._clock.stop()
            self._steps.stop()
            self.ended.emit()
