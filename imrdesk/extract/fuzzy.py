"""Words that are nearly the same, as in a copy with misread letters."""

from difflib import SequenceMatcher

NEAR = 0.8


def like(text: str, words: str, near: float = NEAR) -> bool:
    """Whether a text reads like the words, a fifth of its letters wrong at the most."""
    if 2 * min(len(text), len(words)) <= near * (len(text) + len(words)):
        return False  # so many letters are missing
    matcher = SequenceMatcher(None, text.lower(), words.lower(), autojunk=False)
    return matcher.quick_ratio() > near and matcher.ratio() > near
