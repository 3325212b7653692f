"""Rich text, web pages, e-mails and zip files."""

from pathlib import Path

import pytest

from imrdesk.desk import reading
from imrdesk.desk.reading import Reading, Request, Unread
from imrdesk.errors import SourceError
from imrdesk.sources import containers, open_source, read_source
from imrdesk.sources.reader import How
from tests.sources import make, outlook
from tests.sources.deeds import zip_locked

RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0\b Case Number:\b0  CM16-9900001\par it\'92s 5 \u176? \par}"
PAGE = """<html><head><title>no</title><style>p{}</style><script>alert(1)</script></head><body>
<h1>Final   Determination</h1><table><tr><td>Case Number:</td><td> CM16-9900001 </td></tr></table>
<p>one<br>two &amp; <b>three</b></p><ul><li>first<li>second</ul>
<div style="display:none">Decision: Upheld</div><img src="file:///etc/passwd"></body></html>"""


def test_rich_text_is_read():
    document = read_source("a.rtf", RTF)
    assert document.pages[0].text.split("\n")[:2] == ["Case Number: CM16-9900001", "it’s 5 °"]
    assert document.media_type == "application/rtf"


def test_a_web_page_is_read_as_a_person_sees_it():
    document = read_source("a.html", PAGE.encode())
    lines = [line for line in document.pages[0].text.split("\n") if line]
    assert lines == ["Final Determination", "Case Number:\tCM16-9900001", "one", "two & three", "first", "second"]
    (note,) = document.notes
    assert "“Decision: Upheld”" in note.message


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<!DOCTYPE html><p>it’s".encode(), "it’s"),
        (b'<html><meta charset="windows-1250"><p>\x9eena', "žena"),
        ("<html><p>5 °".encode("utf-16"), "5 °"),
        (b"<html><p>it\x92s", "it’s"),
        (b"<html>" + b"<div>" * 1000 + b"deep", "deep"),
    ],
)
def test_web_pages_in_every_encoding_and_depth(data, text):
    assert text in read_source("a.html", data).pages[0].text


def found(name: str, data: bytes, how: How | None = None) -> list[tuple[str, object]]:
    """For each member its name and bytes, or the code it was refused with."""
    return [
        (item.message, item.code) if isinstance(item, SourceError) else (item.name, item.data)
        for item in containers.members(name, data, how or How())
    ]


def test_a_file_that_holds_no_other_is_itself():
    assert found("a.pdf", b"%PDF-1.4") == [("a.pdf", b"%PDF-1.4")]


def test_the_letters_of_a_zip_file_are_unpacked_and_the_rest_is_passed_over():
    data = make.zipped({"b/one.pdf": b"1", "__MACOSX/one.pdf": b"", "Thumbs.db": b"", ".hid.pdf": b"", "two.txt": b"2"})
    assert found("a.zip", data) == [("one.pdf", b"1"), ("two.txt", b"2")]


def test_a_zip_file_without_letters_is_refused():
    assert found("a.zip", make.zipped({"a.exe": b"MZ"}))[0][1] == "not_a_letter"


def test_letters_are_found_in_mails_in_zip_files_but_not_deeper_for_ever():
    inner = make.mail(letter_pdf=b"%PDF-1.4 x")
    assert found("a.zip", make.zipped({"mail.eml": inner})) == [("letter.pdf", b"%PDF-1.4 x")]
    data = make.zipped({"x.txt": b"x"})
    for _ in range(5):
        data = make.zipped({"x.zip": data})
    assert found("a.zip", data)[0][1] == "too_large"


def test_a_zip_that_holds_itself_many_times_ends():
    data = make.zipped({f"{number}.txt": b"x" for number in range(300)})
    members = found("a.zip", data)
    assert len(members) == containers.MOST_LETTERS + 1
    assert members[-1][1] == "too_large"


@pytest.mark.parametrize(
    "name", ["../../up.pdf", "/abs.pdf", "C:\\x\\con.pdf", "a\u202efdp.pdf", "n\0ul.pdf", "x" * 300 + ".pdf"]
)
def test_a_name_never_chooses_a_path_and_never_lies(name):
    ((shown, _data),) = found("a.zip", make.zipped({name: b"1"}))
    assert not set("/\\\0\u202e") & set(shown)
    assert len(shown) <= 200


def test_a_locked_zip_file_opens_with_its_password():
    data = zip_locked("a.txt", b"the letter", b"secret")
    assert found("a.zip", data)[0][1] == "password"
    assert found("a.zip", data, How(("no", "secret"))) == [("a.txt", b"the letter")]


def test_a_mail_without_attachments_is_itself_the_letter():
    assert found("m.eml", make.mail("Decision: upheld"))[0][1].strip() == b"Decision: upheld"
    ((name, data),) = found("m.eml", make.mail("", html="<p>Decision: upheld</p>"))
    assert name == "message.html"
    assert b"upheld" in data


def test_pictures_set_into_a_mail_are_no_letters():
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(make.mail(letter_pdf=b"%PDF-1.4 x"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<1>")
    assert [name for name, _data in found("m.eml", message.as_bytes())] == ["letter.pdf"]


def test_a_text_letter_that_begins_with_labels_is_no_mail():
    data = b"Date: 1/2/2016\nTo: somebody\nCase Number: CM16-9900001\n"
    assert found("a.txt", data) == [("a.txt", data)]


def test_an_outlook_message_gives_its_attachments():
    data = outlook.message("see attached", letter_pdf=b"%PDF-1.4 first", note_txt=b"second")
    assert found("m.msg", data) == [("letter.pdf", b"%PDF-1.4 first"), ("note.txt", b"second")]


def test_an_outlook_message_without_attachments_is_itself_the_letter():
    assert found("m.msg", outlook.message("Decision: upheld")) == [("message.txt", b"Decision: upheld")]


@pytest.mark.parametrize(
    ("stream", "code"), [("WordDocument", "old_word"), ("EncryptedPackage", "password"), ("Workbook", "not_a_letter")]
)
def test_other_files_in_the_older_container_are_refused_for_the_right_reason(stream, code):
    with pytest.raises(SourceError) as caught:
        read_source("a.doc", outlook.container({stream: b"x" * 600}))
    assert caught.value.code == code


def read_file(folder: Path, name: str, data: bytes) -> tuple[Reading | Unread, ...]:
    path = folder / name
    path.write_bytes(data)
    return reading.read(Request(path))


def test_a_letter_says_what_it_came_in(tmp_path, samples):
    letter = (samples / "01_one_item_upheld.pdf").read_bytes()
    data = make.zipped({"mail.eml": make.mail(letter_pdf=letter), "bad.pdf": b"%PDF-1.4 rubbish"})
    good, bad = read_file(tmp_path, "all.zip", data)
    assert isinstance(good, Reading)
    assert good.data == letter
    assert good.document.sha256 == open_source(samples / "01_one_item_upheld.pdf").sha256
    assert good.extraction.problems[0].message == "This letter came in all.zip › mail.eml."
    assert isinstance(bad, Unread)
    assert (bad.name, bad.error.code) == ("bad.pdf", "damaged")


def test_control_characters_are_cleaned_with_a_note(tmp_path):
    (item,) = read_file(tmp_path, "a.txt", b"Case Number: CM16-9900001 \x00\x01 and more words to make it text" * 9)
    assert isinstance(item, Reading)
    assert [note.code for note in item.document.notes] == ["cleaned"]
    assert "\x00" not in item.document.pages[0].text


def test_a_page_nested_deeper_than_anybody_means_is_refused_rather_than_read_in_part():
    with pytest.raises(SourceError) as caught:
        read_source("a.html", b"<html>" + b"<div>" * 5000 + b"deep")
    assert caught.value.code == "damaged"


def test_a_long_line_is_read_and_one_of_fifty_megabytes_refused_at_once(tmp_path):
    (item,) = read_file(tmp_path, "a.txt", b"word " * 100_000)
    assert isinstance(item, Reading)
    (item,) = read_file(tmp_path, "b.txt", b"word " * 10_000_000)
    assert isinstance(item, Unread)
    assert item.error.code == "too_large"


@pytest.mark.parametrize(
    ("body", "seen", "told"),
    [
        (rb"was {\v Upheld }overturned", "was overturned", "Upheld"),
        (rb"was \v Upheld\v0  overturned", "was  overturned", "Upheld"),
        (rb"was {\deleted Upheld }overturned", "was overturned", "Upheld"),
        (rb"was \deleted Up\'68eld\plain  overturned", "was  overturned", "Upheld"),
        (rb"was {\v {\b Up}held }overturned {\v0 now}", "was overturned now", "Upheld"),
        (rb"no \veryodd word is hidden", "no word is hidden", ""),
        (rb"{\*\bkmkstart x}was {\v a}\bin3 {{{ overturned", "was  overturned", "a"),
    ],
)
def test_hidden_and_deleted_words_of_rich_text_are_left_out_and_told(body, seen, told):
    document = read_source("a.rtf", rb"{\rtf1\ansi " + body + rb"\par}")
    assert document.pages[0].text.split() == seen.split()
    assert [note.message for note in document.notes] == (
        [f"Hidden or deleted words were left out: “{told}”."] if told else []
    )


def test_a_box_of_mails_is_unpacked_message_by_message():
    letter = make.plain()
    first, second = make.mail(letter_pdf=letter), make.mail("From here on it is a letter.\n\nFrom that day on, not.")
    box = b"From a@example.org Mon Jan  4 10:00:00 2016\n%s\n\nFrom b@example.org Tue Jan  5 10:00:00 2016\n%s" % (
        first,
        second,
    )
    found = list(containers.members("box.mbox", box, How()))
    assert [(item.name, item.origin) for item in found] == [
        ("letter.pdf", ("box.mbox", "message 1.eml")),
        ("message.txt", ("box.mbox", "message 2.eml")),
    ]
    assert found[0].data == letter
    assert b"From that day on, not." in found[1].data


def test_a_letter_that_begins_with_from_is_no_box():
    assert not containers.CONTAINERS[2].claims(b"From the desk of Dr. Reyes\nDecision: upheld\n")


def test_what_outlook_packs_attachments_in_is_refused_in_its_own_words():
    mail = make.mail(winmail_dat=b"\x78\x9f\x3e\x22" + bytes(200))
    (member,) = containers.members("a.eml", mail, How())
    with pytest.raises(SourceError) as refused:
        read_source(member.name, member.data)
    assert refused.value.code == "winmail"
