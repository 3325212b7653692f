"""What is still to be checked in a record, and which of it comes next."""

from collections.abc import Collection, Sequence

from imrdesk.record.model import Path, Record


def to_check(record: Record, drafts: Collection[Path] = ()) -> list[Path]:
    """The values that want a person, in the order of the form: doubtful ones, and those with an unfinished draft."""
    return [path for path in record.paths() if path in drafts or record.at(path).needs_review]


def next_path(record: Record, waiting: Sequence[Path], current: Path | None, step: int = 1) -> Path | None:
    """The one of `waiting` after `current` (before it for a step of -1), round the end; None where nothing waits."""
    if not waiting:
        return None
    places = {path: number for number, path in enumerate(record.paths())}
    forward = step > 0
    if current is None or current not in places:
        return waiting[0 if forward else -1]
    here = places[current]
    if forward:
        return next((path for path in waiting if places[path] > here), waiting[0])
    return next((path for path in reversed(waiting) if places[path] < here), waiting[-1])
