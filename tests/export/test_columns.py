"""Columns of a summary's tables hold their longest words, so that no name breaks in the middle."""

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from imrdesk.export import EXPORTERS, Letter
from imrdesk.export.columns import suited
from imrdesk.export.disputed import ITEMS
from imrdesk.export.ooxml import Xml, lines, run
from imrdesk.record.changes import Sign, add_issue, set_value
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2099-01-06T17:30:00+00:00")
LONG = "Flurbiprofen/Cyclobenzaprine/Camphor"


def widths(path: Path) -> list[list[int]]:
    """Of each row of the table of items."""
    table = next(item for item in docx.Document(str(path)).tables if item.cell(0, 0).text == "Item")
    return [[int(cell.get(qn("w:w"))) for cell in row._tr.iter(qn("w:tcW"))] for row in table.rows]


def row(*words: str) -> list[Xml]:
    return [lines(run(word)) for word in words]


def named(letter: Letter, name: str) -> Letter:
    record = letter.record
    for key in ("treatment", "disputed_treatment"):
        record = set_value(record, FieldPath(key, letter.record.issues[0].id), name, SIGN).after
    return Letter(record, letter.document)


def test_the_column_of_items_holds_a_long_drug_name(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["docx"].write([named(letter, f"{LONG} 240 gm")], tmp_path / "out.docx")
    made = widths(tmp_path / "out.docx")
    assert {sum(row) for row in made} == {sum(ITEMS.widths)}
    assert made[0][0] >= len(LONG) * 80  # twentieths of a point: 9 points of Arial have letters of 80 on average
    assert min(made[0]) >= 900


def test_a_decision_is_never_cut_in_two(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["docx"].write([letter], tmp_path / "out.docx")
    assert widths(tmp_path / "out.docx")[0][2] >= 1400  # “Overturned” in bold, in a face wider than Arial


def test_a_row_that_comes_later_is_as_wide_as_the_others(letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    letter = named(letter, LONG)
    EXPORTERS["docx"].write([letter], target)
    record = add_issue(letter.record, SIGN, 1).after
    record = set_value(record, FieldPath("treatment", record.issues[1].id), "Cane", SIGN).after
    EXPORTERS["docx"].write([Letter(record, letter.document)], target)
    made = widths(target)
    assert len(made) == 5
    assert len({tuple(row) for row in made}) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("x" * 5000, "y" * 5000, "short"),
        ("a", "b", "c"),
        ("", "", ""),
        ("x" * 40, "x" * 40, "x" * 40),
        ("a", "a", "W" * 60),
    ],
)
def test_the_table_stays_as_wide_whatever_it_holds(words: tuple[str, ...]) -> None:
    given = (3000, 4000, 2800)
    made = suited(given, [row(*words), row("of two cells", "alone")])
    assert sum(made) == sum(given)
    assert min(made) >= 200


def test_columns_with_room_for_all_stay_as_they_are() -> None:
    assert suited((3000, 4000, 2800), [row("a few plain words", "and some more", "p. 2, l. 14")]) == (3000, 4000, 2800)
