"""Words selected in the source, made fit for the field they go into."""

import re
from collections.abc import Callable

from imrdesk.document.locate import fold
from imrdesk.record.fields import Field
from imrdesk.record.values import BRITISH_DATE, ISO_DATE, NUMERIC_DATE, WRITTEN_DATE, Kind, iso_date, show

FLAG_WORDS = ("yes", "no")


def fitted(field: Field, words: str) -> str:
    """The text to put into the field's editor; what has no such value in it comes as it is, for a person to mend."""
    return FITTERS.get(field.kind, _line)(field, words)


def _line(_field: Field, words: str) -> str:
    return fold(words)


def _paragraphs(_field: Field, words: str) -> str:
    """Lines joined, since a page breaks them anywhere; blank lines still part paragraphs."""
    return "\n\n".join(folded for part in re.split(r"\n\s*\n", words) if (folded := fold(part)))


def _date(_field: Field, words: str) -> str:
    """The first date in the words, also one that the end of a line breaks."""
    for pattern in (ISO_DATE, NUMERIC_DATE, WRITTEN_DATE, BRITISH_DATE):
        for match in pattern.finditer(words):
            if found := iso_date(match[0]):
                return show(found)
    return fold(words)


def _number(_field: Field, words: str) -> str:
    match = re.search(r"\d+", words)
    return match[0] if match else fold(words)


def _choice(field: Field, words: str) -> str:
    """The choice the words name; the longest one, so that “partially overturned” is not “overturned”."""
    text = fold(words).lower()
    choices = field.choices or FLAG_WORDS
    named = [choice for choice in choices if re.search(rf"(?<!\w){re.escape(choice.lower())}(?!\w)", text)]
    return max(named, key=len, default=fold(words))


FITTERS: dict[Kind, Callable[[Field, str], str]] = {
    Kind.LONG_TEXT: _paragraphs,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.FLAG: _choice,
}
