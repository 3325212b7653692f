"""What a summary will hold, laid out by plain widgets: nothing in it can load or run."""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imrdesk.export.preview import Block, Grid, Line
from imrdesk.gui.theme import SPACE, set_role

ROLES = {
    "Title": "section", "Heading1": "title", "Heading2": "heading", "Heading3": "heading", "TableHeading": "section",
    "TableSection": "heading", "Label": "section", "Caption": "small", "Note": "small", "Quote": "muted",
    "StatusReviewed": "green", "StatusOpen": "amber",
}  # fmt: skip
QUIET = ("Source", "Absent")  # looks of words that are about others
SLICE = 0.01  # seconds of laying out before the window may do something else


class SummaryPreview(QScrollArea):
    """Shows the blocks of a summary, or a sentence where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Preview of the summary")
        self._rest: Iterator[QWidget] = iter(())
        self._column = QVBoxLayout()
        self._at = 0  # where one looked in the summary before
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._go_on)
        self.say("")

    def say(self, words: str) -> None:
        """A sentence in place of a summary."""
        self._show([label(Line((), "Quote"), words)])

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """The summary from its top, laid out in slices; where one looked at it stays in view."""
        self._show(chain.from_iterable(map(_parts, blocks)))

    def words(self) -> list[str]:
        """What stands in it, from the top."""
        return [part.text() for part in self.findChildren(QLabel)]

    def _show(self, parts: Iterable[QWidget]) -> None:
        self._at = max(self._at, self.verticalScrollBar().value())
        sheet = QFrame()
        set_role(sheet, "panel")
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        self._column.setSpacing(SPACE)
        self._column.addStretch(1)
        self._rest = iter(parts)
        self.setWidget(sheet)
        self._go_on()

    def _go_on(self) -> None:
        """Lay out some more; a table comes row by row."""
        until = time.perf_counter() + SLICE
        for part in self._rest:
            self._column.insertWidget(self._column.count() - 1, part)
            if time.perf_counter() > until:
                self._clock.start()
                return
        self._clock.stop()
        self.verticalScrollBar().setValue(self._at)
        self._at = 0


def _parts(block: Block) -> Iterator[QWidget]:
    if not isinstance(block, Grid):
        yield label(block)
        return
    for row in block.rows:
        yield table_row(block, row)


def label(line: Line, words: str = "") -> QLabel:
    """A paragraph in the look of its style."""
    made = QLabel(words or line.text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(made, ROLES.get(line.style, "small" if _is_quiet(line) else ""))
    return made


def table_row(grid: Grid, row: tuple[tuple[Line, ...], ...]) -> QFrame:
    """A row of a table: its columns as wide as they will be, a rule below."""
    made = QFrame()
    made.setAccessibleName(grid.description or "Table")
    cells = QGridLayout(made)
    cells.setContentsMargins(0, 0, 0, 0)
    cells.setHorizontalSpacing(SPACE * 2)
    cells.setVerticalSpacing(SPACE // 2)
    for place, share in enumerate(grid.widths):
        cells.setColumnStretch(place, max(1, round(share * 100)))
    for place, cell in enumerate(row):
        span = len(grid.widths) if len(row) == 1 else 1
        cells.addLayout(_cell(cell), 0, place, 1, span, Qt.AlignmentFlag.AlignTop)
    cells.addWidget(_rule(), 1, 0, 1, len(grid.widths))
    return made


def _cell(lines: Sequence[Line]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for line in lines:
        column.addWidget(label(line))
    return column


def _rule() -> QFrame:
    made = QFrame()
    set_role(made, "rule")
    return made


def _is_quiet(line: Line) -> bool:
    return bool(line.pieces) and all(piece.style in QUIET for piece in line.pieces)
