"""Starting the workstation: Qt, colours, the log, the window, and then the desk."""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from imrdesk import paths

from . import theme as theming
from .garbage import Garbage
from .jobs import Jobs
from .main_window import MainWindow
from .messages import Messages
from .remembered import Remembered
from .words import UNEXPECTED, in_words, log_fault

if TYPE_CHECKING:
    from imrdesk.workflow import Desk

NO_FONTS = (
    "No font is installed, so every letter would be a box. Install one, for example: apt install fonts-dejavu-core"
)
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger(__name__)
qt_log = logging.getLogger("imrdesk.qt")


def run(workspace: Path | None = None, given: Sequence[Path] = (), *, only_try: bool = False) -> int:
    """Open the window on a workspace, bring letters in where some are given, and stay until it is closed."""
    before = qInstallMessageHandler(log_qt)
    app = application()
    if not theming.has_fonts():
        print(NO_FONTS, file=sys.stderr)  # a window could not say it
        qInstallMessageHandler(before)
        return 1
    garbage = Garbage()
    jobs = Jobs()
    remembered = Remembered(paths.home())
    window = MainWindow(theming.install(app, remembered.scheme), jobs, remembered)
    sys.excepthook = Faults(window.messages)
    opening = (Trial if only_try else Opening)(window, jobs, workspace, given)
    window.stood.connect(opening.begin)
    window.show()
    try:
        return app.exec() or opening.code
    finally:
        jobs.stop()
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(before)
        opening.close()
        garbage.stop()


def application() -> QApplication:
    """The one application there is, named."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["imrdesk"])
    app.setApplicationName("imrdesk")
    QGuiApplication.setDesktopFileName("imrdesk")
    return app


def open_desk(workspace: Path | None, progress: Callable[[int, int, str], None]) -> "Desk":
    """The desk on a workspace; its modules load while the window is there already."""
    from imrdesk.workflow import Desk

    return Desk.open(workspace, progress=progress)


class Opening:
    """The desk on its way: what to do when it is open, or cannot be."""

    def __init__(self, window: MainWindow, jobs: Jobs, workspace: Path | None, given: Sequence[Path]) -> None:
        self._window = window
        self._jobs = jobs
        self._workspace = workspace
        self._given = given
        self._desk: Desk | None = None
        self.code = 0  # what the program ends with

    def begin(self) -> None:
        """Furnish the window, and open the desk meanwhile."""
        from .icons import program_icon

        QApplication.setWindowIcon(program_icon())
        work = partial(open_desk, self._workspace, self._tell)
        self._jobs.run("store", work, self.done, self.failed, owner=self._window)
        self._window.furnish()

    def _tell(self, done: int, total: int, what: str) -> None:
        """Say how far an old workspace is brought up to date: from the thread that does it."""
        self._jobs.tell(self._say, f"{what}: {done:,} of {total:,}. This is done once.", self._window)

    def _say(self, words: str) -> None:
        self._window.panels.worklist.show_opening(words)

    def done(self, desk: "Desk") -> None:
        """Work on the desk."""
        self._desk = desk
        self._window.set_desk(desk)
        self._jobs.run("read", desk.warm, owner=self._window)
        self._window.import_paths(self._given)

    def failed(self, error: Exception) -> None:
        """Say why there is no desk, and end."""
        self.code = 1
        self._window.messages.refuse(in_words(error))
        self._window.close()

    def close(self) -> None:
        """Give the workspace back."""
        if self._desk:
            self._desk.close()


class Trial(Opening):
    """Only a look whether the window opens: once letters could be opened, it closes."""

    def done(self, desk: "Desk") -> None:
        """It does."""
        super().done(desk)
        self._window.close()


class Faults:
    """What happens to an exception nobody caught: first the log, then a banner; never a dialog, never a save."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As sys.excepthook."""
        del kind, trace
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        log_fault(error)
        self._messages.shout(UNEXPECTED)


def log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Send what Qt has to say to the program's log."""
    qt_log.log(LEVELS.get(kind, logging.INFO), "%s: %s", context.category or "qt", message)
