"""Word files: what a person sees in document order, and nothing that bursts the program."""

import zipfile

import pytest

from imrdesk.errors import SourceError
from imrdesk.sources import packed, read_source
from tests.sources import make
from tests.sources.make import paragraph, word


def text_of(body: str, **parts: str) -> str:
    return read_source("a.docx", word(body, **parts)).pages[0].text


def code_of(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_source("a.docx", data)
    return caught.value.code


TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("a") + TABLE.format(paragraph("b"), paragraph("c")) + paragraph("d"), "a\nb\tc\nd"),
        (TABLE.format(paragraph("a"), TABLE.format(paragraph("b"), paragraph("c")) + paragraph("")), "a\tb\tc"),
        (f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>", "in a control"),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "new"),  # noqa: E501
        ("<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>y</w:t></w:r></w:moveTo></w:p>", "y"),  # noqa: E501
        (f"<w:p><w:r><w:drawing><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:drawing></w:r></w:p>", "boxed"),
        ("<w:p><w:smartTag><w:r><w:t>smart</w:t></w:r></w:smartTag></w:p>", "smart"),
        ('<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>', "link"),
        ('<w:p><w:r><w:instrText>DDEAUTO c:\\x</w:instrText><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>', "a\tb"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Upheld</w:t></w:r></w:p>', "☒ Upheld"),
    ],
)  # fmt: skip
def test_everything_visible_is_read_in_order(body, text):
    assert text_of(body) == text


def test_strict_files_are_read_as_others():
    data = word(paragraph("strict"), space=make.STRICT)
    assert read_source("a.docx", data).pages[0].text == "strict"


@pytest.mark.parametrize(
    "look",
    ["<w:vanish/>", '<w:rStyle w:val="Ghost"/>', '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>'],
)
def test_what_nobody_sees_is_left_out_and_told(look):
    styles = f'<w:styles xmlns:w="{make.W}"><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    document = read_source("a.docx", word(paragraph("seen ") + paragraph("Decision: upheld", look), styles=styles))
    assert document.pages[0].text == "seen "
    (note,) = document.notes
    assert "“Decision: upheld”" in note.message
    assert note.warning


@pytest.mark.parametrize("look", ['<w:vanish w:val="0"/>', '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>'])
def test_what_only_looks_hidden_is_read(look):
    document = read_source("a.docx", word(paragraph("seen", look)))
    assert (document.pages[0].text, document.notes) == ("seen", ())


def test_headers_footers_and_notes_stand_apart():
    parts = {
        name: f'<w:{kind} xmlns:w="{make.W}">{paragraph(name)}</w:{kind}>'
        for name, kind in (("header1", "hdr"), ("footer1", "ftr"), ("footnotes", "footnotes"))
    }
    document = read_source("a.docx", word(paragraph("body"), **parts))
    assert [page.text for page in document.pages] == ["body", "footer1\nfootnotes\nheader1"]


def test_a_part_that_is_another_file_is_told():
    (note,) = read_source("a.docx", word(paragraph("a") + "<w:altChunk/>")).notes
    assert note.code == "embedded"


def test_an_endless_span_of_columns_costs_nothing():
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>{paragraph("wide")}</w:tc>'
    assert text_of(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == "wide"


def test_bombs_are_refused_before_a_parser_sees_them(monkeypatch):
    assert code_of(word(paragraph(" " * 3_000_000))) == "too_large"
    many = {f"word/{number}.xml": "" for number in range(packed.MOST_MEMBERS)}
    assert code_of(make.zipped({"[Content_Types].xml": make.TYPES, **many})) == "too_large"
    monkeypatch.setattr(packed, "MOST_BYTES", 1000)
    assert code_of(word(paragraph("x " * 2000))) == "too_large"


def test_a_size_that_lies_is_not_believed():
    data = bytearray(word(paragraph("a" * 2_000_000)))
    true_size = len(word(paragraph("a" * 2_000_000)))
    assert true_size < 20_000
    assert code_of(bytes(data)) == "too_large"


def test_two_members_of_one_name_are_refused():
    import io

    target = io.BytesIO(word(paragraph("one")))
    with zipfile.ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", word(paragraph("two")))
    assert code_of(target.getvalue()) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(encoding, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the canary")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{make.W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )
    parts = {"[Content_Types].xml": make.TYPES, "word/document.xml": xml.encode(encoding)}
    assert code_of(make.zipped(parts)) == "damaged"


def test_other_office_files_are_no_letters():
    types = make.TYPES.replace("wordprocessingml", "spreadsheetml")
    assert code_of(make.zipped({"[Content_Types].xml": types, "xl/workbook.xml": "<x/>"})) == "not_a_letter"
