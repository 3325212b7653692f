"""Cases: which letters a worklist shows, which one a number names, and which belong to one case."""

from array import array
from collections.abc import Sequence

from imrdesk.document.comparison import Difference, compare
from imrdesk.errors import InputError
from imrdesk.store import CaseRow, Hit, Listed, Query, Store


class Cases:
    """The letters of a workspace, as they are listed, named and told apart."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(self, query: Query) -> "array[int]":
        """The numbers of the cases a query finds, in its order."""
        return self._store.ids(query)

    def first(self, query: Query, most: int) -> Listed | None:
        """The beginning of what a query finds, at once; None where that takes as long as all of it."""
        return self._store.first(query, most)

    def window(self, query: Query, start: int, most: int) -> "array[int]":
        """The numbers of some of the cases a query finds, from a place on."""
        return self._store.window(query, start, most)

    def rows(self, numbers: Sequence[int]) -> list[CaseRow]:
        """One row for each case number of the list, in the same order."""
        return self._store.rows(numbers)

    def reviewers(self) -> list[str]:
        """Who has reviewed letters, by name."""
        return self._store.reviewers()

    def counts(self) -> dict[str, int]:
        """How many cases stand in each status."""
        return self._store.counts()

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Places in the letters and their values that have these words, the newest first."""
        return self._store.search(text, limit)

    def resolve(self, case: str) -> str:
        """The record a case number or id names; raises InputError where it names none or several."""
        found = self._store.resolve(case)
        if not found:
            raise InputError("no_such_case", f"There is no case “{case}” in {self._store.folder}.", "See: imrdesk list")
        if len(found) > 1:
            ids = ", ".join(name[:8] for name in found)
            raise InputError("several_cases", f"“{case}” names {len(found)} letters.", f"Name one by its id: {ids}.")
        return found[0]

    def same_case(self, record_id: str) -> list[str]:
        """The other letters of a record's case, the oldest first: duplicates in number, not in words."""
        return [other for other in self._of_case(record_id) if other != record_id]

    def pair(self, case: str, other: str | None = None) -> tuple[str, str]:
        """Two letters to compare: those named, or the two newest of a case number, the older first; a letter named by
        its id is one of them."""
        if other:
            return self.resolve(case), self.resolve(other)
        found = self._store.resolve(case)
        if len(found) < 2:
            named = self.resolve(case)
            letters = self._of_case(named)
            newest = [letter for letter in letters if letter != named][-1:]
            found = [letter for letter in letters if letter in (named, *newest)]
        if len(found) < 2:
            raise InputError("only_one", f"There is only one letter for “{case}”.", "Name the other one too.")
        return found[-2], found[-1]

    def compare(self, old_id: str, new_id: str) -> tuple[Difference, ...]:
        """Where two letters differ in words."""
        return compare(self._store.document(old_id), self._store.document(new_id))

    def _of_case(self, record_id: str) -> list[str]:
        number = self._store.record(record_id).case_number
        return self._store.of_case(number) if number else []
