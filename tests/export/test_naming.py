"""Names for one file a case: safe everywhere, no two alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrdesk.errors import InputError
from imrdesk.export import naming
from imrdesk.record.changes import Sign, set_value
from imrdesk.record.model import Path, Record

SIGN = Sign("Ana", "2026-01-06T17:30:00Z")


def test_the_pattern_takes_values_and_dates_sort(record: Record) -> None:
    (name,) = naming.names([record], "{case_number} {decision_date} {outcome}", ".docx")
    assert name == "CM16-9990042 2016-12-21 partially overturned.docx"


def test_equal_names_are_numbered_whatever_their_case(record: Record) -> None:
    assert list(naming.names([record, record], "{priority}", ".csv")) == ["Standard.csv", "Standard (2).csv"]


def test_a_letter_without_number_is_called_by_its_file(record: Record) -> None:
    bare = set_value(record, Path("case_number"), None, SIGN).after
    assert list(naming.names([bare], naming.DEFAULT, ".docx")) == ["CM16-9990042 summary.docx"]


@given(text=st.text(min_size=1))
def test_no_text_makes_a_path(text: str) -> None:
    from imrdesk.document.model import Document, Page
    from imrdesk.record.finding import Extraction
    from imrdesk.record.model import record_from

    blank = record_from(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, ""),)), Extraction())
    record = set_value(blank, Path("occupation"), text, SIGN).after
    (name,) = naming.names([record], "{occupation}", ".docx")
    assert not set(name) & set('<>:"/\\|?*\x00\n')
    assert name not in {"..docx", ".docx"}
    assert len(name) <= naming.LONGEST + 6


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "nul.txt", "C:\\x", "\u202egpj.exe", "  .. "])
def test_names_that_systems_give_a_meaning_are_none(record: Record, text: str) -> None:
    odd = set_value(record, Path("occupation"), text, SIGN).after
    (name,) = naming.names([odd], "{occupation}", ".docx")
    assert not name.lower().startswith(("..", "con.", "nul.", "/"))
    assert "\u202e" not in name


def test_patterns_that_cannot_be_are_refused_in_words() -> None:
    with pytest.raises(InputError, match=r"cannot hold “\{surname\}”"):
        naming.check("{surname}")
    with pytest.raises(InputError, match="same name"):
        naming.check("summary")
