"""The claimant's work, in the ways summaries word it."""

import re
from collections.abc import Iterator
from functools import cache

from imrdesk.record.finding import Finding

from .letter import Letter, propose
from .vocabularies import vocabulary

_AS = re.compile(r"\bas\s+an?\s+(?!(?:result|consequence|whole|matter|precaution|means|way)\b)", re.IGNORECASE)
_WORKED = re.compile(  # what stands before "as a", a few words between
    r"\b(?:works?|worked|working|employed|employment|jobs?|duties|career|position|hired|role|capacity|serves|served|serving|"
    r"tenure)(?:\s+[\w',]+){0,6}\s+$",
    re.IGNORECASE,
)
_WINDOW = 90  # letters before "as a" that are looked at
_TITLED = re.compile(
    r"\b(?:occupation\s*(?:(?:is|was|of|as|:)\s*)+(?:listed\s+as\s+|that\s+of\s+)?(?:an?\s+)?|"
    r"job\s+(?:title\s+)?(?:is|was|as|of)\s+(?:an?\s+)?)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?P<job>[a-z][a-z /'-]{2,60}?)"
    r"(?=[.,;()]|\s+(?:for|at|with|who|when|and|in|on|since|sustained|by|while|whose|that|he|she|but|until|from|injured|"
    r"(?:part|full)[- ]time)\b)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:\byears?[- ]old|\by/?o)\s+(?:(?:right|left)[- ]hand(?:ed)?(?:[- ]dominant)?\s+)?"
    r"(?:female|male|woman|man)\s*,?\s+(?:an?\s+)?"
    r"(?!(?:with|who|patient|claimant|applicant|injured|worker|employee|individual|that|whose|sustained|and|was|is|has|had|"
    r"presented|reported|reporting|complain\w+|suffered|fell|seen|being|states?|stated|whom|from|status)\b)"
    r"(?P<job>[a-z]+(?:[ /-][a-z]+){0,3}?)(?=\s+(?:who|with|whose|for|at|that|sustained|injured|employed)\b|,)",
)
_BY_NAME = re.compile(  # behind these words a known kind of work is the claimant's
    r"\b(?:he|she|patient|worker|claimant|applicant|employee|IW|who)\s+(?:is|was|had been|has been|worked|works)\s+"
    r"(?:employed\s+|working\s+)?(?:as\s+)?an?\s+|,\s+an?\s+|\bas\s+an?\s+|\byears?[- ]old\s+(?:(?:fe)?male\s+)?",
    re.IGNORECASE,
)
_AT_WORK = re.compile(  # words that may tell of somebody's work, in a wording the patterns above do not know
    r"\b(?:employ(?:ed|ment)|occupation|profession|career|(?:works?|worked|working)\s+(?:for|at|in)\s+(?:an?|the)\b|"
    r"job\s+(?:title|duties\s+(?:as|of|include\w*))|(?:working|works|worked|hired)\s+as|by\s+(?:trade|profession|occupation)|"
    r"retired|for\s+a\s+living|in\s+(?:his|her)\s+(?:role|capacity)|(?:he|she|patient|worker|claimant|applicant|employee)\s+"
    r"(?:is|was)\s+an?\s+(?:\w+\s+){0,2}?\w+(?:er|or|ist|man|woman|ant|ian|ee|ive))\b",
    re.IGNORECASE,
)
_OF_THOSE_WHO_TREAT = re.compile(r"therap|nurs|tech|pharmac|assist|couns|eng|fabric|administ|aide|route")
_HEADED = re.compile(r"(?:\(\?:[^()]*\)\?)?(?P<head>[A-Za-z]{3,})")  # "(?:data entry )?clerk"


def extract(letter: Letter, start: int, end: int) -> Finding:
    """The claimant's work: in the summary between two offsets, else anywhere after it."""
    for place in ((start, end), (end, len(letter.text))):
        if job := next(_found(letter.text, *place), None):
            return letter.found("summary.occupation", *job)
    told = _AT_WORK.search(letter.text, start, end) or _names_a_job(letter.text[start:end])
    return propose("not_stated.unsure" if told else "not_stated", None)


def _found(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the work is named between two offsets, the surest wording first."""
    for lead in _AS.finditer(text, start, end):
        if _WORKED.search(text[max(start, lead.start() - _WINDOW) : lead.start()]):
            yield from _at(_JOB, text, lead.end(), end)
    for lead in _TITLED.finditer(text, start, end):
        yield from _at(_JOB, text, lead.end(), end)
    for match in _CALLED.finditer(text, start, end):
        yield match.span("job")
    for lead in _BY_NAME.finditer(text, start, end):
        yield from _at(_known_job(), text, lead.end(), end)


def _at(pattern: "re.Pattern[str]", text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The work that begins at an offset, if any does."""
    if match := pattern.match(text, start, end):
        yield match.span("job")


@cache
def _known_job() -> "re.Pattern[str]":
    """A known kind of work, a word or two before it."""
    jobs = "|".join(vocabulary("clinical")["occupations"])
    return re.compile(rf"(?:\w+\s+){{0,2}}?(?P<job>(?:{jobs}))(?![A-Za-z])", re.IGNORECASE)


def _names_a_job(text: str) -> bool:
    """Whether a text names any kind of work but those of people who treat the claimant."""
    heads, pattern = _any_job()
    words = set(re.findall(r"[a-z]+", text.lower()))
    return not heads.isdisjoint(words) or bool(pattern.search(text))


@cache
def _any_job() -> "tuple[frozenset[str], re.Pattern[str]]":
    """The plain last words of the kinds of work, and a pattern of those whose wording ends otherwise."""
    jobs = [job for job in vocabulary("clinical")["occupations"] if not _OF_THOSE_WHO_TREAT.search(job)]
    headed = {job: match["head"].lower() for job in jobs if (match := _HEADED.fullmatch(job))}
    others = [job for job in jobs if job not in headed]
    return frozenset(headed.values()), re.compile(rf"(?<!\w)(?:{'|'.join(others)})(?![A-Za-z])", re.IGNORECASE)
