"""Words of a tooltip; they may come out of a letter, so they are never read as markup."""

from html import escape

from PySide6.QtWidgets import QTableWidgetItem, QWidget


def set_tip(shown: QWidget | QTableWidgetItem, text: str) -> None:
    """Show exactly these words over a widget or a cell, broken into lines."""
    shown.setToolTip(f"<qt>{escape(text)}</qt>")
