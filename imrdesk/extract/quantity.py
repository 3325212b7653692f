"""How much of a treatment is in dispute, as its heading words it."""

import re

from imrdesk.record.finding import Alternative, Finding

from .letter import Letter, propose

_N = (
    r"(?:\d+(?:\s?-\s?\d+)?|"
    r"(?:twenty|thirty|forty|fifty|sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen)"
)
_UNIT = r"(?:sessions?|visits?|treatments?|appointments?|hours?)"
_TIME = r"(?:days?|weeks?|wks?|months?|mos?|years?)"
_PER = r"(?:(?:per|a|each|every|/)\s*)?"
_EVERY = r"\s*(?:per|a|an|each|every|/)\s*"
_FOR_WEEKS = rf"\s*,?\s*(?:for|times|x|over)\s*(?:a\s+total\s+of\s+)?{_N}\s*[- ]?{_TIME}"
_DAYS_A_WEEK = rf"(?:,?\s+{_N}\s+(?:times|days){_EVERY}week)?"
_TOTAL = r"(?:\s*\(\d+\))?"
_REFILLED = (
    rf"(?:\s*,?\s*(?:with|and|plus|\+|x)?\s*{_N}\s+(?:additional\s+)?refills?|\s*,?\s*refills?\s*[:x#]?\s*{_N})?"
)
_MEASURE = r"(?:gms?|grams?|g|ml|mls|ccs?|oz|ounces?)"
WORDINGS: tuple[str, ...] = (  # the first that fits is taken
    rf"#\s?\d+{_REFILLED}",
    rf"{_N}\s*hours?{_EVERY}(?:day|week|visit)(?:{_FOR_WEEKS}|{_DAYS_A_WEEK}(?:{_FOR_WEEKS})?)",
    rf"(?<=\(){_N}\s+{_UNIT}(?=\))",
    rf"{_N}\s+times\s+{_N}\s+{_UNIT}{_TOTAL}",
    rf"(?<!\(){_N}\s+{_UNIT}(?:{_EVERY}(?:week|wk|month)(?:{_FOR_WEEKS})?)?(?!\))",
    rf"(?:{_N}\s*(?:times|x|visits|days)|once|twice)\s*{_PER}(?:week|wk|month)(?:ly)?{_FOR_WEEKS}{_TOTAL}",
    r"\b\d+\s?x\s?\d+(?:\s*(?:weeks?|wks?))?\b",
    rf"times\s+\d+(?:\s+{_TIME})?",
    rf"(?:quantity|qty|count|total)\s*\.?\s*(?:of|:|#|-)?\s*{_N}{_REFILLED}",
    rf"{_N}\s+counts?\b{_REFILLED}",
    rf"\bx\s?{_N}(?:\s+(?:{_TIME}|{_UNIT}|units?|pairs?|boxes|box))?\b(?!\s+refills?)",
    rf"(?<!in ){_N}\s+{_TIME}(?:\s+(?:supply|coverage|rental))?(?=\s+(?:of|trial|rental|supply)|\s*$)",
    rf"(?<=for )(?:a\s+total\s+of\s+)?{_N}\s+{_TIME}(?=\s*[,;(])",
    rf"{_N}[- ](?:months?|weeks?|days?)[- ](?:supply|rental|trial)",
    rf"(?<![-\w]){_N}\s+(?:pairs?|boxes|box|bottles?|tubes?|patches|tablets|capsules|pills|vials?|units){_REFILLED}(?!\s*(?:by|per|a|every|daily|twice|po)\b)",
    rf"(?<=[%a-z\d,]\s)(?<!\d\s)\d+(?:\.\d+)?\s?{_MEASURE}\b(?!\s*/){_REFILLED}(?=\s*(?:$|[,.;)(]))",
)
_WORDED = tuple(re.compile(wording, re.IGNORECASE) for wording in WORDINGS)
_COUNTED = re.compile(rf"\s*(?:additional\s+)?(?P<count>{_N})\s+[a-z][a-z /-]{{3,40}}?\s(?P<unit>{_UNIT})\b", re.I)
_REFILLS = re.compile(rf"\b(?P<refills>{_N}\s+refills?)\s+of\b", re.IGNORECASE)
_ODD_COUNT = re.compile(  # a count nobody knows: no strength, spine level, date or decimal
    r"(?<![\w./%-])(?:x\s?)?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety)"
    r"(?![\w./%-])(?!\s?(?:mg|mcg|ml|gm?|cc|%|percent|views?|tesla|st|nd|rd|th)\b)"
    r"|\b(?:once|twice|daily|weekly|monthly|quarterly|refills?)\b",
    re.IGNORECASE,
)
SEVERAL = "The heading names more than one count."
UNREAD = "“{}” may be a quantity in a wording the program does not know."
_LEADING = re.compile(r"\s*(?P<count>\d+)\s+(?=[a-z])", re.IGNORECASE)


def extract(letter: Letter, start: int, end: int) -> Finding:
    """The quantity that the words between two offsets name; other counts beside it are alternatives."""
    if match := _COUNTED.match(letter.text, start, end):  # "Eight physical therapy sessions"
        places = letter.evidence(*match.span("count")) + letter.evidence(*match.span("unit"))
        return propose("item.quantity", f"{match['count']} {match['unit']}", places, match[0].strip())
    found = _worded_counts(letter.text, start, end)
    odd = _odd_count(letter.text, start, end, found)
    if found:
        first, *others = found
        doubt = SEVERAL if others else UNREAD.format(odd[0]) if odd else None
        return _with_refills(letter, start, first, tuple(_alternative(letter, match) for match in others), doubt)
    if match := _LEADING.match(letter.text, start, end):
        return letter.found("item.quantity", *match.span("count"))
    if odd:
        return propose("item.quantity", None, letter.evidence(*odd.span()), odd[0], doubt=UNREAD.format(odd[0]))
    return propose("not_stated", None)


def _odd_count(text: str, start: int, end: int, found: list["re.Match[str]"]) -> "re.Match[str] | None":
    """The first count that no known wording takes in."""
    taken = [match.span() for match in found] + [match.span() for match in _REFILLS.finditer(text, start, end)]
    odd = _ODD_COUNT.finditer(text, start, end)
    return next((match for match in odd if not any(low <= match.start() < high for low, high in taken)), None)


def _worded_counts(text: str, start: int, end: int) -> list["re.Match[str]"]:
    """Each count in a known wording, the first wording first, without those that lie inside another."""
    found: list[re.Match[str]] = []
    for pattern in _WORDED:
        for match in pattern.finditer(text, start, end):
            if not any(match.start() < known.end() and known.start() < match.end() for known in found):
                found.append(match)
    return found


def _alternative(letter: Letter, match: "re.Match[str]") -> Alternative:
    return Alternative(match[0], letter.evidence(*match.span()))


def _with_refills(
    letter: Letter, start: int, match: "re.Match[str]", others: tuple[Alternative, ...], doubt: str | None
) -> Finding:
    """The quantity, with refills that are named before it: "three refills of Voltaren 75mg #60"."""
    refills = _REFILLS.search(letter.text, start, match.start())
    if not refills:
        return letter.found("item.quantity", *match.span(), alternatives=others, doubt=doubt)
    places = letter.evidence(*match.span()) + letter.evidence(*refills.span("refills"))
    raw = letter.text[refills.start() : match.end()]
    return propose("item.quantity", f"{match[0]}, {refills['refills']}", places, raw)
