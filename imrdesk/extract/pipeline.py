"""From a document to what it says: the layout that fits best reads it, and checks look over the result."""

from dataclasses import replace

from imrdesk.document.model import Document, Note
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Extraction, Finding, Problem, Recognition, Severity, evidence

from . import legibility
from .formats import FORMATS, Format
from .letter import Letter, propose

OFTEN_ABSENT = frozenset(("documents_reviewed", "occupation", "drug", "quantity", "side"))
ABSENCE_KNOWN = frozenset(("f3",))  # layouts whose every part the program knows: what it does not find is not there
MISREAD = "This copy has misread letters, as a scan that a program has read: compare its values with the pages."
CERTAIN = 0.6  # below this score a layout is only a guess, and the letter is read as unknown


def extract(document: Document) -> Extraction:
    """Everything the program proposes for a letter. Never raises on a strange page: it reports."""
    letter = Letter(document)
    chosen, score = best_format(letter)
    found = chosen.extract(letter, Recognition(chosen.id, chosen.name, score))
    fields = {item.key: found.fields.get(item.key) or _nothing(item.key, chosen) for item in CASE_FIELDS}
    issues = tuple(
        {item.key: issue.get(item.key) or _nothing(item.key, chosen) for item in ISSUE_FIELDS} for issue in found.issues
    )
    notes = tuple(_problem(document, note) for note in document.notes)
    if legibility.is_misread(letter):
        fields, issues = legibility.in_doubt(fields), tuple(legibility.in_doubt(issue) for issue in issues)
        notes = (*notes, Problem("misread", Severity.NOTE, MISREAD))
    return replace(found, fields=fields, issues=issues, problems=notes + found.problems)


def _problem(document: Document, note: Note) -> Problem:
    """What the reader has to say, as a problem of the record."""
    severity = Severity.WARNING if note.warning else Severity.NOTE
    return Problem(note.code, severity, note.message, (), evidence(document, note.spans))


def _nothing(key: str, layout: Format) -> Finding:
    """What to say of a field that no rule found: most letters do not state the optional ones."""
    sure = key in OFTEN_ABSENT and layout.id in ABSENCE_KNOWN
    return propose("not_stated" if sure else "not_stated.unsure", None)


def best_format(letter: Letter) -> tuple[Format, float]:
    """The layout that fits best, and its score."""
    scored = [(layout.score(letter), layout) for layout in FORMATS]
    score, best = max(scored, key=lambda pair: pair[0])
    if score >= CERTAIN:
        return best, score
    return next((layout, 0.0) for layout in FORMATS if layout.id == "unknown")
