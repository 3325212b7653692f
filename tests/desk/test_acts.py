"""What a person does to one record through the desk is on the disk when the call returns, and can be undone."""

import pytest

from imrdesk import paths
from imrdesk.record.fields import FIELDS
from imrdesk.record.model import Path, RemarkKind, State
from imrdesk.record.validation import check, dismissed
from imrdesk.store import Query, Spent
from imrdesk.workflow import Desk

AGE = Path("patient_age")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk.open(tmp_path_factory.mktemp("acts")) as opened:
        opened.import_paths([paths.resource("samples", "05_contradictions.pdf")], "Ana")
        yield opened


@pytest.fixture
def letter(desk):
    return desk.rows(desk.ids(Query()))[0].id


def test_accepting_the_rest_is_one_act_that_one_undo_takes_back(desk, letter):
    before = desk.record(letter)
    desk.confirm(letter, [AGE], "Ana")
    done = desk.accept_rest(letter, "Ana")
    after = desk.record(letter)
    assert after == done.after
    assert {after.at(path).state for path in after.paths()} == {State.CONFIRMED, State.ACCEPTED_UNSEEN}
    desk.undo(done, "Ana")
    assert desk.record(letter).at(AGE).state is State.CONFIRMED
    desk.restore(letter, AGE, "Ana")
    assert desk.record(letter).fields == before.fields


def test_items_are_split_and_merged_and_brought_back(desk, letter):
    before = desk.record(letter).issues
    split = desk.split_issue(letter, before[0].id, "Ana")
    assert len(desk.record(letter).issues) == len(before) + 1
    merged = desk.merge_issues(letter, split.after.issues[1].id, "Ana")
    assert len(desk.record(letter).issues) == len(before)
    desk.undo(merged, "Ana")
    desk.undo(split, "Ana")
    assert desk.record(letter).issues == before


def test_a_comment_and_a_second_look_are_kept(desk, letter):
    desk.comment(letter, AGE, "ask the office", "Ana")
    desk.second_look(letter, AGE, True, "Ben")
    kept = desk.record(letter)
    assert kept.remark(RemarkKind.COMMENT, AGE).by == "Ana"
    assert kept.remark(RemarkKind.SECOND_LOOK, AGE).by == "Ben"


def test_a_problem_is_dismissed_with_its_reason_in_the_history_and_brought_back(desk, letter):
    problem = check(desk.record(letter))[0]
    desk.dismiss_problem(letter, problem, "Ana", "the letter says so twice")
    assert desk.history(letter)[-1].sign.reason == "the letter says so twice"
    assert problem in [found for found, _why in dismissed(desk.record(letter))]
    desk.bring_back_problem(letter, problem, "Ana")
    assert problem in check(desk.record(letter))


def test_the_desk_knows_what_reviewing_cost(desk, letter):
    desk.add_effort(letter, "Cora", [Spent("patient_age", 1.5, 2)])
    assert (desk.pace("Cora").seconds, desk.pace("Cora").keys) == (1.5, 2)


def test_completions_are_of_fields_there_are(desk):
    found = desk.completions()
    assert set(found) <= {field.key for field in FIELDS}
    assert "baclofen" in found["medications"]
    assert "MTUS Low Back Complaints" in found["imr_citations"]
    assert all(words == tuple(sorted(words, key=str.lower)) for key, words in found.items() if key != "body_parts")
    assert not [word for word in found["diagnoses"] if set(word) & set("?\\()|*+")]
