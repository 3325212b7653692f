"""SecondReading: a sample of letters read by another person who does not see what the first one said."""

import math
from dataclasses import dataclass, replace
from random import Random

from imrdesk.errors import InputError
from imrdesk.record import agreement as agreeing
from imrdesk.record.agreement import Disagreement, FieldAgreement
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Evidence
from imrdesk.record.model import FieldValue, Path, Record, Status
from imrdesk.record.values import Value
from imrdesk.store import Query, Store
from imrdesk.store.seconds import Assigned

from .importing import now


@dataclass(frozen=True, slots=True)
class Compared:
    """A letter that was read twice, and where the readers differ."""

    record_id: str
    case_number: str | None
    reader: str
    differences: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which letters are to be read again: `percent` of those that are reviewed, or of those that are flagged; the same
    `seed` draws the same ones. An `unaided` reader does not see the machine's values either."""

    percent: float = 100
    flagged: bool = False
    seed: int | None = None
    unaided: bool = False


class SecondReading:
    """What is asked of second readers in one workspace; their values never touch the record until they are settled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def assign(self, reader: str, by: str, sample: Sample | None = None) -> list[str]:
        """Give a reader a sample of the letters that others have reviewed; the ids of those that are new."""
        wanted = sample or Sample()
        rows = self._store.rows(
            self._store.ids(Query(flagged=True) if wanted.flagged else Query(status=Status.REVIEWED))
        )
        had = {item.record_id for item in self._store.second_assigned(reader)}
        open_to = [row.id for row in rows if row.id not in had and row.reviewed_by != reader]
        count = min(len(open_to), math.ceil(len(rows) * wanted.percent / 100))
        chosen = sorted(Random(wanted.seed).sample(open_to, count), key=open_to.index)
        self._store.assign_second(chosen, reader, Sign(by, now()), unaided=wanted.unaided)
        return chosen

    def assigned(self, reader: str | None = None) -> list[Assigned]:
        """The letters of one second reader, or of all."""
        return self._store.second_assigned(reader)

    def compare(self) -> tuple[tuple[Compared, ...], tuple[FieldAgreement, ...]]:
        """The letters that were read twice, and the agreement by field over all of them."""
        done = [item for item in self.assigned() if item.finished_at]
        said = [self._store.second_said(item.record_id, item.reader) for item in done]
        pairs = [
            (self._store.first_reading(item.record_id, item.reader), {path: own.value for path, own in values.items()})
            for item, values in zip(done, said, strict=True)
        ]
        letters = tuple(
            Compared(
                item.record_id, item.case_number, item.reader, self._open(item, agreeing.disagreements(*pair), own)
            )
            for item, pair, own in zip(done, pairs, said, strict=True)
        )
        return letters, agreeing.agreement(pairs)

    def _open(
        self, item: Assigned, found: tuple[Disagreement, ...], said: dict[Path, FieldValue]
    ) -> tuple[Disagreement, ...]:
        """The differences that nobody has settled yet, of values that the record still has."""
        settled = self._store.second_settled(item.record_id, item.reader)
        left = [one for one in found if one.path not in settled]
        record = self._store.record(item.record_id) if left else None
        held = set(record.paths()) if record else set()
        return tuple(
            replace(one, first_evidence=_places(record, one), second_evidence=said[one.path].evidence)
            for one in left
            if record and one.path in held
        )

    def difference(self, record_id: str, path: Path, reader: str = "") -> tuple[str, Disagreement]:
        """A difference that is open, and the reader it is with; raises InputError where there is none."""
        for letter in self.compare()[0]:
            if letter.record_id == record_id and reader in ("", letter.reader):
                for found in letter.differences:
                    if found.path == path:
                        return letter.reader, found
        raise InputError("no_difference", "The readers do not differ there.", "See: imrdesk second compare")


def verdict(found: Disagreement, value: Value) -> str:
    """Whose value it is that a difference is settled by."""
    if value == found.first:
        return "first reader's value"
    return "second reader's value" if value == found.second else "neither reader's value"


def _places(record: Record, one: Disagreement) -> tuple[Evidence, ...]:
    """Where the first reader found a value: as the record has it, else where the machine read it."""
    value = record.at(one.path)
    return value.evidence if value.value == one.first or not value.finding else value.finding.evidence
