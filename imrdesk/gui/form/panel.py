"""The form of one letter: what a person does in it becomes signals, and it moves on without waiting for the disk."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QVBoxLayout, QWidget

from imrdesk.document.model import Document
from imrdesk.gui.messages import Messages
from imrdesk.gui.theme import Theme, set_role
from imrdesk.record.changes import Changes
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path, Record, RemarkKind, Status

from .blind import pick
from .drafts import Draft
from .entry import Entry
from .fill import fitted
from .items import Items
from .overview import Overview
from .row import FieldRow
from .sheet import Sheet
from .shown import Course, Shown

EMPTY = "Open a letter to review its fields here."


class FormPanel(QWidget):
    """Shows a record's fields; `evidence_visible` tells whether a value's place in the source is on screen."""

    counted = Signal(int)  # fields that are left to check, with those that cannot be saved as typed
    focused = Signal(object)  # Path
    edited = Signal(object, object, object)  # Path, value, evidence
    picked_blind = Signal(object, object, object, str)  # the same, and how the picking went
    confirmed = Signal(object, bool)  # Path, whether its evidence was seen
    restored = Signal(object)  # Path
    finished = Signal()  # Enter, and nothing is left to check
    rest_accepted = Signal()
    compared = Signal(object)  # the places of a value picked blind and of the program's, that differ
    commented = Signal(object, object)  # Path, text or None
    second_look_asked = Signal(object, bool)  # Path
    issue_added = Signal()
    issue_removed = Signal(str)
    issue_moved = Signal(str, int)
    issue_split = Signal(str)
    issue_merged = Signal(str)
    keyed = Signal()  # a key in a field, for the measure of effort
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
        self._letter: Shown | None = None
        self._current: Path | None = None
        self._course = Course()
        self._done = False
        self._locked = ""
        self._landing = False
        self._form = QWidget(self)
        self._overview = Overview(self._form)
        self._sheet = Sheet(theme, self._form)
        self._entry = Entry(self._sheet, evidence_visible, self)
        self._items = Items(self._sheet, self.flush, self)
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
            row.left.connect(self._entry.commit)
            row.accepted.connect(self._on_accepted)
            row.reverted.connect(self._on_reverted)
            row.restored.connect(self._entry.restore)
            row.picked.connect(self._on_picked)
            row.commented.connect(self._on_commented)
            row.keyed.connect(self.keyed)
        for said, passed_on in (
            (self._entry.edited, self.edited),
            (self._entry.picked, self.picked_blind),
            (self._entry.confirmed, self.confirmed),
            (self._entry.restored, self.restored),
            (self._entry.compared, self.compared),
            (self._entry.changed, self._refresh),
        ):
            said.connect(passed_on)
        table, items = self._sheet.issues, self._items
        table.chosen.connect(self._on_issue_chosen)
        table.opened.connect(self._on_issue_opened)
        items.added.connect(self.issue_added)
        items.removed.connect(self.issue_removed)
        items.moved.connect(self.issue_moved)
        items.split.connect(self.issue_split)
        items.merged.connect(self.issue_merged)
        self._overview.picked.connect(self.focus_path)

    # What is shown

    def show_record(self, record: Record, document: Document | None = None) -> None:
        """Show a letter, its places cited as in the document; the keyboard stays where it is until somebody calls
        next_to_check or focus_path."""
        self._entry.stash()
        self._letter = self._entry.letter = Shown(record, self._course)
        self._sheet.vacate()
        for row in self._sheet.rows.values():
            row.document = document
        self._set_current(None)
        self._set_done(record.status is Status.REVIEWED)
        self._refresh()
        self._sheet.verticalScrollBar().setValue(0)
        self._pages.setCurrentIndex(1)

    def clear(self) -> None:
        """Show no letter."""
        self._entry.stash()
        self._letter = self._entry.letter = None
        self._sheet.vacate()
        self._set_current(None)
        self._pages.setCurrentIndex(0)

    def apply(self, changes: Changes) -> None:
        """Changes are saved: show what is different; text that is being typed stays as it is."""
        if not self._letter or self._letter.record.id != changes.after.id:
            return
        self._letter.expected.settle(changes)
        self._set_done(self._letter.record.status is Status.REVIEWED)
        self._items.fall_back(changes.after)
        self._refresh()
        if arrived := self._items.arrived(changes):
            self.go_into(arrived)

    def set_read_only(self, done: bool) -> None:
        """Show values without asking anything, as for a reviewed letter; who types all the same reopens it."""
        self._set_done(done)
        if self._letter:
            self._refresh()

    def lock(self, words: str) -> None:
        """Let fields be read only, and say why: another has the workspace."""
        self._locked = words
        self._overview.lock(words)
        self._items.locked = True
        self._sheet.tools.setEnabled(False)
        for row in self._sheet.rows.values():
            row.lock(locked=True)
        self.set_read_only(True)

    def current_path(self) -> Path | None:
        """The value that is worked on, also while the keyboard is in another panel."""
        return self._current

    # Going from field to field

    def focus_path(self, path: Path) -> None:
        """Go to a value, showing its issue first."""
        if not self._letter or path not in set(self._letter.record.paths()):
            return
        self._commit_current()
        if path.issue and path.issue != self._sheet.issue:
            self._show_issue(path.issue)
        self._enter(path)
        self._landing = True
        self._sheet.rows[path.key].land()
        self._landing = False

    def next_to_check(self, step: int = 1, after: Path | None = None) -> None:
        """Go to the next value to check, the one before for -1, from the current one or `after`; to the first field of
        a letter without doubts."""
        if not self._letter:
            return
        self._commit_current()
        if path := self._letter.next(self._current or after, step):
            self.focus_path(path)
        elif self._current is None:
            self.focus_path(Path(CASE_FIELDS[0].key))
        else:
            self._messages.tell("Nothing is left to check in this letter.")

    # What a person does

    def confirm_current(self) -> None:
        """Agree with the value, or commit what is typed, and go to the next one to check."""
        if not self._letter:
            return
        if row := self._row():
            if not self._entry.commit(row):
                return
            if self._letter.hides(row.path) and not self._done:
                row.refuse(pick())
                return
            if not self._done:
                self._entry.agree(row.path)
        if path := self._letter.next(self._current):
            self.focus_path(path)
        else:
            self.finished.emit()

    def take_text(self, text: str, evidence: Sequence[Evidence]) -> None:
        """Fill the current field with words selected in the source, and keep their place."""
        row = self._row()
        if self._locked:
            self.failed.emit(self._locked)
        elif not row:
            self.failed.emit("Go to a field first, then fill it from the selection.")
        elif not text.strip():
            self.failed.emit("Select the words in the source first, then fill the field from them.")
        else:
            row.type_in(fitted(row.field, text), tuple(evidence))
            self._entry.commit(row)
            self.focus_path(row.path)

    def take_alternative(self, number: int) -> None:
        """Take another reading of the current field, counted from 1, and go on to the next value to check."""
        row = self._row()
        offered = row.value.finding.alternatives if row and row.value.finding else ()
        if self._locked:
            self.failed.emit(self._locked)
        elif not row or not self._letter:
            self.failed.emit("Go to a field first, then pick a reading by its number.")
        elif not 1 <= number <= len(offered):
            self.failed.emit(f"{row.field.label} has no reading number {number}.")
        else:
            chosen = offered[number - 1]
            self._entry.edit(row, chosen.value, chosen.evidence)
            if path := self._letter.next(self._current):
                self.focus_path(path)

    def accept_rest(self) -> None:
        """Agree with all that nobody has looked at, unseen."""
        if self._letter and self.flush():
            if self._letter.expected.accept_rest():
                self._refresh()
                self.rest_accepted.emit()
            else:
                self._messages.tell("Nothing is left to accept in this letter.")

    def comment(self) -> None:
        """Open the line for a comment on the current field."""
        if row := self._row():
            row.ask_comment()

    def second_look(self) -> None:
        """Mark the current field as one that somebody else should look at, or take the mark away."""
        if self._letter and self._current:
            marked = self._letter.record.remark(RemarkKind.SECOND_LOOK, self._current)
            self.second_look_asked.emit(self._current, not marked)

    @property
    def items(self) -> Items:
        """What can be done with the items of the letter."""
        return self._items

    def flush(self) -> bool:
        """Commit all that is typed; False where something cannot be, and stays in its field with the reason."""
        return self._entry.flush()

    def course(self) -> Course:
        """How letters are gone through, with what is typed and picked and not saved yet."""
        return self._course

    def typed(self) -> dict[tuple[str, Path], Draft]:
        """All that is typed and not committed, by record and value: what must survive a crash."""
        found = self._course.drafts.all()
        if self._letter:
            found |= {(self._letter.record.id, path): draft for path, draft in self._entry.typed().items()}
        return found

    def adopt(self, course: Course) -> None:
        """Go on as the panel did that this one replaces, before it shows a letter."""
        self._course = course

    def complete_with(self, words: Mapping[str, Sequence[str]]) -> None:
        """Offer these words while a person types, by the field's key."""
        for key, known in words.items():
            self._sheet.rows[key].complete_with(known)

    def hides(self, path: Path) -> bool:
        """Whether a value is hidden until it is picked, so that its place must not be shown either."""
        return self._letter is not None and self._letter.hides(path)

    def as_shown(self, record: Record) -> Record:
        """A record without what is hidden here until it is picked."""
        return self._course.blind.veiled(record)

    # Slots

    def _on_entered(self, row: FieldRow, by_key: bool) -> None:
        if self._letter and not self._landing:
            self._enter(row.path, reveal=by_key)  # what a person clicks must not move under the pointer

    def _on_accepted(self, row: FieldRow) -> None:
        self._set_current(row.path)
        self.confirm_current()

    def _on_commented(self, row: FieldRow, text: str) -> None:
        self.commented.emit(row.path, text or None)

    def _on_reverted(self, row: FieldRow) -> None:
        self._entry.forget(row)
        row.land()
        self._refresh()

    def _on_picked(self, row: FieldRow, number: int) -> None:
        self._set_current(row.path)
        self.take_alternative(number)

    def _on_issue_chosen(self, issue_id: str) -> None:
        self._show_issue(issue_id)
        self._enter(Path(ISSUE_FIELDS[0].key, issue_id))

    def _on_issue_opened(self) -> None:
        self.go_into(self._sheet.issue)

    def go_into(self, issue: str) -> None:
        """To the first field of an item that is to be checked, else to its first."""
        waiting = [path for path in self._waiting() if path.issue == issue]
        self.focus_path(waiting[0] if waiting else Path(ISSUE_FIELDS[0].key, issue))

    # Inside

    def _commit_current(self) -> None:
        if row := self._row():
            self._entry.commit(row)

    def _show_issue(self, issue_id: str) -> None:
        """Show another issue's fields, after what is typed in this one's is taken care of."""
        self.flush()
        if self._letter:
            self._sheet.show_issue(self._letter.record, issue_id, self._letter.drafts())

    def _enter(self, path: Path, *, reveal: bool = True) -> None:
        self._set_current(path)
        self.focused.emit(path)
        self._entry.compare(path)
        if reveal:
            self._revealing.start()

    def _reveal(self) -> None:
        if row := self._row():
            self._sheet.reveal(row)

    def _row(self) -> FieldRow | None:
        """The row of the current value."""
        return self._sheet.row(self._current) if self._letter and self._current else None

    def _set_current(self, path: Path | None) -> None:
        self._current = path
        for row in self._sheet.rows.values():
            row.set_current(row.path == path)
            if row.path == path:
                self.setFocusProxy(row.editor)  # whoever comes back to the form comes back here

    def _set_done(self, done: bool) -> None:
        self._done = done or bool(self._locked)
        for row in self._sheet.rows.values():
            row.set_quiet(self._done)

    def _refresh(self) -> None:
        """Make everything say what the record says."""
        if not self._letter:
            return
        record = self._letter.record
        self._sheet.show_record(record, self._letter.drafts())
        self._overview.show_record(record, self._waiting(), done=self._done)
        self.counted.emit(len(self._waiting()))
        gone = self._current and self._current.issue and self._current.issue != self._sheet.issue
        self._set_current(None if gone else self._current)

    def _waiting(self) -> list[Path]:
        return self._letter.waiting() if self._letter else []
