"""A second reader sees nothing of the first one; what they differ in is compared, counted and settled."""

import json

import pytest
from click.testing import CliRunner

from imrdesk import paths
from imrdesk.cli import main
from imrdesk.desk.seconding import Sample
from imrdesk.errors import InputError
from imrdesk.record.changes import Action
from imrdesk.record.fields import field
from imrdesk.record.model import Path, State, Status
from imrdesk.record.values import Kind
from imrdesk.store import Query
from imrdesk.workflow import Desk

OCCUPATION, SEX = Path("occupation"), Path("patient_sex")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("second")


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "workspace") as opened:
        opened.import_paths([paths.resource("samples", "01_one_item_upheld.pdf")], "Ana")
        yield opened


@pytest.fixture
def letter(desk):
    """The letter, reviewed by Ana, who changed the occupation."""
    (row,) = desk.rows(desk.ids(Query()))
    desk.set_value(row.id, OCCUPATION, "Baker", "Ana")
    desk.review(row.id, "Ana", "Enough.")
    return row.id


def test_the_second_reader_sees_the_machine_and_not_the_first(desk, letter):
    assert desk.second.assign("Bo", "Ana") == [letter]
    seen = desk.rereading("Bo").record(letter)
    assert seen.at(OCCUPATION).value == seen.at(OCCUPATION).machine_value != "Baker"
    assert {seen.at(path).state for path in seen.paths()} == {State.PROPOSED}
    assert seen.reviewed_by is None


def test_nobody_is_second_to_themselves_nor_twice(desk, letter):
    assert desk.second.assign("Ana", "Ana") == []
    desk.second.assign("Bo", "Ana")
    assert desk.second.assign("Bo", "Ana") == []
    assert [item.reader for item in desk.second.assigned()] == ["Bo"]


def test_flagged_letters_are_a_sample_of_their_own(desk, letter):
    assert desk.second.assign("Bo", "Ana", Sample(flagged=True)) == []
    desk.flag(letter, "Look again.", "Ana")
    assert desk.second.assign("Bo", "Ana", Sample(flagged=True)) == [letter]


def test_differences_wait_until_the_second_is_done_and_are_settled_once(desk, letter):
    desk.second.assign("Bo", "Ana")
    desk.rereading("Bo").set_value(letter, OCCUPATION, "Cook", "Bo")
    assert desk.second.compare() == ((), ())
    desk.rereading("Bo").review(letter, "Bo")
    (compared,), fields = desk.second.compare()
    assert [(item.path, item.first, item.second) for item in compared.differences] == [(OCCUPATION, "Baker", "Cook")]
    assert desk.record(letter).at(OCCUPATION).value == "Baker"
    before = {item.key: item.agreed for item in fields}
    desk.settle_second(letter, OCCUPATION, "Cook", "Cy")
    assert desk.record(letter).at(OCCUPATION).value == "Cook"
    (compared,), fields = desk.second.compare()
    assert compared.differences == ()
    assert {item.key: item.agreed for item in fields} == before, "settling must not better the agreement"
    with pytest.raises(InputError):
        desk.settle_second(letter, OCCUPATION, "Cook", "Cy")


def test_what_the_second_reader_does_is_taken_back_and_stands_in_the_audit(desk, letter):
    desk.second.assign("Bo", "Ana")
    reading = desk.rereading("Bo")
    before = reading.record(letter)
    done = reading.set_value(letter, OCCUPATION, "Cook", "Bo")
    assert reading.record(letter).at(OCCUPATION).value == "Cook"
    assert reading.record(letter).status is Status.IN_REVIEW
    reading.undo(done, "Bo")
    assert reading.record(letter).at(OCCUPATION) == before.at(OCCUPATION)
    reading.review(letter, "Bo")
    assert reading.record(letter).status is Status.REVIEWED
    events = [event for event in desk.history(letter) if event.sign.by == "Bo"]
    assert [event.change.action for event in events[:2]] == [Action.SECOND_SET, Action.SECOND_STATUS]
    assert events[0].change.new.value == "Cook"
    assert desk.verify_audit()[0] is None
    assert desk._store.replayed(letter) == desk.record(letter)


def test_a_finished_reading_is_taken_up_again_by_a_change(desk, letter):
    desk.second.assign("Bo", "Ana")
    reading = desk.rereading("Bo")
    reading.review(letter, "Bo")
    reading.set_value(letter, OCCUPATION, "Cook", "Bo")
    assert desk.second.assigned("Bo")[0].finished_at == ""
    assert desk.second.compare()[0] == ()


def test_an_unaided_reader_sees_long_texts_and_no_other_value(desk, letter):
    desk.second.assign("Bo", "Ana", Sample(unaided=True))
    seen = desk.rereading("Bo").record(letter)
    shown = [path.key for path in seen.paths() if seen.at(path).value is not None or seen.at(path).evidence]
    assert {field(key).kind for key in shown} == {Kind.LONG_TEXT}
    assert seen.problems == ()


def test_a_second_reader_leaves_items_flags_and_other_peoples_letters_alone(desk, letter):
    with pytest.raises(InputError):
        desk.rereading("Bo").record(letter)
    desk.second.assign("Bo", "Ana")
    with pytest.raises(InputError):
        desk.rereading("Bo").add_issue(letter, "Bo")
    with pytest.raises(InputError):
        desk.rereading("Bo").set_value(letter, OCCUPATION, "Cook", "Cy")


@pytest.mark.parametrize(("value", "status"), [("Baker", Status.REVIEWED), ("Welder", Status.REOPENED)])
def test_settling_keeps_both_values_and_is_taken_back_whole(desk, letter, value, status):
    desk.second.assign("Bo", "Ana")
    desk.rereading("Bo").set_value(letter, OCCUPATION, "Cook", "Bo")
    desk.rereading("Bo").review(letter, "Bo")
    before = desk.record(letter)
    done = desk.settle_second(letter, OCCUPATION, value, "Cy")
    assert (desk.record(letter).at(OCCUPATION).value, desk.record(letter).status) == (value, status)
    assert desk.second.compare()[0][0].differences == ()
    desk.undo(done, "Cy")
    assert desk.record(letter).at(OCCUPATION) == before.at(OCCUPATION)
    assert [item.path for item in desk.second.compare()[0][0].differences] == [OCCUPATION]
    assert desk.verify_audit()[0] is None
    assert desk._store.replayed(letter) == desk.record(letter)


def test_the_commands(desk, letter):
    place = ["-w", str(desk.folder)]
    run = CliRunner().invoke
    number = desk.record(letter).case_number
    assert "1 letter for Bo." in run(main, ["second", "assign", "--to", "Bo", "--by", "Ana", *place]).output
    listed = json.loads(run(main, ["second", "list", "--json", *place]).output)
    assert [(row["case_number"], row["finished_at"]) for row in listed] == [(number, None)]
    assert run(main, ["second", "set", number, "occupation", "Cook", "--by", "Bo", *place]).exit_code == 0
    assert run(main, ["second", "finish", number, "--by", "Bo", *place]).exit_code == 0
    found = json.loads(run(main, ["second", "compare", "--json", *place]).output)
    assert found["letters"][0]["differences"] == [{"field": "occupation", "first": "Baker", "second": "Cook"}]
    assert {item["field"]: item["percent"] for item in found["fields"]}["occupation"] == 0
    settled = run(main, ["second", "settle", number, "occupation", "--take", "first", "--by", "Cy", *place])
    assert "Baker" in settled.output
    assert "occupation" not in run(main, ["second", "compare", *place]).output.split("Occupation")[0]
