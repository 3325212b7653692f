"""Word summaries, read back as a reader of the file would."""

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.table import Table

from imrdesk.export import EXPORTERS, Letter, SummaryOptions
from imrdesk.export.disputed import ITEMS
from imrdesk.export.draft import TO_REVIEW
from imrdesk.export.facts import FACTS
from imrdesk.record import reasons
from imrdesk.record.changes import Sign, add_issue, decide, mark_reviewed, remove_issue, reopen, set_flag, set_value
from imrdesk.record.model import Path as FieldPath
from imrdesk.record.values import Citation
from tests.export.reading import row_texts, text_of

NOTICE = "CONFIDENTIAL - ATTORNEY WORK PRODUCT"
SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00", "It is so.")

NAUGHTY = [
    "nul \x00 bell \x07 escape \x1b form\x0cfeed vertical\x0btab",
    "half a pair \ud83d and \udc00, not characters \ufffe \uffff",
    "<w:p>&amp;</w:p> ]]> <!-- \"quoted\" 'so' &#0;",
    '=HYPERLINK("http://example.invalid") { DDEAUTO c:\\\\windows }',
    "שלום עולם 田中 🧑‍⚕️ \u202eright to left\u202c \ufeff zero\u200bwidth",
    "line\none\r\ntwo\ttabbed",
    "x" * 5000,
    "",
]


def written(tmp_path: Path, *letters: Letter, options: SummaryOptions | None = None) -> WordDocument:
    (tmp_path / "out.docx").unlink(missing_ok=True)
    EXPORTERS["docx"].write(letters, tmp_path / "out.docx", options)
    return docx.Document(str(tmp_path / "out.docx"))


def table(document: WordDocument, header: tuple[str, ...]) -> Table:
    """The first table with these words on top."""
    return next(item for item in document.tables if row_texts(item, 0) == list(header))


def facts(document: WordDocument) -> dict[str, tuple[str, str]]:
    """Fact to value and source, of the case."""
    found = table(document, FACTS.header)
    rows = [row_texts(found, number) for number in range(len(found.rows))]
    return {label: (value, source) for label, value, source in rows}


def everything(document: WordDocument) -> str:
    return "\n".join(text.text or "" for text in document.element.body.iter(qn("w:t")))


def headings(document: WordDocument, level: int) -> list[str]:
    return [text_of(item) for item in document.paragraphs if item.style and item.style.name == f"Heading {level}"]


def test_every_fact_has_its_cite(letter: Letter, tmp_path: Path) -> None:
    shown = facts(written(tmp_path, letter))
    assert shown["Case number"] == ("CM16-9990042", "p. 1, l. 1")
    assert shown["Decision date"] == ("12/21/2016", "p. 1, l. 3")
    assert shown["Specialties"] == ("Orthopedic Surgery; Sports Medicine", "p. 1, l. 9")
    assert shown["Outcome"] == ("Partially overturned", "inferred by the program")
    assert shown["Documents reviewed"] == ("not found by the program", "–")
    assert all(source for value, source in shown.values() if value != "not found by the program")


def test_what_a_person_entered_says_so(reviewed_letter: Letter, tmp_path: Path) -> None:
    shown = facts(written(tmp_path, reviewed_letter))
    assert shown["Date of injury"] == ("03/17/2015", "p. 1, l. 11, entered by hand")
    assert shown["Occupation"] == ("not stated in the letter", "–")


def test_the_parts_come_in_order(letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, letter)
    assert headings(document, 1) == ["CM16-9990042"]
    assert headings(document, 2) == [
        "Facts of the case",
        "Disputed items",
        "Clinical summary",
        "Rationale by item",
        "Problems found",
        "Review status",
    ]
    assert headings(document, 3)[1] == "Item 2. 8 visits of physical therapy"


def test_the_disputed_items_in_one_table(letter: Letter, tmp_path: Path) -> None:
    items = table(written(tmp_path, letter), ITEMS.header)
    assert len(items.rows) == 4
    item, action, decision, guideline, reason, source = row_texts(items, 2)
    assert (item, action, decision) == ("2. 8 visits of physical therapy", "Modified", "Overturned")
    assert guideline == "MTUS Postsurgical Treatment 2009 §\xa0Knee"
    assert reason.startswith("“She had eight visits")
    assert reason.endswith("are medically necessary and appropriate.”\n(proposed by the program)")
    assert source == "Item\np. 2, l. 10\nDecision\np. 2, l. 11\nGuideline\np. 2, l. 13\nReason\np. 2, l. 15"


def test_a_reason_in_quotation_marks_is_the_letters_own(letter: Letter, tmp_path: Path) -> None:
    edited = set_value(
        letter.record,
        FieldPath("rationale", letter.record.issues[0].id),
        "I think it is not medically necessary.",
        SIGN,
    ).after
    items = table(written(tmp_path, Letter(edited, letter.document)), ITEMS.header)
    assert row_texts(items, 1)[4] == "I think it is not medically necessary.\n(proposed by the program)"
    assert "entered by hand; cf. p. 2, l. 5" in row_texts(items, 1)[5]
    source = " ".join(" ".join(page.text.split()) for page in letter.document.pages)
    for number in (2, 3):
        quoted = row_texts(items, number)[4].partition("\n")[0].strip("“”")
        assert all(piece in source for piece in quoted.split(" … "))


def test_a_reason_says_who_stands_behind_it(letter: Letter, tmp_path: Path) -> None:
    issue = letter.record.issues[1]
    path = FieldPath("rationale", issue.id)
    words = "still within the postsurgical period"
    chosen = decide(letter.record, path, reasons.chosen(issue, words), SIGN).after
    reason = row_texts(table(written(tmp_path, Letter(chosen, letter.document)), ITEMS.header), 2)[4]
    assert reason == f"“{words}”\n(chosen by {SIGN.by} on 01/06/2026 at 17:30 UTC)"
    gone = decide(letter.record, path, reasons.dismissed(issue), SIGN).after
    reason = row_texts(table(written(tmp_path, Letter(gone, letter.document)), ITEMS.header), 2)[4]
    assert reason.startswith("See the rationale\n(the program's proposal dismissed by")


def test_long_texts_are_whole_and_cited(letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, letter)
    quotes = [text_of(item) for item in document.paragraphs if item.style and item.style.name == "Quote"]
    summary = str(letter.record.fields["clinical_summary"].value)
    rationale = str(letter.record.issues[2].values["rationale"].value)
    assert quotes[0] == f"{summary}  (p. 1, l. 11)"
    assert quotes[3] == f"{rationale}  (p. 3, l. 4)"


def test_problems_are_kept_apart_with_their_places(letter: Letter, tmp_path: Path) -> None:
    found = table(written(tmp_path, letter), ("Kind", "What does not fit", "Where"))
    assert row_texts(found, 1)[:2] == ["Warning", "The header's date of injury is not the summary's."]
    assert row_texts(found, 1)[2] == "“03/14/2015”  p. 1, l. 2\n“03-17-2015”  p. 1, l. 11"


def test_no_problem_is_said_too(reviewed_letter: Letter, tmp_path: Path) -> None:
    seen = set_value(reviewed_letter.record, FieldPath("injury_date_in_summary"), "03/17/2015", SIGN).after
    document = written(tmp_path, Letter(seen, reviewed_letter.document))
    assert "None: the program's checks found nothing that does not fit." in everything(document)


def test_an_unreviewed_record_cannot_be_mistaken(letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, letter)
    banner = [text_of(item) for item in document.paragraphs if item.style and item.style.name == "Status Open"]
    assert banner == ["NOT YET REVIEWED: values as extracted by the program"] * 2
    assert facts(document)["Date of injury"][0] == f"03/14/2015  {TO_REVIEW}"
    assert facts(document)["Decision date"][0] == "12/21/2016"


def test_a_reviewed_record_names_who_when_and_how_many(reviewed_letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, reviewed_letter)
    banner = [text_of(item) for item in document.paragraphs if item.style and item.style.name == "Status Reviewed"]
    assert banner == ["Reviewed by Jane Doe, RN on 01/06/2026 at 17:30 UTC"] * 2
    counts = document.tables[-1]
    assert row_texts(counts, 0)[:2] == ["Confirmed against the source", "Entered or changed by hand"]
    assert row_texts(counts, 1) == ["2", "2", "1", "64", "0", "0"]
    assert TO_REVIEW not in everything(document)


@pytest.mark.parametrize(
    ("at", "words"),
    [("2026-01-06T09:30:00-08:00", " on 01/06/2026 at 17:30 UTC"), ("some day", " on some day"), ("", "")],
)
def test_the_time_of_review_is_told_in_any_form(letter: Letter, tmp_path: Path, at: str, words: str) -> None:
    record = mark_reviewed(letter.record, Sign("J", at, "It is so.")).after
    assert f"Reviewed by J{words}" in everything(written(tmp_path, Letter(record, letter.document))).split("\n")


def test_a_reopened_record_says_so(reviewed_letter: Letter, tmp_path: Path) -> None:
    record = reopen(reviewed_letter.record, SIGN).after
    document = written(tmp_path, Letter(record, reviewed_letter.document))
    assert "by the program; reopened after an earlier review" in everything(document)


def test_what_people_say_among_themselves_stays_out(letter: Letter, tmp_path: Path) -> None:
    record = set_flag(letter.record, "ask Bob about this lawyer", SIGN).after
    assert "Bob" not in everything(written(tmp_path, Letter(record, letter.document)))


def test_a_record_without_items(letter: Letter, tmp_path: Path) -> None:
    record = letter.record
    for issue in letter.record.issues:
        record = remove_issue(record, issue.id, SIGN).after
    document = written(tmp_path, Letter(record, letter.document))
    assert everything(document).count("The record holds no disputed item.") == 2  # where the first one goes later


def test_an_item_added_by_hand(letter: Letter, tmp_path: Path) -> None:
    record = add_issue(letter.record, SIGN).after
    added = record.issues[-1].id
    record = set_value(record, FieldPath("imr_citations", added), (Citation("none"),), SIGN).after
    items = table(written(tmp_path, Letter(record, letter.document)), ITEMS.header)
    assert row_texts(items, 4)[0] == f"4. not found by the program  {TO_REVIEW}"
    assert row_texts(items, 4)[3] == "No guideline cited"
    assert row_texts(items, 4)[5] == "Guideline\nentered by hand"


def test_every_table_is_sound(letter: Letter, reviewed_letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, letter, reviewed_letter)
    assert len(document.tables) == 1 + 2 * 8
    for item in document.tables:
        grid = [column.width for column in item.columns]
        assert sum(grid) == 9792 * 635
        assert item._tblPr.find(qn("w:tblDescription")) is not None
        for row in item.rows:
            assert row._tr.trPr is not None
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
            assert sum(cell.width or 0 for cell in row._tr.tc_lst) == 9792 * 635
        headed = item._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert headed == (item.style is not None and item.style.name == "Summary Table")


def test_the_footer_counts_pages_and_may_carry_the_notice(letter: Letter, tmp_path: Path) -> None:
    footer = written(tmp_path, letter).sections[0].footer
    assert footer.paragraphs[0].text == f"{NOTICE}\tIMR case summary CM16-9990042\tPage 1 of 1"
    plain = written(tmp_path, letter, options=SummaryOptions(confidential=False)).sections[0].footer
    assert NOTICE not in plain.paragraphs[0].text


def test_the_properties_are_its_own(letter: Letter, reviewed_letter: Letter, tmp_path: Path) -> None:
    told = written(tmp_path, reviewed_letter).core_properties
    assert (told.title, told.author) == ("IMR case summary CM16-9990042", "Jane Doe, RN")
    assert (told.last_modified_by, told.language) == ("Jane Doe, RN", "en-US")
    assert told.created
    assert abs(datetime.now(UTC) - told.created.replace(tzinfo=UTC)).total_seconds() < 60
    assert not told.comments
    assert written(tmp_path, letter).core_properties.author == "imrdesk"


def test_several_letters_have_contents_and_pages_of_their_own(
    letter: Letter, reviewed_letter: Letter, tmp_path: Path
) -> None:
    document = written(tmp_path, letter, reviewed_letter)
    assert headings(document, 1) == ["2 letters", "CM16-9990042", "CM16-9990042"]
    assert [section.start_type for section in document.sections] == [WD_SECTION.NEW_PAGE] * 3
    heads = [[text_of(line) for line in section.header.paragraphs if text_of(line)] for section in document.sections]
    assert heads == [[], ["CM16-9990042  ·  case 1 of 2"], ["CM16-9990042  ·  case 2 of 2"]]
    assert all(section.footer.paragraphs[0].text.startswith("CONFIDENTIAL") for section in document.sections)
    assert not list(document.element.body.iter(qn("w:pgNumType")))  # pages are counted across the cases
    contents = document.tables[0]
    assert row_texts(contents, 2)[:5] == ["2", "CM16-9990042", "12/21/2016", "Partially overturned", "3"]
    anchors = [item.get(qn("w:anchor")) for item in contents._tbl.iter(qn("w:hyperlink"))]
    marks = [item.get(qn("w:name")) for item in document.element.body.iter(qn("w:bookmarkStart"))]
    assert anchors == [name for name in marks if not name.startswith("_imr_")] == ["letter_1", "letter_2"]


def test_one_letter_starts_on_the_first_page(letter: Letter, tmp_path: Path) -> None:
    document = written(tmp_path, letter)
    assert not any(item.paragraph_format.page_break_before for item in document.paragraphs)


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_exports_and_is_read_back(letter: Letter, tmp_path: Path, text: str) -> None:
    record = letter.record
    for path in list(record.paths()):
        record = set_value(record, path, text, SIGN).after
    shown = facts(written(tmp_path, Letter(mark_reviewed(record, Sign(text, text, "so")).after, letter.document)))
    visible = re.sub("[\x00-\x08\x0e-\x1f\ufffe\uffff]", "", re.sub("[\ud800-\udfff]", "\ufffd", text))
    visible = re.sub("\r\n|[\r\x0b\x0c]", "\n", visible)
    assert shown["Occupation"][0] == (visible or "not stated in the letter")


def test_the_file_is_inert(letter: Letter, reviewed_letter: Letter, tmp_path: Path) -> None:
    written(tmp_path, letter, reviewed_letter)
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name in parts if re.search("vba|embed|thumbnail|activeX|customXml", name, re.I)]
    whole = b"".join(parts.values())
    for word in (b'TargetMode="External"', b"altChunk", b"o:OLEObject", b"w:object", b"fldSimple", b"macroEnabled"):
        assert word not in whole
    assert re.findall(rb"<w:instrText[^>]*>([^<]*)<", whole) == [b" PAGE ", b" NUMPAGES "]
    assert b"python-docx" not in whole


def test_the_language_is_set(letter: Letter, tmp_path: Path) -> None:
    written(tmp_path, letter)
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        assert b'<w:lang w:val="en-US"' in package.read("word/styles.xml")
