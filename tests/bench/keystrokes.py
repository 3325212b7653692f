"""How many keys reviewing takes: python -m tests.bench.keystrokes.

A scripted reviewer, who knows the gold values, goes through the real letters by real key events: agrees with what is
right, takes an offered reading where that is right, types what is not, and marks the letter reviewed. The rule to hold:
a letter with nothing to check takes 1 key; a wrong value that is marked costs at most its typing and 1 key more."""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import mean

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from imrdesk.record.fields import field as field_named
from imrdesk.record.model import Path, Record
from imrdesk.record.values import Kind, Value, from_json, show, to_json
from tests.bench.accuracy import folded
from tests.bench.desk_window import ALL, DeskWindow, desk_window
from tests.specimens import Specimen

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
FAR = 80  # keys after which a field counts as out of reach


@dataclass
class Cost:
    """The keys of one letter: agreeing, typing, beyond the typing of each wrong value, going to unmarked ones."""

    agreeing: int = 0
    typing: int = 0
    beyond: list[int] = field(default_factory=list)
    going: list[int] = field(default_factory=list)
    reason: int = 0
    finishing: int = 0
    left: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Values that were not right."""
        return len(self.beyond)

    @property
    def all(self) -> int:
        """Every key."""
        return self.agreeing + self.typing + sum(self.beyond) + sum(self.going) + self.reason + self.finishing


def known(specimen: Specimen, record: Record) -> Iterator[tuple[Path, Value]]:
    """What the letter says, by the paths of its record; items only where their number is right."""
    for key, value in specimen.fields.items():
        yield Path(key), from_json(value)
    if len(specimen.issues) == len(record.issues):
        for said, issue in zip(specimen.issues, record.issues, strict=True):
            for key, value in said.items():
                yield Path(key, issue.id), from_json(value)


class Reviewer:
    """Goes through one letter."""

    def __init__(self, at: DeskWindow, specimen: Specimen, record: Record) -> None:
        self.at = at
        self.record = record
        self.gold = dict(known(specimen, record))
        self.cost = Cost()

    def review(self) -> Cost:
        """Open it, do what is to be done, and mark it reviewed."""
        self.at.window.open_letter(self.record.id)
        self.at.settle()
        for _turn in range(FAR):
            path = self.at.form.current_path()
            if path is None or path not in self._now().to_review():
                break
            self._one(path)
        for path in list(self.gold):
            if not self._right(path) and self._now().at(path).value == self.record.at(path).value:
                self._silent(path)
        before = self.at.messages.keys
        self.at.press(ENTER, ALL)
        self.at.settle()
        self.cost.finishing, self.cost.reason = 1, self.at.messages.keys - before
        return self.cost

    def _now(self) -> Record:
        self.at.settle()
        return self.at.desk.record(self.record.id)

    def _right(self, path: Path) -> bool:
        if path not in self.gold:
            return True
        found = to_json(self._now().at(path).value)
        right = to_json(self.gold[path])
        return folded(found or None, path.key) == folded(right or None, path.key)

    def _one(self, path: Path) -> None:
        """A field to check."""
        if self._right(path) or self._is_long(path):
            if not self._right(path):
                self.cost.left.append(path.key)
            self.at.press(ENTER, SHIFT if self._has_lines() else Qt.KeyboardModifier.NoModifier)
            self.cost.agreeing += 1
        else:
            self._mend(path)

    def _mend(self, path: Path) -> None:
        """A wrong value: its other reading by one key, or typing."""
        right = self.gold[path]
        finding = self._now().at(path).finding
        offered = [folded(to_json(item.value)) for item in finding.alternatives] if finding else []
        wanted = folded(to_json(right) or None)
        if self._now().at(path).needs_review and wanted in offered[:9]:
            self.at.press(Qt.Key(Qt.Key.Key_1.value + offered.index(wanted)), ALT)
            self.cost.beyond.append(1)
            return
        typed = self._type(path, right)
        self.at.press(ENTER, SHIFT if self._has_lines() else Qt.KeyboardModifier.NoModifier)
        self.cost.typing += typed
        self.cost.beyond.append(1)
        assert self._right(path), f"{path.key} is not what was typed"

    def _type(self, path: Path, right: Value) -> int:
        """Put the right value in; the keys of its typing."""
        editor, text = QApplication.focusWidget(), show(right)
        kind = field_named(path.key).kind
        if not text:
            self.at.press(Qt.Key.Key_Delete)
            return 1
        for number, letter in enumerate(text, 1):
            self.at.type(letter) if letter != "\n" else self.at.press(ENTER)
            if kind in (Kind.CHOICE, Kind.FLAG) and getattr(editor, "currentText", str)() == text:
                return number  # the list has completed it
        return len(text)

    def _silent(self, path: Path) -> None:
        """A wrong value that nothing marks: go there by Tab, from whatever side is nearer, and mend it."""
        if self._is_long(path):
            self.cost.left.append(path.key)
            return
        self.cost.going.append(self._go(path))
        self._mend(path)

    def _go(self, path: Path) -> int:
        """Keys to a field nobody was led to: Tab, in the direction that is nearer."""
        self.at.form.setFocus()
        paths = list(self._now().paths())
        here = self.at.form.current_path()
        if path.issue and (here is None or here.issue != path.issue):
            self.at.form.focus_path(Path("treatment", path.issue))  # a click on its line in the table
            here = self.at.form.current_path()
        back = here is not None and paths.index(path) < paths.index(here)
        for number in range(FAR):
            if self.at.form.current_path() == path:
                return number
            self.at.press(Qt.Key.Key_Backtab if back else TAB, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        raise AssertionError(f"{path.key} cannot be reached by Tab")

    def _is_long(self, path: Path) -> bool:
        return field_named(path.key).kind is Kind.LONG_TEXT

    def _has_lines(self) -> bool:
        return bool(getattr(QApplication.focusWidget(), "lines", False))


FIGURES: dict[str, Callable[[Cost], float] | None] = {
    "letters": None,
    "keys": attrgetter("all"),
    "agreeing": attrgetter("agreeing"),
    "typing": attrgetter("typing"),
    "beyond": lambda cost: sum(cost.beyond),
    "going": lambda cost: sum(cost.going),
    "reason": attrgetter("reason"),
}
"""The columns: how many letters, and of each the mean; `beyond` is what wrong values cost over their typing."""


def main() -> None:
    """Review every letter and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, help="only so many")
    with desk_window(options.parse_args().letters) as (at, letters):
        costs = [(Reviewer(at, specimen, record).review(), record) for specimen, record in letters]
        unreviewed = [record.case_number for _cost, record in costs if at.desk.record(record.id).reviewed_by is None]
    groups: dict[str, list[Cost]] = defaultdict(list)
    for cost, record in costs:
        name = "all right" if not cost.wrong else f"{cost.wrong} wrong" if cost.wrong < 4 else "4 or more wrong"
        groups["nothing to check" if not record.to_review() and not cost.wrong else name].append(cost)
    print(f"{len(costs)} letters; {len(unreviewed)} could not be marked reviewed {unreviewed or ''}")
    print("".join(f"{name:>{20 if not column else 10}}" for column, name in enumerate(("letters with", *FIGURES))))
    for name, found in sorted(groups.items()):
        figures = (mean(of(cost) for cost in found) if of else len(found) for of in FIGURES.values())
        print(f"{name:>20}" + "".join(f"{figure:10.1f}" for figure in figures))
    beyond = [keys for cost, _record in costs for keys in cost.beyond]
    going = [keys for cost, _record in costs for keys in cost.going]
    left = sum(len(cost.left) for cost, _record in costs)
    over = sum(keys > 1 for keys in beyond)
    print(
        f"{len(beyond)} wrong values: {over} cost more than their typing and 1 key; the most {max(beyond, default=0)}"
    )
    print(f"{len(going)} of them nothing marked: on average {mean(going or [0]):.1f} keys to get there")
    print(f"{left} long texts are left to a selection in the source and F4")


if __name__ == "__main__":
    main()
