"""Reviewing from the command line: items, comments, dismissed problems, pace."""

import json

import pytest
from click.testing import CliRunner

from imrdesk.cli import main
from imrdesk.store import Spent
from imrdesk.workflow import Desk


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    from imrdesk import paths

    folder = tmp_path_factory.mktemp("reviewing")
    with Desk.open(folder) as desk:
        report = desk.import_paths([paths.resource("samples", "05_contradictions.pdf")], "Ana")
        number = desk.record(report.added[0].record_id).case_number
    return folder, number


@pytest.fixture
def run(workspace):
    folder, case = workspace

    def command(*words, ok=True):
        result = CliRunner().invoke(main, [*(case if word == "CASE" else word for word in words), "-w", str(folder)])
        assert (result.exit_code == 0) is ok, result.output
        return result

    return command


def test_items_are_added_split_merged_moved_and_removed(run):
    before = run("issue", "add", "CASE").stdout.splitlines()
    assert len(run("issue", "split", "CASE", "1").stdout.splitlines()) == len(before) + 1
    assert len(run("issue", "merge", "CASE", "2").stdout.splitlines()) == len(before)
    moved = run("issue", "move", "CASE", str(len(before)), "1").stdout.splitlines()
    assert moved[0].endswith("-")
    assert len(run("issue", "remove", "CASE", "1").stdout.splitlines()) == len(before) - 1
    assert "has no item 9" in run("issue", "remove", "CASE", "9", ok=False).stderr


def test_a_comment_is_seen_by_scripts(run):
    run("comment", "CASE", "patient_age", "ask the office", "--by", "Ben")
    said = json.loads(run("show", "CASE", "--json").stdout)["remarks"]
    assert [(item["field"], item["text"], item["by"]) for item in said] == [("patient_age", "ask the office", "Ben")]
    run("comment", "CASE", "patient_age", "")
    assert json.loads(run("show", "CASE", "--json").stdout)["remarks"] == []


def test_a_problem_is_dismissed_for_a_reason_and_brought_back(run):
    listed = run("dismiss", "CASE").stdout.splitlines()
    assert "reason" in run("dismiss", "CASE", "1", ok=False).stderr
    run("dismiss", "CASE", "1", "--reason", "both are right")
    again = run("dismiss", "CASE").stdout.splitlines()
    assert len(again) == len(listed)
    assert "both are right" in again[-1]
    run("dismiss", "CASE", "1", "--bring-back")
    assert run("dismiss", "CASE").stdout.splitlines() == listed
    assert "no problem 99" in run("dismiss", "CASE", "99", "--reason", "x", ok=False).stderr


def test_ones_own_pace(run, workspace):
    folder, case = workspace
    with Desk.open(folder) as desk:
        desk.add_effort(desk.resolve(case), "Cora", [Spent("side", 2.0, 3)])
    found = json.loads(run("pace", "--by", "Cora", "--json").stdout)
    assert (found["letters"], found["seconds_a_letter"], found["keys_a_letter"]) == (1, 2.0, 3)
    assert "side" in run("pace", "--by", "Cora").stdout
