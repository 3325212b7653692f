"""Recounting: what happened to a value or to a letter, shown; a value from before is brought back as a new edit."""

from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from imrdesk.record.agreement import whose
from imrdesk.record.model import FieldValue, Path

from .dialogs import files
from .form.overview import name_of
from .form.panel import FormPanel
from .jobs import Jobs
from .matching import Matching
from .messages import Messages
from .remembered import Remembered
from .session import Session
from .source.panel import SourcePanel
from .widgets.alone import show_alone
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.record.model import Record
    from imrdesk.store import Event
    from imrdesk.workflow import Desk

WHY = "brought back from the history"


class Recounting(QObject):
    """Answers for the letter that is open."""

    def __init__(self, jobs: Jobs, messages: Messages, remembered: Remembered, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self.matching = Matching(jobs, messages, window)
        self._desk: Desk | None = None
        self._session: Session | None = None
        self._form: FormPanel | None = None

    def use(self, desk: "Desk", session: Session) -> None:
        """Ask this desk; edits go through the session, so that they can be taken back."""
        self._desk, self._session = desk, session
        self.matching.use(desk, session)

    def join(self, form: FormPanel, source: SourcePanel) -> None:
        """The form whose field is meant, and where places of the letter are shown."""
        self._form = form
        self.matching.join(source)

    # Actions, by their names

    def field_history(self) -> None:
        """What happened to the field under the cursor."""
        path = self._form.current_path() if self._form else None
        if path is None:
            self._messages.tell("Go to a field first; its history is shown then.")
        elif self._form and self._form.hides(path):
            self._messages.tell("This field is picked without a look at what the program read. Pick it first.")
        else:
            self._ask(path)

    def letter_history(self) -> None:
        """Everything that happened to the letter."""
        self._ask(None)

    def save_certificate(self) -> None:
        """Write the review certificate of the letter."""
        if not self._desk or not (record := self._record()):
            return
        name = record.case_number or FilePath(record.source.file_name).stem
        if target := files.choose_certificate(
            self._window, self._remembered.export_folder / f"{name} certificate.docx"
        ):
            self._remembered.export_folder = target.parent
            work = partial(write_certificate, self._desk, record.id, target)
            self._jobs.run("write", work, self._written, self._failed, owner=self)

    def _record(self) -> "Record | None":
        """The letter that is open; not for a second reader, who must not see the first one's values."""
        record = self._session.record if self._session else None
        return None if record is None or whose(record.id)[1] else record

    def _ask(self, path: Path | None) -> None:
        if self._desk and (record := self._record()):
            work = partial(self._desk.history, record.id)
            self._jobs.run("store", work, partial(self._show, record.id, path), self._failed, owner=self)

    def _show(self, record_id: str, path: Path | None, events: "list[Event]") -> None:
        from imrdesk.desk import history

        from .dialogs.history import HistoryDialog

        record, form = self._record(), self._form
        if record is None or form is None or record.id != record_id:
            return
        letter = record.case_number or record.source.file_name
        if path:
            title, name = f"{name_of(record, path)}: what happened to it", None
            entries = history.of_field(events, record, path)
        else:
            title, name = f"{letter}: everything that happened", partial(_called, record)
            entries = [item for item in history.of_letter(events) if not (item.path and form.hides(item.path))]
        dialog = HistoryDialog(title, entries, name, self._window)
        dialog.brought_back.connect(self._bring_back)
        show_alone(dialog, self._window)

    def _bring_back(self, path: Path, value: FieldValue) -> None:
        if self._session and (record := self._record()) and path in set(record.paths()):
            self._session.edit(path, value.value, value.evidence, WHY)
        else:
            self._messages.tell("That item is no longer in the letter. Add it again first.")

    def _written(self, target: FilePath) -> None:
        self._messages.tell(f"{target.name} is written.", topic="export")

    def _failed(self, error: Exception) -> None:
        self._messages.shout(in_words(error))


def _called(record: "Record", path: Path) -> str:
    """A field as a person calls it, also of an item that is gone."""
    if path.issue and path.issue not in {issue.id for issue in record.issues}:
        return f"{name_of(record, Path(path.key))}, an item that was taken away"
    return name_of(record, path)


def write_certificate(desk: "Desk", record_id: str, target: FilePath) -> FilePath:
    """Write what was reviewed of a letter, by whom and when."""
    from imrdesk.export import certificate

    certificate.write_certificate(certificate.certificate(desk.record(record_id), desk.sign_off(record_id)), target)
    return target
