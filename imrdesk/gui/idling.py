"""Notices when somebody types or moves the mouse, and when nobody has for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

STIRS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)
MINUTE = 60_000  # milliseconds


class Idling(QObject):
    """Hears the events of the whole program."""

    stirred = Signal()  # somebody does something
    fell_idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.fell_idle)
        if app := QApplication.instance():
            app.installEventFilter(self)

    def wait(self, minutes: int) -> None:
        """Tell when nothing has happened for so long; never for 0."""
        self._clock.stop()
        self._clock.setInterval(minutes * MINUTE)
        self._restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear, and let everything pass."""
        if event.type() in STIRS:
            self._restart()
            self.stirred.emit()
        return super().eventFilter(watched, event)

    def _restart(self) -> None:
        if self._clock.interval():
            self._clock.start()
