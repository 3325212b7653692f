"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program."""

from .audit import Event, SignOff
from .effort import FieldPace, Pace, Spent
from .exports import Exported
from .indexing import Progress
from .pins import Pin
from .refusals import Refused
from .search import Hit
from .store import Store
from .worklist import CaseRow, Listed, Query

__all__ = [
    "CaseRow",
    "Event",
    "Exported",
    "FieldPace",
    "Hit",
    "Listed",
    "Pace",
    "Pin",
    "Progress",
    "Query",
    "Refused",
    "SignOff",
    "Spent",
    "Store",
]
