"""Starting the workstation: Qt, colours, the log, the window, and then the desk."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from imrdesk import paths

from . import theme as theming
from .garbage import Garbage, keep
from .jobs import Jobs
from .main_window import MainWindow
from .opening import Opening, Start
from .remembered import Remembered

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
    start: Start | None = Start(workspace, given, only_try=only_try)
    code = 0
    try:
        while start:
            start, code = Seat(app, start).stay()
    finally:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(before)
        garbage.stop()
    return code


class Seat(QObject):
    """One window at one workspace, until it is closed or another start is wanted."""

    def __init__(self, app: QApplication, start: Start) -> None:
        super().__init__()
        self._app = app
        self._next: Start | None = None
        self._jobs = Jobs()
        remembered = Remembered(paths.home())
        self._window = MainWindow(theming.install(app, remembered.scheme), self._jobs, remembered)
        self._opening = Opening(self._window, self._jobs, start)
        sys.excepthook = Faults(self._window)
        self._window.stood.connect(self._begin)
        self._opening.listed.connect(keep)
        self._opening.restart_wanted.connect(self._restart)
        self._opening.ended.connect(self._window.close)

    def stay(self) -> tuple[Start | None, int]:
        """Until the window is closed; gives what to open next, and what the program ends with."""
        self._window.show()
        try:
            self._app.exec()
        finally:
            self._jobs.stop()
            self._opening.close()
            self._window.deleteLater()
        return self._next, self._opening.code

    def _begin(self) -> None:
        from .icons import program_icon

        QApplication.setWindowIcon(program_icon())
        self._opening.begin()

    def _restart(self, start: Start) -> None:
        """Close this window, and open one anew; not where a field holds it open."""
        self._next = start
        if not self._window.close() and not self._window.panels.form.flush():
            self._next = None


def application() -> QApplication:
    """The one application there is, named."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["imrdesk"])
    app.setApplicationName("imrdesk")
    QGuiApplication.setDesktopFileName("imrdesk")
    return app


class Faults:
    """What happens to an exception nobody caught: first the log, then one calm window; never a save."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As sys.excepthook."""
        del kind, trace
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        from .helping import show_crash
        from .words import UNEXPECTED, log_fault

        log_fault(error)
        try:
            show_crash(error, self._window)
        except Exception as another:
            log_fault(another)
            self._window.messages.shout(UNEXPECTED)


def log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Send what Qt has to say to the program's log."""
    qt_log.log(LEVELS.get(kind, logging.INFO), "%s: %s", context.category or "qt", message)
