"""Phrases found by the first letters of words: always the same as one pattern would find, character by character."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrdesk.extract.phrases import WORD_END, WORD_START, Phrases, Words, openings
from imrdesk.extract.vocabularies import vocabulary

TABLES = {
    "parts": [word for words in vocabulary("body_parts")["parts"].values() for word in words],
    "sides": [word for words in vocabulary("body_parts")["sides"].values() for word in words],
    "not_parts": vocabulary("body_parts")["not_parts"]["things"],
    "conditions": vocabulary("clinical")["conditions"],
    "cues": vocabulary("clinical")["diagnosis_cues"],
    "medicine_words": vocabulary("clinical")["medicine_words"],
    "consults": next(g["words"] for g in vocabulary("treatments")["group"] if g["subcategory"] == "Surgical Consult"),
}
PIECES = [
    "left", "right", "and", "(L)", "bilateral", "knee", "knees", "C5-6", "C5", "t-spine", "the", "L4-L5", "L",
    "T1", "S1.", "head", "of the", "humerus", "neck", "upper", "back", "going", "x-ray", "chest", "xray",
    "20 foot", "20", "mg", "5mg", "tablets", "diagnoses:", "diagnosed with", "is being treated", "for", "neuritis",
    "pain", "SURGERY", "spine surgeon consultation", "handheld", "hand-held", "at hand", "ſide", "é", "1)", ",",
    ";", "-", ".",
]  # fmt: skip


def plainly(patterns: list[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What one pattern of all alternatives finds."""
    whole = re.compile(f"{WORD_START}(?:{'|'.join(patterns)}){WORD_END}", re.IGNORECASE)
    return [match.span() for match in whole.finditer(text, start, end)]


@settings(deadline=None)  # patterns are compiled when they are first needed
@given(st.data(), st.sampled_from(sorted(TABLES)))
def test_finds_what_one_pattern_finds(data: st.DataObject, table: str) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES), max_size=14))
    glue = data.draw(st.lists(st.sampled_from(" -."), min_size=len(pieces), max_size=len(pieces)))
    text = "".join(piece + mark for piece, mark in zip(pieces, glue, strict=True))
    ends = [0, *(match.end() for match in re.finditer(r"[A-Za-z]+|\W", text))]
    start, end = sorted((data.draw(st.sampled_from(ends)), data.draw(st.sampled_from(ends))))
    known = Phrases({"": TABLES[table]})
    expected = plainly(TABLES[table], text, start, end)
    assert [mention[:2] for mention in Words(text).mentions(known, start, end)] == expected
    assert [mention[:2] for mention in Words(text, start, end).mentions(known)] == expected


def test_the_first_pattern_of_those_that_match_names_the_place() -> None:
    known = Phrases({"joint": ["knee joints?"], "part": ["knees?", "(?:left |right )?hips?"]})
    found = Words("Knee joint, knees, left hip").mentions(known)
    assert list(found) == [(0, 10, "joint"), (12, 17, "part"), (19, 27, "part")]


def test_a_phrase_is_cut_where_the_stretch_ends() -> None:
    known = Phrases({"": ["knee joints?", "knee"]})
    assert list(Words("the knee joint").mentions(known, 0, 8)) == [(4, 8, "")]
    assert list(Words("the knee joint").mentions(Phrases({"": ["knee joints?"]}), 0, 8)) == []


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("shoulders?", {"shoul"}),
        ("knees?", {"knee", "knees"}),
        ("x-?rays?", {"x", "xray", "xrays"}),
        ("(?<!lower )legs?", {"leg", "legs"}),
        ("[LR]UE", {"lue", "rue"}),
        ("T(?:[1-9]|1[0-2])", {"t"}),
        (r"\d+[- ]foot", {"0"}),
        (r"\(L\)", {"("}),
        (r"\w+itis", {"*"}),
        (r"chem\w+", {"chem*"}),
        ("(?:the |an? )?gym", {"the", "an", "a", "gym"}),
        ("ice|heat", {"ice", "heat"}),
    ],
)
def test_what_a_pattern_may_begin_with(pattern: str, known: set[str]) -> None:
    assert set(openings(f"(?:{pattern}){WORD_END}")) == known
