"""The appeal worksheet in the window: what is selected in the letter goes under a ground, off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from imrdesk.document.locate import cite, fold
from imrdesk.record.agreement import whose
from imrdesk.record.finding import Evidence, Problem, evidence
from imrdesk.record.validation import check
from imrdesk.store import Pin

from .dialogs import files
from .jobs import Jobs
from .messages import Messages, Offer
from .remembered import Remembered
from .source.panel import SourcePanel
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.document.model import Document
    from imrdesk.record.model import Record
    from imrdesk.workflow import Desk

    from .dialogs.appeal import AppealDialog
    from .dialogs.pin_tree import PinShown


@dataclass(frozen=True, slots=True)
class _Pinned:
    """What is pinned in a letter, ready to be shown."""

    pins: "tuple[PinShown, ...]"
    problems: tuple[Problem, ...]
    places: dict[str, tuple[Evidence, ...]]


class Appealing(QObject):
    """Keeps the worksheet beside the letter in step with the desk."""

    def __init__(
        self, jobs: Jobs, messages: Messages, remembered: Remembered, reviewer: Callable[[], str], window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self._reviewer = reviewer
        self._desk: Desk | None = None
        self._record: Record | None = None
        self._source: SourcePanel | None = None
        self._dialog: AppealDialog | None = None
        self._places: dict[str, tuple[Evidence, ...]] = {}

    def use(self, desk: "Desk") -> None:
        """Keep what is pinned on this desk."""
        self._desk = desk

    def join(self, source: SourcePanel) -> None:
        """Pin what is selected in this panel; the one before is gone."""
        self._source = source
        source.selection_changed.connect(self._show_selection)

    def show_record(self, record: "Record") -> None:
        """This letter is open, as it stands now; a second reader makes no worksheet."""
        self._record = None if whose(record.id)[1] else record
        self._refresh()

    # Action, by its name

    def appeal_worksheet(self) -> None:
        """Show the worksheet of the letter that is open, beside it."""
        from .dialogs.appeal import AppealDialog

        if self._dialog is None:
            self._dialog = dialog = AppealDialog(self._window)
            dialog.pin_wanted.connect(self._pin)
            dialog.problem_wanted.connect(self._pin_problem)
            dialog.printed.connect(self._write)
            dialog.tree.moved.connect(self._move)
            dialog.tree.noted.connect(self._note)
            dialog.tree.unpinned.connect(self._unpin)
            dialog.tree.picked.connect(self._show_places)
            dialog.destroyed.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.tree.setFocus()
        self._show_selection()
        self._refresh()

    def _forget(self) -> None:
        self._dialog = None

    # What is shown

    def _refresh(self, fresh: str = "") -> None:
        if self._dialog and self._desk and self._record:
            work, done = partial(_pinned, self._desk, self._record), partial(self._show, self._record, fresh)
            self._jobs.run("store", work, done, owner=self, replace="pins")

    def _show(self, record: "Record", fresh: str, pinned: _Pinned) -> None:
        if self._dialog and self._record and record.id == self._record.id:
            self._places = pinned.places
            name = record.case_number or record.source.file_name
            self._dialog.show_letter(name, pinned.pins, pinned.problems, fresh)

    def _show_selection(self) -> None:
        if self._dialog and self._source:
            self._dialog.show_selection(self._source.selection()[0])

    def _show_places(self, pin_id: str) -> None:
        if self._source and (places := self._places.get(pin_id)):
            self._source.focus_places(places)

    # What is done

    def _pin(self, ground: str) -> None:
        if self._desk and self._source:
            spans = [item.span for item in self._source.selection()[1]]
            self._do(partial(self._desk.appeal.pin, self._id, ground, spans, self._reviewer()))

    def _pin_problem(self, ground: str, problem: Problem) -> None:
        if self._desk:
            self._do(partial(self._desk.appeal.pin_problem, self._id, ground, problem, self._reviewer()))

    def _move(self, pin_id: str, ground: str, place: int) -> None:
        if self._desk:
            self._do(partial(self._desk.appeal.move, self._id, pin_id, ground, place, self._reviewer()))

    def _note(self, pin_id: str, words: str) -> None:
        if self._desk:
            self._do(partial(self._desk.appeal.note, self._id, pin_id, words, self._reviewer()))

    def _unpin(self, pin_id: str) -> None:
        if self._desk:
            self._do(partial(self._desk.appeal.unpin, self._id, pin_id, self._reviewer()))

    def _write(self) -> None:
        from imrdesk.export import EXPORTERS

        if not self._desk or not self._record:
            return
        name = self._record.case_number or Path(self._record.source.file_name).stem
        suggested = self._remembered.export_folder / f"{name} appeal worksheet.docx"
        if target := files.choose_export_file(self._window, suggested, EXPORTERS["docx"]):
            self._remembered.export_folder = target.parent
            self._jobs.run("write", partial(self._desk.appeal.write, self._id, target), self._written, self._failed,
                           owner=self)  # fmt: skip

    def _written(self, target: Path) -> None:
        self._messages.tell(f"{target.name} is written.", Offer("Open", partial(_open, target)), topic="export")

    @property
    def _id(self) -> str:
        return self._record.id if self._record else ""

    def _do(self, work: Callable[[], object]) -> None:
        self._jobs.run("store", work, self._done, self._failed, owner=self)

    def _done(self, made: object) -> None:
        self._refresh(made.id if isinstance(made, Pin) else "")

    def _failed(self, error: Exception) -> None:
        self._messages.shout(in_words(error))
        self._refresh()


def _pinned(desk: "Desk", record: "Record") -> _Pinned:
    """Read what is pinned; in the lane of the database."""
    document, pins = desk.document(record.id), desk.appeal.pins(record.id)
    weighed = {pin.problem for pin in pins}
    open_problems = tuple(problem for problem in check(record) if problem.message not in weighed)
    shown = tuple(_shown(document, pin) for pin in pins)
    return _Pinned(shown, open_problems, {pin.id: evidence(document, pin.spans) for pin in pins})


def _shown(document: "Document", pin: Pin) -> "PinShown":
    from .dialogs.pin_tree import PinShown

    quotes = " … ".join(f"“{fold(document.quote(span))}”" for span in pin.spans)
    words = pin.problem or quotes
    return PinShown(pin.id, pin.ground, words, "\n".join(cite(document, [span]) for span in pin.spans), pin.note)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
