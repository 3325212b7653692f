"""What a summary will hold, laid out by plain widgets: nothing in it can load or run."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imrdesk.export.preview import Block, Grid, Line
from imrdesk.gui.theme import SPACE, set_role

ROLES = {
    "Title": "section", "Heading1": "title", "Heading2": "heading", "Heading3": "heading", "TableHeading": "section",
    "TableSection": "heading", "Label": "section", "Caption": "small", "Note": "small", "Quote": "muted",
    "StatusReviewed": "green", "StatusOpen": "amber",
}  # fmt: skip
QUIET = ("Source", "Absent")  # looks of words that are about others
MOST = 400  # blocks shown: more is a book, and opens in Word


class SummaryPreview(QScrollArea):
    """Shows the blocks of a summary, or a sentence where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Preview of the summary")
        self.say("")

    def say(self, words: str) -> None:
        """A sentence in place of a summary."""
        self._show([label(Line((), "Quote"), words)])

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """The summary from its top; where one looked at it stays in view."""
        at = self.verticalScrollBar().value()
        shown = [table(block) if isinstance(block, Grid) else label(block) for block in blocks[:MOST]]
        if len(blocks) > MOST:
            shown.append(label(Line((), "Note"), "The rest is not shown here; it is in the file."))
        self._show(shown)
        self.verticalScrollBar().setValue(at)

    def words(self) -> list[str]:
        """What stands in it, from the top."""
        return [part.text() for part in self.findChildren(QLabel)]

    def _show(self, parts: "Sequence[QWidget]") -> None:
        sheet = QFrame()
        set_role(sheet, "panel")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        column.setSpacing(SPACE)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(sheet)


def label(line: Line, words: str = "") -> QLabel:
    """A paragraph in the look of its style."""
    made = QLabel(words or line.text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(made, ROLES.get(line.style, "small" if _is_quiet(line) else ""))
    return made


def table(grid: Grid) -> QFrame:
    """A table: its columns as wide as they will be."""
    made = QFrame()
    made.setAccessibleName(grid.description or "Table")
    rows = QGridLayout(made)
    rows.setContentsMargins(0, 0, 0, SPACE)
    rows.setHorizontalSpacing(SPACE * 2)
    rows.setVerticalSpacing(SPACE // 2)
    for place, share in enumerate(grid.widths):
        rows.setColumnStretch(place, max(1, round(share * 100)))
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row):
            span = len(grid.widths) if len(row) == 1 else 1
            rows.addLayout(_cell(cell), number * 2, place, 1, span, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(_rule(), number * 2 + 1, 0, 1, len(grid.widths))
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
