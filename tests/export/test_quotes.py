"""Every quotation of a summary stands in the source where its cite says."""

import re
from pathlib import Path

import docx
import pytest

from imrdesk.errors import SourceError
from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.disputed import ITEMS
from imrdesk.extract.pipeline import extract
from imrdesk.paths import resource
from imrdesk.record.model import record_from
from imrdesk.sources import open_source
from tests.export.reading import row_texts

SAMPLES = sorted(path for path in resource("samples").iterdir() if path.suffix in {".pdf", ".docx", ".txt"})
SPECIMENS = Path(__file__).parents[3] / "shared" / "specimens" / "pdf"


def letter_of(path: Path) -> Letter:
    document = open_source(path)
    return Letter(record_from(document, extract(document)), document)


def rationales(letter: Letter) -> int:
    return sum(bool(issue.values["rationale"].value) for issue in letter.record.issues)


def check_quotes(letter: Letter, tmp_path: Path) -> int:
    """How many reasons are quoted; fails where one is not in the line its cite names."""
    EXPORTERS["docx"].write([letter], tmp_path / "out.docx", SummaryOptions(fresh=True))
    quoted = 0
    for item in docx.Document(str(tmp_path / "out.docx")).tables:
        rows = [row_texts(item, number) for number in range(len(item.rows))]
        if rows[0] != list(ITEMS.header):
            continue
        for *_, reason, source in rows[1:]:
            if match := re.fullmatch("“(.*)”.*", reason, re.DOTALL):
                assert " ".join(match[1].split()[:2]) in cited_text(letter, source.split("Reason\n")[1])
                quoted += 1
    return quoted


def cited_text(letter: Letter, place: str) -> str:
    """The line that a cite names, and the one after it."""
    numbers = [int(number) for number in re.findall(r"\d+", place)]
    text = letter.document.page(numbers[0] if place.startswith("p.") else 1).text
    if place.startswith("¶") and len(numbers) == 2:
        text = re.split(r"\n\s*\n\s*", text.lstrip())[numbers[0] - 1]
    lines = [line for line in text.split("\n") if line.strip()]
    return " ".join(" ".join(lines[numbers[-1] - 1 : numbers[-1] + 1]).split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_quotes_of_the_samples(path: Path, tmp_path: Path) -> None:
    try:
        letter = letter_of(path)
    except SourceError:
        pytest.skip("this sample is refused on purpose")
    assert check_quotes(letter, tmp_path) == rationales(letter)


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the public letters are not beside this checkout")
def test_quotes_of_real_letters(tmp_path: Path) -> None:
    letters = [letter_of(path) for path in sorted(SPECIMENS.glob("*.pdf"))]
    assert sum(map(rationales, letters)) > len(letters)
    assert sum(check_quotes(letter, tmp_path) for letter in letters) == sum(map(rationales, letters))
