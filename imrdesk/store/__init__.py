"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program."""

from .audit import Event, SignOff
from .clauses import Clause
from .collecting import Collected, Deed, Sheet
from .corrections import Correction, Match, Spread
from .decided import Decided
from .effort import FieldPace, Pace, Spent
from .exports import Exported
from .facets import FACETS, Facet, FacetCount, Facets
from .figures import Work
from .indexing import Progress
from .items import FoundItem
from .pins import Pin
from .refusals import Refused
from .saved import SavedSearch
from .search import Hit
from .store import Store
from .tallies import RuleTally
from .worklist import CaseRow, Listed, Query

__all__ = [
    "FACETS",
    "CaseRow",
    "Clause",
    "Collected",
    "Correction",
    "Decided",
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
    "Match",
    "Pace",
    "Pin",
    "Progress",
    "Query",
    "Refused",
    "RuleTally",
    "SavedSearch",
    "Sheet",
    "SignOff",
    "Spent",
    "Spread",
    "Store",
    "Work",
]
