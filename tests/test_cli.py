"""The command line as a script uses it."""

import csv
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from imrdesk.cli import main
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.store import CaseRow, Query


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def letters(samples) -> list[Path]:
    return sorted(path for path in samples.iterdir() if path.suffix in (".pdf", ".docx", ".txt"))


@pytest.fixture
def workspace(tmp_path, letters) -> Path:
    folder = tmp_path / "case files"
    result = run("import", *letters, "-w", folder, "--by", "Ana")
    assert result.exit_code == 0, result.output
    return folder


def test_extract_prints_one_json_object_a_file_in_order(letters):
    lines = run("extract", *letters).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    assert [item["source"]["file_name"] for item in found] == [path.name for path in letters]
    for item in found:
        assert item["schema"] == "imrdesk.extraction/1"
        assert set(item["fields"]) == {field.key for field in CASE_FIELDS}
        assert all(set(issue) == {field.key for field in ISSUE_FIELDS} for issue in item["issues"])
        assert item["error"] is None


def test_extract_goes_on_after_a_bad_file(letters, tmp_path):
    bad = tmp_path / "empty.pdf"
    bad.write_bytes(b"")
    result = run("extract", bad, letters[0])
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["error"]["code"] == "empty"
    assert second["fields"]["case_number"]["value"]
    assert result.stderr == "imrdesk: empty.pdf: The file is empty. Get it again from where it came from.\n"
    assert result.exit_code == 1


def test_values_have_the_shape_of_the_contract(letters):
    found = json.loads(run("extract", letters[0], "--pretty").stdout)
    value = found["fields"]["decision_date"]
    assert set(value) == {
        "value", "raw", "confidence", "needs_review", "reason", "rule", "evidence", "alternatives",
    }  # fmt: skip
    assert set(value["evidence"][0]) == {"page", "start", "end", "quote"}
    assert value["evidence"][0]["page"] == 1


def test_import_tells_of_duplicates_and_refusals_and_never_stops(workspace, letters, tmp_path):
    bad = tmp_path / "picture.pdf"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n0000")
    result = run("import", bad, letters[0], tmp_path / "none.pdf", "-w", workspace)
    assert result.exit_code == 1
    assert "picture.pdf: The file is damaged" in result.stderr
    assert "none.pdf: There is no such file." in result.stderr
    assert "already on the desk" in result.stdout
    assert result.stdout.splitlines()[-1] == "0 letters ready, 1 you already had, 2 could not be read."


def test_import_takes_folders(samples, tmp_path, letters):
    result = run("import", samples, "-w", tmp_path / "w")
    assert result.stdout.splitlines()[-1] == f"{len(letters)} letters ready."


def test_list_names_every_letter(workspace, letters):
    rows = json.loads(run("list", "-w", workspace, "--json").stdout)
    assert {row["file_name"] for row in rows} == {path.name for path in letters}
    assert set(rows[0]) == {
        "id", "case_number", "status", "outcome", "decision_date", "issues", "problems", "file_name",
    }  # fmt: skip
    assert {row["status"] for row in rows} == {"new"}
    assert json.loads(run("list", "-w", workspace, "--status", "reviewed", "--json").stdout) == []
    assert rows[0]["file_name"] in run("list", "-w", workspace).stdout


def test_a_correction_a_review_and_what_they_leave(workspace):
    case = "CM16-9900003"
    result = run("set", case, "issues[0].side", "left", "-w", workspace, "--by", "Ana")
    assert (result.exit_code, result.stdout) == (0, "issues[0].side: left (edited)\n")
    assert run("review", case, "-w", workspace, "--by", "Ana").stdout == f"{case}: reviewed by Ana\n"
    record = json.loads(run("show", case, "-w", workspace, "--json").stdout)
    side = record["issues"][0]["side"]
    assert (side["value"], side["state"], side["by"]) == ("left", "edited", "Ana")
    assert record["status"] == "reviewed"
    assert record["reviewed_by"] == "Ana"
    assert record["fields"]["case_number"]["state"] == "accepted unseen"
    assert json.loads(run("list", "-w", workspace, "--status", "reviewed", "--json").stdout)[0]["case_number"] == case
    assert "issues[0].side" in run("show", case, "-w", workspace).stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set", "CM16-9900003", "issues[0].side", "up"), "is not one of the choices"),
        (("set", "CM16-9900003", "decison_date", "1/1/17"), "decision_date"),
        (("set", "CM16-9900003", "issues[99].side", "left"), "it has 7 item(s)"),
        (("set", "CM16-9900003", "decision_date", "soon"), "is not a date"),
        (("show", "CM99-0000000"), "There is no case"),
        (("review", "nothing"), "There is no case"),
    ],
)
def test_what_is_typed_wrong_is_answered_in_one_line(workspace, words, says):
    result = run(*words, "-w", workspace)
    assert result.exit_code == 1
    assert result.stderr.startswith("imrdesk: ")
    assert result.stderr.count("\n") == 1
    assert says in result.stderr


def test_every_export_format_opens_again(workspace, tmp_path):
    word, table, whole = (tmp_path / f"out.{name}" for name in ("docx", "csv", "json"))
    for target in (word, table, whole):
        result = run(
            "export", "CM16-9900001", "CM16-9900003", "-w", workspace, "--format", target.suffix[1:], "-o", target
        )
        assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    assert "CM16-9900003" in "".join(docx.Document(str(word)).element.body.itertext())
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert {row["case_number"] for row in csv.DictReader(file)} == {"CM16-9900001", "CM16-9900003"}
    assert len(json.loads(whole.read_text(encoding="utf-8"))) == 2


def test_search_finds_words_of_the_letters(workspace):
    hits = json.loads(run("search", "crutches", "-w", workspace, "--json").stdout)
    assert "CM16-9900003" in {hit["case_number"] for hit in hits}
    assert "crutches" in hits[0]["snippet"].lower()
    assert "crutches" in run("search", "crutches", "-w", workspace).stdout.lower()
    assert run("search", '"(', "-w", workspace).exit_code == 0


def test_every_command_has_help_with_an_example_where_it_needs_one():
    for name, command in main.commands.items():
        result = run(name, "--help")
        assert result.exit_code == 0
        assert command.help
    assert "imrdesk import" in run("--help").stdout


def test_a_row_has_all_that_list_prints():
    assert {"id", "case_number", "status", "outcome", "issues", "problems"} <= set(CaseRow.__slots__)
    assert Query().text == ""
