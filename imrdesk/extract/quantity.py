"""How much of a treatment is in dispute, as its heading words it."""

import re

from imrdesk.record.finding import Alternative, Finding

from .letter import Letter, propose

_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_WORD = (
    rf"(?<![A-Za-z])(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_ONES}))?|"
    rf"(?:{_ONES})\s+hundred(?:\s+and\s+\w+)?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen)(?:\s*\(\d+\))?"  # "two (2)"
)
_ONE_NUMBER = rf"(?:(?<!\d)(?<!\d[-./])\d+(?:\s*\(\d+\))?|{_WORD}(?![A-Za-z]))"
_N = rf"(?:{_ONE_NUMBER}(?:\s?(?:-|–|to|or)\s?(?:\d+(?:\s*\(\d+\))?|{_WORD}(?![A-Za-z])))?)"
_KIND = r"(?:(?:additional|more|further|weekly|monthly|total|individual|group|supervised|initial|follow-?\s?up)\s+)?"
_UNIT = r"(?:sessions?|visits?|treatments?|appointments?|hours?|hrs?)"
_TIME = r"(?:days?|nights?|weeks?|wks?|months?|mos?|years?)"
_PER = r"(?:(?:per|a|each|every|/)\s*)?"
_EVERY = r"\s*(?:per|a|an|each|every|/)\s*"
_FOR_WEEKS = rf"\s*,?\s*(?:for|times|x|over)\s*(?:a\s+total\s+of\s+)?{_N}\s*[- ]?{_TIME}"
_DAYS_A_WEEK = rf"(?:,?\s+(?:x\s*|for\s+)?{_N}\s+(?:times|days){_EVERY}week)?"
_TOTAL = r"(?:\s*\(\d+\))?"
_REFILLED = (
    rf"(?:\s*,?\s*(?:with|and|plus|\+|x)?\s*(?:{_N}|no|zero)\s+(?:additional\s+)?refills?|"
    rf"\s*,?\s*refills?\s*[:x#]?\s*{_N})?"
)
_MEASURE = r"(?:gms?|grams?|g|ml|mls|ccs?|oz|ounces?)"
_BOXES = (
    r"(?:pairs?|boxes|box|bottles?|tubes?|jars?|patches|tablets|tabs|capsules|caps|pills|vials?|kits?|units|syringes|"
    r"inhalers?|packs?|packets?|rolls?|sheets?|doses?|strips?|cans?|cartridges?|pens?|pouches|lozenges|suppositories)"
)
WORDINGS: tuple[str, ...] = (  # the first that fits is taken
    rf"(?!(?<=tylenol\s)#\s?[1-4]\b|(?<=codeine\s)#\s?[1-4]\b)#\s?\d+(?:\.0+)?{_REFILLED}",
    rf"{_N}\s*(?:hours?|hrs?){_EVERY}(?:day|week|visit){_DAYS_A_WEEK}(?:{_FOR_WEEKS})?",
    rf"(?<=\(){_N}\s+(?:{_UNIT}|{_TIME})(?=[),])",
    rf"{_N}\s*(?:times|x)\s*{_N}\s+{_UNIT}{_TOTAL}",
    rf"(?<!\()(?:\bx\s?)?{_N}\s+{_KIND}{_UNIT}(?:{_EVERY}(?:week|wk|month|year)(?:{_FOR_WEEKS})?)?(?!\))",
    rf"(?:{_N}\s*(?:times?|x|visits|days)|once|twice)\s*{_PER}(?:week|wk|month)(?:ly)?{_FOR_WEEKS}{_TOTAL}",
    r"\b\d+(?:\s?-\s?\d+)?\s?x\s?\d+(?:\s?-\s?\d+)?(?:\s*(?:weeks?|wks?))?\b",
    rf"times\s+\d+(?:\s+{_TIME})?",
    rf"(?:box|pack(?:age|et)?|bag|case|set|bottle|carton|tin|roll)(?:es|s)?\s+of\s+{_N}(?:\.0+)?{_REFILLED}",
    rf"{_N}\s+(?:one[- ]way\s+|round[- ]?\s?)?trips?\b",
    rf"(?:quantity|qty|count|total|series)\s*\.?\s*(?:of|:|#|-)?\s*{_N}(?:\.0+)?{_REFILLED}",
    rf"{_N}\s+counts?\b{_REFILLED}",
    rf"\bx\s?{_N}(?:\s+(?:{_TIME}|{_UNIT}|units?|pairs?|boxes|box))?\b(?!\s+refills?)",
    (
        rf"(?<!in ){_N}\s+{_TIME}(?:\s+(?:supply|coverage|rental))?"
        r"(?=\s+(?:of|(?:home\s+)?trial|rental|supply|inpatient|hospital|stay|course|(?:[\w-]+\s+){0,3}program)|\s*$)"
    ),
    rf"(?<=for )(?:a\s+total\s+of\s+)?{_N}\s+{_TIME}(?=\s*[,;(])",
    rf"{_N}[- ](?:months?|weeks?|days?)[- ](?:supply|rental|(?:home[- ])?trial)",
    rf"(?<![-\w]){_N}\s+{_BOXES}{_REFILLED}(?!\s*(?:by|per|po|orally|a|every|each|daily|once|twice|q\w*|bid|tid|at)\b)",
    r"(?<=[a-z]\s)\(\d+\)(?=\s*(?:$|,|for\b))",
    r"(?<=[a-z],\s)\d{1,3}(?=\s*$)",
    rf"{_N}\s?x(?=\s*(?:$|[,;)]))",
    rf"(?<![\w./])(?<!\d\s)\d+(?:\.\d+)?\s?{_MEASURE}\b(?!\s*/){_REFILLED}(?=\s*(?:$|[,.;)(#]|with\b|for\b|to\b|and\b))",
)
_WORDED = tuple(re.compile(wording, re.IGNORECASE) for wording in WORDINGS)
_COUNTED = re.compile(rf"\s*(?:additional\s+)?(?P<count>{_N})\s+[a-z][a-z /-]{{3,40}}?\s(?P<unit>{_UNIT})\b", re.I)
_REFILLS = re.compile(rf"\b(?P<refills>{_N}\s+refills?)\s+of\b", re.IGNORECASE)
_TEETH = re.compile(r"\b(?:tooth|teeth)\b", re.IGNORECASE)  # "#19" names one of them
_ODD_COUNT = re.compile(  # a count nobody knows: no strength, spine level, date or decimal
    rf"(?<![\w./%-])(?<!chem )(?:x\s?)?(?:\d{{1,3}}|{_WORD}|sixty|ninety)"
    r"(?![\w./%-])(?!\s?(?:mg|mcg|ml|gm?|cc|%|percent|views?|levels?|tesla|st|nd|rd|th)\b)"
    r"|\b(?:once|twice|daily|weekly|monthly|quarterly|refills?)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(  # counts that say how a medicine is taken, when to come again, or that it is one prescription
    rf"(?:take\s+)?\b(?:{_N}\s+(?:oral\s+)?(?:tab(?:let)?s?|caps?(?:ules?)?|pills?|patch(?:es)?|puffs?|drops?|sprays?)?\s*"
    r"(?:to\s+\w+\s+)?(?:po|p\.o\.|by\s+mouth|orally|every|each|q\.?\w*|bid|tid|qid|daily|at\s+bedtime|as\s+needed|prn)\b|"
    rf"(?:once|twice|{_N}\s+times?)\s+(?:a\s+|per\s+|each\s+)?(?:day|daily)\b|every\s+{_N}\s+hours?|daily\b|"
    rf"{_N}\s+prescriptions?\b|in\s+{_N}\s+{_TIME}|(?:tylenol|codeine)\s+#\s?[1-4]\b)",
    re.IGNORECASE,
)
SEVERAL = "The heading names more than one count."
UNREAD = "“{}” may be a quantity in a wording the program does not know."
_LEADING = re.compile(rf"\s*(?P<count>{_ONE_NUMBER})\s+(?=[a-z])(?P<things>[^,;:]*)", re.IGNORECASE)
_NAMES = re.compile(  # what a number in front makes a name of: "3 phase bone scan"
    r"(?:-|views?|levels?|phase|panel|point|wheel\w*|in\s|tesla|part|channel|lead|way|hour|week|month|day|year|stage)",
    re.IGNORECASE,
)
_MANY = re.compile(r"[a-z]s\b")


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
    if (match := _LEADING.match(letter.text, start, end)) and not _NAMES.match(match["things"]):
        single = match["count"].lower() in ("1", "one", "one (1)")
        doubt = None if single or _MANY.search(match["things"]) else UNREAD.format(match["count"])
        return letter.found("item.quantity", *match.span("count"), doubt=doubt)
    if odd:
        return propose("item.quantity", None, letter.evidence(*odd.span()), odd[0], doubt=UNREAD.format(odd[0]))
    return propose("not_stated", None)


def _odd_count(text: str, start: int, end: int, found: list["re.Match[str]"]) -> "re.Match[str] | None":
    """The first count that no known wording takes in."""
    known = [*found, *_REFILLS.finditer(text, start, end)]
    if found:  # directions are no quantity beside one; alone they may be
        known += _NO_COUNT.finditer(text, start, end)
    taken = [match.span() for match in known]
    odd = _ODD_COUNT.finditer(text, start, end)
    return next((match for match in odd if not any(low <= match.start() < high for low, high in taken)), None)


def _worded_counts(text: str, start: int, end: int) -> list["re.Match[str]"]:
    """Each count in a known wording, the first wording first, without those that lie inside another."""
    found: list[re.Match[str]] = []
    numbered_teeth = bool(_TEETH.search(text, start, end))
    for pattern in _WORDED[numbered_teeth:]:
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
