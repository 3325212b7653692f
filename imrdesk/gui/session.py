"""The letter being reviewed: opening it, sending each act to the desk in order, and taking acts back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imrdesk.document.model import Document
from imrdesk.errors import StoreError
from imrdesk.record.agreement import whose
from imrdesk.record.changes import Changes
from imrdesk.record.finding import Evidence, Problem
from imrdesk.record.model import Path, Record, Status
from imrdesk.record.reasons import ReasonKind
from imrdesk.record.settling import Choice
from imrdesk.record.values import Value
from imrdesk.settings import Settings
from imrdesk.store import Pace, Query, Spent

from .jobs import Jobs
from .undoing import Undoing

if TYPE_CHECKING:
    from imrdesk.desk.acts import Acts
    from imrdesk.sources.render import PageView
    from imrdesk.workflow import Desk

Act = Callable[[], Changes | None]
OPEN_STATUSES = (Status.REOPENED, Status.IN_REVIEW, Status.NEW)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was opened; `trouble` says why its pages cannot be shown where they should be, `lacks_file`
    whether giving its file again would help."""

    record: Record
    document: Document
    view: "PageView | None"
    trouble: str = ""
    lacks_file: bool = False


class Session(QObject):
    """Knows which letter is open, and keeps the order of what is done to it: all of it runs in the lane "store"."""

    opened = Signal(object)  # Letter
    foreseen = Signal(object)  # Letter that may come next, with pages
    not_opened = Signal(object)  # Exception
    saving = Signal()
    changed = Signal(object)  # Changes, saved
    acted = Signal(object)  # the same, of an act that was done
    turned = Signal(object)  # the same, of one that was taken back or done again
    not_saved = Signal(object, object)  # Exception, the Act
    reviewed = Signal(object)  # Changes
    not_reviewed = Signal(object)  # Exception
    nothing_to_undo = Signal()
    all_reviewed = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, reviewer: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self.record: Record | None = None
        self._desk = desk
        self._jobs = jobs
        self._by = reviewer
        self._undoing = Undoing(desk)
        self._wanted = ""
        self._ahead: Letter | None = None
        self._faults = 0

    def open(self, record_id: str) -> None:
        """Open a letter; the newest wish counts."""
        self._wanted = record_id
        self._jobs.run("store", partial(self._load, record_id), self._opened, self.not_opened.emit, owner=self)

    def foresee(self, record_id: str) -> None:
        """Read a letter that may come next; one alone is kept, and read anew where it changes."""
        work = partial(load, self._desk, record_id)
        self._jobs.run("store", work, self._foreseen, _not_foreseen, owner=self, replace="ahead")

    def open_next(self, query: Query) -> None:
        """Open the first letter of a query that is not reviewed and not the one that is open."""
        current = self.record.id if self.record else ""
        work = partial(first_to_review, self._desk, query, current)
        self._jobs.run("store", work, self._open_found, self.not_opened.emit, owner=self)

    @property
    def _acts(self) -> "Acts":
        """Who acts on the letter that is open: its second reader, where it was opened for one."""
        return self._desk.acts(self.record.id) if self.record else self._desk

    def edit(self, path: Path, value: Value, evidence: tuple[Evidence, ...] = (), reason: str | None = None) -> None:
        """Keep a person's value; the audit keeps the reason."""
        self._act(self._acts.set_value, path, value, self._by(), evidence, reason)

    def confirm(self, path: Path, seen: bool) -> None:
        """Keep that a person agrees."""
        self._act(partial(self._acts.confirm, seen=seen), [path], self._by())

    def restore(self, path: Path) -> None:
        """Go back to what the machine proposed."""
        self._act(self._acts.restore, path, self._by())

    def add_issue(self) -> None:
        """Add a blank item."""
        self._act(self._acts.add_issue, self._by())

    def remove_issue(self, issue_id: str) -> None:
        """Take an item away."""
        self._act(self._acts.remove_issue, issue_id, self._by())

    def move_issue(self, issue_id: str, position: int) -> None:
        """Move an item."""
        self._act(self._acts.move_issue, issue_id, position, self._by())

    def split_issue(self, issue_id: str) -> None:
        """Make two items of one."""
        self._act(self._acts.split_issue, issue_id, self._by())

    def merge_issues(self, issue_id: str) -> None:
        """Make one item of this and the one before."""
        self._act(self._acts.merge_issues, issue_id, self._by())

    def accept_rest(self) -> None:
        """Accept unseen all that nobody has looked at."""
        self._act(self._acts.accept_rest, self._by())

    def comment(self, path: Path, text: str | None) -> None:
        """Say something about a value."""
        self._act(self._acts.comment, path, text, self._by())

    def second_look(self, path: Path, wanted: bool) -> None:
        """Mark a value as one for somebody else to look at, or take the mark away."""
        self._act(self._acts.second_look, path, wanted, self._by())

    def keep_decided(self, issue_id: str, listed: Sequence[tuple[ReasonKind, str]]) -> None:
        """Keep what a person lists as what decided an item."""
        self._act(self._acts.keep_decided, issue_id, listed, self._by())

    def dismiss_decided(self, issue_id: str) -> None:
        """Keep that nothing of what is proposed decided an item."""
        self._act(self._acts.dismiss_decided, issue_id, self._by())

    def bring_back_decided(self, issue_id: str) -> None:
        """Go back to what is proposed."""
        self._act(self._acts.unconfirm_decided, issue_id, self._by())

    def settle_problem(self, problem: Problem, choice: Choice) -> None:
        """Take one of the values a problem is about."""
        self._act(self._acts.settle_problem, problem, choice, self._by())

    def dismiss_problem(self, problem: Problem, reason: str) -> None:
        """Say that a problem is none, and why."""
        self._act(self._acts.dismiss_problem, problem, self._by(), reason)

    def bring_back_problem(self, problem: Problem) -> None:
        """Show a dismissed problem again."""
        self._act(self._acts.bring_back_problem, problem, self._by())

    def spend(self, record_id: str, spent: Sequence[Spent]) -> None:
        """Keep what a visit to a letter cost; nobody waits for it. Nothing is kept where another has the workspace."""
        if self._desk.read_only:
            return
        self._jobs.run("store", partial(self._desk.add_effort, whose(record_id)[0], self._by(), spent), owner=self)

    def ask_pace(self, take: Callable[[Pace], None], owner: QObject) -> None:
        """Bring what reviewing has cost whoever sits here."""
        self._jobs.run("store", partial(self._desk.pace, self._by()), take, owner=owner)

    def ask_completions(self, take: Callable[[dict[str, tuple[str, ...]]], None], owner: QObject) -> None:
        """Bring the words to complete what is typed."""
        self._jobs.run("store", self._desk.completions, take, owner=owner)

    @property
    def settings(self) -> Settings:
        """What is chosen."""
        return self._desk.settings

    def settle_second(self, path: Path, value: Value, evidence: tuple[Evidence, ...], reader: str) -> None:
        """Say what is right where the second reader differs."""
        self._act(self._desk.settle_second, path, value, self._by(), evidence, reader)

    def reopen(self, reason: str) -> None:
        """Take a reviewed letter up again."""
        self._act(self._acts.reopen, self._by(), reason)

    def flag(self, reason: str | None) -> None:
        """Flag the letter, or take the flag away."""
        self._act(self._acts.flag, reason, self._by())

    def review(self, reason: str | None = None) -> None:
        """Mark the letter reviewed, after everything done to it so far is saved."""
        if self.record:
            act = partial(self._acts.review, self.record.id, self._by(), reason)
            self._send(partial(self._undoing.keep, act), self._reviewed, self.not_reviewed.emit)

    def undo(self) -> None:
        """Take back the last act on this letter."""
        if self.record:
            self._turn(partial(self._undoing.undo, self.record.id, self._by()))

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.record:
            self._turn(partial(self._undoing.redo, self.record.id, self._by()))

    def repeat(self, act: Act) -> None:
        """Do an act, also one that was not saved before."""
        self._send(act, self._taken, partial(self._failed, act))

    def when_saved(self, call: Callable[[], None]) -> None:
        """Call once everything sent so far is on the disk; never, where something was not saved."""
        faults = self._faults

        def settled(_nothing: None) -> None:
            if self._faults == faults:
                call()

        self._jobs.run("store", nothing, settled, owner=self)

    def _act(self, method: Callable[..., Changes], *values: object) -> None:
        if self.record:
            self.repeat(partial(self._undoing.keep, partial(method, self.record.id, *values)))

    def _turn(self, act: Act) -> None:
        self._send(act, self._turned, partial(self._failed, act))

    def _send(self, act: Act, done: Callable, failed: Callable[[Exception], None]) -> None:
        self.saving.emit()
        self._jobs.run("store", act, done, failed, owner=self)

    def _load(self, record_id: str) -> Letter | None:
        """In the lane; a letter that is no longer wanted is not opened at all."""
        if record_id != self._wanted:
            return None
        letter, ahead = load(self._desk, record_id), self._ahead
        if ahead and ahead.view and letter.view and ahead.document == letter.document:
            return replace(letter, view=ahead.view)  # its pages are drawn already
        return letter

    def _foreseen(self, letter: Letter) -> None:
        if letter.view:
            self._ahead = letter
            self.foreseen.emit(letter)

    def _opened(self, letter: Letter | None) -> None:
        if letter and letter.record.id == self._wanted:
            self.record = letter.record
            self.opened.emit(letter)
        elif letter and letter.view:
            letter.view.close()

    def _open_found(self, record_id: str | None) -> None:
        if record_id:
            self.open(record_id)
        else:
            self.all_reviewed.emit()

    def _reviewed(self, changes: Changes) -> None:
        self._take(changes)
        self.reviewed.emit(changes)

    def _taken(self, changes: Changes | None) -> None:
        if changes:
            self._take(changes)
            self.acted.emit(changes)

    def _turned(self, changes: Changes | None) -> None:
        if changes:
            self._take(changes)
            self.turned.emit(changes)
        else:
            self.nothing_to_undo.emit()

    def _take(self, changes: Changes) -> None:
        if self.record and self.record.id == changes.after.id:
            self.record = changes.after
        self.changed.emit(changes)

    def _failed(self, act: Act, error: Exception) -> None:
        self._faults += 1
        self.not_saved.emit(error, act)


def nothing() -> None:
    """Work that only waits its turn."""


def load(desk: "Desk", record_id: str) -> Letter:
    """Everything the panels show of a letter; a source that is missing is told, its text shown."""
    own_id, _reader = whose(record_id)
    record, document = desk.acts(record_id).record(record_id), desk.document(own_id)
    try:
        return Letter(record, document, desk.page_view(own_id))
    except StoreError as error:
        return Letter(record, document, None, str(error), error.code == "source_missing")


def _not_foreseen(_error: Exception) -> None:
    """Whoever opens that letter is told what is wrong with it."""


def first_to_review(desk: "Desk", query: Query, current: str) -> str | None:
    """The first letter of a query that waits for review, other than the current one; those begun come first."""
    for status in (query.status,) if query.status else OPEN_STATUSES:
        if status in OPEN_STATUSES:
            found = desk.rows(desk.window(replace(query, status=status), 0, 2))
            if others := [row.id for row in found if row.id != current]:
                return others[0]
    return None
