"""Next dates: what is due after a determination was mailed, each with its rule, computed and to be verified."""

from collections.abc import Iterator, Sequence

from imrdesk.record.deadlines import BASIS, VERIFY, Deadline, Mailing, deadlines
from imrdesk.record.model import Record
from imrdesk.record.values import show

from .draft import Draft
from .ooxml import Table, Xml, lines, paragraph, run

DATES = Table(
    "Next dates, computed, with the rule and what they were computed from",
    (3000, 1700, 2546, 2546),
    ("What", f"Date ({VERIFY.lower()})", "Rule", "Computed from"),
)


def next_dates(draft: Draft) -> Iterator[Xml]:
    """The dates of a case whose mailing date a person entered; nothing for any other."""
    if mailing := draft.options.mailings.get(draft.record.id):
        yield paragraph(run("Next dates"), "Heading2")
        yield paragraph(run(BASIS), "Caption")
        yield draft.table(DATES, (_row(draft, item) for item in deadlines(draft.record, mailing)))


def _row(draft: Draft, item: Deadline) -> Sequence[Xml]:
    inputs = "; ".join(words for words in (item.inputs, item.moved) if words)
    day = run(weekday(item), "Strong")
    return (
        lines(run(item.name)),
        lines(draft.control(f"due.{item.code}", item.name, day)),
        lines(run(item.rule)),
        lines(draft.control(f"due.{item.code}.i", f"{item.name}: computed from", run(inputs[:1].upper() + inputs[1:]))),
    )


def weekday(item: Deadline) -> str:
    """The date with its day of the week: "Mon 02/13/2017"."""
    return f"{item.day:%a} {show(item.day.isoformat())}"


def calendar(record: Record, mailing: Mailing) -> str:
    """The dates as a calendar file (.ics, RFC 5545), each a whole day."""
    events = [line for item in deadlines(record, mailing) for line in _event(record, item)]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//imrdesk//next dates//EN", "CALSCALE:GREGORIAN"]
    return "".join(f"{_folded(line)}\r\n" for line in (*head, *events, "END:VCALENDAR"))


def _event(record: Record, item: Deadline) -> Iterator[str]:
    about = ". ".join(words for words in (VERIFY, item.rule, item.inputs, item.moved) if words)
    yield "BEGIN:VEVENT"
    yield f"UID:{record.id}-{item.code}@imrdesk"
    yield f"DTSTAMP:{item.day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{record.case_number or record.source.file_name}: {item.name} ({VERIFY.lower()})')}"
    yield f"DESCRIPTION:{_escaped(about)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_OCTETS = 73  # of a line, one kept for the space that marks a continuation


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line broken before it gets longer than a calendar may have it, never inside a character."""
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            parts.append("")
            size = 0
        parts[-1] += char
        size += octets
    return "\r\n ".join(parts)
