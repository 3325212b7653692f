"""Second reading in the window: who reads what, what is to be settled, and which letter comes next."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from imrdesk.record.agreement import FieldAgreement, whose
from imrdesk.record.model import Record

from .jobs import Jobs
from .keys import key_of
from .messages import Messages
from .second.comparison import Comparison
from .second.panel import SETTLE, SecondPanel
from .session import Letter
from .widgets.alone import brought_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from imrdesk.desk.seconding import Compared, Sample
    from imrdesk.store.seconds import Assigned
    from imrdesk.workflow import Desk

    Standing = tuple[list[Assigned], tuple[Compared, ...], tuple[FieldAgreement, ...]]

ALL_READ = "Every letter that was given to you is read. Thank you."
ALL_SETTLED = "Every difference is settled."


class Seconding(QObject):
    """Keeps the column of second reading in step with the desk, and leads from letter to letter while it is shown."""

    letter_wanted = Signal(str)
    shown = Signal(bool)  # whether the column stands in the place of the worklist
    comparing = Signal(bool)  # whether differences stand in the place of the form

    def __init__(self, jobs: Jobs, messages: Messages, reviewer: "Callable[[], str]", window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._messages = messages
        self._reviewer = reviewer
        self._window = window
        self._desk: Desk | None = None
        self._panel: SecondPanel | None = None
        self._comparison: Comparison | None = None
        self._letter: Letter | None = None
        self._record: Record | None = None
        self._settling = ""  # the record whose differences are shown, and of which reader
        self._settling_with = ""
        self._on = False
        self._arriving = False  # the column was asked for and has no letters yet

    def use(self, desk: "Desk") -> None:
        """Work on this desk."""
        self._desk = desk
        self.refresh()

    def join(self, panel: SecondPanel, comparison: Comparison) -> None:
        """Show it in these; those before are gone."""
        self._panel, self._comparison = panel, comparison
        panel.opened.connect(self._open)
        panel.settled.connect(self._open_differences)
        panel.assign_wanted.connect(self.assign_second)
        self.refresh()
        self.shown.emit(self._on)
        self.comparing.emit(bool(self._settling))

    # Actions, by their names

    def assign_second(self) -> None:
        """Give letters to a second reader."""
        from .dialogs.assign_second import AssignSecond

        if self._desk and not brought_up(self._window, AssignSecond):
            dialog = AssignSecond(unaided=self._desk.settings.second_unaided, parent=self._window)
            dialog.wanted.connect(self._assign)
            dialog.show()

    # What happens

    def show_column(self, shown: bool) -> None:
        """Put the column of second reading in the place of the worklist, or take it away."""
        self._on = shown
        if not shown:
            self._stop_settling()
        self.shown.emit(shown)
        self._arriving = shown
        if shown:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask how second reading stands."""
        if self._panel:
            self._panel.show_reader(self._reviewer(), key_of("review_and_next"))
        if self._desk and self._on:
            self._jobs.run("store", partial(_standing, self._desk), self._show, owner=self, replace="second reading")

    def land(self, letter: Letter) -> None:
        """A letter is open."""
        self._letter, self._record = letter, letter.record
        if letter.record.id != self._settling:
            self._stop_settling()
        if self._panel and self._on:
            self._panel.select(letter.record.id)
            self._compare()

    def show_record(self, record: Record) -> None:
        """The letter that is open has changed."""
        self._record = record
        if self._on and (self._settling or whose(record.id)[1]):
            self.refresh()

    def go_on(self, letter_id: str, step: int = 1) -> bool:
        """Open what comes after a letter; False where the worklist leads."""
        panel = self._panel
        if not self._on or not panel:
            return False
        if panel.view() == SETTLE or self._settling:
            if following := panel.to_settle(letter_id, step):
                self._open_differences(following.record_id, following.reader)
            else:
                self._messages.tell(ALL_SETTLED)
            return True
        if following := panel.to_read(letter_id, step):
            self._open(following)
        else:
            self._messages.tell(ALL_READ)
        self.refresh()
        return True

    # Inside

    def _open(self, letter_id: str) -> None:
        self._stop_settling()
        self.letter_wanted.emit(letter_id)

    def _open_differences(self, record_id: str, reader: str) -> None:
        self._settling, self._settling_with = record_id, reader
        self.comparing.emit(True)
        if self._record and self._record.id == record_id:
            self._compare()
        else:
            self.letter_wanted.emit(record_id)

    def _stop_settling(self) -> None:
        if self._settling:
            self._settling = ""
            self.comparing.emit(False)

    def _compare(self) -> None:
        """Show what is left to settle of the letter that is open."""
        record, letter = self._record, self._letter
        if not (self._settling and record and letter and self._panel and self._comparison):
            return
        if record.id != self._settling or letter.record.id != record.id:
            return
        open_ones = self._panel.compared(record.id)
        chosen = next((one for one in open_ones if one.reader == self._settling_with), None) or next(
            iter(open_ones), None
        )
        reader = chosen.reader if chosen else self._settling_with
        found = chosen.differences if chosen else ()
        self._comparison.show_differences(record, letter.document, reader, found, record.reviewed_by or "")

    def _assign(self, reader: str, sample: "Sample") -> None:
        if self._desk:
            work = partial(self._desk.second.assign, reader, self._reviewer(), sample)
            self._jobs.run("store", work, partial(self._say_assigned, reader), owner=self)

    def _say_assigned(self, reader: str, chosen: list[str]) -> None:
        if chosen:
            letters = "1 letter is" if len(chosen) == 1 else f"{len(chosen)} letters are"
            self._messages.tell(f"{letters} given to {reader}.")
        else:
            self._messages.tell(f"There is no letter to give to {reader}: none is reviewed or flagged that {reader} "
                                "has neither reviewed nor been given.")  # fmt: skip
        self.refresh()

    def _show(self, standing: "Standing") -> None:
        if self._panel:
            self._panel.show_reading(*standing)
            if self._arriving:
                self._arriving = False
                self._panel.focus_list()
            if self._record:
                self._panel.select(self._record.id)
            self._compare()


def _standing(desk: "Desk") -> "Standing":
    return desk.second.assigned(), *desk.second.compare()
