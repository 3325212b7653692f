"""The unseen letters as PDFs, in the layouts of published ones: python -m tests.unseen.layouts FOLDER."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.unseen.letter import Letter, letters

sys.path.append(str(Path(__file__).parents[2] / "packaging"))  # the sample letters' printing serves here too
f3, sheet, typeset, sample = (import_module(f"samples.{name}") for name in ("f3", "sheet", "typeset", "letter"))

QUALIFIED = (
    "The independent Medical Doctor who made the decision has no affiliation with the employer, employee, providers or "
    "the claims administrator. The physician reviewer is Board Certified in {specialty} and is licensed to practice in "
    "{state}. He/she has been in active clinical practice for more than five years and is currently working at least "
    "24 hours a week in active practice."
)
FILED = (
    "An application for Independent Medical Review was filed on {application_received} disputing the Utilization "
    "Review Denial dated {ur_denial_date}. A Notice of Assignment and Request for Information was provided to the "
    "above parties on {date_assigned}. A decision has been made for each of the treatment and/or services that were "
    "in dispute:"
)
RELIED = "Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make His/Her Decision:"
VERDICTS = {
    "upheld": "is not medically necessary and appropriate",
    "overturned": "is medically necessary and appropriate",
}


def three(letter: Letter) -> list[Any]:
    """The paragraphs of the layout of 2014 on, below its header table."""
    body = f3.body(_sample(letter))
    if letter.layout != "2018":
        return body
    return [
        typeset.Paragraph(
            tuple(typeset.Run(run.text.replace("MAXIMUS", "Maximus"), run.bold) for run in paragraph.runs),
            paragraph.gap,
            paragraph.centred,
        )
        for paragraph in body
    ]


def _sample(letter: Letter) -> Any:
    """The letter as the samples' printing takes it."""
    data = letter.data
    kept = ("treatment", "imr_guideline", "rationale", "claims_administrator_guideline")
    return sample.Letter(
        file=f"{letter.number:02}",
        layout="f3",
        shows="",
        clinical_summary=data["clinical_summary"],
        issues=tuple(
            sample.Issue(
                **{key: issue[key] for key in kept},
                decision=issue["decision"].capitalize(),
                imr_citations=(),
                category="",
                subcategory="",
            )
            for issue in letter.issues
        ),
        reviewer_licensure=tuple(data["reviewer"]["licensure"]),
        reviewer_specialties=tuple(data["reviewer"]["specialties"]),
        licensure_comma=data["reviewer"]["licensure_comma"],
        parts={"reviewer": data["reviewer_sentence"]} if "reviewer_sentence" in data else {},
    )


def one(letter: Letter) -> list[Any]:
    """The notice of 2013: decisions in sentences, twice."""
    header, plain, head = letter.data["header"], typeset.plain, _head
    decisions = [
        plain(f"{number}) MAXIMUS Federal Services, Inc. has determined the request for {issue['treatment']} "
              f"{VERDICTS[issue['decision']]}.", 1 if number == 1 else 0)
        for number, issue in enumerate(letter.issues, 1)
    ]  # fmt: skip
    return [
        head("MAXIMUS FEDERAL SERVICES, INC."),
        head("Notice of Independent Medical Review Determination", 0),
        plain(f"Dated: {header['decision_date']}", 0),
        *decisions,
        typeset.heading("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"),
        plain(FILED.format_map(header)),
        *decisions,
        head("Medical Qualifications of the Expert Reviewer:"),
        plain(_qualified(letter), 0),
        head("Case Summary:"),
        plain(letter.data["clinical_summary"], 0),
        head("Documents Reviewed for Determination:"),
        plain(letter.data["documents_reviewed"], 0),
        *(line for number, issue in enumerate(letter.issues, 1) for line in _regarding(number, issue)),
    ]


def _regarding(number: int, issue: dict[str, Any]) -> list[Any]:
    return [
        _head(f"{number}) Regarding the request for {issue['treatment']}:"),
        _head(RELIED),
        typeset.plain(issue["guidelines"], 0),
        typeset.labelled("Rationale for the Decision: ", issue["rationale"]),
    ]


def two(letter: Letter) -> list[Any]:
    """The early review with capital headings and an item's guideline and reason in sentences."""
    plain, heading = typeset.plain, typeset.heading
    return [
        *_front(letter, "Independent Medical Review"),
        heading("HOW THE IMR FINAL DETERMINATION WAS MADE"),
        plain(_qualified(letter)),
        heading("DOCUMENTS REVIEWED"),
        plain(letter.data["documents_reviewed"]),
        heading("CLINICAL CASE SUMMARY"),
        plain(letter.data["clinical_summary"]),
        heading("IMR DECISION(S) AND RATIONALE(S)"),
        plain("The Final Determination was based on decisions for the disputed items/services set forth below:"),
        *(line for number, issue in enumerate(letter.issues, 1) for line in _decided(number, issue)),
    ]


def _decided(number: int, issue: dict[str, Any]) -> list[Any]:
    administrator = issue["claims_administrator_guideline"].replace("Decision based", "The Claims Administrator based its decision", 1)  # fmt: skip # noqa: E501
    reviewer = issue["imr_guideline"].replace("Decision based", "The Physician Reviewer based his/her decision", 1)
    return [
        _head(f"{number}. {issue['treatment']} {VERDICTS[issue['decision']]}."),
        typeset.plain(administrator),
        typeset.plain(reviewer),
        typeset.labelled("The Physician Reviewer's decision rationale: ", issue["rationale"]),
    ]


def two_b(letter: Letter) -> list[Any]:
    """The medical professional's review of a single issue."""
    plain, data, issue = typeset.plain, letter.data, letter.issues[0]
    sections = {
        "ISSUE AT DISPUTE:": issue["treatment"]
        if letter.number > 40
        else f"Whether {issue['treatment']} is medically necessary.",
        "CASE SUMMARY:": data["clinical_summary"],
        "DOCUMENTS REVIEWED FOR DETERMINATION:": data["documents_reviewed"],
        "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:": issue["guidelines"],
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE "
        f"{'IS' if issue['decision'] == 'overturned' else 'WAS NOT'} MEDICALLY NECESSARY:": issue["rationale"],
        "MEDICAL REVIEWER QUALIFICATIONS:": _qualified(letter),
    }
    pairs = [(_head(title), plain(text, 0)) for title, text in sections.items()]
    return [*_front(letter, "MEDICAL PROFESSIONAL REVIEW"), *(line for pair in pairs for line in pair)]


def by_post(letter: Letter) -> list[Any]:
    """The letter version: labels, the outcome in a sentence, then a review as an enclosure."""
    decisions = {issue["decision"] for issue in letter.issues}
    outcome = {"upheld": "UPHOLD", "overturned": "OVERTURN"}[decisions.pop()] if len(decisions) == 1 else "PARTIAL OVERTURN"  # fmt: skip # noqa: E501
    meaning = {
        "UPHOLD": "none of the disputed items/services are medically necessary and appropriate",
        "OVERTURN": "all of the disputed items/services are medically necessary and appropriate",
        "PARTIAL OVERTURN": "some (but not all) of the disputed items/services are medically necessary and appropriate",
    }
    return [
        *_front(letter, "Independent Medical Review Final Determination Letter"),
        typeset.plain("Dear Sir or Madam:"),
        typeset.plain(
            "MAXIMUS Federal Services has completed the Independent Medical Review (“IMR”) of the above workers’ "
            "compensation case. This letter provides you with the IMR Final Determination and explains how the "
            "determination was made."
        ),
        typeset.plain(f"Final Determination: {outcome}. This means we decided that {meaning[outcome]}. A detailed "
                      "explanation of the decision for each of the disputed items/services is provided later."),
        *two(letter)[7:],
    ]  # fmt: skip


def _front(letter: Letter, title: str) -> list[Any]:
    header = letter.data["header"]
    labels = {
        "Dated:": "decision_date",
        "MAXIMUS Case Number:": "case_number",
        "Date of UR Decision:" if letter.layout == "letter" else "UR Denial Date:": "ur_denial_date",
        "Date of Injury:": "date_of_injury",
        "IMR Application Received:": "application_received",
    }
    return [
        _head("MAXIMUS FEDERAL SERVICES, INC."),
        _head(title, 0),
        *(typeset.labelled(f"{label} ", header[key], 0) for label, key in labels.items()),
    ]


def _head(text: str, gap: float = 1) -> Any:
    return typeset.heading(text, gap, centred=False)


def _qualified(letter: Letter) -> str:
    reviewer = letter.data["reviewer"]
    return QUALIFIED.format(specialty=" and ".join(reviewer["specialties"]), state=" and ".join(reviewer["licensure"]))


BODIES: dict[str, Callable[[Letter], list[Any]]] = {
    "f3": three, "f3-2014": three, "2018": three, "f1": one, "f2": two, "f2b": two_b, "letter": by_post,
}  # fmt: skip


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    page = sheet.Sheet(f"Fictional letter {letter.number:02}")
    page.stamp()
    body = BODIES[letter.layout](letter)
    if letter.layout in ("f3", "f3-2014", "2018"):
        f3._header_table(page, letter.data["header"])
    page.flow(body)
    return page.finish()


def write(folder: Path) -> list[tuple[Letter, Path]]:
    """Print every letter into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [(letter, folder / f"unseen-{letter.number:02}.pdf") for letter in letters()]
    for letter, path in written:
        path.write_bytes(pdf(letter))
    return written


if __name__ == "__main__":
    write(Path(sys.argv[1]))
