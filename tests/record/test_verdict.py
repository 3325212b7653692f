"""The sentences of a rationale, and the one that gives the verdict."""

import pytest

from imrdesk.record.verdict import is_verdict, sentences, verdict

FILLER = "The guideline was read with care. "


def said(text: str) -> list[str]:
    return [text[low:high].strip() for low, high in sentences(text)]


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
def test_the_verdict_is_found_after_a_long_reading(text: str) -> None:
    found = said(FILLER * 30 + text)
    assert found[verdict(found)] == text


def test_a_caveat_after_the_verdict_is_no_verdict() -> None:
    found = said(
        "The request for 60 tablets is not medically necessary. This medical necessity decision should not be "
        "interpreted as advice to stop. Weaning is for others to plan."
    )
    assert verdict(found) == 0


def test_the_last_verdict_counts() -> None:
    found = said("MTUS says that imaging is medically necessary for red flags. The scan is not medically necessary.")
    assert verdict(found) == 1


def test_abbreviations_end_no_sentence() -> None:
    assert said("Dr. A. Example saw no. No. 4 was for e.g. Norco. (See Sec. II.) It ends.") == [
        "Dr. A. Example saw no.",
        "No. 4 was for e.g. Norco.",
        "(See Sec. II.)",
        "It ends.",
    ]


def test_no_rationale_has_no_sentence() -> None:
    assert said("") == []
    assert said(" \n ") == []


def test_a_verdict_may_be_asked_to_say_no() -> None:
    granted, denied = "The brace is medically necessary.", "The brace is not medically necessary."
    assert is_verdict(granted)
    assert is_verdict(denied)
    assert not is_verdict(granted, denied=True)
    assert is_verdict(denied, denied=True)
    assert not is_verdict("This is not a recommendation to deny what is medically necessary.", denied=True)


def test_a_verdict_in_weaker_words_counts_where_none_is_strong_and_else_the_last_sentence() -> None:
    assert verdict(["Therapy is recommended.", "The claimant is a cook."]) == 0
    assert verdict(["He fell.", "He rested.", "He works again."]) == 2
