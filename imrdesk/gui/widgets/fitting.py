"""Windows that fit the screen, also a small one whose letters are set large."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # what the system's frame and title take, roughly


LOW = 600  # points; a screen of a laptop that is set to 150 or 200 %


def is_low(widget: QWidget) -> bool:
    """Whether its screen is so low that fields need the room of what only tells of them."""
    return widget.screen().availableSize().height() < LOW


def fit(dialog: QWidget, width: int, height: int) -> None:
    """Open so large, or as large as the screen of its window allows."""
    dialog.resize(QSize(width, height).boundedTo(dialog.screen().availableSize() - FRAME))
