"""Letters of which a part is missing, torn or said twice: the rest is read, and what is missing is said to be so."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract.pipeline import extract
from imrdesk.record.finding import Extraction, Severity
from tests.extract.test_layouts import EARLY_2014, ONE_ITEM

F3 = """\
Case Number: CM16-9900042
Date Assigned: 11/23/2016 Date of Injury: 03/14/2015
Decision Date: 12/21/2016 UR Denial Date: 10/20/2016
Priority: Standard Application Received: 11/15/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer.
State(s) of Licensure: California
Certification(s)/Specialty: Orthopedic Surgery
CLINICAL CASE SUMMARY
The injured worker is a 47 year old female warehouse clerk, who sustained an industrial injury on 03-17-2015.
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
MRI of the right knee: Upheld
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.
Decision rationale: The records document findings of the left knee only. It is not medically necessary.
"""


def read(*pages: str) -> Extraction:
    held = tuple(Page(number, text) for number, text in enumerate(pages, 1))
    return extract(Document("a.txt", "0" * 64, "text/plain", "text", held))


def without(text: str, *starts: str) -> str:
    """The letter without the lines that begin so."""
    kept = [line for line in text.splitlines() if not line.startswith(starts)]
    assert len(kept) < len(text.splitlines())
    return "\n".join(kept) + "\n"


def codes(found: Extraction) -> set[str]:
    return {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("text", "cut", "key"),
    [
        (F3, ("CLINICAL", "The injured"), "clinical_summary"),
        (EARLY_2014, ("CLINICAL", "The patient"), "clinical_summary"),
        (EARLY_2014, ("DOCUMENTS", "The following"), "documents_reviewed"),
        (ONE_ITEM, ("CASE SUMMARY",), "clinical_summary"),
        (ONE_ITEM, ("DOCUMENTS REVIEWED",), "documents_reviewed"),
        (ONE_ITEM, ("MEDICAL REVIEWER", "Ohio"), "reviewer_licensure"),
        (F3, ("Decision Date",), "decision_date"),
    ],
)
def test_a_field_whose_part_is_missing_has_no_value(text, cut, key):
    assert read(text).fields[key].value, "the whole letter states it"
    torn = read(without(text, *cut))
    assert torn.format.id == read(text).format.id
    assert not torn.fields[key].value
    assert torn.fields["case_number"].value


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (EARLY_2014, ("1.", "2.", "The Claims", "The Physician Reviewer")),
        (ONE_ITEM, ("ISSUE AT",)),
    ],
)
def test_a_letter_without_items_says_so(text, cut):
    found = read(without(text, *cut))
    assert found.issues == ()
    assert "no_items_found" in codes(found)
    assert not found.fields["outcome"].value


def test_one_item_without_its_rationale_is_decided_by_the_heading_alone():
    text = ONE_ITEM.replace("No trial has been given. The\npurchase is not medically necessary.", "None given.")
    (item,) = read(text.replace("IS/WAS NOT", "WAS NOT")).issues
    assert item["decision"].value == "upheld"
    (item,) = read(text.replace("IS/WAS NOT", "WAS")).issues
    assert item["decision"].value == "overturned"


def test_one_item_whose_heading_fits_both_decisions_is_left_to_the_reviewer():
    text = ONE_ITEM.replace("No trial has been given. The\npurchase is not medically necessary.", "None given.")
    (item,) = read(text.replace("IS/WAS NOT", "IS/IS NOT")).issues
    assert item["decision"].value is None
    assert item["decision"].needs_review


def test_an_item_decided_in_two_ways_is_an_error():
    text = EARLY_2014 + "1. The request for Norco 10/325mg #60 is medically necessary and appropriate.\n"
    (problem,) = [one for one in read(text).problems if one.code == "decision_twice"]
    assert problem.severity is Severity.ERROR
    assert problem.fields == ("issues[0].decision",)
    assert len(problem.evidence) == 2


@pytest.mark.parametrize(
    ("age", "years"), [("forty-seven", 47), ("thirty", 30), ("eighteen", 18), ("nineteen", 19), ("sixty two", 62)]
)
def test_an_age_in_words(age, years):
    assert read(F3.replace("47 year old", f"{age} year old")).fields["patient_age"].value == years


@pytest.mark.parametrize(("pronoun", "sex"), [("He", "male"), ("She", "female")])
def test_the_sex_that_pronouns_alone_tell_is_to_be_looked_at(pronoun, sex):
    text = F3.replace("47 year old female warehouse clerk", "47 year old warehouse clerk")
    found = read(text.replace("03-17-2015.", f"03-17-2015. {pronoun} works again.")).fields["patient_sex"]
    assert found.value == sex


def test_pronouns_of_both_kinds_tell_nothing():
    text = F3.replace("47 year old female warehouse clerk", "47 year old warehouse clerk")
    assert read(text.replace("03-17-2015.", "03-17-2015. He works. She works.")).fields["patient_sex"].value is None


def test_a_header_with_a_date_too_many_is_doubted():
    found = read(F3.replace("Priority: Standard", "10/21/2016 Priority: Standard"))
    assert found.fields["decision_date"].needs_review


def test_an_empty_text_of_an_item_is_doubted():
    text = F3.replace(" Decision based on MTUS Knee Complaints 2004.\nMAXIMUS", "\nMAXIMUS")
    (item,) = read(text).issues
    assert item["claims_administrator_guideline"].value is None
    assert item["claims_administrator_guideline"].needs_review


def test_a_decision_misread_by_a_letter_is_read_and_doubted():
    (item,) = read(F3.replace("knee: Upheld", "knee: Uphe1d")).issues
    assert item["decision"].value == "upheld"
    assert item["decision"].needs_review


def test_evidence_steps_over_the_footer_between_two_pages():
    first, last = F3.split("The records document ")
    foot = "\nFinal Determination Letter for IMR Case Number CM16-9900042 page {}\n"
    pages = (first + "The records" + foot.format(1), "document " + last.strip() + foot.format(2))
    (item,) = read(*pages).issues
    rationale = item["rationale"]
    assert "Final Determination" not in str(rationale.value)
    assert str(rationale.value).startswith("The records document findings")
    assert [one.span.page for one in rationale.evidence] == [1, 2]
    assert [one.quote.strip().split()[0] for one in rationale.evidence] == ["The", "document"]
