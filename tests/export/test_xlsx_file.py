"""The workbook, read back part by part."""

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from imrdesk.export import EXPORTERS, Letter, overview
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


def test_the_overview_opens_first_and_has_what_a_lawyer_reads(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["xlsx"].write([letter], tmp_path / "out.xlsx")
    heading, *items = rows(tmp_path / "out.xlsx", 3)
    assert heading == list(overview.COLUMNS.values())
    assert [(row[1], row[4]) for row in items] == [("1", "upheld"), ("2", "overturned"), ("3", "upheld")]
    assert items[1][8].startswith("“She had eight visits")
    assert items[1][9] == "p. 2, l. 15"
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert b'activeTab="2"' in package.read("xl/workbook.xml")


def test_the_items_compared_have_headings_in_words(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["digest-xlsx"].write([letter], tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        shared = ["".join(one.itertext()) for one in ET.fromstring(package.read("xl/sharedStrings.xml"))]
    heading, *items = rows(tmp_path / "out.xlsx", 1)
    heads = [shared[int(number)] for number in heading]
    assert heads[:6] == ["No.", "Case", "Item", "Treatment in dispute", "IMR decision", "Guideline"]
    assert not [name for name in heads if "_" in name]
    assert "42725" in items[0]  # 12/21/2016 as Excel counts days


def test_every_sheet_prints_in_landscape_with_its_heading_on_each_page(letter: Letter, tmp_path: Path) -> None:
    for kind, wide in (("xlsx", (3, 3, 1)), ("digest-xlsx", (1,))):
        EXPORTERS[kind].write([letter], tmp_path / f"{kind}.xlsx")
        with zipfile.ZipFile(tmp_path / f"{kind}.xlsx") as package:
            book = package.read("xl/workbook.xml").decode()
            assert book.count("_xlnm.Print_Titles") == book.count("_xlnm.Print_Area") == len(wide)
            for number, pages in enumerate(wide, 1):
                sheet = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
                set_up = next(sheet.iter(f"{S}pageSetup"))
                assert (set_up.get("orientation"), set_up.get("fitToHeight")) == ("landscape", "0")
                assert int(set_up.get("fitToWidth", "1")) == pages
                assert next(sheet.iter(f"{S}pane")).get("state") == "frozen"
                assert "Page &P of &N" in "".join(next(sheet.iter(f"{S}headerFooter")).itertext())


def test_a_row_to_be_read_is_as_high_as_its_words(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["xlsx"].write([letter], tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        heights = [
            [
                float(row.get("ht", "15"))
                for row in ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{S}row")
            ]
            for number in (2, 3)
        ]
    assert set(heights[0]) == {15.0}  # data keep to one line
    assert min(heights[1][1:]) > 30
