"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program."""

from .audit import Event, SignOff
from .effort import FieldPace, Pace, Spent
from .exports import Exported
from .pins import Pin
from .refusals import Refused
from .search import Hit
from .store import Store
from .worklist import CaseRow, Query

__all__ = [
    "CaseRow",
    "Event",
    "Exported",
    "FieldPace",
    "Hit",
    "Pace",
    "Pin",
    "Query",
    "Refused",
    "SignOff",
    "Spent",
    "Store",
]
