"""The window: assembles the panels, joins them to what works behind them, and remembers how it stood."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QToolBar

from imrdesk import paths

from .heading import Heading
from .jobs import Jobs
from .menus import Actions
from .messages import Messages
from .remembered import Remembered
from .theme import Theme
from .widgets.fitting import fit
from .widgets.status import StatusBar

if TYPE_CHECKING:
    from imrdesk.record.model import Record
    from imrdesk.settings import Settings
    from imrdesk.workflow import Desk, ImportReport

    from .listing import Listing
    from .panels import Panels
    from .parts import Parts

TITLE = "imrdesk"
SMALLEST = QSize(840, 400)  # the screen of a laptop that is set to 150 or 200 %
FIRST_SIZE = QSize(1440, 900)
GIVE_UP = ("Close without saving a field?", "One field holds something that cannot be saved as it is.", "Close", "Stay")
TOOL_SIZE = QSize(20, 20)
FIRST_PAINT = 10  # milliseconds for the screen to show the window


class MainWindow(QMainWindow):
    """The workstation; shows itself before it is furnished, and before there is a desk to work on."""

    stood = Signal()  # it can be seen, for the first time

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
        self._listing: Listing | None = None
        self._parts: Parts | None = None
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

    @property
    def parts(self) -> "Parts":
        """What works behind the panels, which is there as soon as somebody asks for it."""
        if self._parts is None:
            self.furnish()
        assert self._parts is not None
        return self._parts

    def begin_list(self, desk: "Desk | None" = None) -> "Panels":
        """Put the worklist in, before the other panels are there, and the letters of a desk in it."""
        panels = self._panels or self._begun
        if not panels:
            panels = self._begun = self._begin_panels()
        if desk:
            self._lister().use(desk)
        return panels

    def furnish(self) -> None:
        """Put the other panels in too, and join all to what works behind them."""
        if self._panels:
            return
        self.begin_list()
        from .idling import Idling
        from .parts import Parts

        self._parts = Parts(self, self._theme, self._jobs, self.messages, self._remembered, self._actions, self._status)
        self._parts.tell(self._lister())
        self._actions.tint(self._theme)
        self._panels = self._build_panels()
        self._idling = Idling(self)  # only now, so that it need not hear all that goes on while panels are built
        self._join()

    def _lister(self) -> "Listing":
        from .listing import Listing

        if self._listing is None:
            self._listing = Listing(self._jobs, self)
        return self._listing

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

    def _begin_panels(self) -> "Panels":
        from .panels import Panels

        panels = Panels(self._theme, self._jobs, self.messages, self)
        panels.restore_list(self._remembered)
        self._lister().join(panels.worklist)
        self.setCentralWidget(panels)
        return panels

    def _build_panels(self) -> "Panels":
        panels = self._begun or self._begin_panels()
        self._begun = None
        panels.fill()
        panels.restore(self._remembered)
        self.parts.join(panels)
        return panels

    def _join(self) -> None:
        parts = self.parts
        self._actions.join(self, *parts.acting())
        self._jobs.failed.connect(parts.helping.tell_fault)
        self._idling.stirred.connect(parts.drafting.stir)
        self._idling.fell_idle.connect(parts.locking.lock_screen)
        parts.importing.report_wanted.connect(self.show_report)
        for said in (parts.reviewing.shown, parts.turning.returned):
            said.connect(self._show_standing)
        parts.charting.changed.connect(self._open_again)
        for said in (parts.helping.settled, parts.choosing.settled):
            said.connect(self._choose)
        parts.choosing.bound.connect(self._keep_keys)
        parts.safekeeping.given_again.connect(self._show_again)
        self._status.reviewer_named.connect(self._keep_reviewer)
        parts.dressing.dressed.connect(self._dress)

    def _recall(self) -> None:
        self._actions.bind(self._remembered.keys)
        self._actions[f"scheme_{self._remembered.scheme}"].setChecked(True)
        if not self.restoreGeometry(self._remembered.state("geometry")):
            fit(self, FIRST_SIZE.width(), FIRST_SIZE.height())

    def set_desk(self, desk: "Desk") -> None:
        """Work on this desk."""
        from .session import Session

        self.furnish()
        self._desk = desk
        name = self._remembered.reviewer
        self._status.show_reviewer(name or self.parts.reviewing.reviewer(), known=bool(name))
        session = Session(desk, self._jobs, self.parts.reviewing.reviewer, self)
        self._lister().use(desk)
        self.parts.use(desk, session, self.panels)
        self._idling.wait(desk.settings.lock_minutes)
        self._lock()

    def _lock(self) -> None:
        """Another has the workspace: everything can be read, and nothing changed."""
        if self._desk and (words := self._desk.keeper.locked):
            self._actions.lock(words)
            self.panels.lock(words)
            self._status.show_read_only(words)

    def open_letter(self, record_id: str) -> None:
        """Open a letter."""
        self.parts.reviewing.open(record_id)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Bring letters into the worklist, and whole records of another workspace (.json, .jsonl)."""
        self.parts.importing.begin(paths)

    # Actions, by their names; those on the letter that is open are Reviewing's

    def close_window(self) -> None:
        """Close the window."""
        self.close()

    def _choose(self, chosen: "Settings") -> None:
        """Take other settings at once, and keep them."""
        if not self._desk:
            return
        self._jobs.run("store", partial(self._desk.choose, chosen), owner=self)
        self.parts.reviewing.choose(chosen)
        self._idling.wait(chosen.lock_minutes)
        if chosen.reviewer_name and chosen.reviewer_name != self._remembered.reviewer:
            self._remembered.reviewer = chosen.reviewer_name
            self._status.show_reviewer(chosen.reviewer_name, known=True)
            self.parts.seconding.refresh()
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
                self.parts.drafting.forget()
                self.parts.importing.cancel()
                self.parts.exporting.cancel()
                self._panels.close_letters()
            super().closeEvent(event)
            return
        event.ignore()
        if self.panels.form.flush() or self.messages.ask(*GIVE_UP):
            self.parts.reviewing.when_saved(self._close_now)

    def _close_now(self) -> None:
        self._settled = True
        self.close()

    def _remember(self) -> None:
        if self._panels:
            self._panels.remember(self._remembered)
            self.parts.arranging.remember()
        if self._panels and self._desk:
            self.parts.resuming.keep(self._desk, self._panels.worklist, self.parts.reviewing.record)
        self._remembered.keep_state("geometry", self.saveGeometry())

    def _show_standing(self, record: "Record") -> None:
        from imrdesk.record.agreement import whose

        self._actions.letter_is_open(not self.panels.searching)
        self._heading.show_record(record)
        self._actions.letter_may_leave(not whose(record.id)[1] and not self.panels.searching)
        self.setWindowTitle(f"{record.case_number} — {TITLE}" if record.case_number else TITLE)

    def _open_again(self) -> None:
        """Show the open letter as it stands now, where others were changed with it."""
        if record := self.parts.reviewing.record:
            self.parts.reviewing.open(record.id, self.panels.form.current_path())

    def _show_again(self, record_id: str) -> None:
        """A letter's file is back: show its pages where it is open."""
        if (record := self.parts.reviewing.record) and record.id == record_id:
            self._open_again()

    def _keep_reviewer(self, name: str) -> None:
        self._remembered.reviewer = name

    def _keep_keys(self, bound: Mapping[str, tuple[str, ...]]) -> None:
        self._actions.bind(bound)
        self._remembered.keys = bound
        self.parts.dressing.again()  # so that every tip names the key as it is now

    def _dress(self, theme: Theme) -> None:
        """Make every panel anew in another theme, and go on where one was."""
        old, record = self.panels, self.parts.reviewing.record
        place = old.form.current_path()
        old.form.flush()
        old.remember(self._remembered)
        self._theme = theme
        self._actions.tint(theme)
        self._panels = self._build_panels()
        self._panels.take_over(old)
        self._lock()
        old.close_letters()
        self.parts.turning.join(self._panels)
        self._lister().refresh()
        if record:
            self.parts.reviewing.open(record.id, place)
