"""Arranging: which panels are shown, and which one has the keyboard.

On a narrow screen the worklist and the letter share one place: an opened letter takes it, F9 brings the list back.
"""

from PySide6.QtCore import QObject

from .menus import Actions
from .panels import Panels
from .remembered import Remembered
from .seconding import Seconding

HIDEABLE = ("source", "problems")


class Arranging(QObject):
    """Shows and hides panels as their actions say; the panels are others after the colours changed."""

    def __init__(self, actions: Actions, seconding: Seconding, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self._actions = actions
        self._seconding = seconding
        self._panels: Panels | None = None
        self._wants_list = remembered.is_shown("worklist")  # where there is room for it
        self._has_letter = False
        for name in ("worklist", *HIDEABLE):
            actions[f"show_{name}"].setChecked(remembered.is_shown(name))

    def join(self, panels: Panels) -> None:
        """Work with these panels, those hidden that were."""
        self._panels = panels
        for name in HIDEABLE:
            panels.hideable[name].setVisible(self._actions[f"show_{name}"].isChecked())
        panels.narrowed.connect(self._share)
        self._share(panels.narrow)
        self._seconding.shown.connect(panels.show_second)
        self._seconding.comparing.connect(panels.show_comparison)

    def remember(self) -> None:
        """Keep which panels are shown."""
        for name in HIDEABLE:
            self._remembered.keep_shown(name, self._actions[f"show_{name}"].isChecked())
        self._remembered.keep_shown("worklist", self._wants_list)

    def give_way(self) -> None:
        """A letter is opened: where there is room for one of both, it takes the place of the worklist."""
        self._has_letter = True
        if self._panels and self._panels.narrow:
            self._actions["show_worklist"].setChecked(False)

    def _share(self, narrow: bool) -> None:
        """There is less room, or more."""
        self._actions.give_room(narrow=narrow)
        wanted = not self._has_letter if narrow else self._wants_list
        self._actions["show_worklist"].setChecked(wanted)
        if self._panels:
            self._panels.show_list(wanted)

    # Actions, by their names

    def show_worklist(self, shown: bool) -> None:
        """Show or hide the worklist."""
        if self._panels:
            self._panels.show_list(shown)
            self._wants_list = self._wants_list if self._panels.narrow else shown

    def show_source(self, shown: bool) -> None:
        """Show or hide the source."""
        self._show("source", shown)

    def show_problems(self, shown: bool) -> None:
        """Show or hide the problems."""
        self._show("problems", shown)

    def find_letter(self) -> None:
        """Search the worklist."""
        self._actions["show_worklist"].setChecked(True)
        if self._panels:
            self._panels.worklist.focus_search()

    def second_reading(self, shown: bool) -> None:
        """Show second reading in the place of the worklist, or the worklist again."""
        if shown:
            self._actions["show_worklist"].setChecked(True)
        self._seconding.show_column(shown)

    def next_panel(self) -> None:
        """Give the keyboard to the next panel."""
        if self._panels:
            self._panels.next_panel()

    def _show(self, name: str, shown: bool) -> None:
        if self._panels:
            self._panels.hideable[name].setVisible(shown)
