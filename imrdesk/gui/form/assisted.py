"""What an editor does to help a person, unless its kind has a way of its own: nothing."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent


class Assisted:
    """Takes choices and words where it has a use for them."""

    def offer(self, choices: Sequence[str]) -> None:
        """There is nothing to choose from."""

    def complete_with(self, words: Sequence[str]) -> None:
        """There is nothing to complete."""

    def claims(self, event: QKeyEvent) -> bool:
        """No key of the row is claimed."""
        del event
        return False
