"""What is typed and agreed to in the rows of the form becomes edits and confirmations of the letter."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from imrdesk.errors import InputError
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path
from imrdesk.record.values import Value

from .drafts import Draft
from .row import FieldRow
from .sheet import Sheet
from .shown import Shown


class Entry(QObject):
    """Takes over what a person did in a row; the letter is as expected at once, and somebody else saves it."""

    edited = Signal(object, object, object)  # Path, value, evidence
    picked = Signal(object, object, object, str)  # the same, of a value picked blind, and how that went
    confirmed = Signal(object, bool)  # Path, whether its evidence was seen
    restored = Signal(object)  # Path
    compared = Signal(object)  # the places of both readings
    changed = Signal()  # the letter is to be shown anew

    def __init__(self, sheet: Sheet, evidence_visible: Callable[[Path], bool], parent: QObject) -> None:
        super().__init__(parent)
        self.letter: Shown | None = None
        self._sheet = sheet
        self._evidence_visible = evidence_visible

    def flush(self) -> bool:
        """Commit all that is typed; False where something cannot be, and stays in its field with the reason."""
        for row in self._sheet.shown_rows() if self.letter else ():
            self.commit(row)
        return not self.letter or self.letter.is_settled()

    def stash(self) -> None:
        """Keep what is typed when another letter comes: it is no edit of that letter, and it is not lost."""
        for path, draft in self.typed().items():
            self._keep(path, draft)

    def typed(self) -> dict[Path, Draft]:
        """What is typed in the rows and not committed."""
        return {row.path: row.draft for row in self._sheet.shown_rows() if row.draft} if self.letter else {}

    def forget(self, row: FieldRow) -> None:
        """What is typed in a row is not meant."""
        self._keep(row.path, None)
        row.reset()

    def restore(self, row: FieldRow) -> None:
        """Go back to what the program read."""
        if self.letter and row.value.finding:
            row.let_go()
            self._keep(row.path, None)
            self.letter.expected.restore(row.path)
            self.changed.emit()
            self.restored.emit(row.path)

    def commit(self, row: FieldRow) -> bool:
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
            self.changed.emit()
            return False
        if value == row.value.value and not row.taken:
            self._keep(row.path, None)
            row.reset()
        elif self.letter and self.letter.hides(row.path):
            return self._pick(row, value)
        else:
            self.edit(row, value, row.taken)
        return True

    def _pick(self, row: FieldRow, value: Value) -> bool:
        """A hidden value is picked: the program's own is confirmed by it, of another both are shown."""
        taken = row.taken
        if self.letter and self.letter.pick(row.path, value, taken):
            self.edit(row, value, taken)
            return True
        row.let_go()
        self._keep(row.path, None)
        self.changed.emit()
        self.compare(row.path)
        return False

    def compare(self, path: Path) -> None:
        """Show where both readings of a value stand."""
        if self.letter and self.letter.compares(path):
            self.compared.emit(self.letter.compared(path))

    def agree(self, path: Path) -> None:
        """Confirm a value; an empty one that the program never looked for is said to be absent."""
        if not self.letter:
            return
        value, row = self.letter.at(path), self._sheet.rows[path.key]
        if self.letter.compares(path) or (value.needs_review and value.finding is None and value.value is None):
            self.edit(row, row.value.value, row.value.evidence)
            return
        seen = not value.evidence or bool(self._evidence_visible(path))
        if self.letter.expected.confirm(path, seen=seen):
            self.changed.emit()
            self.confirmed.emit(path, seen)

    def edit(self, row: FieldRow, value: Value, evidence: tuple[Evidence, ...]) -> None:
        """Take a person's value."""
        if not self.letter:
            return
        path, story = row.path, self.letter.story(row.path)
        row.let_go()
        self._keep(path, None)
        self.letter.edit(path, value, evidence)
        self.changed.emit()
        if story:
            self.picked.emit(path, value, evidence, story)
        else:
            self.edited.emit(path, value, evidence)

    def _keep(self, path: Path, draft: Draft | None) -> None:
        if self.letter:
            self.letter.keep(path, draft)
