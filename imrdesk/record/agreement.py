"""Two readers of the same letters: what the second one sees, where they differ, and how well they agree by field."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .fields import FIELDS
from .model import FieldValue, Issue, Path, Record, Status, proposed
from .values import Value

Reading = Mapping[Path, Value]  # what one reader says, by path; a path that is missing was not read


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that two people read differently."""

    path: Path
    first: Value
    second: Value


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


def unread(record: Record) -> Record:
    """A record as the machine proposed it: nothing that a first reader said is in it."""
    return replace(
        record,
        fields=_unread(record.fields),
        issues=tuple(Issue(issue.id, _unread(issue.values)) for issue in record.issues),
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


def reading_of(record: Record) -> dict[Path, Value]:
    """What a record says now."""
    return {path: record.at(path).value for path in record.paths()}


def _unread(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    return {key: proposed(value.finding) for key, value in values.items()}


def _label(value: Value) -> str:
    """Values that mean the same have the same label: case and spaces do not count."""
    return " ".join(str(value).casefold().split())
