"""TOUR: what a newcomer is shown, one callout at a time beside the real widgets; nothing is changed by it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .keys import key_of
from .widgets.callout import Callout


@dataclass(frozen=True, slots=True)
class Step:
    """One callout: `target` is a panel, or the action of a button; {name} in `words` is an action's key."""

    target: str
    title: str
    words: str


TOUR: tuple[Step, ...] = (
    Step("worklist", "Your letters",
         "Each line is one letter, with how far it has come. Drop files or folders anywhere on the window to bring in "
         "more, or press {import_files}. What cannot be read is listed below, with the reason."),
    Step("source", "The letter itself",
         "The page as it came. Coloured marks show where each value was found; the value you are at has the "
         "strong frame. Click a mark, and you are at its value."),
    Step("form", "What the program found",
         "An amber diamond (◆) means: have a look, and why stands below. Enter says “that is right” and goes on to "
         "the next such value. To correct, just type. Esc puts a value back."),
    Step("problems", "What does not fit together",
         "Where the letter contradicts itself, it is said here. Click, and you see both places. Nothing is ever "
         "corrected behind your back."),
    Step("undo", "You cannot break anything",
         "Every change is saved when you make it, and {undo} takes it back, even after saving. What the program had "
         "found is always kept beside what you say."),
    Step("review_and_next", "Done with a letter",
         "{review_and_next} marks the letter reviewed and opens the next one. What is still missing is listed first."),
    Step("show_search", "All letters at once",
         "{show_search} finds disputed items in every letter, to compare and to collect them. {show_review} comes "
         "back."),
    Step("export_letters", "Out as Word or Excel",
         "{export_letters} writes a summary in which each fact has its page and line."),
    Step("", "That is all",
         "{show_manual} opens the manual, {show_keys} shows every key, {show_palette} finds any command by its words. "
         "This tour is in the Help menu."),
)  # fmt: skip


class Touring(QObject):
    """Walks through TOUR."""

    ended = Signal()

    def __init__(self, window: QWidget, find: Callable[[str], QWidget | None]) -> None:
        super().__init__(window)
        self._find = find
        self._window = window
        self._callout: Callout | None = None
        self._place = 0

    def running(self) -> bool:
        """Whether a callout is shown."""
        return self._callout is not None

    def begin(self) -> None:
        """Show the first step, or start over."""
        self.end()
        self._callout = Callout(self._window)
        self._callout.forward.connect(self._forward)
        self._callout.back.connect(self._back)
        self._callout.ended.connect(self.end)
        self._place = 0
        self._show()

    def end(self) -> None:
        """Show none any more."""
        if self._callout:
            self._callout.leave()
            self._callout = None
            self.ended.emit()

    def _forward(self) -> None:
        self._place += 1
        if self._place < len(TOUR):
            self._show()
        else:
            self.end()

    def _back(self) -> None:
        self._place = max(0, self._place - 1)
        self._show()

    def _show(self) -> None:
        step = TOUR[self._place]
        if self._callout:
            target = self._find(step.target) or self._window
            self._callout.show_step(target, step.title, words_of(step), self._place + 1, len(TOUR))


def words_of(step: Step) -> str:
    """What a step says, with the keys as they are now."""
    return step.words.format_map(_Keys())


class _Keys(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return key_of(name)
