"""Helping: the manual, the tour, the first day, what the program is, and a word when it fails."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QWidget

from imrdesk import log, paths
from imrdesk.errors import ImrdeskError

from .jobs import Jobs
from .menus import Actions
from .messages import Messages, Offer
from .remembered import Remembered
from .touring import Touring
from .widgets.alone import brought_up

if TYPE_CHECKING:
    from imrdesk.workflow import Desk

    from .panels import Panels

PRACTICE = "practice"  # the folder of a workspace with the sample letters, apart from anybody's real ones
PRACTISING = "These letters are made up, to practise on. Do with them what you like; your own letters are elsewhere."
LETTERS = (".pdf", ".docx", ".txt")
PANELS = ("worklist", "source", "form", "problems", "second", "comparison")


class Helping(QObject):
    """Does what the Help menu says, in whichever panels are shown."""

    settled = Signal(object)  # other Settings
    workspace_wanted = Signal(object, object, bool)  # folder or None, letters to bring in, whether to begin the tour

    def __init__(
        self, actions: Actions, jobs: Jobs, remembered: Remembered, messages: Messages, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._jobs = jobs
        self._remembered = remembered
        self._messages = messages
        self._window = window
        self._desk: Desk | None = None
        self._panels: Panels | None = None
        self._touring = Touring(window, self._target)

    def use(self, desk: "Desk") -> None:
        """The desk that is worked on; says so where it is the one to practise on."""
        self._desk = desk
        if desk.folder == practice():
            self._messages.tell(PRACTISING, Offer("Back to my letters", self._go_back), topic="practice")

    def join(self, panels: "Panels") -> None:
        """Help with these panels; those before are gone."""
        self._touring.end()
        self._panels = panels
        panels.worklist.samples_wanted.connect(self.open_samples)

    def greet(self, *, tour: bool) -> None:
        """On the first day ask who reviews; begin the tour where it was asked for."""
        if tour:
            self.show_tour()
        elif not self._remembered.greeted:
            self._welcome()

    # Actions, by their names

    def show_manual(self) -> None:
        """Open the manual where it tells of the panel that has the keyboard."""
        from .dialogs.manual import Manual

        manual = self._window.findChild(Manual) or Manual(self._window)
        manual.show_page(self._page())
        manual.show()
        manual.raise_()

    def show_tour(self) -> None:
        """Walk through the window; on sample letters where there are none."""
        if self._desk:
            self._jobs.run("store", self._desk.counts, self._begin_tour, owner=self)

    def _begin_tour(self, counts: dict[str, int]) -> None:
        if self._desk and not sum(counts.values()) and self._desk.folder != practice():
            self.open_samples()
            return
        self._actions["show_review"].trigger()
        for panel in ("worklist", "source", "problems"):
            self._actions[f"show_{panel}"].setChecked(True)
        self._touring.begin()

    def open_samples(self) -> None:
        """Open the letters to practise on, in a workspace of their own, and begin the tour."""
        if self._desk and self._desk.folder == practice():
            self.show_tour()
            return
        samples = sorted(path for path in paths.resource("samples").iterdir() if path.suffix in LETTERS)
        self.workspace_wanted.emit(practice(), [] if practice().is_dir() else samples, True)

    def about(self) -> None:
        """Version, places, licences, diagnostics."""
        from imrdesk.licences import BESIDE, licences

        from .dialogs.about import About

        if brought_up(self._window, About):
            return
        rows = [(name, "", f"{licence} ({what})") for name, licence, what in BESIDE]
        rows += [(one.package, one.version, one.licence) for one in licences()]
        dialog = About(self._places(), rows, self._window)
        dialog.diagnostics_wanted.connect(self._diagnose)
        dialog.show()

    def _places(self) -> list[tuple[str, Path]]:
        kept = [("Your letters", self._desk.folder)] if self._desk else []
        return [*kept, ("Settings", paths.home()), ("Log", log.default_file())]

    def _diagnose(self) -> None:
        folder = self._desk.folder if self._desk else None
        self._jobs.run("read", partial(diagnostics, folder), self._copy, owner=self)

    def _copy(self, text: str) -> None:
        from .dialogs.about import About

        QGuiApplication.clipboard().setText(text)
        for dialog in self._window.findChildren(About):
            dialog.show_copied()

    def tell_fault(self, error: Exception) -> None:
        """Say that work in the background failed; of a fault of the program, offer the report."""
        from .words import in_words, report_of

        known = isinstance(error, ImrdeskError)
        offers = () if known else (Offer("What happened", partial(show_report, report_of(error), self._window)),)
        self._messages.shout(in_words(error), *offers)

    # The first day

    def _welcome(self) -> None:
        from .dialogs.welcome import Welcome

        if self._desk is None:
            return
        self._remembered.greeted = True
        dialog = Welcome(self._remembered.reviewer, self._desk.folder, self._window)
        dialog.told.connect(self._settle)
        dialog.tour_wanted.connect(self.show_tour)
        dialog.show()

    def _settle(self, name: str, credentials: str, initials: str) -> None:
        if self._desk and (name or credentials or initials):
            told = {"reviewer_name": name, "reviewer_credentials": credentials, "reviewer_initials": initials}
            known = {key: value for key, value in told.items() if value}
            self.settled.emit(replace(self._desk.settings, scheme=self._remembered.scheme, **known))

    def _go_back(self) -> None:
        self.workspace_wanted.emit(None, [], False)

    # Where things are

    def _target(self, name: str) -> QWidget | None:
        """What a step of the tour points at; a letter is opened where the step tells of one."""
        if name in PANELS and self._panels:
            if name != "worklist" and not self._actions["review_and_next"].isEnabled():
                self._actions["next_letter"].trigger()
            return getattr(self._panels, name)
        bar = self._window.findChild(QToolBar)
        return bar.widgetForAction(self._actions[name]) if bar and name else None

    def _page(self) -> str:
        focus = QApplication.focusWidget()
        if self._panels and focus:
            if self._panels.searching:
                return "searching"
            for name in PANELS:
                panel = getattr(self._panels, name)
                if panel is focus or panel.isAncestorOf(focus):
                    return name
        return "index"


def practice() -> Path:
    """Where the workspace to practise on lies."""
    return paths.home() / PRACTICE


def diagnostics(folder: Path | None) -> str:
    """What `imrdesk doctor` says."""
    from imrdesk.doctor import examine

    return "\n".join(f"{item.level.value:6} {item.part:13} {item.words}" for item in examine(folder))


def show_crash(error: BaseException, window: QWidget) -> None:
    """Say what is wrong with the program."""
    from .words import report_of

    show_report(report_of(error), window)


def show_report(report: str, window: QWidget) -> None:
    """Show the report of a fault, in the one window there is for it."""
    from .dialogs.crash import CrashReport

    if shown := window.findChild(CrashReport):
        shown.add(report)
        return
    CrashReport(report, log.default_file(), window).show()
