"""The window at work on the real letters, driven by real key events: what the benches of the form share."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imrdesk.gui import theme as theming
from imrdesk.gui.app import application
from imrdesk.gui.garbage import Garbage
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.messages import Messages
from imrdesk.gui.remembered import Remembered
from imrdesk.record.model import Record
from imrdesk.store import Query
from imrdesk.workflow import Desk
from tests.specimens import Specimen, specimens

REASON = "as the letter says"
ALL = Qt.KeyboardModifier.ControlModifier


class Answering(Messages):
    """Gives a reason whenever one is asked for, and counts its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0

    def ask_text(self, question: str, detail: str) -> str | None:
        """A reason, typed and entered."""
        del question, detail
        self.keys += len(REASON) + 1
        return REASON


class DeskWindow:
    """A window on a workspace of its own, and keys for it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.app = application()
        self.jobs = Jobs()
        self._garbage = Garbage()  # as in the program, where no other thread collects
        self.messages = Answering()
        self.desk = desk
        theme = theming.install(self.app, "light")
        self.window = MainWindow(theme, self.jobs, Remembered(folder), self.messages)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.set_desk(desk)
        self.settle()
        self.form, self.source = self.window.panels.form, self.window.panels.source

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Text where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def settle(self) -> None:
        """Until nothing is under way any more."""
        self.turn()
        while self.jobs.busy():
            self.turn()
        self.turn()

    def turn(self) -> None:
        """One turn of the event loop; it waits a little where nothing has come."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)

    def close(self) -> None:
        """Give everything back."""
        self.window.panels.source.clear()
        self.settle()
        self.jobs.stop()
        self.window.hide()
        self._garbage.stop()


@contextmanager
def desk_window(most: int | None = None) -> Iterator[tuple[DeskWindow, list[tuple[Specimen, Record]]]]:
    """A window on the real letters, in their order, each with what it says."""
    known = specimens()[:most]
    with tempfile.TemporaryDirectory(prefix="imrdesk-bench-") as name, Desk.open(Path(name) / "workspace") as desk:
        report = desk.import_paths([specimen.path for specimen in known], "bench")
        assert len(report.added) == len(known), report.sentence()
        named = {row.file_name: row.id for row in desk.rows(desk.ids(Query()))}
        at_work = DeskWindow(desk, Path(name))
        try:
            yield at_work, [(specimen, desk.record(named[specimen.path.name])) for specimen in known]
        finally:
            at_work.close()
