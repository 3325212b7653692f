"""A problem is settled by choosing the right value, in one act."""

import pytest

from imrdesk.document.model import Document, Page, Span
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Alternative, Evidence, Extraction, Finding, Problem, Severity
from imrdesk.record.model import Path, State, Status, record_from
from imrdesk.record.settling import choices, concerned, places, settle
from imrdesk.record.validation import check

SIGN = Sign("Ana", "2026-01-02T03:04:05.000Z")
LEFT, RIGHT = (Evidence(Span(1, 0, 4), "left"),), (Evidence(Span(1, 11, 16), "right"),)


@pytest.fixture
def record():
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "left knee, right knee"),))
    item = {
        "decision": Finding("upheld"),
        "rationale": Finding("Not shown."),
        "side": Finding("left", evidence=LEFT, alternatives=(Alternative("right", RIGHT),)),
    }
    problem = Problem("side", Severity.WARNING, "Two sides.", ("issues[0].side", "issues[0].rationale"))
    return record_from(
        document, Extraction(fields={"outcome": Finding("overturned")}, issues=(item,), problems=(problem,))
    )


def test_the_value_and_its_other_readings_are_offered_texts_are_not(record):
    offered = choices(record, record.problems[0])
    assert [(item.path.key, item.value, item.evidence) for item in offered] == [
        ("side", "left", LEFT), ("side", "right", RIGHT),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "state"), [(0, State.CONFIRMED), (1, State.EDITED)])
def test_choosing_settles_the_problem_in_one_act(record, number, state):
    problem = record.problems[0]
    changed = settle(record, problem, choices(record, problem)[number], SIGN)
    assert changed.after.at(record.path("issues[0].side")).state is state
    assert problem not in check(changed.after)
    assert changed.after.revision == record.revision + 1
    assert [item.new for item in changed.items if item.new is Status.IN_REVIEW] == [Status.IN_REVIEW]
    undone = acts.revert(changed, changed.after, SIGN).after
    assert (undone.issues, undone.status) == (record.issues, Status.NEW)


def test_the_outcome_may_be_what_the_decisions_add_up_to(record):
    problem = next(problem for problem in check(record) if problem.code == "outcome")
    assert [item.value for item in choices(record, problem)] == ["overturned", "upheld"]


def test_a_problem_without_places_shows_those_of_its_values(record):
    assert places(record, record.problems[0]) == LEFT
    own = Problem("x", Severity.NOTE, "x", ("issues[0].side",), RIGHT)
    assert places(record, own) == RIGHT


def test_values_that_are_gone_are_left_out(record):
    gone = Problem("x", Severity.NOTE, "x", ("issues[7].side", "outcome"))
    assert concerned(record, gone) == [Path("outcome")]
