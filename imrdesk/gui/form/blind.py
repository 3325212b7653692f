"""Fields that are picked again from the source before the machine's value is seen: two readings, then a comparison."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from imrdesk.gui.keys import key_of
from imrdesk.record.fields import field as field_named
from imrdesk.record.finding import Alternative, Evidence, Finding
from imrdesk.record.model import FieldValue, Path, Record, State
from imrdesk.record.values import Value, show


def pick() -> str:
    """What to do with a hidden field, with the key as it is now."""
    key = key_of("fill_from_selection")
    fill = f"press {key}" if key else "fill the field with it"
    return (
        f"Pick it from the letter: type it, or select it there and {fill}. The program's reading is hidden until then."
    )


def hidden() -> FieldValue:
    """How a value is shown that is to be picked."""
    return FieldValue(None, State.PROPOSED, Finding(None, needs_review=True, reason=pick()))


@dataclass(frozen=True, slots=True)
class Picked:
    """What a person picked, and where."""

    value: Value
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class Blind:
    """Which fields are picked blind, and what was picked of the letters that were shown and is not settled yet."""

    keys: frozenset[str] = frozenset()
    _picked: dict[tuple[str, Path], Picked] = field(default_factory=dict)

    def choose(self, keys: Iterable[str]) -> None:
        """Pick these fields blind from now on."""
        self.keys = frozenset(keys) - {""}

    def hides(self, record: Record, path: Path) -> bool:
        """Whether a value is hidden until a person has picked one."""
        return self._waits(record, path) and (record.id, path) not in self._picked

    def compares(self, record: Record, path: Path) -> bool:
        """Whether a person picked another value than the program, and has not said which is right."""
        return self._waits(record, path) and (record.id, path) in self._picked

    def pick(self, record: Record, path: Path, value: Value, evidence: tuple[Evidence, ...]) -> bool:
        """Compare what a person picked with what the program read; True where they agree."""
        if value == record.at(path).machine_value:
            return True
        self._picked[record.id, path] = Picked(value, evidence)
        return False

    def story(self, record: Record, path: Path) -> str:
        """How a value picked blind came about, in words for the audit; "" for one that was not hidden."""
        if self.hides(record, path):
            return "picked blind, as the program read it"
        if not self.compares(record, path):
            return ""
        mine, read = show(self._picked[record.id, path].value), show(record.at(path).value)
        return (
            f"picked blind as {mine or 'not stated'}, the program read {read or 'nothing'}; settled against the letter"
        )

    def settle(self, record: Record, path: Path) -> None:
        """A person has said which is right."""
        self._picked.pop((record.id, path), None)

    def unsettled(self, record: Record) -> list[Path]:
        """The values of a letter that were picked differently and are not settled."""
        return [path for path in record.paths() if self.compares(record, path)]

    def places(self, record: Record, path: Path) -> tuple[Evidence, ...]:
        """Where both readings stand."""
        picked = self._picked[record.id, path]
        return tuple(dict.fromkeys(picked.evidence[:1] + record.at(path).evidence[:1]))

    def veiled(self, record: Record) -> Record:
        """The record as it may be shown."""
        shown = record
        for path in record.paths() if self.keys else ():
            if self._waits(record, path):
                shown = shown.with_value(path, self._shown(record, path))
        return shown

    def _waits(self, record: Record, path: Path) -> bool:
        value = record.at(path)
        return path.key in self.keys and value.state is State.PROPOSED and value.finding is not None

    def _shown(self, record: Record, path: Path) -> FieldValue:
        picked, value = self._picked.get((record.id, path)), record.at(path)
        if picked is None:
            return hidden()
        label = field_named(path.key).label.lower()
        read = show(value.value) or "nothing"
        mine = show(picked.value) or "nothing"
        reason = f"You picked {mine}, the program read {read}. Which {label} does the letter give?"
        offered = (Alternative(picked.value, picked.evidence), Alternative(value.value, value.evidence))
        finding = Finding(None, needs_review=True, reason=reason, alternatives=offered)
        return FieldValue(picked.value, State.PROPOSED, finding, picked.evidence or value.evidence)
