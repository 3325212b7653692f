"""What decided an item, as a script asks for it and a person confirms it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from imrdesk.cli import main
from imrdesk.paths import resource


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    from imrdesk.workflow import Desk

    folder = tmp_path_factory.mktemp("compared") / "desk"
    with Desk.open(folder) as desk:
        names = ("01_one_item_upheld.pdf", "03_seven_items_mixed.pdf", "09_expedited_overturned.pdf")
        desk.import_paths([resource("samples", name) for name in names], "Ana")
    return folder


@pytest.fixture
def work(stocked, tmp_path) -> Path:
    import shutil

    return Path(shutil.copytree(stocked, tmp_path / "work"))


@pytest.fixture
def case(work) -> str:
    listed = json.loads(run("list", "--json", "-w", work).stdout)
    return max(listed, key=lambda letter: letter["issues"])["case_number"]


def decided(work, *words) -> list[dict]:
    return json.loads(run("decided", *words, "--json", "-w", work).stdout)


def test_every_item_has_deciding_sentences_with_their_places(work, case):
    found = decided(work, case)
    assert [one["item"] for one in found] == list(range(1, len(found) + 1))
    for one in found:
        assert one["state"] == "proposed"
        deciding = [reason for reason in one["reasons"] if reason["kind"] == "deciding"]
        assert deciding
        assert all(reason["cite"].startswith("p. ") and reason["places"] for reason in deciding)
    printed = run("decided", case, "-w", work).stdout
    assert "Decided by" in printed
    assert "proposed, not confirmed" in printed


def test_a_person_confirms_it_and_takes_it_back(work, case):
    (one,) = json.loads(run("decided", case, 2, "--confirm", "--by", "Ana", "--json", "-w", work).stdout)
    assert (one["state"], one["by"]) == ("confirmed", "Ana")
    assert [item["state"] for item in decided(work, case)][:3] == ["proposed", "confirmed", "proposed"]
    assert "confirmed by Ana" in run("decided", case, 2, "-w", work).stdout
    (one,) = json.loads(run("decided", case, 2, "--dismiss", "--by", "Bo", "--json", "-w", work).stdout)
    assert (one["state"], one["by"], one["reasons"]) == ("dismissed", "Bo", [])
    (one,) = json.loads(run("decided", case, 2, "--take-back", "--json", "-w", work).stdout)
    assert one["state"] == "proposed"


def similar(work, *words) -> list[dict]:
    return json.loads(run("similar", *words, "--json", "-w", work).stdout)


def test_decided_items_of_other_cases_are_compared_with_why(work, case):
    found = similar(work, case, 1)
    assert found
    assert all(one["case_number"] != case and one["decision"] in ("upheld", "overturned") for one in found)
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(one["cite"].startswith("p. ") and one["snippet"] for one in found)
    assert "Alike: " in run("similar", case, 1, "-w", work).stdout
    assert len(similar(work, case, 1, "--limit", 1)) == 1
    assert "Name one by its number" in run("similar", case, "-w", work).stderr


def test_only_words_of_the_rationale_are_confirmed(work, case):
    result = run("decided", case, 1, "--words", "the moon", "-w", work)
    assert result.exit_code == 1
    assert "not in the rationale" in result.stderr
    assert "has" in run("decided", case, "--confirm", "-w", work).stderr
    assert run("decided", case, 99, "-w", work).exit_code == 1
