"""Rows for a spreadsheet."""

import csv
from pathlib import Path

import pytest

from imrdesk.export import EXPORTERS, Letter
from imrdesk.export.rows import COLUMNS, cell
from imrdesk.record.changes import Sign, remove_issue, set_value
from imrdesk.record.fields import FIELDS, field
from imrdesk.record.model import Path as FieldPath
from imrdesk.record.model import Record

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")


def rows_of(tmp_path: Path, *letters: Letter) -> list[dict[str, str]]:
    target = tmp_path / "out.csv"
    EXPORTERS["csv"].write(letters, target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_an_item_with_the_case_repeated(letter: Letter, tmp_path: Path) -> None:
    rows = rows_of(tmp_path, letter)
    assert [row["item"] for row in rows] == ["1", "2", "3"]
    assert [row["decision"] for row in rows] == ["upheld", "overturned", "upheld"]
    assert {row["case_number"] for row in rows} == {"CM16-9990042"}
    assert {row["record_id"] for row in rows} == {letter.record.id}


def test_a_case_without_items_has_one_row(letter: Letter, tmp_path: Path) -> None:
    record: Record = letter.record
    for issue in letter.record.issues:
        record = remove_issue(record, issue.id, SIGN).after
    rows = rows_of(tmp_path, Letter(record, letter.document), letter)
    assert [row["item"] for row in rows] == ["", "1", "2", "3"]
    assert rows[0]["decision"] == ""


def test_columns_are_the_fields_by_their_keys() -> None:
    assert [name for name in COLUMNS if name in {item.key for item in FIELDS}] == [item.key for item in FIELDS]
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_values_read_back(letter: Letter, tmp_path: Path) -> None:
    row = rows_of(tmp_path, letter)[0]
    assert row["decision_date"] == "2016-12-21"
    assert row["medications"] == "Naproxen; Omeprazole; Norco"
    assert row["retrospective"] == "no"
    cited = letter.record.issues[0].values["imr_citations"].value
    assert field("imr_citations").parse(row["imr_citations"]) == cited


def test_values_in_doubt_are_named(letter: Letter, reviewed_letter: Letter, tmp_path: Path) -> None:
    in_doubt = rows_of(tmp_path, letter)[0]["needs_review"].split("; ")
    assert {"date_of_injury", "side"} <= set(in_doubt)
    settled = rows_of(tmp_path, reviewed_letter)[0]
    assert settled["needs_review"] == ""
    assert (settled["status"], settled["reviewed_by"]) == ("reviewed", "Jane Doe, RN")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK()", "\x00=1"])
def test_no_cell_is_a_formula(letter: Letter, tmp_path: Path, text: str) -> None:
    record = set_value(letter.record, FieldPath("occupation"), text, SIGN).after
    assert rows_of(tmp_path, Letter(record, letter.document))[0]["occupation"].startswith("'")


@pytest.mark.parametrize("text", ["plain", "a = b", "“quoted, text”", "two\nlines", "10-325 mg", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_excel_knows_the_encoding(letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    EXPORTERS["csv"].write([letter], target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfrecord_id,")
