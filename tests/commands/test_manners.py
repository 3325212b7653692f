"""The command line as a shell meets it: exit codes, interrupts, closed pipes, colours, progress, completion, JSON."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from imrdesk import workflow
from imrdesk.cli import main
from imrdesk.commands import manners
from imrdesk.commands.manners import MEANINGS, Exit
from imrdesk.commands.opened import shown_progress

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "imrdesk"]
LETTER = ROOT / "resources" / "samples" / "01_one_item_upheld.pdf"

# What has nothing to tell a script but whether it was done, or whose output is for a script already.
WITHOUT_JSON = {
    "gui", "extract", "set", "review", "issue remove", "issue split", "issue merge", "issue add", "issue move",
    "comment", "export", "template new", "settings set", "settings reset", "settings export",
    "settings import", "restore", "recover", "pack", "unpack", "second assign", "second set", "second finish",
    "second settle", "collection new", "collection add", "collection remove", "collection note",
    "collection move", "collection rename", "collection delete", "collection export", "completion",
    "screenshots", "encrypt", "give-file", "decrypt", "passphrase",
}  # fmt: skip


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def started(*words: object, **around: str) -> subprocess.CompletedProcess[str]:
    line = [*PROGRAM, *map(str, words)]
    return subprocess.run(
        line, cwd=ROOT, env=os.environ | around, capture_output=True, text=True, check=False, timeout=60
    )


def every(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands, those of groups by both words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every(command, f"{name} ")
        else:
            yield before + name, command


COMMANDS = dict(every(main))


def test_a_command_ends_with_what_it_is_worth(tmp_path):
    assert run("list", "-w", tmp_path / "new").exit_code == Exit.DONE
    failed = run("show", "nothing", "-w", tmp_path / "new")
    assert failed.exit_code == Exit.FAILED
    assert failed.stderr.startswith("imrdesk: ")
    assert run("show").exit_code == Exit.USAGE
    assert run("lst").exit_code == Exit.USAGE
    assert run("list", "--no-such-option").exit_code == Exit.USAGE
    assert run("second").exit_code == Exit.USAGE


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    result = run(*command.split(), "--help")
    assert result.exit_code == Exit.DONE
    assert COMMANDS[command].help


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_tells_something_tells_it_to_scripts_too(command):
    offers = any("--json" in parameter.opts for parameter in COMMANDS[command].params)
    assert offers == (command not in WITHOUT_JSON)


def test_ctrl_c_ends_with_one_line(monkeypatch, tmp_path):
    def pressed(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow.Desk, "import_paths", pressed)
    result = run("import", LETTER, "-w", tmp_path / "desk")
    assert result.exit_code == Exit.INTERRUPTED
    assert result.stderr.split("\n") == ["", f"imrdesk: {manners.INTERRUPTED_WORDS}", ""]
    assert result.stdout == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_ctrl_c_from_a_keyboard_reaches_the_readers_too(tmp_path):
    """A terminal sends it to every process that belongs to the command."""
    (tmp_path / "0.pdf").touch()  # refused, which the log tells
    for number in range(1, 400):  # enough that it cannot end before the keys are pressed
        (tmp_path / f"{number}.txt").write_text(f"Case Number: CM16-{number:07}\n" * 1500, encoding="utf-8")
    line = [*PROGRAM, "-v", "import", str(tmp_path), "-w", str(tmp_path / "desk")]
    with subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stderr
        running.stderr.readline()  # the import has begun
        os.killpg(running.pid, signal.SIGINT)
        _output, told = running.communicate(timeout=60)
    assert running.returncode == Exit.INTERRUPTED
    assert "Traceback" not in told
    assert told.splitlines()[-1] == f"imrdesk: {manners.INTERRUPTED_WORDS}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other pipes")
def test_a_reader_that_stops_is_no_fault(samples):
    letters = sorted(samples.glob("*.pdf"))
    with subprocess.Popen(
        [*PROGRAM, "extract", *map(str, letters), "--pretty"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == b"{\n"
        running.stdout.close()
        told = running.stderr.read()
    assert (told, running.returncode) == (b"", Exit.UNREAD)


def test_progress_is_for_terminals(monkeypatch):
    assert shown_progress() is None
    monkeypatch.setattr(sys, "stderr", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setenv("TERM", "xterm")
    assert shown_progress()
    monkeypatch.setenv("TERM", "dumb")
    assert shown_progress() is None


def test_no_color_is_kept(monkeypatch):
    @click.command()
    def coloured() -> None:
        click.secho("red", fg="red")

    group = manners.Mannered(commands={"coloured": coloured})
    monkeypatch.setenv("NO_COLOR", "")
    assert CliRunner().invoke(group, ["coloured"], color=True).stdout == "\x1b[31mred\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert CliRunner().invoke(group, ["coloured"], color=True).stdout == "red\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_that_asks_the_program(shell):
    result = run("completion", shell)
    assert result.exit_code == Exit.DONE
    assert f"_IMRDESK_COMPLETE={shell}_complete" in result.stdout


def test_what_the_shell_asks_is_answered_and_opens_no_window():
    asked = {"_IMRDESK_COMPLETE": "bash_complete", "COMP_WORDS": "imrdesk rec", "COMP_CWORD": "1"}
    assert started(**asked).stdout.split() == ["plain,recover"]


def test_the_version_is_told():
    assert re.fullmatch(r"imrdesk, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_exit_codes_are_documented():
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \| (.+) \|$", page, re.MULTILINE) == [
        (str(code), text) for code, text in MEANINGS.items()
    ]
    assert set(MEANINGS) == set(Exit)


@pytest.fixture
def workspace(tmp_path) -> Path:
    folder = tmp_path / "desk"
    assert run("import", LETTER, "-w", folder).exit_code == Exit.DONE
    return folder


def told(*words: object, code: int = Exit.DONE):
    result = run(*words, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_an_import_tells_scripts_of_each_file(tmp_path):
    bad = tmp_path / "empty.pdf"
    bad.write_bytes(b"")
    found = told("import", LETTER, bad, LETTER, "-w", tmp_path / "desk", code=Exit.FAILED)
    assert [(item["file_name"], item["outcome"], item["code"]) for item in found][:2] == [
        (LETTER.name, "added", None), ("empty.pdf", "refused", "empty"),
    ]  # fmt: skip
    assert found[0]["id"]
    (refused,) = told("refused", "-w", tmp_path / "desk")
    assert (refused["file_name"], refused["code"], refused["path"]) == ("empty.pdf", "empty", str(bad))


def test_backups_and_checks_are_told_to_scripts(workspace):
    made = told("backup", "-w", workspace)
    assert made["counts"]["letters"] == 1
    assert made in told("backup", "--list", "-w", workspace)
    whole = told("check", "-w", workspace)
    assert (whole["whole"], whole["damages"], whole["counts"]["letters"]) == (True, [], 1)
    assert told("audit", "-w", workspace)["whole"]
    (workspace / "imrdesk.db").write_bytes(b"no database")
    broken = told("check", "-w", workspace, code=Exit.FAILED)
    assert not broken["whole"]
    assert broken["damages"][0]["message"]


def test_dates_problems_and_differences_are_told_to_scripts(workspace, samples):
    (case,) = told("list", "-w", workspace)
    dates = told("dates", case["id"], "--mailed", "2017-01-12", "-w", workspace)["dates"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", item["day"]) for item in dates)
    assert set(told("dismiss", case["id"], "-w", workspace)) == {"standing", "dismissed"}
    run("import", samples / "07_body_double_spaced.txt", "-w", workspace)
    other = next(row["id"] for row in told("list", "-w", workspace) if row["id"] != case["id"])
    found = told("diff", case["id"], other, "-w", workspace)
    assert found["new"]["file_name"] == "07_body_double_spaced.txt"
    assert found["differences"][0]["old_spans"][0]["page"] == 1


def completed(words: str, **around: str) -> list[str]:
    """What the shell is offered for the last word."""
    asked = {"_IMRDESK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    return [line.partition(",")[2] for line in started(**asked, **around).stdout.splitlines() if line]


def test_case_numbers_are_completed_from_the_workspace(tmp_path):
    folder = tmp_path / "work"
    run("import", LETTER, "-w", folder)
    (case,) = [item["case_number"] for item in json.loads(run("list", "--json", "-w", folder).stdout)]
    assert completed(f"imrdesk show -w {folder} {case[:4].lower()}") == [case]
    assert completed(f"imrdesk show -w {folder} XX") == []
    assert completed("imrdesk export CM", IMRDESK_WORKSPACE=str(folder)) == [case]
    assert completed(f"imrdesk show -w {tmp_path / 'none'} CM") == []
    assert not (tmp_path / "none").exists()
