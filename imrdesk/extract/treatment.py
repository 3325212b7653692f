"""What kind of treatment an item asks for: category, drug, body parts and side."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from imrdesk.record.finding import Alternative, Finding

from . import drugs, quantity
from .letter import Letter, propose
from .phrases import WORD_END, Mention, Phrases, Words
from .vocabularies import phrases, vocabulary

_STRENGTH = re.compile(
    r"\d\s?(?:(?:mg|mcg|ml|gm?|percent)\b|%)|\btab(?:let)?s?\b|\bcaps?(?:ule)?s?\b|#\s?\d+", re.IGNORECASE
)
_MADE_UP = re.compile(
    r"\d\s?mg\b|\bcompound(?:ed)?\b|\b(?:topical|cream|ointment|lotion|gel)\b.*\d\s?(?:gm?|grams?|ml|oz)\b",
    re.IGNORECASE,
)
_PRESCRIBED = re.compile(  # words that may stand before a medicine's name and say nothing of the kind of treatment
    r"(?:(?:\(?\d+\)?|one|two|three|unknown|prescriptions?|rx|refills?|trial|medications?|topicals?|compound(?:ed)?|"
    r"generic|oral|brand|name|continued?|ongoing|additional|use|of|for|the|an?)\b\W*)*",
    re.IGNORECASE,
)
_THING_OF = re.compile(  # behind a medicine's name these say that something else is asked for: "gabapentin level"
    r"(?:\s+(?!\d+(?:\.\d+)?\s?(?:m|%|g)|#)\S+){0,2}?\s+(?:levels?|pump|ultrasound|scan|panel|assay|test(?:s|ing)?|monitor(?:s|ing)?)\b",
    re.IGNORECASE,
)
_INJECTED = re.compile(r"\binjections?\b|\bblocks?\b|\binfusion\b", re.IGNORECASE)
PHARMACEUTICALS = "Pharmaceuticals"
GENERAL = "Medical Specialties"  # "evaluation" and the like stand in headings of every kind
_TAKES_IN: dict[str, tuple[str, ...]] = {  # what the words of another kind behind one of this kind only describe
    "Arthroscopic": ("Non-arthroscopic",),
    "Spine": ("Non-arthroscopic",),
    "Injection": ("Adjunct",),  # with fluoroscopy, anesthesia
    "Facet Injection": ("Adjunct",),
    "Transportation": (
        "PT/OT",
        "Chiropractic",
        "Acupuncture",
        "Surgical Consult",
        "Psych Services",
        "Non-arthroscopic",
    ),
}
_CALLED_EQUIPMENT = re.compile(  # "DME: back brace" asks for a brace
    r"(?:DME|durable\s+medical(?:\s+equipment)?)(?:\s*\(DME\))?\s*[:,-]\s*(?:(?:purchase|rental)\s+of\s+)?(?:an?\s+)?"
    r"(?:(?:left|right|bilateral|custom|lumbar|cervical|knee|wrist|ankle|elbow|back|neck|hand|shoulder|hip|foot|thumb)\s+)*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:with|plus|and|after|following|during|under|prior\s+to|due\s+to)\b", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?!(?:spine|levels?|joints?|the|repeat|initial|additional|anterior|posterior)\b)[A-Za-z]{3,}", re.I
)
TWO_KINDS = "The heading also names “{}”."
BEHIND = "What the heading names first is not known; the category is that of “{}”."
SEVERAL = "“{}” stands for several body parts: choose those meant."
_OF = re.compile(r"\s+of\s+(?:the\s+)?(?:(?:left|right)\s+)?", re.IGNORECASE)
PARTS_OF: dict[str, tuple[tuple[str, ...], ...]] = {  # the likeliest reading first, the others as alternatives
    "upper extremity": (("upper arm", "forearm", "hand"), ("upper arm", "elbow", "forearm", "wrist", "hand")),
    "lower extremity": (("thigh", "lower leg", "foot"), ("thigh", "knee", "lower leg", "ankle", "foot")),
    "spine": (("low back",), ("neck",), ("upper back",), ("neck", "upper back", "low back")),
    "thoracolumbar": (("upper back", "low back"), ("low back",)),
    "cervicothoracic": (("neck", "upper back"), ("neck",)),
    "back": (("upper back", "low back"), ("low back",), ("upper back",)),
}


@cache
def _groups(table: str) -> dict[tuple[str, str], Phrases]:
    """The words of each category and subcategory, or their hints, in the vocabulary's order."""
    return {
        (group["category"], group["subcategory"]): Phrases({table: group[table]})
        for group in vocabulary("treatments")["group"]
        if table in group
    }


def extract(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    """What the words of a disputed treatment say, between two offsets."""
    words = Words(letter.text, start, end)
    drug = next(drugs.find(words), None)
    return {
        **_category(letter, words, drug),
        "drug": _drug(letter, start, end, drug),
        "quantity": quantity.extract(letter, start, end),
        **_parts(letter, words),
    }


@dataclass(frozen=True, slots=True, order=True)
class _Word:
    """A treatment word of a heading; they sort by place, the longest first where several start together."""

    start: int
    minus_length: int
    category: str
    subcategory: str

    @property
    def end(self) -> int:
        return self.start - self.minus_length


def treatment_words(words: Words, table: str = "words") -> list[_Word]:
    """The first word of each kind of treatment in a text, in order; `hints` are words that leave it open."""
    kinds = {kind for key in words.starts for kind in _kinds_beginning(table, key)}
    firsts = ((kind, words.first(_groups(table)[kind])) for kind in kinds)
    return sorted(_Word(first[0], first[0] - first[1], *kind) for kind, first in firsts if first)


@lru_cache(maxsize=10_000)
def _kinds_beginning(table: str, key: str) -> tuple[tuple[str, str], ...]:
    """The kinds of treatment one of whose words may begin with some letters."""
    return tuple(kind for kind, known in _groups(table).items() if known.may_begin(key))


def _category(letter: Letter, heading: Words, drug: tuple[int, int] | None) -> dict[str, Finding]:
    start, end = heading.start, heading.end
    words = treatment_words(heading)
    injected = words and words[0].category == "Injection" and _INJECTED.search(letter.text, start, end)
    if _is_drug(letter.text, start, end, drug) and not injected:
        at, stop = drug or (start, end)
        return {key: letter.found("item.category", at, stop, PHARMACEUTICALS) for key in ("category", "subcategory")}
    if not words and (hints := treatment_words(heading, "hints")):
        return _hinted(letter, hints[0])
    if not words:
        nothing = propose("item.category.guess", None, letter.evidence(start, end))
        return {"category": nothing, "subcategory": nothing}
    first, *rest = words
    if rest and _CALLED_EQUIPMENT.fullmatch(letter.text, first.start, rest[0].start):
        first, *rest = rest
    known = _groups("words")[first.category, first.subcategory]
    own = [(low, high) for low, high, _name in heading.mentions(known)]
    others = [word for word in rest if word.start >= first.end and _is_other(word, first, own)]
    return {key: _kind(letter, heading, key, first, others) for key in ("category", "subcategory")}


def _is_other(word: _Word, first: _Word, own: list[tuple[int, int]]) -> bool:
    """Whether a further word names a kind of treatment of its own, not a part or a detail of the first."""
    if word.subcategory in (first.subcategory, GENERAL, *_TAKES_IN.get(first.subcategory, ())):
        return False
    return not any(low <= word.start < high for low, high in own)


def _kind(letter: Letter, heading: Words, key: str, first: _Word, others: list[_Word]) -> Finding:
    """The category or subcategory of the first word, in doubt where further words are of another."""
    value = getattr(first, key)
    differing = [word for word in others if getattr(word, key) != value]
    doubt = TWO_KINDS.format(letter.text[differing[0].start : differing[0].end]) if differing else None
    if not doubt and _unknown_before(heading, first.start):
        doubt = BEHIND.format(letter.text[first.start : first.end])
    alternatives = tuple(Alternative(getattr(word, key), letter.evidence(word.start, word.end)) for word in differing)
    return letter.found("item.category", first.start, first.end, value, alternatives=alternatives, doubt=doubt)


def _unknown_before(words: Words, end: int) -> bool:
    """Whether a thing nobody knows stands before a word that is joined to it: "Zynto unit with electrodes"."""
    joined = _JOINED.search(words.text, words.start, end)
    if not joined:
        return False
    known = [
        mention
        for table in ("parts", "sides")
        for mention in words.mentions(phrases("body_parts", table), words.start, joined.start())
    ]
    nouns = _NOUN.finditer(words.text, words.start, joined.start())
    return any(not any(low <= noun.start() < high for low, high, _name in known) for noun in nouns)


def _hinted(letter: Letter, word: _Word) -> dict[str, Finding]:
    """The category that a general word leaves likely."""
    keys = ("category", "subcategory")
    return {key: letter.found("item.category.hint", word.start, word.end, getattr(word, key)) for key in keys}


def _is_drug(text: str, start: int, end: int, drug: tuple[int, int] | None) -> bool:
    """Whether the item is a medicine: a known one, and dosed or standing first."""
    if drug is None:
        return bool(_MADE_UP.search(text, start, end)) and not _INJECTED.search(text, start, end)
    if _THING_OF.match(text, drug[1], end):
        return False
    return bool(_PRESCRIBED.fullmatch(text, start, drug[0]) or _STRENGTH.search(text, drug[1], end))


_FIRST_WORD = re.compile(r"[A-Za-z][A-Za-z/-]+")
_NO_NAME = re.compile(
    r"topical|compound(?:ed)?|cream|ointment|prescription|unknown|medications?|one|pain", re.IGNORECASE
)
_SALT = re.compile(
    r"\s+(?:citrate|hydrochloride|HCL|sodium|potassium)\b|\s*\([A-Za-z -]+\)|\s*/\s*[A-Za-z]+", re.IGNORECASE
)


def _drug(letter: Letter, start: int, end: int, drug: tuple[int, int] | None) -> Finding:
    if not _is_drug(letter.text, start, end, drug) or _INJECTED.search(letter.text, start, end):
        return propose("not_stated", None)
    if drug is None:
        name = _FIRST_WORD.match(letter.text, start, end)
        known = name and not _NO_NAME.fullmatch(name[0])
        return letter.found("item.drug.guess", *name.span()) if name and known else propose("item.drug.guess", None)
    stop = drug[1]
    while salt := _SALT.match(letter.text, stop, end):
        inner = salt[0].strip(" /()").lower()
        if salt[0].lstrip().startswith(("/", "(")) and not drugs.generic(inner):
            break
        stop = salt.end()
    return letter.found("item.drug", drug[0], stop)


def named_parts(words: Words, start: int | None = None, end: int | None = None, table: str = "parts") -> list[Mention]:
    """Body parts named between two offsets, each at its first mention, in order."""
    first: dict[str, Mention] = {}
    things = list(words.mentions(phrases("body_parts", "not_parts"), start, end))
    for begin, stop, part in words.mentions(phrases("body_parts", table), start, end):
        if part not in first and not any(low <= begin < high for low, high, _thing in things):
            first[part] = begin, stop, part
    return list(first.values())


def _parts(letter: Letter, heading: Words) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    named = _without_hints(letter.text, _without_wholes(letter.text, named_parts(heading)))
    unclear = named_parts(heading, table="extremities") or named_parts(heading, table="spine")
    if unclear:
        begin, stop, kind = unclear[0]
        sure = tuple(part for _begin, _stop, part in named)
        first, *others = (tuple(dict.fromkeys((*sure, *parts))) for parts in PARTS_OF[kind])
        places = letter.evidence(begin, stop)
        alternatives = tuple(Alternative(parts, places) for parts in others)
        doubt = SEVERAL.format(letter.text[begin:stop])
        found["body_parts"] = letter.found(
            "item.body_parts.several", begin, stop, first, alternatives=alternatives, doubt=doubt
        )
    elif named:
        places = tuple(item for begin, stop, _part in named for item in letter.evidence(begin, stop))
        found["body_parts"] = propose("item.body_parts", tuple(part for _b, _s, part in named), places)
    if sides := named_parts(heading, table="sides"):
        found["side"] = _side(letter, sides)
    return found


def _without_wholes(text: str, named: list[Mention]) -> list[Mention]:
    """Parts without the whole they are said to be of: in "the fingers of the right hand" the fingers are meant."""
    return [
        item for number, item in enumerate(named) if not (number and _OF.fullmatch(text, named[number - 1][1], item[0]))
    ]


def _without_hints(text: str, named: list[Mention]) -> list[Mention]:
    """Parts without those that a word only hints at, where another is named: the toe, in "podiatry for the toe"."""
    plain = [item for item in named if not ((hint := _hinting().match(text, item[0])) and hint.end() == item[1])]
    return plain or named


@cache
def _hinting() -> "re.Pattern[str]":
    """A word that tells a part only where no other is named."""
    return re.compile(rf"(?:{'|'.join(vocabulary('body_parts')['weak']['words'])}){WORD_END}", re.IGNORECASE)


def _side(letter: Letter, sides: list[Mention]) -> Finding:
    kinds = {side for _begin, _stop, side in sides}
    begin, stop, _side_name = sides[0]
    if "bilateral" in kinds:
        begin, stop, _side_name = next(item for item in sides if item[2] == "bilateral")
        return letter.found("item.side", begin, stop, "bilateral")
    if len(kinds) == 1:
        return letter.found("item.side", begin, stop, kinds.pop())
    places = tuple(item for low, high, _name in sides for item in letter.evidence(low, high))
    return propose("item.side", None, places, doubt="Left and right are both named.")
