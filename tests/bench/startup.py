"""How long until the window stands, lists its letters and opens one, beside a bare PySide6 window; in pairs.

    python -m tests.bench.startup [--pairs 7]

Each figure is a program of its own: warm, its byte code made, without a screen, on a workspace of the sample letters.
Usable is when the list is painted with its letters, the keyboard moves in it, and Enter on one of them is obeyed: the
letter opens as soon as its panels are there, which the last two lines tell.
Beside the time on the clock stands the processor's, which other programs at work disturb less.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

BARE = """
import time; start = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()
QTimer.singleShot(0, app.quit); app.exec()
print(time.perf_counter() - start, time.process_time())
"""
OURS = """
import time; start = time.perf_counter()
import gc; gc.disable()  # this line and the next three as imrdesk.__main__ has them
from imrdesk import log, paths
from imrdesk.gui import app
log.start(paths.home() / "logs")
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.opening import Opening
seen, wanted = [], []
def note(): seen.extend((time.perf_counter() - start, time.process_time()))
def press(key):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
def stood(self, event, show=MainWindow.showEvent):
    show(self, event); note()
def listed(self, nothing, go_on=Opening._stand_listed):
    note()
    view = QApplication.focusWidget()
    press(Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1, "the keyboard does not move in the list"
    wanted.extend(view.chosen())
    press(Qt.Key.Key_Return)
    go_on(self, nothing)
def work(self, desk, set_desk=MainWindow.set_desk):
    global window
    window = self
    set_desk(self, desk); note()
    self.parts.reviewing.shown.connect(opened)
def opened(record):
    assert [record.id] == wanted, "Enter opens another letter"
    note(); window.close()
MainWindow.showEvent, Opening._stand_listed, MainWindow.set_desk = stood, listed, work
app.run()
print(*seen[:8])
"""
FILL = """
from imrdesk import paths
from imrdesk.workflow import Desk
with Desk.open() as desk: desk.import_paths([paths.resource("samples")], "bench")
"""
STEPS = ("the window stands", "usable: letters listed", "its panels are there", "the letter is open")


def main() -> None:
    """Print the medians and their ratios."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pairs", type=int, default=7)
    pairs = words.parse_args().pairs
    with tempfile.TemporaryDirectory() as home:
        for first in (FILL, OURS):  # these make the workspace and the byte code
            measured(first, home)
        figures = [(*measured(BARE, home), *measured(OURS, home)) for _ in range(pairs)]
    bare, own, *ours = (median(column) for column in zip(*figures, strict=True))
    print(f"{'bare PySide6 window':24}{bare * 1000:6.0f} ms{'':17}{own * 1000:6.0f} ms of the processor")
    for name, taken, worked in zip(STEPS, ours[::2], ours[1::2], strict=True):
        clock = f"{name:24}{taken * 1000:6.0f} ms   {taken / bare:5.2f} x bare"
        print(f"{clock}{worked * 1000:6.0f} ms   {worked / own:5.2f} x bare")


def measured(program: str, home: str) -> list[float]:
    """The seconds a program of its own prints."""
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen", "IMRDESK_HOME": home}
    around["PYTHONPYCACHEPREFIX"] = str(Path(home) / "bytecode")  # as an installed program has it, and none in the tree
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    main()
