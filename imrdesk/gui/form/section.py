"""A section of the form: a heading and its rows, short fields side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.record.fields import Field
from imrdesk.record.values import Kind

from .row import MARGIN, FieldRow

WIDE_KINDS = (Kind.LONG_TEXT, Kind.CITATIONS)
WIDE_KEYS = ("diagnoses", "medications", "disputed_treatment")
COLUMNS = 2


def section(
    body: QWidget, title: str, rows: Sequence[FieldRow], above: QWidget | None, tools: QWidget | None
) -> QVBoxLayout:
    """On `body`: a heading with `tools` at its right, what stands `above` the rows, and the rows."""
    # Layouts in layouts: each widget between a row and the body would delay a row's new height by a turn of the loop.
    column = QVBoxLayout()
    column.setSpacing(SPACE)
    column.addLayout(_heading(body, title, tools))
    if above:
        column.addWidget(above)
    column.addLayout(_grid(rows))
    return column


def _heading(body: QWidget, title: str, tools: QWidget | None) -> QHBoxLayout:
    label = QLabel(title, body)
    set_role(label, "heading")
    line = QHBoxLayout()
    line.setContentsMargins(MARGIN, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(label)
    line.addStretch(1)
    if tools:
        line.addWidget(tools)
    return line


def _grid(rows: Sequence[FieldRow]) -> QGridLayout:
    """Rows in reading order, two in a line where both are short."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE // 2)
    grid.setVerticalSpacing(SPACE)
    line, column = 0, 0
    for row in rows:
        wide = is_wide(row.field)
        if wide and column:
            line, column = line + 1, 0
        grid.addWidget(row, line, column, 1, COLUMNS if wide else 1, Qt.AlignmentFlag.AlignTop)
        column += COLUMNS if wide else 1
        if column >= COLUMNS:
            line, column = line + 1, 0
    for number in range(COLUMNS):
        grid.setColumnStretch(number, 1)
    return grid


def is_wide(field: Field) -> bool:
    """Whether a field takes a line of its own."""
    return field.kind in WIDE_KINDS or field.key in WIDE_KEYS
