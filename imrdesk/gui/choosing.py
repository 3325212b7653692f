"""Choosing: what the actions ask of the program itself: its keys, its settings, all it can do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .menus import Actions
from .remembered import Remembered
from .widgets.alone import brought_up

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Choosing(QObject):
    """Opens the dialogs that are about the program, and passes on what was chosen there."""

    settled = Signal(object)  # other Settings
    bound = Signal(object)  # other keys: action name -> keys

    def __init__(self, actions: Actions, remembered: Remembered, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._remembered = remembered
        self._desk: Desk | None = None

    def use(self, desk: "Desk") -> None:
        """The desk whose settings are chosen."""
        self._desk = desk

    # Actions, by their names

    def show_keys(self) -> None:
        """All keys on one sheet."""
        from .dialogs.key_sheet import KeySheet

        if not brought_up(self._window, KeySheet):
            KeySheet(self._window, self._actions.bound()).show()

    def show_palette(self) -> None:
        """Find what to do by its words."""
        from .dialogs.palette import Palette

        if not brought_up(self._window, Palette):
            Palette(self._actions.listed(), self._window).show()

    def choose_keys(self) -> None:
        """Choose other keys."""
        from .dialogs.key_choice import KeyChoice

        if brought_up(self._window, KeyChoice):
            return
        choice = KeyChoice(self._actions.bound(), self._window)
        choice.chosen.connect(self.bound)
        choice.show()

    def show_settings(self) -> None:
        """Choose what may be chosen."""
        from dataclasses import replace

        from .dialogs.settings import SettingsDialog

        if self._desk and not brought_up(self._window, SettingsDialog):
            name = self._remembered.reviewer or self._desk.settings.reviewer_name
            current = replace(self._desk.settings, scheme=self._remembered.scheme, reviewer_name=name)
            dialog = SettingsDialog(current, self._window)
            dialog.chosen.connect(self.settled)
            dialog.show()
