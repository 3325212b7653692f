"""The line below the letter: where the current value stands, and the way to its other places."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from imrdesk.gui.keys import tip
from imrdesk.gui.theme import SPACE, set_role

_SHOWN = 3  # other places; what is more is said, and reached by key


class PlaceBar(QFrame):
    """Names a place of the letter; the others are a click or a key away."""

    place_chosen = Signal(int)  # which of the places

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self.setAccessibleName("Places of the current value")
        self._words, self._more = QLabel(), QLabel()
        self._others = [QPushButton() for _ in range(_SHOWN)]
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        for label in (self._words, self._more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, "small")
        row.addWidget(self._words)
        for button in self._others:
            set_role(button, "place")
            button.setAutoDefault(False)
            button.clicked.connect(self._choose)
            row.addWidget(button)
        row.addWidget(self._more)
        row.addStretch(1)
        self._words.setAccessibleName("Place of the current value")
        self._more.setAccessibleName("Further places of the current value")
        self.say("")

    def say(self, words: str) -> None:
        """Say something else."""
        self.show_places(words, (), 0)

    def show_places(self, label: str, cites: Sequence[str], at: int) -> None:
        """Name the place a person is at, and offer those after it; places on the same line are one."""
        self._words.setText(f"{label}: {cites[at]}" if cites else label)
        told = {cites[at]} if cites else set()
        others: list[int] = []
        for index in (*range(at + 1, len(cites)), *range(at)):
            if cites[index] not in told:
                told.add(cites[index])
                others.append(index)
        for number, button in enumerate(self._others):
            button.setVisible(number < len(others))
            if number < len(others):
                self._offer(button, others[number], cites[others[number]])
        left = len(others) - _SHOWN
        self._more.setText(f"and {left} more" if left > 0 else "")

    @staticmethod
    def _offer(button: QPushButton, index: int, cite: str) -> None:
        button.setProperty("place", index)
        button.setText(f"also {cite}")
        button.setToolTip(tip(f"Go to {cite}", "next_place"))
        button.setAccessibleName(f"Go to the other place, {cite}")

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.place_chosen.emit(button.property("place"))
