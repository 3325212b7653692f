"""Two letters set against each other, line by line: what was taken away, what came in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .locate import fold
from .model import Document, Span

_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines of one letter that stand otherwise in the other; either side may be empty. Spans lead to the lines."""

    old: str
    new: str
    old_spans: tuple[Span, ...]
    new_spans: tuple[Span, ...]


def compare(old: Document, new: Document) -> tuple[Difference, ...]:
    """Every difference in words, in order; how lines are spaced makes none."""
    before, after = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [text for text, _span in before], [text for text, _span in after], autojunk=False)
    return tuple(
        Difference(
            "\n".join(text for text, _span in before[first:last]),
            "\n".join(text for text, _span in after[start:end]),
            tuple(span for _text, span in before[first:last]),
            tuple(span for _text, span in after[start:end]),
        )
        for kind, first, last, start, end in matcher.get_opcodes()
        if kind != "equal"
    )


def _lines(document: Document) -> list[tuple[str, Span]]:
    return list(_each_line(document))[:_MOST_LINES]


def _each_line(document: Document) -> Iterator[tuple[str, Span]]:
    for page in document.pages:
        at = 0
        for line in page.text.split("\n"):
            if folded := fold(line):
                start = at + len(line) - len(line.lstrip())
                yield folded, Span(page.number, start, at + len(line.rstrip()))
            at += len(line) + 1
