"""The letter in the form: its record as it will stand, what is typed over it, and what of it is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from imrdesk.record.finding import Evidence
from imrdesk.record.model import FieldValue, Path, Record
from imrdesk.record.values import Value

from .blind import Blind
from .drafts import Draft, Drafts
from .expected import Expected
from .order import next_path, to_check


@dataclass(slots=True)
class Course:
    """How letters are gone through, with what is typed and picked in them; it outlives a look at another letter."""

    drafts: Drafts = field(default_factory=Drafts)
    blind: Blind = field(default_factory=Blind)
    doubtful_first: bool = False

    def choose(self, *, doubtful_first: bool, picked_blind: Iterable[str]) -> None:
        """From the next letter on: in which order, and which fields are picked blind."""
        self.doubtful_first = doubtful_first
        self.blind.choose(picked_blind)


class Shown:
    """One letter on its course."""

    def __init__(self, record: Record, course: Course) -> None:
        self.expected = Expected(record)
        self._course = course

    @property
    def record(self) -> Record:
        """The record as a person may see it now."""
        return self._course.blind.veiled(self.expected.record)

    def at(self, path: Path) -> FieldValue:
        """A value as it stands, hidden or not."""
        return self.expected.record.at(path)

    def waiting(self) -> list[Path]:
        """What is left to check."""
        return to_check(self.record, self.drafts())

    def next(self, current: Path | None, step: int = 1) -> Path | None:
        """What to check after a value."""
        return next_path(
            self.expected.record, self.waiting(), current, step, doubtful_first=self._course.doubtful_first
        )

    def drafts(self) -> dict[Path, Draft]:
        """What is typed and could not be committed."""
        return self._course.drafts.of(self.expected.record.id)

    def keep(self, path: Path, draft: Draft | None) -> None:
        """Keep what is typed over a value; None forgets it."""
        self._course.drafts.keep(self.expected.record.id, path, draft)

    def hides(self, path: Path) -> bool:
        """Whether a value is hidden until a person picks one."""
        return self._course.blind.hides(self.expected.record, path)

    def compares(self, path: Path) -> bool:
        """Whether a value was picked that is not the program's, and waits to be settled."""
        return self._course.blind.compares(self.expected.record, path)

    def compared(self, path: Path) -> tuple[Evidence, ...]:
        """Where both readings of a value stand."""
        return self._course.blind.places(self.expected.record, path)

    def pick(self, path: Path, value: Value, evidence: tuple[Evidence, ...]) -> bool:
        """A person picked a hidden value; True where it is the program's too."""
        return self._course.blind.pick(self.expected.record, path, value, evidence)

    def story(self, path: Path) -> str:
        """How a value picked blind came about, for the audit; "" for one that was not hidden."""
        return self._course.blind.story(self.expected.record, path)

    def edit(self, path: Path, value: Value, evidence: tuple[Evidence, ...]) -> None:
        """A person's value is on its way to the store."""
        self._course.blind.settle(self.expected.record, path)
        self.expected.edit(path, value, evidence)

    def is_settled(self) -> bool:
        """Whether nothing is left that could not be committed."""
        return not self.drafts() and not self._course.blind.unsettled(self.expected.record)
