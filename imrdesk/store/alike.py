"""Finding the decided items most like one: by treatment, drug, body part, guideline, and by the words of the facts."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imrdesk.record.model import Issue, Record
from imrdesk.record.values import Citation, show

from . import facets
from .numbering import ITEM_BITS, MOST_ITEMS

if TYPE_CHECKING:
    import sqlite_utils

POOL = 160  # items that are looked at closely, the best by their facets
WEIGHTS = {"drug": 4, "family": 2, "category": 2, "body": 3, "chapter": 2, "overturned": 3}
"""What facets in common count for the choice of those."""
FEW = 10  # of the same category or drug: below it, items of others are looked at too
LEAST = 1.0  # below this score two items have nothing in common
FACTS = 3.0  # what the words of the facts count at most
FIRST = 0.55  # of the best one's score: from there on overturned items go first
_WORD = re.compile(r"[a-z][a-z-]{3,}")
_DECIDED = ("upheld", "overturned")
Family = Callable[[str], tuple[str, str]]
"""The generic name of a medicine, and the class of drugs it belongs to, each "" where it is not known."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A decided item like another: its row, how much so, and why in words."""

    row: int
    score: float
    why: tuple[str, ...]
    overturned: bool


@dataclass(frozen=True, slots=True)
class _Profile:
    """What items are compared by."""

    category: str
    subcategory: str
    drug: str
    family: str
    body: frozenset[str]
    chapters: frozenset[str]
    sections: frozenset[str]
    words: frozenset[str]


def find(
    db: "sqlite_utils.Database", own: int, record: Record, issue: Issue, family: Family, most: int, *, overturned: bool
) -> list[Alike]:
    """The items most like that of row `own`, none of its own case; `overturned`: those first, where nearly so alike."""
    mine = _of_issue(record, issue, family)
    rows = _pool(db, own, mine, family, overturned=overturned)
    theirs = _profiles(db, rows, record.case_number, family)
    spread = Counter(word for one, _decision in theirs.values() for word in one.words)
    found = [_compared(row, mine, one, decision, spread, len(theirs)) for row, (one, decision) in theirs.items()]
    found = sorted((item for item in found if item.score >= LEAST), key=_by_score)
    if overturned and found:
        bar = found[0].score * FIRST
        found.sort(key=lambda item: (item.score < bar, not item.overturned, *_by_score(item)))
    return found[:most]


def _by_score(item: Alike) -> tuple[float, int]:
    return -item.score, -item.row


def _of_issue(record: Record, issue: Issue, family: Family) -> _Profile:
    values = {key: value.value for key, value in issue.values.items()}
    said = {key: show(values[key]) for key in ("category", "subcategory", "drug", "disputed_treatment", "treatment")}
    cited = values["imr_citations"]
    citations = [item for item in cited if isinstance(item, Citation)] if isinstance(cited, tuple) else []
    body = values["body_parts"] if isinstance(values["body_parts"], tuple) else ()
    facts = (show(values["rationale"]), said["disputed_treatment"], show(record.fields["diagnoses"].value))
    return _Profile(
        said["category"], said["subcategory"], *family(said["drug"]), frozenset(map(str, body)),
        frozenset(facets.chapter(item) for item in citations if item.source != "none"),
        frozenset(section for item in citations for section in item.sections), _words(facts),
    )  # fmt: skip


def _words(texts: Iterable[str | None]) -> frozenset[str]:
    return frozenset(word for text in texts if text for word in _WORD.findall(text.lower()))


def _pool(db: "sqlite_utils.Database", own: int, mine: _Profile, family: Family, *, overturned: bool) -> list[int]:
    """The rows of decided items that have most facets in common, the newest first among equals."""
    signs = _signs(db, mine, family)
    has = {name: f"*[{listed}]*" for name, listed in signs.items() if listed}
    near = _any_of(has, "category", "drug") or _any_of(has, "body", "chapter")
    scored = [name for name in WEIGHTS if name in has and (overturned or name != "overturned")]
    score = " + ".join(f"(facets GLOB ?) * {WEIGHTS[name]}" for name in scored) or "0"
    rows: list[int] = []
    for narrow in (near, []):
        condition = " OR ".join("facets GLOB ?" for _one in narrow) or "TRUE"
        sql = f"""SELECT row FROM item_facets WHERE ({condition}) AND facets GLOB ? AND row >> {ITEM_BITS} != ?
            ORDER BY {score} DESC, row DESC LIMIT ?"""
        values = (*narrow, has.get("decided", "*"), own >> ITEM_BITS, *(has[name] for name in scored), POOL)
        rows = [row for (row,) in db.execute(sql, values)]
        if len(rows) >= FEW:
            break
    return rows


def _any_of(has: dict[str, str], *names: str) -> list[str]:
    return [has[name] for name in names if name in has]


def _signs(db: "sqlite_utils.Database", mine: _Profile, family: Family) -> dict[str, str]:
    """The characters of facet values that count as the same, by what they are compared for."""
    wanted: dict[str, Callable[[str, str], bool]] = {
        "decided": lambda facet, value: facet == "decision" and value in _DECIDED,
        "overturned": lambda facet, value: facet == "decision" and value == _DECIDED[1],
        "category": lambda facet, value: facet == "category" and value in (mine.category, mine.subcategory),
        "body": lambda facet, value: facet == "body" and value in mine.body,
        "chapter": lambda facet, value: facet == "chapter" and value in mine.chapters,
        "drug": lambda facet, value: facet == "drug" and bool(mine.drug) and family(value)[0] == mine.drug,
        "family": lambda facet, value: facet == "drug" and bool(mine.family) and family(value)[1] == mine.family,
    }
    found = dict.fromkeys(wanted, "")
    for number, facet, value in db.execute("SELECT number, facet, value FROM facet_values"):
        for name, fits in wanted.items():
            if fits(facet, value):
                found[name] += facets.character(number)
    return found


def _profiles(
    db: "sqlite_utils.Database", rows: Sequence[int], case_number: str | None, family: Family
) -> dict[int, tuple[_Profile, str]]:
    """What the items of rows are compared by, and their decisions; those of the same case are left out."""
    sql = f"""SELECT (issues.case_row << {ITEM_BITS}) + position, decision, category, subcategory, drug, body_parts,
            imr_citations, disputed_treatment, cases.diagnoses, coalesce(issues.rationale, (
                SELECT text FROM v_quotes
                WHERE v_quotes.case_row = issues.case_row AND issue_row = issues.number AND key = 'rationale'))
        FROM json_each(?) AS wanted
        JOIN issues ON issues.case_row = wanted.value >> {ITEM_BITS} AND position = wanted.value & {MOST_ITEMS - 1}
        JOIN cases ON cases.number = issues.case_row WHERE cases.case_number IS NOT ?"""
    found: dict[int, tuple[_Profile, str]] = {}
    for row, decision, category, subcategory, drug, body, cited, *facts in db.execute(
        sql, (json.dumps(rows), case_number)
    ):
        citations: list[dict[str, Any]] = json.loads(cited) if cited else []
        chapters = (" ".join(filter(None, (c["source"], c.get("chapter")))) for c in citations if c["source"] != "none")
        found[row] = (
            _Profile(
                category or "", subcategory or "", *family(drug or ""), frozenset(json.loads(body) if body else ()),
                frozenset(chapters), frozenset(section for c in citations for section in c.get("sections") or ()),
                _words(facts),
            ),
            decision or "",
        )  # fmt: skip
    return found


def _compared(row: int, mine: _Profile, one: _Profile, decision: str, spread: Counter[str], count: int) -> Alike:
    """How much alike two items are, and why."""
    score, why = 0.0, list[str]()
    if mine.drug and mine.drug == one.drug:
        score, why = score + 5, [*why, f"same drug ({mine.drug})"]
    elif mine.family and mine.family == one.family:
        score, why = score + 2.5, [*why, f"same class of drug ({mine.family})"]
    if mine.subcategory and mine.subcategory == one.subcategory:
        score, why = score + 4, [*why, f"both {mine.subcategory}"]
    elif mine.category and mine.category == one.category:
        score, why = score + 2, [*why, f"both {mine.category}"]
    if shared := mine.body & one.body:
        score += 3 * len(shared) / len(mine.body | one.body)
        why.append(f"both {', '.join(sorted(shared))}")
    if cited := mine.chapters & one.chapters:
        score, why = score + 1.5, [*why, f"both cite {', '.join(sorted(cited))}"]
    if sections := mine.sections & one.sections:
        score, why = score + 1, [*why, f"same section ({', '.join(sorted(sections))})"]
    facts, words = _facts(mine, one, spread, count)
    if words:
        why.append(f"facts in common: {', '.join(words)}")
    return Alike(row, score + facts, tuple(why), decision == _DECIDED[1])


def _facts(mine: _Profile, one: _Profile, spread: Counter[str], count: int) -> tuple[float, list[str]]:
    """What shared words count, rare ones more, longer texts less; and the most telling of them."""
    weight = {word: math.log(1 + (count - spread[word] + 0.5) / (spread[word] + 0.5)) for word in mine.words}
    shared = mine.words & one.words
    whole = sum(weight.values())
    if not whole or not shared:
        return 0.0, []
    length = 0.5 + 0.5 * len(one.words) / max(len(mine.words), 1)
    score = FACTS * sum(weight[word] for word in shared) / whole / max(length, 1.0) ** 0.5
    telling = sorted((word for word in shared if spread[word] < count / 2), key=lambda word: (-weight[word], word))
    return score, telling[:3]
