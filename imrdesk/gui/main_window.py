"""The window: assembles the panels, joins them to what works behind them, and remembers how it stood."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QToolBar

from imrdesk import paths

from . import theme as theming
from .heading import Heading
from .jobs import Jobs
from .menus import Actions
from .messages import Messages
from .remembered import Remembered
from .theme import Theme
from .widgets.status import StatusBar

if TYPE_CHECKING:
    from imrdesk.record.model import Record
    from imrdesk.settings import Settings
    from imrdesk.workflow import Desk, ImportReport

    from .appealing import Appealing
    from .arranging import Arranging
    from .charting import Charting
    from .choosing import Choosing
    from .drafting import Drafting
    from .dressing import Dressing
    from .exporting import Exporting
    from .helping import Helping
    from .importing import Importing
    from .listing import Listing
    from .locking import Locking
    from .panels import Panels
    from .recounting import Recounting
    from .refusing import Refusing
    from .resuming import Resuming
    from .reviewing import Reviewing
    from .safekeeping import Safekeeping
    from .scheduling import Scheduling
    from .searching import Searching
    from .seconding import Seconding
    from .turning import Turning
    from .viewing import Viewing

TITLE = "imrdesk"
SMALLEST = QSize(1080, 600)
FIRST_SIZE = QSize(1440, 900)
GIVE_UP = ("Close without saving a field?", "One field holds something that cannot be saved as it is.", "Close", "Stay")
TOOL_SIZE = QSize(20, 20)
FIRST_PAINT = 10  # milliseconds for the screen to show the window


class MainWindow(QMainWindow):
    """The workstation; shows itself before it is furnished, and before there is a desk to work on."""

    stood = Signal()  # it can be seen, for the first time

    _appealing: "Appealing"
    _scheduling: "Scheduling"
    _recounting: "Recounting"
    _listing: "Listing"
    _importing: "Importing"
    _exporting: "Exporting"
    _reviewing: "Reviewing"
    _refusing: "Refusing"
    _resuming: "Resuming"
    _drafting: "Drafting"
    _viewing: "Viewing"
    _seconding: "Seconding"
    _searching: "Searching"
    arranging: "Arranging"
    dressing: "Dressing"
    charting: "Charting"
    choosing: "Choosing"
    safekeeping: "Safekeeping"
    turning: "Turning"
    helping: "Helping"
    locking: "Locking"

    def __init__(
        self, theme: Theme, jobs: Jobs, remembered: Remembered | None = None, messages: Messages | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._jobs = jobs
        self.messages = messages or Messages(self)
        self._remembered = remembered or Remembered(paths.home())
        self._desk: Desk | None = None
        self._settled = False  # everything is saved, so that the window may close
        self._panels: Panels | None = None
        self._begun: Panels | None = None  # the worklist alone
        self._status = StatusBar(self)
        self._actions = Actions(self)
        self._heading = Heading()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self._build_bars()
        self._recall()

    @property
    def panels(self) -> "Panels":
        """The panels, which are there as soon as somebody asks for them."""
        if self._panels is None:
            self.furnish()
        assert self._panels is not None
        return self._panels

    def begin_list(self, desk: "Desk | None" = None) -> "Panels":
        """Put the worklist in, before the other panels are there, and the letters of a desk in it."""
        from .listing import Listing

        if not (panels := self._panels or self._begun):
            self._listing = Listing(self._jobs, self)
            panels = self._begun = self._begin_panels()
        if desk:
            self._listing.use(desk)
        return panels

    def furnish(self) -> None:
        """Put the other panels in too, and join all to what works behind them."""
        from .idling import Idling

        if self._panels:
            return
        self.begin_list()
        self._work_on_letters()
        self._work_on_window()
        self._actions.tint(self._theme)
        self._panels = self._build_panels()
        self._idling = Idling(self)  # only now, so that it need not hear all that goes on while panels are built
        self._join()

    def _work_on_letters(self) -> None:
        """Make what acts on letters."""
        from .appealing import Appealing
        from .drafting import Drafting
        from .exporting import Exporting
        from .importing import Importing
        from .recounting import Recounting
        from .refusing import Refusing
        from .resuming import Resuming
        from .reviewing import Reviewing
        from .scheduling import Scheduling
        from .seconding import Seconding
        from .viewing import Viewing

        self._exporting = Exporting(self._jobs, self.messages, self._remembered, self._status.exports, self)
        self._reviewing = Reviewing(self.messages, self._status, self)
        self._importing = Importing(self._jobs, self.messages, self._reviewing.reviewer, self)
        self._scheduling = Scheduling(self._jobs, self.messages, self._remembered, self)
        self._recounting = Recounting(self._jobs, self.messages, self._remembered, self)
        self._appealing = Appealing(self._jobs, self.messages, self._remembered, self._reviewing.reviewer, self)
        self._refusing = Refusing(self._jobs, self)
        self._resuming = Resuming(self._jobs, self._remembered, self)
        self._seconding = Seconding(self._jobs, self.messages, self._reviewing.reviewer, self)
        self._drafting = Drafting(self.messages, self)
        self._viewing = Viewing(self)

    def _work_on_window(self) -> None:
        """Make what acts on the window as a whole."""
        from .arranging import Arranging
        from .charting import Charting
        from .choosing import Choosing
        from .dressing import Dressing
        from .helping import Helping
        from .locking import Locking
        from .safekeeping import Safekeeping
        from .searching import Searching
        from .turning import Turning

        self._searching = Searching(self._jobs, self.messages, self._remembered, self._reviewing.reviewer, self)
        self.arranging = Arranging(self._actions, self._seconding, self._remembered, self)
        self.dressing = Dressing(self._theme, self._remembered, self)
        self.charting = Charting(self._jobs, self.messages, self._reviewing.reviewer, self)
        self.choosing = Choosing(self._actions, self._remembered, self)
        self.safekeeping = Safekeeping(self._jobs, self.messages, self._remembered, self)
        self.turning = Turning(self._actions, self._reviewing, self._searching, self)
        self.helping = Helping(self._actions, self._jobs, self._remembered, self.messages, self)
        self.locking = Locking(self._jobs, self)

    def _build_bars(self) -> None:
        self._actions.fill_menus(self.menuBar())
        self._actions.letter_is_open(False)
        bar = QToolBar("Tools")
        bar.setMovable(False)
        bar.setIconSize(TOOL_SIZE)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._actions.fill_toolbar(bar, self._heading)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setStatusBar(self._status)

    @theming.undressed()
    def _begin_panels(self) -> "Panels":
        from .panels import Panels

        panels = Panels(self._theme, self._jobs, self.messages, self)
        panels.restore_list(self._remembered)
        self._listing.join(panels.worklist)
        self.setCentralWidget(panels)
        return panels

    @theming.undressed()
    def _build_panels(self) -> "Panels":
        panels = self._begun or self._begin_panels()
        self._begun = None
        panels.fill()
        panels.restore(self._remembered)
        for part in (self._importing, self._exporting):
            part.join(panels.worklist)
        self._refusing.join(panels.worklist.refused)
        self._reviewing.join(panels)
        self._drafting.join(panels.form)
        self._recounting.join(panels.form, panels.source)
        self._viewing.join(panels.source)
        self._appealing.join(panels.source)
        panels.second.closed.connect(self._actions["second_reading"].toggle)
        self.arranging.join(panels)
        self._seconding.join(panels.second, panels.comparison)
        self.turning.join(panels)
        self.helping.join(panels)
        return panels

    def _join(self) -> None:
        self._actions.join(
            self, self._importing, self._reviewing, self._reviewing.deciding, self._refusing, self._viewing,
            self._exporting, self._appealing, self._scheduling, self._seconding, self._recounting,
            self._recounting.matching, self.choosing, self.turning, self.helping, self.charting, self.safekeeping,
            self.locking, self.arranging, self.dressing, self._status,
        )  # fmt: skip
        self._jobs.failed.connect(self.helping.tell_fault)
        self.helping.settled.connect(self._choose)
        self._importing.arriving.connect(self._listing.refresh)
        self._importing.ended.connect(self._refusing.refresh)
        self._refusing.retried.connect(self._importing.start)
        self._idling.stirred.connect(self._drafting.stir)
        self._idling.fell_idle.connect(self.locking.lock_screen)
        self.locking.falling.connect(self._drafting.write)
        self._drafting.letter_wanted.connect(self.open_letter)
        self._importing.report_wanted.connect(self.show_report)
        self._reviewing.shown.connect(self._show_standing)
        for part in (self._exporting, self._appealing, self._scheduling, self._seconding):
            self._reviewing.shown.connect(part.show_record)
        self._reviewing.status_changed.connect(self._listing.count)
        self._reviewing.landed.connect(self._seconding.land)
        self._reviewing.lead = self._seconding.go_on
        self._seconding.letter_wanted.connect(self.open_letter)
        self._resuming.letter_wanted.connect(self.open_letter)
        self.turning.returned.connect(self._show_standing)
        self.turning.follow(self.charting)
        self.charting.changed.connect(self._listing.refresh)
        self.charting.changed.connect(self._open_again)
        self.choosing.settled.connect(self._choose)
        self.choosing.bound.connect(self._keep_keys)
        self.safekeeping.settings_wanted.connect(self.choosing.show_settings)
        self.safekeeping.given_again.connect(self._show_again)
        self._reviewing.file_wanted.connect(self.safekeeping.give_file_again)
        self._status.reviewer_named.connect(self._keep_reviewer)
        self._status.reviewer_named.connect(self._seconding.refresh)
        self.dressing.dressed.connect(self._dress)

    def _recall(self) -> None:
        self._actions.bind(self._remembered.keys)
        self._actions[f"scheme_{self._remembered.scheme}"].setChecked(True)
        if not self.restoreGeometry(self._remembered.state("geometry")):
            self.resize(FIRST_SIZE)

    def set_desk(self, desk: "Desk") -> None:
        """Work on this desk."""
        from .session import Session

        self.furnish()
        self._desk = desk
        name = self._remembered.reviewer
        self._status.show_reviewer(name or self._reviewing.reviewer(), known=bool(name))
        session = Session(desk, self._jobs, self._reviewing.reviewer, self)
        self._reviewing.use(session)
        self._recounting.use(desk, session)
        self._resuming.use(desk, self.panels.worklist)
        for part in (
            self._importing, self._refusing, self._exporting, self._appealing, self._listing, self._seconding,
            self._searching, self.choosing, self.helping, self.charting, self.safekeeping, self.locking,
        ):  # fmt: skip
            part.use(desk)
        self._idling.wait(desk.settings.lock_minutes)
        if desk.read_only:
            self._lock()
        else:  # the drafts are those of whoever has it
            self._drafting.use(desk.folder)

    def _lock(self) -> None:
        """Another has the workspace: everything can be read, and nothing changed."""
        if self._desk and self._desk.read_only:
            words = (
                f"{self._desk.keeper.held_by or 'Another program'} has this workspace open: here it can only be read."
            )
            self._actions.lock(words)
            self.panels.lock(words)
            self._status.show_read_only(words)

    def open_letter(self, record_id: str) -> None:
        """Open a letter."""
        self._reviewing.open(record_id)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Bring letters into the worklist, and whole records of another workspace (.json, .jsonl)."""
        self._importing.begin(paths)

    # Actions, by their names; those on the letter that is open are Reviewing's

    def close_window(self) -> None:
        """Close the window."""
        self.close()

    def _choose(self, chosen: "Settings") -> None:
        """Take other settings at once, and keep them."""
        if not self._desk:
            return
        self._jobs.run("store", partial(self._desk.choose, chosen), owner=self)
        self._reviewing.choose(chosen)
        self._idling.wait(chosen.lock_minutes)
        if chosen.reviewer_name and chosen.reviewer_name != self._remembered.reviewer:
            self._remembered.reviewer = chosen.reviewer_name
            self._status.show_reviewer(chosen.reviewer_name, known=True)
            self._seconding.refresh()
        if chosen.scheme != self._remembered.scheme:
            self._actions[f"scheme_{chosen.scheme}"].trigger()

    def show_report(self, report: "ImportReport") -> None:
        """What became of each file of an import."""
        from .dialogs.import_report import ImportReportDialog

        dialog = ImportReportDialog(report, self._theme, self)
        dialog.letter_opened.connect(self.open_letter)
        dialog.show()

    # What happens

    def showEvent(self, event: QShowEvent) -> None:
        """Once the window can be seen, the work on the rest of it may begin."""
        super().showEvent(event)
        if self._panels is None:
            QTimer.singleShot(FIRST_PAINT, self, self.stood.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped are letters to import."""
        self.import_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once what was typed is on the disk; what cannot be saved keeps the window open, or is given up."""
        if self._settled or not self._desk:
            self._remember()
            if self._panels:
                self._drafting.forget()
                self._importing.cancel()
                self._exporting.cancel()
                self._panels.close_letters()
            super().closeEvent(event)
            return
        event.ignore()
        if self.panels.form.flush() or self.messages.ask(*GIVE_UP):
            self._reviewing.when_saved(self._close_now)

    def _close_now(self) -> None:
        self._settled = True
        self.close()

    def _remember(self) -> None:
        if self._panels:
            self._panels.remember(self._remembered)
            self.arranging.remember()
        if self._panels and self._desk:
            self._resuming.keep(self._desk, self._panels.worklist, self._reviewing.record)
        self._remembered.keep_state("geometry", self.saveGeometry())

    def _show_standing(self, record: "Record") -> None:
        from imrdesk.record.agreement import whose

        self._actions.letter_is_open(not self.panels.searching)
        self._heading.show_record(record)
        self._actions.letter_may_leave(not whose(record.id)[1] and not self.panels.searching)
        self.setWindowTitle(f"{record.case_number} — {TITLE}" if record.case_number else TITLE)

    def _open_again(self) -> None:
        """Show the open letter as it stands now, where others were changed with it."""
        if record := self._reviewing.record:
            self._reviewing.open(record.id, self.panels.form.current_path())

    def _show_again(self, record_id: str) -> None:
        """A letter's file is back: show its pages where it is open."""
        if (record := self._reviewing.record) and record.id == record_id:
            self._open_again()

    def _keep_reviewer(self, name: str) -> None:
        self._remembered.reviewer = name

    def _keep_keys(self, bound: Mapping[str, tuple[str, ...]]) -> None:
        self._actions.bind(bound)
        self._remembered.keys = bound
        self.dressing.again()  # so that every tip names the key as it is now

    def _dress(self, theme: Theme) -> None:
        """Make every panel anew in another theme, and go on where one was."""
        old, record = self.panels, self._reviewing.record
        place = old.form.current_path()
        old.form.flush()
        old.remember(self._remembered)
        self._theme = theme
        self._actions.tint(theme)
        self._panels = self._build_panels()
        self._panels.take_over(old)
        self._lock()
        old.close_letters()
        self.turning.join(self._panels)
        self._listing.refresh()
        if record:
            self._reviewing.open(record.id, place)
