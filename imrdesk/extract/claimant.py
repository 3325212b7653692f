"""Who the claimant is: age, sex, occupation and injury date as the clinical summary states them."""

import re

from imrdesk.record.finding import Alternative, Finding

from . import occupation
from .letter import Letter, propose

_SEX = {"male": "male", "man": "male", "gentleman": "male", "m": "male", "boy": "male", "female": "female",
        "woman": "female", "lady": "female", "f": "female", "girl": "female"}  # fmt: skip
_TENS = {"twenty": 2, "thirty": 3, "forty": 4, "fifty": 5, "sixty": 6, "seventy": 7, "eighty": 8, "ninety": 9}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_AGE = rf"\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|eighteen|nineteen"
_WHO = re.compile(
    rf"\b(?P<age>{_AGE})"
    r"\s*[- ]?\s*(?:years?|yrs?|y)\s*[-./ ]?\s*(?:olds?|o)\b\.?[\s,-]*"
    r"(?:(?:right|left)[- ]hand(?:ed)?(?:[- ]dominant)?\s+|(?:hispanic|caucasian|african[- ]american|asian|obese)\s+)*"
    r"(?P<sex>female|male|woman|man|lady|gentleman|[MF]\b)?",
    re.IGNORECASE,
)
_SEX_ALONE = re.compile(r"\b(?:is|a|an|this|injured)\s+(?P<sex>female|male|woman|man|lady|gentleman)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?P<he>he|his|him)\b|\b(?P<she>she|hers?)\b", re.IGNORECASE)
_DATE = (
    r"(?:\d{1,2}\s?[-/]\s?\d{1,2}\s?[-/]\s?\d{2,4}(?!\w)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
)
_INJURY = re.compile(
    r"(?:industrial(?:[- ](?:work|related))?\s+injur(?:y|ies)(?:\s+date)?(?:\s+(?:of|on|dated))?|"
    r"injury\s+date(?:\s+of)?|dates?\s+of\s+(?:the\s+)?injury(?:\s*\(DOI\))?(?:\s+(?:of|on|is|was))?|DOI(?:\s+of)?|"
    r"(?:occupational|industrial|work(?:ers'?\s+compensation)?)\s+(?:claim|accident|incident)(?:\s+(?:from|of|on|dated))?|"
    r"(?:work(?:place)?[- ]?(?:related)?)\s+injur(?:y|ies)(?:\s+(?:on|of|dated|from))?|"
    r"(?:was|got)\s+(?:first\s+)?(?:injured|hurt)(?:\s+at\s+work)?(?:\s+on)?|"
    r"(?:injur(?:y|ies|ed)|accident|incident)(?:\s+[^.;:\d]{0,60}?)?\s+(?:on|of|dated|from))\s*[:,]?\s*"
    rf"(?P<date>{_DATE})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r".*?\.(?=\s|$)")
_ANY_DATE = re.compile(_DATE, re.IGNORECASE)
_BROKEN_DATE = re.compile(r"(?<=[-/])\s|\s(?=[-/])")  # "10-30-" / "2016": a date over a line's end


def extract(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    """What the summary between two offsets says of the claimant."""
    return {
        **_who(letter, start, end),
        **_injury(letter, start, end),
        "occupation": occupation.extract(letter, start, end),
    }


def _who(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    matches = [match for match in _WHO.finditer(letter.text, start, end) if _years(match["age"]) < 120]
    found: dict[str, Finding] = {}
    if matches:
        first = matches[0]
        found["patient_age"] = _age(letter, matches)
        if first["sex"]:
            found["patient_sex"] = letter.found("summary.sex", *first.span("sex"), _SEX[first["sex"].lower()])
    else:
        found["patient_age"] = propose("not_stated.unsure", None)
    if "patient_sex" not in found:
        found["patient_sex"] = _sex(letter, start, end)
    return found


def _years(words: str) -> int:
    """An age in figures or in words."""
    if words.isdigit():
        return int(words)
    ten, _, one = words.lower().replace("-", " ").partition(" ")
    return {"eighteen": 18, "nineteen": 19}.get(ten) or _TENS[ten] * 10 + _ONES.get(one, 0)


def _age(letter: Letter, matches: list["re.Match[str]"]) -> Finding:
    first = matches[0]
    value = _years(first["age"])
    others = {_years(match["age"]): match for match in matches[1:] if _years(match["age"]) != value and match["sex"]}
    doubt = "The letter gives more than one age." if others else None
    if not 14 <= value <= 99:
        doubt = f"An age of {value} is unusual."
    alternatives = tuple(Alternative(age, letter.evidence(*match.span("age"))) for age, match in others.items())
    return letter.found("summary.age", *first.span("age"), value, alternatives=alternatives, doubt=doubt)


def _sex(letter: Letter, start: int, end: int) -> Finding:
    if match := _SEX_ALONE.search(letter.text, start, end):
        return letter.found("summary.sex", *match.span("sex"), _SEX[match["sex"].lower()])
    pronouns = list(_PRONOUN.finditer(letter.text, start, end))
    kinds = {match.lastgroup for match in pronouns}
    if len(kinds) == 1:
        value = "male" if pronouns[0].lastgroup == "he" else "female"
        return letter.found("summary.sex.pronoun", *pronouns[0].span(), value)
    return propose("not_stated.unsure", None)


def _injury(letter: Letter, start: int, end: int) -> dict[str, Finding]:
    if match := _INJURY.search(letter.text, start, end):
        value = _BROKEN_DATE.sub("", match["date"])
        return {"injury_date_in_summary": letter.found("summary.injury_date", *match.span("date"), value)}
    first_sentence = _SENTENCE.match(letter.text, start, end)
    if first_sentence and (match := _ANY_DATE.search(letter.text, *first_sentence.span())):
        return {"injury_date_in_summary": letter.found("summary.injury_date.first", *match.span())}
    return {"injury_date_in_summary": propose("not_stated.unsure", None)}
