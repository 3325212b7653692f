"""Where the words of a query stand in one letter: each of them, for whoever opens what a search found."""

from imrdesk.document.locate import Flow
from imrdesk.document.model import Document, Span
from imrdesk.errors import InputError

from .language import parse
from .matching import matches


def hits(document: Document, text: str) -> tuple[str, tuple[Span, ...]]:
    """The words a query asks for, without its filters, and every place that has one of them, in order."""
    try:
        terms = parse(text).terms
    except InputError:
        return "", ()
    if not terms:
        return "", ()
    flow = Flow(document)
    spans = (span for start, end, _term in matches(flow.text, terms) for span in flow.spans(start, end))
    return " ".join(term.text for term in terms), tuple(spans)
