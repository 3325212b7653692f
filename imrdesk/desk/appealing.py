"""Appealing: what a person puts under the statutory grounds of one case, and the worksheet that prints it."""

from collections.abc import Iterable
from pathlib import Path

from imrdesk.document.model import Span
from imrdesk.errors import ExportError, InputError
from imrdesk.export import Letter, SummaryOptions, worksheet, writing
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Problem
from imrdesk.record.model import new_id
from imrdesk.store import Pin, Store

from .importing import now


class Appealing:
    """The appeal worksheets of a workspace; every act is durable, and in the audit, when the call returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pins(self, record_id: str) -> list[Pin]:
        """What is pinned, in the order a person gave it."""
        return self._store.pins(record_id)

    def pin(
        self, record_id: str, ground: str, spans: Iterable[Span], by: str, note: str = "", problem: str = ""
    ) -> Pin:
        """Put places of the letter under a ground; raises InputError for a ground there is not, or for no words."""
        check_ground(ground)
        document, places = self._store.document(record_id), tuple(spans)
        for span in places:
            if not (1 <= span.page <= len(document.pages) and document.quote(span).strip()):
                raise InputError("no_such_place", "The letter has no words there.", "Select them in the letter again.")
        if not (places or problem):
            raise InputError("nothing_selected", "Nothing is selected in the letter.", "Select the words to pin first.")
        made = Pin(new_id(), ground, places, note.strip(), by, now(), problem)
        self._store.add_pin(record_id, made, Sign(by, made.at))
        return made

    def pin_problem(self, record_id: str, ground: str, problem: Problem, by: str, note: str = "") -> Pin:
        """Put a problem found, with its places, under a ground."""
        return self.pin(record_id, ground, (item.span for item in problem.evidence), by, note, problem.message)

    def note(self, record_id: str, pin_id: str, words: str, by: str) -> None:
        """Give what is pinned another note."""
        self._store.note_pin(record_id, pin_id, words.strip(), Sign(by, now()))

    def move(self, record_id: str, pin_id: str, ground: str, place: int, by: str) -> None:
        """Put what is pinned at a place (from 0) under a ground."""
        check_ground(ground)
        self._store.move_pin(record_id, pin_id, ground, place, Sign(by, now()))

    def unpin(self, record_id: str, pin_id: str, by: str) -> None:
        """Take a pin away."""
        self._store.remove_pin(record_id, pin_id, Sign(by, now()))

    def write(self, record_id: str, target: Path, options: SummaryOptions | None = None) -> Path:
        """Write the worksheet with what is pinned; never over one that a person may have filled in."""
        options = options or SummaryOptions()
        if target.exists() and not options.fresh:
            raise ExportError("exists", f"{target.name} is there already.", "Choose another name, or take it away.")
        pinned: dict[str, list[worksheet.Pinned]] = {}
        for item in self.pins(record_id):
            pinned.setdefault(item.ground, []).append(worksheet.Pinned(item.spans, item.note, item.problem))
        letter = Letter(self._store.record(record_id), self._store.document(record_id))
        with writing(target) as part:
            worksheet.fill(letter, part, pinned, options)
        return target


def check_ground(ground: str) -> None:
    """Raise InputError for a ground there is not."""
    if ground not in worksheet.GROUNDS:
        known = ", ".join(worksheet.GROUNDS)
        raise InputError("no_such_ground", f"There is no ground “{ground}”.", f"Choose from: {known}.")
