"""A seeded monkey at the whole window: real events for some minutes, then what it left is held against the database.

    python tests/bench/soak.py [--minutes 2] [--seed 1]

It opens, types, confirms, undoes, resizes, changes colours, searches, filters, sorts, imports, exports and kills the
processes that read files. It ends with 1 where anything raised, where widgets or memory peak higher in the second half
than in the first, where the events replayed do not give the records, or where the form shows another record, or other
words in a field that nobody types in, than the database has.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from imrdesk import paths
from imrdesk.gui import theme as theming
from imrdesk.gui.app import application
from imrdesk.gui.form.panel import FormPanel
from imrdesk.gui.garbage import Garbage
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.messages import Messages
from imrdesk.gui.remembered import Remembered
from imrdesk.gui.screenshots import settle
from imrdesk.record.model import Record
from imrdesk.record.values import show
from imrdesk.store import Query
from imrdesk.workflow import Desk

SEARCHED = ("pain", "therapy", "lumbar", "nothing has this")
WORDS = ("left", "Baker", "10/16/2014", "x", "lumbar spine", "")
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TRACKER = "resource_tracker"  # Python's own process, which reads no files
GROWTH = 1.15  # what counts as flat, from the first half of the run to the second


class Yes(Messages):
    """Answers every question, so that nothing waits for a person."""

    def ask(self, question: str, detail: str, yes: str, no: str) -> bool:
        """Yes."""
        del question, detail, yes, no
        return True

    def ask_text(self, question: str, detail: str) -> str | None:
        """Some reason."""
        del question, detail
        return "Because."


class Monkey:
    """Does one thing after the other, as its seed says."""

    def __init__(self, window: MainWindow, desk: Desk, jobs: Jobs, folder: Path, seed: int) -> None:
        self._window, self._desk, self._jobs, self._folder = window, desk, jobs, folder
        self._dice = random.Random(seed)
        self.done: Counter[str] = Counter()
        self._acts: dict[Callable[[], None], int] = {
            self.open: 6, self.type: 10, self.confirm: 14, self.undo: 5, self.redo: 2, self.walk: 6, self.resize: 2,
            self.colours: 1, self.take: 2, self.review: 2, self.import_again: 1, self.export: 1, self.kill: 1,
            self.lock: 1, self.dialog: 1, self.panels: 1, self.search: 2, self.narrow: 2, self.sort: 1, self.find: 2,
            self.look: 2, self.neighbour: 2,
        }  # fmt: skip

    def step(self) -> None:
        """Do something, and sometimes wait until the desk has done it."""
        (act,) = self._dice.choices(list(self._acts), list(self._acts.values()))
        act()
        self.done[act.__name__] += 1
        QApplication.processEvents()
        if self._dice.random() < 0.2:
            settle(self._jobs)

    def open(self) -> None:
        """Some letter."""
        rows = self._desk.rows(self._desk.ids(Query()))
        self._window.open_letter(self._dice.choice(rows).id)

    def type(self) -> None:
        """Some words over a field."""
        self._key(Qt.Key.Key_A, CONTROL)
        if focus := QApplication.focusWidget():
            QTest.keyClicks(focus, self._dice.choice(WORDS))

    def confirm(self) -> None:
        """Enter."""
        self._key(Qt.Key.Key_Return)

    def undo(self) -> None:
        """Ctrl+Z."""
        self._key(Qt.Key.Key_Z, CONTROL)

    def redo(self) -> None:
        """Ctrl+Y."""
        self._key(Qt.Key.Key_Y, CONTROL)

    def walk(self) -> None:
        """To another field or panel."""
        self._key(self._dice.choice((Qt.Key.Key_Tab, Qt.Key.Key_F8, Qt.Key.Key_F6, Qt.Key.Key_Escape)))

    def take(self) -> None:
        """An alternative."""
        self._key(Qt.Key.Key_1, ALT)

    def review(self) -> None:
        """Reviewed, next letter."""
        self._key(Qt.Key.Key_Return, CONTROL)

    def resize(self) -> None:
        """Another size."""
        self._window.resize(self._dice.randint(840, 1920), self._dice.randint(400, 1080))

    def colours(self) -> None:
        """The other scheme."""
        self._dice.choice((self._window.parts.dressing.scheme_dark, self._window.parts.dressing.scheme_light))()

    def import_again(self) -> None:
        """A letter that is there already, and a file that is none."""
        self._window.import_paths([paths.resource("samples", "07_body_double_spaced.txt"), self._folder / "none.pdf"])

    def export(self) -> None:
        """The open letter, in the lane the window uses."""
        if record := self._window.parts.reviewing.record:
            target = self._folder / "out.docx"
            self._jobs.run("read", lambda: self._desk.export([record.id], "docx", target), owner=self._window)

    def kill(self) -> None:
        """A process that reads files, in the middle of whatever it does."""
        with suppress(psutil.Error):  # gone already
            children = psutil.Process().children(recursive=True)
            for child in [one for one in children if TRACKER not in " ".join(one.cmdline())][:1]:
                child.send_signal(signal.SIGKILL)

    def search(self) -> None:
        """Words in the worklist's search box, or none again."""
        self._window.parts.arranging.find_letter()
        box = self._window.panels.worklist._filters.search
        QTest.keyClick(box, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(box, self._dice.choice(SEARCHED)) if self._dice.random() < 0.5 else box.clear()
        QTest.keyClick(box, Qt.Key.Key_Return)

    def narrow(self) -> None:
        """A filter on or off, or all of them away."""
        filters = self._window.panels.worklist._filters
        buttons = [one for one in filters.findChildren(QPushButton) if one.isVisible()]
        if buttons:
            self._dice.choice(buttons).click()

    def sort(self) -> None:
        """The list in another order."""
        header = self._window.panels.worklist._view.horizontalHeader()
        shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
        at = header.sectionViewportPosition(self._dice.choice(shown)) + 4
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, header.height() // 2))

    def find(self) -> None:
        """Words in the letter, and on to the next place of them."""
        if self._window.parts.reviewing.record:
            self._key(Qt.Key.Key_F, CONTROL)
            if isinstance(focus := QApplication.focusWidget(), QLineEdit):
                QTest.keyClicks(focus, self._dice.choice(SEARCHED))
            self._key(Qt.Key.Key_F3)
            self._key(Qt.Key.Key_Escape)

    def look(self) -> None:
        """The letter larger, smaller, whole, as text, as pages, or its pages in small."""
        source = self._window.panels.source
        way = self._dice.choice((source.zoom_in, source.zoom_out, source.whole_page, source.toggle_thumbnails, None))
        way() if way else source.set_mode(self._dice.choice(("page", "text")))

    def neighbour(self) -> None:
        """The letter after or before in the list."""
        self._key(self._dice.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)), CONTROL)

    def lock(self) -> None:
        """Hide the screen and come back."""
        self._window.parts.locking.lock_screen()
        QTest.keyClick(self._window.parts.locking.curtain, Qt.Key.Key_Space)

    def dialog(self) -> None:
        """One of the dialogs, and away again."""
        self._dice.choice(
            (
                self._window.parts.choosing.show_palette,
                self._window.parts.choosing.show_keys,
                self._window.parts.choosing.choose_keys,
            )
        )()
        for dialog in self._window.findChildren(QDialog):
            dialog.close()

    def panels(self) -> None:
        """A panel away, or back."""
        self._window._actions[self._dice.choice(("show_worklist", "show_source", "show_problems"))].trigger()

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if focus := QApplication.focusWidget():
            QTest.keyClick(focus, key, modifier)


def main() -> int:
    """Run, report, and say whether it went well."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--minutes", type=float, default=2)
    words.add_argument("--seed", type=int, default=1)
    chosen = words.parse_args()
    faults: list[str] = []
    sys.excepthook = lambda kind, error, trace: faults.append(f"{kind.__name__}: {error} ({_where(trace)})")
    with tempfile.TemporaryDirectory() as away:
        os.environ["IMRDESK_HOME"] = away
        faults += run(Path(away), chosen.minutes, chosen.seed)
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


def run(folder: Path, minutes: float, seed: int) -> list[str]:
    """The faults that the run itself finds."""
    app, jobs, garbage = application(), Jobs(), Garbage()  # as in the program, where no other thread collects
    with Desk.open(folder / "workspace") as desk:
        desk.import_paths([paths.resource("samples")], "Monkey")
        window = MainWindow(theming.install(app, "light"), jobs, Remembered(folder), Yes())
        window.show()
        window.set_desk(desk)
        settle(jobs)
        monkey = Monkey(window, desk, jobs, folder, seed)
        start, sizes = time.monotonic(), []
        while (gone := time.monotonic() - start) < minutes * 60:
            try:
                monkey.step()
            except Exception as error:
                return [f"{type(error).__name__}: {error} ({_where(error.__traceback__)})"]
            if len(sizes) < int(gone / (minutes * 60) * 10):
                settle(jobs)
                sizes.append(size())
        settle(jobs)
        sizes.append(size())
        print(f"{sum(monkey.done.values())} acts in {minutes:g} min: {dict(monkey.done)}")
        print("widgets, MB:", ", ".join(f"{widgets} {memory:.0f}" for widgets, memory in sizes))
        found = grown(sizes) + standing(window, desk)
        window.panels.source.clear()
        jobs.stop()
        window.hide()
    garbage.stop()
    return found


def size() -> tuple[int, float]:
    """Widgets alive, and megabytes of this process."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    widgets = sum(isinstance(one, QWidget) for one in QApplication.allWidgets())
    return widgets, psutil.Process().memory_info().rss / 1024**2


def grown(sizes: list[tuple[int, float]]) -> list[str]:
    """Whether widgets or memory peak higher in the second half than in the first."""
    half = len(sizes) // 2
    early, late = (tuple(map(max, zip(*part, strict=True))) for part in (sizes[:half], sizes[half:]))
    return [
        f"{name} grow: {before:.0f} to {after:.0f} at most"
        for name, before, after in zip(("widgets", "megabytes"), early, late, strict=True)
        if after > before * GROWTH
    ]


def standing(window: MainWindow, desk: Desk) -> list[str]:
    """Whether the audit is whole and the form shows what the database has."""
    found = [
        f"the events of {row.id} replayed give another record"
        for row in desk.rows(desk.ids(Query()))
        if desk._store.replayed(row.id) != desk.record(row.id)
    ]
    if desk._store.verify_chain() is not None:
        found.append("the audit's chain is broken")
    if (shown := window.parts.reviewing.record) and shown != desk.record(shown.id):
        found.append("the window shows another record than the database has")
    return found + (drifted(window.panels.form, shown) if shown else [])


def drifted(form: FormPanel, record: Record) -> list[str]:
    """The fields that show other words than the record has, though nobody types in them."""
    shown = form.as_shown(record)
    return [
        f"the field {row.path.key} shows other words than the database has"
        for row in form._sheet.shown_rows()
        if not row.draft and row.editor.text() != show(shown.at(row.path).value)
    ]


def _where(last: TracebackType | None) -> str:
    while last and last.tb_next:
        last = last.tb_next
    return f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"


if __name__ == "__main__":
    sys.exit(main())
