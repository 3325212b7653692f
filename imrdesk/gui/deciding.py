"""Deciding: what decided the item that is shown, in the place of the form, and what a person says of it."""

from PySide6.QtCore import QObject, Signal

from imrdesk.record.agreement import whose
from imrdesk.record.model import Path, Record

from .form.decided import DecidedPanel
from .form.panel import FormPanel
from .messages import Messages
from .session import Letter, Session
from .source.panel import SourcePanel

NO_ITEM = "This letter has no disputed item yet, so nothing was decided."
NOT_SECOND = "What decided an item is the first reader's to say; a second reader says what the values are."


class Deciding(QObject):
    """Keeps the list in step with the letter that is open, as long as it is wanted."""

    shown = Signal(bool)  # in the place of the form, or the form again

    def __init__(self, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._session: Session | None = None
        self._panel: DecidedPanel | None = None
        self._form: FormPanel | None = None
        self._letter: Letter | None = None
        self._record: Record | None = None
        self._landing = False  # another letter is being shown, and its form takes the keyboard for a moment
        self._on = False

    def use(self, session: Session) -> None:
        """What a person says goes through this session, so that it can be taken back."""
        self._session = session

    def join(self, panel: DecidedPanel, form: FormPanel, source: SourcePanel) -> None:
        """Show it here; the panels before are gone."""
        self._panel, self._form = panel, form
        panel.kept.connect(self._keep)
        panel.dismissed.connect(self._dismiss)
        panel.brought_back.connect(self._bring_back)
        panel.looked_at.connect(source.focus_places)
        panel.failed.connect(self._messages.tell)
        panel.closed.connect(self.close_list)
        form.items.deciding.connect(self.what_decided)
        form.focused.connect(self._leave)
        self.shown.emit(self._on)

    # Action, by its name

    def what_decided(self) -> None:
        """What decided the item that is shown; asked for again, the fields."""
        if self._on:
            self.close_list()
        elif not self._record or not self._form:
            return
        elif whose(self._record.id)[1]:
            self._messages.tell(NOT_SECOND)
        elif not self._record.issues:
            self._messages.tell(NO_ITEM)
        else:
            self._on = True
            self.shown.emit(True)
            self._refresh(self._form.items.shown)

    # What happens

    def show_record(self, record: Record) -> None:
        """The letter that is open, as it stands now."""
        self._landing = self._record is None or self._record.id != record.id
        self._record = record
        if not self._landing:
            self._refresh()

    def land(self, letter: Letter) -> None:
        """A letter is open; a list that is on show goes on with it."""
        self._letter, self._record, self._landing = letter, letter.record, False
        if self._on and (whose(letter.record.id)[1] or not letter.record.issues):
            self.close_list()
        elif self._on:
            self._refresh(letter.record.issues[0].id)

    def give_way(self, comparing: bool) -> None:
        """Two readers are compared in the same place."""
        if comparing:
            self._on = False

    def close_list(self) -> None:
        """Back to the fields of the item."""
        if self._on:
            self._hide()
            if self._form and self._panel and self._record and self._panel.shown():
                self._form.focus_path(Path("rationale", self._panel.shown()))

    def _leave(self) -> None:
        """Something else led to a field."""
        if self._on and not self._landing:
            self._hide()

    def _hide(self) -> None:
        self._on = False
        self.shown.emit(False)

    def _refresh(self, issue_id: str = "") -> None:
        letter, record = self._letter, self._record
        if self._on and self._panel and self._form and letter and record and letter.record.id == record.id:
            self._panel.show_item(self._form.as_shown(record), letter.document, issue_id)
            self._panel.focus_list()

    def _keep(self, issue_id: str, listed: list) -> None:
        if self._session:
            self._session.keep_decided(issue_id, listed)

    def _dismiss(self, issue_id: str) -> None:
        if self._session:
            self._session.dismiss_decided(issue_id)

    def _bring_back(self, issue_id: str) -> None:
        if self._session:
            self._session.bring_back_decided(issue_id)
