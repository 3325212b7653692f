"""How fast the window lists very many letters: python -m tests.bench.worklist [--letters N] [--folder KEPT].

Scrolling a page by its key, dragging the list anywhere, and filtering, each until the rows are painted. The letters are
those of tests.bench.scale; beside the time on the clock stands what the window's own thread worked."""

import argparse
import os
import random
import tempfile
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QTableView

from imrdesk.store import Query
from imrdesk.workflow import Desk
from tests.bench.desk_window import DeskWindow
from tests.bench.form import Taken, timed
from tests.bench.scale import FILTERS, fill

GOALS = {"scroll a page": 50.0, "drag anywhere": 50.0, "filter": 100.0}
TIMES = 60


class Listed:
    """The list of a window, and keys and clicks for it."""

    def __init__(self, at: DeskWindow) -> None:
        self.at = at
        self.panel = at.window.panels.worklist
        view = self.panel.findChild(QTableView)
        assert isinstance(view, QTableView)
        self.view = view

    def scroll(self) -> Taken:
        """A page on by its key."""
        self.view.setFocus()
        return timed(self.at, lambda: QTest.keyClick(self.view, Qt.Key.Key_PageDown), self._painted)

    def drag(self, chance: random.Random) -> Taken:
        """The list dragged to any place."""
        bar = self.view.verticalScrollBar()
        return timed(self.at, lambda: bar.setValue(chance.randint(0, bar.maximum())), self._painted)

    def filter(self, query: Query) -> Taken:
        """Other letters asked for, until they are listed."""
        self.panel.show_query(query)
        reset = QSignalSpy(self.view.model().modelReset)
        return timed(self.at, lambda: self.panel.query_changed.emit(self.panel.query()), lambda: reset.count() > 0)

    def _painted(self) -> bool:
        self.view.viewport().repaint()
        return True


def main() -> None:
    """Print p50, p95 and the worst against the goals."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--letters", type=int, default=100_000)
    words.add_argument("--folder", type=Path, help="where the workspace is kept for another run")
    chosen = words.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="imrdesk-bench-") as name:
        folder = chosen.folder or Path(name) / "desk"
        if not (folder / "imrdesk.db").exists():
            fill(folder, chosen.letters)
        with Desk.open(folder) as desk:
            at = DeskWindow(desk, Path(name))
            listed = Listed(at)
            times = {
                "scroll a page": [listed.scroll() for _time in range(TIMES)],
                "drag anywhere": [listed.drag(chance) for _time in range(TIMES)],
                "filter": [listed.filter(query) for query in (*FILTERS.values(), Query()) * 5],
            }
            at.settle()
            tell(times)
            at.close()


def tell(times: dict[str, list[Taken]]) -> None:
    """A line for each thing done, and one for what of it was this thread's work."""
    print(f"{'':26}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}{'goal':>7}")
    for name, found in times.items():
        for kind, ordered in {
            name: sorted(one.clock for one in found),
            "  at work in its thread": sorted(one.work for one in found),
        }.items():
            p95 = ordered[int(0.95 * (len(ordered) - 1))]
            print(f"{kind:26}{len(found):7}{median(ordered):9.1f}{p95:9.1f}{ordered[-1]:9.1f}{GOALS[name]:7.0f}")


if __name__ == "__main__":
    main()
