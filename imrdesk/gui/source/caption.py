"""Tooltips that name a mark; a letter's words are never taken for markup."""

from html import escape

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget


def show_caption(at: QPoint, caption: str, widget: QWidget) -> None:
    """Show a caption by the pointer, long ones over several lines; none where it is empty."""
    if caption:
        QToolTip.showText(at, f"<p>{escape(caption)}</p>", widget)
    else:
        QToolTip.hideText()
