"""The text of a page held against its picture: what OCR does not find there, nobody reads there."""

import re

from imrdesk.document.model import Page, Span

MOST_UNLIKE = 0.1
MOST_NUMBERS_UNLIKE = 0.3
FEW = 8  # words that say nothing
_WORD = re.compile(r"[^\W_]{3,}(?:[-./][^\W_]+)*")
_SHOWN = 40


def unlike(page: Page, picture: Page) -> tuple[Span, ...]:
    """The words of a page that its picture does not have, where they are more than OCR gets wrong by itself."""
    words = list(_WORD.finditer(page.text))
    seen = _folded(picture.text)
    missing = [word for word in words if _folded(word[0]) not in seen]
    numbers = [word for word in words if any(char.isdigit() for char in word[0])]
    missing_numbers = [word for word in missing if word in numbers]
    many = len(words) >= FEW and len(missing) > MOST_UNLIKE * len(words)
    many_numbers = len(numbers) >= 3 and len(missing_numbers) > MOST_NUMBERS_UNLIKE * len(numbers)
    if not (many or many_numbers):
        return ()
    return tuple(Span(page.number, *word.span()) for word in missing[:_SHOWN])


def _folded(text: str) -> str:
    """Letters and digits alone: where OCR sees a space or a dot is chance."""
    return re.sub(r"[\W_]+", "", text).casefold()
