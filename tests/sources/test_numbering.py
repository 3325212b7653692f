"""The numbers Word sets before paragraphs come into the text as a person sees them."""

import pytest

from imrdesk.sources import read_source
from tests.sources import make


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(
    levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>', more: str = ""
) -> str:
    abstract = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{more}'
    return f'<w:numbering xmlns:w="{make.W}">{abstract}{nums}</w:numbering>'


def item(text: str, at: int | None = 0, number: str = "1", style: str = "", look: str = "") -> str:
    place = "" if at is None else f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{place}{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(body: str, **parts: str) -> list[str]:
    return read_source("a.docx", make.word(body, **parts)).pages[0].text.split("\n")


def test_a_list_of_several_levels_counts_and_begins_anew():
    shape = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    body = "".join(item(text, at) for text, at in (("Left knee", 0), ("Brace", 1), ("Therapy", 1), ("Deep", 2),
                                                   ("Right knee", 0), ("Again", 1)))  # fmt: skip
    assert lines(body, numbering=numbering(shape)) == [
        "1. Left knee", "a) Brace", "b) Therapy", "1.2.1 Deep", "2. Right knee", "a) Again",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [("upperRoman", "%1.", "IV."), ("lowerRoman", "(%1)", "(iv)"), ("upperLetter", "%1", "D"), ("ordinal", "%1", "4th"),
     ("decimalZero", "%1", "04"), ("bullet", "\uf0b7", "•"), ("bullet", "o", "o"), ("chicago", "%1.", "4."),
     ("decimal", "Item %1:", "Item 4:")],
)  # fmt: skip
def test_each_kind_of_number_is_written_as_word_writes_it(kind, text, seen):
    found = lines("".join(item("x") for _ in range(4)), numbering=numbering(level(0, kind, text)))
    assert found[3] == f"{seen} x"


def test_letters_go_on_after_z():
    found = lines("".join(item("x") for _ in range(28)), numbering=numbering(level(0, "lowerLetter", "%1.")))
    assert found[25:] == ["z. x", "aa. x", "bb. x"]


def test_a_list_of_its_own_may_start_anew_and_elsewhere():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b") + item("c", number="2") + item("d", number="2") + "<w:p/>"
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."), nums)) == ["1. a", "2. b", "5. c", "6. d"]


def test_a_style_may_bring_the_number_and_a_paragraph_may_leave_it():
    styles = (
        f'<w:styles xmlns:w="{make.W}"><w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Item"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    body = item("one", None, style="Item") + item("none", 0, "0", style="Item") + item("two", None, style="Item")
    found = lines(body, numbering=numbering(level(0, "decimal", "%1.")), styles=styles)
    assert found == ["1. one", "none", "2. two"]


def test_a_list_that_names_the_style_of_another_counts_as_that():
    linked = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
    own = '<w:styleLink w:val="Ours"/>' + level(0, "decimal", "%1)")
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>'
    assert lines(item("one"), numbering=numbering(own, nums, linked)) == ["1) one"]


def test_the_number_of_a_deleted_paragraph_goes_with_it():
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>'
    found = lines(item("one") + gone + item("two"), numbering=numbering(level(0, "decimal", "%1.")))
    assert [line for line in found if line] == ["1. one", "2. two"]


def test_styles_that_lean_on_each_other_and_lists_that_are_not_there_do_no_harm():
    styles = (
        f'<w:styles xmlns:w="{make.W}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = item("one", None, style="A") + item("two", 0, "99") + item("three", 77)
    assert lines(body, numbering=numbering(level(0, "decimal", "%1.")), styles=styles) == ["one", "two", "three"]
