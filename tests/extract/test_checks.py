"""Every check raises its problem where it should, and not on a letter that agrees with itself."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract.checks import CHECKS, Check
from imrdesk.extract.pipeline import extract
from tests.bench import contradicted

LETTER = """Case Number: CM16-9900001
Date Assigned: 12/02/2016 Date of Injury: 10/03/2016
Decision Date: 01/04/2017 UR Denial Date: 11/20/2016
Priority: Standard Application
Received:
11/28/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
The Expert Reviewer has the following credentials:
State(s) of Licensure: California
Certification(s)/Specialty: Family Practice
CLINICAL CASE SUMMARY
The injured worker is a 40 year old female who sustained an industrial injury on 10-03-2016. Diagnoses include left
shoulder sprain. She was seen on 10-10-2016. Medications included Naproxen. The Request for Authorization is dated
11-15-2016. On 11-20-2016, Utilization Review modified the request.
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
Therapy of the left shoulder, 12 sessions was the original request. 8 sessions was authorized by the Claims
Administrator. The remaining IMR eligible portion of the original request, physical therapy of the left shoulder,
4 sessions is: Upheld
Claims Administrator guideline: Decision based on MTUS Shoulder Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Shoulder Complaints 2004.
Decision rationale: The guideline allows a fading of treatment for the left shoulder. A further 4 sessions are more than
it allows. The request is not medically necessary.
"""

HEADING = LETTER[LETTER.index("Therapy of the left") : LETTER.index(": Upheld")]
BY_IMR = "\nMAXIMUS guideline: Decision based on MTUS Shoulder Complaints 2004"
PLANTED = {
    "injury_date_differs": [("injury on 10-03-2016", "injury on 10-13-2016")],
    "ur_date_differs": [("On 11-20-2016, Utilization", "On 11-21-2016, Utilization")],
    "before_injury": [("was seen on 10-10-2016", "was seen on 09-10-2016")],
    "request_after_denial": [("\n11-15-2016", "\n11-25-2016")],
    "visit_after_denial": [("was seen on 10-10-2016", "was seen on 12-10-2016")],
    "birth_dates": [("Medications", "Her birthdate is given as 01-02-1976 and 01-02-1967. Medications")],
    "age": [("a 40 year old", "a 7 year old")],
    "verdict_differs": [("is not medically necessary", "is medically necessary")],
    "side_differs": [("treatment for the left shoulder", "treatment for the right shoulder")],
    "body_part_differs": [("treatment for the left shoulder", "treatment for the left knee")],
    "quantity_differs": [("A further 4 sessions", "All 12 sessions")],
    "chapter_differs": [("MAXIMUS guideline: Decision based on MTUS Shoulder", "MAXIMUS guideline: MTUS Knee")],
    "documented_after_all": [
        ("Medications", "She completed six visits of physical therapy. Medications"),
        ("The request is not", "There is no documentation of failed physical therapy. The request is not"),
    ],
    "drug_spelling": [("Naproxen", "Naproxin")],
    "request_before_visit": [("was seen on 10-10-2016", "was seen on 11-17-2016")],
    "no_year": [("Medications included", "She had had a test in June 20156. Medications included")],
    "other_injury_date": [("The guideline allows", "The date of injury is 06-13-2016. The guideline allows")],
    "longer_than_the_claim": [("The guideline allows", "She was in therapy for several years. The guideline allows")],
    "study_before_injury": [("The guideline", "A prior left shoulder MRI of 03/2016 was normal. The guideline")],
    "other_part": [("The request is", "A course of knee therapy is not what this patient needs. The request is")],
    "supported_yet_upheld": [
        ("A further 4 sessions are more than\nit allows. The",
         "There is evidence to support the 4 sessions. Therefore the"),
    ],
    "part_supported": [("it allows. The", "it allows. An additional 2 sessions would be appropriate. The")],
    "already_done": [
        (HEADING, "MRI of the left shoulder"),
        ("Medications", "An MRI of the left shoulder showed a sprain. Medications"),
        ("Utilization Review modified", "Utilization Review denied"),
    ],
    "total": [("shoulder, 12 sessions", "shoulder, 2 times a week for 4 weeks (12)")],
    "editions": [(BY_IMR, BY_IMR.replace("2004", "2016"))],
    "topical_section": [
        (HEADING, "Naproxen 550mg for the left shoulder"),
        (BY_IMR, BY_IMR.replace("Shoulder Complaints 2004", "Opioid Treatment 2016, Section(s): Topical analgesics")),
    ],
    "drug_not_taken": [
        (HEADING, "Tramadol 50mg for the left shoulder"),
    ],
    "part_not_diagnosed": [
        ("shoulder sprain. She was", "knee sprain. She has left shoulder pain. She was"),
    ],
    "side_of_part": [("The guideline allows", "The right elbow is well. The guideline allows"),
                     ("Medications", "The left elbow is tender. Medications")],
    "one_side_only": [("left\nshoulder sprain.", "left\nshoulder sprain and bilateral sciatica."),
                      ("The guideline allows", "There is left sided sciatica. The guideline allows")],
    "not_in_summary": [("The guideline allows", "She had a fracture. The guideline allows")],
    "found_and_not_found": [
        ("Medications", "There was tenderness of the left shoulder; no tenderness of the left shoulder. Medications")
    ],
    "ur_missed": [
        ("Medications", "She completed six visits of physical therapy. Medications"),
        ("modified the request.", "denied the request since there is no evidence of failed physical therapy."),
    ],
    "mtus_silent": [("The guideline allows", "The MTUS is silent. The guideline allows")],
    "listed_twice": [("shoulder sprain.", "shoulder sprain, neck pain, left shoulder sprain.")],
    "part_not_told": [("Diagnoses include left\nshoulder sprain.", "Diagnoses include right\nknee sprain.")],
    "denied_differs": [("modified the request.", "denied a request for an MRI of the left shoulder.")],
}  # fmt: skip


AGREES = [  # what is near to a contradiction, and none
    [("modified the request.", "denied physical therapy and certified an MRI of the left shoulder.")],
    [("modified the request.", "denied the sessions.")],
    [("Medications", "Born on 02-03-1976, she was hurt on 10-03-2016. Medications")],
    [("Medications", "There was tenderness of the left shoulder, no tenderness of the right shoulder. Medications")],
    [("A further 4 sessions are more than", "Of 3 to 12 visits 4 are left; 4 sessions are more than")],
    [("was seen on 10-10-2016", "was seen on 11-15-2016")],
    [("Medications included", "She had had a test in June 2015. Medications included")],
    [("The guideline allows", "The date of injury is 10/3/16. The guideline allows")],
    [("The guideline allows", "She was in therapy for several weeks. The guideline allows")],
    [("The guideline allows", "A prior left shoulder MRI of 10/2016 was normal. The guideline allows")],
    [("The request is", "A course of shoulder therapy is not what this patient needs. The request is")],
    [("A further 4 sessions are more than\nit allows.", "There is evidence to support 4 sessions, but not these.")],
    [("it allows. The", "it allows. An additional 2 sessions would not be appropriate. The")],
    [("shoulder, 12 sessions", "shoulder, 2 times a week for 6 weeks (12)")],
    [(HEADING, "Naproxen 550mg for the left shoulder")],
    [(HEADING, "Naproxen gel 5% for the left shoulder"),
     (BY_IMR, BY_IMR.replace("Shoulder Complaints 2004", "Opioid Treatment 2016, Section(s): Topical analgesics"))],
    [("The guideline allows", "The left elbow is well. The guideline allows"),
     ("Medications", "The left elbow is tender. Medications")],
    [("The guideline allows", "The guideline recommends imaging if there was a fracture. It allows")],
    [("Medications", "There was tenderness of the left shoulder; no tenderness of the left elbow. Medications")],
    [("left\nshoulder sprain.", "left\nshoulder sprain and bilateral sciatica."),
     ("The guideline allows", "There is sciatica on both sides. The guideline allows")],
]  # fmt: skip


def problems(text: str) -> dict[str, tuple]:
    found = extract(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, text, 612, 792),)))
    return {problem.code: (problem, found) for problem in found.problems}


def test_a_letter_that_agrees_with_itself_raises_nothing():
    assert problems(LETTER) == {}


def test_two_denials_in_one_sentence_are_both_heard():
    told = "denied an MRI of the left shoulder and modified the request for physical therapy."
    found = problems(LETTER.replace("modified the request.", told))
    assert "MRI" in found["denied_differs"][0].message
    told = "denied the requests for physical therapy and modified the rest."
    assert problems(LETTER.replace("modified the request.", told)) == {}


def test_every_check_is_planted_here():
    assert set(PLANTED) == {check.code for check in CHECKS}
    assert all(check.help.endswith(".") for check in CHECKS)


@pytest.mark.parametrize("changes", AGREES)
def test_what_is_only_near_a_contradiction_raises_nothing(changes):
    text = LETTER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    assert problems(text) == {}


def test_a_check_that_fails_costs_neither_the_values_nor_the_other_checks(monkeypatch, caplog):
    def broken(_reading):
        raise RuntimeError("secret words of the letter")

    checks = (Check("broken", "Fails.", broken), *CHECKS)
    monkeypatch.setattr("imrdesk.extract.checks.CHECKS", checks)
    text = LETTER.replace(*PLANTED["age"][0])
    found = problems(text)
    assert set(found) == {"age"}
    assert "secret" not in caplog.text


@pytest.mark.parametrize("code", ["documented_after_all", "ur_missed"])
def test_what_is_documented_after_all_is_told_in_plain_words(code):
    text = LETTER
    for old, new in PLANTED[code]:
        text = text.replace(old, new)
    assert " there is nothing on physical therapy" in problems(text)[code][0].message


@pytest.mark.parametrize("code", PLANTED)
def test_what_is_planted_is_found_and_nothing_else(code):
    text = LETTER
    for old, new in PLANTED[code]:
        assert old in text
        text = text.replace(old, new)
    found = problems(text)
    assert set(found) == {code}
    problem, extraction = found[code]
    assert problem.evidence, "a problem points at its places"
    assert problem.message.endswith(".")
    for name in problem.fields:
        assert name in extraction.fields or name.startswith("issues[0].")


@pytest.mark.parametrize(
    "words",
    [
        "The request is notmedically necessary.",
        "The request is determined to not be medically necessary.",
        "The request cannot be deemed medically necessary.",
        "The request does not appear medically necessary.",
        "Medical necessity has not been established.",
        "The request is not-medically necessary.",
        "The request is not medically necessary. This medical necessity decision should not be interpreted as a "
        "recommendation to stop what is medically necessary abruptly.",
    ],
)
def test_negations_of_a_verdict_are_understood(words):
    assert problems(LETTER.replace("The request is not medically necessary.", words)) == {}
    overturned = LETTER.replace("is: Upheld", "is: Overturned").replace(
        "The request is not medically necessary.", words
    )
    assert set(problems(overturned)) == {"verdict_differs"}


@pytest.mark.parametrize(
    ("code", "name", "other"),
    [
        ("injury_date_differs", "date_of_injury", "2016-10-13"),
        ("ur_date_differs", "ur_denial_date", "2016-11-21"),
        ("side_differs", "side", "right"),
        ("verdict_differs", "decision", "overturned"),
        ("quantity_differs", "quantity", "12 sessions"),
    ],
)
def test_a_value_a_check_speaks_against_is_marked_and_the_other_reading_offered(code, name, other):
    text = LETTER
    for old, new in PLANTED[code]:
        text = text.replace(old, new)
    problem, extraction = problems(text)[code]
    finding = {**extraction.fields, **extraction.issues[0]}[name]
    assert finding.needs_review
    assert finding.reason == problem.message
    assert [item.value for item in finding.alternatives] == [other]
    assert finding.alternatives[0].evidence


@pytest.mark.parametrize("pair", list(contradicted.pairs("learn")), ids=lambda pair: f"{pair.number}-{pair.code}")
def test_a_contradiction_is_found_in_wording_of_another_hand_and_only_there(pair):
    assert contradicted.raised(pair.contradicts)[pair.code]
    assert not contradicted.raised(pair.agrees)


def test_of_what_no_rule_was_made_from_most_is_found():
    """The other half: its figure is to rise, its letters are not to be looked at."""
    pairs = list(contradicted.pairs("keep"))
    assert sum(bool(contradicted.raised(pair.contradicts)[pair.code]) for pair in pairs) >= 34
    assert sum(contradicted.raised(pair.agrees).total() for pair in pairs) <= 1
