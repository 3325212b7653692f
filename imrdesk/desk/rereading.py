"""Rereading: a letter as its second reader works on it, by the same acts as the first, kept apart from the record."""

from dataclasses import replace

from imrdesk.errors import InputError
from imrdesk.record.agreement import second_id, unread, whose
from imrdesk.record.changes import Action, Changes
from imrdesk.record.model import Record, Status
from imrdesk.store import Store

from .acts import Acts

KEPT = {Action.SET: Action.SECOND_SET, Action.STATUS: Action.SECOND_STATUS}
WHY = "second reading"


class Rereading(Acts):
    """What a second reader does, durable and taken back like all acts; nothing the first reader said is seen."""

    def __init__(self, store: Store, reader: str) -> None:
        super().__init__(store)
        self.reader = reader

    def record(self, record_id: str) -> Record:
        """The letter as the second reader sees it: the machine's values where they are shown, the reader's own over
        them; its id is one of `second_id`, told from the record's own."""
        own_id, _ = whose(record_id)
        given = self._store.second_assignment(own_id, self.reader)
        if given is None:
            raise InputError("not_assigned", f"This letter was not given to {self.reader} to read.")
        first = self._store.record(own_id)
        said = self._store.second_said(own_id, self.reader)
        seen = unread(first, unaided=given.unaided)
        for path, value in said.items():
            if path in set(seen.paths()):
                seen = seen.with_value(path, replace(value, finding=seen.at(path).finding))
        done = Status.REVIEWED if given.finished_at else Status.IN_REVIEW if said else Status.NEW
        by, at = (self.reader, given.finished_at) if given.finished_at else (None, None)
        return replace(seen, id=second_id(own_id, self.reader), status=done, reviewed_by=by, reviewed_at=at)

    def review(self, record_id: str, by: str, reason: str | None = None) -> Changes:
        """Say that the letter is read; what is checked of it is for the first reader to mend."""
        return super().review(record_id, by, reason or WHY)

    def _save(self, done: Changes) -> Changes:
        if any(item.action not in KEPT for item in done.items):
            raise InputError(
                "second_reader",
                "A second reader says what the values are; items, comments and flags are the first reader's.",
                "What is missing can be said when the differences are settled.",
            )
        if done.items and done.sign.by != self.reader:
            raise InputError("second_reader", f"This letter was given to {self.reader}, not to {done.sign.by}.")
        if done.items:
            own_id, _ = whose(done.after.id)
            items = [replace(item, action=KEPT[item.action]) for item in done.items]
            self._store.save_second(own_id, self.reader, items, done.sign)
        return done
