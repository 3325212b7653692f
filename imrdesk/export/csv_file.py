"""Rows for a spreadsheet as CSV, in UTF-8 with the mark by which Excel knows it."""

import csv
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from . import rows
from .letter import Letter, SummaryOptions


def fill_items(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write one row a disputed item."""
    _fill(target, rows.COLUMNS, chain.from_iterable(rows.item_rows(letter.record) for letter in letters))


def fill_cases(letters: Sequence[Letter], target: Path, _options: SummaryOptions) -> None:
    """Write one row a case."""
    _fill(target, rows.CASE_COLUMNS, (rows.case_row(letter.record) for letter in letters))


def _fill(target: Path, columns: Sequence[str], found: Iterable[Sequence[str]]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(columns)
        sheet.writerows([rows.cell(text) for text in row] for row in found)
