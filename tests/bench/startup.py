"""How long until the window stands and a letter can be opened, beside a bare PySide6 window; pairs, one after another.

    python tests/bench/startup.py [--pairs 7]

Each figure is a program of its own, warm, without a screen, on an empty workspace.
"""

import argparse
import os
import subprocess
import sys
import tempfile
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
shown, seen = MainWindow.showEvent, []
def show(window, event):
    shown(window, event); seen.append(time.perf_counter() - start)
MainWindow.showEvent = show
done = app.Opening.done
def usable(opening, desk):
    done(opening, desk); print(*seen, time.perf_counter() - start); opening._window.close()
app.Opening.done = usable
app.run()
"""


def main() -> None:
    """Print the medians and their ratios."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pairs", type=int, default=7)
    pairs = words.parse_args().pairs
    with tempfile.TemporaryDirectory() as home:
        measured(OURS, home)  # the first makes the workspace and the byte code
        figures = [(*measured(BARE, home), *measured(OURS, home)) for _ in range(pairs)]
    bare, stands, usable = (median(column) for column in zip(*figures, strict=True))
    print(f"bare PySide6 window       {bare * 1000:6.0f} ms")
    print(f"the window stands         {stands * 1000:6.0f} ms   {stands / bare:.2f} x bare")
    print(f"letters can be opened     {usable * 1000:6.0f} ms   {usable / bare:.2f} x bare")


def measured(program: str, home: str) -> list[float]:
    """The seconds a program of its own prints."""
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen", "IMRDESK_HOME": home}
    done = subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


if __name__ == "__main__":
    main()
