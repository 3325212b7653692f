"""The rows of the overview of a workbook: what a lawyer reads of each disputed item, on one page's width."""

from collections.abc import Iterator

from imrdesk.document.locate import fold
from imrdesk.record.values import show

from .disputed import cited, guideline_key, name_key, quoted_reason
from .letter import Letter
from .standing import standing

COLUMNS = {
    "case": "Case",
    "item_number": "Item",
    "treatment": "Treatment in dispute",
    "ur_action": "UR action",
    "decision": "IMR decision",
    "guideline": "Guideline",
    "specialty": "Reviewer's specialty",
    "decision_date": "Decided",
    "reason": "What decided it",
    "source": "Place",
    "said": "Reviewed",
}
"""Names of columns, each with its heading; `decision_date` is that of the field, so that it is a date."""
WIDTHS = {"case": 14, "item_number": 5, "treatment": 28, "ur_action": 9, "decision": 13, "guideline": 22,
          "specialty": 16, "decision_date": 12, "reason": 52, "source": 11, "said": 18}  # fmt: skip


def item_rows(letter: Letter) -> Iterator[list[str]]:
    """One row an item, as the summary's table has it."""
    record = letter.record
    for number, issue in enumerate(record.issues, 1):
        values, quoted = issue.values, quoted_reason(letter, issue)
        yield [
            letter.name,
            str(number),
            fold(show(values[name_key(values)].value)),
            show(values["ur_action"].value),
            show(values["decision"].value),
            cited(values[guideline_key(values)]),
            show(record.fields["reviewer_specialties"].value),
            str(record.fields["decision_date"].value or ""),
            " ".join(part for part in (fold(quoted.words), quoted.standing) if part),
            quoted.cite,
            standing(record),
        ]
