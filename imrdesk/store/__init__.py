"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program.

Each name is imported when it is first asked for: a window lists its letters before the rest of the store is loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_PLACES = {
    "CaseRow": "worklist",
    "Clause": "clauses",
    "Collected": "collecting",
    "Correction": "corrections",
    "Decided": "decided",
    "Deed": "collecting",
    "Event": "audit",
    "Exported": "exports",
    "FACETS": "facets",
    "Facet": "facets",
    "FacetCount": "facets",
    "Facets": "facets",
    "FieldPace": "effort",
    "FoundItem": "items",
    "Hit": "search",
    "Listed": "worklist",
    "Match": "corrections",
    "Pace": "effort",
    "Pin": "pins",
    "Progress": "indexing",
    "Query": "worklist",
    "Refused": "refusals",
    "RuleTally": "tallies",
    "SavedSearch": "saved",
    "Sheet": "collecting",
    "SignOff": "audit",
    "Spent": "effort",
    "Spread": "corrections",
    "Store": "store",
    "Work": "figures",
}


def __getattr__(name: str) -> Any:
    """The class or table of that name."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_PLACES[name]}", __name__), name)
    globals()[name] = found
    return found
