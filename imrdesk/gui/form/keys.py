"""Which keys mean something to a row rather than to its editor."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENTER_ALWAYS = (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)
PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)
HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
LINES_HINT = "Shift+Enter confirms"  # shown where Enter alone is a new line


def confirms(event: QKeyEvent, *, lines: bool) -> bool:
    """Whether a key agrees and goes on; where the editor has `lines`, Enter alone does not."""
    if event.key() not in ENTER:
        return False
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers in ENTER_ALWAYS or (modifiers == Qt.KeyboardModifier.NoModifier and not lines)


def is_history(event: QKeyEvent) -> bool:
    """Whether a key undoes or redoes."""
    return any(event.matches(key) for key in HISTORY)
