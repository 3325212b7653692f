"""How long until the window stands, lists its letters and opens one, beside a bare PySide6 window; in pairs.

    python -m tests.bench.startup [--pairs 7]

Each figure is a program of its own: warm, its byte code made, without a screen, on a workspace of the sample letters.
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
from imrdesk.gui import app
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.opening import Opening
seen = []
def note(): seen.extend((time.perf_counter() - start, time.process_time()))
def noted(kind, name):
    method = getattr(kind, name)
    def call(self, *values):
        method(self, *values); note()
    setattr(kind, name, call)
def work(self, desk, set_desk=MainWindow.set_desk):
    from imrdesk.store import Query
    global window
    window = self
    set_desk(self, desk); note()
    self._reviewing.shown.connect(opened)
    self.open_letter(desk.rows(desk.first(Query(), 1).numbers)[0].id)
def opened(record):
    note(); window.close()
noted(MainWindow, "showEvent")
noted(Opening, "_listed")
MainWindow.set_desk = work
app.run()
print(*seen[:8])
"""
FILL = """
from imrdesk import paths
from imrdesk.workflow import Desk
with Desk.open() as desk: desk.import_paths([paths.resource("samples")], "bench")
"""
STEPS = ("the window stands", "its letters are listed", "letters can be opened", "a letter is open")


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
