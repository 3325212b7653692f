"""Words that are nearly the same, as in a copy with misread letters."""

from difflib import SequenceMatcher

NEAR = 0.8


def like(text: str, words: str, near: float = NEAR) -> bool:
    """Whether a text reads like the words, a fifth of its letters wrong at the most."""
    matcher = SequenceMatcher(None, text.lower(), words.lower(), autojunk=False)
    return matcher.real_quick_ratio() > near and matcher.quick_ratio() > near and matcher.ratio() > near
