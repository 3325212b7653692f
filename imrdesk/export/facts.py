"""Facts as rows: what it is, what the letter says, where it says so."""

from collections.abc import Iterator, Sequence

from imrdesk.record.fields import CASE_FIELDS, field
from imrdesk.record.model import Path
from imrdesk.record.values import Kind, show

from .cites import is_stated
from .draft import Draft
from .ooxml import NOTHING, Table, Xml, joined, lines, paragraph, run

FACTS = Table("Facts, each with its place in the source", (2150, 4792, 2850), ("Fact", "Value", "Source"))
SHORT = Table(
    "Facts in short, each with its place in the source", (1500, 3396, 1500, 3396), ("Fact", "Value and source") * 2
)
SECTION_NAMES = {"Reviewer": "IMR expert reviewer"}


def case_facts(draft: Draft) -> Iterator[Xml]:
    """The table of all facts of the case, in groups; of long texts only those that are missing."""
    yield paragraph(run("Facts of the case"), "Heading2")
    if draft.brief and not draft.complete:
        yield draft.table(SHORT, _in_pairs(draft))
    else:
        yield draft.table(FACTS, _grouped(draft))


def _in_pairs(draft: Draft) -> Iterator[Sequence[Xml]]:
    """Two facts a row, each with its source below: a brief summary has to fit on two pages."""
    cells: list[Xml] = []
    for item in CASE_FIELDS:
        if _listed(draft, item.key):
            path = Path(item.key)
            cells += [lines(run(item.label)), lines(joined((draft.said(path), run("\n"), draft.source(path))))]
    cells += [lines()] * (-len(cells) % 4)
    return (cells[at : at + 4] for at in range(0, len(cells), 4))


def _grouped(draft: Draft) -> Iterator[Sequence[Xml]]:
    section = ""
    for item in CASE_FIELDS:
        if not _listed(draft, item.key):
            continue
        if item.section != section:
            section = item.section
            yield (lines(run(SECTION_NAMES.get(section, section)), style="TableSection"),)
        yield fact_row(draft, Path(item.key))


def _listed(draft: Draft, key: str) -> bool:
    """Whether a fact has a row: a long text has a section of its own, a brief summary leaves out what is missing."""
    value = draft.record.fields[key]
    if draft.complete:
        return True
    if field(key).kind is Kind.LONG_TEXT:
        return not is_stated(value) and not draft.brief
    return is_stated(value) or value.needs_review or not draft.brief


def case_texts(draft: Draft) -> Iterator[Xml]:
    """The long texts of the case, each under its own heading."""
    for item in CASE_FIELDS:
        if item.kind is Kind.LONG_TEXT and (is_stated(draft.record.fields[item.key]) or draft.complete):
            yield paragraph(run(item.label), "Heading2")
            yield prose(draft, Path(item.key))


def fact_row(draft: Draft, path: Path, style: str = "TableText") -> Sequence[Xml]:
    """One fact as a row of FACTS."""
    contents = run(field(path.key).label), draft.said(path), draft.source(path)
    return [lines(content, style=style) for content in contents]


def prose(draft: Draft, path: Path) -> Xml:
    """A long text of the letter, its paragraphs kept, its cite at the end."""
    value = draft.record.at(path)
    paragraphs = [text for text in show(value.value).split("\n") if text.strip()]
    cited = is_stated(value) or draft.complete
    cite = joined((run("  "), draft.source(path, ".t", "({})"))) if cited else NOTHING
    return paragraph(joined((draft.said(path, "\n\n".join(paragraphs), key=f"{path.key}.f"), cite)), "Quote")
