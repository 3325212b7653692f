"""How well a copy reads: every determination holds the same fixed sentences, so that misread letters show in them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from imrdesk.record.finding import Finding

from .letter import Letter

FIXED = (
    "affiliation with the employer, employee, providers or the claims administrator",
    "in active clinical practice for more than five years and is currently working at least 24 hours a week",
    "expert reviewer was selected based on his/her clinical experience",
    "education, background, and expertise in the same or similar specialties that evaluate",
    "familiar with governing laws and regulations, including the strength of evidence hierarchy",
    "that applies to Independent Medical Review determinations",
    "The expert reviewer developed the following clinical case summary based on a review of the",
    "including all medical records",
    "The Final Determination was based on decisions for the disputed items",
)
_PIECE = 15  # letters: so long a piece of a fixed sentence stands nowhere else
_KEYS = tuple(re.sub(r"[\s-]", "", words).lower() for words in FIXED)
_PIECES = {key: tuple(key[at : at + _PIECE] for at in range(0, len(key) - _PIECE + 1, _PIECE)) for key in _KEYS}
_MIXED = re.compile(r"\b(?=\w*[a-z]{2})(?=\w*[015])[a-z]+[015][a-z]+\b", re.IGNORECASE)
_DAMAGED = 2  # so many fixed sentences that are there in part only make a copy a misread one
_ODD_WORDS = 3
DOUBT = "This copy has misread letters: compare with the page."

# Values that are one of a few known words, or that other values bear out: a misread letter would have made them fail.
BORNE_OUT = frozenset(
    ("priority", "outcome", "reviewer_licensure", "reviewer_specialties", "patient_sex", "decision", "clinical_summary",
     "documents_reviewed", "rationale", "claims_administrator_guideline", "imr_guideline", "associated_service")
)  # fmt: skip


def is_misread(letter: Letter) -> bool:
    """Whether the copy has misread letters: fixed sentences stand there in part, not word for word."""
    plain = re.sub(r"[\s-]", "", letter.text).lower()
    missing = [key for key in _KEYS if key not in plain]
    damaged = sum(any(piece in plain for piece in _PIECES[key]) for key in missing)
    odd = sum(1 for _word in zip(_MIXED.finditer(letter.text), range(_ODD_WORDS), strict=False))
    return damaged >= _DAMAGED or (odd >= _ODD_WORDS and bool(missing))


def in_doubt(findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """The findings of a misread copy: what nothing else bears out is to be compared with the page."""
    return {key: finding if key in BORNE_OUT or finding.needs_review else _doubted(finding)
            for key, finding in findings.items()}  # fmt: skip


def _doubted(finding: Finding) -> Finding:
    return replace(finding, needs_review=True, reason=DOUBT, confidence=min(finding.confidence, 0.8))
