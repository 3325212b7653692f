"""Which value comes next to be checked."""

from dataclasses import replace

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.gui.form.order import next_path, to_check
from imrdesk.record.fields import FIELDS
from imrdesk.record.finding import Extraction, Finding
from imrdesk.record.model import Path, State, record_from

DOUBTFUL = {"case_number", "diagnoses", "side"}


@pytest.fixture
def record():
    found = {field.key: Finding("x", needs_review=field.key in DOUBTFUL) for field in FIELDS}
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "x"),))
    return record_from(document, Extraction(fields=found, issues=(found, found)))


def test_values_to_check_come_in_the_order_of_the_form(record):
    first, second = (issue.id for issue in record.issues)
    expected = [Path("case_number"), Path("diagnoses"), Path("side", first), Path("side", second)]
    assert to_check(record) == expected


def test_a_draft_is_to_check_too(record):
    assert Path("priority") in to_check(record, {Path("priority")})


def test_what_a_person_settled_is_not_to_check(record):
    settled = record.with_value(Path("diagnoses"), replace(record.fields["diagnoses"], state=State.CONFIRMED))
    assert Path("diagnoses") not in to_check(settled)


def test_forward_and_back_go_round_the_end(record):
    waiting = to_check(record)
    for here, there in zip(waiting, [*waiting[1:], waiting[0]], strict=True):
        assert next_path(record, waiting, here) == there
        assert next_path(record, waiting, there, -1) == here


def test_from_a_field_that_is_not_to_check_the_nearest_in_that_direction(record):
    waiting = to_check(record)
    assert next_path(record, waiting, Path("outcome")) == Path("diagnoses")
    assert next_path(record, waiting, Path("outcome"), -1) == Path("case_number")


def test_from_nowhere_the_first_or_the_last(record):
    waiting = to_check(record)
    assert next_path(record, waiting, None) == waiting[0]
    assert next_path(record, waiting, None, -1) == waiting[-1]
    assert next_path(record, waiting, Path("side", "an issue that is gone")) == waiting[0]


def test_nothing_waits(record):
    assert next_path(record, [], Path("outcome")) is None
