"""The main job, end to end, by the commands a person types: what run.sh does where there is no screen."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="the script is for bash")


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("main job")
    command = [str(BASH), str(ROOT / "packaging" / "headless.sh"), str(folder / "results"), str(folder / "workspace")]
    environment = {**os.environ, "IMRDESK_PYTHON": sys.executable, "IMRDESK_HOME": str(folder / "home")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "results"


@pytest.fixture(scope="module")
def cases(results) -> list[dict]:
    return json.loads((results / "cases.json").read_text(encoding="utf-8"))


def letters() -> list[str]:
    return sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx", ".txt"})


def test_every_sample_is_kept(cases):
    assert sorted(case["source"]["file_name"] for case in cases) == letters()


def test_one_is_reviewed(cases):
    reviewed = [case for case in cases if case["status"] == "reviewed"]
    assert [case["reviewed_by"] for case in reviewed] == ["Demo Reviewer"]


def test_the_spreadsheet_has_the_same_cases(results, cases):
    with (results / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= len(cases)


def test_the_summary_is_a_word_document_of_the_reviewed_case(results, cases):
    from docx import Document

    summary = Document(str(results / "summary.docx"))
    words = "".join(summary.element.body.itertext())
    reviewed = next(case for case in cases if case["status"] == "reviewed")
    assert reviewed["fields"]["case_number"]["value"] in words


def test_the_extraction_has_a_line_for_each_letter(results):
    lines = (results / "extraction.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["source"]["file_name"] for line in lines) == letters()


def test_the_pictures_show_a_window(results):
    from PySide6.QtGui import QImage

    pictures = [QImage(str(path)) for path in sorted((results / "screenshots").glob("letter-*.png"))]
    assert pictures
    for picture in pictures:
        assert picture.width() >= 1280
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}
        assert len(colours) > 30
