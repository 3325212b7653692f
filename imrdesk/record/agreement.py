"""Two readers of the same letters: what the second one sees, where they differ, and how well they agree by field."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .changes import Action, Change, Changes, Sign, set_value, together
from .fields import FIELDS, field
from .finding import Evidence
from .model import FieldValue, Issue, Path, Record, Status, proposed
from .values import Kind, Value

Reading = Mapping[Path, Value]  # what one reader says, by path; a path that is missing was not read


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that two people read differently, and where in the letter each of them found it."""

    path: Path
    first: Value
    second: Value
    first_evidence: tuple[Evidence, ...] = ()
    second_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How well readers agree on a field; `kappa` is Cohen's, None where chance alone would agree always."""

    key: str
    compared: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> float:
        """How many of a hundred values are the same."""
        return 100 * self.agreed / self.compared


def second_id(record_id: str, reader: str) -> str:
    """The id of a letter as its second reader has it, told from the record's own."""
    return f"{record_id}{_OF}{reader}"


def whose(letter_id: str) -> tuple[str, str]:
    """The record's own id, and the second reader an id of `second_id` is for; "" for the record itself."""
    record_id, _, reader = letter_id.partition(_OF)
    return record_id, reader


_OF = "~"  # ids of records are UUIDs, which have none


def unread(record: Record, *, unaided: bool = False) -> Record:
    """A record as the machine proposed it: nothing that a first reader said is in it. To an `unaided` reader the
    machine's values are not shown either, but long texts, which are taken from the letter and not judged."""
    return replace(
        record,
        fields=_unread(record.fields, unaided),
        issues=tuple(Issue(issue.id, _unread(issue.values, unaided)) for issue in record.issues),
        problems=() if unaided else record.problems,
        status=Status.NEW,
        flag=None,
        reviewed_by=None,
        reviewed_at=None,
        remarks=(),
    )


def disagreements(first: Reading, second: Reading) -> tuple[Disagreement, ...]:
    """Where two readings differ, in the order of the first."""
    return tuple(
        Disagreement(path, value, second[path])
        for path, value in first.items()
        if path in second and _label(value) != _label(second[path])
    )


def agreement(pairs: Iterable[tuple[Reading, Reading]]) -> tuple[FieldAgreement, ...]:
    """Percent and Cohen's kappa of each field, over letters read twice."""
    values: dict[str, list[tuple[str, str]]] = {}
    for first, second in pairs:
        for path in first.keys() & second.keys():
            values.setdefault(path.key, []).append((_label(first[path]), _label(second[path])))
    return tuple(
        FieldAgreement(item.key, len(said), sum(one == two for one, two in said), kappa(said))
        for item in FIELDS
        if (said := values.get(item.key))
    )


def kappa(said: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (Educational and Psychological Measurement 20, 1960): agreement beyond what chance would give."""
    count = len(said)
    first, second = Counter(one for one, _ in said), Counter(two for _, two in said)
    by_chance = sum(first[label] * second[label] for label in first) / count**2
    seen = sum(one == two for one, two in said) / count
    return None if by_chance == 1 else (seen - by_chance) / (1 - by_chance)


def settle(
    record: Record, difference: Disagreement, reader: str, value: Value, sign: Sign, evidence: tuple[Evidence, ...] = ()
) -> Changes:
    """Say against the letter which value is right where two readers differ: one of theirs, or another."""
    old = record.at(difference.path)
    change = set_value(record, difference.path, value, sign, evidence).items if value != old.value else ()
    return together(record, [*change, Change(Action.SETTLE, difference.path, None, reader)], sign)


def reading_of(record: Record) -> dict[Path, Value]:
    """What a record says now."""
    return {path: record.at(path).value for path in record.paths()}


def _unread(values: Mapping[str, FieldValue], unaided: bool) -> dict[str, FieldValue]:
    return {
        key: proposed(None if unaided and field(key).kind is not Kind.LONG_TEXT else value.finding)
        for key, value in values.items()
    }


def _label(value: Value) -> str:
    """Values that mean the same have the same label: case and spaces do not count."""
    return " ".join(str(value).casefold().split())
