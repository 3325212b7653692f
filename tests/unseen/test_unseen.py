"""The unseen letters are what they claim: every quoted value stands in its letter, and every letter prints."""

import re
from datetime import datetime
from typing import Any

import pypdfium2
import pytest

from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from tests.unseen.layouts import pdf
from tests.unseen.letter import HEADER, Either, Letter, letters, settled, true_fields, true_issues

LETTERS = list(letters())
KEYS = {item.key for item in (*CASE_FIELDS, *ISSUE_FIELDS)}


def squeezed(text: str) -> str:
    """Text without white space, for a value may break across lines anywhere."""
    return "".join(text.split())


def wordings(value: Any) -> list[str]:
    """Every wording of a value that may be quoted."""
    values = value.values if isinstance(value, Either) else (value,)
    return [item for item in values if item]


def named(letters_: list[Letter]) -> list[Any]:
    return [pytest.param(letter, id=f"{letter.number:02}") for letter in letters_]


@pytest.mark.parametrize("letter", named(LETTERS))
class TestLetter:
    def test_its_keys_are_those_of_the_contract(self, letter):
        assert set(true_fields(letter)) <= KEYS
        assert all(set(issue) <= KEYS | {"guidelines"} for issue in true_issues(letter))

    def test_what_is_said_of_the_claimant_stands_in_the_summary(self, letter):
        fields, summary = true_fields(letter), letter.data["clinical_summary"].lower()
        quoted = [
            fields.get("injury_date_in_summary"),
            fields.get("occupation"),
            *fields["diagnoses"],
            *fields["medications"],
        ]
        for value in quoted:
            for words in wordings(value):
                assert words.lower() in summary

    def test_drugs_are_in_the_order_of_their_first_mention(self, letter):
        summary = letter.data["clinical_summary"].lower()
        places = [
            min(summary.index(word.lower()) for word in wordings(drug)) for drug in true_fields(letter)["medications"]
        ]
        assert places == sorted(places)

    def test_what_is_said_of_an_item_stands_in_its_heading(self, letter):
        for issue in true_issues(letter):
            heading = issue["treatment"]
            live = heading if isinstance(heading, str) else heading.values[0]
            disputed = issue.get("disputed_treatment", live)
            assert all(words in live for words in wordings(disputed))
            assert all(words in live for words in wordings(issue.get("drug")))
            for quantity in wordings(issue.get("quantity")):
                tokens = re.findall(r"\S+", wordings(disputed)[0])
                assert all(any(word in token for token in tokens) for word in quantity.replace(",", "").split())

    def test_the_side_is_one_the_heading_or_the_summary_names(self, letter):
        for issue in true_issues(letter):
            for side in wordings(issue.get("side")):
                assert side in (letter.data["clinical_summary"] + str(issue["treatment"])).lower()

    def test_its_dates_follow_each_other(self, letter):
        header = letter.data["header"]
        dates = [datetime.strptime(header[key], "%m/%d/%Y") for key in HEADER if "/" in header[key]]  # noqa: DTZ007
        assigned, injury, decided, denied, received = dates
        assert injury < denied < received < assigned < decided

    def test_its_sections_stand_in_its_guideline(self, letter):
        for issue in letter.issues:
            for who in ("claims_administrator", "imr"):
                for cite in issue.get(f"{who}_citations", ()):
                    source, *parts = [part.strip() for part in cite.split("|")]
                    for part in parts:
                        assert part == "-" or part in issue[f"{who}_guideline"], cite
                    assert (source == "none") == ("did not cite any medical evidence" in issue[f"{who}_guideline"])

    def test_it_prints(self, letter):
        with pypdfium2.PdfDocument(pdf(letter)) as document:
            text = squeezed("".join(page.get_textpage().get_text_range() for page in document).replace("￾", "-"))
        for issue in letter.issues:
            assert squeezed(issue["rationale"]) in text
            assert squeezed(str(issue["treatment"])) in text


def test_half_is_kept_unseen():
    assert {letter.half for letter in LETTERS} == {"learn", "keep"}
    assert [letter.number for letter in LETTERS] == list(range(1, len(LETTERS) + 1))


def test_the_wording_found_among_equally_right_ones_is_taken():
    assert settled(Either(("a", "b")), "b") == "b"
    assert settled(Either(("a", "b")), "c") == "a"
    assert settled(Either((["hand", "wrist"], [])), ["wrist", "hand"]) == ["hand", "wrist"]
    assert settled(["x", Either(("y", ""))], ["X"]) == ["x"]
    assert settled(["x", Either(("y cream", "y"))], ["Y"]) == ["x", "y"]
