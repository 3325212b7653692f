"""Finder: disputed items found, counted and kept together, as one part of the store."""

from array import array
from collections.abc import Callable, Iterable, Sequence

from imrdesk.errors import InputError

from . import alike, collecting, facets, items, saved
from .alike import Alike, Family
from .collecting import Collected, Deed, Sheet
from .database import Database
from .facets import Facets
from .items import FoundItem
from .saved import SavedSearch

MOST_VALUES = 2000  # of a facet, to complete what is typed


class Finder:
    """Item search, saved searches and collections of one workspace; may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, text: str) -> "array[int]":
        """The rows of the items that a query finds, the newest first."""
        with self._database.reading() as db:
            return items.find(db, text)

    def shown(self, rows: Sequence[int], text: str = "") -> list[FoundItem]:
        """What a list shows of some rows."""
        with self._database.reading() as db:
            return items.shown(db, rows, text)

    def facets(self, text: str) -> Facets:
        """What the items found are told apart by."""
        with self._database.reading() as db:
            return items.count(db, text)

    def elsewhere(self, text: str) -> int:
        """How many letters have the words only elsewhere."""
        with self._database.reading() as db:
            return items.elsewhere(db, text)

    def row(self, record_id: str, issue_id: str) -> int | None:
        """The row of an item; None where it is gone."""
        with self._database.reading() as db:
            return items.of_issue(db, record_id, issue_id)

    def alike(self, record_id: str, issue_id: str, family: Family, most: int, *, overturned: bool) -> list[Alike]:
        """The decided items most like one."""
        with self._database.reading() as db:
            own = items.of_issue(db, record_id, issue_id)
            if own is None:
                raise InputError("no_such_issue", "This item is not in its letter any more.")
            record = items.record_of(db, own)
            return alike.find(db, own, record, record.issue(issue_id), family, most, overturned=overturned)

    def values(self) -> dict[str, tuple[str, ...]]:
        """What filters can be completed with."""
        with self._database.reading() as db:
            return facets.values(db, MOST_VALUES)

    def saved(self) -> list[SavedSearch]:
        """The saved searches by name."""
        with self._database.reading() as db:
            return saved.every(db)

    def saved_search(self, name: str) -> SavedSearch:
        """One of them; raises InputError."""
        with self._database.reading() as db:
            return saved.one(db, name)

    def save_search(self, search: SavedSearch) -> None:
        """Keep a search under its name; durable when this returns."""
        with self._database.writing() as db:
            saved.put(db, search)

    def drop_search(self, name: str) -> None:
        """Let a saved search go."""
        with self._database.writing() as db:
            saved.drop(db, name)

    def sheets(self) -> list[Sheet]:
        """The collections by name."""
        with self._database.reading() as db:
            return collecting.every(db)

    def sheet(self, name: str) -> Sheet:
        """The collection of a name or id; raises InputError."""
        with self._database.reading() as db:
            return collecting.one(db, name)

    def make(self, sheet: Sheet) -> None:
        """Keep a new collection."""
        with self._database.writing() as db:
            collecting.make(db, sheet)

    def rename(self, sheet_id: str, name: str, by: str, at: str) -> None:
        """Give a collection another name."""
        with self._database.writing() as db:
            collecting.rename(db, collecting.one(db, sheet_id), name, by, at)

    def delete(self, sheet_id: str, by: str, at: str) -> None:
        """Let a collection go."""
        with self._database.writing() as db:
            collecting.delete(db, collecting.one(db, sheet_id), by, at)

    def members(self, sheet_id: str) -> list[Collected]:
        """The items of a collection in its order."""
        with self._database.reading() as db:
            return collecting.members(db, sheet_id)

    def collect(self, sheet_id: str, chosen: Iterable[Collected]) -> int:
        """Put items at the end of a collection, all or none; gives how many were not there yet."""
        with self._database.writing() as db:
            return sum(collecting.add(db, collecting.one(db, sheet_id).id, item) for item in chosen)

    def change(self, sheet_id: str, key: tuple[str, str], change: Callable[..., None], *values: object) -> None:
        """Do something to one item of a collection, named by letter and item: one of `collecting`'s changes."""
        with self._database.writing() as db:
            held = collecting.members(db, sheet_id)
            item = next((item for item in held if (item.record_id, item.issue_id) == key), None)
            if item is None:
                raise InputError("not_collected", "This item is not in the collection any more.")
            change(db, sheet_id, item, *values)

    def order(self, sheet_id: str, listed: Sequence[Collected], by: str, at: str) -> None:
        """Put a collection into this order."""
        with self._database.writing() as db:
            collecting.order(db, sheet_id, listed, by, at)

    def history(self, sheet_id: str) -> list[Deed]:
        """What was done to a collection."""
        with self._database.reading() as db:
            return collecting.history(db, sheet_id)
