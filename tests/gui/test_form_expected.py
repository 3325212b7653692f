"""The record with acts on their way to the store laid over it."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.gui.form.expected import Expected
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.fields import FIELDS
from imrdesk.record.finding import Extraction, Finding
from imrdesk.record.model import Path, State, record_from

SIGN = Sign("Ann Lee", "2026-01-02T17:04:00+00:00")
OCCUPATION = Path("occupation")


@pytest.fixture
def record():
    found = {field.key: Finding("x", needs_review=True) for field in FIELDS}
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "x"),))
    return record_from(document, Extraction(fields=found, issues=(found,)))


def test_an_act_shows_before_it_is_saved(record):
    expected = Expected(record)
    expected.edit(OCCUPATION, "nurse")
    assert expected.record.at(OCCUPATION).value == "nurse"
    assert expected.record.at(OCCUPATION).state is State.EDITED
    expected.restore(OCCUPATION)
    assert expected.record.at(OCCUPATION).value == "x"


def test_confirming_twice_is_once(record):
    expected = Expected(record)
    assert expected.confirm(OCCUPATION, seen=True)
    assert not expected.confirm(OCCUPATION, seen=True)


def test_a_save_of_one_value_leaves_a_later_act_on_another(record):
    expected = Expected(record)
    expected.edit(OCCUPATION, "nurse")
    expected.edit(Path("drug", record.issues[0].id), "Naproxen")
    expected.settle(acts.set_value(record, OCCUPATION, "nurse", SIGN))
    assert expected.record.at(OCCUPATION).by == "Ann Lee"
    assert expected.record.at(Path("drug", record.issues[0].id)).value == "Naproxen"


def test_an_undo_of_a_saved_value_shows(record):
    expected = Expected(record)
    expected.edit(OCCUPATION, "nurse")
    saved = acts.set_value(record, OCCUPATION, "nurse", SIGN)
    expected.settle(saved)
    expected.settle(acts.revert(saved, saved.after, SIGN))
    assert expected.record.at(OCCUPATION) == record.at(OCCUPATION)


def test_an_act_on_an_issue_that_goes_goes_with_it(record):
    expected = Expected(record)
    expected.edit(Path("drug", record.issues[0].id), "Naproxen")
    expected.settle(acts.remove_issue(record, record.issues[0].id, SIGN))
    assert expected.record.issues == ()
