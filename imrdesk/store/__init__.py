"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program."""

from .audit import Event, SignOff
from .clauses import Clause
from .collecting import Collected, Deed, Sheet
from .effort import FieldPace, Pace, Spent
from .exports import Exported
from .facets import FACETS, Facet, FacetCount, Facets
from .indexing import Progress
from .items import FoundItem
from .pins import Pin
from .refusals import Refused
from .saved import SavedSearch
from .search import Hit
from .store import Store
from .worklist import CaseRow, Listed, Query

__all__ = [
    "FACETS",
    "CaseRow",
    "Clause",
    "Collected",
    "Deed",
    "Event",
    "Exported",
    "Facet",
    "FacetCount",
    "Facets",
    "FieldPace",
    "FoundItem",
    "Hit",
    "Listed",
    "Pace",
    "Pin",
    "Progress",
    "Query",
    "Refused",
    "SavedSearch",
    "Sheet",
    "SignOff",
    "Spent",
    "Store",
]
