"""The layout of 2014 on: header table, three headings in capitals, and a block for each disputed item."""

import re
from collections import Counter

from imrdesk.extract import checks, claimant, clinical, context, guidelines, header, items, reviewer, treatment
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Evidence, Extraction, Finding, Problem, Recognition, Severity
from imrdesk.record.validation import outcome_of

_MADE = re.compile(r"HOW\s+THE\s+IMR\s+(?:FINAL\s+)?DETERMINATION\s+WAS\s+MADE", re.IGNORECASE)
_DOCUMENTS = re.compile(r"\bDOCUMENTS\s+REVIEWED\b")
_SUMMARY = re.compile(r"\bCLINICAL\s+CASE\s+SUMMARY\b")
_ISSUES = re.compile(r"\bIMR\s+(?:ISSUES,?\s+DECISIONS?|DECISIONS?\s?\(S\))\s+AND\s+RATIONALES?(?:\(S\))?")
_SUMMARY_LEAD = re.compile(
    r"\s*The\s+expert\s+reviewer\s+developed\s+the\s+following\s+clinical\s+case\s+summary\s+based\s+on\s+a\s+review"
    r"\s+of\s+the\s+case\s+file,?\s+including\s+all\s+medical\s+records\s*:?\s*",
    re.IGNORECASE,
)
_ISSUES_LEAD = re.compile(
    r"\s*The\s+Final\s+Determination\s+was\s+based\s+on\s+decisions?\s+for\s+the\s+disputed\s+items?\s*/\s*services?"
    r"\s+set\s+forth\s+below\s*:?\s*",
    re.IGNORECASE,
)
_LABELS = (items.CLAIMS, items.IMR, items.RATIONALE)


def score(letter: Letter) -> float:
    """How many of the layout's marks the letter has."""
    labels = {label.lastgroup for label in letter.matches(items.LABEL)}
    marks = [bool(pattern.search(letter.text)) for pattern in (_MADE, _SUMMARY, _ISSUES)]
    marks += [name in labels for name in _LABELS]
    return sum(marks) / len(marks) if labels else 0.0


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """Every field of the letter, and a problem where its own counts do not agree."""
    end = len(letter.text)
    made = _MADE.search(letter.text)
    summary = _SUMMARY.search(letter.text, made.end() if made else 0)
    issues = _ISSUES.search(letter.text, summary.end() if summary else 0)
    issues_start = _after(_ISSUES_LEAD, letter, issues.end()) if issues else (summary.end() if summary else 0)
    head_end = made.start() if made else (summary.start() if summary else issues_start)
    fields = header.extract(letter, 0, head_end)
    fields |= reviewer.extract(letter, made.end() if made else 0, summary.start() if summary else issues_start)
    told = _summary_span(letter, summary, issues.start() if issues else end)
    if told:
        fields |= _clinical(letter, *told)
    found = items.blocks(letter, issues_start, end)
    extracted = tuple(_item(letter, block, fields) for block in found)
    fields["outcome"] = _outcome(extracted)
    reading = checks.Reading(letter, told or (0, 0), tuple(found), fields, extracted)
    problems = (*_counts(letter, issues_start, end), *_without_items(extracted), *checks.problems(reading))
    return Extraction(recognition, fields, extracted, problems)


def _summary_span(letter: Letter, title: "re.Match[str] | None", stop: int) -> tuple[int, int] | None:
    """Where the clinical summary stands, without its lead-in."""
    if title is None:
        return None
    start = _after(_SUMMARY_LEAD, letter, title.end())
    return start, start + len(letter.text[start:stop].rstrip())


def _after(lead: "re.Pattern[str]", letter: Letter, offset: int) -> int:
    match = lead.match(letter.text, offset)
    return match.end() if match else offset


def _clinical(letter: Letter, start: int, stop: int) -> dict[str, Finding]:
    return {
        "clinical_summary": letter.found("summary.text", start, stop),
        **claimant.extract(letter, start, stop),
        "diagnoses": clinical.diagnoses(letter, start, stop),
        "medications": clinical.medications(letter, start, stop),
    }


def _item(letter: Letter, block: items.Block, case: dict[str, Finding]) -> dict[str, Finding]:
    item = items.extract(letter, block)
    live = letter.text.find(str(item["disputed_treatment"].raw), *block.heading)
    live = _last(letter, str(item["disputed_treatment"].raw), block.heading, live)
    item |= treatment.extract(letter, live, live + len(str(item["disputed_treatment"].raw)))
    item |= context.complete(letter, item, case, block.parts.get(items.IMR))
    for text, key in ((items.CLAIMS, "claims_administrator_citations"), (items.IMR, "imr_citations")):
        if text in item:
            item[key] = guidelines.citations(item[text])
    return item


def _last(letter: Letter, words: str, heading: tuple[int, int], first: int) -> int:
    """Where the disputed words stand last in the heading: the live portion follows what was first asked for."""
    return max(letter.text.rfind(words, *heading), first)


def _outcome(extracted: tuple[dict[str, Finding], ...]) -> Finding:
    decisions = [item["decision"] for item in extracted]
    places: tuple[Evidence, ...] = tuple(place for decision in decisions for place in decision.evidence)
    unclear = any(decision.value is None for decision in decisions) or not decisions
    doubt = "Not every item's decision could be read." if unclear else None
    value = outcome_of(decision.value for decision in decisions if decision.value)
    return propose("decisions.outcome", value, places, doubt=doubt)


def _counts(letter: Letter, start: int, end: int) -> tuple[Problem, ...]:
    """In every whole letter the three labels and the decision words occur equally often."""
    labels = Counter(label.lastgroup for label in letter.matches(items.LABEL, start, end))
    found = [labels.get(name, 0) for name in _LABELS]
    if len(set(found)) == 1:
        return ()
    message = (
        f"The letter has {found[0]} claims administrator guidelines, {found[1]} IMR guidelines and {found[2]} "
        "rationales: an item may be missing or cut."
    )
    return (Problem("label_counts", Severity.WARNING, message, ("outcome",)),)


def _without_items(extracted: tuple[dict[str, Finding], ...]) -> tuple[Problem, ...]:
    if extracted:
        return ()
    return (Problem("no_items_found", Severity.WARNING, "No disputed item was found in this letter.", ("outcome",)),)
