"""The professional review: one disputed item, each part under a heading of its own that ends in a colon."""

import re

from imrdesk.extract import claimant, clinical, context, guidelines, header, numbered, reviewer, treatment
from imrdesk.extract.items import IMR, RATIONALE
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity

_HEADINGS: dict[str, re.Pattern[str]] = {
    "issue": re.compile(r"ISSUES?\s+AT\s+DISPUTE\s*:\s*"),
    "summary": re.compile(r"\bCASE\s+SUMMARY\s*:\s*"),
    "documents": re.compile(r"DOCUMENTS\s+REVIEWED\s+FOR\s+DETERMINATION\s*:\s*"),
    "guideline": re.compile(
        r"MEDICAL\s+TREATMENT\s+GUIDELINE\s?\(S\)\s+RELIED\s+UPON\s+BY\s+[A-Z ]*REVIEWER(?:\s+AND\s+WHY)?\s*:\s*"
    ),
    "rationale": re.compile(
        r"RATIONALE\s+FOR\s+WHY\s+THE\s+REQUESTED\s+TREATMENT\s*/\s*SERVICE\s+(?P<verdict>IS\s*/?\s*WAS\s+NOT|IS\s+NOT|"
        r"WAS\s+NOT|IS\s*/\s*WAS|IS|WAS)\s+MEDICALLY\s+NECESSARY\s*:\s*"
    ),
    "reviewer": re.compile(r"MEDICAL\s+REVIEWER\s+QUALIFICATIONS\s*:\s*"),
}
_WHETHER = re.compile(
    r"Whether\s+(?:the\s+)?(?:request(?:ed)?\s+(?:for\s+)?)?(?P<asked>.+?)\s+(?:is|are|was|were)\s+medically\s+necessary.*",
    re.I,
)
_VERDICT = re.compile(r"\b(?P<no>not\s*)?medically\s+necessary", re.IGNORECASE)


def score(letter: Letter) -> float:
    """How many of the headings the letter has."""
    return sum(bool(pattern.search(letter.text)) for pattern in _HEADINGS.values()) / len(_HEADINGS)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """The one item, the summary, the documents and the reviewer."""
    places = _places(letter)
    fields: dict[str, Finding] = header.extract(letter, 0, min((start for start, _end in places.values()), default=0))
    if span := places.get("summary"):
        fields["clinical_summary"] = letter.found("documents.text", *span)
        fields |= claimant.extract(letter, *span)
        fields["diagnoses"] = clinical.diagnoses(letter, *span)
        fields["medications"] = clinical.medications(letter, *span)
    if span := places.get("documents"):
        fields["documents_reviewed"] = letter.found("documents.text", *span)
    if span := places.get("reviewer"):
        fields |= reviewer.extract(letter, *span)
    if not (issue := places.get("issue")):
        message = "No disputed item was found in this letter."
        return Extraction(
            recognition, fields, (), (Problem("no_items_found", Severity.WARNING, message, ("outcome",)),)
        )
    item = _item(letter, issue, places, fields)
    fields["outcome"] = propose("sentence.decision", item["decision"].value, item["decision"].evidence)
    return Extraction(recognition, fields, (item,))


def _places(letter: Letter) -> dict[str, tuple[int, int]]:
    """Where the text under each heading stands: up to the next heading."""
    found = {name: match for name, pattern in _HEADINGS.items() if (match := pattern.search(letter.text))}
    starts = [*sorted(match.start() for match in found.values()), len(letter.text)]
    spans: dict[str, tuple[int, int]] = {}
    for name, match in found.items():
        stop = next(start for start in starts if start >= match.end())
        spans[name] = match.end(), match.end() + len(letter.text[match.end() : stop].rstrip())
    return spans


def _item(
    letter: Letter, issue: tuple[int, int], places: dict[str, tuple[int, int]], case: dict[str, Finding]
) -> dict[str, Finding]:
    asked = _WHETHER.fullmatch(letter.text, *issue)
    span = asked.span("asked") if asked else issue
    found = {
        "treatment": letter.found("documents.text", *span),
        "disputed_treatment": letter.found("documents.text", *span),
        "decision": _decision(letter, places.get("rationale")),
        "ur_action": propose("sentence.decision", "denied"),
        **numbered.flags(letter.text[slice(*span)].lower()),
        **treatment.extract(letter, *span),
    }
    if span := places.get("guideline"):
        found[IMR] = letter.found("documents.text", *span)
        found["imr_citations"] = guidelines.citations(found[IMR])
    if span := places.get("rationale"):
        found[RATIONALE] = letter.found("documents.text", *span)
    return {**found, **context.complete(letter, found, case, places.get("rationale"))}


def _decision(letter: Letter, rationale: tuple[int, int] | None) -> Finding:
    """What the rationale's last verdict says; the heading itself only where it says one thing."""
    verdicts = list(_VERDICT.finditer(letter.text, *rationale)) if rationale else []
    if verdicts:
        last = verdicts[-1]
        return letter.found("sentence.decision", *last.span(), "upheld" if last["no"] else "overturned")
    heading = _HEADINGS["rationale"].search(letter.text)
    if heading and "/" not in heading["verdict"]:
        value = "upheld" if "NOT" in heading["verdict"] else "overturned"
        return letter.found("sentence.decision", *heading.span("verdict"), value)
    return propose("sentence.decision", None)
