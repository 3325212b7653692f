"""A disputed item that came since: its row and its section go into the summary that is there, beside the others."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from imrdesk.record.model import Issue, Record
from imrdesk.record.values import show

from .controls import ID, NO_ITEM, mark_of
from .disputed import NO_ITEMS, NO_RATIONALES, item_row, item_section, items_table, name_key, rationales
from .draft import Draft
from .ooxml import Xml

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
EMPTY = tuple(mark_of(f"{NO_ITEM}/{key}") for key in (NO_ITEMS, NO_RATIONALES))
ROW, HEADING, LAST = "name.n", "name.h", "rationale.f"  # of an item: in its row, at the top and the end of its section


def put_in(draft: Draft, places: Mapping[str, Any], written: str) -> Iterator[Issue]:
    """Put in each item that is new since the file was written (ISO, UTC); `places` has an element of the file for each
    mark. Gives the items that have a place in the file now."""
    record = draft.record
    if record.issues and _put_first(draft, places):
        yield from record.issues
        return
    for number, issue in enumerate(record.issues, 1):
        if _mark(issue, ROW) in places or _mark(issue, HEADING) in places or not _is_new(issue, written):
            continue
        row = _beside(places, record, number, ROW, ROW, f"{_W}tr")
        section = _beside(places, record, number, LAST, HEADING, "")
        if row is not None:
            made = [*_parsed([item_row(draft, number, issue)])[0].iter(f"{_W}tr")][1:]
            _as_wide(made[0], row[0])
            _put(row, made)
        if section is not None:
            _put(section, _parsed(item_section(draft, number, issue)))
        if row is not None or section is not None:
            yield issue


def _put_first(draft: Draft, places: Mapping[str, Any]) -> bool:
    """Put the items into a file that said there are none, in the place of those words."""
    said = {mark: blocks for mark, blocks in ((EMPTY[0], items_table), (EMPTY[1], rationales)) if mark in places}
    for mark, blocks in said.items():
        place = _around(places[mark], f"{_W}p")
        _heading, *made = blocks(draft)
        _put((place, True), _parsed(made))
        place.getparent().remove(place)
    return bool(said)


def name_of(issue: Issue) -> str:
    """What an item is called."""
    return show(issue.values[name_key(issue.values)].value)


def _is_new(issue: Issue, written: str) -> bool:
    """Whether all that is known of it was said by a person since: an item that had been in the file before and is no
    longer was taken out by whoever edited it, and stays out."""
    stated = [value for value in issue.values.values() if value.value is not None]
    return bool(stated) and all((value.at or "") > written for value in stated)


def _mark(issue: Issue, key: str) -> str:
    return mark_of(f"{issue.id[:ID]}/{key}")


def _beside(
    places: Mapping[str, Any], record: Record, number: int, end: str, start: str, tag: str
) -> tuple[Any, bool] | None:
    """The element of the nearest item that is in the file, and whether the new one goes after it."""
    for issue in reversed(record.issues[: number - 1]):
        if (found := places.get(_mark(issue, end))) is not None:
            return _around(found, tag), True
    for issue in record.issues[number:]:
        if (found := places.get(_mark(issue, start))) is not None:
            return _around(found, tag), False
    return None


def _around(element: Any, tag: str) -> Any:
    """The element of this tag that it stands in; without one that which stands in the body itself."""
    while element.tag != tag and (tag or element.getparent().tag != f"{_W}body"):
        element = element.getparent()
    return element


def _as_wide(row: Any, beside: Any) -> None:
    """Give a row's cells the widths of the row that it comes beside."""
    for cell, other in zip(row.iter(f"{_W}tcW"), beside.iter(f"{_W}tcW"), strict=False):
        cell.set(f"{_W}w", other.get(f"{_W}w", ""))


def _put(where: tuple[Any, bool], made: Sequence[Any]) -> None:
    place, after = where
    _renumber(place.getroottree().getroot(), made)
    for element in reversed(made) if after else made:
        (place.addnext if after else place.addprevious)(element)


def _parsed(blocks: Sequence[Xml]) -> list[Any]:
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(blocks)}</w:body>'.encode()))


def _renumber(root: Any, made: Sequence[Any]) -> None:
    """Give bookmarks numbers that no other of the file has."""
    ends = (f"{_W}bookmarkStart", f"{_W}bookmarkEnd")
    highest = max((int(mark.get(f"{_W}id", "0")) for mark in root.iter(*ends)), default=0)
    fresh, given = count(highest + 1), {}
    for mark in (mark for element in made for mark in element.iter(*ends)):
        old = mark.get(f"{_W}id")
        mark.set(f"{_W}id", str(given.setdefault(old, next(fresh))))
