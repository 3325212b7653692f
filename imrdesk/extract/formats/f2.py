"""The layout of early 2014: headings as later, a list of documents, and numbered decisions in sentences."""

import re

from imrdesk.extract import claimant, clinical, header, numbered, reviewer, sections
from imrdesk.extract.letter import Letter
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity

_ITEMS = re.compile(r"\bIMR\s+DECISION\s?\(S\)\s+AND\s+RATIONALE\s?\(S\)")
_DOCUMENTS = re.compile(r"\bDOCUMENTS\s+REVIEWED\b")


def score(letter: Letter) -> float:
    """How many of the layout's marks the letter has."""
    parts = sections.find(letter)
    sentences = bool(numbered.DECIDED.search(letter.text, parts.items[0]))
    return 0.4 * sentences + 0.2 * bool(_ITEMS.search(letter.text)) + 0.1 * min(parts.titled, 4)


def extract(letter: Letter, recognition: Recognition) -> Extraction:
    """Header, reviewer, documents, summary, and each numbered decision with its texts."""
    parts = sections.find(letter)
    fields: dict[str, Finding] = header.extract(letter, *parts.header) | reviewer.extract(letter, *parts.reviewer)
    if parts.documents:
        start, end = parts.documents
        fields["documents_reviewed"] = letter.found("documents.text", start + 1, end)
    if parts.summary:
        fields["clinical_summary"] = letter.found("summary.text", *parts.summary)
        fields |= claimant.extract(letter, *parts.summary)
        fields["diagnoses"] = clinical.diagnoses(letter, *parts.summary)
        fields["medications"] = clinical.medications(letter, *parts.summary)
    decided, problems = numbered.decisions(letter, *parts.items)
    found = tuple(numbered.extract(letter, item, fields) for item in decided)
    fields["outcome"] = numbered.outcome(decided, found)
    if not found:
        message = "No disputed item was found in this letter."
        problems = (*problems, Problem("no_items_found", Severity.WARNING, message, ("outcome",)))
    return Extraction(recognition, fields, found, problems)
