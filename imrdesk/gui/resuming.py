"""Resuming: how the worklist stood and which letter was open when the window was closed, in each workspace."""

import json
from dataclasses import asdict, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from imrdesk.record.agreement import whose
from imrdesk.record.model import Record, Status
from imrdesk.store import CaseRow, Query

from .jobs import Jobs
from .remembered import Remembered
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Resuming(QObject):
    """Brings a person back to where they were."""

    letter_wanted = Signal(str)  # record id of the letter that was open, where it is still there

    def __init__(self, jobs: Jobs, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._remembered = remembered

    def use(self, desk: "Desk", worklist: WorklistPanel) -> None:
        """Let the list of this desk stand as it stood; it is not asked for yet."""
        query, letter = self._remembered.left_at(desk.folder)
        worklist.show_query(read(query))
        if letter:
            self._jobs.run("store", partial(desk.resolve, letter), self.letter_wanted.emit, _let_go, owner=self)

    def keep(self, desk: "Desk", worklist: WorklistPanel, record: Record | None) -> None:
        """Remember where a person is."""
        self._remembered.leave_at(desk.folder, written(worklist.query()), whose(record.id)[0] if record else "")


def written(query: Query) -> str:
    """A query in one line, without its words: they may be of a letter, and would hide the others tomorrow."""
    return json.dumps({name: value for name, value in asdict(replace(query, text="")).items() if value is not None})


def read(text: str) -> Query:
    """The query of such a line; all letters, the newest first, where it cannot be understood."""
    try:
        found = json.loads(text)
        known = {item.name: found[item.name] for item in fields(Query) if isinstance(found.get(item.name), str | bool)}
        status = known.pop("status", None)
        if known.get("order") not in CaseRow.__dataclass_fields__:
            return Query()
        return Query(**known, status=Status(status) if status else None)
    except (ValueError, AttributeError):
        return Query()


def _let_go(_error: Exception) -> None:
    """The letter is gone: the list shows what there is."""
