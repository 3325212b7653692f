"""What people say beside the values, and problems they dismiss."""

import pytest

from imrdesk.document.model import Document, Page, Span
from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.contract import record_json
from imrdesk.record.finding import Evidence, Extraction, Finding, Problem, Severity
from imrdesk.record.model import Path, Record, RemarkKind, Status, record_from
from imrdesk.record.validation import check, dismissed, identity, open_errors

SIGN = Sign("Ana", "2026-01-02T03:04:05.000Z")
WHY = Sign("Ana", "2026-01-02T03:05:05.000Z", "the letter itself says so")
AGE = Path("patient_age")


@pytest.fixture
def record() -> Record:
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "left knee"),))
    item = {"side": Finding("left"), "treatment": Finding("MRI"), "disputed_treatment": Finding("MRI")}
    fields = {"case_number": Finding("CM16-9900001"), "decision_date": Finding("2016-12-21")}
    fields |= {"outcome": Finding("upheld"), "date_of_injury": Finding("2017-01-01")}
    odd = Problem("odd", Severity.WARNING, "odd", ("issues[1].side",), (Evidence(Span(1, 0, 4), "left"),))
    items = ({**item, "decision": Finding("upheld")}, {**item, "decision": Finding("upheld")})
    return record_from(document, Extraction(fields=fields, issues=items, problems=(odd,)))


def named(record: Record, code: str) -> Problem:
    return next(problem for problem in check(record) if problem.code == code)


def test_a_comment_takes_the_place_of_the_one_before_and_can_be_taken_back(record):
    first = acts.comment(record, AGE, "ask the office", SIGN).after
    second = acts.comment(first, AGE, "they said 52", WHY).after
    said = second.remark(RemarkKind.COMMENT, AGE)
    assert said
    assert (said.text, said.by, said.at) == ("they said 52", "Ana", WHY.at)
    assert acts.comment(second, AGE, None, SIGN).after.remarks == ()
    assert acts.comment(second, AGE, "they said 52", SIGN).items == ()


def test_a_comment_and_a_second_look_of_one_value_stand_beside_each_other(record):
    marked = acts.second_look(acts.comment(record, AGE, "?", SIGN).after, AGE, True, SIGN).after
    assert [item.kind for item in marked.remarks] == [RemarkKind.COMMENT, RemarkKind.SECOND_LOOK]
    assert not acts.second_look(marked, AGE, False, SIGN).after.remark(RemarkKind.SECOND_LOOK, AGE)


def test_remarks_can_be_undone_and_replayed(record):
    changed = acts.comment(acts.comment(record, AGE, "one", SIGN).after, AGE, "two", SIGN)
    undone = acts.revert(changed, changed.after, SIGN).after
    assert [item.text for item in undone.remarks] == ["one"]
    assert acts.applied(changed.before, changed.items[0], SIGN).remarks == changed.after.remarks


def test_a_remark_does_not_reopen_a_reviewed_record(record):
    reviewed = acts.mark_reviewed(record, WHY).after
    assert acts.comment(reviewed, AGE, "well done", SIGN).after.status is Status.REVIEWED


def test_a_remark_is_about_a_value_there_is(record):
    with pytest.raises(InputError):
        acts.comment(record, Path("side", "no such item"), "?", SIGN)


def test_a_dismissed_problem_is_gone_with_its_reason_until_it_is_brought_back(record):
    problem = named(record, "date_order")
    with pytest.raises(InputError, match="reason"):
        acts.dismiss(record, problem, SIGN)
    after = acts.dismiss(record, problem, WHY).after
    assert problem not in check(after)
    assert [(found, remark.text) for found, remark in dismissed(after)] == [(problem, WHY.reason)]
    back = acts.bring_back(after, problem, SIGN).after
    assert problem in check(back)
    assert dismissed(back) == ()


def test_a_dismissed_error_keeps_no_record_from_being_reviewed(record):
    broken = acts.set_value(record, Path("case_number"), None, SIGN).after
    after = acts.dismiss(broken, named(broken, "missing"), WHY).after
    assert open_errors(after) == []
    assert acts.mark_reviewed(after, SIGN).after.status is Status.REVIEWED


def test_a_dismissed_problem_comes_back_when_its_values_change(record):
    after = acts.dismiss(record, named(record, "date_order"), WHY).after
    worse = acts.set_value(after, Path("date_of_injury"), "2018-01-01", SIGN).after
    assert named(worse, "date_order")
    assert dismissed(worse) == ()


def test_a_dismissed_problem_stays_so_when_items_change_places(record):
    after = acts.dismiss(record, named(record, "odd"), WHY).after
    moved = acts.move_issue(after, after.issues[1].id, 0, SIGN).after
    assert "odd" not in {problem.code for problem in check(moved)}
    assert [problem.fields for problem, _why in dismissed(moved)] == [("issues[0].side",)]


def test_problems_of_one_code_are_told_apart(record):
    other = acts.set_value(record, Path("decision_date"), None, SIGN).after
    both = acts.set_value(other, Path("outcome"), None, SIGN).after
    missing = [problem for problem in check(both) if problem.code == "missing"]
    assert len({identity(both, problem) for problem in missing}) == len(missing) == 2


def test_scripts_see_remarks(record):
    path = record.path("issues[1].side")
    after = acts.dismiss(acts.comment(record, path, "ask", SIGN).after, named(record, "date_order"), WHY).after
    assert [(item["kind"], item["field"], item["text"]) for item in record_json(after)["remarks"]] == [
        ("comment", "issues[1].side", "ask"), ("dismissal", None, WHY.reason),
    ]  # fmt: skip
    gone = acts.remove_issue(after, path.issue, SIGN).after
    assert record_json(gone)["remarks"][0]["field"] is None
