"""The sentences that carry the verdict."""

import pytest

from imrdesk.record.verdict import BARE, LONG, SHORT, deciding_words, sentences

FILLER = "The guideline was read with care. "


@pytest.mark.parametrize(
    "text",
    [
        "The brace is not medically necessary.",
        "The brace is notmedically necessary.",
        "The study cannot be deemed medically necessary without further evidence.",
        "Medical necessity has not been established.",
        "The medical necessity of a second opinion is supported by the records.",
        "The visits are recommended.",
        "Nothing here says it in the usual words.",
    ],
)
def test_the_verdict_ends_the_quotation(text: str) -> None:
    long_reading = FILLER * 30
    words = deciding_words(long_reading + text)
    assert words.endswith(text)
    assert len(words) <= SHORT
    assert words in long_reading + text


def test_a_caveat_after_the_verdict_is_no_verdict() -> None:
    verdict = "The request for 60 tablets is not medically necessary."
    caveat = (
        " This medical necessity decision should not be interpreted as advice to stop. Weaning is for others to plan."
    )
    assert deciding_words(verdict + caveat) == verdict


def test_the_last_verdict_counts() -> None:
    first = "MTUS says that imaging is medically necessary for red flags. "
    assert deciding_words(first + "X" * SHORT + ". The scan is not medically necessary.").startswith("X")


def test_a_bare_verdict_takes_its_reason_along() -> None:
    reason = "No trial of conservative care is documented, " + "and more, " * 35 + "in the records. "
    verdict = "The request is not medically necessary."
    assert len(verdict) < BARE < SHORT < len(reason + verdict) < LONG
    assert deciding_words(FILLER + reason + verdict) == reason + verdict


def test_abbreviations_end_no_sentence() -> None:
    text = "Dr. A. Example saw no. No. 4 was for e.g. Norco. (See Sec. II.) It ends."
    assert [text[low:high].strip() for low, high in sentences(text)] == [
        "Dr. A. Example saw no.",
        "No. 4 was for e.g. Norco.",
        "(See Sec. II.)",
        "It ends.",
    ]


def test_no_rationale_has_no_words() -> None:
    assert deciding_words("") == ""
    assert deciding_words(" \n ") == ""
