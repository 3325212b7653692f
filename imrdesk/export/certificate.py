"""The review certificate: on one page what was reviewed of a letter, value by value, by whom and when."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from imrdesk import __version__
from imrdesk.errors import InputError
from imrdesk.record.changes import Sign
from imrdesk.record.fields import field
from imrdesk.record.model import FieldValue, Record, State
from imrdesk.record.signing import fingerprint
from imrdesk.record.values import show

from . import writing
from .characters import printable

_SEEN = {
    State.PROPOSED: ("machine", "not yet"),
    State.CONFIRMED: ("machine", "seen"),
    State.ACCEPTED_UNSEEN: ("machine", "unseen"),
    State.EDITED: ("hand", "seen"),
    State.ABSENT: ("hand", "seen"),
}
_LONGEST = 60  # characters of a value; a certificate is no summary
LIMITS = (
    "The hashes show later changes to whoever keeps a copy of them elsewhere. They do not prove who sat at the"
    " computer, that its clock was right, or that nobody wrote the whole workspace anew."
)


class Signed(Protocol):
    """A review as the store keeps it."""

    @property
    def sign(self) -> Sign:
        """Who, when, and why all the same."""
        ...

    @property
    def credentials(self) -> str:
        """What stands behind the name."""
        ...

    @property
    def record(self) -> str:
        """The hash of the record that was signed."""
        ...

    @property
    def event(self) -> str:
        """The hash of the audit's event."""
        ...

    @property
    def holds(self) -> bool:
        """Whether the record is still that one."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One value: what it is, where it comes from (machine or hand), whether a person saw it, who and when."""

    field: str
    value: str
    source: str
    seen: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified of one record."""

    case_number: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    def text(self) -> str:
        """As plain text."""
        rows = [("Value", "", "From", "Seen", "By", "At"), *(tuple(asdict(line).values()) for line in self.lines)]
        widths = [max(len(row[place]) for row in rows) for place in range(6)]
        table = ("  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() for row in rows)
        facts = (f"{name + ':':18} {value}" for name, value in self.facts)
        return "\n".join((f"Review certificate {self.case_number}", "", *facts, "", *table, "", LIMITS))

    def data(self) -> dict[str, Any]:
        """As programs read it."""
        values = [asdict(line) for line in self.lines]
        return {"case_number": self.case_number, **dict(self.facts), "values": values, "limits": LIMITS}


def certificate(record: Record, signed: Signed | None) -> Certificate:
    """The certificate of a record as it stands; says so where it is not reviewed, or was changed since."""
    facts = (
        ("Letter", record.source.file_name),
        ("Letter's SHA-256", record.source.sha256),
        ("Status", _standing(record, signed)),
        *_signature(signed),
        ("Record's hash", fingerprint(record)),
        ("Program", f"imrdesk {__version__}"),
    )
    lines = (_line(record.spell(path), record.at(path), field(path.key).label) for path in record.paths())
    return Certificate(record.case_number or record.id, facts, tuple(line for line in lines if line))


def _standing(record: Record, signed: Signed | None) -> str:
    if signed and signed.holds:
        return "reviewed; the record is what was signed"
    if signed:
        return f"{record.status.value}; the review below no longer holds, the record was changed after it"
    return f"{record.status.value}; no review is bound to this record"


def _signature(signed: Signed | None) -> Iterator[tuple[str, str]]:
    if signed:
        name = ", ".join(part for part in (signed.sign.by, signed.credentials) if part)
        yield "Reviewed by", f"{name}, {signed.sign.at} (UTC)"
        if signed.sign.reason:
            yield "Reason", signed.sign.reason
        yield "Signed hash", signed.record
        yield "Audit's hash", signed.event


def _line(spelled: str, value: FieldValue, label: str) -> Line | None:
    if value.value is None and value.by is None:
        return None
    source, seen = _SEEN[value.state]
    item = f"Item {int(spelled[7 : spelled.index(']')]) + 1}: " if spelled.startswith("issues[") else ""
    text = " ".join(show(value.value).split()) or "not stated"
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return Line(f"{item}{label}", printable(short), source, seen, value.by or "", (value.at or "")[:16])


def write_certificate(made: Certificate, target: Path) -> None:
    """Write it as .txt, .json or .docx, by the name of the file; whole or not at all."""
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise InputError("no_such_format", f"A certificate is no {target.suffix or 'file without a kind'}.",
                         f"Choose from: {', '.join(_WRITERS)}.")  # fmt: skip
    with writing(target) as part:
        write(made, part)


def _write_text(made: Certificate, target: Path) -> None:
    target.write_text(made.text() + "\n", encoding="utf-8")


def _write_json(made: Certificate, target: Path) -> None:
    target.write_text(json.dumps(made.data(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_word(made: Certificate, target: Path) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Inches, Pt

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "imrdesk", f"Review certificate {made.case_number}", ""
    document.styles["Normal"].font.size = Pt(7)  # pyright: ignore[reportAttributeAccessIssue]
    page = document.sections[0]
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(0.75)
    document.add_heading(f"Review certificate {made.case_number}", 1)
    for name, value in made.facts:
        document.add_paragraph().add_run(f"{name}: {printable(value)}")
    table = document.add_table(rows=1, cols=6, style="Light List")
    for cell, name in zip(table.rows[0].cells, ("Field", "Value", "From", "Seen", "By", "At"), strict=True):
        cell.text = name
    for line in made.lines:
        for cell, text in zip(table.add_row().cells, asdict(line).values(), strict=True):
            cell.text = text
    next(document.element.body.iter(qn("w:tr"))).get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.autofit = False
    for column, width in zip(table.columns, WORD_WIDTHS, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    document.add_paragraph(LIMITS)
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
    document.save(str(target))


WORD_WIDTHS = (116, 170, 50, 42, 54, 72)  # points: the value has the most to say

_WRITERS = {".txt": _write_text, ".json": _write_json, ".docx": _write_word}
