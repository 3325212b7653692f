"""Telling: says what became of what a person did to the open letter, and what is left to do in it."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from imrdesk.errors import ImrdeskError
from imrdesk.record.agreement import whose
from imrdesk.record.changes import Changes
from imrdesk.record.model import Record, Status
from imrdesk.record.validation import open_errors

from . import outcome
from .form.order import stopped_at
from .form.overview import name_of
from .keys import key_of
from .messages import Messages, Offer
from .session import Act, Letter, Session
from .widgets.status import StatusBar
from .words import in_words

TROUBLE = "trouble"  # the topic of what is wrong with the letter that is open
UNFINISHED = (Status.IN_REVIEW, Status.REOPENED)


class Telling(QObject):
    """The words that go with a session's news, and the way on that they offer."""

    letter_wanted = Signal(str)
    file_wanted = Signal(str)  # the record whose letter's file is to be given again

    def __init__(self, messages: Messages, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._status = status
        self._session: Session | None = None

    def use(self, session: Session) -> None:
        """Tell the news of this session."""
        self._session = session
        session.saving.connect(self._status.show_saving)
        session.not_opened.connect(self._tell_not_opened)
        session.acted.connect(self._tell_done)
        session.not_saved.connect(self._tell_not_saved)
        session.not_reviewed.connect(self._ask_to_override)
        session.nothing_to_undo.connect(self._tell_nothing_to_undo)
        session.all_reviewed.connect(self._tell_all_reviewed)

    def tell_trouble(self, letter: Letter) -> None:
        """Why a letter's pages cannot be shown where they should be, and what would help."""
        if letter.trouble:
            again = Offer("Give the file again…", partial(self.file_wanted.emit, whose(letter.record.id)[0]))
            self._messages.warn(letter.trouble, *((again,) if letter.lacks_file else ()), topic=TROUBLE)

    def tell_where_it_stopped(self, record: Record, reviewer: str) -> None:
        """Where somebody stopped in a letter that is begun, and how much is left of what can be seen of it."""
        place, left = stopped_at(record), len(record.to_review())
        if record.status in UNFINISHED and place and left:
            by = record.at(place).by
            who = "You" if by == reviewer else by
            fields = "1 field" if left == 1 else f"{left} fields"
            self._messages.tell(f"{who} stopped at {name_of(record, place)}, {fields} left.", topic="stopped")

    def tell_what_was_left(self, changes: Changes) -> None:
        """Values that wanted a look and got none: reviewing the letter has accepted them unseen."""
        if left := len(changes.before.to_review()):
            fields = "1 field that wanted a look" if left == 1 else f"{left} fields that wanted a look"
            name = changes.after.case_number or changes.after.source.file_name
            again = Offer("Open it again", partial(self.letter_wanted.emit, changes.after.id))
            self._messages.tell(f"{name} is reviewed; {fields} stayed as accepted unseen.", again, topic="unseen")

    def tell_finished(self) -> None:
        """Nothing is left to check: how to go on."""
        key = key_of("review_and_next") or "“Reviewed, next letter”"
        self._messages.tell(f"Nothing left to check. {key} marks the letter reviewed and opens the next.")

    # What the session says

    def _tell_done(self, changes: Changes) -> None:
        """Say what the screen alone does not show of an act."""
        if words := outcome.done(changes):
            self._messages.tell(words)

    def _ask_to_override(self, error: Exception) -> None:
        """Errors are open: a reason reviews the letter all the same."""
        session = self._session
        if not (isinstance(error, ImrdeskError) and error.code == "open_errors" and session and session.record):
            self._status.show_not_saved()
            self._messages.shout(f"The letter is not marked reviewed. {in_words(error)}")
            return
        self._status.show_nothing()
        left = "\n".join(f"▲  {problem.message}" for problem in open_errors(session.record))
        question = f"{left}\n\nMend them, or give a reason to mark the letter reviewed all the same:"
        if reason := self._messages.ask_text("Errors are still open.", question):
            session.review(reason)

    def _tell_not_opened(self, error: Exception) -> None:
        self._messages.shout(f"The letter cannot be opened. {in_words(error)}")

    def _tell_not_saved(self, error: Exception, act: Act) -> None:
        self._status.show_not_saved()
        if self._session:
            again = Offer("Try again", partial(self._session.repeat, act))
            self._messages.shout(f"Not saved: {in_words(error)} What you typed is still in its field.", again)

    def _tell_nothing_to_undo(self) -> None:
        self._status.show_nothing()
        self._messages.tell("There is nothing to take back in this letter.")

    def _tell_all_reviewed(self) -> None:
        self._messages.tell("Every letter in this list is reviewed.")
