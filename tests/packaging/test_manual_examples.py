"""Every command line that the manual shows is run, page by page, on the sample letters."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from imrdesk.cli import main

FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
PAGES = sorted((Path(__file__).parents[2] / "docs" / "manual").glob("*.md"))
SHOWN = {path.stem: FENCE.findall(path.read_text(encoding="utf-8")) for path in PAGES}


@pytest.mark.parametrize("page", [name for name, blocks in SHOWN.items() if blocks])
def test_the_examples_run(page, tmp_path, monkeypatch, samples):
    shutil.copytree(samples, tmp_path / "letters", ignore=shutil.ignore_patterns("*.md", "*.json", "0[6-9]*", "1[02]*"))
    monkeypatch.chdir(tmp_path)
    for line in "".join(SHOWN[page]).splitlines():
        program, *words = shlex.split(line)
        assert program == "imrdesk"
        done = CliRunner().invoke(main, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exc_info)
        fine = (0, 1) if words[0] in ("doctor", "refused") else (0,)  # a computer may lack something
        assert done.exit_code in fine, f"{line}\n{done.output}"


ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^ {4}(?:\S*/)?imrdesk ([a-z-].*)$", re.MULTILINE)
WRITTEN = [
    (page.name, line.partition(" #")[0].partition(" | ")[0].partition(" > ")[0].strip())
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    for line in LINE.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "line"), WRITTEN)
def test_the_command_lines_of_the_other_documents_are_written_as_the_program_reads_them(
    page, line, tmp_path, monkeypatch
):
    del page
    monkeypatch.chdir(tmp_path)
    words, command = shlex.split(line), main
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    command.make_context(command.name, words)
