"""Columns as wide as their longest word: a name that breaks in the middle is read wrongly, and looks careless."""

import re
from collections.abc import Sequence
from html import unescape

from .ooxml import Xml

MARGINS = 200  # twentieths of a point: what a cell's margins take, and a little air
SIZE = 180  # of a table's text, as the template has it
NARROW, PLAIN, CAPITAL, BROAD, BOLD = 0.42, 0.63, 0.78, 0.98, 1.13  # of the size: a wide face, where Arial is lacking
_SHAPES = dict.fromkeys("iljtfrI.,;:'|!()[]/’“”*", NARROW) | dict.fromkeys("mwMW%@", BROAD)
_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(.*?)</w:r>", re.DOTALL)
_MARK = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\s-]+-?(?:\xa0[^\s-]+-?)*|-")


def suited(widths: Sequence[int], rows: Sequence[Sequence[Xml]]) -> tuple[int, ...]:
    """The widths, as wide together, with room for the longest word of each column; what has more room than its words
    need gives it up. Words that cannot all be held are held where they are shorter."""
    cells = list(zip(*[row for row in rows if len(row) == len(widths)], strict=True))
    needed = [max(map(_longest, column)) for column in cells] or list(widths)
    for place in sorted(range(len(widths)), key=needed.__getitem__, reverse=True):
        excess = max(sum(needed) - sum(widths), 0)
        needed[place] = min(needed[place], max(needed[place] - excess, widths[place]))
    room = [width - need for need, width in zip(needed, widths, strict=True)]
    lacking, spare = (sum(max(sign * share, 0) for share in room) for sign in (-1, 1))
    made = [
        need if share < 0 else width - share * lacking // max(spare, 1)
        for need, width, share in zip(needed, widths, room, strict=True)
    ]
    made[made.index(max(made))] += sum(widths) - sum(made)
    return tuple(made)


def _longest(cell: Xml) -> int:
    """The width that the longest word of a cell needs, in twentieths of a point."""
    return max((_need(paragraph) for paragraph in _PARAGRAPH.findall(cell)), default=0)


def _need(paragraph: str) -> int:
    words, looks = "", ""
    for look, content in _RUN.findall(paragraph):
        text = unescape(_MARK.sub("", content.replace("<w:br/>", "\n").replace("<w:tab/>", " ")))
        words, looks = words + text, looks + ("b" if '"Strong"' in look else " ") * len(text)
    found = (_length(word.group(), "b" in looks[word.start() : word.end()]) for word in _WORD.finditer(words))
    return MARGINS + max(found, default=0)


def _length(word: str, bold: bool) -> int:
    shares = (_SHAPES.get(letter, CAPITAL if letter.isupper() else PLAIN) for letter in word)
    return int(sum(shares) * SIZE * (BOLD if bold else 1))
