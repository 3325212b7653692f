"""Next dates: counted from the mailing date, moved off days on which nothing falls due."""

from datetime import date

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.record.changes import Sign, add_issue, set_value
from imrdesk.record.deadlines import Mailing, court_holidays, deadlines, next_working_day
from imrdesk.record.finding import Extraction
from imrdesk.record.model import Path, Record, record_from

SIGN = Sign("Ana", "2026-01-06T17:30:00Z")


def decided(*decisions: str) -> Record:
    record = record_from(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, "text"),)), Extraction())
    for decision in decisions:
        record = add_issue(record, SIGN).after
        record = set_value(record, Path("decision", record.issues[-1].id), decision, SIGN).after
    return record


def days(record: Record, mailed: date, *, by_mail: bool = False) -> dict[str, str]:
    return {item.code: item.day.isoformat() for item in deadlines(record, Mailing(mailed, by_mail))}


def test_thirty_days_to_appeal_and_five_more_by_mail() -> None:
    assert days(decided("upheld"), date(2017, 1, 12)) == {"appeal": "2017-02-14"}  # 02/11 Sat, 02/13 Lincoln observed
    assert days(decided("upheld"), date(2017, 1, 12), by_mail=True) == {"appeal": "2017-02-16"}


def test_what_was_overturned_is_due_too() -> None:
    found = days(decided("upheld", "overturned"), date(2017, 1, 12))
    assert found == {"appeal": "2017-02-14", "authorize": "2017-01-20", "reimburse": "2017-02-01"}  # 01/16 King


def test_a_moved_date_says_from_what() -> None:
    (appeal,) = deadlines(decided("upheld"), Mailing(date(2026, 5, 21)))
    assert (appeal.day, appeal.moved) == (date(2026, 6, 22), "moved off Saturday 06/20/2026")
    assert appeal.inputs == "mailed 05/21/2026 + 30 days"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-02-12", "Lincoln's Birthday"),
        ("2026-03-31", "Cesar Chavez Day"),
        ("2026-06-19", "Juneteenth"),
        ("2026-07-03", "Independence Day (observed)"),
        ("2026-09-25", "Native American Day"),
        ("2026-11-27", "Day After Thanksgiving"),
    ],
)
def test_court_holidays_of_california(day: str, name: str) -> None:
    assert court_holidays(2026)[date.fromisoformat(day)].startswith(name)


@pytest.mark.parametrize("day", ["2026-10-12", "2026-11-09", "2027-02-16"])
def test_days_on_which_the_courts_sit(day: str) -> None:
    assert date.fromisoformat(day) not in court_holidays(int(day[:4]))


def test_new_years_day_on_a_saturday_is_kept_the_year_before() -> None:
    assert next_working_day(date(2021, 12, 31)) == date(2022, 1, 3)
