"""How fast the source panel shows letters against a bare label with the same picture: python -m tests.bench.source."""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from imrdesk.document.model import Document, Page
from imrdesk.extract.pipeline import extract
from imrdesk.gui import theme as theming
from imrdesk.gui.app import application
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.source.marks import marks_of
from imrdesk.gui.source.panel import SourcePanel
from imrdesk.record.model import Record, record_from
from imrdesk.sources import open_source
from imrdesk.sources.drawing import Drawing
from imrdesk.sources.guard import Limits
from imrdesk.sources.render import FileView, PageView
from tests.specimens import Specimen, specimens

SIZE = (620, 800)  # pixels of the panel
LONG = 300  # pages of the long text
LONG_TEXT = (
    "long text, show", "long text, while it comes", "long text, to the last page", "long text, while it scrolls",
    "long text, resize", "long text, while it is laid out",
)  # fmt: skip
GOALS = {"open to first page with marks": 100.0, "focus_path": 10.0, **dict.fromkeys(LONG_TEXT, 50.0)}


@dataclass(frozen=True, slots=True)
class Letter:
    """A specimen as the window gets it."""

    specimen: Specimen
    document: Document
    record: Record
    drawing: Drawing

    def view(self) -> PageView | None:
        """Its pages, opened anew."""
        return self.drawing.view(self.specimen.path, self.document.media_type, self.document.pages)


class Bench:
    """One panel and one bare label, and the times each has taken."""

    def __init__(self) -> None:
        self.app = application()
        self.jobs = Jobs()
        self.panel = SourcePanel(theming.install(self.app, "light"), self.jobs)
        self.label = QLabel()
        for widget in (self.panel, self.label):
            widget.resize(*SIZE)
            widget.show()
        self.times: dict[str, list[float]] = {}

    def timed(self, name: str, act: Callable[[], None]) -> None:
        """Note how long an act takes, its painting included."""
        start = time.perf_counter()
        act()
        self.times.setdefault(name, []).append(1000 * (time.perf_counter() - start))

    def settle(self) -> None:
        """Until nothing is under way."""
        while self.jobs.busy():
            QApplication.processEvents()
        QApplication.processEvents()

    def letter(self, letter: Letter) -> None:
        """All that is measured on one letter."""
        marks = marks_of(letter.record)
        self.timed("bare label", lambda: self._bare(letter))
        self.timed("open to first page with marks", lambda: self._open(letter, marks))
        self.settle()
        for path in [mark.path for mark in marks]:
            self.timed("focus_path", lambda path=path: self._seen(lambda: self.panel.focus_path(path)))
        self.settle()
        canvas = self.panel._canvas
        bar = canvas.verticalScrollBar()
        bar.setValue(0)
        self.settle()
        while bar.value() < bar.maximum():
            self.timed("scroll a screen", lambda: self._seen(lambda: bar.setValue(bar.value() + bar.pageStep())))
            self.settle()
        for step in (1, 1, -1, -1):
            self.timed("zoom step, shown", lambda step=step: self._seen(lambda: canvas.zoom_by(step)))
            self.timed("zoom step, sharp", self.settle)
        self.panel.fit_width()
        self.settle()

    def _seen(self, act: Callable[[], object]) -> None:
        act()
        self.panel._canvas.viewport().repaint()

    def _open(self, letter: Letter, marks: tuple) -> None:
        canvas = self.panel._canvas
        self.panel.show_letter(letter.document, letter.view(), marks, letter.record.case_number)
        spans = [span for mark in marks for span in mark.spans]
        while not (canvas.pages.picture(1) and canvas.pages.is_measured(spans)):
            QApplication.processEvents()
        canvas.viewport().repaint()

    def _bare(self, letter: Letter) -> None:
        """The reference: the file opened, its first page drawn, and shown by a label; nothing else."""
        view = FileView(letter.specimen.path)
        made = view.image(1, SIZE[0] / view.size(1)[0])
        image = QImage(made.data, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
        self.label.setPixmap(QPixmap.fromImage(image))
        self.label.repaint()
        view.close()

    def long_text(self) -> None:
        """The text of a very long letter: the longest time the window stands still while it is laid out."""
        line = "The claimant is a fictional person who was seen for pain of the lower back and for other things too\n"
        pages = tuple(Page(number, line * 45, 612.0, 792.0) for number in range(1, LONG + 1))
        self.panel.set_mode("text")
        document = Document("long.pdf", "0" * 64, "application/pdf", "bench", pages)
        self.timed("long text, show", lambda: self.panel.show_letter(document, None))
        self._stood_still("long text, while it comes")
        self.timed("long text, to the last page", lambda: self.panel.go_to_page(LONG))
        self._stood_still("long text, while it scrolls")
        self.timed("long text, resize", lambda: self.panel.resize(500, 800))
        self._stood_still("long text, while it is laid out")
        self.timed("search of a long text", lambda: self._seen(lambda: self.panel.find_words("lower back and")))

    def _stood_still(self, name: str) -> None:
        """How long the window stood still at the longest, in the two seconds after something was done."""
        longest, until = 0.0, time.perf_counter() + 2.0
        while (start := time.perf_counter()) < until:
            QApplication.processEvents()
            longest = max(longest, time.perf_counter() - start)
            time.sleep(0.001)
        self.times.setdefault(name, []).append(1000 * longest)

    def close(self) -> None:
        """Give everything back."""
        self.panel.clear()
        self.settle()
        self.jobs.stop()


def report(times: dict[str, list[float]]) -> None:
    """One line a measure: median, 95th percentile, longest, and the ratio to the bare label."""
    reference = statistics.median(times["bare label"])
    print(f"{'measure':32}{'n':>6}{'median':>9}{'p95':>9}{'max':>9}{'p95 : bare':>12}{'goal':>8}")
    for name, taken in times.items():
        ordered = sorted(taken)
        p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
        goal = f"{GOALS[name]:.0f}" if name in GOALS else ""
        median = statistics.median(ordered)
        print(f"{name:32}{len(ordered):6}{median:9.2f}{p95:9.2f}{ordered[-1]:9.2f}{p95 / reference:12.2f}{goal:>8}")


def main() -> None:
    """Every specimen once to warm up the program, then each measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=54, help="how many of the specimens")
    chosen = specimens()[: options.parse_args().letters]
    bench = Bench()
    drawing = Drawing(Limits())
    letters = []
    for one in chosen:
        document = open_source(one.path)
        letters.append(Letter(one, document, record_from(document, extract(document)), drawing))
    for letter in letters[:2]:
        bench.letter(letter)
    bench.times.clear()
    for letter in letters:
        bench.letter(letter)
    bench.long_text()
    bench.close()
    drawing.close()
    print(f"{len(letters)} letters, panel {SIZE[0]} x {SIZE[1]}, milliseconds")
    report(bench.times)


if __name__ == "__main__":
    main()
