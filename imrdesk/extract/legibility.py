"""How well a copy reads: every determination holds the same fixed sentences, so that misread letters show in them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from imrdesk.record.finding import Finding

from .fuzzy import like
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
_DAMAGED_LIKE = 0.88
_ODD_WORDS = 3
MISREAD = "This copy has misread letters: compare with the page."
RECOGNISED = "Recognised from a picture, {} % sure: compare with the page."
RECOGNISED_SURELY = 0.9
_SHORT = 300  # letters: longer texts always hold some word that was hard to recognise

# Values that are one of a few known words, or that other values bear out: a misread letter would have made them fail.
BORNE_OUT = frozenset(
    ("priority", "outcome", "reviewer_licensure", "reviewer_specialties", "patient_sex", "decision", "clinical_summary",
     "documents_reviewed", "rationale", "claims_administrator_guideline", "imr_guideline", "associated_service")
)  # fmt: skip


@lru_cache(maxsize=1)
def is_misread(letter: Letter) -> bool:
    """Whether the copy has misread letters: fixed sentences stand there in part, not word for word."""
    plain = letter.text.replace(" ", "").replace("-", "").lower()
    missing = [key for key in _KEYS if key not in plain]
    if not missing:
        return False
    damaged = sum(_is_damaged(plain, key) for key in missing)
    odd = sum(1 for _word in zip(_MIXED.finditer(letter.text), range(_ODD_WORDS), strict=False))
    return damaged >= _DAMAGED or odd >= _ODD_WORDS


def _is_damaged(plain: str, key: str) -> bool:
    """Whether a fixed sentence stands there with a few letters wrong; other wording is something else."""
    for number, piece in enumerate(_PIECES[key]):
        at = plain.find(piece)
        if at >= 0:
            start = max(at - number * _PIECE, 0)
            return like(plain[start : start + len(key)], key, _DAMAGED_LIKE)
    return False


def weighed(letter: Letter, findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """The findings with what the copy leaves in doubt marked: in a misread one, all that nothing else bears out; on
    recognised pages, what their reader was not sure of."""
    misread = is_misread(letter)
    recognised = any(page.ocr is not None for page in letter.document.pages)
    if not misread and not recognised:
        return dict(findings)
    return {key: _weighed(letter, key, finding, misread=misread) for key, finding in findings.items()}


def _weighed(letter: Letter, key: str, finding: Finding, *, misread: bool) -> Finding:
    if finding.needs_review:
        return finding
    if misread and key not in BORNE_OUT:
        return _doubted(finding, MISREAD)
    sure = letter.document.confidence(place.span for place in finding.evidence)
    if sure < RECOGNISED_SURELY and len(finding.raw or "") <= _SHORT:
        return _doubted(finding, RECOGNISED.format(round(100 * sure)))
    return finding


def _doubted(finding: Finding, reason: str) -> Finding:
    return replace(finding, needs_review=True, reason=reason, confidence=min(finding.confidence, 0.8))
