"""What is still to be checked in a record, and which of it comes next."""

from collections.abc import Collection, Sequence

from imrdesk.record.model import Path, Record


def to_check(record: Record, drafts: Collection[Path] = ()) -> list[Path]:
    """The values that want a person, in the order of the form: doubtful ones, and those with an unfinished draft."""
    return [path for path in record.paths() if path in drafts or record.at(path).needs_review]


def next_path(
    record: Record, waiting: Sequence[Path], current: Path | None, step: int = 1, *, doubtful_first: bool = False
) -> Path | None:
    """The one of `waiting` after `current` (before it for a step of -1), round the end; None where nothing waits.
    They come in the order of the form, or the most doubtful first."""
    if not waiting:
        return None
    places = {path: number for number, path in enumerate(record.paths())}

    def rank(path: Path) -> tuple[float, int]:
        return (_confidence(record, path) if doubtful_first else 0.0), places[path]

    ordered = sorted(waiting, key=rank)
    forward = step > 0
    if current is None or current not in places:
        return ordered[0 if forward else -1]
    here = rank(current)
    if forward:
        return next((path for path in ordered if rank(path) > here), ordered[0])
    return next((path for path in reversed(ordered) if rank(path) < here), ordered[-1])


def stopped_at(record: Record) -> Path | None:
    """The value a person looked at last; None where nobody has looked at any."""
    looked_at = [(record.at(path).at or "", number, path) for number, path in enumerate(record.paths())]
    at, _number, path = max(looked_at)
    return path if at else None


def _confidence(record: Record, path: Path) -> float:
    finding = record.at(path).finding
    return finding.confidence if finding else 0.0
