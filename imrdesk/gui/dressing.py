"""Dressing: light or dark, as a person or the computer says; the panels are made anew for each."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from . import theme as theming
from .remembered import Remembered
from .theme import SCHEMES, SYSTEM, Theme


class Dressing(QObject):
    """Puts a theme on the program, and says so to the window, which makes its panels anew."""

    dressed = Signal(object)  # Theme

    def __init__(self, theme: Theme, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._remembered = remembered
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system, Qt.ConnectionType.QueuedConnection)

    # Actions, by their names

    def scheme_system(self) -> None:
        """Light or dark as the computer is set."""
        self._dress(SYSTEM)

    def scheme_light(self) -> None:
        """Dark on light."""
        self._dress("light")

    def scheme_dark(self) -> None:
        """Light on dark."""
        self._dress("dark")

    # What happens

    def follow_system(self) -> None:
        """The computer changed from light to dark, or back."""
        if self._remembered.scheme not in SCHEMES and theming.system_scheme() != self._theme.scheme:
            self._dress(SYSTEM)

    def again(self) -> None:
        """Make the panels anew in the same colours, as when every tip must name another key."""
        self._dress(self._remembered.scheme)

    def _dress(self, scheme: str) -> None:
        self._remembered.scheme = scheme
        if isinstance(app := QApplication.instance(), QApplication):
            self._theme = theming.install(app, scheme)
            self.dressed.emit(self._theme)
