"""The layout of 2014 on: header table, three headings in capitals, and a block for each disputed item."""

from collections import Counter

from imrdesk.extract import (
    checks,
    claimant,
    clinical,
    context,
    guidelines,
    header,
    items,
    reviewer,
    sections,
    treatment,
)
from imrdesk.extract.letter import Letter, propose
from imrdesk.record.finding import Evidence, Extraction, Finding, Problem, Recognition, Severity
from imrdesk.record.validation import outcome_of

_LABELS = (items.CLAIMS, items.IMR, items.RATIONALE)


def score(letter: Letter) -> float:
    """How many of the layout's marks the letter has: its labels are what no other layout has."""
    found = {label.name for label in items.labels(letter, 0, len(letter.text))}
    if not found:
        return 0.0
    titles = sections.find(letter).titled  # a list of documents is no mark of this layout, but may be there
    return min(0.2 * sum(name in found for name in _LABELS) + 0.4 * min(titles, 3) / 3, 1.0)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """Every field of the letter, and a problem where its own counts do not agree."""
    parts = sections.find(letter)
    fields = header.extract(letter, *parts.header)
    fields |= reviewer.extract(letter, *parts.reviewer)
    if parts.documents:
        fields["documents_reviewed"] = letter.found("documents.text", *parts.documents)
    if parts.summary:
        fields |= _clinical(letter, *parts.summary)
    found = items.blocks(letter, *parts.items)
    extracted = tuple(_item(letter, block, fields) for block in found)
    uneven = _counts(letter, *parts.items)
    fields["outcome"] = _outcome(extracted, uneven=bool(uneven))
    reading = checks.Reading(letter, parts.summary or (0, 0), tuple(found), fields, extracted)
    problems = (*uneven, *_without_items(extracted), *checks.problems(reading))
    return Extraction(recognition, fields, extracted, problems)


def _clinical(letter: Letter, start: int, stop: int) -> dict[str, Finding]:
    return {
        "clinical_summary": letter.found("summary.text", start, stop),
        **claimant.extract(letter, start, stop),
        "diagnoses": clinical.diagnoses(letter, start, stop),
        "medications": clinical.medications(letter, start, stop),
    }


def _item(letter: Letter, block: items.Block, case: dict[str, Finding]) -> dict[str, Finding]:
    item = items.extract(letter, block)
    disputed = item["disputed_treatment"].raw or ""
    live = letter.text.rfind(disputed, *block.heading)  # the live portion follows what was first asked for
    item |= treatment.extract(letter, live, live + len(disputed))
    item |= context.complete(letter, item, case, block.parts.get(items.RATIONALE))
    for text, key in ((items.CLAIMS, "claims_administrator_citations"), (items.IMR, "imr_citations")):
        if text in item:
            item[key] = guidelines.citations(item[text])
    return item


def _outcome(extracted: tuple[dict[str, Finding], ...], *, uneven: bool) -> Finding:
    decisions = [item["decision"] for item in extracted]
    places: tuple[Evidence, ...] = tuple(place for decision in decisions for place in decision.evidence)
    unclear = uneven or not decisions or any(decision.value is None for decision in decisions)
    doubt = "Not every item's decision could be read." if unclear else None
    value = outcome_of(decision.value for decision in decisions if decision.value)
    return propose("decisions.outcome", value, places, doubt=doubt)


def _counts(letter: Letter, start: int, end: int) -> tuple[Problem, ...]:
    """In every whole letter the three labels and the decision words occur equally often."""
    labels = Counter(label.name for label in items.labels(letter, start, end))
    found = [labels.get(name, 0) for name in _LABELS]
    decided = items.decided_lines(letter, start, end)
    if len(set(found)) == 1 and decided <= found[0]:
        return ()
    message = (
        f"The letter has {found[0]} claims administrator guidelines, {found[1]} IMR guidelines, {found[2]} rationales "
        f"and {decided} headings with a decision: an item may be missing or cut."
    )
    return (Problem("label_counts", Severity.WARNING, message, ("outcome",)),)


def _without_items(extracted: tuple[dict[str, Finding], ...]) -> tuple[Problem, ...]:
    if extracted:
        return ()
    return (Problem("no_items_found", Severity.WARNING, "No disputed item was found in this letter.", ("outcome",)),)
