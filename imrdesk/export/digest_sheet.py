"""The workbook of disputed items that were put together: one row each, in their order, with what decided them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from imrdesk.document.locate import fold
from imrdesk.record.values import show

from .collected import Line, lines
from .disputed import cited, guideline_key, name_key, quoted_reason
from .letter import Letter, SummaryOptions
from .quotes import check_cites

COLUMNS = {
    "number": "No.",
    "case_number": "Case",
    "item": "Item",
    "disputed_treatment": "Treatment in dispute",
    "decision": "IMR decision",
    "imr_guideline": "Guideline",
    "reviewer_specialties": "Reviewer's specialty",
    "decision_date": "Decided",
    "rationale": "What decided it",
    "source": "Place",
    "what_decided": "Who says so",
    "note": "Note",
    "ur_action": "UR action",
    "category": "Category",
    "drug": "Drug",
    "body_parts": "Body parts",
    "file_name": "File",
    "record_id": "Record",
}
"""Names of columns, each with its heading; names are those of fields, so that dates are dates."""
PRINTED = tuple(COLUMNS).index("note") + 1  # columns on paper; those after them are to filter by
WIDTHS = {"number": 7, "case_number": 14, "item": 5, "disputed_treatment": 28, "imr_guideline": 22,
          "reviewer_specialties": 16, "rationale": 52, "source": 11, "what_decided": 16, "note": 26}  # fmt: skip


def fill(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    """Write the workbook."""
    import xlsxwriter  # loads in 60 ms: only who exports to Excel waits for it

    from .xlsx_file import SETTINGS, Printing, Sheet

    name = options.title or "Disputed items"
    about = {"title": name, "author": "imrdesk", "created": datetime.now(UTC).replace(tzinfo=None)}
    with target.open("wb") as file, xlsxwriter.Workbook(file, {**SETTINGS, "constant_memory": False}) as book:
        book.set_properties(about)
        printing = Printing(columns=PRINTED, widths=WIDTHS)
        sheet = Sheet(book, "Items", tuple(COLUMNS), printing, COLUMNS)
        checked: set[str] = set()
        for number, line in enumerate(lines(letters, options), 1):
            if line.letter.record.id not in checked:
                check_cites(line.letter)
                checked.add(line.letter.record.id)
            sheet.add(_row(line, number))
        sheet.finish()


def _row(line: Line, number: int) -> list[str]:
    values, record = line.issue.values, line.letter.record
    quoted = quoted_reason(line.letter, line.issue)
    said = {key: show(values[key].value) for key in ("decision", "ur_action", "category", "drug", "body_parts")}
    return [
        str(number),
        line.letter.name,
        str(line.item),
        fold(show(values[name_key(values)].value)),
        said["decision"],
        cited(values[guideline_key(values)]).replace("\n", " "),
        show(record.fields["reviewer_specialties"].value),
        str(record.fields["decision_date"].value or ""),
        fold(quoted.words),
        quoted.cite,
        quoted.standing.strip("()"),
        line.note,
        *(said[key] for key in ("ur_action", "category", "drug", "body_parts")),
        record.source.file_name,
        record.id,
    ]
