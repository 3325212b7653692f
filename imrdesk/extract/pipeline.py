"""From a document to what it says: the layout that fits best reads it, and checks look over the result."""

from dataclasses import replace

from imrdesk.document.model import Document
from imrdesk.record.finding import Extraction, Problem, Recognition, Severity

from .formats import FORMATS, Format
from .letter import Letter

CERTAIN = 0.6  # below this score a layout is only a guess, and the letter is read as unknown


def extract(document: Document) -> Extraction:
    """Everything the program proposes for a letter. Never raises on a strange page: it reports."""
    letter = Letter(document)
    chosen, score = best_format(letter)
    found = chosen.extract(letter, Recognition(chosen.id, chosen.name, score))
    notes = tuple(Problem("reading", Severity.NOTE, note) for note in document.notes)
    return replace(found, problems=notes + found.problems)


def best_format(letter: Letter) -> tuple[Format, float]:
    """The layout that fits best, and its score."""
    scored = [(layout.score(letter), layout) for layout in FORMATS]
    score, best = max(scored, key=lambda pair: pair[0])
    if score >= CERTAIN:
        return best, score
    return next((layout, 0.0) for layout in FORMATS if layout.id == "unknown")
