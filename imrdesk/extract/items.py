"""The disputed items of a determination: where each block stands, and its heading, decision and texts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from imrdesk.record.finding import Alternative, Finding

from .fuzzy import like
from .letter import Letter, propose
from .phrases import Phrases

CLAIMS, IMR, RATIONALE = "claims_administrator_guideline", "imr_guideline", "rationale"
LABELS = Phrases(
    {
        CLAIMS: [r"Claims\s?Administrator\s+guideline\s*s?\s?:"],
        IMR: [r"MAXIMUS\s+guideline\s*s?\s?:"],
        RATIONALE: [r"Decision\s+rationale\s?:"],
    },
    after="",
)
PLAIN_LABELS = {
    CLAIMS: "Claims Administrator guideline:",
    IMR: "MAXIMUS guideline:",
    RATIONALE: "Decision rationale:",
}
DECISION = re.compile(r"\b(?P<word>Upheld|Overturned)\b", re.IGNORECASE)
_DECIDED = re.compile(r"(?:(?<![\s:;.,-])[\s:;.,-]+)?\b(?P<word>Upheld|Overturned)\b[\s.]*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\s:;.,-]*(?<![^\s:;])(?P<word>\S{4,14}?)[\s.]*$")
_NEAR_DECISION = 0.66
DECISIONS = ("upheld", "overturned")
_VERDICT_END = re.compile(r"\b(?:necessary|appropriate|established|certified|warranted|supported)\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
_DECISION_LINE = re.compile(r"(?:Upheld|Overturned)\b")
_NOT_A_START = re.compile(r"[a-z#(,;:%&]")  # unless a paragraph surely ends before it
_ELIGIBLE = re.compile(r"IMR\s+eligible|[Tt]he\s+original\s+request,", re.IGNORECASE)
_ORIGINAL = re.compile(r"\bwas\s+the\s+original\s+request\b", re.IGNORECASE)
_HEADING_LINES = 14
FAR_START = "The heading may begin on an earlier or later line."
INCOMPLETE = "A part of this item is missing or cut: compare all of it with the letter."
UNUSUAL = "UR modified the request, but what is left of it is worded in an unusual way."
EMPTY = "There is no text here."
NO_DECISION = "No decision word stands at the end of this heading."


@dataclass(frozen=True, slots=True)
class Label:
    """One of the three labels of an item's texts: where it starts, and where what it announces starts."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One item in the folded text: its heading, and where each labelled text starts and ends. `doubt` is about where
    the heading begins, `end_doubt` about where the rationale ends."""

    heading: tuple[int, int]
    parts: dict[str, tuple[int, int]]
    doubt: str | None = None
    other_start: int | None = None
    end_doubt: str | None = None


def labels(letter: Letter, start: int, end: int) -> list[Label]:
    """The labels between two offsets, in order; where they do not come out even, misread ones are looked for too."""
    found = [Label(name, low, high) for low, high, name in letter.words.mentions(LABELS, start, end)]
    counts = Counter(label.name for label in found)
    if found and len({counts[name] for name in PLAIN_LABELS}) == 1:
        return found
    return sorted(found + list(_misread(letter, start, end, found)), key=lambda label: label.start)


def _misread(letter: Letter, start: int, end: int, known: list[Label]) -> Iterator[Label]:
    taken = {letter.line_of(label.start) for label in known}
    for index, (low, high) in enumerate(letter.lines):
        if index in taken or low < start or low >= end:
            continue
        for name, plain in PLAIN_LABELS.items():
            if high - low >= len(plain) - 2 and like(letter.text[low : low + len(plain)], plain):
                colon = letter.text.find(":", low + len(plain) - 4, low + len(plain) + 4)
                yield Label(name, low, colon + 1 if colon >= 0 else low + len(plain))
                break


def decided_lines(letter: Letter, start: int, end: int) -> int:
    """How many lines between two offsets end in a decision, as headings do."""
    return sum(
        letter.text.endswith(("Upheld", "Overturned"), max(low, high - 10), high)
        for low, high in letter.lines
        if start <= low and high <= end
    )


def blocks(letter: Letter, start: int, end: int) -> list[Block]:
    """The items between two offsets: each begins with a heading before a label that its predecessor has had."""
    groups: list[list[Label]] = []
    for label in labels(letter, start, end):
        if not groups or label.name in {known.name for known in groups[-1]}:
            groups.append([])
        groups[-1].append(label)
    if not groups:
        return []
    uneven = INCOMPLETE if any(len(group) < len(PLAIN_LABELS) for group in groups) else None
    headings = list(_headings(_Lines(letter), groups, start))
    stops = [begin for begin, _doubt, _other in headings[1:]] + [end]
    end_doubts = [doubt for _begin, doubt, _other in headings[1:]] + [None]
    return [
        Block(
            (begin, group[0].start),
            _parts(group, stop),
            doubt or uneven or _oddity(letter, group, begin),
            other,
            end_doubt,
        )
        for group, (begin, doubt, other), stop, end_doubt in zip(groups, headings, stops, end_doubts, strict=True)
    ]


def _oddity(letter: Letter, group: list[Label], begin: int) -> str | None:
    """Why a block cannot be trusted as it stands: its heading holds what belongs elsewhere."""
    heading = letter.text[begin : group[0].start]
    if "guideline" in heading.lower() or len(DECISION.findall(heading)) > 1:
        return INCOMPLETE
    return None


def _headings(lines: "_Lines", groups: list[list[Label]], start: int) -> Iterator[tuple[int, str | None, int | None]]:
    for number, group in enumerate(groups):
        if number == 0:
            yield start, None, None
        else:
            yield lines.heading_start(groups[number - 1][-1].end, group[0].start)


def _parts(group: list[Label], stop: int) -> dict[str, tuple[int, int]]:
    ends = [label.start for label in group[1:]] + [stop]
    return {label.name: (label.end, end) for label, end in zip(group, ends, strict=True)}


class _Lines:
    """The lines of a letter, and which of their ends look like the end of a paragraph."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        widths = sorted(end - start for start, end in letter.lines)
        self.width = widths[int(len(widths) * 0.9)] if widths else 0
        self.unwrapped = self.width > 200  # a paragraph a line: every line end is a paragraph's

    def heading_start(self, after: int, label: int) -> tuple[int, str | None, int | None]:
        """Where the heading that ends at `label` starts, a doubt where that is not clear, and the other place."""
        letter = self.letter
        last = letter.line_of(label - 2)
        first = letter.line_of(after)
        starts = [index for index in range(last, first, -1) if self._begins(index)]
        if not starts:
            index = max(first, last - _HEADING_LINES)
            return max(letter.lines[index][0], after), FAR_START, None
        choice = next((index for index in starts if self._whole(index, label)), starts[0])
        begin = letter.lines[choice][0]
        if self._sure(choice):
            return begin, None, None
        rest = starts[starts.index(choice) + 1 :]
        return begin, FAR_START, letter.lines[rest[0]][0] if rest else None

    def _begins(self, index: int) -> bool:
        """Whether a heading can begin on this line: the line before it ends a paragraph."""
        start, end = self.letter.lines[index]
        if _DECISION_LINE.match(self.letter.text, start, end):
            return False
        if self._sure(index):
            return True
        if _NOT_A_START.match(self.letter.text, start, end):
            return False
        return self._ends_sentence(index - 1) or self._short(index - 1)

    def _whole(self, index: int, label: int) -> bool:
        """Whether the heading from this line on is complete: what UR authorized has its original request before it."""
        text = self.letter.text[self.letter.lines[index][0] : label]
        return not _ELIGIBLE.search(text) or bool(_ORIGINAL.search(text))

    def _sure(self, index: int) -> bool:
        """Whether a paragraph surely ends before this line: with a verdict, or with a sentence on a short line."""
        start, end = self.letter.lines[index - 1]
        if _VERDICT_END.search(self.letter.text, max(start, end - 24), end):
            return True
        return self._ends_sentence(index - 1) and self._short(index - 1)

    def _ends_sentence(self, index: int) -> bool:
        start, end = self.letter.lines[index]
        return bool(_SENTENCE_END.search(self.letter.text, max(start, end - 6), end))

    def _short(self, index: int) -> bool:
        """Whether the next line's first word would have stood on this line, had the paragraph gone on."""
        if self.unwrapped:
            return True
        start, end = self.letter.lines[index]
        next_start, next_end = self.letter.lines[index + 1]
        word = self.letter.text[next_start:next_end].split(" ", 1)[0]
        return end - start + 1 + len(word) < self.width * 0.8


_REMAINING = re.compile(
    r"remaining\s+IMR\s+eligible\s+portions?\s+of\s+the\s+original\s+request\s*[,:]?\s*(?P<live>.+?)[\s,]*\b(?:is|are)?\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_LIVE = re.compile(r"The\s+original\s+request\s*[,:]\s*(?P<live>.+?)[\s,]*\b(?:is|are)?\s*:?\s*$", re.DOTALL)
_MODIFIED = re.compile(r"IMR\s+eligible|authorized\s+by\s+the\s+Claims|was\s+the\s+original\s+request", re.IGNORECASE)
_MAYBE_MODIFIED = re.compile(  # words that may tell of what UR left, in another wording
    r"\bmodif(?:ied|ication)\b(?!\s+dut)|\boriginal(?:ly)?\s+request|\bremaining\b|\bauthori[sz]ed\b|\bapproved\b|"
    r"\bcertified\s+(?!hand|nurs)",
    re.IGNORECASE,
)
_RETROSPECTIVE = re.compile(
    r"\s*Retro(?:spective(?:ly)?)?\b\s*(?:request\s+for\s+|review\s+(?:of|for)\s+)?[:\-]?\s*", re.I
)
_MAYBE = {  # words that may mean so, where the usual ones are missing
    "retrospective": re.compile(
        r"\bretro\w*|\bDOS\b|\bdates?\s+of\s+service|\b(?:provided|performed|dispensed|rendered)\s+on\b", re.I
    ),
    "associated_service": re.compile(r"\bassociated\b", re.I),
}
_SAYS_SO = re.compile(r"retro", re.IGNORECASE)  # wherever in the heading
_SPEAKS_OF = {
    "retrospective": "“{}” in the heading: was it for something already given?",
    "associated_service": "“{}” in the heading: does it go with another item?",
}
_ASSOCIATED = re.compile(r"\s*Associated\s+surgical\s+services?\s*[:\-]?\s*", re.IGNORECASE)


def extract(letter: Letter, block: Block) -> dict[str, Finding]:
    """Heading, decision, what is really in dispute, what UR had done, and the three labelled texts of one item."""
    start, end = block.heading
    decided = _DECIDED.search(letter.text, start, end) or _misread_decision(letter, start, end)
    stop = decided.start() if decided else end
    if decided and letter.text[stop : stop + 1] == ".":
        stop += 1  # "... L5-S1.: Upheld": the full stop belongs to the heading
    found = {"treatment": _heading(letter, block, start, stop)}
    if decided:
        found["decision"] = _decision(letter, decided)
    else:
        found["decision"] = propose("item.decision", None, letter.evidence(start, end), doubt=NO_DECISION)
    found |= _dispute(letter, start, stop, block.doubt)
    rules = {CLAIMS: "item.guideline", IMR: "item.guideline", RATIONALE: "item.rationale"}
    for key, rule in rules.items():
        if key in block.parts:
            doubt = block.end_doubt if key == RATIONALE else None
            found[key] = _text(letter, rule, *block.parts[key], INCOMPLETE if block.doubt == INCOMPLETE else doubt)
    return found


def _decision(letter: Letter, decided: "re.Match[str]") -> Finding:
    word = decided["word"].lower()
    value = next((known for known in DECISIONS if known == word), None)
    if value:
        return letter.found("item.decision", *decided.span("word"), value)
    value = next(known for known in DECISIONS if like(word, known, _NEAR_DECISION))
    return letter.found("item.decision", *decided.span("word"), value, doubt=f"Read from “{decided['word']}”.")


def _misread_decision(letter: Letter, start: int, end: int) -> "re.Match[str] | None":
    """The last word of a heading, where it is nearly a decision."""
    match = _LAST_WORD.search(letter.text, start, end)
    return match if match and any(like(match["word"], known, _NEAR_DECISION) for known in DECISIONS) else None


def _heading(letter: Letter, block: Block, start: int, stop: int) -> Finding:
    others: tuple[Alternative, ...] = ()
    if block.other_start is not None:
        begin = block.other_start
        others = (Alternative(letter.text[begin:stop].rstrip(" :"), letter.evidence(begin, stop)),)
    return _text(letter, "item.heading", start, stop, block.doubt, others)


def _text(
    letter: Letter, rule: str, start: int, end: int, doubt: str | None = None, others: tuple[Alternative, ...] = ()
) -> Finding:
    piece = letter.text[start:end]
    begin = start + len(piece) - len(piece.lstrip(" :"))
    if not piece.strip(" :"):
        return propose(rule, None, doubt=EMPTY)
    return letter.found(rule, begin, max(start + len(piece.rstrip()), begin), doubt=doubt, alternatives=others)


def _dispute(letter: Letter, start: int, stop: int, doubt: str | None) -> dict[str, Finding]:
    """What is really in dispute: the portion UR left, without words that only say what kind of request it is."""
    while letter.text[start:stop].startswith(" "):
        start += 1
    heading = letter.text[start:stop]
    live, live_end = start, start + len(heading.rstrip(" :"))
    modified = _MODIFIED.search(heading)
    portion = _REMAINING.search(letter.text, start, stop) or _WHOLE_LIVE.search(letter.text, start, stop)
    if portion:
        live, live_end = portion.span("live")
    flags: dict[str, Finding] = {}
    for key, rule, pattern in (
        ("associated_service", "item.associated", _ASSOCIATED),
        ("retrospective", "item.retrospective", _RETROSPECTIVE),
    ):
        mark = pattern.match(letter.text, live, live_end) or pattern.match(letter.text, start, stop)
        hint = _MAYBE[key].search(letter.text, start, stop)
        places = letter.evidence(*hint.span()) if hint else ()
        flags[key] = (
            letter.found(rule, *mark.span(), True)
            if mark
            else propose(
                rule,
                bool(hint and _SAYS_SO.match(hint[0])),
                places,
                doubt=_SPEAKS_OF[key].format(hint[0]) if hint else None,
            )
        )
        if mark and mark.start() == live:
            live = mark.end()
    if bool(modified) != bool(portion) or (not modified and _MAYBE_MODIFIED.search(heading)):
        doubt = UNUSUAL
    return {
        "disputed_treatment": letter.found("item.disputed", live, live_end, doubt=doubt)
        if live < live_end
        else propose("item.disputed", None, doubt=EMPTY),
        "ur_action": letter.found("item.ur_action", start + modified.start(), start + modified.end(), "modified")
        if modified
        else propose("item.ur_action", "denied", letter.evidence(start, stop), doubt=doubt),
        **flags,
    }
