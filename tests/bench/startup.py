"""How long until the window stands and a letter can be opened, beside a bare PySide6 window; pairs, one after another.

    python -m tests.bench.startup [--pairs 7]

Each figure is a program of its own: warm, its byte code made, without a screen, on a workspace of the sample letters.
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
print(time.perf_counter() - start)
"""
OURS = """
import time; start = time.perf_counter()
from imrdesk.gui import app
from imrdesk.gui.main_window import MainWindow
seen = []
def note(): seen.append(time.perf_counter() - start)
def noted(method):
    def call(self, *values):
        method(self, *values); note()
    return call
def opened(record):
    note(); print(*seen); window.close()
MainWindow.showEvent = noted(MainWindow.showEvent)
join = MainWindow._join
def joined(self):
    global window
    window = self
    join(self); note()
    self._reviewing.shown.connect(opened)
    rows = self.panels.worklist.set_rows
    def listed(ids, fetch, *more):
        rows(ids, fetch, *more)
        if len(ids) and len(seen) == 2:
            note(); self.open_letter(fetch(ids[:1])[0].id)
    self.panels.worklist.set_rows = listed
MainWindow._join = joined
app.run()
"""
FILL = """
from imrdesk import paths
from imrdesk.workflow import Desk
with Desk.open() as desk: desk.import_paths([paths.resource("samples")], "bench")
"""
STEPS = ("the window stands", "its panels stand", "letters can be opened", "a letter is open")


def main() -> None:
    """Print the medians and their ratios."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pairs", type=int, default=7)
    pairs = words.parse_args().pairs
    with tempfile.TemporaryDirectory() as home:
        for first in (FILL, OURS):  # these make the workspace and the byte code
            measured(first, home)
        figures = [(*measured(BARE, home), *measured(OURS, home)) for _ in range(pairs)]
    bare, *ours = (median(column) for column in zip(*figures, strict=True))
    print(f"{'bare PySide6 window':24}{bare * 1000:6.0f} ms")
    for name, taken in zip(STEPS, ours, strict=True):
        print(f"{name:24}{taken * 1000:6.0f} ms   {taken / bare:.2f} x bare")


def measured(program: str, home: str) -> list[float]:
    """The seconds a program of its own prints."""
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen", "IMRDESK_HOME": home}
    around["PYTHONPYCACHEPREFIX"] = str(Path(home) / "bytecode")  # as an installed program has it, and none in the tree
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    main()
