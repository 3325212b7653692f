"""COLUMNS: what the worklist shows of a letter, and the marks of its status."""

from collections.abc import Callable
from dataclasses import dataclass

from imrdesk.record.standing import Status
from imrdesk.record.values import show
from imrdesk.store import CaseRow


@dataclass(frozen=True, slots=True)
class StatusMark:
    """The sign of a letter's status: a shape of its own, the role of its colour, its name."""

    glyph: str
    role: str
    label: str


STATUS_MARKS: dict[Status, StatusMark] = {
    Status.NEW: StatusMark("○", "muted", "New"),
    Status.IN_REVIEW: StatusMark("◐", "blue", "In review"),
    Status.REVIEWED: StatusMark("✓", "green", "Reviewed"),
    Status.REOPENED: StatusMark("↺", "amber", "Reopened"),
}
OUTCOMES = {"upheld": "Upheld", "overturned": "Overturned", "partially overturned": "Partial"}
FLAG = "⚑"
OLDER = "⟳"  # the last Word summary is older than the record


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `order` is the value it sorts by, `width` in pixels, `role` the colour of its text."""

    title: str
    order: str
    width: int
    tip: str
    text: Callable[[CaseRow], str]
    role: Callable[[CaseRow], str]
    centred: bool = False
    hidden: bool = False  # until a person asks for it


def _mark(row: CaseRow) -> str:
    return f"{STATUS_MARKS[row.status].glyph}{' ' + OLDER if row.summary_older else ''}"


def _mark_role(row: CaseRow) -> str:
    return STATUS_MARKS[row.status].role


def _case(row: CaseRow) -> str:
    return f"{FLAG + ' ' if row.flag else ''}{row.case_number or row.file_name}"  # what is cut on the right is the name


def _to_check(row: CaseRow) -> str:
    return str(row.to_review or "") if row.status is not Status.REVIEWED else ""


def _problems(row: CaseRow) -> str:
    return str(row.problems or "")


def _outcome(row: CaseRow) -> str:
    return OUTCOMES.get(row.outcome or "", row.outcome or "")


def _date(row: CaseRow) -> str:
    return show(row.decision_date)


def _items(row: CaseRow) -> str:
    return str(row.issues or "")


def _file(row: CaseRow) -> str:
    return row.file_name


def _reviewer(row: CaseRow) -> str:
    return row.reviewed_by or ""


def _text(_row: CaseRow) -> str:
    return "text"


def _muted(_row: CaseRow) -> str:
    return "muted"


def _amber(_row: CaseRow) -> str:
    return "amber"


def _red(_row: CaseRow) -> str:
    return "red"


STATUS_TIP = f"Status: ○ new, ◐ in review, ✓ reviewed, ↺ reopened; {OLDER} Word summary older than the record"
COLUMNS: tuple[Column, ...] = (
    Column("", "status", 38, STATUS_TIP, _mark, _mark_role, centred=True),
    Column("Case", "case_number", 98, "Case number, or the file's name where none was found", _case, _text),
    Column("◆", "to_review", 30, "Fields to check", _to_check, _amber, centred=True),
    Column("▲", "problems", 28, "Problems found", _problems, _red, centred=True),
    Column("Outcome", "outcome", 82, "What the decisions add up to", _outcome, _text),
    Column("Decided", "decision_date", 84, "Date of the determination", _date, _muted),
    Column("File", "file_name", 160, "The file the letter came from", _file, _muted, hidden=True),
    Column("Reviewed by", "reviewed_by", 110, "Who reviewed it", _reviewer, _muted, hidden=True),
    Column("Items", "issues", 44, "Disputed items", _items, _muted, centred=True, hidden=True),
)


def sentence(row: CaseRow) -> str:
    """A row in words, for tooltips and screen readers."""
    parts = [row.case_number or row.file_name, STATUS_MARKS[row.status].label.lower()]
    if row.reviewed_by:
        parts.append(f"by {row.reviewed_by}")
    if row.outcome:
        parts.append(row.outcome)
    if row.status is not Status.REVIEWED and row.to_review:
        parts.append(f"{row.to_review} to check")
    if row.problems:
        parts.append(f"{row.problems} problem{'s' if row.problems > 1 else ''}")
    if row.flag:
        parts.append(f"flagged: {row.flag}")
    if row.summary_older:
        parts.append("Word summary older than the record")
    return ", ".join(parts)
