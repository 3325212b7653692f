"""What is typed and not committed yet; nothing of it is lost when another field, issue or letter comes."""

from dataclasses import dataclass

from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """The text, the evidence it was taken from, and what is wrong with it so far."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    error: str = ""


class Drafts:
    """Drafts by letter and value: a draft outlives a look at another letter."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Path], Draft] = {}

    def keep(self, record_id: str, path: Path, draft: Draft | None) -> None:
        """Keep what is typed over a value; None forgets it."""
        if draft:
            self._kept[record_id, path] = draft
        else:
            self._kept.pop((record_id, path), None)

    def all(self) -> dict[tuple[str, Path], Draft]:
        """The drafts of every letter, by record and value."""
        return dict(self._kept)

    def of(self, record_id: str) -> dict[Path, Draft]:
        """The drafts of one letter."""
        return {path: draft for (letter, path), draft in self._kept.items() if letter == record_id}
