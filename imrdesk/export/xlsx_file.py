"""A workbook of two sheets, cases and their disputed items, every cell text or a date: nothing in it can run."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.record.fields import FIELDS
from imrdesk.record.values import Kind

from . import rows
from .characters import printable
from .letter import Letter, SummaryOptions

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that Excel takes in a cell
EARLIEST = date(1900, 3, 1)  # before that Excel's calendar is wrong
WIDE = {Kind.LONG_TEXT: 60, Kind.WORDS: 30, Kind.CITATIONS: 40, Kind.DATE: 12}
_KINDS = {field.key: field.kind for field in FIELDS}
SETTINGS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def fill(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write both sheets, row by row."""
    import xlsxwriter  # loads in 60 ms: only who exports to Excel waits for it

    about = {"title": "IMR cases", "author": "imrdesk", "created": datetime.now(UTC).replace(tzinfo=None)}
    # the library would refuse a path that does not end in .xlsx
    with target.open("wb") as file, xlsxwriter.Workbook(file, SETTINGS) as book:
        book.set_properties(about)
        sheets = Sheet(book, "Cases", rows.CASE_COLUMNS), Sheet(book, "Items", rows.COLUMNS)
        for letter in letters:
            sheets[0].add(rows.case_row(letter.record))
            for row in rows.item_rows(letter.record):
                sheets[1].add(row)
        for sheet in sheets:
            sheet.finish()


class Sheet:
    """One sheet, filled from the top; its first row stays in sight and filters."""

    def __init__(self, book: "Workbook", name: str, columns: Sequence[str]) -> None:
        self._columns = columns
        self._day: Format = book.add_format({"num_format": "mm/dd/yyyy", "valign": "top"})
        self._text: Format = book.add_format({"valign": "top"})
        self._sheet: Worksheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True, "bg_color": "#F3F6FA", "bottom": 1})
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, WIDE.get(_KINDS.get(column, Kind.TEXT), 18))
            self._sheet.write_string(0, number, column, head)
        self._rows = 0

    def add(self, row: Sequence[str]) -> None:
        """Write the next row; dates as dates, so that they sort and filter."""
        self._rows += 1
        for number, (column, text) in enumerate(zip(self._columns, row, strict=True)):
            if day := _date(text) if _KINDS.get(column) is Kind.DATE else None:
                self._sheet.write_datetime(self._rows, number, datetime.combine(day, datetime.min.time()), self._day)
            elif text:
                self._sheet.write_string(self._rows, number, printable(text)[:LONGEST], self._text)

    def finish(self) -> None:
        """Let the heading filter all rows."""
        self._sheet.autofilter(0, 0, self._rows, len(self._columns) - 1)


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None
