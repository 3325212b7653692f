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

COLUMNS = ("number", "case_number", "item", "disputed_treatment", "decision", "imr_guideline", "reviewer_specialties",
           "decision_date", "rationale", "source", "what_decided", "note", "ur_action", "category", "drug",
           "body_parts", "file_name", "record_id")  # fmt: skip
"""Names of columns are those of fields, so that dates are dates; `rationale` has the words that decided the item,
`what_decided` who says so."""
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
        printing = Printing(columns=COLUMNS.index("note") + 1, widths=WIDTHS)
        sheet = Sheet(book, "Items", COLUMNS, printing)
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
