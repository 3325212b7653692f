"""Word packages, texts, web pages, mails, zip files and pictures made to do harm."""

import binascii
import struct
import zlib
from collections.abc import Iterator
from itertools import chain

from tests.sources.make import TYPES, W, mail, paragraph, word, zipped

CHARSETS = [
    "ascii",
    "utf-7",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "cp037",
    "cp437",
    "cp850",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "latin-1",
    "iso8859-2",
    "iso8859-5",
    "iso8859-7",
    "iso8859-15",
    "koi8-r",
    "mac-roman",
    "big5",
    "gb18030",
    "shift-jis",
    "euc-jp",
    "euc-kr",
    "iso2022-jp",
]
LETTER = "Case Number: CM16-9900001\nDate of Injury: 1/2/2015\nDecision: upheld – “left” knee, 5 °C, Ünïcödé\n" * 8


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every one of them, by name with the ending it pretends to."""
    words = chain(_words(), _outward(), _broken_words())
    yield from ((f"{name}.docx", data) for name, data in words)
    yield from ((f"{name}.txt", data) for name, data in _texts())
    yield from _marked_up()
    yield from _held()
    yield from _pictures()


def _document(xml: str | bytes, **more: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml, **more})


HEAD = f'<w:document xmlns:w="{W}"><w:body>'
FOOT = "</w:body></w:document>"
RELATIONS = '<Relationships xmlns="x"><Relationship Type="a/officeDocument" Target="{}"/></Relationships>'
MEMBERS = (
    "../../escape.xml", "/absolute.xml", "C:\\x.xml", "con", "word/\u202elmx.xml", "a" * 5000, "word//document.xml",
)  # fmt: skip


def _words() -> Iterator[tuple[str, bytes]]:
    """Word files with too much in them."""
    for number in (0, -1, 2147483647, 10**30):
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{paragraph("x")}</w:tc>'
        yield f"a cell over {number} columns", word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    yield "a thousand million laughs", _document(f"<!DOCTYPE x [{laughs}]>{HEAD}{paragraph('&l11;')}{FOOT}")
    yield "deep", word("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000)
    yield "deep tables", word("<w:tbl><w:tr><w:tc>" * 100 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 100)
    yield "a bomb of 500 megabytes", _document(HEAD.encode() + b" " * 500_000_000)
    yield "an attribute of 20 megabytes", word(f'<w:p w:x="{"a" * 20_000_000}"/>')
    members = {f"word/{number}.xml": "" for number in range(5000)}
    yield "five thousand members", zipped(members | {"[Content_Types].xml": TYPES})


def _outward() -> Iterator[tuple[str, bytes]]:
    """Word files that lead to other files."""
    for target in ("file:///etc/passwd", "http://127.0.0.1:9/x", "../../../etc/passwd"):
        declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>'
        yield f"entity of {target.replace('/', '_')}", _document(declared + HEAD + paragraph("&e;") + FOOT)
    for target in ("../../../etc/passwd", "http://127.0.0.1:9/x", "word/none.xml", "/word/document.xml"):
        relations = {"_rels/.rels": RELATIONS.format(target)}
        yield f"main part {target.replace('/', '_')}", _document(HEAD + FOOT, **relations)
    for name in MEMBERS:
        yield f"a member named {binascii.crc32(name.encode())}", _document(HEAD + FOOT, **{name: "x"})


def _broken_words() -> Iterator[tuple[str, bytes]]:
    """Word files that are not what they say."""
    yield "a body without end", _document(HEAD + paragraph("x"))
    yield "a body of another kind", _document("<html/>")
    yield "no body", zipped({"[Content_Types].xml": TYPES})
    yield "no letters", word("")
    yield "wrong utf-8", _document(HEAD.encode() + b"<w:p><w:r><w:t>\xff\xfe\xc0</w:t></w:r></w:p>" + FOOT.encode())
    yield "halves of letters", word(paragraph("&#xD800;"))
    yield "a body in utf-16", _document((HEAD + paragraph("x") + FOOT).encode("utf-16"))
    good = word(paragraph("x" * 100))
    yield "a locked member", good.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    yield "an unknown way of packing", good.replace(b"\x08\x00", b"\x63\x00")
    yield "a table of contents elsewhere", good[:-6] + b"\xff\xff\xff\x7f\0\0"
    yield "two in one", good + good


def _texts() -> Iterator[tuple[str, bytes]]:
    for charset in CHARSETS:
        yield f"text in {charset}", LETTER.encode(charset, "replace")
    yield "halves of letters", LETTER.encode() + b"\xed\xa0\x80\xed\xb0\x80"
    yield "nothing but a mark", b"\xef\xbb\xbf"
    yield "nothing but spaces", b" \n" * 1000
    yield "nothing but nuls", bytes(1000)
    yield "nuls between", LETTER.encode().replace(b" ", b"\0")
    yield "reversed", ("\u202e" + LETTER + "\u2066\u200f").encode()
    yield "piled up marks", ("Z" + "\u0301" * 10_000).encode()
    yield "terminal commands", b"\x1b]0;owned\x07\x1b[2J" + LETTER.encode()
    yield "one long line", LETTER.replace("\n", " ").encode() * 2000
    yield "half a million lines", b"a\n" * 500_000
    yield "five megabytes of open brackets", b"(" * 5_000_000
    yield "formulas", b"=HYPERLINK(1)\n@SUM(1)\n+1\n-1\n{ DDEAUTO c:\\x }\n" + LETTER.encode()
    yield "markup", b"<img src='file:///etc/passwd'><script>x</script>\n" + LETTER.encode()
    yield "form feeds", b"\x0c" * 3000 + LETTER.encode()
    yield "every byte", bytes(range(256)) * 100


def _marked_up() -> Iterator[tuple[str, bytes]]:
    yield "deep.rtf", rb"{\rtf1" + b"{" * 100_000
    yield "letters cut off.rtf", rb"{\rtf1 \u" + b"9" * 1000 + rb" \'zz \u-55357? \u-8960? \bin99999999999 x}"
    yield "an object.rtf", rb"{\rtf1{\object\objdata " + b"41" * 100_000 + b"}}"
    yield "a field.rtf", rb"{\rtf1{\field{\*\fldinst DDEAUTO cmd}{\fldrslt upheld}}}"
    yield "no end.rtf", rb"{\rtf1 Case Number: CM16-9900001"
    yield "deep.html", b"<html>" + b"<b><i>" * 100_000
    yield (
        "looks elsewhere.html",
        b"<html><iframe src='file:///etc/passwd'></iframe><link href='http://127.0.0.1:9/'><p>x",
    )
    yield "a doctype.html", b"<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html><p>&e;"
    yield "an attribute.html", b"<html><p title='" + b"a" * 5_000_000 + b"'>x"
    yield "many tables.html", b"<html>" + b"<table><tr><td>" * 1000 + b"x"
    yield "a wrong charset.html", b"<html><meta charset='no-such-thing'><p>\xff\xfe\x92"
    yield "entities.html", b"<html><p>&#xD800;&#0;&#x110000;&bogus;&#99999999999;"


def _held() -> Iterator[tuple[str, bytes]]:
    yield "many parts.eml", mail(**{f"a{number}_txt": b"x" for number in range(1000)})
    yield "wrong base64.eml", mail(a_pdf=b"x").replace(b"eA==", b"!!!!")
    yield "a wrong charset.eml", mail("x").replace(b'charset="utf-8"', b'charset="no-such"')
    yield "a header of 5 megabytes.eml", b"MIME-Version: 1.0\nFrom: a\nTo: " + b"a" * 5_000_000 + b"\n\nx"
    inner = b"MIME-Version: 1.0\nFrom: a\nTo: b\nContent-Type: text/plain\n\nx"
    for _ in range(300):
        inner = b"MIME-Version: 1.0\nFrom: a\nTo: b\nContent-Type: message/rfc822\n\n" + inner
    yield "mails in mails.eml", inner
    yield (
        "an open boundary.eml",
        b'MIME-Version: 1.0\nFrom: a\nTo: b\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n' * 500,
    )
    yield "a name that climbs.eml", mail(a_pdf=b"x").replace(b"a.pdf", b"../../../../tmp/escape.pdf")
    yield "cut off.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    yield "rubbish.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20
    yield (
        "a chain without end.msg",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(480) + bytes(4096),
    )
    bomb = zipped({f"{number}.txt": b"a" * 60_000_000 for number in range(8)})
    yield "a bomb.zip", bomb
    yield "bombs in a bomb.zip", zipped({f"{number}.zip": bomb for number in range(10)})
    yield "names that climb.zip", zipped({"../../../tmp/escape.txt": b"x" * 99, "/tmp/escape.txt": b"y" * 99})
    yield "a hundred thousand members.zip", zipped({str(number): b"" for number in range(20_000)})
    deep = zipped({"x.txt": b"x"})
    for _ in range(50):
        deep = zipped({"x.zip": deep})
    yield "fifty deep.zip", deep
    yield "only a mark.zip", b"PK\x03\x04"
    yield "only an end.zip", b"PK\x05\x06" + bytes(18)


def _pictures() -> Iterator[tuple[str, bytes]]:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))

    def png(width: int, height: int, data: bytes) -> bytes:
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")

    yield "huge.png", png(2**31 - 1, 2**31 - 1, b"")
    yield "a bomb.png", png(30_000, 30_000, zlib.compress(bytes(30_000 * 3_751), 9))
    yield "cut off.png", png(100, 100, zlib.compress(bytes(500)))
    yield "text bomb.png", b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))
    yield "rubbish.jpg", b"\xff\xd8\xff" + bytes(range(256)) * 10
    yield "huge.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\x11\0"
    entry = struct.pack("<HHII", 256, 4, 1, 2**31) + struct.pack("<HHII", 257, 4, 1, 2**31)
    yield "a chain of itself.tif", b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + entry + struct.pack("<I", 8)
    yield "frames without end.tif", b"II*\0\x08\0\0\0" + struct.pack("<H", 65535) + bytes(100)
    yield "rubbish.tif", b"MM\0*" + bytes(range(256)) * 10
    yield "another kind.gif", b"GIF89a" + bytes(100)
    yield "a program.pdf", b"MZ" + bytes(range(256)) * 40
    yield "an elf.pdf", b"\x7fELF" + bytes(range(256)) * 40
