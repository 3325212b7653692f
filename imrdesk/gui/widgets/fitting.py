"""Dialogs that fit the screen, also a small one whose letters are set large."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # what the system's frame and title take, roughly


def fit(dialog: QWidget, width: int, height: int) -> None:
    """Open so large, or as large as the screen of its window allows."""
    dialog.resize(QSize(width, height).boundedTo(dialog.screen().availableSize() - FRAME))
