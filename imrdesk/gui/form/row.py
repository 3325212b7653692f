"""One row of the form: a field's label, its editor, its state, and what there is to say about it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from imrdesk.document.locate import cite
from imrdesk.document.model import Document
from imrdesk.gui.theme import Theme, set_role, state_of
from imrdesk.record.fields import Field
from imrdesk.record.finding import Evidence
from imrdesk.record.model import FieldValue, Path, Remark, RemarkKind
from imrdesk.record.values import Value, show

from .drafts import Draft
from .editors import EDITORS
from .keys import LINES_HINT, PASSING, confirms, is_history
from .mark import Mark
from .notes import RowNotes, description, said_of
from .tip import set_tip

BAR = 2  # pixels of the bar that shows the current row
MARGIN = 10  # pixels from the bar to the text
ARRIVING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
MENU = ("field_history", "comment_field", "second_look")  # the actions of a field's menu
NOWHERE = Path("")  # what a row shows before there is a letter


class FieldRow(QWidget):
    """Shows one value of a record at a time; it reports what a person does and changes nothing itself."""

    entered = Signal(object, bool)  # the row itself, here and below; and whether a key brought the person here
    left = Signal(object)
    accepted = Signal(object)
    reverted = Signal(object)
    restored = Signal(object)
    picked = Signal(object, int)  # and the number of the alternative, from 1
    commented = Signal(object, str)  # and the comment
    keyed = Signal()  # any key in the editor

    def __init__(self, theme: Theme, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = field
        self.path = NOWHERE
        self._number = 0
        self._remarks: tuple[Remark, ...] = ()
        self.value = FieldValue()
        self.document: Document | None = None  # of the letter, to cite places as it does
        self.error = ""
        self.taken: tuple[Evidence, ...] = ()
        self._shown = ""
        self._current = False
        self._quiet = False
        self._locked = False
        self._notes: RowNotes | None = None
        self.mark = Mark(theme, self)
        self.editor = EDITORS[field.kind](field, self)
        self.editor.installEventFilter(self)
        self._place = _small_label(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._head())
        self._column.addWidget(self.editor)

    def _head(self) -> QHBoxLayout:
        label = _small_label(self)
        label.setText(self.field.label)
        label.setBuddy(self.editor)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.mark)
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self._place)
        return head

    @property
    def draft(self) -> Draft | None:
        """What is typed and differs from the value."""
        text = self.editor.text()
        return Draft(text, self.taken, self.error) if text != self._shown else None

    def show_value(
        self, path: Path, value: FieldValue, number: int = 0, draft: Draft | None = None,
        remarks: tuple[Remark, ...] = (),
    ) -> None:  # fmt: skip
        """Show a value of issue `number` (0 for the case), with what was typed over it before and said about it."""
        elsewhere = path != self.path
        if not elsewhere and (value, number, remarks) == (self.value, self._number, self._remarks):
            return
        keep = draft if elsewhere else self.draft
        self.path, self.value, self._number, self._remarks = path, value, number, remarks
        self._shown = show(value.value)
        self.error, self.taken = (keep.error, keep.evidence) if keep else ("", ())
        text = keep.text if keep else self._shown
        if text != self.editor.text():
            self.editor.set_text(text)
        if elsewhere:
            self.editor.rest()
        self._name(number)
        self._refresh()

    def vacate(self) -> None:
        """Forget the value shown, and what is typed over it."""
        self.path, self.value = NOWHERE, FieldValue()  # its places are in a letter that is gone
        self.set_current(False)
        if self._notes:
            self._notes.stop_asking()

    def set_quiet(self, quiet: bool) -> None:
        """Show values without asking anything, for a letter that is done."""
        if quiet != self._quiet:
            self._quiet = quiet
            self._refresh()

    def lock(self, *, locked: bool) -> None:
        """Let the value be read and copied, not changed."""
        self._locked = locked
        if isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.setReadOnly(locked)
        elif isinstance(self.editor, QWidget):
            self.editor.setEnabled(not locked)
        self._refresh()

    def set_current(self, current: bool) -> None:
        """Whether this is the row that is worked on."""
        if current != self._current:
            self._current = current
            self._show_place()
            self.update()

    def offer(self, choices: Sequence[str]) -> None:
        """Narrow what is chosen from."""
        self.editor.offer(choices)

    def complete_with(self, words: Sequence[str]) -> None:
        """Offer words while a person types."""
        self.editor.complete_with(words)

    def ask_comment(self) -> None:
        """Open the line for a comment."""
        said = next((item.text for item in self._remarks if item.kind is RemarkKind.COMMENT), "")
        self._made_notes().ask_comment(said)

    def parsed(self) -> Value:
        """The value that is typed; raises InputError in words."""
        return self.field.parse(self.editor.text())

    def type_in(self, text: str, evidence: tuple[Evidence, ...]) -> None:
        """Put a text in as if typed, with the place it was taken from."""
        self.editor.set_text(text)
        self.taken = evidence

    def refuse(self, error: str) -> None:
        """Say why what is typed cannot be; the text stays."""
        self.error = error
        self._refresh()

    def let_go(self) -> None:
        """What is typed is on its way to the store, and no draft any more."""
        self._shown, self.error, self.taken = self.editor.text(), "", ()

    def reset(self) -> None:
        """Put the value back into the editor."""
        self.error, self.taken = "", ()
        if self.editor.text() != self._shown:
            self.editor.set_text(self._shown)
        self._refresh()

    def settle(self) -> None:
        """Lay out at once what changed."""
        if self._notes:
            self._notes.settle()
        self._column.activate()

    def land(self) -> None:
        """Give the editor the keyboard."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.land()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what happens in the editor before it does."""
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QFocusEvent):
            self._focus(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key is the row's own and not the editor's."""
        if event.type() is QEvent.Type.ShortcutOverride:
            self.keyed.emit()
            return self._leaves_to_window(event)
        if event.type() is not QEvent.Type.KeyPress or self.editor.claims(event):
            return False
        if event.key() == Qt.Key.Key_Escape and (self.draft or self.error):
            self.reverted.emit(self)
            return True
        if confirms(event, lines=self.editor.lines):
            if not event.isAutoRepeat():  # a key held down must not agree to everything
                self.accepted.emit(self)
            return True
        return False

    def _leaves_to_window(self, event: QKeyEvent) -> bool:
        """In a field nobody has typed in, undo means the last saved change, not the editor's own."""
        if is_history(event) and not self.draft:
            event.ignore()
            return True
        return False

    def _focus(self, event: QFocusEvent) -> None:
        if event.reason() in PASSING:
            return
        if event.gotFocus():
            by_key = event.reason() in ARRIVING
            if by_key:
                self.editor.land()
            self.entered.emit(self, by_key)
        else:
            self.left.emit(self)

    def _name(self, number: int) -> None:
        name = f"{self.field.label}, item {number}" if number else self.field.label
        if name != self.editor.accessibleName():
            self.editor.setAccessibleName(name)

    def _refresh(self) -> None:
        """Make mark, notes and descriptions say what is so."""
        state = "problem" if self.error else state_of(self.value)
        self.mark.show_state(state)
        set_role(self.editor, "invalid" if self.error else "locked" if self._locked else "")
        described = description(self.field, self.value, state)
        set_tip(self.editor, described)
        self.editor.setAccessibleDescription(f"{described} {self.error}".strip())
        self._show_place()
        self._show_notes()

    def _show_place(self) -> None:
        pages = [self._cite(self.value.evidence[0])] if self.value.evidence else []
        hint = [LINES_HINT] if self._current and self.editor.lines else []
        self._place.setText("  ·  ".join(hint + pages))

    def _cite(self, place: Evidence) -> str:
        """Page or paragraph, as the source says it; the line is said there."""
        if self.document is None:
            return f"p. {place.span.page}"
        return cite(self.document, [place.span]).partition(",")[0]

    def _show_notes(self) -> None:
        said = said_of(self.value, self.error, self._remarks, quiet=self._quiet)
        notes = self._made_notes() if said else self._notes
        if notes:
            notes.show_said(said)
            notes.setVisible(bool(said) or notes.is_asking())

    def prepare(self) -> None:
        """Make what stands under the row before it has anything to say: some letters say much at once."""
        if self._notes is None:
            notes = self._made_notes()
            notes.hide()
            for part in (notes, *notes.findChildren(QWidget)):
                part.ensurePolished()

    def _made_notes(self) -> RowNotes:
        if self._notes is None:
            self._notes = RowNotes(self)
            self._notes.restored.connect(self._on_restored)
            self._notes.picked.connect(self._on_picked)
            self._notes.commented.connect(self._on_commented)
            self._notes.comment_done.connect(self.land)
            self._column.addWidget(self._notes)
        return self._notes

    def _on_commented(self, text: str) -> None:
        self.commented.emit(self, text)

    def _on_restored(self) -> None:
        self.restored.emit(self)

    def _on_picked(self, number: int) -> None:
        self.picked.emit(self, number)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the field, below its name."""
        if self.path == NOWHERE:
            return
        self.editor.setFocus(Qt.FocusReason.PopupFocusReason)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in MENU:
            if action := self.window().findChild(QAction, name):
                menu.addAction(action)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar of the current row."""
        del event
        if self._current:
            with QPainter(self) as painter:
                painter.fillRect(QRect(0, 0, BAR, self.height()), self._theme.color("accent"))


def _small_label(row: QWidget) -> QLabel:
    label = QLabel(row)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "small")
    return label
