"""Lines that stand on every page and are no part of the letter: running heads, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from imrdesk.document.model import Document

_EDGE = 2  # so many lines at the head and the foot of a page are looked at
_LONGEST = 140
_NUMBER = re.compile(r"\d+")
_CONTENT = re.compile(r"upheld|overturned|guideline|rationale|necessary", re.IGNORECASE)
_PAGE_WORD = re.compile(r"#|\bpage\b|confidential", re.IGNORECASE)


def repeated_lines(document: Document) -> frozenset[tuple[int, int]]:
    """Page number and offset of each line to leave out; a running head is kept on the first page."""
    if len(document.pages) < 2:
        return frozenset()
    heads, feet = {}, {}
    for page in document.pages:
        lines = page.text.split("\n")
        heads[page.number] = list(islice(_filled(_from_head(lines)), _EDGE))
        feet[page.number] = list(islice(_filled(_from_foot(lines)), _EDGE))
    found: set[tuple[int, int]] = set()
    for edge, from_page in ((heads, 2), (feet, 1)):
        common = _common(edge, len(document.pages))
        found.update(
            (number, offset)
            for number, lines in edge.items()
            if number >= from_page
            for offset, line in lines
            if line in common
        )
    return frozenset(found)


def _common(edge: dict[int, list[tuple[int, str]]], pages: int) -> set[str]:
    """Lines that stand at this edge of most pages; of all, where nothing in the line itself speaks of pages."""
    counts = Counter(line for lines in edge.values() for line in {line for _offset, line in lines})
    most = max(2, round(0.6 * pages))
    return {
        line
        for line, count in counts.items()
        if len(line) <= _LONGEST
        and not _CONTENT.search(line)
        and (count >= most if _PAGE_WORD.search(line) else count == pages >= 3)
    }


def _from_head(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line of a page with its offset."""
    at = 0
    for line in lines:
        yield at, line
        at += len(line) + 1


def _from_foot(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line of a page with its offset, the last first."""
    at = sum(map(len, lines)) + len(lines)
    for line in reversed(lines):
        at -= len(line) + 1
        yield at, line


def _filled(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines that are not blank: the offset, and the words with every number as #."""
    for at, line in lines:
        if folded := " ".join(line.split()):
            yield at, _NUMBER.sub("#", folded)
