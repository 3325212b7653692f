"""Writing Word summaries: off the GUI thread, and where to find them afterwards."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from .jobs import Jobs
from .messages import Messages, Offer
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.workflow import Desk, ExportReport

FORMAT = "docx"


class Exporting(QObject):
    """Writes letters to a file and tells how it went."""

    def __init__(self, jobs: Jobs, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._messages = messages
        self._written = Path()

    def start(self, desk: "Desk", record_ids: Sequence[str], target: Path) -> None:
        """Write a Word summary; in the lane of files, so that saving never waits for it."""
        self._messages.tell(f"Writing {target.name}…")
        work = partial(desk.export, tuple(record_ids), FORMAT, target)
        self._jobs.run("read", work, self._done, self._failed, owner=self)

    def open_folder(self) -> None:
        """Show where the file lies."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def open_file(self) -> None:
        """Open the file in Word, or whatever stands for it here."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _done(self, report: "ExportReport") -> None:
        self._written = report.files[0]
        offers = Offer("Open", self.open_file), Offer("Open folder", self.open_folder)
        self._messages.tell(f"{self._written.name} is written.", *offers, topic="export")

    def _failed(self, error: Exception) -> None:
        self._messages.shout(f"Nothing was written. {in_words(error)}")


def file_name(case_numbers: Sequence[str]) -> str:
    """What to call a summary of these cases."""
    if len(case_numbers) == 1:
        return f"{case_numbers[0]} summary.docx"
    return f"{len(case_numbers)} case summaries.docx"
