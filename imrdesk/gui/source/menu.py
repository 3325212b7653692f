"""The menu of selected words: all that can be done with them, each with its key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from imrdesk.gui.keys import key_of

from .keys import KEYS

ENTRIES = {
    "fill_field": "Fill the field with this",
    "copy": "Copy",
    "copy_with_cite": "Copy with cite",
    "show_find": "Find other places of this",
}
OF_THE_WINDOW = {"fill_field": "fill_from_selection", "show_find": "find_in_source"}
"""The actions that do the same, and whose keys a person may have changed."""


def selection_menu(panel: QWidget, *, has_selection: bool) -> QMenu:
    """The menu, which throws itself away; `panel` has the method of each entry."""
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    keys = {name: key for key, name in KEYS.items()}
    for name, text in ENTRIES.items():
        action = menu.addAction(text, getattr(panel, name))
        action.setEnabled(has_selection)
        of_window = OF_THE_WINDOW.get(name)
        action.setShortcut(QKeySequence(key_of(of_window) if of_window else keys[name]))
        action.setShortcutVisibleInContextMenu(True)
    return menu
