"""Reviewing: joins the panels to the letter that is open, in both directions, and does what the actions ask of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from imrdesk.errors import ImrdeskError
from imrdesk.record.changes import Action, Changes
from imrdesk.record.finding import Problem
from imrdesk.record.model import Path, Record, Status
from imrdesk.record.validation import check, open_errors
from imrdesk.record.values import Value

from .messages import Messages, Offer
from .panels import Panels
from .session import Act, Letter, Session
from .source.marks import marks_of
from .widgets.status import StatusBar
from .words import in_words


class Reviewing(QObject):
    """What happens between a person, the panels and the session."""

    shown = Signal(object)  # the Record, as it stands now
    status_changed = Signal()  # some letter is reviewed or reopened

    def __init__(self, messages: Messages, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._status = status
        self._session: Session | None = None
        self._panels: Panels | None = None
        self._place: Path | None = None  # where to begin in the letter being opened

    @property
    def record(self) -> Record | None:
        """The letter that is open."""
        return self._session.record if self._session else None

    def reviewer(self) -> str:
        """The name changes are signed with."""
        if name := self._status.reviewer():
            return name
        from imrdesk.workflow import system_user

        return system_user()

    def use(self, session: Session) -> None:
        """Work on this session."""
        self._session = session
        session.opened.connect(self._show_letter)
        session.not_opened.connect(self._tell_not_opened)
        session.saving.connect(self._status.show_saving)
        session.changed.connect(self._apply)
        session.not_saved.connect(self._tell_not_saved)
        session.reviewed.connect(self._go_on)
        session.not_reviewed.connect(self._ask_to_override)
        session.nothing_to_undo.connect(self._say_nothing_to_undo)
        session.all_reviewed.connect(self._say_all_reviewed)

    def join(self, panels: Panels) -> None:
        """Work with these panels; those before are gone."""
        self._panels = panels
        source, form = panels.source, panels.form
        panels.worklist.opened.connect(self.open)
        panels.problems.jumped.connect(self._jump)
        source.mark_clicked.connect(form.focus_path)
        source.fill_requested.connect(self.fill_from_selection)
        form.focused.connect(source.focus_path)
        form.edited.connect(self._edit)
        form.confirmed.connect(self._confirm)
        form.restored.connect(self._restore)
        form.issue_added.connect(self._add_issue)
        form.issue_removed.connect(self._remove_issue)
        form.issue_moved.connect(self._move_issue)
        form.finished.connect(self._say_finished)
        form.failed.connect(self._messages.tell)

    def open(self, record_id: str, place: Path | None = None) -> None:
        """Open a letter at a field, or at the first one to check; what is typed in the one before is kept."""
        if self._session and self._panels:
            self._panels.form.flush()
            self._place = place
            self._session.open(record_id)

    def when_saved(self, call: Callable[[], None]) -> None:
        """Call once all that was done so far is on the disk; never, where something could not be saved."""
        if self._session:
            self._session.when_saved(call)

    # Actions, by their names

    def undo(self) -> None:
        """Take back the last change of this letter."""
        if self._session:
            self._session.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._session:
            self._session.redo()

    def fill_from_selection(self) -> None:
        """Put the words selected in the source into the field."""
        if self._panels:
            self._panels.form.take_text(*self._panels.source.selection())

    def take_alternative(self, number: int) -> None:
        """Take another value the letter may mean."""
        if self._panels:
            self._panels.form.take_alternative(number)

    def next_to_check(self) -> None:
        """Go to the next field that needs review."""
        if self._panels:
            self._panels.form.next_to_check(1)

    def previous_to_check(self) -> None:
        """Go to the field before that needs review."""
        if self._panels:
            self._panels.form.next_to_check(-1)

    def find_in_source(self) -> None:
        """Find words in this letter."""
        if self._panels:
            self._panels.source.show_find()

    def zoom_in(self) -> None:
        """Show the page larger."""
        if self._panels:
            self._panels.source.zoom_in()

    def zoom_out(self) -> None:
        """Show the page smaller."""
        if self._panels:
            self._panels.source.zoom_out()

    def fit_width(self) -> None:
        """Show the page as wide as its column."""
        if self._panels:
            self._panels.source.fit_width()

    def review_and_next(self) -> None:
        """Mark the letter reviewed and open the next one; what cannot be saved as typed keeps it open."""
        if self._session and self._panels and self._panels.form.flush():
            self._session.review()

    def reopen_letter(self) -> None:
        """Take up a reviewed letter again."""
        if not self._session or not self.record:
            return
        if self.record.status is not Status.REVIEWED:
            self._messages.tell("This letter is not marked reviewed, so there is nothing to reopen.")
        elif reason := self._messages.ask_text("Why is the letter reopened?", ""):
            self._session.reopen(reason)

    def flag_letter(self) -> None:
        """Flag the letter with a reason, or take the flag away."""
        if not self._session or not self.record:
            return
        if self.record.flag:
            self._session.flag(None)
        elif reason := self._messages.ask_text("Why is the letter flagged?", ""):
            self._session.flag(reason)

    def next_letter(self) -> None:
        """Open the next letter of the worklist."""
        self._open_neighbour(1)

    def previous_letter(self) -> None:
        """Open the letter before in the worklist."""
        self._open_neighbour(-1)

    def _open_neighbour(self, step: int) -> None:
        current = self.record.id if self.record else ""
        if self._panels and (wanted := self._panels.worklist.neighbour(current, step)):
            self.open(wanted)

    # What the session says

    def _show_letter(self, letter: Letter) -> None:
        record, panels = letter.record, self._panels
        if not panels:
            return
        panels.source.show_letter(letter.document, letter.view, marks_of(record), record.case_number)
        panels.form.show_record(record)
        panels.worklist.select(record.id)
        self._show_standing(record)
        if self._place:
            panels.form.focus_path(self._place)
        else:
            panels.form.next_to_check()
        if letter.trouble:
            self._messages.warn(letter.trouble)

    def _show_standing(self, record: Record) -> None:
        if self._panels:
            self._panels.problems.show_problems(check(record))
        self._status.show_left(len(record.to_review()))
        self.shown.emit(record)

    def _apply(self, changes: Changes) -> None:
        """A change is on the disk: every panel shows it."""
        self._status.show_saved()
        if panels := self._panels:
            panels.worklist.apply(changes)
            panels.form.apply(changes)
            if self.record is changes.after:
                panels.source.set_marks(marks_of(changes.after))
                panels.source.set_case_number(changes.after.case_number)
                self._show_standing(changes.after)
        if any(item.action is Action.STATUS for item in changes.items):
            self.status_changed.emit()

    def _go_on(self, changes: Changes) -> None:
        """A letter is reviewed: open the next one that is not."""
        if not self._panels or not self._session:
            return
        if following := self._panels.worklist.next_after(changes.after.id):
            self.open(following)
        else:
            self._session.open_next(self._panels.worklist.query())

    def _ask_to_override(self, error: Exception) -> None:
        """Errors are open: a reason reviews the letter all the same."""
        if not (isinstance(error, ImrdeskError) and error.code == "open_errors" and self.record and self._session):
            self._status.show_not_saved()
            self._messages.shout(f"The letter is not marked reviewed. {in_words(error)}")
            return
        self._status.show_nothing()
        left = "\n".join(f"▲  {problem.message}" for problem in open_errors(self.record))
        question = f"{left}\n\nMend them, or give a reason to mark the letter reviewed all the same:"
        if reason := self._messages.ask_text("Errors are still open.", question):
            self._session.review(reason)

    def _tell_not_opened(self, error: Exception) -> None:
        self._messages.shout(f"The letter cannot be opened. {in_words(error)}")

    def _tell_not_saved(self, error: Exception, act: Act) -> None:
        self._status.show_not_saved()
        if self._session:
            again = Offer("Try again", partial(self._session.repeat, act))
            self._messages.shout(f"Not saved: {in_words(error)} What you typed is still in its field.", again)

    def _say_nothing_to_undo(self) -> None:
        self._status.show_nothing()
        self._messages.tell("There is nothing to take back in this letter.")

    def _say_all_reviewed(self) -> None:
        self._messages.tell("Every letter in this list is reviewed.")

    # What the panels say

    def _edit(self, path: Path, value: Value, evidence: tuple) -> None:
        if self._session:
            self._session.edit(path, value, evidence)

    def _confirm(self, path: Path, seen: bool) -> None:
        if self._session:
            self._session.confirm(path, seen)

    def _restore(self, path: Path) -> None:
        if self._session:
            self._session.restore(path)

    def _add_issue(self) -> None:
        if self._session:
            self._session.add_issue()

    def _remove_issue(self, issue_id: str) -> None:
        if self._session:
            self._session.remove_issue(issue_id)

    def _move_issue(self, issue_id: str, position: int) -> None:
        if self._session:
            self._session.move_issue(issue_id, position)

    def _jump(self, problem: Problem) -> None:
        if self.record and self._panels and problem.fields:
            self._panels.form.focus_path(self.record.path(problem.fields[0]))

    def _say_finished(self) -> None:
        self._messages.tell("Nothing left to check. Ctrl+Enter marks the letter reviewed and opens the next.")
