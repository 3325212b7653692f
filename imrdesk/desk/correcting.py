"""Correcting: a correction that people made again and again, applied to letters that nobody has looked at yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from imrdesk.errors import InputError
from imrdesk.record import changes
from imrdesk.record.changes import Action, Change, Changes, Sign
from imrdesk.record.fields import field
from imrdesk.record.model import FieldValue, Path, Record, State, new_id, proposed
from imrdesk.record.values import Value, show
from imrdesk.store import Correction, Match, Spread, Store
from imrdesk.store.corrections import SpreadValue, numbered, standing

from .importing import now

OFTEN = 3  # letters that a correction was made alike in before it is offered to others


class Correcting:
    """Repeated corrections of one workspace; applying one is a single act, taken back as one, and never of letters
    that are reviewed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._figures = store.figures

    def repeated(self, least: int = OFTEN, key: str | None = None) -> list[Correction]:
        """The corrections made alike in at least so many letters, the most frequent first."""
        return self._figures.corrections(least, key)

    def matches(self, correction: Correction) -> list[Match]:
        """The values it would replace: as the machine proposed them, in letters that are not reviewed."""
        return self._figures.matches(correction)

    def applied(self) -> list[Spread]:
        """What was applied so far, the newest first."""
        return self._figures.spreads()

    def apply(self, correction: Correction, by: str, chosen: Iterable[Match] | None = None) -> Spread:
        """Put the person's value in place of the machine's, in all matches or those chosen; all of it or nothing."""
        made = Spread(new_id(), correction.key, correction.machine, correction.said, by, now(), "", 0)
        fitting = self.matches(correction)
        wanted = fitting if chosen is None else [one for one in chosen if one in fitting]
        if not wanted:
            raise InputError("nothing_fits", "No letter that is still to be reviewed has this value.")
        sign = Sign(by, made.at, f"as corrected in {correction.letters} letters: {told(correction)}")
        acts = [self._act(record_id, one, made, sign) for record_id, one in numbered(wanted).items()]
        values = [
            SpreadValue(act.after.id, path, act.after.revision, act.before.status) for act in acts for path in act.paths
        ]
        self._store.spread(made, values, acts)
        return replace(made, values=len(values))

    def undo(self, spread_id: str, by: str) -> tuple[int, int]:
        """Take one back; gives how many values are the machine's again, and how many stay, as somebody has looked at
        them or reviewed their letter since."""
        made = next((one for one in self.applied() if one.id.startswith(spread_id) and not one.undone_at), None)
        if made is None:
            raise InputError("no_such_spread", "There is no such correction to take back.")
        sign = Sign(by, now(), "undone")
        values = self._figures.spread_values(made)
        by_letter: dict[str, list[SpreadValue]] = {}
        for value in values:
            by_letter.setdefault(value.record_id, []).append(value)
        acts = [self._undone(self._store.record(one), held, made, sign) for one, held in by_letter.items()]
        done = [act for act in acts if act.items]
        self._store.take_back(made.id, sign.at, done)
        restored = sum(len(act.paths) for act in done)
        return restored, len(values) - restored

    def _act(self, record_id: str, values: Sequence[Match], made: Spread, sign: Sign) -> Changes:
        record = self._store.record(record_id)
        items = [_set(record, one.path, _edited(record.at(one.path), made)) for one in values]
        return changes.apply(record, items, sign)

    def _undone(self, record: Record, values: Sequence[SpreadValue], made: Spread, sign: Sign) -> Changes:
        left = [one for one in values if standing(record, one, made)]
        items = [_set(record, one.path, proposed(record.at(one.path).finding)) for one in left]
        if items and record.revision == left[0].revision and record.status is not left[0].status:
            items.append(Change(Action.STATUS, old=record.status, new=left[0].status))
        return changes.apply(record, items, sign)


def told(correction: Correction | Spread) -> str:
    """A correction in words: "Category: Injection → Surgery"."""
    return f"{field(correction.key).label}: {shown(correction.machine)} → {shown(correction.said)}"


def shown(value: Value) -> str:
    """A value in one line; nothing where the letter does not state it."""
    return "; ".join(show(value).splitlines()) if value is not None else "not stated"


def _edited(value: FieldValue, made: Spread) -> FieldValue:
    state = State.ABSENT if made.said is None else State.EDITED
    return FieldValue(made.said, state, value.finding, value.evidence, made.by, made.at)


def _set(record: Record, path: Path, value: FieldValue) -> Change:
    return Change(Action.SET, path, record.at(path), value)
