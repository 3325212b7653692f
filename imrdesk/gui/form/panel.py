"""The form of one letter: what a person does in it becomes signals, and it moves on without waiting for the disk."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QVBoxLayout, QWidget

from imrdesk.errors import InputError
from imrdesk.gui.messages import Messages
from imrdesk.gui.theme import Theme, set_role
from imrdesk.record.changes import Action, Changes
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Issue, Path, Record, Status
from imrdesk.record.values import Value

from .drafts import Draft, Drafts
from .expected import Expected
from .fill import fitted
from .order import next_path, to_check
from .overview import Overview
from .row import FieldRow
from .sheet import Sheet

EMPTY = "Open a letter to review its fields here."


class FormPanel(QWidget):
    """Shows a record's fields; `evidence_visible` tells whether a value's place in the source is on screen."""

    focused = Signal(object)  # Path
    edited = Signal(object, object, object)  # Path, value, evidence
    confirmed = Signal(object, bool)  # Path, whether its evidence was seen
    restored = Signal(object)  # Path
    finished = Signal()  # Enter, and nothing is left to check
    issue_added = Signal()
    issue_removed = Signal(str)
    issue_moved = Signal(str, int)
    failed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        messages: Messages,
        evidence_visible: Callable[[Path], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._evidence_visible = evidence_visible
        self._expected: Expected | None = None
        self._current: Path | None = None
        self._drafts = Drafts()
        self._done = False
        self._issue_wanted = False
        self._landing = False
        self._form = QWidget(self)
        self._overview = Overview(self._form)
        self._sheet = Sheet(theme, self._form)
        self._revealing = QTimer(self, interval=0, singleShot=True)
        self._revealing.timeout.connect(self._reveal)
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        empty = QLabel(EMPTY, self)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        set_role(empty, "muted")
        rule = QFrame(self._form)
        set_role(rule, "rule")
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._overview, rule, self._sheet):
            column.addWidget(part)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._form)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        for row in self._sheet.rows.values():
            row.entered.connect(self._on_entered)
            row.left.connect(self._commit)
            row.accepted.connect(self._on_accepted)
            row.reverted.connect(self._on_reverted)
            row.restored.connect(self._on_restored)
            row.picked.connect(self._on_picked)
        table = self._sheet.issues
        table.chosen.connect(self._on_issue_chosen)
        table.opened.connect(self._on_issue_opened)
        for source in (table, self._sheet.tools):
            source.adding.connect(self.add_issue)
            source.removing.connect(self.remove_issue)
            source.moving.connect(self.move_issue)
        self._overview.picked.connect(self.focus_path)

    # What is shown

    def show_record(self, record: Record) -> None:
        """Show a letter; the keyboard stays where it is until somebody calls next_to_check or focus_path."""
        self._stash()
        self._expected = Expected(record)
        self._sheet.vacate()
        self._set_current(None)
        self._set_done(record.status is Status.REVIEWED)
        self._refresh()
        self._sheet.verticalScrollBar().setValue(0)
        self._pages.setCurrentIndex(1)

    def clear(self) -> None:
        """Show no letter."""
        self._stash()
        self._expected = None
        self._sheet.vacate()
        self._set_current(None)
        self._pages.setCurrentIndex(0)

    def apply(self, changes: Changes) -> None:
        """Changes are saved: show what is different; text that is being typed stays as it is."""
        if not self._expected or self._expected.record.id != changes.after.id:
            return
        self._expected.settle(changes)
        self._set_done(self._expected.record.status is Status.REVIEWED)
        self._refresh()
        added = [item.new for item in changes.items if item.action is Action.ADD_ISSUE]
        if added and self._issue_wanted and isinstance(added[0], Issue):
            self._issue_wanted = False
            self.focus_path(Path(ISSUE_FIELDS[0].key, added[0].id))

    def set_read_only(self, done: bool) -> None:
        """Show values without asking anything, as for a reviewed letter; who types all the same reopens it."""
        self._set_done(done)
        if self._expected:
            self._refresh()

    def current_path(self) -> Path | None:
        """The value that is worked on, also while the keyboard is in another panel."""
        return self._current

    # Going from field to field

    def focus_path(self, path: Path) -> None:
        """Go to a value, showing its issue first."""
        if not self._expected or path not in set(self._expected.record.paths()):
            return
        self._commit_current()
        if path.issue and path.issue != self._sheet.issue:
            self._show_issue(path.issue)
        self._enter(path)
        self._landing = True
        self._sheet.rows[path.key].land()
        self._landing = False

    def next_to_check(self, step: int = 1) -> None:
        """Go to the next value to check, the one before for -1; to the first field of a letter without doubts."""
        if not self._expected:
            return
        self._commit_current()
        if path := next_path(self._expected.record, self._waiting(), self._current, step):
            self.focus_path(path)
        elif self._current is None:
            self.focus_path(Path(CASE_FIELDS[0].key))
        else:
            self._messages.tell("Nothing is left to check in this letter.")

    # What a person does

    def confirm_current(self) -> None:
        """Agree with the value, or commit what is typed, and go to the next one to check."""
        if not self._expected:
            return
        if row := self._row():
            if not self._commit(row):
                return
            if not self._done:
                self._agree(row.path)
        if path := next_path(self._expected.record, self._waiting(), self._current):
            self.focus_path(path)
        else:
            self.finished.emit()

    def take_text(self, text: str, evidence: Sequence[Evidence]) -> None:
        """Fill the current field with words selected in the source, and keep their place."""
        row = self._row()
        if not row:
            self.failed.emit("Go to a field first, then fill it from the selection.")
        elif not text.strip():
            self.failed.emit("Select the words in the source first, then fill the field from them.")
        else:
            row.type_in(fitted(row.field, text), tuple(evidence))
            self._commit(row)
            self.focus_path(row.path)

    def take_alternative(self, number: int) -> None:
        """Take another reading of the current field, counted from 1, and go on to the next value to check."""
        row = self._row()
        offered = row.value.finding.alternatives if row and row.value.finding else ()
        if not row or not self._expected:
            self.failed.emit("Go to a field first, then pick a reading by its number.")
        elif not 1 <= number <= len(offered):
            self.failed.emit(f"{row.field.label} has no reading number {number}.")
        else:
            chosen = offered[number - 1]
            self._edit(row, chosen.value, chosen.evidence)
            if path := next_path(self._expected.record, self._waiting(), self._current):
                self.focus_path(path)

    def restore_current(self) -> None:
        """Put back what the program read in the current field."""
        if row := self._row():
            self._on_restored(row)

    def add_issue(self) -> None:
        """Ask for a further item; its first field takes the keyboard when it is there."""
        if self._expected:
            self.flush()
            self._issue_wanted = True
            self.issue_added.emit()

    def remove_issue(self) -> None:
        """Ask for the shown item to be removed."""
        if self._sheet.issue:
            self.flush()
            self.issue_removed.emit(self._sheet.issue)

    def move_issue(self, step: int) -> None:
        """Ask for the shown item to be moved up (-1) or down (+1)."""
        if not self._expected or not self._sheet.issue:
            return
        ids = [issue.id for issue in self._expected.record.issues]
        place = ids.index(self._sheet.issue) + step
        if 0 <= place < len(ids):
            self.flush()
            self.issue_moved.emit(self._sheet.issue, place)

    def flush(self) -> bool:
        """Commit all that is typed; False where something cannot be, and stays in its field with the reason."""
        for row in self._sheet.shown_rows() if self._expected else ():
            self._commit(row)
        return not self._own_drafts()

    def drafts(self) -> Drafts:
        """What is typed and not committed, of every letter that was shown; flush() first."""
        return self._drafts

    def adopt(self, drafts: Drafts) -> None:
        """Take over the drafts of the panel that this one replaces, before it shows a letter."""
        self._drafts = drafts

    # Slots

    def _on_entered(self, row: FieldRow, by_key: bool) -> None:
        if self._expected and not self._landing:
            self._enter(row.path, reveal=by_key)  # what a person clicks must not move under the pointer

    def _on_accepted(self, row: FieldRow) -> None:
        self._set_current(row.path)
        self.confirm_current()

    def _on_reverted(self, row: FieldRow) -> None:
        self._keep(row.path, None)
        row.reset()
        row.land()
        self._refresh()

    def _on_restored(self, row: FieldRow) -> None:
        if self._expected and row.value.finding:
            row.let_go()
            self._keep(row.path, None)
            self._expected.restore(row.path)
            self._refresh()
            self.restored.emit(row.path)

    def _on_picked(self, row: FieldRow, number: int) -> None:
        self._set_current(row.path)
        self.take_alternative(number)

    def _on_issue_chosen(self, issue_id: str) -> None:
        self._show_issue(issue_id)
        self._enter(Path(ISSUE_FIELDS[0].key, issue_id))

    def _on_issue_opened(self) -> None:
        issue = self._sheet.issue
        waiting = [path for path in self._waiting() if path.issue == issue]
        self.focus_path(waiting[0] if waiting else Path(ISSUE_FIELDS[0].key, issue))

    # Inside

    def _commit(self, row: FieldRow) -> bool:
        """Turn what is typed in a row into an edit; False where it cannot be, which the row then says."""
        draft = row.draft
        if not draft and not row.taken:
            self._keep(row.path, None)
            if row.error:
                row.reset()
            return True
        try:
            value = row.parsed()
        except InputError as error:
            row.refuse(str(error))
            self._keep(row.path, row.draft)
            self._refresh()
            return False
        if value == row.value.value and not row.taken:
            self._keep(row.path, None)
            row.reset()
        else:
            self._edit(row, value, row.taken)
        return True

    def _commit_current(self) -> None:
        if row := self._row():
            self._commit(row)

    def _agree(self, path: Path) -> None:
        """Confirm a value; an empty one that the program never looked for is said to be absent."""
        if not self._expected:
            return
        value = self._expected.record.at(path)
        if value.needs_review and value.finding is None and value.value is None:
            self._edit(self._sheet.rows[path.key], None, ())
            return
        seen = not value.evidence or bool(self._evidence_visible(path))
        if self._expected.confirm(path, seen=seen):
            self._refresh()
            self.confirmed.emit(path, seen)

    def _edit(self, row: FieldRow, value: Value, evidence: tuple[Evidence, ...]) -> None:
        if not self._expected:
            return
        path = row.path
        row.let_go()
        self._keep(path, None)
        self._expected.edit(path, value, evidence)
        self._refresh()
        self.edited.emit(path, value, evidence)

    def _show_issue(self, issue_id: str) -> None:
        """Show another issue's fields, after what is typed in this one's is taken care of."""
        self.flush()
        if self._expected:
            self._sheet.show_issue(self._expected.record, issue_id, self._own_drafts())

    def _enter(self, path: Path, *, reveal: bool = True) -> None:
        self._set_current(path)
        self.focused.emit(path)
        if reveal:
            self._revealing.start()

    def _reveal(self) -> None:
        if row := self._row():
            self._sheet.reveal(row)

    def _row(self) -> FieldRow | None:
        """The row of the current value."""
        return self._sheet.row(self._current) if self._expected and self._current else None

    def _set_current(self, path: Path | None) -> None:
        self._current = path
        for row in self._sheet.rows.values():
            row.set_current(row.path == path)
            if row.path == path:
                self.setFocusProxy(row.editor)  # whoever comes back to the form comes back here

    def _set_done(self, done: bool) -> None:
        self._done = done
        for row in self._sheet.rows.values():
            row.set_quiet(done)

    def _refresh(self) -> None:
        """Make everything say what the record says."""
        if not self._expected:
            return
        record = self._expected.record
        self._sheet.show_record(record, self._own_drafts())
        self._overview.show_record(record, self._waiting(), done=self._done)
        gone = self._current and self._current.issue and self._current.issue != self._sheet.issue
        self._set_current(None if gone else self._current)

    def _waiting(self) -> list[Path]:
        return to_check(self._expected.record, self._own_drafts()) if self._expected else []

    def _own_drafts(self) -> dict[Path, Draft]:
        """The drafts of the shown letter that could not be committed."""
        return self._drafts.of(self._expected.record.id) if self._expected else {}

    def _keep(self, path: Path, draft: Draft | None) -> None:
        if self._expected:
            self._drafts.keep(self._expected.record.id, path, draft)

    def _stash(self) -> None:
        """Keep what is typed when another letter comes: it is no edit of that letter, and it is not lost."""
        for row in self._sheet.shown_rows() if self._expected else ():
            if row.draft:
                self._keep(row.path, row.draft)
