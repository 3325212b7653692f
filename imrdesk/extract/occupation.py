"""The claimant's work, in the ways summaries word it."""

import re
from collections.abc import Iterator
from functools import cache

from imrdesk.record.finding import Finding

from .letter import Letter, propose
from .phrases import Phrases, Words
from .vocabularies import vocabulary

_AS = Phrases.of(r"as\s+an?\s+(?!(?:result|consequence|whole|matter|precaution|means|way)\b)", after="")
_WORKED = re.compile(  # what stands before "as a", a few words between
    r"\b(?:works?|worked|working|employed|employment|jobs?|duties|career|position|hired|role|capacity|serves|served|serving|"
    r"tenure)(?:\s+[\w',]+){0,6}\s+$",
    re.IGNORECASE,
)
_WINDOW = 90  # letters before "as a" that are looked at
_TITLED = Phrases.of(
    r"(?:occupation|profession|trade|line\s+of\s+work|job\s+title|job\s+description|employment|position|vocation)\s*"
    r"(?:\(?at\s+(?:the\s+)?time\s+of\s+(?:the\s+)?injury\)?\s*)?(?:(?:is|was|of|as|:|listed|stated|noted|given|reported|"
    r"documented|described|recorded|to\s+be|being)\s*)+(?:that\s+of\s+)?(?:an?\s+|the\s+)?",
    r"job\s+(?:is|was|as|of)\s+(?:an?\s+)?",
    after="",
)
_JOB = re.compile(
    r"(?P<job>[a-z][a-z /'-]{2,60}?)"
    r"(?=[.,;()]|\s+(?:for|at|with|who|when|and|in|on|since|sustained|by|while|whose|that|he|she|but|until|from|injured|"
    r"(?:part|full)[- ]time)\b)",
    re.IGNORECASE,
)
_YEARS_OLD = Phrases.of("years?[- ]old", "y/?o", after=r"\s+")
_CALLED = re.compile(
    r"(?:(?:right|left)[- ]hand(?:ed)?(?:[- ]dominant)?\s+)?"
    r"(?:female|male|woman|man)\s*,?\s+(?:an?\s+)?"
    r"(?!(?:with|who|patient|claimant|applicant|injured|worker|employee|individual|that|whose|sustained|and|was|is|has|had|"
    r"presented|reported|reporting|complain\w+|suffered|fell|seen|being|states?|stated|whom|from|status)\b)"
    r"(?P<job>[a-z]+(?:[ /-][a-z]+){0,3}?)(?=\s+(?:who|with|whose|for|at|that|sustained|injured|employed)\b|,)",
)
_BY_NAME = Phrases.of(  # behind these words a known kind of work is the claimant's
    r"\b(?:he|she|patient|worker|claimant|applicant|employee|IW|who)\s+(?:is|was|had been|has been|worked|works)\s+"
    r"(?:employed\s+|working\s+)?(?:as\s+)?an?\s+",
    r",\s+an?\s+",
    r"\bas\s+an?\s+",
    r"\byears?[- ]old\s+(?:(?:fe)?male\s+)?",
    before="",
    after="",
)
_AT_WORK = Phrases.of(  # words that may tell of somebody's work, in a wording the patterns above do not know
    "employ(?:ed|ment|ers?)?",
    r"occupation(?:s|al\s+(?:title|history|duties))?",
    "profession",
    "career",
    "trade",
    "vocation",
    "jobs?",
    "shifts?",
    "co-?workers?",
    "(?:customers?|clients?|students?|inmates?|residents|passengers?)",
    r"(?:works?|worked)\s+(?:for|at|in|as|with)(?!\s+(?:restrictions|modified|pain|limitations))",
    r"working\s+(?:for|at|in)\s+(?:an?|the)",
    r"(?:his|her|their)\s+(?:usual\s+|regular\s+|customary\s+)?work(?!\s+(?:status|restrictions?|injury))",
    r"as\s+an?\s+(?:[\w'-]+\s+){0,2}?\w+(?:er|or|ist|man|woman|ian|ant|ee|ive|hand)(?=\s+(?:who|when|with|for|at|and|in)\b|[,.;)])",
    r"(?:worker|patient|claimant|applicant|IW|he|she)\s+\(an?\s",
    r"job\s+(?:title|duties\s+(?:as|of|include\w*))",
    r"(?:working|works|worked|hired)\s+as",
    r"by\s+(?:trade|profession|occupation)",
    "retired",
    r"for\s+a\s+living",
    r"in\s+(?:his|her)\s+(?:role|capacity)",
    r"(?:he|she|patient|worker|claimant|applicant|employee)\s+(?:is|was)\s+an?\s+(?:\w+\s+){0,2}?"
    r"\w+(?:er|or|ist|man|woman|ant|ian|ee|ive)",
)
_MODIFIER = (  # a word before a kind of work that belongs to it: "bus mechanic", not "retired mechanic"
    r"(?!(?:former|retired|full|part|time|long|right|left|handed|dominant|male|female|man|woman|year|years|old|very|well|"
    r"previous|current|now|local|young|active|single|married|healthy|obese|busy|new|injured|the|an?|his|her|and|or|who|"
    r"is|was|as|of|by|for|in|at|on|with|working|works|worked|employed|whose|seen|treated)\b)(?:[a-z][a-z'-]+\s+)"
)
_OF_THOSE_WHO_TREAT = re.compile(
    r"therap|nurs|tech|pharmac|assist|couns|eng|fabric|administ|aide|route|dent|medic|director|examin"
)
_HEADED = re.compile(r"(?:\(\?:[^()]*\)\?)?(?P<head>[A-Za-z]{3,})")  # "(?:data entry )?clerk"


def extract(letter: Letter, start: int, end: int) -> Finding:
    """The claimant's work: in the summary between two offsets, else anywhere after it."""
    for place in ((start, end), (end, len(letter.text))):
        if job := next(_found(letter.words, *place), None):
            return letter.found("summary.occupation", *job)
    told = letter.words.first(_AT_WORK, start, end) or _names_a_job(letter.words, start, end)
    return propose("not_stated.unsure" if told else "not_stated", None)


def _found(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the work is named between two offsets, the surest wording first."""
    for begin, lead, _name in words.mentions(_AS, start, end):
        if _WORKED.search(words.text[max(start, begin - _WINDOW) : begin]):
            yield from _at(_JOB, words.text, lead, end)
    for leads, job in ((_TITLED, _JOB), (_YEARS_OLD, _CALLED), (_BY_NAME, _known_job())):
        for _begin, lead, _name in words.mentions(leads, start, end):
            yield from _at(job, words.text, lead, end)


def _at(pattern: "re.Pattern[str]", text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The work that begins at an offset, if any does."""
    if match := pattern.match(text, start, end):
        known = _known_job().match(text, match.start("job"), end)  # "shipping and receiving clerk" is one kind of work
        longer = known is not None and known.start("job") == match.start("job") and known.end("job") > match.end("job")
        yield known.span("job") if known and longer else match.span("job")


@cache
def _known_job() -> "re.Pattern[str]":
    """A known kind of work with the words that say of what, a word or two before it."""
    jobs = "|".join(vocabulary("clinical")["occupations"])
    return re.compile(
        rf"(?:\w+\s+){{0,2}}?(?P<job>{_MODIFIER}{{0,2}}?(?:{jobs})(?:\s+(?:{jobs}))?)(?![A-Za-z'])", re.IGNORECASE
    )


def _names_a_job(words: Words, start: int, end: int) -> bool:
    """Whether any kind of work is named between two offsets but those of people who treat the claimant."""
    heads, others = _any_job()
    named = re.findall(r"[a-z]+", words.text[start:end].lower())
    return not heads.isdisjoint(named) or words.first(others, start, end) is not None


@cache
def _any_job() -> tuple[frozenset[str], Phrases]:
    """The plain last words of the kinds of work, and those whose wording ends otherwise."""
    jobs = [job for job in vocabulary("clinical")["occupations"] if not _OF_THOSE_WHO_TREAT.search(job)]
    headed = {job: match["head"].lower() for job in jobs if (match := _HEADED.fullmatch(job))}
    return frozenset(headed.values()), Phrases({"": [job for job in jobs if job not in headed]})
