"""The way to a desk: the passphrase where it wants one, recovery where it is damaged, long work before it opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from imrdesk.errors import ImrdeskError

from .jobs import Jobs
from .messages import Offer
from .starting.gate import Gate, Page, ResultPage, WorkingPage
from .starting.mending import MENDERS, MENDING
from .starting.work import Progress, Work
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.desk.keeping import Health, Prospects
    from imrdesk.store.glance import Glance
    from imrdesk.workflow import Desk

    from .main_window import MainWindow


FURNITURE = ("imrdesk.gui.form.panel", "imrdesk.gui.source.panel", "imrdesk.gui.second.panel", "imrdesk.gui.parts")
PATIENCE = 3000  # milliseconds for the letter that was asked for first
FIRST_LOOK = 200  # letters: the block of rows that the list fetches first


@dataclass(frozen=True, slots=True)
class Start:
    """What to open, and what to do before and after; `found` says that it is damaged."""

    workspace: Path | None = None
    given: Sequence[Path] = ()
    work: Work | None = None
    found: "Health | None" = None
    tour: bool = False  # walk a newcomer through the window
    back: Path | None = None  # the workspace one came from
    only_try: bool = False  # only a look whether the window opens: once letters could be opened, it closes

    @property
    def folder(self) -> Path:
        """Where the workspace lies."""
        from imrdesk import paths

        return self.workspace or paths.default_workspace()


class Opening(QObject):
    """Opens one desk in one window."""

    ended = Signal()  # nobody wants a desk
    listed = Signal()  # its letters stand on the screen, and the rest of the window comes now
    restart_wanted = Signal(object)  # Start: open that, in a window of its own

    def __init__(self, window: "MainWindow", jobs: Jobs, start: Start) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._start = start
        self._gate: Gate | None = None
        self._work: Work | None = None  # what is done before there is a desk
        self._desk: Desk | None = None
        self._told = ""  # what to say once the desk is open
        self._seen: Glance | None = None  # the list as it stood before there was a desk
        self._to_load = list(FURNITURE)
        self._looked = False
        self._asked = ""  # the letter that somebody wanted to open before there was a desk
        self.code = 0  # what the program ends with

    def begin(self) -> None:
        """Furnish the window, and open the desk meanwhile."""
        if self._start.work:
            self._do(self._start.work)
        elif self._start.found:
            self._look(self._start.found)
        else:
            self._run(partial(first_look, self._start.folder), self._glanced, self._failed)
        self._window.begin_list()
        if self._gate:
            self._gate.raise_()

    def close(self) -> None:
        """Give the workspace back."""
        if self._desk:
            self._desk.close()

    def gate(self) -> Gate | None:
        """What covers the window."""
        return self._gate

    def _glanced(self, seen: "Glance | None") -> None:
        """List at once what is known before the desk is open; a letter that is asked for is opened once it is."""
        if seen:
            self._seen = seen
            worklist = self._window.begin_list().worklist
            worklist.set_rows(seen.listed.numbers, seen.rows, seen.listed.count, seen.window)
            worklist.set_counts(seen.counts)
            worklist.set_reviewers(seen.reviewers)
            worklist.opened.connect(self._ask_for)
            self._run(_come_after, self._stand_listed, self._failed)
        else:
            self._open()

    def _stand_listed(self, _nothing: None) -> None:
        """The list is painted: everything else comes now, the window's own modules one by one between two events."""
        self.listed.emit()
        self._open()
        self._jobs.run("read", begin_reading, owner=self)
        self._load_next()

    def _load_next(self) -> None:
        if self._to_load:
            import_module(self._to_load.pop(0))
            QTimer.singleShot(0, self, self._load_next)

    def _ask_for(self, record_id: str) -> None:
        self._asked = record_id

    def _open(self) -> None:
        self._run(partial(open_desk, self._start.workspace, self._tell_update), self.done, self._failed)

    def _tell_update(self, done: int, total: int, what: str) -> None:
        """Say how far an old workspace is brought up to date: from the thread that does it."""
        far = f": {done:,} of {total:,}." if total else " …"
        self._jobs.tell(self._say_update, f"{what}{far} This is done once.", self)

    def _say_update(self, words: str) -> None:
        self._window.begin_list().worklist.show_opening(words)

    def _run(self, work: Callable, done: Callable, failed: Callable[[Exception], None]) -> None:
        self._jobs.run("store", work, done, failed, owner=self)

    def done(self, desk: "Desk") -> None:
        """Work on the desk, and look meanwhile whether its database is sound."""
        self._desk = desk
        if self._gate:
            self._gate.hide()
            self._gate.deleteLater()
            self._gate = None
        self._window.begin_list(desk)
        self._run(_come_after, self._set_up if self._seen else self._listed, self._failed)

    def _listed(self, _nothing: None) -> None:
        """The list has come; it is painted before the next thing comes."""
        self._run(_come_after, self._set_up, self._failed)

    def _set_up(self, _nothing: None) -> None:
        """With the list on the screen, put in the rest, and begin to work."""
        desk = self._desk
        assert desk is not None
        self._window.set_desk(desk)
        if self._seen:
            self._window.panels.worklist.opened.disconnect(self._ask_for)
            self._seen.close()
        else:
            self.listed.emit()
        self._jobs.run("page", desk.warm_drawing, owner=self)
        if self._asked:
            self._window.parts.reviewing.landed.connect(self._look_around)
            self._window.open_letter(self._asked)
            QTimer.singleShot(PATIENCE, self, self._look_around)  # it may be gone
        else:
            self._look_around()
        if self._told:
            self._window.messages.tell(self._told)
        self._warn(desk)
        if not desk.read_only:  # whoever has it is told there
            self._window.parts.safekeeping.watch()
        self._window.import_paths(self._start.given)
        self._window.parts.helping.workspace_wanted.connect(self._turn_to)
        self._window.parts.safekeeping.work_wanted.connect(self._close_and_do)
        self._window.parts.safekeeping.recovery_wanted.connect(self._recover)
        if self._start.only_try:
            self.ended.emit()
        else:
            self._window.parts.helping.greet(tour=self._start.tour)

    def _look_around(self) -> None:
        """What nobody waits for, once: start the readers, and see whether the database is sound."""
        if self._desk and not self._looked:
            self._looked = True
            self._jobs.run("read", self._desk.warm, owner=self)
            self._jobs.run("check", self._desk.health, self._tell_health, owner=self)

    def _turn_to(self, folder: Path | None, given: Sequence[Path], tour: bool) -> None:
        if folder:
            self.restart_wanted.emit(Start(folder, given, tour=tour, back=self._start.workspace))
        else:
            self.restart_wanted.emit(Start(self._start.back))

    def _warn(self, desk: "Desk") -> None:
        """Say who has the workspace, and that something of it was lost; the rest is said by and by."""
        offers = (Offer("Try again", self._again),) if desk.keeper.held_by else ()
        for told in desk.keeper.pressing():
            self._window.messages.warn(told, *offers)

    def _again(self) -> None:
        self.restart_wanted.emit(replace(self._start, given=(), work=None, found=None))

    def _tell_health(self, found: "Health") -> None:
        """What the look in the background says about the pages of the database."""
        if not found.is_whole:
            see = Offer("See what can be done", partial(self._recover, found))
            self._window.messages.shout(f"Something is damaged: {found.damages[0].message}", see)

    def _recover(self, found: "Health") -> None:
        self.restart_wanted.emit(replace(self._start, given=(), work=None, found=found))

    def _close_and_do(self, work: Work) -> None:
        """The desk is closed first, and opened again after: nobody may have the files open meanwhile."""
        self.restart_wanted.emit(replace(self._start, given=(), work=work, found=None))

    def _failed(self, error: Exception) -> None:
        if self._seen:
            self._seen.close()
        if self._start.only_try:
            self.code = 1
            self.ended.emit()
        elif isinstance(error, ImrdeskError) and error.code == "encrypted":
            self._ask_passphrase()
        else:
            self._look(None, in_words(error))

    # The passphrase

    def _ask_passphrase(self) -> None:
        from .starting.unlock import UnlockPage

        page = UnlockPage(self._start.folder)
        page.tried.connect(self._unlock)
        self._show(page)

    def _unlock(self, passphrase: str) -> None:
        self._run(partial(unlock, self._start.folder, passphrase), self._unlocked, self._not_unlocked)

    def _unlocked(self, _nothing: None) -> None:
        if self._start.work or self._start.found:
            self.begin()
        else:
            self._open()

    def _not_unlocked(self, error: Exception) -> None:
        from .starting.unlock import UnlockPage

        page = self._gate.page() if self._gate else None
        if isinstance(page, UnlockPage):
            page.refuse(in_words(error))

    # Recovery

    def _look(self, found: "Health | None", told: str = "") -> None:
        """See what is damaged and what can be done."""
        show = partial(self._show_prospects, told, can_open=found is not None)
        self._run(partial(prospects, self._start.folder, found), show, partial(self._no_prospects, told))
        self._show(WorkingPage("Looking at the workspace", "What is damaged, and which backup is good?"))

    def _show_prospects(self, told: str, found: "Prospects", *, can_open: bool) -> None:
        from .starting.recovery import RecoveryPage

        page = RecoveryPage(told, found, can_open=can_open)
        page.chosen.connect(self._mend)
        self._show(page)

    def _no_prospects(self, told: str, error: Exception) -> None:
        from .starting.recovery import RecoveryPage

        if isinstance(error, ImrdeskError) and error.code == "encrypted":
            self._ask_passphrase()
            return
        page = RecoveryPage(told or in_words(error), None)
        page.chosen.connect(self._mend)
        self._show(page)

    def _mend(self, name: str) -> None:
        from .starting.recovery import AGAIN, ANYWAY

        if name in (AGAIN, ANYWAY):
            self._start = replace(self._start, found=None)
            self._open()
            return
        title, words = MENDING[name]
        self._do(Work(title, words, partial(MENDERS[name], self._start.folder), mends=True))

    # Long work

    def _do(self, work: Work) -> None:
        self._work = work
        self._show(WorkingPage(work.title, work.words))
        self._run(partial(work.call, self._progress), self._done, self._not_done)

    def _progress(self, done: int, total: int, what: str) -> None:
        """On the lane's thread."""
        told = "" if self._work and self._work.mends else what  # there it is a letter's file
        self._jobs.tell(self._advance, (done, total, told), self)

    def _advance(self, step: tuple[int, int, str]) -> None:
        page = self._gate.page() if self._gate else None
        if isinstance(page, WorkingPage):
            page.show_progress(*step)

    def _done(self, told: str) -> None:
        self._start = replace(self._start, work=None, found=None)
        if self._work and self._work.done:
            self._show_result(self._work.done, told, done=True)
            return
        self._told = told
        self._open()

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, ImrdeskError) and error.code == "encrypted":
            self._ask_passphrase()
            return
        self._start = replace(self._start, work=None)
        if self._work and self._work.mends:
            self._look(None, in_words(error))
        else:
            self._show_result("This was not finished", in_words(error), done=False)

    def _show_result(self, title: str, told: str, *, done: bool) -> None:
        page = ResultPage(title, told.split("\n\n"), done=done)
        page.chosen.connect(self._go_on)
        self._show(page)

    def _go_on(self, name: str) -> None:
        if name == ResultPage.AGAIN and self._work:
            self._do(self._work)
        else:
            self._open()

    # The gate

    def _show(self, page: Page) -> None:
        page.left.connect(self.ended)
        page.another_wanted.connect(self._choose_another)
        if self._gate is None:
            self._gate = Gate(self._window)
        self._gate.show_page(page)

    def _choose_another(self) -> None:
        from .dialogs import files

        if folder := files.choose_workspace(self._window):
            self.restart_wanted.emit(Start(folder))


def _come_after() -> None:
    """The work that comes after the work before."""


def begin_reading() -> None:
    """Let the processes that read and draw letters load, beside this one."""
    from imrdesk.desk import reading

    reading.begin()


def first_look(folder: Path) -> "Glance | None":
    """What the list of a workspace shows, before the desk's modules are loaded."""
    from imrdesk.store import Query
    from imrdesk.store.glance import glance

    return glance(folder, Query(), FIRST_LOOK)


def open_desk(workspace: Path | None, progress: Progress) -> "Desk":
    """The desk on a workspace; its modules load while the window is there already."""
    from imrdesk.workflow import Desk

    return Desk.open(workspace, progress=progress)


def unlock(folder: Path, passphrase: str) -> None:
    """Open the key of a workspace."""
    from imrdesk.desk import keeping

    keeping.unlock(folder, passphrase)


def prospects(folder: Path, found: "Health | None") -> "Prospects":
    """What is damaged and what can be done."""
    from imrdesk import settings
    from imrdesk.desk import keeping

    return keeping.prospects(folder, settings.load(), found)
