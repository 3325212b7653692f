"""A layout no program knows: a review of another house, sans serif, with headings and a footer of its own."""

from .letter import Letter
from .sheet import Sheet
from .typeset import Paragraph, heading, labelled, plain

FOOTER = "Harborlight Medical Appeals Panel (a fictional house)                              Sheet {page}"


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    sheet = Sheet(f"Fictional sample letter {letter.file}", family="Helvetica", size=11, footer=FOOTER)
    sheet.stamp()
    sheet.flow(_title(letter))
    sheet.y += 6
    sheet.rule()
    sheet.flow(_body(letter))
    return sheet.finish()


def _title(letter: Letter) -> list[Paragraph]:
    parts = letter.parts
    return [
        heading("Harborlight Medical Appeals Panel", centred=False),
        heading("Report of an External Treatment Review", 0, centred=False),
        plain(parts["reference"]),
        plain(parts["dates"], 0),
    ]


def _body(letter: Letter) -> list[Paragraph]:
    issue = letter.issues[0]
    sections = {
        "Question put to the panel": f"Should the insurer pay for the following: {issue.treatment}?",
        "Answer": letter.parts["answer"],
        "Background": letter.clinical_summary,
        "Standards consulted": issue.imr_guideline,
        "Why we answered so": issue.rationale,
        "Who answered": letter.parts["panelist"],
    }
    return [
        paragraph for title, text in sections.items() for paragraph in (heading(title, centred=False), plain(text, 0.3))
    ] + [labelled("Not enclosed: ", letter.parts["enclosed"])]
