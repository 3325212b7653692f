"""The record as it will stand once what was just done in the form is saved; the form never waits for the disk."""

from contextlib import suppress

from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Changes, Sign
from imrdesk.record.finding import Evidence
from imrdesk.record.model import FieldValue, Path, Record
from imrdesk.record.values import Value

UNSIGNED = Sign(by="", at="")  # the signature comes with the saved change


class Expected:
    """A record with the acts that are on their way to the store laid over it."""

    __slots__ = ("_on_their_way", "record")

    def __init__(self, record: Record) -> None:
        self.record = record
        self._on_their_way: dict[Path, FieldValue] = {}

    def edit(self, path: Path, value: Value, evidence: tuple[Evidence, ...] = ()) -> None:
        """A person's value."""
        self._expect(acts.set_value(self.record, path, value, UNSIGNED, evidence))

    def confirm(self, path: Path, *, seen: bool) -> bool:
        """A person agrees; False where there was nothing to agree to."""
        return self._expect(acts.confirm(self.record, [path], UNSIGNED, seen=seen))

    def restore(self, path: Path) -> None:
        """Back to what the machine proposed."""
        self._expect(acts.restore(self.record, path, UNSIGNED))

    def accept_rest(self) -> bool:
        """Everything nobody has looked at is accepted unseen; False where there is nothing left."""
        return self._expect(acts.confirm(self.record, self.record.paths(), UNSIGNED, seen=False))

    def settle(self, changes: Changes) -> None:
        """Changes are saved: theirs are the values now, except where something newer is on its way."""
        for path in changes.paths:
            self._on_their_way.pop(path, None)
        self.record = changes.after
        for path, value in self._on_their_way.items():
            with suppress(InputError):  # its issue may be gone
                self.record.at(path)
                self.record = self.record.with_value(path, value)

    def _expect(self, changes: Changes) -> bool:
        self._on_their_way |= {path: changes.after.at(path) for path in changes.paths}
        self.record = changes.after
        return bool(changes.items)
