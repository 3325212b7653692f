"""The clinical summary's lists: what the claimant is treated for, and the medicines."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from imrdesk.record.finding import Finding
from imrdesk.record.values import MONTHS

from . import drugs
from .letter import Letter, propose
from .phrases import Phrases, Words
from .vocabularies import phrases, vocabulary

_SENTENCE_END = re.compile(r"(?<!\bDr)\.(?=\s+[A-Z(]|[A-Z][a-z]|\s*$)|\.\s*$")
_NUMBERED = re.compile(r"[\s:;,-]*1[.)]\s")  # "1. Lumbar sprain. 2. Neck pain"
_NUMBERED_END = re.compile(r"(?<!\s\d)(?<!\s\d\d)(?<!\bDr)\.(?=\s+[A-Z(]|\s*$)|\.\s*$")
_SEPARATOR = re.compile(r"\s*[;]\s*(?:and\s+)?|\s*,\s*(?:and\s+)?|\s+and\s+(?=\S)|\s+as well as\s+|\s*\d+[.)]\s+")
_COMMA = re.compile(
    r"(?<=[a-z])['’]\s+(?=(?:left|right|bilateral)\s)|\s*[,;]\s*(?:and\s+)?|\s+\d{1,2}[.)]\s+(?=[A-Za-z]|\d{3}\.)|\s+-\s+|"
    r"\s+with\s+(?:underlying|superimposed|concomitant|concurrent|accompanying|comorbid)\s+"
)
_AND = re.compile(r"\s+(?:and|as well as)\s+(?=\S)")
_AND_SIDE = re.compile(r"\s+and\s+(?=(?:left|right|bilateral)\s)", re.IGNORECASE)
_LEAD = re.compile(
    r"[\s:,;.-]*(?:\(?\d{1,2}[.)]\s+)?(?:(?:[A-TV-Z]\d\d(?:\.\w{1,4})?|\d{3}\.\d{1,2})\s+)?"  # "1. 724.4 ..."
    r"(?:(?:(?:the\s+)?diagnos[ei]s\s+of|to\s+include|an?|the)\s+)*",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"^(?:initial|subsequent)\s+encounter$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:from|since|after|for which|in addition)\s.*$|\s+due to\s+(?!(?:\w+\s+)?\w+$).*$|\s*\([^)]*$|"
    r"\s+(?:on\s+)?\d{1,2}[-/]\s?\d{1,2}[-/]\s?\d{2,4}$|"
    rf"\s+(?:in\s+)?(?:{'|'.join(MONTHS)})\s+\d{{4,5}}$",
    re.IGNORECASE,
)
_MISSING_COMMA = re.compile(r"\s+(?=(?:left|right|bilateral)\s)", re.IGNORECASE)
_SINCE = re.compile(r"\s+(?:status[\s-]+post|s/p)\b.*$", re.IGNORECASE | re.DOTALL)
_AFTER = re.compile(r"status|s/p|post", re.IGNORECASE)  # these open a condition, and end none
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+(?![\w-])")
_GOES_ON = re.compile(
    r",?\s+(?:and|but|who|which|that)\s+(?:has|had|was|were|is|tried|underwent|presented|reported|received)\b|"
    r";\s+(?:and\s+)?(?:he|she|they|his|her|(?:the|this)\s+(?:exam\w*|physical|patient|injured|worker|claimant|applicant|IW|"
    r"provider|physician|treat\w+))\s",
    re.I,
)
_GOVERNS = re.compile(r"\b(?:with|affecting|involving|causing|secondary to|due to|including|between)\b", re.IGNORECASE)
_CUE = 90  # letters before the first of a list in which what opens it is looked for
_MAY_HOLD_MORE = re.compile(r"\b(?:and|or|with|due\s+to|secondary|after|from)\b", re.IGNORECASE)
MOST_OF_PLAIN = 8  # words of a diagnosis that is plainly one
MOST_WORDS = 6  # of a diagnosis that is named by no known word
_DIAGNOSED = re.compile(r"diagnos|\bDx\b", re.IGNORECASE)
_STRENGTH = re.compile(r"\s+\d.*$")
_NOT_SURE = re.compile(  # words of a sentence that may say that the medicine in it is not taken
    r"\b(?:not|no|nor|never|neither|denie[sd]|declined|deferred|instead|avoid\w*|without|allerg\w+|unable|refus\w+|negative|"
    r"positive|consider\w*|trial|if|may|would|could|should|recommend\w*)\b",
    re.IGNORECASE,
)
_DOSED = re.compile(  # a word before a strength, or before a form of medicine
    r"\b(?P<name>(?!of\b|at\b|to\b|the\b|and\b)[A-Za-z][A-Za-z-]{2,})\s+(?:[A-Z]{2}\s+)?(?:\d[\d.,/-]*\s?(?:mg|mcg|%|percent\b)|"
    r"(?:cream|ointment|drops|inhaler|patch(?:es)?|gel|spray|syrup|lotion|tablets?|capsules?|suppositor\w+|dressings?)\b)",
    re.IGNORECASE,
)
_WORDY = re.compile(r"[A-Za-z][A-Za-z/-]+(?:\s+[A-Z][A-Za-z-]+)?")
_SHORT_NAME = re.compile(r"[A-Za-z][A-Za-z/-]{3,}(?:\s+[A-Za-z-]+)?")
_NOT_TAKEN = re.compile(
    r"\b(?:(?:positive|negative|consistent|inconsistent|tested)\s+(?:only\s+)?(?:for|with)\s+(?:[\w/]+,?\s+(?:and\s+)?){0,4}|"
    r"(?:total|free|serum)\s+|allerg\w+(?:\s+\w+){0,3}|inject(?:ed|ions?)(?:\s+(?:with|of))?(?:\s+(?:\d\S*|ccs?|ml|mg|\w+/)){0,3})[\s/]*$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s+(?:levels?|deficiency|replacement|dependence|abuse|toxicity|screen\w*|allerg\w+)\b", re.IGNORECASE
)
_BESIDE = re.compile(r"[\s(/,]{1,3}(?:brand name |generic )?")
_REQUESTED = re.compile(r"\b(?:requests?|authori[sz]ation|certif\w+|denied|approve\w*)\b", re.IGNORECASE)


@cache
def _word(table: str) -> "re.Pattern[str]":
    """Any word or phrase of a table of the clinical vocabulary."""
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(vocabulary('clinical')[table])})(?![A-Za-z])", re.IGNORECASE)


@cache
def _weak_cues() -> tuple[Phrases, ...]:
    """What may open a list of diagnoses where nothing else does, the likeliest first."""
    return tuple(Phrases({cue: [cue]}) for cue in vocabulary("clinical")["weak_diagnosis_cues"])


def _sentence_end(letter: Letter, start: int, end: int) -> int:
    match = _SENTENCE_END.search(letter.text, start, end)
    return match.start() if match else end


def diagnoses(letter: Letter, start: int, end: int) -> Finding:
    """The first list of diagnoses between two offsets, each once, as written."""
    pieces = listed_diagnoses(letter, start, end)
    if not pieces:
        return propose("not_stated.unsure", ())
    cue = letter.words.first(phrases("clinical", "diagnosis_cues"), max(start, pieces[0][0] - _CUE), pieces[0][0])
    plain = cue and all(_is_plain(letter.text[low:high]) for low, high in pieces)
    return _listed(letter, "summary.diagnoses.plain" if plain else "summary.diagnoses", pieces)


def _is_plain(name: str) -> bool:
    """Whether a diagnosis is a short name of a known condition, in which nothing could be another one's."""
    return bool(_holds_condition(name) and len(name.split()) <= MOST_OF_PLAIN and not _MAY_HOLD_MORE.search(name))


@lru_cache(maxsize=1)
def listed_diagnoses(letter: Letter, start: int, end: int) -> list[tuple[int, int]]:
    """Where each diagnosis of the first list of them stands, those given twice too; one without any known condition
    only where nothing else is found."""
    unknown: list[tuple[int, int]] = []
    for cues in (phrases("clinical", "diagnosis_cues"), *_weak_cues()):
        for begin, cue, _name in letter.words.mentions(cues, start, end):
            stop = _list_end(letter, cue, end)
            pieces = list(_pieces(letter.text, cue, stop))
            if pieces and _word("conditions").search(letter.text, cue, stop):
                return pieces
            named = _DIAGNOSED.search(letter.text, begin, cue)
            unknown = unknown or [piece for piece in pieces if named and _is_short(letter.text[slice(*piece)])]
    return unknown


def _is_short(name: str) -> bool:
    """Whether words are few enough for a diagnosis that is named by no known word, and say nothing that happened."""
    return len(name.split()) <= MOST_WORDS and not _word("going_on").search(name)


def _list_end(letter: Letter, start: int, end: int) -> int:
    """Where a list ends: with its sentence, or where the sentence goes on to something else."""
    numbered = _NUMBERED.match(letter.text, start, end)
    match = (_NUMBERED_END if numbered else _SENTENCE_END).search(letter.text, start, end)
    stop = match.start() if match else end
    goes_on = next(_GOES_ON.finditer(letter.text, start, stop), None)
    return goes_on.start() if goes_on else stop


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each diagnosis of a list stands: parted at commas where a new one begins, and at "and" only where what
    follows stands alone ("neck and back pain" is one, "neck pain and lumbar strain" are two)."""
    for low, high in _parted(text, start, end, _COMMA, _names_condition, _begins_condition):
        for begin, stop in _parted_at_ands(text, low, high):
            for first, last in _parted(text, begin, stop, _MISSING_COMMA, _is_condition, _is_condition):
                yield from _clean(text, first, last)


def _parted_at_ands(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between "and"s that part; one before a side parts what "with" or the like would hold together."""
    for low, high in _parted(text, start, end, _AND_SIDE, _holds_condition, _stands_alone):
        yield from _parted(text, low, high, _AND, _ends_condition, _stands_alone)


def _parted(
    text: str,
    start: int,
    end: int,
    separator: "re.Pattern[str]",
    ends: Callable[[str], bool],
    begins: Callable[[str], bool],
) -> Iterator[tuple[int, int]]:
    """The stretches between separators where what is before ends a diagnosis and what is behind begins one."""
    begin = start
    whole = [match.span() for match in _word("one_condition").finditer(text, start, end)]
    marks = [mark for mark in separator.finditer(text, start, end) if not _inside(mark.start(), whole)]
    for number, mark in enumerate(marks):
        comma = _COMMA.search(text, mark.end(), end)
        stop = min(comma.start() if comma else end, marks[number + 1].start() if number + 1 < len(marks) else end)
        after = text[mark.end() : stop]
        if ends(text[begin : mark.start()]) and begins(after):
            yield begin, mark.start()
            begin = mark.end()
    yield begin, end


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(low < offset < high for low, high in spans)


def _holds_condition(words: str) -> bool:
    return bool(_word("conditions").search(words))


def _ends_condition(words: str) -> bool:
    """Whether words before "and" end a diagnosis: they name a condition, and nothing that takes in more than one."""
    return _holds_condition(words) and not _GOVERNS.search(words)


def _is_condition(words: str) -> bool:
    """Whether words end in a condition: between two of them a comma may be missing."""
    last = [match for match in _word("conditions").finditer(words) if not _AFTER.match(match[0])]
    return bool(last) and last[-1].end() == len(words.rstrip(" .,;"))


def _names_condition(words: str) -> bool:
    """Whether words before a comma can end a diagnosis: they say more than where, or how, it is."""
    words = words.rsplit(" with ", 1)[-1]
    return bool(_word("conditions").search(words) or _QUALIFIER.match(words.strip()) or _says_more(words))


def _begins_condition(words: str) -> bool:
    """Whether words behind a comma begin a new diagnosis."""
    if _word("conditions").search(words) or _QUALIFIER.match(words.strip()):
        return True
    return len(words.split()) <= MOST_WORDS and not _word("going_on").search(words) and _says_more(words)


def _says_more(words: str) -> bool:
    """Whether words hold one that is no qualifier."""
    parts = (part for word in _PLAIN_WORD.findall(words) for part in word.split("-"))
    return any(not _word("qualifiers").fullmatch(part) for part in parts)


def _stands_alone(words: str) -> bool:
    """Whether words name a condition with what it concerns, not only the condition ("and strain")."""
    if _word("whole_conditions").fullmatch(words.strip(" .")):
        return True
    words = _SINCE.sub("", words.strip())
    match = _word("conditions").search(words)
    return bool(match and (" " in match[0] or (words[: match.start()] + words[match.end() :]).strip(" .")))


def _clean(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if tail := _TAIL.search(piece):
        piece = piece[: tail.start()]
    lead = _LEAD.match(piece)
    begin = start + (lead.end() if lead else 0)
    stop = start + len(piece.rstrip(" ,;."))
    if begin < stop and not _QUALIFIER.match(text[begin:stop]):
        yield begin, stop


def _listed(letter: Letter, rule: str, pieces: Iterable[tuple[int, int]]) -> Finding:
    names: dict[str, tuple[int, int]] = {}
    for start, end in pieces:
        name = letter.text[start:end]
        if name.lower() not in {known.lower() for known in names}:
            names[name] = start, end
    places = tuple(item for span in names.values() for item in letter.evidence(*span))
    return propose(rule, tuple(names), places)


def medications(letter: Letter, start: int, end: int) -> Finding:
    """The medicines between two offsets: known names, and what a list of medicines names besides."""
    lists = [
        (cue[1], _sentence_end(letter, cue[1], end))
        for cue in letter.words.mentions(phrases("clinical", "medication_cues"), start, end)
    ]
    known = list(_taken(letter.words, start, end))
    listed = [
        span
        for low, high in lists
        for span in _listed_medicines(letter.words, low, high)
        if not any(begin < span[1] and span[0] < stop for begin, stop in known)
    ]
    spans = sorted(known + listed)
    if not spans:
        told = letter.words.first(phrases("clinical", "medicine_words"), start, end)
        return propose("not_stated.unsure" if told else "not_stated", ())
    return _listed(letter, _how_listed(letter.words, known, listed, lists, (start, end)), spans)


def _how_listed(
    words: Words,
    known: list[tuple[int, int]],
    listed: list[tuple[int, int]],
    lists: list[tuple[int, int]],
    summary: tuple[int, int],
) -> str:
    """The rule that tells how sure medicines are: all in lists, all of known names, or neither."""
    holding = [(low, high) for low, high in lists if any(low <= begin < high for begin, _end in known)]
    if listed or any(_holds_unknown(words, low, high) for low, high in holding):
        return "summary.medications"
    if _all_listed(words, known, holding, *summary):
        return "summary.medications.listed"
    beside = [place for place in known if not any(low <= place[0] < high for low, high in holding)]
    doubtful = any(_NOT_SURE.search(_sentence(words.text, low, summary)) for low, _high in beside)
    return "summary.medications" if doubtful or _dosed_unknown(words, *summary) else "summary.medications.named"


def _sentence(text: str, at: int, within: tuple[int, int]) -> str:
    """The sentence round an offset."""
    begin, stop = text.rfind(". ", within[0], at), text.find(". ", at, within[1])
    return text[begin if begin >= 0 else within[0] : stop if stop >= 0 else within[1]]


def _dosed_unknown(words: Words, start: int, end: int) -> bool:
    """Whether a word that is no known medicine stands before a strength or a form of medicine."""
    return any(
        not any(drugs.find(words, match.start(), match.end())) and not _word("not_medicines").search(match["name"])
        for match in _DOSED.finditer(words.text, start, end)
    )


def _all_listed(
    words: Words, known: list[tuple[int, int]], holding: list[tuple[int, int]], start: int, end: int
) -> bool:
    """Whether each medicine stands in a list of what is taken or prescribed, and none is named elsewhere only."""
    names = {drugs.generic(words.text[low:high]) for low, high in known if any(a <= low < b for a, b in holding)}
    return names.issuperset(drugs.generic(words.text[low:high]) for low, high in drugs.find(words, start, end))


def _holds_unknown(words: Words, start: int, end: int) -> bool:
    """Whether a list of medicines has an entry of a word or two that is none of them, nor a common one."""
    at = start
    for piece in [*_SEPARATOR.finditer(words.text, start, end), None]:
        stop = piece.start() if piece else end
        name = _STRENGTH.sub("", words.text[at:stop]).strip(" :.")
        if (
            _SHORT_NAME.fullmatch(name)
            and not any(drugs.find(words, at, stop))
            and not _word("not_medicines").search(name)
        ):
            return True
        at = piece.end() if piece else end
    return False


def _taken(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Known medicines that the claimant is said to take, not one by its second name in the same breath."""
    last: tuple[int, str | None] = (-1, None)
    named: set[str | None] = set()
    for low, high in drugs.find(words, start, end):
        before = words.text[max(start, low - 60) : low]
        generic = drugs.generic(words.text[low:high])
        beside = generic == last[1] and _BESIDE.fullmatch(words.text, last[0], low)
        requested = generic in named and _REQUESTED.search(before.rsplit(". ", 1)[-1])
        last = high, generic
        if not (beside or requested or _NOT_TAKEN.search(before) or _MEASURED.match(words.text, high, end)):
            named.add(generic)
            yield low, high


def _listed_medicines(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names in a list of medicines that the vocabulary has not: one or two words, none of them a common one."""
    at = start
    for piece in [*_SEPARATOR.finditer(words.text, start, end), None]:
        stop = piece.start() if piece else end
        name = _STRENGTH.sub("", words.text[at:stop]).strip(" :.")
        if _WORDY.fullmatch(name) and name[:1].isupper() and not _word("not_medicines").search(name):
            begin = words.text.index(name, at)
            yield begin, begin + len(name)
        elif not any(drugs.find(words, at, stop)):
            return
        at = piece.end() if piece else end
