"""Reviewing: joins the panels to the letter that is open, in both directions, and does what the actions ask of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from imrdesk.document.model import Span
from imrdesk.record.changes import Action, Changes
from imrdesk.record.finding import Evidence, Problem
from imrdesk.record.model import Path, Record, Status
from imrdesk.record.settling import choices, concerned, places
from imrdesk.record.validation import check, dismissed
from imrdesk.settings import Settings
from imrdesk.store import Pace

from . import outcome
from .deciding import Deciding
from .effort import Effort
from .form.order import stopped_at
from .messages import Messages
from .panels import Panels
from .session import Letter, Session
from .source.marks import marks_of
from .telling import TROUBLE, Telling
from .widgets.alone import show_alone
from .widgets.status import StatusBar

FORESEEN = 50  # letters of the list among which the next one is looked for, to be drawn ahead


class Reviewing(QObject):
    """What happens between a person, the panels and the session."""

    shown = Signal(object)  # the Record, as it stands now
    status_changed = Signal()  # some letter is reviewed or reopened
    landed = Signal(object)  # the Letter, opened and shown

    def __init__(self, messages: Messages, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._status = status
        self._session: Session | None = None
        self._panels: Panels | None = None
        self._place: Path | None = None  # where to begin in the letter being opened
        self._found: Span | None = None  # what to look at in it
        self._sought: str | None = None  # the search that found it, where it was not the worklist's
        self._opened = ""  # the letter shown last
        self._effort = Effort(self)
        self.telling = Telling(messages, status, self)
        self.telling.letter_wanted.connect(self.open)
        self.deciding = Deciding(messages, self)
        self.shown.connect(self.deciding.show_record)
        self.landed.connect(self.deciding.land)
        self.lead: Callable[[str, int], bool] | None = None  # opens what follows a letter, where the worklist does not

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
        self.deciding.use(session)
        self.telling.use(session)
        self._effort.spent.connect(session.spend)
        session.opened.connect(self._show_letter)
        session.foreseen.connect(self._foresee)
        session.changed.connect(self._apply)
        session.turned.connect(self._show_turned)
        session.reviewed.connect(self._go_on)
        self._wire()

    def join(self, panels: Panels) -> None:
        """Work with these panels; those before are gone."""
        self._panels = panels
        source, form = panels.source, panels.form
        self.deciding.shown.connect(panels.show_decided)
        self.deciding.join(panels.decided, form, source)
        panels.compared.connect(self.deciding.give_way)
        panels.worklist.opened.connect(self.open)
        panels.problems.jumped.connect(self._jump)
        source.mark_clicked.connect(form.focus_path)
        source.fill_requested.connect(self.fill_from_selection)
        form.focused.connect(self._show_place)
        form.focused.connect(self._stay)
        form.compared.connect(source.focus_places)
        panels.comparison.looked_at.connect(source.focus_places)
        form.keyed.connect(self._effort.key)
        form.counted.connect(self._status.show_left)
        form.finished.connect(self.telling.tell_finished)
        form.failed.connect(self._messages.tell)
        self._wire()

    def _wire(self) -> None:
        """Send what the panels say to the session, once both are there."""
        if not self._session or not self._panels:
            return
        session, form, problems = self._session, self._panels.form, self._panels.problems
        for said, act in (
            (form.edited, session.edit),
            (form.picked_blind, session.edit),
            (form.confirmed, session.confirm),
            (form.restored, session.restore),
            (form.rest_accepted, session.accept_rest),
            (form.commented, session.comment),
            (form.second_look_asked, session.second_look),
            (form.issue_added, session.add_issue),
            (form.issue_removed, session.remove_issue),
            (form.issue_moved, session.move_issue),
            (form.issue_split, session.split_issue),
            (form.issue_merged, session.merge_issues),
            (self._panels.comparison.settled, session.settle_second),
            (problems.settled, session.settle_problem),
            (problems.dismissed, session.dismiss_problem),
            (problems.brought_back, session.bring_back_problem),
        ):
            said.connect(act)
        session.ask_completions(form.complete_with, form)
        self.choose(session.settings)

    def choose(self, settings: Settings) -> None:
        """Go through letters as the settings say, from the next one on."""
        if self._panels:
            keys = [key.strip() for key in settings.picked_blind.split(",")]
            self._panels.form.course().choose(doubtful_first=settings.doubtful_first, picked_blind=keys)

    def open(
        self, record_id: str, place: Path | None = None, found: Span | None = None, sought: str | None = None
    ) -> None:
        """Open a letter at a field, or at the first one to check, and where words were `found` in it, there, all that
        was `sought` marked; what is typed in the one before is kept."""
        if self._session and self._panels:
            self._panels.form.flush()
            self._place, self._found, self._sought = place, found, sought
            self._session.open(record_id)

    def when_saved(self, call: Callable[[], None]) -> None:
        """Call once all that was done so far is on the disk; never, where something could not be saved."""
        self._effort.close()
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
            shown = (one for one in (self._panels.comparison, self._panels.decided) if one.isVisible())
            taker = next(shown, self._panels.form)
            taker.take_text(*self._panels.source.selection())

    def take_alternative(self, number: int) -> None:
        """Take another value the letter may mean."""
        if self._panels:
            self._panels.form.take_alternative(number)

    def next_to_check(self) -> None:
        """Go to the next field that needs review."""
        self._step(1)

    def previous_to_check(self) -> None:
        """Go to the field before that needs review."""
        self._step(-1)

    def accept_rest(self) -> None:
        """Accept unseen all that nobody has looked at."""
        if self._panels:
            self._panels.form.accept_rest()

    def comment_field(self) -> None:
        """Say something about the field to whoever reads it next."""
        if self._panels:
            self._panels.form.comment()

    def second_look(self) -> None:
        """Mark the field as one that somebody else should look at, or take the mark away."""
        if self._panels:
            self._panels.form.second_look()

    def split_issue(self) -> None:
        """Make two items of the one that is shown."""
        if self._panels:
            self._panels.form.items.split_shown()

    def merge_issues(self) -> None:
        """Make one item of the one that is shown and the one before."""
        if self._panels:
            self._panels.form.items.merge_shown()

    def show_pace(self) -> None:
        """What reviewing costs whoever sits here."""
        self._effort.rest()
        if self._session:
            self._session.ask_pace(self._show_pace, self)

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

    def _step(self, step: int) -> None:
        if self._panels and self._panels.comparison.isVisible():
            self._panels.comparison.step(step)
        elif self._panels:
            self._panels.form.next_to_check(step)

    def _open_neighbour(self, step: int) -> None:
        current = self.record.id if self.record else ""
        if self.lead and self.lead(current, step):
            return
        if self._panels and (wanted := self._panels.worklist.neighbour(current, step)):
            self.open(wanted)

    # What the session says

    def _show_letter(self, letter: Letter) -> None:
        record, panels = letter.record, self._panels
        if not panels:
            return
        panels.source.show_letter(
            letter.document, letter.view, marks_of(panels.form.as_shown(record)), record.case_number
        )
        panels.form.show_record(record, letter.document)
        if record.id != self._opened:
            panels.banners.let_go()
        self._effort.open(record.id)
        panels.worklist.select(record.id)
        self._show_standing(record)
        if self._place:
            panels.form.focus_path(self._place)
        else:
            panels.form.next_to_check(after=stopped_at(record))
            if record.id != self._opened:
                self.telling.tell_where_it_stopped(panels.form.as_shown(record), self.reviewer())
        if self._found:
            panels.source.focus_places([Evidence(self._found, letter.document.quote(self._found))])
        panels.source.seek(panels.worklist.query().text if self._sought is None else self._sought, self._found)
        self._opened = record.id
        panels.banners.drop(TROUBLE)
        self.telling.tell_trouble(letter)
        if self._session and (following := panels.worklist.next_after(record.id, FORESEEN)):
            self._session.foresee(following)
        self.landed.emit(letter)

    def _foresee(self, letter: Letter) -> None:
        """Have the page drawn on which the next letter will be opened."""
        if self._panels and letter.view:
            record = letter.record
            begin = [item.span.page for path in record.to_review()[:1] for item in record.at(path).evidence[:1]] or [1]
            spans = [item.span for path in record.paths() for item in record.at(path).evidence]
            self._panels.source.foresee(letter.document, letter.view, begin[0], spans)

    def _show_standing(self, record: Record) -> None:
        if self._panels:
            self._panels.problems.show_problems(check(record), dismissed(record), partial(choices, record))
        self.shown.emit(record)

    def _apply(self, changes: Changes) -> None:
        """A change is on the disk: every panel shows it."""
        self._status.show_saved()
        if panels := self._panels:
            panels.worklist.apply(changes)
            panels.form.apply(changes)
            if self.record is changes.after:
                panels.source.set_marks(marks_of(panels.form.as_shown(changes.after)))
                panels.source.set_case_number(changes.after.case_number)
                self._show_standing(changes.after)
        if any(item.action is Action.STATUS for item in changes.items):
            self.status_changed.emit()

    def _show_turned(self, changes: Changes) -> None:
        """Something is taken back or done again: go where it happened, and say what it was."""
        self._messages.tell(outcome.turned(changes))
        if not self._panels or self.record is not changes.after:
            return
        were = {issue.id for issue in changes.before.issues}
        restored = [issue.id for issue in changes.after.issues if issue.id not in were]
        if restored:
            self._panels.form.go_into(restored[0])
        elif changes.paths:
            self._panels.form.focus_path(changes.paths[0])

    def _go_on(self, changes: Changes) -> None:
        """A letter is reviewed: open the next one that is not."""
        if not self._panels or not self._session:
            return
        self.telling.tell_what_was_left(changes)
        if self.lead and self.lead(changes.after.id, 1):
            return
        if following := self._panels.worklist.next_after(changes.after.id):
            self.open(following)
        else:
            self._session.open_next(self._panels.worklist.query())

    # What the panels say

    def _show_pace(self, pace: Pace) -> None:
        from .dialogs.pace import PaceDialog

        if self._panels:
            show_alone(PaceDialog(pace, self._panels), self._panels)

    def _show_place(self, path: Path) -> None:
        if self._panels:
            self._panels.source.focus_path(None if self._panels.form.hides(path) else path)

    def _stay(self, path: Path) -> None:
        self._effort.stay(path.key)

    def _jump(self, problem: Problem) -> None:
        """To the field of a problem, and in the source to all its places at once."""
        if not self.record or not self._panels:
            return
        for path in concerned(self.record, problem)[:1]:
            self._panels.form.focus_path(path)
        if shown := places(self.record, problem):
            self._panels.source.focus_places(shown)
