"""From a document to what it says: the layout that fits best reads it, and checks look over the result."""

import logging
from dataclasses import replace

from imrdesk.document.model import Document, Note
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity, evidence

from . import legibility
from .checks.doubts import doubted
from .formats import FORMATS, Format
from .letter import Letter, propose

log = logging.getLogger(__name__)
OFTEN_ABSENT = frozenset(("documents_reviewed", "occupation", "drug", "quantity", "side"))
ABSENCE_KNOWN = frozenset(("f3",))  # layouts whose every part the program knows: what it does not find is not there
MISREAD = "This copy has misread letters, as a scan that a program has read: compare its values with the pages."
FAILED = "The program could not take this letter apart; take the values from the letter by hand."
ALSO_LIKE = "The letter also looks like: {}."
CLOSE = 0.15
CERTAIN = 0.6  # below this score a layout is only a guess, and the letter is read as unknown


def extract(document: Document) -> Extraction:
    """Everything the program proposes for a letter. Never raises on a strange page: it reports."""
    letter = Letter(document)
    (score, chosen), *others = ranked(letter)
    problems = [_problem(document, note) for note in document.notes]
    try:
        found = doubted(chosen.extract(letter, Recognition(chosen.id, chosen.name, score)))
    except Exception as cause:  # a rule that fails on a strange letter must not keep the letter from being opened
        log.error("layout %s failed: %s", chosen.id, type(cause).__name__)
        found = Extraction()
        problems.append(Problem("not_extracted", Severity.WARNING, FAILED))
    fields = {item.key: found.fields.get(item.key) or _nothing(item.key, chosen) for item in CASE_FIELDS}
    issues = tuple(
        {item.key: issue.get(item.key) or _nothing(item.key, chosen) for item in ISSUE_FIELDS} for issue in found.issues
    )
    if legibility.is_misread(letter):
        problems.append(Problem("misread", Severity.NOTE, MISREAD))
    problems += [
        Problem("layout", Severity.NOTE, ALSO_LIKE.format(layout.name))
        for near, layout in others
        if near >= score - CLOSE
    ]
    return replace(
        found,
        fields=legibility.weighed(letter, fields),
        issues=tuple(legibility.weighed(letter, issue) for issue in issues),
        problems=(*problems, *found.problems),
    )


def _problem(document: Document, note: Note) -> Problem:
    """What the reader has to say, as a problem of the record."""
    severity = Severity.WARNING if note.warning else Severity.NOTE
    return Problem(note.code, severity, note.message, (), evidence(document, note.spans))


def _nothing(key: str, layout: Format) -> Finding:
    """What to say of a field that no rule found: most letters do not state the optional ones."""
    sure = key in OFTEN_ABSENT and layout.id in ABSENCE_KNOWN
    return propose("not_stated" if sure else "not_stated.unsure", None)


def ranked(letter: Letter) -> list[tuple[float, Format]]:
    """The layouts that fit for certain, the best first, each with its score; the unknown one where none does."""
    certain: list[tuple[float, Format]] = []
    for layout in FORMATS:
        if (score := layout.score(letter)) >= CERTAIN:
            certain.append((score, layout))
        if score == 1.0:
            break  # every mark of a layout is there: no other can fit better
    return sorted(certain, key=lambda pair: -pair[0]) or [(0.0, layout) for layout in FORMATS if layout.id == "unknown"]
