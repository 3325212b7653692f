"""A letter made ready for matching: its text with white space folded, every offset leading back to the source."""

import re
from bisect import bisect_right
from functools import cached_property

from imrdesk.document.locate import Flow
from imrdesk.document.model import Document, Span
from imrdesk.record.finding import Alternative, Evidence, Finding, evidence
from imrdesk.record.values import Value

from .furniture import repeated_lines
from .phrases import Words
from .rules import RULES

_SENTENCE = re.compile(r"[^.!?]*(?:[.!?](?!\s|$|[A-Z][a-z])[^.!?]*)*[.!?]?\s*")


class Letter:
    """The folded text of a document; `lines` holds where each line that is not blank starts and ends in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.flow = Flow(document)
        self.lines: list[tuple[int, int]] = []
        self._line_offsets: list[tuple[int, str]] = []  # where each line starts in the flow; "" where it is as folded
        self._matches: dict[re.Pattern[str], list[re.Match[str]]] = {}
        self._sentences: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._cuts: list[int] = []  # offsets of the flow where lines are left out
        furniture = {self.flow.offset(Span(page, at, at)) for page, at in repeated_lines(document)}
        parts: list[str] = []
        at = offset = 0
        for line in self.flow.text.split("\n"):
            if offset in furniture:
                self._cuts.append(offset)
            elif folded := " ".join(line.split()):
                self.lines.append((at, at + len(folded)))
                lead = line.find(folded)
                self._line_offsets.append((offset, line) if lead < 0 else (offset + lead, ""))
                parts.append(folded)
                at += len(folded) + 1
            offset += len(line) + 1
        self.text = " ".join(parts)

    @cached_property
    def words(self) -> Words:
        """The folded text by its words, to look for phrases in."""
        return Words(self.text)

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Each sentence of a stretch; a full stop inside a number or a short form ends none."""
        if (start, end) not in self._sentences:
            found: list[tuple[int, int]] = []
            at = start
            while at < end and (match := _SENTENCE.match(self.text, at, end)) and match.end() > at:
                found.append(match.span())
                at = match.end()
            self._sentences[start, end] = found
        return self._sentences[start, end]

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line starts in the folded text."""
        return [start for start, _end in self.lines]

    def matches(self, pattern: "re.Pattern[str]", start: int = 0, end: int | None = None) -> list["re.Match[str]"]:
        """Every match of a pattern between two offsets; the letter is searched once for each pattern."""
        if pattern not in self._matches:
            self._matches[pattern] = list(pattern.finditer(self.text))
        stop = len(self.text) if end is None else end
        return [match for match in self._matches[pattern] if start <= match.start() and match.end() <= stop]

    def line_of(self, offset: int) -> int:
        """The index of the line an offset of the folded text stands on."""
        return max(bisect_right(self.line_starts, offset) - 1, 0)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places in the source of a stretch of the folded text."""
        if end <= start:
            return ()
        low, high = self._flow_offset(start), self._flow_offset(end - 1) + 1
        if not any(low < cut < high for cut in self._cuts):
            return self.flow.spans(low, high)
        rows = range(self.line_of(start), self.line_of(end - 1) + 1)
        pieces = [(max(start, self.lines[row][0]), min(end, self.lines[row][1])) for row in rows]
        return tuple(span for first, last in self._joined(pieces) for span in self.flow.spans(first, last))

    def _joined(self, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Lines as stretches of the flow, each as long as no line between them is left out."""
        joined: list[tuple[int, int]] = []
        for start, end in pieces:
            low, high = self._flow_offset(start), self._flow_offset(end - 1) + 1
            if joined and not any(joined[-1][1] <= cut < low for cut in self._cuts):
                joined[-1] = joined[-1][0], high
            else:
                joined.append((low, high))
        return joined

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The stretch as evidence."""
        return evidence(self.document, self.spans(start, end))

    def _flow_offset(self, offset: int) -> int:
        """Where a character of the folded text stands in the flow."""
        index = self.line_of(offset)
        behind = offset - self.lines[index][0]
        flow_start, line = self._line_offsets[index]
        return flow_start + (_unfolded(line, behind) if line else behind)

    def found(
        self,
        rule: str,
        start: int,
        end: int,
        value: Value = None,
        *,
        alternatives: tuple[Alternative, ...] = (),
        doubt: str | None = None,
    ) -> Finding:
        """A finding at a stretch of the folded text, its words the value unless one is given."""
        raw = self.text[start:end]
        return propose(
            rule,
            raw if value is None else value,
            self.evidence(start, end),
            raw,
            alternatives=alternatives,
            doubt=doubt,
        )


def propose(
    rule: str,
    value: Value,
    places: tuple[Evidence, ...] = (),
    raw: str | None = None,
    *,
    alternatives: tuple[Alternative, ...] = (),
    doubt: str | None = None,
) -> Finding:
    """A finding whose confidence is the measured precision of its rule; below the bar, or in doubt, it needs review."""
    known = RULES[rule]
    confidence = min(known.precision, 0.6) if doubt else known.precision
    reason = doubt or (known.reason if known.needs_review else None)
    return Finding(value, raw, confidence, reason is not None, reason, rule, places, alternatives)


def _unfolded(line: str, offset: int) -> int:
    """The offset in a line of a character of the same line folded."""
    at = 0
    blank = True
    for index, char in enumerate(line):
        if char.isspace():
            blank = True
            continue
        if blank and at:
            at += 1
        blank = False
        if at >= offset:
            return index
        at += 1
    return len(line)
