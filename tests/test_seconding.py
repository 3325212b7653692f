"""A second reader sees nothing of the first one; what they differ in is compared, counted and settled."""

import json

import pytest
from click.testing import CliRunner

from imrdesk import paths
from imrdesk.cli import main
from imrdesk.errors import InputError
from imrdesk.record.model import Path, State
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
    seen = desk.second.record(letter, "Bo")
    assert seen.at(OCCUPATION).value == seen.at(OCCUPATION).machine_value != "Baker"
    assert {seen.at(path).state for path in seen.paths()} == {State.PROPOSED}
    assert seen.reviewed_by is None


def test_nobody_is_second_to_themselves_nor_twice(desk, letter):
    assert desk.second.assign("Ana", "Ana") == []
    desk.second.assign("Bo", "Ana")
    assert desk.second.assign("Bo", "Ana") == []
    assert [item.reader for item in desk.second.assigned()] == ["Bo"]


def test_flagged_letters_are_a_sample_of_their_own(desk, letter):
    assert desk.second.assign("Bo", "Ana", flagged=True) == []
    desk.flag(letter, "Look again.", "Ana")
    assert desk.second.assign("Bo", "Ana", flagged=True) == [letter]


def test_differences_wait_until_the_second_is_done_and_are_settled_once(desk, letter):
    desk.second.assign("Bo", "Ana")
    desk.second.set_value(letter, "Bo", OCCUPATION, "Cook")
    assert desk.second.compare() == ((), ())
    desk.second.finish(letter, "Bo")
    (compared,), fields = desk.second.compare()
    assert [(item.path, item.first, item.second) for item in compared.differences] == [(OCCUPATION, "Baker", "Cook")]
    assert desk.record(letter).at(OCCUPATION).value == "Baker"
    before = {item.key: item.agreed for item in fields}
    desk.settle_second(letter, OCCUPATION, "Cy", second=True)
    assert desk.record(letter).at(OCCUPATION).value == "Cook"
    (compared,), fields = desk.second.compare()
    assert compared.differences == ()
    assert {item.key: item.agreed for item in fields} == before, "settling must not better the agreement"
    with pytest.raises(InputError):
        desk.settle_second(letter, OCCUPATION, "Cy", second=True)


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
