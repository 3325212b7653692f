"""Finding: the use cases around disputed items that were found: searches kept by name, collections, their export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from imrdesk.errors import InputError
from imrdesk.export import Chosen, SummaryOptions
from imrdesk.record.changes import Sign
from imrdesk.record.model import new_id
from imrdesk.store import Collected, Deed, Facets, FoundItem, SavedSearch, Sheet, Store, collecting
from imrdesk.store.language import parse

from .exporting import Export, ExportChoice, ExportReport, Progress
from .importing import now

Key: TypeAlias = tuple[str, str]
"""An item by the id of its letter and its own, which is empty for a letter without items."""
FORMATS = {"docx": "digest", "xlsx": "digest-xlsx"}
"""The kinds of file a collection can be, and the exporters that write them."""


@dataclass(frozen=True, slots=True)
class Member:
    """One item of a collection as it stands now; `found` is None where it is gone from its letter."""

    collected: Collected
    found: FoundItem | None

    @property
    def key(self) -> Key:
        """The item."""
        return self.collected.record_id, self.collected.issue_id


@dataclass(frozen=True, slots=True)
class Removed:
    """An item that was taken out of a collection: its note, and its place from 0 on."""

    sheet_id: str
    key: Key
    note: str
    place: int


class Finding:
    """What people do with items across letters; each act is durable when the call returns."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finder = store.finder

    # Searches

    def rows(self, text: str) -> Sequence[int]:
        """The rows of the items that a query finds, the newest first; raises InputError in words."""
        return self._finder.rows(text)

    def shown(self, rows: Sequence[int], text: str = "") -> list[FoundItem]:
        """What a list shows of some rows, the words of the query marked."""
        return self._finder.shown(rows, text)

    def items(self, text: str, limit: int) -> list[FoundItem]:
        """The newest items that a query finds."""
        return self.shown(self.rows(text)[:limit], text)

    def facets(self, text: str) -> Facets:
        """What they are told apart by, with counts."""
        return self._finder.facets(text)

    def elsewhere(self, text: str) -> int:
        """How many further letters have the words, though in none of their items: `in:letter` finds these."""
        return self._finder.elsewhere(text)

    def values(self) -> dict[str, tuple[str, ...]]:
        """What filters can be completed with, by their name."""
        return self._finder.values()

    def save_search(self, name: str, text: str, by: str) -> SavedSearch:
        """Keep a query under a name; one of that name gives way."""
        if not name.strip():
            raise InputError("no_name", "A saved search needs a name.", "Type one.")
        parse(text)
        kept = SavedSearch(name.strip(), text.strip(), by, now())
        self._finder.save_search(kept)
        return kept

    def saved_search(self, name: str) -> SavedSearch:
        """The search of a name; raises InputError naming those there are."""
        return self._finder.saved_search(name)

    def saved(self) -> list[SavedSearch]:
        """All that are kept, by name."""
        return self._finder.saved()

    def drop_search(self, name: str) -> None:
        """Let a saved search go."""
        self._finder.drop_search(name)

    # Collections

    def collections(self) -> list[Sheet]:
        """All collections by name."""
        return self._finder.sheets()

    def collection(self, name: str) -> Sheet:
        """The collection of a name or id; raises InputError naming those there are."""
        return self._finder.sheet(name)

    def make(self, name: str, by: str) -> Sheet:
        """Begin a collection."""
        made = Sheet(new_id(), name.strip(), by, now())
        self._finder.make(made)
        return made

    def rename(self, name: str, new: str, by: str) -> None:
        """Give a collection another name."""
        self._finder.rename(self.collection(name).id, new.strip(), by, now())

    def delete(self, name: str, by: str) -> None:
        """Let a collection go; the letters stay as they are."""
        self._finder.delete(self.collection(name).id, by, now())

    def members(self, name: str) -> list[Member]:
        """The items of a collection in its order."""
        held = self._finder.members(self.collection(name).id)
        found = {item.row: item for item in self.shown([one.row for one in held if one.row is not None])}
        return [Member(one, found.get(one.row) if one.row is not None else None) for one in held]

    def collect(self, name: str, keys: Iterable[Key], by: str, note: str = "") -> int:
        """Put items at the end of a collection; gives how many were not there yet."""
        at = now()
        chosen = [Collected(record_id, issue_id, note, by, at, None) for record_id, issue_id in keys]
        return self._finder.collect(self.collection(name).id, chosen)

    def remove(self, name: str, key: Key, by: str) -> Removed:
        """Take an item out of a collection; gives what `put_back` needs."""
        sheet = self.collection(name)
        held = self._finder.members(sheet.id)
        self._finder.change(sheet.id, key, collecting.remove, by, now())
        place = [(item.record_id, item.issue_id) for item in held].index(key)
        return Removed(sheet.id, key, held[place].note, place)

    def put_back(self, removed: Removed, by: str) -> None:
        """Put an item back where it was in its collection, with its note."""
        self.collect(removed.sheet_id, [removed.key], by, removed.note)
        self.move(removed.sheet_id, removed.key, removed.place, by)

    def annotate(self, name: str, key: Key, note: str, by: str) -> None:
        """Keep a note beside an item; an empty one takes it back."""
        self._finder.change(self.collection(name).id, key, collecting.annotate, note.strip(), by, now())

    def move(self, name: str, key: Key, place: int, by: str) -> None:
        """Put an item at a place of its collection, the first being 0."""
        sheet = self.collection(name)
        held = self._finder.members(sheet.id)
        moved = [item for item in held if (item.record_id, item.issue_id) == key]
        rest = [item for item in held if (item.record_id, item.issue_id) != key]
        if moved:
            self._finder.order(sheet.id, [*rest[:place], *moved, *rest[place:]], by, now())

    def history(self, name: str) -> list[Deed]:
        """What was done to a collection, the oldest first."""
        return self._finder.history(self.collection(name).id)

    def export(
        self,
        name: str,
        format_name: str,
        target: Path,
        by: str,
        options: SummaryOptions | None = None,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write a collection as Word digest (docx) or workbook (xlsx): whole or not at all, its cites checked."""
        if format_name not in FORMATS:
            known = ", ".join(FORMATS)
            raise InputError("no_such_format", f"A collection cannot be a “{format_name}”.", f"Choose from: {known}.")
        sheet = self.collection(name)
        held = [item for item in self._finder.members(sheet.id) if item.row is not None and item.issue_id]
        if not held:
            raise InputError("empty", f"“{sheet.name}” has no item to export.", "Put items in first.")
        chosen = tuple(Chosen(item.record_id, item.issue_id, item.note) for item in held)
        choice = ExportChoice(replace(options or SummaryOptions(), chosen=chosen, title=sheet.name))
        letters = tuple(dict.fromkeys(item.record_id for item in held))
        return Export(self._store, letters, choice, Sign(by, now())).run(FORMATS[format_name], target, progress)
