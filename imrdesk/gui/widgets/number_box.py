"""A box for a number, its figures as far from the edge as the words of other fields."""

from typing import Any

from PySide6.QtWidgets import QSpinBox

from imrdesk.gui.theme import SPACE


class NumberBox(QSpinBox):
    """Qt leaves out the padding of a style sheet here, so that figures would touch the border."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.lineEdit().setTextMargins(SPACE, 0, 0, 0)
