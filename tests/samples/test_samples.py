"""The sample letters: made afresh they say the same, they say what expected.json claims, and nothing is copied."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
SPECIMENS = ROOT.parent / "shared" / "specimens"
SCRIPT = ROOT / "packaging" / "make_samples.py"
EXPECTED = json.loads(SAMPLES.joinpath("expected.json").read_text(encoding="utf-8"))["letters"]
SCANNED = "12_scanned.pdf"
COPIED_WORDS = 12
FORMULA = re.compile(
    r"was (?:the original request|authorized by the Claims Administrator)\."
    r"|The remaining IMR eligible portion of the original request,"
    r"|Disclaimer: The following case summary was taken directly from the utilization review denial/modification dated"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    """Two folders the script has just written."""
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        subprocess.run([sys.executable, SCRIPT, folder], check=True, timeout=100)
    return folders


def letter(file: str) -> dict[str, Any]:
    return next(item for item in EXPECTED if item["file"] == file)


def pages(path: Path) -> list[str]:
    """A file's text by page; Word and text files are one page, a picture has none."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            body = package.read("word/document.xml").decode()
        return [re.sub(r"&amp;", "&", re.sub(r"<[^>]+>", " ", body))]
    return [path.read_text(encoding="utf-8")]


def squeezed(text: str) -> str:
    """Text without any white space, for a value may break across lines anywhere."""
    return "".join(text.split())


def test_the_script_writes_what_is_committed(made):
    committed = {path.name: path for path in SAMPLES.iterdir()}
    fresh = {path.name: path for path in made[0].iterdir()}
    assert set(fresh) == set(committed)
    for name, path in fresh.items():
        assert pages(path) == pages(committed[name]), name


def test_the_script_writes_the_same_bytes_each_time(made):
    first, second = made
    for path in first.iterdir():
        assert path.read_bytes() == second.joinpath(path.name).read_bytes(), path.name


def test_samples_stay_small():
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 600_000


def test_every_letter_has_its_answers_and_its_line_in_the_readme():
    files = {path.name for path in SAMPLES.iterdir()} - {"README.md", "expected.json"}
    assert {item["file"] for item in EXPECTED} == files
    readme = SAMPLES.joinpath("README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in readme for name in files)


@pytest.mark.parametrize("item", EXPECTED, ids=lambda item: item["file"])
def test_answers_use_the_keys_and_choices_of_the_contract(item):
    assert set(item["fields"]) == {field.key for field in CASE_FIELDS}
    for field in CASE_FIELDS:
        check_choice(field, item["fields"][field.key])
    for issue in item["issues"]:
        assert set(issue) == {field.key for field in ISSUE_FIELDS}
        for field in ISSUE_FIELDS:
            check_choice(field, issue[field.key])
            assert issue[field.key] not in (None, "") or not field.required, field.key


def check_choice(field, value) -> None:
    values = value if isinstance(value, list) else [value]
    assert not field.choices or all(one is None or one in field.choices for one in values), (field.key, value)


def texts_of(item: dict[str, Any]) -> Iterator[str]:
    """Every value that must stand in the letter as written."""
    fields = item["fields"]
    for key in ("case_number", "clinical_summary", "occupation", "injury_date_in_summary", "documents_reviewed"):
        yield fields[key] or ""
    for key in ("reviewer_licensure", "reviewer_specialties", "diagnoses"):
        yield from fields[key] or ()
    for issue in item["issues"]:
        for key in ("treatment", "disputed_treatment", "claims_administrator_guideline", "imr_guideline", "rationale"):
            yield issue[key] or ""


@pytest.mark.parametrize("item", [item for item in EXPECTED if item["file"] != SCANNED], ids=lambda item: item["file"])
def test_every_answer_stands_in_its_letter(item):
    text = squeezed("".join(pages(SAMPLES / item["file"])))
    for value in texts_of(item):
        assert squeezed(value) in text, value
    for medication in item["fields"]["medications"] or ():
        assert medication.lower() in text.lower()


def test_a_scan_has_no_text():
    assert not "".join(pages(SAMPLES / SCANNED)).strip()


def test_the_encrypted_letter_opens_without_a_password_and_forbids_copying():
    with pikepdf.open(SAMPLES / "02_encrypted_as_published.pdf") as document:
        assert document.is_encrypted
        assert document.encryption.stream_method.name == "aes"
        assert not document.allow.extract
        assert document.allow.print_highres


def test_the_header_table_reads_in_the_order_of_published_letters():
    lines = pages(SAMPLES / "01_one_item_upheld.pdf")[0].split("\r\n")
    assert lines[:7] == [
        "Case Number: CM16-9900001",
        "Date Assigned: 12/19/2016 Date of Injury: 06/14/2016",
        "Decision Date: 01/17/2017 UR Denial Date: 11/28/2016",
        "Priority: Standard Application ",
        "Received: ",
        "12/12/2016",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
    ]


def test_pages_end_inside_a_heading_and_inside_a_guideline():
    item = letter("04_page_breaks.pdf")
    ends = [squeezed(page) for page in pages(SAMPLES / item["file"])]
    heading = squeezed(item["issues"][0]["treatment"])
    guideline = squeezed("MAXIMUS guideline: " + item["issues"][2]["imr_guideline"])
    assert broken(heading, ends[0], ends[1])
    assert broken(guideline, ends[1], ends[2])


def broken(text: str, before: str, after: str) -> bool:
    """Whether a text begins at the end of one page and goes on at the start of the next."""
    return any(before.endswith(text[:cut]) and after.startswith(text[cut:]) for cut in range(1, len(text)))


def test_the_long_letter_breaks_dates_and_words_at_hyphens():
    text = "".join(pages(SAMPLES / "10_long_many_spellings.pdf"))
    assert "10-30-\r\n2016" in text
    with pypdfium2.PdfDocument(SAMPLES / "10_long_many_spellings.pdf") as document:
        assert "non\ufffecertified" in document[1].get_textpage().get_text_range()
    assert {"°", "®", "×", "–", "’", "“", "”"} <= set(text)


def test_the_seven_items_are_of_every_kind():
    issues = letter("03_seven_items_mixed.pdf")["issues"]
    assert len(issues) == 7
    assert {issue["decision"] for issue in issues} == {"upheld", "overturned"}
    assert sum(issue["ur_action"] == "modified" for issue in issues) == 2
    assert any(issue["retrospective"] for issue in issues)
    assert any(issue["associated_service"] for issue in issues)
    assert any(issue["drug"] and issue["quantity"] for issue in issues)


def test_no_two_letters_have_one_case_number():
    for one, other in combinations(EXPECTED, 2):
        number = one["fields"]["case_number"]
        assert number is None or number != other["fields"]["case_number"]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of twelve words of a text."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the published letters are not beside this checkout")
def test_nothing_is_copied_from_published_letters():
    published: set[tuple[str, ...]] = set()
    for path in [*SPECIMENS.glob("pdf/*.pdf"), *SPECIMENS.glob("*.txt")]:
        published |= runs(" ".join(pages(path)))
    for item in EXPECTED:
        written = [item["fields"]["clinical_summary"], item["fields"]["documents_reviewed"] or ""]
        written += [issue[key] for issue in item["issues"] for key in ("treatment", "rationale")]
        pieces = (piece for text in written for piece in FORMULA.split(text))
        assert not {run for piece in pieces for run in runs(piece)} & published, item["file"]
