"""The workspace on disk: records, sources, search and audit in SQLite, the only SQL of the program."""

from .audit import Event
from .casework import Pin
from .exports import Exported
from .refusals import Refused
from .search import Hit
from .store import Store
from .worklist import CaseRow, Query

__all__ = ["CaseRow", "Event", "Exported", "Hit", "Pin", "Query", "Refused", "Store"]
