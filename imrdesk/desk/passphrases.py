"""What a person should know before a passphrase locks their work, and how hard a passphrase is to guess, in words."""

import math
import re
import unicodedata
from dataclasses import dataclass

from imrdesk.store.keys import LEAST_LETTERS

LOST = (
    "Whoever has the passphrase can open the letters, and nobody else can. There is no other way in: if you lose it, "
    "every letter, every review and every backup of this workspace is lost for ever. Nobody can bring them back, not "
    "the people who make imrdesk either. Write it down, and keep it where the office keeps its keys."
)
AGREED = "I have written it down"
ELSEWHERE = (
    "Backups and packed workspaces that were copied elsewhere before stay as they are: delete them yourself, or keep "
    "them where you would keep the letters. So do summaries, workbooks and other files you export."
)
STAYS_PLAIN = (ELSEWHERE, "What was deleted may still be found on the disk by special tools, until it is written over.")
OLD_COPIES = "Copies of the workspace made elsewhere before still open by the old one."

GUESSES = 10_000  # a second, of somebody with a hundred computers: each guess wants 128 MB and a third of a second
_WORD_BITS = 11.0  # one of the 2,000 words people think of
_LETTER_BITS, _DIGIT_BITS, _SIGN_BITS, _AGAIN_BITS = 3.5, 2.5, 3.0, 1.0
_PART = re.compile(r"[^\W\d_]+|\d|[^\w\s]|_")
ADVICE = "Take four or five words that nobody would put together."
_COMMON = ("password", "passphrase", "passwort", "letmein", "qwerty", "qwertz", "asdf", "welcome", "secret", "imrdesk",
           "letters", "review", "abcdef", "workspace")  # fmt: skip
_YEAR = 365.25 * 86_400
_TIMES = ((3_600, "minutes"), (86_400, "hours"), (30 * 86_400, "days"), (_YEAR, "months"), (100 * _YEAR, "years"))
_FAIR, _STRONG = _YEAR, 100 * _YEAR  # seconds


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: `words` say so, in the colour `role`; it may be taken if `enough`."""

    words: str
    role: str
    enough: bool


def strength(passphrase: str) -> Strength:
    """An estimate that rather says too little: words by themselves are no secret, only that they stand together."""
    missing = LEAST_LETTERS - len(passphrase.strip())
    if missing > 0:
        more = "1 letter" if missing == 1 else f"{missing} letters"
        words = f"Too short: {more} more, spaces count." if passphrase else ADVICE
        return Strength(words, "muted", enough=False)
    seconds = 2 ** (_bits(passphrase) - 1) / GUESSES
    time = next((name for most, name in _TIMES if seconds < most), "centuries")
    if seconds < _FAIR:
        said = (
            f"Weak: somebody who has the disk could guess it within {time}. Add a word that has nothing to do with it."
        )
        return Strength(said, "red", enough=True)
    if seconds < _STRONG:
        return Strength(f"Fair: guessing it takes {time}. One more word makes it strong.", "amber", enough=True)
    return Strength(
        "Strong: guessing it takes centuries, if nobody would put these words together.", "green", enough=True
    )


def _bits(passphrase: str) -> float:
    """How much is left to guess for somebody who knows how people make passphrases."""
    parts = _PART.findall(unicodedata.normalize("NFC", passphrase).casefold())
    seen: set[str] = set()
    bits = 0.0
    for part in parts:
        bits += _AGAIN_BITS if part in seen or any(word in part for word in _COMMON) else _own_bits(part)
        seen.add(part)
    return bits


def _own_bits(part: str) -> float:
    if part.isdigit():
        return _DIGIT_BITS
    if not part.isalpha():
        return _SIGN_BITS
    return min(_LETTER_BITS * len(set(part)), _WORD_BITS + math.log2(len(part)))
