"""Every layout is known by its marks and read, and hostile text takes no more than its share of time."""

import time

import pytest

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Word
from imrdesk.extract import legibility
from imrdesk.extract.formats import FORMATS
from imrdesk.extract.pipeline import FAILED, extract
from imrdesk.record.finding import Extraction

EARLY_2014 = """MAXIMUS FEDERAL SERVICES, INC. Independent Medical Review
Case Number: CM13-9900001 Date of Injury: 02/03/2012
Decision Date: 02/10/2014 UR Denial Date: 09/12/2013
Priority: Standard Application Received: 10/01/2013
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to a physician reviewer. The physician reviewer is Board Certified
in Neurology and is licensed to practice in Texas. He/she has been in active clinical practice.
DOCUMENTS REVIEWED
The following relevant documents were reviewed: progress notes, an MRI report.
CLINICAL CASE SUMMARY
The patient is a 51-year-old female who was injured on 02/03/2012. She is treated for lumbar radiculopathy.
IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:
1. The request for Norco 10/325mg #60 is not medically necessary and appropriate.
The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines.
The Physician Reviewer based his/her decision on the Chronic Pain Medical Treatment Guidelines 2009.
The Physician Reviewer's decision rationale: The notes show no gain in function.
2. The request for an MRI of the lumbar spine is medically necessary and appropriate.
The Claims Administrator based its decision on the Low Back Complaints Chapter (2004).
The Physician Reviewer based his/her decision on the Low Back Complaints Chapter (2004).
The Physician Reviewer's decision rationale: Weakness of the left foot is new since the last study.
"""
ONE_ITEM = """MEDICAL PROFESSIONAL REVIEW
Case Number: CM13-9900002
ISSUE AT DISPUTE: Purchase of a TENS unit for the left shoulder
CASE SUMMARY: A 45-year-old male is treated for a left shoulder strain.
DOCUMENTS REVIEWED FOR DETERMINATION: Progress notes of May 2013.
MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY: Chronic Pain Medical Treatment
Guidelines 2009.
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY: No trial has been given. The
purchase is not medically necessary.
MEDICAL REVIEWER QUALIFICATIONS: The reviewer is Board Certified in Orthopedic Surgery and is licensed to practice in
Ohio.
"""
RESULT_ONLY = """Employee: (name withheld)
Claim Number: 0000
Date of UR Decision: 09/12/2013
Date of Injury: 02/03/2012
IMR Application Received: 10/01/2013
MAXIMUS Case Number: CM13-9900003
Dear Employee: the review of your case is complete.
Final Determination: {word}. This means we decided that the disputed items are settled as described.
"""
SENTENCES = """To whom it may concern. Case CM18-9900004. Received March 5, 2018. Answered March 29, 2018.
The request for a lumbar brace is not medically necessary.
The request for six acupuncture visits is medically necessary.
"""


def read(text: str) -> Extraction:
    return extract(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, text),)))


def values(found: Extraction, key: str) -> list:
    return [item[key].value for item in found.issues]


def test_early_2014():
    found = read(EARLY_2014)
    assert found.format.id == "f2"
    assert values(found, "treatment") == ["Norco 10/325mg #60", "an MRI of the lumbar spine"]
    assert values(found, "decision") == ["upheld", "overturned"]
    assert values(found, "drug") == ["Norco", None]
    assert values(found, "rationale")[0] == "The notes show no gain in function."
    assert values(found, "imr_citations")[1][0].chapter == "Low Back Complaints"
    fields = {key: finding.value for key, finding in found.fields.items()}
    assert fields["case_number"] == "CM13-9900001"
    assert fields["application_received"] == "2013-10-01"
    assert fields["reviewer_licensure"] == ("Texas",)
    assert fields["reviewer_specialties"] == ("Neurology",)
    assert fields["outcome"] == "partially overturned"
    assert "MRI report" in fields["documents_reviewed"]


def test_one_item_asked_as_a_question_and_dated_on_top():
    asked = "ISSUE AT DISPUTE: Whether the purchase of a TENS unit for the left shoulder is medically necessary."
    text = ONE_ITEM.replace("ISSUE AT DISPUTE: Purchase of a TENS unit for the left shoulder", asked)
    found = read(
        "Dated: 02/25/2014\n" + text.replace("licensed to practice in\nOhio", "licensed to practice in\nOhio and Utah")
    )
    (item,) = found.issues
    assert item["treatment"].value == "purchase of a TENS unit for the left shoulder"
    assert (item["ur_action"].value, item["retrospective"].value) == ("denied", False)
    assert found.fields["decision_date"].value == "2014-02-25"
    assert found.fields["reviewer_licensure"].value == ("Ohio", "Utah")


def test_one_item_under_headings():
    found = read(ONE_ITEM)
    assert found.format.id == "f2b"
    (item,) = found.issues
    assert item["treatment"].value == "Purchase of a TENS unit for the left shoulder"
    assert item["decision"].value == "upheld"
    assert (item["side"].value, item["body_parts"].value) == ("left", ("shoulder",))
    assert item["rationale"].value.startswith("No trial")
    assert found.fields["reviewer_licensure"].value == ("Ohio",)
    assert found.fields["patient_age"].value == 45


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("UPHOLD", "upheld"), ("OVERTURN", "overturned"), ("PARTIAL OVERTURN", "partially overturned")],
)
def test_the_letter_with_the_result_only(word, outcome):
    found = read(RESULT_ONLY.format(word=word))
    assert found.format.id == "cover"
    assert found.fields["outcome"].value == outcome
    assert found.fields["case_number"].value == "CM13-9900003"
    assert found.fields["ur_denial_date"].value == "2013-09-12"
    assert "no_items_found" in {problem.code for problem in found.problems}


def test_an_unknown_layout_gives_its_decisions_as_guesses():
    found = read(SENTENCES)
    assert found.format.id == "unknown"
    assert values(found, "decision") == ["upheld", "overturned"]
    assert found.fields["application_received"].value == "2018-03-05"
    assert found.fields["decision_date"].value == "2018-03-29"
    assert all(finding.needs_review for item in found.issues for finding in item.values())


def test_every_layout_is_tested_here_or_with_the_specimens():
    assert {layout.id for layout in FORMATS} == {"f1", "f2", "f2b", "f3", "cover", "unknown"}


def test_a_rule_that_fails_leaves_the_letter_open(monkeypatch, caplog):
    def broken(*_args):
        raise RuntimeError("secret words of the letter")

    monkeypatch.setattr("imrdesk.extract.formats.cover.header.extract", broken)
    found = read(RESULT_ONLY.format(word="UPHOLD"))
    assert [problem.message for problem in found.problems] == [FAILED]
    assert "secret" not in caplog.text


def test_what_a_reader_was_not_sure_of_is_to_be_compared():
    text = "ISSUE AT DISPUTE: " + ONE_ITEM.split("ISSUE AT DISPUTE: ")[1]
    place = text.index("left shoulder")
    words = (Word(place, place + 13, Rect(0, 0, 1, 1), 0.5),)
    page = Page(1, "MEDICAL PROFESSIONAL REVIEW\n" + text, 612, 792, (), 0.99)
    shifted = tuple(Word(word.start + 28, word.end + 28, word.rect, word.confidence) for word in words)
    page = Page(1, page.text, 612, 792, shifted, 0.99)
    found = extract(Document("scan.png", "0" * 64, "image/png", "ocr", (page,)))
    assert found.issues[0]["side"].needs_review
    assert "50 % sure" in (found.issues[0]["side"].reason or "")


def test_misread_letters_show_in_the_fixed_sentences():
    clean = " ".join(legibility.FIXED)
    page = "HOW THE IMR FINAL DETERMINATION WAS MADE " + clean

    def letter(text: str):
        from imrdesk.extract.letter import Letter

        return Letter(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, text),)))

    assert not legibility.is_misread(letter(page))
    assert legibility.is_misread(letter(page.replace("employer", "ernployer").replace("governing", "goveming")))
    assert not legibility.is_misread(letter(page.replace("five years", "ten years in all")))


@pytest.mark.parametrize(
    "piece",
    [
        "1) the request for ",
        "Upheld ",
        "a, ",
        "Claims Administrator guideline: ",
        "12/12/2012 ",
        "was the original request. ",
        "no documentation of ",
        "( ",
        "C" * 50,
        "left right and ",
        "Norco 10mg #30 ",
        "x\n",
    ],
)
def test_a_megabyte_of_hostile_text_takes_seconds_at_most(piece):
    text = EARLY_2014 + piece * (1_000_000 // len(piece))
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 20, "some rule does not run in linear time"
