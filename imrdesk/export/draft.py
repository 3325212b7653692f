"""One letter on its way into a summary: every value gets its control, its cite and, where changed, its comment."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from imrdesk.record.fields import field
from imrdesk.record.finding import Evidence
from imrdesk.record.model import FieldValue, Path, Record, State
from imrdesk.record.values import Kind, show

from . import cites
from .characters import printable
from .cites import absence, is_stated
from .columns import suited
from .controls import Comment, Marks, place
from .letter import BRIEF, Letter, SummaryOptions
from .ooxml import NOTHING, Table, Xml, joined, lines, run

TO_REVIEW = "◆\xa0to\xa0review"  # never broken at the end of a line
TEXT_WIDTH = 9792  # of the page our own template has, in twentieths of a point
UNPRINTABLE = "only characters that cannot be printed"
COMMENTED = 1500  # characters of the program's text that a comment gives


class Draft:
    """A letter, how its summary is to be, and the marks of the file it goes into; `complete` where every value is
    wanted, to look it up by, and not only what a reader wants to see."""

    def __init__(
        self,
        letter: Letter,
        options: SummaryOptions,
        marks: Marks,
        width: int = TEXT_WIDTH,
        *,
        complete: bool = False,
    ) -> None:
        self.letter = letter
        self.options = options
        self.complete = complete
        self.remarks: dict[str, Comment] = {}
        self._marks = marks
        self._width = width
        self._commented: set[Path] = set()
        self.cited: dict[tuple[Evidence, ...], list[str]] = {}

    @property
    def record(self) -> Record:
        """The record of the letter."""
        return self.letter.record

    @property
    def brief(self) -> bool:
        """Whether only what decides is wanted."""
        return self.options.kind == BRIEF

    def table(self, shape: Table, rows: Iterable[Sequence[Xml]]) -> Xml:
        """A table as wide as the text of the page, its columns with room for their longest words."""
        fitted, held = shape.fitted(self._width), list(rows)
        heads = [lines(run(word, "Strong")) for word in fitted.header]
        return replace(fitted, widths=suited(fitted.widths, [heads, *held])).filled(held)

    def control(self, key: str, label: str, content: Xml, issue: str = "") -> Xml:
        """Anything that follows the record, in a control of its own."""
        return self._marks.control(place(self.record.id, issue, key), label, content)

    def said(self, path: Path, words: str | None = None, style: str = "", key: str = "") -> Xml:
        """The words for a value, or that it is missing; marked where a person has still to look. A value that stands
        in several places of a summary has a `key` of its own for each."""
        value = self.record.at(path)
        if words is None:
            words = in_words(path, value)
        shown = run(words, style) if is_stated(value) else run(absence(value), "Absent")
        if is_stated(value) and not printable(words):
            shown = run(UNPRINTABLE, "Absent")
        mark = joined((run("  "), run(TO_REVIEW, "ToReview"))) if value.needs_review else NOTHING
        key = key or path.key
        if remark := remark_on(value):
            self.remarks[place(self.record.id, path.issue, key).mark] = remark
        return self._remarked(path, self.control(key, label(path), joined((shown, mark)), path.issue))

    def source(self, path: Path, part: str = ".s", frame: str = "{}") -> Xml:
        """The cite of a value, or in words why it has none, in a `frame`."""
        value = self.record.at(path)
        self.rely(value.evidence if is_stated(value) else (), path)
        words = cites.source(self.letter.document, value) or cites.NO_PLACE
        content = run(frame.format(words), "Source")
        return self.control(path.key + part, f"{label(path)}: source", content, path.issue)

    def rely(self, evidence: tuple[Evidence, ...], path: Path) -> None:
        """Note that a fact of the summary rests on these places."""
        if evidence:
            relying = self.cited.setdefault(evidence, [])
            if self.name(path) not in relying:
                relying.append(self.name(path))

    def name(self, path: Path) -> str:
        """What a value is called in words: "Side of item 2"."""
        if not path.issue:
            return label(path)
        number = next(at for at, issue in enumerate(self.record.issues, 1) if issue.id == path.issue)
        return f"{label(path)} of item {number}"

    def _remarked(self, path: Path, content: Xml) -> Xml:
        """The value with a comment where a person changed it, once in a summary."""
        value = self.record.at(path)
        if not self.options.comments or path in self._commented or not (remark := remark_on(value)):
            return content
        self._commented.add(path)
        return self._marks.commented(content, remark)


def label(path: Path) -> str:
    """What a field is called."""
    return field(path.key).label


def in_words(path: Path, value: FieldValue) -> str:
    """The value as a person reads it; of a text just what it is, also where it looks like a date."""
    kind = field(path.key).kind
    if isinstance(value.value, str) and kind in (Kind.TEXT, Kind.LONG_TEXT):
        return value.value
    text = show(value.value)
    return text[:1].upper() + text[1:] if kind in (Kind.CHOICE, Kind.FLAG) else text


def remark_on(value: FieldValue) -> Comment | None:
    """What a comment says of a value that a person changed: the program's own text, who and when."""
    if value.state not in (State.EDITED, State.ABSENT) or value.value == value.machine_value:
        return None
    who = value.by or "unknown"
    if (machine := show(value.machine_value)) and value.finding:
        short = machine if len(machine) <= COMMENTED else machine[:COMMENTED] + " …"
        found = f"The program had proposed: “{short}”"
    else:
        found = "The program had found no value."
    act = "Said to be not stated in the letter" if value.state is State.ABSENT else "Changed"
    return Comment(who, value.at or "", f"{act} by {who}{on(value.at)}. {found}")


def on(at: str | None) -> str:
    """A UTC time as people write it: " on 01/06/2026 at 17:30 UTC"."""
    if not at:
        return ""
    with suppress(ValueError):
        moment = datetime.fromisoformat(at)
        return f" on {(moment if moment.tzinfo is None else moment.astimezone(UTC)):%m/%d/%Y at %H:%M} UTC"
    return f" on {at}"
