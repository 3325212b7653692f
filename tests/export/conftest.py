"""A fictional letter, as it comes from extraction, and the records a reviewer makes of it."""

import re
from collections.abc import Callable

import pytest

from imrdesk.document.locate import Flow, fold
from imrdesk.document.model import Document, Page
from imrdesk.export import Letter
from imrdesk.record.changes import Changes, Sign, confirm, mark_reviewed, set_value
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity, evidence
from imrdesk.record.model import Path, Record, record_from
from imrdesk.record.values import Citation, Value

HEADER = """\
Case Number: CM16-9990042
Date Assigned: 11/23/2016 Date of Injury: 03/14/2015
Decision Date: 12/21/2016 UR Denial Date: 10/20/2016
Priority: Standard Application Received: 11/15/2016

HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation
with the employer, employee, providers or the claims administrator.
State(s) of Licensure: California, Oregon
Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine

CLINICAL CASE SUMMARY
The injured worker is a 47 year old female warehouse clerk, who sustained an industrial injury on 03-17-2015.
She is being treated for left knee medial meniscus tear, chronic low back pain and myofascial pain syndrome.
She twisted her left knee stepping off a loading dock and had arthroscopy on 06-02-2016. At the visit of
09-28-2016 she reported pain at 6 out of 10, worse on stairs, eased by rest and by the therapy she had so far.
Range of motion was 0 to 115 degrees with medial joint line tenderness; straight leg raise was negative.
Medications included Naproxen, Omeprazole and Norco 10-325 mg. Treatment to date has included medications,
arthroscopy, a hinged brace and eight visits of post-operative physical therapy. On 10-20-2016 Utilization
Review non-certified an MRI of the right knee, modified physical therapy and non-certified Norco.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""

ITEMS = """\
MRI without contrast of the right knee: Upheld
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies. Decision based on
Non-MTUS Citation Official Disability Guidelines (ODG), Knee & Leg, MRI.
Decision rationale: The guidelines state that special studies are not needed to evaluate most knee complaints
until after a period of conservative care and observation. In this case the records document complaints and
findings of the left knee only, and no instability, locking or new trauma of the right. The request for MRI of
the right knee is not medically necessary.

Physical therapy 2 times a week for 6 weeks, left knee was the original request. 4 visits were authorized by the
Claims Administrator. The remaining IMR eligible portion of the original request, 8 visits of physical therapy
is: Overturned
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Postsurgical Treatment 2009, Section(s): Knee.
Decision rationale: The postsurgical guidelines support up to 12 visits over 12 weeks after meniscectomy, with
half of them as the initial course. She had eight visits with documented gains in motion and strength, and is
still within the postsurgical period. Dr. A. Example notes a deficit of the quadriceps that a home program has
not mended. Therefore, the remaining 8 visits of physical therapy are medically necessary and appropriate.
"""

LAST = """\
Norco 10-325 mg, 60 tablets with 2 refills: Upheld
Claims Administrator guideline: Decision based on MTUS Opioid Treatment 2016.
MAXIMUS guideline: Decision based on MTUS Opioid Treatment 2016, Section(s): Chronic pain.
Decision rationale: Ongoing opioid treatment asks for documented function, pain relief, side effects and
monitoring. No urine drug screen, pain agreement or functional gain is documented. The request for Norco
10-325 mg #60 is not medically necessary. This decision should not be interpreted as a recommendation to stop
the medicine abruptly; weaning is the treating physician's to plan.
"""

PDF = "application/pdf"


@pytest.fixture
def document() -> Document:
    """Three pages of an F3 letter."""
    pages = tuple(Page(number, text, 612.0, 792.0) for number, text in enumerate((HEADER, ITEMS, LAST), 1))
    return Document("CM16-9990042.pdf", "ab" * 32, PDF, "pdfium", pages)


class Reading:
    """Findings whose evidence is where the words stand, looked for from a place in the letter on."""

    def __init__(self, document: Document, start_words: str = "") -> None:
        self.document = document
        self.flow = Flow(document)
        self.start = self.flow.text.index(start_words)

    def found(self, value: Value, words: str = "", *, doubt: str | None = None) -> Finding:
        """A value from these words; from none where the program infers it."""
        if not words:
            return self._finding(value, 0, 0, doubt)
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        match = pattern.search(self.flow.text, self.start)
        assert match, words
        return self._finding(value, *match.span(), doubt)

    def between(self, first: str, last: str) -> Finding:
        """A long text from after the words `first` to the end of the words `last`."""
        start = self.flow.text.index(first, self.start) + len(first)
        end = self.flow.text.index(last, start) + len(last)
        return self._finding(fold(self.flow.text[start:end]), start, end, None)

    def _finding(self, value: Value, start: int, end: int, doubt: str | None) -> Finding:
        places = evidence(self.document, self.flow.spans(start, end))
        raw = self.flow.text[start:end] or None
        return Finding(value, raw, 0.6 if doubt else 0.99, doubt is not None, doubt, "test", places)


def _case_fields(read: Reading) -> dict[str, Finding]:
    diagnoses = ("left knee medial meniscus tear", "chronic low back pain", "myofascial pain syndrome")
    return {
        "case_number": read.found("CM16-9990042", "CM16-9990042"),
        "priority": read.found("Standard", "Standard"),
        "date_of_injury": read.found("2015-03-14", "03/14/2015", doubt="The summary gives another date."),
        "ur_denial_date": read.found("2016-10-20", "10/20/2016"),
        "application_received": read.found("2016-11-15", "11/15/2016"),
        "date_assigned": read.found("2016-11-23", "11/23/2016"),
        "decision_date": read.found("2016-12-21", "12/21/2016"),
        "outcome": read.found("partially overturned"),
        "reviewer_licensure": read.found(("California", "Oregon"), "California, Oregon"),
        "reviewer_specialties": read.found(
            ("Orthopedic Surgery", "Sports Medicine"), "Orthopedic Surgery, Sports Medicine"
        ),
        "patient_age": read.found(47, "47 year old"),
        "patient_sex": read.found("female", "female"),
        "occupation": read.found("warehouse clerk", "warehouse clerk"),
        "injury_date_in_summary": read.found("03-17-2015", "03-17-2015"),
        "diagnoses": read.found(diagnoses, "left knee medial meniscus tear, chronic low back pain and myofascial"),
        "medications": read.found(("Naproxen", "Omeprazole", "Norco"), "Naproxen, Omeprazole and Norco"),
        "clinical_summary": read.between("CLINICAL CASE SUMMARY", "non-certified Norco."),
        "documents_reviewed": Finding(None, needs_review=False),
    }


def _texts(read: Reading, end: str) -> dict[str, Finding]:
    return {
        "retrospective": read.found(False),
        "associated_service": read.found(False),
        "claims_administrator_guideline": read.between("Claims Administrator guideline:", ".\n"),
        "imr_guideline": read.between("MAXIMUS guideline:", ".\n"),
        "rationale": read.between("Decision rationale:", end),
        "drug": Finding(None, needs_review=False),
        "quantity": Finding(None, needs_review=False),
        "side": Finding(None, needs_review=False),
    }


def _imaging(document: Document) -> dict[str, Finding]:
    name = "MRI without contrast of the right knee"
    read = Reading(document, name)
    cited = (
        Citation("MTUS", "Knee Complaints", 2004, ("Special Studies",)),
        Citation("ODG", "Knee & Leg", None, ("MRI",)),
    )
    return {
        **_texts(read, "the right knee is not medically necessary."),
        "treatment": read.found(name, name),
        "disputed_treatment": read.found(name, name),
        "decision": read.found("upheld", "Upheld"),
        "ur_action": read.found("denied"),
        "imr_citations": read.found(cited, "MTUS Knee Complaints 2004"),
        "category": read.found("Diagnostic Testing"),
        "subcategory": read.found("Imaging/Radiology"),
        "body_parts": read.found(("knee",), "right knee"),
        "side": read.found("right", "right knee", doubt="The summary documents the left knee."),
    }


def _therapy(document: Document) -> dict[str, Finding]:
    read = Reading(document, "Physical therapy 2 times a week")
    heading = read.between("", "8 visits of physical therapy\nis")
    cited = (Citation("MTUS", "Postsurgical Treatment", 2009, ("Knee",)),)
    return {
        **_texts(read, "are medically necessary and appropriate."),
        "treatment": heading,
        "disputed_treatment": read.found("8 visits of physical therapy", "8 visits of physical therapy"),
        "decision": read.found("overturned", "Overturned"),
        "ur_action": read.found("modified", "4 visits were authorized by the Claims Administrator"),
        "quantity": read.found("8 visits", "8 visits"),
        "imr_citations": read.found(cited, "MTUS Postsurgical Treatment 2009"),
        "category": read.found("Rehabilitation"),
        "subcategory": read.found("PT/OT"),
    }


def _medicine(document: Document) -> dict[str, Finding]:
    name = "Norco 10-325 mg, 60 tablets with 2 refills"
    read = Reading(document, name)
    cited = (Citation("MTUS", "Opioid Treatment", 2016, ("Chronic pain",)),)
    return {
        **_texts(read, "treating physician's to plan."),
        "treatment": read.found(name, name),
        "disputed_treatment": read.found(name, name),
        "decision": read.found("upheld", "Upheld"),
        "ur_action": read.found("denied"),
        "imr_citations": read.found(cited, "MTUS Opioid Treatment 2016"),
        "drug": read.found("Norco", "Norco"),
        "quantity": read.found("60 tablets with 2 refills", "60 tablets with 2 refills"),
        "category": read.found("Pharmaceuticals"),
        "subcategory": read.found("Pharmaceuticals"),
    }


@pytest.fixture
def record(document: Document) -> Record:
    """The letter as the program proposes it: two values in doubt, one problem seen."""
    read = Reading(document)
    fields = _case_fields(read)
    problem = Problem(
        "injury_date",
        Severity.WARNING,
        "The header's date of injury is not the summary's.",
        ("date_of_injury", "injury_date_in_summary"),
        fields["date_of_injury"].evidence + fields["injury_date_in_summary"].evidence,
    )
    issues = (_imaging(document), _therapy(document), _medicine(document))
    layout = Recognition("f3", "Case Number block", 1.0)
    extraction = Extraction(layout, fields, issues, (problem,))
    return record_from(document, extraction, imported_at="2026-01-05T16:00:00+00:00")


SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00", "The letter is what it is.")


@pytest.fixture
def reviewed(record: Record) -> Record:
    """The same after a review: a value retyped, one confirmed, one taken from the source, one said to be missing."""
    places = record.fields["injury_date_in_summary"].evidence
    steps: tuple[Callable[[Record], Changes], ...] = (
        lambda now: set_value(now, Path("date_of_injury"), "2015-03-17", SIGN, places),
        lambda now: set_value(now, Path("side", now.issues[0].id), "left", SIGN),
        lambda now: set_value(now, Path("occupation"), None, SIGN),
        lambda now: confirm(now, [Path("case_number"), Path("outcome")], SIGN),
        lambda now: mark_reviewed(now, SIGN),
    )
    for step in steps:
        record = step(record).after
    return record


@pytest.fixture
def letter(record: Record, document: Document) -> Letter:
    return Letter(record, document)


@pytest.fixture
def reviewed_letter(reviewed: Record, document: Document) -> Letter:
    return Letter(reviewed, document)
