"""Evidence marks: what is marked in a letter, and where it stands on its pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span
from imrdesk.record.fields import field
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path, Record
from imrdesk.record.values import show


@dataclass(frozen=True, slots=True)
class SectionLook:
    """How evidence of one section of the form is told from others: by its tint, and by the line it is drawn with.

    `dashes` and the gaps between them are in widths of the line, none for a solid one.
    """

    role: str
    dashes: tuple[float, ...] = ()
    double: bool = False


SECTION_LOOKS: dict[str, SectionLook] = {
    "Case": SectionLook("mark_header"),
    "Reviewer": SectionLook("mark_reviewer", (6.0, 2.0, 1.0, 2.0)),
    "Claimant": SectionLook("mark_claimant", (1.5, 2.0)),
    "Clinical": SectionLook("mark_clinical", (4.0, 2.0)),
    "Issues": SectionLook("mark_issue", double=True),
}
LONG_LINES = 2  # evidence of more lines than these is a bar beside its text, so that pages stay white
_PAD_X, _PAD_Y = 1.5, 1.0  # points a mark reaches over its characters
_BAR_WIDTH, _BAR_GAP, _BAR_STEP = 3.0, 10.0, 7.0  # points: the bar, its distance from the text, from the next bar
_JOINED = 14.0  # points; parts of a line this near to each other are one
_BAR_REACH = 2.0  # points beside a bar that still mean it
_LONGEST_CAPTION = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """A value's places in the letter: `section` of the form tints it, `label` and `value` name it to a person."""

    path: Path
    section: str
    label: str
    value: str
    evidence: tuple[Evidence, ...]
    needs_review: bool = False

    @property
    def look(self) -> SectionLook:
        """How it is told from marks of other sections."""
        return SECTION_LOOKS[self.section]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places alone."""
        return tuple(place.span for place in self.evidence)

    @property
    def caption(self) -> str:
        """What a person reads when pointing at it."""
        value = " ".join(self.value.split())
        short = value if len(value) <= _LONGEST_CAPTION else f"{value[:_LONGEST_CAPTION].rstrip()} …"
        return f"{self.label}: {short}" if short else self.label


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """One piece of evidence on its page: the rectangles of its lines, or for long text the bar beside them."""

    mark: Mark
    page: int
    lines: tuple[Rect, ...]
    bar: Rect | None = None

    @property
    def area(self) -> float:
        """How much of the page it covers; the smaller of two marks is the one pointed at."""
        return sum((line.x1 - line.x0) * (line.bottom - line.top) for line in self.lines)

    def under(self, x: float, y: float) -> bool:
        """Whether a point means this mark: on its lines, or for long text on its bar."""
        if self.bar:
            bar = self.bar
            return Rect(bar.x0 - _BAR_REACH, bar.top, bar.x1 + _BAR_REACH, bar.bottom).contains(x, y)
        return any(line.contains(x, y) for line in self.lines)


Placed = dict[int, list[PlacedMark]]


def marks_of(record: Record) -> tuple[Mark, ...]:
    """The marks of a record: every value that points at a place, items numbered where there are several."""
    numbers = {issue.id: number for number, issue in enumerate(record.issues, 1)} if len(record.issues) > 1 else {}
    made: list[Mark] = []
    for path in record.paths():
        value = record.at(path)
        if value.evidence:
            kind = field(path.key)
            label = f"{kind.label}, item {numbers[path.issue]}" if path.issue in numbers else kind.label
            made.append(Mark(path, kind.section, label, show(value.value), value.evidence, value.needs_review))
    return tuple(made)


def place(marks: Iterable[Mark], rects: Callable[[Span], Sequence[Rect]]) -> Placed:
    """Every mark's evidence by page, the smallest first, bars beside each other where they would cover."""
    placed: Placed = {}
    for mark in marks:
        for span in dict.fromkeys(mark.spans):
            if lines := _lines(rects(span)):
                placed.setdefault(span.page, []).append(PlacedMark(mark, span.page, lines))
    return {page: sorted(_with_bars(found), key=_rank) for page, found in placed.items()}


def pointed_at(under: Iterable[tuple[float, Mark]], current: Path | None = None) -> Mark | None:
    """The smallest of the marks under the pointer, each given with how much of the letter it covers; of equally
    small ones the one after the current, so that clicking again goes on to the next field of the same words."""
    ordered = sorted(under, key=lambda one: (one[0], *_precision(one[1])))
    equal = [mark for size, mark in ordered if size - ordered[0][0] < 1.0]
    paths = [mark.path for mark in equal]
    following = paths.index(current) + 1 if current in paths else 0
    return equal[following % len(equal)] if equal else None


def _rank(one: PlacedMark) -> tuple[float, int, bool]:
    """The smaller first, of equal ones the more particular."""
    return one.area, *_precision(one.mark)


def _precision(mark: Mark) -> tuple[int, bool]:
    """A mark of fewer places says more about this one, and an item's value more than the case's made from it."""
    return len(mark.evidence), not mark.path.issue


def _lines(rects: Sequence[Rect]) -> tuple[Rect, ...]:
    """The rectangles of a span, a little larger than its characters; parts of one line, as of other type, joined."""
    joined: list[Rect] = []
    for rect in rects:
        padded = Rect(rect.x0 - _PAD_X, rect.top - _PAD_Y, rect.x1 + _PAD_X, rect.bottom + _PAD_Y)
        if joined and _goes_on(joined[-1], padded):
            last = joined.pop()
            padded = Rect(last.x0, min(last.top, padded.top), padded.x1, max(last.bottom, padded.bottom))
        joined.append(padded)
    return tuple(joined)


def _goes_on(line: Rect, part: Rect) -> bool:
    """Whether a part continues a line to the right."""
    overlap = min(line.bottom, part.bottom) - max(line.top, part.top)
    return -_JOINED <= part.x0 - line.x1 <= _JOINED and overlap > 0.5 * min(
        line.bottom - line.top, part.bottom - part.top
    )


def _with_bars(found: list[PlacedMark]) -> list[PlacedMark]:
    """Long ones as bars at the left edge of the page's long text: the longer further out, equal ones share theirs."""
    long_ones = [one for one in found if len(one.lines) > LONG_LINES]
    left = min((line.x0 for one in long_ones for line in one.lines), default=0.0) - _BAR_GAP
    bars: dict[tuple[float, float], Rect] = {}
    for one in sorted(long_ones, key=_rank):
        top, bottom = _reach(one)
        if (top, bottom) not in bars:
            taken = {bar.x0 for bar in bars.values() if bar.top < bottom and top < bar.bottom}
            x0 = next(x for x in (left - column * _BAR_STEP for column in count()) if x not in taken)
            bars[top, bottom] = Rect(x0, top, x0 + _BAR_WIDTH, bottom)
    return [
        PlacedMark(one.mark, one.page, one.lines, bars[_reach(one)] if len(one.lines) > LONG_LINES else None)
        for one in found
    ]


def _reach(one: PlacedMark) -> tuple[float, float]:
    """Where a mark begins and ends, down the page."""
    return min(line.top for line in one.lines), max(line.bottom for line in one.lines)
