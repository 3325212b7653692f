"""Python's garbage, collected in the GUI thread alone: a widget that another thread collects takes the program down."""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 500  # milliseconds between looks
OLDEST = 2


class Garbage(QObject):
    """Collects what automatic collection would, but from a timer of this thread; `stop` leaves it as it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [number for number, count in enumerate(gc.get_count()) if count > self._thresholds[number]]
        if due and due[0] == 0:
            gc.collect(min(max(due), OLDEST))

    def stop(self) -> None:
        """Let Python collect by itself again, if it did, and all there is."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()


def keep() -> None:
    """Leave what there is by now out of later looks: modules mostly, a look at which stops the window 50 ms."""
    if not gc.get_freeze_count():
        gc.freeze()
