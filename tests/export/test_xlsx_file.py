"""The workbook, read back part by part."""

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from imrdesk.export import EXPORTERS, Letter
from imrdesk.export.rows import CASE_COLUMNS, COLUMNS
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(path: Path, number: int) -> list[list[str]]:
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
    return [["".join(cell.itertext()) for cell in row.iter(f"{S}c")] for row in root.iter(f"{S}row")]


def test_a_sheet_of_cases_and_one_of_items(letter: Letter, reviewed_letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["xlsx"].write([letter, reviewed_letter], tmp_path / "out.xlsx")
    cases, items = (rows(tmp_path / "out.xlsx", number) for number in (1, 2))
    assert (tuple(cases[0]), tuple(items[0])) == (CASE_COLUMNS, COLUMNS)
    assert (len(cases), len(items)) == (3, 7)


def test_dates_are_dates_and_nothing_can_run(letter: Letter, tmp_path: Path) -> None:
    record = letter.record
    for key in ("occupation", "clinical_summary"):
        record = set_value(record, FieldPath(key), '=HYPERLINK("http://example.invalid","x")\x00\ud83d', SIGN).after
    record = set_value(record, FieldPath("documents_reviewed"), "x" * 40_000, SIGN).after
    EXPORTERS["xlsx"].write([Letter(record, letter.document)], tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        names = package.namelist()
        whole = b"".join(map(package.read, names))
    assert b"<f>" not in whole
    assert b"hyperlink " not in whole
    assert b'TargetMode="External"' not in whole
    assert not [name for name in names if re.search("vba|embed|external|connections", name, re.IGNORECASE)]
    assert "42725" in rows(tmp_path / "out.xlsx", 1)[1]  # 12/21/2016 as Excel counts days
