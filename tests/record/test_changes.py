"""What people do to a record, and that it can be undone and replayed."""

import pytest

from imrdesk.document.model import Document, Page, Span
from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Action, Sign
from imrdesk.record.fields import ISSUE_FIELDS
from imrdesk.record.finding import Evidence, Extraction, Finding, Problem, Severity
from imrdesk.record.model import Path, Record, State, Status, record_from
from imrdesk.record.validation import check, open_errors

SIGN = Sign("Ana", "2026-01-02T03:04:05.000Z")
PLACE = (Evidence(Span(1, 0, 4), "left"),)


def sure(value) -> Finding:
    return Finding(value, str(value), 0.99, False, None, "rule", PLACE)


@pytest.fixture
def record() -> Record:
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "left knee"),))
    item = {
        "treatment": sure("MRI of the knee"),
        "disputed_treatment": sure("MRI of the knee"),
        "decision": sure("upheld"),
        "side": Finding("left", "left", 0.5, True, "unsure", "rule", PLACE),
    }
    fields = {
        "case_number": sure("CM16-9900001"),
        "decision_date": sure("2016-12-21"),
        "outcome": sure("partially overturned"),
    }
    second = {**item, "decision": sure("overturned")}
    problem = Problem("odd", Severity.WARNING, "odd", ("issues[1].side",))
    return record_from(document, Extraction(fields=fields, issues=(item, second), problems=(problem,)))


def test_a_persons_value_keeps_the_machines_beside_it(record):
    path = record.path("issues[0].side")
    after = acts.set_value(record, path, "right", SIGN).after
    value = after.at(path)
    assert (value.value, value.state, value.machine_value, value.by) == ("right", State.EDITED, "left", "Ana")
    assert after.status is Status.IN_REVIEW
    assert not value.needs_review


def test_the_machines_own_value_typed_again_is_a_confirm(record):
    path = record.path("issues[0].side")
    value = acts.set_value(record, path, "left", SIGN).after.at(path)
    assert (value.state, value.evidence) == (State.CONFIRMED, PLACE)


def test_an_empty_value_says_the_letter_does_not_state_it(record):
    path = record.path("issues[0].side")
    assert acts.set_value(record, path, None, SIGN).after.at(path).state is State.ABSENT


def test_confirming_unseen_is_a_state_of_its_own_and_leaves_edited_values(record):
    path = record.path("issues[0].side")
    edited = acts.set_value(record, path, "right", SIGN).after
    confirmed = acts.confirm(edited, [path, Path("outcome")], SIGN, seen=False).after
    assert confirmed.at(path).state is State.EDITED
    assert confirmed.at(Path("outcome")).state is State.ACCEPTED_UNSEEN
    assert acts.confirm(confirmed, [Path("outcome")], SIGN).after.at(Path("outcome")).state is State.CONFIRMED


def test_restore_brings_the_proposal_back(record):
    path = record.path("issues[0].side")
    edited = acts.set_value(record, path, "right", SIGN).after
    assert acts.restore(edited, path, SIGN).after.at(path) == record.at(path)


def test_marking_reviewed_accepts_the_rest_unseen_and_signs(record):
    after = acts.mark_reviewed(record, SIGN).after
    assert (after.status, after.reviewed_by, after.reviewed_at) == (Status.REVIEWED, "Ana", SIGN.at)
    assert {after.at(path).state for path in after.paths()} == {State.ACCEPTED_UNSEEN}


def test_an_open_error_keeps_a_record_from_being_reviewed_without_a_reason(record):
    broken = acts.set_value(record, Path("case_number"), None, SIGN).after
    assert [problem.code for problem in open_errors(broken)] == ["missing"]
    with pytest.raises(InputError, match="Case number is missing"):
        acts.mark_reviewed(broken, SIGN)
    reviewed = acts.mark_reviewed(broken, Sign("Ana", SIGN.at, "the letter has none")).after
    assert reviewed.status is Status.REVIEWED


def test_an_edit_reopens_a_reviewed_record(record):
    reviewed = acts.mark_reviewed(record, SIGN).after
    edited = acts.set_value(reviewed, record.path("issues[0].side"), "right", SIGN).after
    assert (edited.status, edited.reviewed_by) == (Status.REOPENED, None)


def test_every_act_can_be_undone(record):
    second = record.issues[1].id
    for act in (
        lambda it: acts.set_value(it, it.path("issues[0].side"), "right", SIGN),
        lambda it: acts.add_issue(it, SIGN, 0),
        lambda it: acts.remove_issue(it, it.issues[0].id, SIGN),
        lambda it: acts.move_issue(it, second, 0, SIGN),
        lambda it: acts.set_flag(it, "ask the lawyer", SIGN),
    ):
        changed = act(record)
        undone = acts.revert(changed, changed.after, SIGN).after
        assert (undone.fields, undone.issues, undone.flag) == (record.fields, record.issues, record.flag)


def test_replaying_the_changes_gives_the_record(record):
    changed = acts.move_issue(record, record.issues[1].id, 0, SIGN)
    replayed = record
    for item in changed.items:
        replayed = acts.applied(replayed, item, SIGN)
    assert replayed.issues == changed.after.issues


def test_problems_follow_their_items(record):
    moved = acts.move_issue(record, record.issues[1].id, 0, SIGN).after
    assert moved.problems[0].fields == ("issues[0].side",)
    removed = acts.remove_issue(record, record.issues[1].id, SIGN).after
    assert removed.problems[0].fields == ()


def test_a_new_item_is_blank_and_to_be_filled(record):
    changed = acts.add_issue(record, SIGN)
    assert changed.items[0].action is Action.ADD_ISSUE
    added = changed.after.issues[2]
    assert set(added.values) == {item.key for item in ISSUE_FIELDS}
    assert {problem.code for problem in check(changed.after)} >= {"missing"}


def test_a_settled_problem_is_no_longer_shown(record):
    path = record.path("issues[1].side")
    assert "odd" in {problem.code for problem in check(record)}
    looked = acts.confirm(record, [path], SIGN).after
    assert "odd" not in {problem.code for problem in check(looked)}


def test_paths_are_spelled_as_scripts_write_them(record):
    assert record.spell(record.path("issues[1].side")) == "issues[1].side"
    for wrong in ("side", "issues[0].outcome", "issues[7].side", "no_such", "issues[x].side"):
        with pytest.raises(InputError):
            record.path(wrong)


def test_reopening_is_for_reviewed_letters_alone(record):
    assert acts.reopen(record, SIGN).items == ()
    reviewed = acts.mark_reviewed(record, Sign("Ana", SIGN.at, "all read")).after
    reopened = acts.reopen(reviewed, SIGN)
    assert [item.new for item in reopened.items] == [Status.REOPENED]
    assert (reopened.after.status, reopened.after.reviewed_by) == (Status.REOPENED, None)


def test_acts_that_are_one_change_the_status_last_and_once(record):
    added, confirmed = acts.add_issue(record, SIGN), acts.confirm(record, [Path("occupation")], SIGN)
    together = acts.together(record, [*added.items, *confirmed.items], SIGN)
    assert [item.action for item in together.items][-1] is Action.STATUS
    assert together.after.status is Status.IN_REVIEW
    assert together.after.revision == record.revision + 1


def test_what_is_missing_in_an_item_names_the_item_as_people_count(record):
    bare = acts.add_issue(record, SIGN).after
    last = len(bare.issues)
    missing = [
        problem for problem in check(bare) if problem.fields and problem.fields[0].startswith(f"issues[{last - 1}]")
    ]
    assert any(f"of item {last} is missing" in problem.message for problem in missing)
