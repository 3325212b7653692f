"""The layout of 2014 to 2017: a header table, three capital headings, then one block an item."""

from collections.abc import Mapping

from .letter import Issue, Letter
from .sheet import Sheet
from .typeset import Paragraph, Run, heading, labelled, plain

HEADINGS = ("HOW THE IMR FINAL DETERMINATION WAS MADE", "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES")
SENT = ("MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with "
        "the employer, employee, providers or the claims administrator. ")  # fmt: skip
PRACTICE = (
    "He/she has been in active clinical practice for more than five years and is currently working at least 24 hours "
    "a week in active practice. The expert reviewer was selected based on his/her clinical experience, education, "
    "background, and expertise in the same or similar specialties that evaluate and/or treat the medical condition "
    "and disputed items/Service. He/she is familiar with governing laws and regulations, including the strength of "
    "evidence hierarchy that applies to Independent Medical Review determinations."
)
CREDENTIALS = "The Expert Reviewer has the following credentials:"
DEVELOPED = ("The expert reviewer developed the following clinical case summary based on a review of the case file, "
             "including all medical records:")  # fmt: skip
SET_FORTH = "The Final Determination was based on decisions for the disputed items/services set forth below:"
AFTER_HEADING = 0.48  # in lines: the space under a capital heading


def body(letter: Letter) -> list[Paragraph]:
    """All that follows the header table; PDF, Word and plain text letters print the same."""
    how, summary, issues = HEADINGS
    return [
        heading(how),
        *_reviewer(letter),
        heading(summary, 1.52),
        plain(DEVELOPED, AFTER_HEADING),
        plain(letter.clinical_summary),
        heading(issues),
        plain(SET_FORTH, AFTER_HEADING),
        *(paragraph for issue in letter.issues for paragraph in _item(issue)),
    ]


def _reviewer(letter: Letter) -> list[Paragraph]:
    """Credentials as a list since 2015; before, a sentence in the middle of the fixed paragraph."""
    if sentence := letter.parts.get("reviewer"):
        return [plain(f"{SENT}{sentence} {PRACTICE}", AFTER_HEADING)]
    licensure = letter.licensure_comma.join(letter.reviewer_licensure)
    return [
        plain(SENT + PRACTICE, AFTER_HEADING),
        plain(CREDENTIALS),
        plain(f"State(s) of Licensure: {licensure}", 0),
        plain(f"Certification(s)/Specialty: {', '.join(letter.reviewer_specialties)}", 0),
    ]


def _item(issue: Issue) -> list[Paragraph]:
    return [
        Paragraph((Run(f"{issue.treatment}: ", bold=True), Run(issue.decision))),
        labelled("Claims Administrator guideline: ", issue.claims_administrator_guideline or ""),
        labelled("MAXIMUS guideline: ", issue.imr_guideline),
        labelled("Decision rationale: ", issue.rationale),
    ]


# the header table: each row's labels, as broken into lines, and header keys; left pair, then right pair
ROWS: tuple[tuple[tuple[str, str], tuple[str, str] | None], ...] = (
    (("Case Number:", "case_number"), None),
    (("Date Assigned:", "date_assigned"), ("Date of Injury:", "date_of_injury")),
    (("Decision Date:", "decision_date"), ("UR Denial Date:", "ur_denial_date")),
    (("Priority:", "priority"), ("Application\nReceived:", "application_received")),
)
COLUMNS = (66.6, 174.0, 323.6, 421.5, 545.5)
TABLE_TOP = 92.9
ROW = 13.1
INSET = 5.4
TABLE_SIZE = 11.04


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    sheet = Sheet(f"Fictional sample letter {letter.file}")
    sheet.stamp()
    _header_table(sheet, letter.header)
    sheet.flow(body(letter))
    return sheet.finish()


def _header_table(sheet: Sheet, header: Mapping[str, str]) -> None:
    """The table, its words drawn in the order published letters draw them, which decides the order of their text."""
    top = TABLE_TOP
    left_edges, right_edges = COLUMNS[:3], COLUMNS[2:]
    for left, right in ROWS:
        bottom = top + ROW * (1 + (right[0].count("\n") if right else 0))
        _cells(sheet, left, header, left_edges, (top, bottom))
        if right:
            _cells(sheet, right, header, right_edges, (top, bottom))
        else:
            sheet.box(right_edges[0], top, right_edges[-1], bottom, filled=True)
        top = bottom
    sheet.y = top + 2


def _cells(sheet: Sheet, entry: tuple[str, str], header: Mapping[str, str], x: tuple[float, ...], y: tuple[float, ...]):
    """A grey cell with a label and a white cell with its value."""
    label, key = entry
    sheet.box(x[0], y[0], x[1], y[1], filled=True)
    sheet.box(x[1], y[0], x[2], y[1], filled=False)
    for number, words in enumerate(label.split("\n")):
        sheet.words(x[0] + INSET, y[0] + 1.6 + number * ROW, f"{words} ", "Helvetica-Bold", TABLE_SIZE)
    sheet.words(x[1] + INSET, y[0] + 1.7, header[key], "Helvetica", TABLE_SIZE)
