"""A letter without the words that say whose it is, and the check that none is left."""

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.errors import ExportError
from imrdesk.export import EXPORTERS, Letter, SummaryOptions, deidentified
from imrdesk.export.deidentified import MASK, terms
from imrdesk.export.quotes import check_cites
from imrdesk.record.changes import Sign, mark_reviewed, set_value
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path as FieldPath

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00", "so")
HEAD = "Employee: Roe, Mary Ann\nClaim Number: WC-123456-7\nDate of Birth: 03/09/1970\n"


@pytest.fixture
def named(letter: Letter) -> Letter:
    """The letter with a name in its text, and in a value, a comment and a file name."""
    page = letter.document.pages[2]
    text = f"{page.text}{HEAD}Ms. Roe was seen, born March 9, 1970; claim WC-123456-7.\n"
    document = replace(letter.document, pages=(*letter.document.pages[:2], replace(page, text=text)))
    record = set_value(letter.record, FieldPath("occupation"), "clerk, as Mary Ann Roe says", SIGN).after
    record = set_value(record, FieldPath("medications"), ("Naproxen for Roe",), SIGN).after
    treatment = FieldPath("disputed_treatment", record.issues[0].id)
    record = set_value(record, treatment, "MRI of the left knee, for Roe", SIGN).after
    record = mark_reviewed(record, replace(SIGN, by="Mary Ann Roe")).after
    source = replace(record.source, file_name="roe_mary.pdf")
    return Letter(replace(record, source=source), replace(document, file_name="roe_mary.pdf"))


def test_what_says_whose_letter_it_is_is_found() -> None:
    found = terms(Document("a", "0", "x", "y", (Page(1, HEAD),)), ["blue house"])
    for text in (
        "Roe, Mary Ann",
        "ROE, MARY ANN",
        "wc-123456-7",
        "1970-03-09",
        "3/9/1970",
        "March 9, 1970",
        "Blue House",
    ):
        assert any(pattern.fullmatch(text) for pattern in found), text
    assert not any(pattern.search("there is a pain; he may roe a boat") for pattern in found)


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_kind_of_file_holds_a_name(name: str, named: Letter, tmp_path: Path) -> None:
    forbidden = terms(named.document)
    hidden = deidentified.letter(named, forbidden)
    target = tmp_path / f"out{EXPORTERS[name].suffix}"
    EXPORTERS[name].write([hidden], target, SummaryOptions(forbidden=forbidden))
    data = target.read_bytes()
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as package:
            data = b"".join(map(package.read, package.namelist()))
    for word in ("Roe", "Mary", "WC-123456-7", "03/09/1970", "March 9"):
        assert word.encode() not in data
    assert MASK.encode() in data


def test_every_cite_of_a_masked_letter_holds(named: Letter) -> None:
    hidden = deidentified.letter(named, terms(named.document))
    check_cites(hidden)
    assert [len(page.text) for page in hidden.document.pages] == [len(page.text) for page in named.document.pages]
    assert hidden.source_bytes is None


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_leak_is_caught_before_the_file_is_kept(name: str, named: Letter, tmp_path: Path) -> None:
    target = tmp_path / f"out{EXPORTERS[name].suffix}"
    with pytest.raises(ExportError, match="was not kept") as caught:
        EXPORTERS[name].write([named], target, SummaryOptions(forbidden=terms(named.document)))
    assert caught.value.code == "leak"
    assert "Roe" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_leak_in_comments_alone_is_caught(letter: Letter, tmp_path: Path) -> None:
    record = set_value(letter.record, FieldPath("occupation"), "clerk", replace(SIGN, by="Zebulon")).after
    options = SummaryOptions(forbidden=(re.compile("Zebulon"),))
    with pytest.raises(ExportError, match="in a comment"):
        EXPORTERS["docx"].write([Letter(record, letter.document)], tmp_path / "a.docx", options)


def test_a_name_parted_by_runs_is_caught(letter: Letter, tmp_path: Path) -> None:
    from imrdesk.export import leaks

    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/header1.xml", "<w:p><w:r><w:t>Zeb</w:t></w:r><w:r><w:t>ulon</w:t></w:r></w:p>")
    with pytest.raises(ExportError, match="in a page header"):
        leaks.check(tmp_path / "a.docx", "a.docx", terms(letter.document, ["Zebulon"]))


def test_places_stay_true(named: Letter) -> None:
    hidden = deidentified.letter(named, terms(named.document))
    value = hidden.record.fields["case_number"]
    assert value.evidence == evidence(hidden.document, [item.span for item in value.evidence])
    assert json.dumps(str(hidden.record.fields["occupation"].value)).startswith('"clerk, as ')


@pytest.mark.parametrize(
    ("told", "masked", "kept"),
    [
        ("The records listed her birthdate as 03-17-1956 and 04-18-1965. Seen 08-30-2016.", 2, "08-30-2016"),
        ("DOB 3/17/56; date of injury 10/25/2016.", 1, "10/25/2016"),
        ("He was born on March 17, 1956 and injured on 10-25-2016.", 1, "10-25-2016"),
        ("Date of Birth: Date of Injury: 10/25/2016", 0, "10/25/2016"),
    ],
)
def test_dates_of_birth_are_found_as_summaries_tell_them(told: str, masked: int, kept: str) -> None:
    found = terms(Document("a", "0", "x", "y", (Page(1, told),)))
    hits = {match.span() for pattern in found for match in pattern.finditer(told)}
    assert len(hits) == masked
    assert kept not in {told[begin:end] for begin, end in hits}
