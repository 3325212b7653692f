"""The layout of 2013: numbered decisions in sentences, dates in prose, guidelines and reasons item by item."""

from .letter import Issue, Letter
from .sheet import Sheet
from .typeset import Paragraph, heading, labelled, plain

VERDICTS = {"Upheld": "is notmedically necessary and appropriate",  # glued, as that year's letters print it
            "Overturned": "is medically necessary and appropriate"}  # fmt: skip
FILED = (
    "An application for Independent Medical Review was filed on {received} disputing the Utilization Review Denial "
    "dated {denied}. A Notice of Assignment and Request for Information was provided to the above parties on "
    "{notified}. A decision has been made for each of the treatment and/or services that were in dispute:"
)
QUALIFICATIONS = (
    "The independent Medical Doctor who made the decision has no affiliation with the employer, employee, providers or "
    "the claims administrator. The physician reviewer is Board Certified in {specialty} and is licensed to practice in "
    "{state}. He/she has been in active clinical practice for more than five years and is currently working at least "
    "24 hours a week in active practice. The Expert Reviewer was selected based on his/her clinical experience, "
    "education, background, and expertise in the same or similar specialties that evaluate and/or treat the medical "
    "condition and treatment and/or services at issue."
)


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    sheet = Sheet(f"Fictional sample letter {letter.file}")
    sheet.stamp()
    sheet.flow(_body(letter))
    return sheet.finish()


def _body(letter: Letter) -> list[Paragraph]:
    parts = letter.parts
    return [
        heading("MAXIMUS FEDERAL SERVICES, INC.", centred=False),
        heading("Notice of Independent Medical Review Determination", 0, centred=False),
        plain(f"Dated: {parts['dated']}", 0),
        *_decisions(letter),
        heading("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"),
        plain(FILED.format_map(parts)),
        *_decisions(letter),
        heading("Medical Qualifications of the Expert Reviewer:", centred=False),
        plain(QUALIFICATIONS.format(specialty=letter.reviewer_specialties[0], state=letter.reviewer_licensure[0]), 0),
        heading("Case Summary:", centred=False),
        plain(letter.clinical_summary, 0),
        heading("Documents Reviewed for Determination:", centred=False),
        plain(letter.documents_reviewed or "", 0),
        *(paragraph for number, issue in enumerate(letter.issues, 1) for paragraph in _item(number, issue)),
    ]


def _decisions(letter: Letter) -> list[Paragraph]:
    return [
        plain(f"{number}) MAXIMUS Federal Services, Inc. has determined the request for {issue.treatment} "
              f"{VERDICTS[issue.decision]}.", 1 if number == 1 else 0)
        for number, issue in enumerate(letter.issues, 1)
    ]  # fmt: skip


def _item(number: int, issue: Issue) -> list[Paragraph]:
    return [
        heading(f"{number}) Regarding the request for {issue.treatment}:", centred=False),
        heading("Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make His/Her Decision:",
                centred=False),
        plain(f"{issue.claims_administrator_guideline} {issue.imr_guideline}", 0),
        labelled("Rationale for the Decision: ", issue.rationale),
    ]  # fmt: skip
