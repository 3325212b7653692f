"""Every quotation of a summary stands in the source where its cite says."""

import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from imrdesk.document.model import Span
from imrdesk.errors import ExportError, SourceError
from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.disputed import ITEMS
from imrdesk.export.summary import SECTIONS
from imrdesk.extract.pipeline import extract
from imrdesk.paths import resource
from imrdesk.record.fields import CASE_FIELDS
from imrdesk.record.model import FieldValue, record_from
from imrdesk.record.model import Path as FieldPath
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


def moved(value: FieldValue, span: Span) -> FieldValue:
    return replace(value, evidence=tuple(replace(item, span=span) for item in value.evidence))


@pytest.mark.parametrize("span", [Span(1, 0, 4), Span(9, 0, 4), Span(1, -3, 4), Span(1, 0, 10**6)])
@pytest.mark.parametrize("name", ["docx", "json"])
def test_a_cite_that_does_not_hold_stops_the_export_and_says_which(
    letter: Letter, tmp_path: Path, span: Span, name: str
) -> None:
    path = FieldPath("occupation")
    record = letter.record.with_value(path, moved(letter.record.at(path), span))
    with pytest.raises(ExportError, match="CM16-9990042: occupation cites") as caught:
        EXPORTERS[name].write([letter, Letter(record, letter.document)], tmp_path / "out")
    assert caught.value.code == "cite"
    assert list(tmp_path.iterdir()) == []


def test_every_cited_passage_is_quoted_once_in_the_letters_words(letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["docx"].write([letter], tmp_path / "out.docx", SummaryOptions(sections=tuple(SECTIONS)))
    table = docx.Document(str(tmp_path / "out.docx")).tables[-1]
    rows = [row_texts(table, number) for number in range(1, len(table.rows))]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    quotes = [row[1:3] for row in rows]
    assert len({tuple(quote) for quote in quotes}) > 25
    text = " ".join(" ".join(page.text.split()) for page in letter.document.pages)
    for _place, quote in quotes:
        assert all(piece in text for piece in quote.strip("“”").split(" … "))
    relied = {fact for row in rows for fact in row[3].split("; ")}
    stated = {item.label for item in CASE_FIELDS if letter.record.fields[item.key].evidence}
    assert stated <= relied


def test_values_that_a_person_changed_carry_a_comment(reviewed_letter: Letter, tmp_path: Path) -> None:
    EXPORTERS["docx"].write([reviewed_letter], tmp_path / "out.docx")
    comments = [(item.author, item.text) for item in docx.Document(str(tmp_path / "out.docx")).comments]
    when = "by Jane Doe, RN on 01/06/2026 at 17:30 UTC."
    assert comments == [
        ("Jane Doe, RN", f"Changed {when} The program had proposed: “03/14/2015”"),
        ("Jane Doe, RN", f"Said to be not stated in the letter {when} The program had proposed: “warehouse clerk”"),
        ("Jane Doe, RN", f"Changed {when} The program had proposed: “right”"),
    ]
    plain = SummaryOptions(comments=False, fresh=True)
    EXPORTERS["docx"].write([reviewed_letter], tmp_path / "out.docx", plain)
    assert not list(docx.Document(str(tmp_path / "out.docx")).comments)
