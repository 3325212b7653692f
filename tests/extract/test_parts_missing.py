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


F1 = """\
Notice of Independent Medical Review Determination
Dated: 10/29/2013
Case CM13-9900007. You filed with a date of injury of 02/03/2012. The Review was filed on 08/01/2013, about the
Utilization Review Denial dated 07/15/2013. The decision is provided to the above parties on 09/02/2013.
INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
1. The request for a lumbar brace is not medically necessary and appropriate.
Medical Qualifications of the Expert Reviewer: The reviewer is Board Certified in Neurology and is licensed to
practice in Texas.
Case Summary: The patient is a 51-year-old male with lumbar strain.
Documents Reviewed for Determination: Progress notes of May 2013.
1) Regarding the request for a lumbar brace:
The Claims Administrator based its decision on the Low Back Complaints Chapter (2004).
The Expert Reviewer based his/her decision on the Low Back Complaints Chapter (2004).
Rationale for the Decision: No instability is recorded.
"""


@pytest.mark.parametrize(
    ("cut", "key"),
    [
        ("Case CM13-9900007. ", "case_number"),
        ("Dated: 10/29/2013", "decision_date"),
        (" The Review was filed on 08/01/2013,", "application_received"),
        (
            "Medical Qualifications of the Expert Reviewer: The reviewer is Board Certified in Neurology and is "
            "licensed to\npractice in Texas.",
            "reviewer_licensure",
        ),
        ("Case Summary: The patient is a 51-year-old male with lumbar strain.", "patient_age"),
        ("Documents Reviewed for Determination: Progress notes of May 2013.", "documents_reviewed"),
    ],
)
def test_the_notice_of_2013_without_one_of_its_parts(cut, key):
    assert cut in F1
    whole, torn = read(F1), read(F1.replace(cut, ""))
    assert (whole.format.id, torn.format.id) == ("f1", "f1")
    assert whole.fields[key].value
    missing = torn.fields.get(key)
    assert missing is None or not missing.value
    assert [item["decision"].value for item in torn.issues] == ["upheld"]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ("Clairns Adrninistrator guideline:", "claims_administrator_guideline"),
        ("MAXlMUS guldeline:", "imr_guideline"),
        ("Decislon ratlonale:", "rationale"),
    ],
)
def test_a_label_misread_by_a_letter_or_two_still_parts_the_texts(wrong, key):
    right = {"claims_administrator_guideline": "Claims Administrator guideline:", "imr_guideline": "MAXIMUS guideline:",
             "rationale": "Decision rationale:"}  # fmt: skip
    (whole,), (misread,) = read(F3).issues, read(F3.replace(right[key], wrong)).issues
    for name in right:
        assert misread[name].value == whole[name].value


def test_a_heading_that_decides_twice_is_doubted():
    twice = "MRI of the right knee: Overturned MRI of the left knee: Upheld"
    found = read(F3.replace("MRI of the right knee: Upheld", twice))
    assert any(item["decision"].needs_review or item["treatment"].needs_review for item in found.issues)
