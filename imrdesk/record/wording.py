"""How rationales say what a guideline asks for, and what they find missing or met; case does not matter."""

import re


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.IGNORECASE)


_GUIDELINE = r"(?:MTUS|ODG|Official Disability Guidelines?|ACOEM|CPMTG|guidelines?|UpToDate|FDA)"

OF_CASE = _any(
    r"\b(?:in this case|(?:the|this) (?:patient|claim|worker)|injured worker|claimant|applicant)\b|\bhere,",
    r"\b(?:patient (?:has|had|is|was|does)|progress notes?|treating (?:physician|provider)|attending provider)\b",
    r"\b(?:the|this|available|submitted|clinical|medical) (?:\w+ )?(?:documentation|records?)\b",
    r"\bdocumentation (?:indicates?|available|presented|shows?|does)\b",
    r"\b(?:the|this|current|initial) (?:\w+ ){0,3}request(?:ed)?\b",
    r"\b(?:submitted|date of injury|work status|examination (?:revealed|did|does|showed))\b",
    r"\bguidelines have (?:not )?been met\b",
    r"\b(?:has been|would not be|there (?:is|are|was|were)|not documented|additional (?:stay|visits|sessions))\b",
    r"^(?:therefore|consequently|as such|furthermore|however|moreover|additionally|given|based on|in addition)\b",
)
"""Words of sentences about this one case."""

SURELY_OF_CASE = _any(
    r"\b(?:provider (?:has )?(?:failed|not)|(?:is|are|was|would be) in excess|exceeds? the)\b",
    r"\bhere,|\bin this case\b",
    r"\bthere (?:is|are|was|were) (?:also )?(?:no|a lack|lack)\b(?! evidence to (?:recommend|support the use))",
    r"\b(?:the request (?:will|would|is)|reviewed? of|treater|records provided)\b",
    r"\bnot (?:been )?(?:clearly )?(?:specified|provided|mentioned|stated)\b",
    r"^(?:therefore|consequently|as such|given)\b",
)
"""The same where a guideline is named too."""

GENERAL = _any(
    r"\b(?:may be|should|must|needs? to|in most|generally|routinely|is recommended|are recommended|requires?)\b",
    r"\be\.g\.|\b(?:visits over|patients with|for patients|any \w+ product|number needed|means)\b",
    r"\bevidence to recommend\b",
    r"\b(?:little|conflicting|inconsistent) evidence\b",
)
"""What holds for everybody."""

CITED = _any(
    rf"\b{_GUIDELINE}\b[^.;]{{0,160}}?\b(?:states?|notes?|noted|recommends?|recommended|indicates?|supports?|supported)\b",
    rf"\b{_GUIDELINE}\b[^.;]{{0,160}}?\b(?:limits?|requires?|specif\w+|discuss\w*|allow|deemed|list\w*|suggests?)\b",
    rf"\b(?:according to|per|as per|pursuant to|as noted in)\b[^.;]{{0,40}}\b{_GUIDELINE}\b",
)
"""A sentence that says what a guideline says."""

DEMAND = _any(
    r"\b(?:criteria|recommend(?:s|ed|ation)?|indicated|indications?|requires?|required|must|should|necessary|warrant)\b",
    r"\b(?:reserved for|appropriate|supported|maximum|initial trial|may be|visits over|if there is|needed|efficacy)\b",
    r"\bup to \d|\b\d+\s?-\s?\d+ visits\b|\blimits? (?:use|to)\b|\bto be used\b",
)
"""What a guideline asks for is said with one of these."""

NOT_ASKING = _any(
    r"\b(?:do(?:es)? not|did not)\s+(?:specifically\s+)?(?:address|discuss)(?!\s+or\s+document)",
    r"\bsilent\b|\b(?:were|was) (?:reviewed|consulted|used|utilized)\b",
)

_NAMED = (
    r"(?:document\w*|evidence|mention\w*|indicat\w+|information|rationale|records?|report\w*|noted|stud(?:y|ies)|change|"
    r"progress notes?|findings?|discussion|deficits?|improvement|recommendations?|red[- ]flag|provision|clear)"
)
_SAID = (
    r"(?:document\w*|meet|met|specif\w*|indicate[ds]?|provided?|included?|reveal\w*|demonstrate\w*|support\w*|show\w*|"
    r"stated?|clear\w*|discuss\w*|address\w*|describe\w*|failed|submitted|known|apparent|established|exhausted|tried|"
    r"warranted)"
)
MISSING = _any(
    r"\b(?:there|this|it)\s+(?:is|are|was|were|has been|have been)\s+(?:also\s+)?(?:no|not|a lack|lack|insufficient)\b",
    rf"\b(?:no|without|insufficient|absent|absence of)\s(?:[\w-]+\s){{0,4}}?{_NAMED}\b",
    r"\black(?:s|ed|ing)?\s+\w",
    rf"\b(?:ha[sd]|have|do|does|did|is|are|was|were)\s+not\s+(?:been\s+|clearly\s+|adequately\s+)?{_SAID}\b",
    r"\b(?:criteria|requirements?|guidelines?)\b[^.;]{0,30}\bnot (?:having )?(?:been )?met\b",
    r"\bfail(?:s|ed)\s+to\s+(?:document|furnish|provide|specify|state|outline|identify|establish|show|mention)\b",
    r"(?<!\bnot )\bin excess of\b",
    r"\b(?:exceeds?|would exceed|excessive|duplicative|vague|open to interpretation|unclear|unknown|unremarkable)\b",
    r"\bnot (?:a )?(?:been )?(?:appropriate|in accordance|proven|discuss|clearly)\b|\bdoes not appear\b",
    r"\b(?:illegible|outside (?:the )?guidelines?|until the results|only documented|no compelling)\b",
    r"\bneither\b[^.;]{0,80}\bnor\b",
)
"""What a rationale finds missing, or too much."""

_RECORDS = r"(?:records?|documentation|examination|notes?|MRI)"
MET = _any(
    r"\b(?:criteria|requirements?|guidelines?)\s+(?:have|has|are|were|is|was)\s+(?:been\s+)?(?:met|satisfied|fulfilled)\b",
    r"\b(?:meets?|satisf(?:y|ies)|fulfill?s)\s+(?:\w+\s){0,4}(?:criteria|requirements?|guidelines?|recommendations?)\b",
    r"\b(?:has|have|had)\s+(?:clearly\s+|already\s+|also\s+)?(?:been\s+)?(?:documented|failed|had|completed|tried)\b",
    r"\b(?:has|have|had)\s+(?:already\s+)?(?:exhausted|undergone|not responded)\b",
    r"\b(?:there (?:is|are|was|were|has been)|with)\s+(?:(?!no\b|not\b|lack\b|insufficient\b)[\w-]+\s){0,3}?"
    r"(?:document(?:ation|ed)|evidence|noted|rationale|findings|improvement|clinical change|complaints)\b",
    r"\b(?:objective|clear|positive|documented)\s+(?:evidence|findings?|functional improvement)\b",
    rf"\b{_RECORDS}\b[^.;]{{0,60}}\b(?:reveal|show|support|demonstrate|document|indicate)(?:s|d|ed)?\b",
    r"\b(?:not in excess|has both|there is a history|given the|without benefit|with no benefit|corroborated by)\b",
    r"\b(?:showed (?:benefit|improvement)|(?:compatible|consistent|in accordance) with|seemingly symptomatic)\b",
    r"\bis (?:deemed )?(?:medically )?appropriate\b|\bwas,? thus,? indicated\b",
)
"""What a rationale finds met."""

POINTING_BACK = _any(
    r"\b(?:in light|(?:based on|given|due to) the (?:above|lack of above)|above|as such|criteria noted|consequently)\b",
    r"\b(?:such documentation|on the basis of|based on (?:the )?(?:clinical|guidelines|submitted|available))\b",
    r"\baccording to the\b",
)
"""A verdict whose reason stands before it."""

CONCLUSION = _any(
    r"^(?:given the above|therefore|as such|consequently|thus|the request)\b[^.]{0,90}\b(?:not|excessive)\b"
    r"(?:\s+\w+){0,2}\s+(?:supported|indicated|warranted|recommended|certified|approved)\b"
)
"""A sentence that concludes without a reason of its own."""
