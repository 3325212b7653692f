"""PDFs put together object by object, as no honest program would."""

import zlib
from collections.abc import Iterator

OPEN = b"BT /F1 12 Tf 72 700 Td (Case Number: CM16-9900001) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def assembled(objects: list[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1, with a true table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"", *, packed: bool = True) -> bytes:
    body = zlib.compress(data, 9) if packed else data
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%b%b>>\nstream\n%b\nendstream" % (len(body), kind, more, body)


def page(
    *, box: bytes = b"[0 0 612 792]", content: bytes = OPEN, more: bytes = b"", resources: bytes = b"",
    others: tuple[bytes, ...] = (), catalog: bytes = b"", font: bytes = FONT, trailer: bytes = b"",
) -> bytes:  # fmt: skip
    """A PDF of one page; objects 6 and on are `others`."""
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>%b>>"
            % (box, resources, more),
            stream(content),
            font,
            *others,
        ],
        trailer=trailer,
    )


def form(content: bytes, resources: bytes = b"", more: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%b>>%b" % (resources, more))


def draws(levels: int, times: int) -> tuple[bytes, ...]:
    """Forms that each draw the next so many times: times ** levels in all."""
    inner = [form(b"/X Do " * times, b"/XObject<</X %d 0 R>>" % (7 + level)) for level in range(levels)]
    return (*inner, form(b"0 0 m 9 9 l S"))


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every one of them, by name."""
    yield from _trees()
    yield from _pages()
    yield from _drawings()
    yield from _actions()
    yield from _files()


def _trees() -> Iterator[tuple[str, bytes]]:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    yield "tree of itself", assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"])
    yield (
        "tree that is its own parent",
        assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", leaf]),
    )
    deep = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(3000)]
    yield "tree of 3000 levels", assembled([b"<</Type/Catalog/Pages 2 0 R>>", *deep, leaf])
    for count in (-1, 0, 2147483647, 99999999999):
        kids = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count
        yield f"count of {count}", assembled([b"<</Type/Catalog/Pages 2 0 R>>", kids, leaf])
    yield "catalog is a number", assembled([b"42"])
    yield "catalog is missing", assembled([leaf], root=99)
    yield "pages are missing", assembled([b"<</Type/Catalog>>"])
    yield (
        "the same page 3000 times",
        assembled(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count 3000>>" % (b"3 0 R " * 3000), leaf]
        ),
    )
    yield "objects that are each other", assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"3 0 R", b"2 0 R"])
    yield "deep arrays", page(more=b"/X" + b"[" * 50_000 + b"]" * 50_000)
    yield "deep dictionaries", page(more=b"/X" + b"<</A" * 20_000 + b" 1" + b">>" * 20_000)
    yield "a length that lies", page().replace(b"/Length ", b"/Length 9999999")
    yield "contents of itself", page().replace(b"/Contents 4 0 R", b"/Contents 3 0 R")
    yield "previous table is itself", page(trailer=b"/Prev 9")
    yield "size of two thousand million", page(trailer=b"/Size 2147483647")
    yield "no end", page().partition(b"startxref")[0]
    yield "labels of themselves", page(catalog=b"/PageLabels 6 0 R", others=(b"<</Kids[6 0 R]>>",))
    yield (
        "outline of itself",
        page(
            catalog=b"/Outlines 6 0 R", others=(b"<</First 7 0 R/Count 1>>", b"<</Title(a)/Next 7 0 R/Parent 6 0 R>>")
        ),
    )


def _pages() -> Iterator[tuple[str, bytes]]:
    boxes = (b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[612 792 0 0]", b"[0 0 -5 -5]", b"[0 0 14400 14400]", b"[a b c d]",
             b"[]", b"[0 0 1e38 1]", b"[-1e9 -1e9 1e9 1e9]", b"[0 0 0.001 0.001]")  # fmt: skip
    for box in boxes:
        yield f"box {box.decode()}", page(box=box)
    for turn in (45, 90, -90, 450, 2147483647):
        yield f"turned by {turn}", page(more=b"/Rotate %d" % turn)
    yield "a unit of a million", page(more=b"/UserUnit 1000000")
    yield "content of 200 megabytes of spaces", page(content=OPEN + b" " * 200_000_000)
    yield "a million letters", page(content=b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * 100_000 + b"ET")
    yield "a string of a million letters", page(content=b"BT /F1 1 Tf (" + b"a" * 1_000_000 + b") Tj ET")
    yield "200000 nested states", page(content=b"q " * 200_000 + OPEN)
    yield "a million lines", page(content=b"0 0 m 9 9 l S " * 1_000_000)
    yield "text outside", page(content=b"BT /F1 12 Tf 9e9 9e9 Td (Decision: Upheld) Tj ET " + OPEN)
    yield "letters of size zero", page(content=b"BT /F1 0 Tf 72 700 Td (Decision: Upheld) Tj ET")
    yield "letters of size infinite", page(content=b"BT /F1 1e38 Tf (Decision: Upheld) Tj ET")
    yield "broken content", page(content=b"BT ((((( Tj ET ] >> endstream " + OPEN)
    yield "inline picture without end", page(content=b"BI /W 99999 /H 99999 /BPC 8 ID " + b"x" * 999)
    notes = b"".join(b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/V(x)>>" for _ in range(20_000))
    yield "twenty thousand fields", page(more=b"/Annots[%b]" % notes)
    yield "a note of itself", page(more=b"/Annots 6 0 R", others=(b"[6 0 R 6 0 R]",))


def _drawings() -> Iterator[tuple[str, bytes]]:
    first = b"/XObject<</X 6 0 R>>"
    for levels, times in ((9, 10), (30, 2), (3, 300)):
        yield (
            f"forms drawn {times} times {levels} levels deep",
            page(content=OPEN + b" /X Do", resources=first, others=draws(levels, times)),
        )
    yield "a form that draws itself", page(content=b"/X Do", resources=first, others=(form(b"/X Do /X Do", first),))
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>"
    yield "a pattern of tiny steps", page(
        content=b"/Pattern cs /P scn 0 0 612 792 re f", resources=b"/Pattern<</P 6 0 R>>",
        others=(stream(b"0 0 1 1 re f", tile),),
    )  # fmt: skip
    mask = b"/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>"
    yield "a mask of itself", page(
        content=b"/G gs " + OPEN, resources=mask,
        others=(form(b"/G gs 0 0 9 9 re f", mask, b"/Group<</S/Transparency>>"),),
    )  # fmt: skip
    glyph = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    yield (
        "a letter drawn with itself",
        page(content=b"BT /F1 9 Tf (aaa) Tj ET", font=glyph, others=(stream(b"BT /F1 1 Tf (aa) Tj ET"),)),
    )
    for width, height, bits in ((100_000, 100_000, 1), (65_535, 65_535, 8), (2_147_483_647, 1, 8)):
        picture = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace/DeviceGray"
        yield f"a picture of {width} by {height}", page(
            content=b"612 0 0 792 0 0 cm /X Do", resources=first,
            others=(stream(bytes(1_000_000), picture % (width, height, bits)),),
        )  # fmt: skip
    for kind in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode", b"LZWDecode", b"RunLengthDecode"):
        data = b"/Type/XObject/Subtype/Image/Width 99/Height 99/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/" + kind
        yield f"a picture of rubbish by {kind.decode()}", page(
            content=b"612 0 0 792 0 0 cm /X Do " + OPEN, resources=first,
            others=(stream(bytes(range(256)) * 40, data, packed=False),),
        )  # fmt: skip


def _actions() -> Iterator[tuple[str, bytes]]:
    actions = {
        "script": b"<</S/JavaScript/JS(app.alert\\(1\\);while\\(1\\);)>>",
        "launch": b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>",
        "address": b"<</S/URI/URI(http://127.0.0.1:9/)>>",
        "form sent": b"<</S/SubmitForm/F(http://127.0.0.1:9/)>>",
        "other file": b"<</S/GoToR/F(/etc/passwd)>>",
    }
    for name, action in actions.items():
        yield f"opens with {name}", page(catalog=b"/OpenAction" + action)
        yield f"page opens with {name}", page(more=b"/AA<</O%b>>" % action)
    yield (
        "a file in it",
        page(
            catalog=b"/Names<</EmbeddedFiles<</Names[(../../x.exe)6 0 R]>>>>",
            others=(b"<</Type/Filespec/F(../../x.exe)/EF<</F 7 0 R>>>>", stream(b"MZ")),
        ),
    )
    yield (
        "xfa",
        page(catalog=b"/AcroForm<</XFA 6 0 R>>", others=(stream(b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x'><x/>"),)),
    )
    yield (
        "fields of themselves",
        page(catalog=b"/AcroForm<</Fields[6 0 R]>>", others=(b"<</T(a)/Kids[6 0 R]/Parent 6 0 R>>",)),
    )
    yield "content in another file", page().replace(b"/Filter/FlateDecode", b"/F(/etc/passwd)")


def _files() -> Iterator[tuple[str, bytes]]:
    fonts = {
        "a map to text of four thousand million": b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange",
        "a map to text of itself": b"/X usecmap " * 1000,
        "a map to halves of letters": b"1 beginbfchar <43> <D800> endbfchar",
        "a map to nothing": b"1 beginbfchar <43> <> <> <> endbfchar",
    }
    for name, cmap in fonts.items():
        font = FONT[:-2] + b"/ToUnicode 6 0 R>>"
        yield name, page(font=font, others=(stream(cmap),))
    named = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/#2Ftmp#2Fevil/DescendantFonts[6 0 R]>>"
    descendant = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(..)/Ordering(/tmp/evil)>>>>"
    yield "an encoding that names a file", page(font=named, others=(descendant,))
    yield "a font that is no font", page(font=b"<</Type/Font/Subtype/TrueType/FontDescriptor<</FontFile2 4 0 R>>>>")
    yield "only a mark", b"%PDF-1.7"
    yield "a mark after rubbish", bytes(range(256)) * 3 + page()
    yield "two in one", page() + page(content=OPEN.replace(b"9900001", b"9900002"))
    yield "locked in no known way", page(trailer=b"/Encrypt<</Filter/Standard/V 99/R 99/O()/U()/P 0>>")
    yield "locked by itself", page(trailer=b"/Encrypt 4 0 R")
    packed = stream(zlib.compress(zlib.compress(OPEN)), b"")
    yield (
        "packed a hundred times",
        page().replace(b"/Filter/FlateDecode", b"/Filter[%b]" % (b"/FlateDecode" * 100)) + packed,
    )
