"""SecondReading: a sample of letters read by another person who does not see what the first one said."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from imrdesk.errors import InputError
from imrdesk.importing import now
from imrdesk.record import agreement as agreeing
from imrdesk.record.agreement import Disagreement, FieldAgreement, Reading
from imrdesk.record.model import Path, Record, State, Status
from imrdesk.record.values import Value
from imrdesk.store import Query, Store
from imrdesk.store.seconds import Assigned


@dataclass(frozen=True, slots=True)
class Compared:
    """A letter that was read twice, and where the readers differ."""

    record_id: str
    case_number: str | None
    reader: str
    differences: tuple[Disagreement, ...]


class SecondReading:
    """What is asked of second readers in one workspace; their values never touch the record until they are settled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def assign(
        self, reader: str, by: str, *, percent: float = 100, flagged: bool = False, seed: int | None = None
    ) -> list[str]:
        """Give a reader a sample of the letters that others have reviewed; the ids of those that are new."""
        query = Query(flagged=True) if flagged else Query(status=Status.REVIEWED)
        rows = self._store.rows(self._store.ids(query))
        had = {item.record_id for item in self._store.second_assigned(reader)}
        open_to = [row.id for row in rows if row.id not in had and row.reviewed_by != reader]
        count = min(len(open_to), math.ceil(len(rows) * percent / 100))
        chosen = sorted(Random(seed).sample(open_to, count), key=open_to.index)
        self._store.assign_second(chosen, reader, by, now())
        return chosen

    def assigned(self, reader: str | None = None) -> list[Assigned]:
        """The letters of one second reader, or of all."""
        return self._store.second_assigned(reader)

    def record(self, record_id: str, reader: str) -> Record:
        """The letter as the second reader sees it: the machine's values, and the reader's own over them."""
        record = agreeing.unread(self._store.record(record_id))
        for path, value in self._store.second_readings(record_id, reader)[1].items():
            old = record.at(path)
            state = State.CONFIRMED if value == old.machine_value else State.EDITED
            record = record.with_value(path, replace(old, value=value, state=state, by=reader))
        return record

    def set_value(self, record_id: str, reader: str, path: Path, value: Value) -> None:
        """Keep what the second reader reads."""
        self._store.record(record_id).at(path)
        self._store.put_second(record_id, reader, {path: value}, now())

    def confirm(self, record_id: str, reader: str, paths: Iterable[Path]) -> None:
        """Keep that the second reader agrees with the machine."""
        record = self.record(record_id, reader)
        self._store.put_second(record_id, reader, {path: record.at(path).value for path in paths}, now())

    def finish(self, record_id: str, reader: str) -> None:
        """The second reader is done: what was left as it was is agreed with."""
        record = self.record(record_id, reader)
        rest = [path for path in record.paths() if record.at(path).state is State.PROPOSED]
        self.confirm(record_id, reader, rest)
        first = agreeing.reading_of(self._store.record(record_id))
        self._store.finish_second(record_id, reader, first, now())

    def compare(self) -> tuple[tuple[Compared, ...], tuple[FieldAgreement, ...]]:
        """The letters that were read twice, and the agreement by field over all of them."""
        done = [item for item in self.assigned() if item.finished_at]
        pairs = [self._store.second_readings(item.record_id, item.reader) for item in done]
        letters = tuple(
            Compared(item.record_id, item.case_number, item.reader, self._open(item, *pair))
            for item, pair in zip(done, pairs, strict=True)
        )
        return letters, agreeing.agreement(pairs)

    def _open(self, item: Assigned, first: Reading, second: Reading) -> tuple[Disagreement, ...]:
        """The differences that nobody has settled yet."""
        settled = self._store.second_settled(item.record_id, item.reader)
        return tuple(found for found in agreeing.disagreements(first, second) if found.path not in settled)

    def settle(self, record_id: str, path: Path, by: str) -> Disagreement:
        """Take a difference off the list; raises InputError where the readers agree."""
        for letter in self.compare()[0]:
            for found in letter.differences:
                if letter.record_id == record_id and found.path == path:
                    self._store.settle_second(record_id, letter.reader, path, by)
                    return found
        raise InputError("no_difference", "The readers do not differ there.", "See: imrdesk second compare")
