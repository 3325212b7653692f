"""Disputed items: headings, decisions and what is really in dispute."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract.pipeline import extract

HEAD = """HOW THE IMR FINAL DETERMINATION WAS MADE
State(s) of Licensure: California,Texas
Certification(s)/Specialty: Neurology
CLINICAL CASE SUMMARY
The injured worker is a 40 year old male who sustained an industrial injury on 01-02-2016.
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""
TEXTS = """Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies.
Decision rationale: The notes are silent and the guideline asks for more than that to support the request at hand.
The request is not medically necessary.
"""


def texts(heading: str) -> str:
    return TEXTS if heading.endswith("Upheld") else TEXTS.replace("is not medically", "is medically")


def found_in(*headings: str, pages: int = 1):
    text = HEAD + "".join(f"{heading}\n{texts(heading)}" for heading in headings)
    lines = text.splitlines()
    cut = -(-len(lines) // pages)
    parts = ["\n".join(lines[at : at + cut]) for at in range(0, len(lines), cut)]
    made = tuple(Page(number, part, 612, 792) for number, part in enumerate(parts, 1))
    return extract(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", made))


def values(found, key):
    return [item[key].value for item in found.issues]


@pytest.mark.parametrize("pages", [1, 3, 8, 200])
def test_twenty_one_items_over_any_page_breaks(pages):
    headings = [
        f"MRI of the lumbar spine number {number}: {'Upheld' if number % 3 else 'Overturned'}" for number in range(21)
    ]
    found = found_in(*headings, pages=pages)
    assert values(found, "treatment") == [heading.rsplit(":", 1)[0] for heading in headings]
    assert values(found, "decision") == ["upheld" if number % 3 else "overturned" for number in range(21)]
    assert found.fields["outcome"].value == "partially overturned"
    assert found.problems == ()


@pytest.mark.parametrize(
    ("heading", "treatment", "disputed", "action"),
    [
        ("Crutches: Upheld", "Crutches", "Crutches", "denied"),
        ("Crutches:\nUpheld", "Crutches", "Crutches", "denied"),
        ("Injection at L4-5, L5-S1.: \nUpheld", "Injection at L4-5, L5-S1.", "Injection at L4-5, L5-S1.", "denied"),
        ("Associated surgical service: Boot: Upheld", "Associated surgical service: Boot", "Boot", "denied"),
        ("Retrospective Mobic DOS: 1/2/16: Upheld", "Retrospective Mobic DOS: 1/2/16", "Mobic DOS: 1/2/16", "denied"),
        (
            "PT times 12 was the original request. PT times 6 was authorized by the Claims Administrator. The\n"
            "remaining IMR eligible portion of the original request, PT times 6 is: Upheld",
            "PT times 12 was the original request. PT times 6 was authorized by the Claims Administrator. The "
            "remaining IMR eligible portion of the original request, PT times 6 is",
            "PT times 6",
            "modified",
        ),
        (
            "PT times 12 was the original request. The Claims Administrator authorized 2 OT visits, leaving the\n"
            "original request IMR eligible. The original request, PT times 12 is: Upheld",
            "PT times 12 was the original request. The Claims Administrator authorized 2 OT visits, leaving the "
            "original request IMR eligible. The original request, PT times 12 is",
            "PT times 12",
            "modified",
        ),
    ],
)  # fmt: skip
def test_headings(heading, treatment, disputed, action):
    found = found_in("First item: Overturned", heading)
    item = found.issues[1]
    assert item["treatment"].value == treatment
    assert item["disputed_treatment"].value == disputed
    assert item["ur_action"].value == action
    assert item["decision"].value == "upheld"


def test_a_modified_request_in_unknown_words_is_marked():
    item = found_in("Some was authorized by the Claims Administrator, this is left: Upheld").issues[0]
    assert item["ur_action"].value == "modified"
    assert item["disputed_treatment"].needs_review


@pytest.mark.parametrize(
    "heading",
    [
        "Norco 10/325mg #120 (modified to #60): Upheld",
        "The original request was for 12 visits. UR certified 6. The remaining portion, 6 visits is: Upheld",
        "Physical therapy, 6 of 12 visits already approved: Upheld",
    ],
)
def test_words_that_may_tell_of_a_modification_leave_it_open(heading):
    item = found_in(heading).issues[0]
    assert item["ur_action"].needs_review
    assert item["disputed_treatment"].needs_review


def test_a_retrospective_request_is_known_wherever_it_says_so():
    item = found_in("Urine drug screen (retrospective): Upheld").issues[0]
    assert item["retrospective"].value is True
    assert item["retrospective"].needs_review


def test_a_heading_may_begin_in_small_letters():
    found = found_in("First item: Upheld", "outpatient physical therapy, 6 visits: Upheld")
    assert values(found, "treatment") == ["First item", "outpatient physical therapy, 6 visits"]


def test_a_heading_that_may_begin_earlier_is_marked_and_the_other_start_offered():
    heading = (
        "Compound cream of five parts as listed in the request of the doctor, to be applied b.i.d.\nCount 60: Upheld"
    )
    second = found_in("First item: Upheld", heading).issues[1]["treatment"]
    assert second.needs_review
    assert [item.value for item in second.alternatives] == [" ".join(heading.removesuffix(": Upheld").split())]


def test_a_heading_without_decision_is_marked():
    found = found_in("First item: Upheld", "Second item")
    assert found.issues[1]["decision"].value is None
    assert found.issues[1]["decision"].needs_review
    assert found.fields["outcome"].needs_review


def test_a_missing_label_is_told():
    text = HEAD + "First: Upheld\n" + TEXTS + "Second: Upheld\n" + TEXTS.replace("MAXIMUS guideline:", "")
    found = extract(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, text, 612, 792),)))
    assert [problem.code for problem in found.problems] == ["label_counts"]
    assert len(found.issues) == 2


def test_long_headings_stay_whole():
    heading = "Physical therapy of the left shoulder " + "and strengthening of the rotator cuff with a band " * 10
    wrapped = "\n".join(heading[at : at + 90] for at in range(0, len(heading), 90))
    found = found_in("First item: Upheld", wrapped.strip() + ": Overturned")
    assert "".join(found.issues[1]["treatment"].value.split()) == "".join(heading.split())


def test_a_letter_of_an_unknown_layout_opens_with_everything_marked():
    page = Page(1, "Dear reader, case CM16-9900001. Decision Date: 12/21/2016. Nothing else.", 612, 792)
    found = extract(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (page,)))
    assert found.format.id == "unknown"
    assert found.fields["case_number"].value == "CM16-9900001"
    assert found.fields["decision_date"].value == "2016-12-21"
    assert all(finding.needs_review for finding in found.fields.values())
    assert [problem.code for problem in found.problems] == ["unknown_layout"]


def test_an_empty_letter_gives_an_empty_extraction():
    found = extract(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, "", 612, 792),)))
    assert found.issues == ()
    assert all(finding.value is None for finding in found.fields.values())
