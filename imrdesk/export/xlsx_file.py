"""A workbook: sheets of cases and disputed items for programs, and an overview to read and print; nothing can run."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from imrdesk.record.fields import FIELDS
from imrdesk.record.values import Kind

from . import overview, rows
from .characters import printable
from .letter import Letter, SummaryOptions

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that Excel takes in a cell
EARLIEST = date(1900, 3, 1)  # before that Excel's calendar is wrong
WIDTHS = {Kind.LONG_TEXT: 50, Kind.WORDS: 26, Kind.CITATIONS: 36, Kind.DATE: 11, Kind.CHOICE: 20, Kind.NUMBER: 9,
          Kind.FLAG: 12}  # fmt: skip
OTHER_WIDTH = 18
IDS = {"record_id": 38, "file_name": 28}
_KINDS = {field.key: field.kind for field in FIELDS}
LINE, HIGHEST = 15.0, 409.0  # points: a line of a cell, the highest row that Excel has
LETTER, LEGAL = 1, 5  # Excel's numbers of papers
MARGIN = 0.4  # inches
SETTINGS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Printing:
    """How a sheet is printed, in landscape, its heading on every page: so many pages beside each other, the column
    that is repeated on each of them, and how many columns at all. One with `widths` is made to be read: its words
    wrap; rows of data keep to one line, as a whole rationale would make them a page high."""

    pages_wide: int = 1
    repeated: str = ""
    columns: int = 0
    paper: int = LETTER
    widths: Mapping[str, int] = field(default_factory=dict)


DATA = Printing(pages_wide=3, repeated="case_number", paper=LEGAL)


def fill(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write all sheets, row by row; the overview is the one that opens."""
    import xlsxwriter  # loads in 60 ms: only who exports to Excel waits for it

    about = {"title": "IMR cases", "author": "imrdesk", "created": datetime.now(UTC).replace(tzinfo=None)}
    # the library would refuse a path that does not end in .xlsx
    with target.open("wb") as file, xlsxwriter.Workbook(file, SETTINGS) as book:
        book.set_properties(about)
        cases, items = Sheet(book, "Cases", rows.CASE_COLUMNS, DATA), Sheet(book, "Items", rows.COLUMNS, DATA)
        read = Sheet(book, "Overview", tuple(overview.COLUMNS), Printing(widths=overview.WIDTHS), overview.COLUMNS)
        for letter in letters:
            cases.add(rows.case_row(letter.record))
            for row in rows.item_rows(letter.record):
                items.add(row)
            for row in overview.item_rows(letter):
                read.add(row)
        for sheet in (cases, items, read):
            sheet.finish()
        read.open_first()


class Sheet:
    """One sheet, filled from the top; its first row stays in sight and filters, and comes again on each page."""

    def __init__(
        self,
        book: "Workbook",
        name: str,
        columns: Sequence[str],
        printing: Printing,
        heads: Mapping[str, str] | None = None,
    ) -> None:
        self._columns = columns
        ruled = {"bottom": 7, "bottom_color": "#B8C0CC"} if printing.widths else {}
        top = {"valign": "top", **ruled}
        self._day: Format = book.add_format({**top, "num_format": "mm/dd/yyyy", "align": "left"})
        self._line: Format = book.add_format(top)
        self._text: Format = book.add_format({**top, "text_wrap": True})
        self._is_read = bool(printing.widths)
        self._sheet: Worksheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        head = book.add_format(
            {"valign": "top", "bold": True, "bg_color": "#F3F6FA", "bottom": 1, "text_wrap": bool(heads)}
        )
        self._widths = [printing.widths.get(column) or _width(column) for column in columns]
        self._sheet.set_row(0, 2 * LINE if heads else LINE)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, self._widths[number])
            self._sheet.write_string(0, number, heads[column] if heads else column, head)
        self._rows = 0
        self._set_up(name, printing)

    def add(self, row: Sequence[str]) -> None:
        """Write the next row; dates as dates, so that they sort and filter."""
        self._rows += 1
        if self._is_read:
            self._sheet.set_row(self._rows, self._height(row))
        for number, (column, text) in enumerate(zip(self._columns, row, strict=True)):
            if day := _date(text) if _KINDS.get(column) is Kind.DATE else None:
                self._sheet.write_datetime(self._rows, number, datetime.combine(day, datetime.min.time()), self._day)
            elif text:
                look = self._text if self._is_read else self._line
                self._sheet.write_string(self._rows, number, printable(text)[:LONGEST], look)

    def finish(self) -> None:
        """Let the heading filter all rows, and print these."""
        self._sheet.autofilter(0, 0, self._rows, len(self._columns) - 1)
        self._sheet.print_area(0, 0, self._rows, self._printed - 1)

    def open_first(self) -> None:
        """This is the sheet on show when the file is opened."""
        self._sheet.activate()

    def _height(self, row: Sequence[str]) -> float:
        """As high as its wrapped words need: programs that do not measure rows themselves would cut them."""
        lines = (_lines(text, width) for text, width in zip(row, self._widths, strict=True) if text)
        return min(max(lines, default=1) * LINE, HIGHEST)

    def _set_up(self, name: str, printing: Printing) -> None:
        """Landscape, as wide as the paper, the heading on every page, the page's number below."""
        sheet = self._sheet
        self._printed = printing.columns or len(self._columns)
        sheet.set_landscape()
        sheet.set_paper(printing.paper)
        sheet.set_margins(MARGIN, MARGIN, MARGIN * 1.5, MARGIN * 1.8)
        sheet.fit_to_pages(printing.pages_wide, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{name}&RPage &P of &N")
        if printing.repeated:
            number = self._columns.index(printing.repeated)
            sheet.repeat_columns(number, number)


def _width(column: str) -> int:
    """Of a column of data: as its kind needs, and wide enough for its name."""
    return IDS.get(column) or max(WIDTHS.get(_KINDS.get(column, Kind.TEXT), OTHER_WIDTH), len(column) + 2)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    if len(text) <= width - 2 and "\n" not in text:
        return 1
    return sum(len(textwrap.wrap(line, max(width - 1, 4))) or 1 for line in text.splitlines())


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None
