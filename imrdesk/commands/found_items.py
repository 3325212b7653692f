"""How commands print items that were found: for scripts, and as lines for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from imrdesk.record.model import State
from imrdesk.record.values import show
from imrdesk.store import FoundItem

SAID = {State.PROPOSED: "proposed", State.CONFIRMED: "confirmed", State.EDITED: "chosen by a person"}
"""How far people stand behind what decided an item."""


def item_json(item: FoundItem) -> dict[str, Any]:
    """One item as scripts read it."""
    return {
        "id": item.record_id, "issue_id": item.issue_id, "item": item.item, "case_number": item.case_number,
        "file_name": item.file_name, "status": item.status.value, "treatment": item.treatment,
        "decision": item.decision or None, "category": item.category or None, "drug": item.drug or None,
        "body_parts": list(item.body_parts), "guideline": item.guideline or None,
        "specialty": item.specialty or None, "decision_date": item.decision_date, "field": item.key,
        "page": item.page, "start": item.start, "end": item.end, "cite": item.cite, "snippet": plain(item.snippet),
        "what_decided": item.said.value if item.said else None,
    }  # fmt: skip


def item_lines(items: Sequence[FoundItem]) -> Iterator[str]:
    """Three lines an item: what it is, what was decided, and the words found or that decided it."""
    for item in items:
        about = (item.decision or "no decision", item.guideline, item.specialty, show(item.decision_date))
        yield f"{item.name}:{item.item}  {item.treatment or 'no treatment named'}"
        yield f"    {' · '.join(part for part in about if part)}"
        stand = f" ({SAID[item.said]})" if item.said and item.said in SAID else ""
        yield f"    {item.cite or 'values'}{stand}: {bracketed(item.snippet)}"


def plain(snippet: str) -> str:
    """A snippet without its marks."""
    return snippet.replace("\x02", "").replace("\x03", "")


def bracketed(snippet: str) -> str:
    """A snippet on one line, its marks as brackets."""
    return " ".join(snippet.replace("\x02", "[").replace("\x03", "]").split())
