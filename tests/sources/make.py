"""Files to read, made on the spot: PDFs with odd text, Word packages from bare XML, pictures of text, mails."""

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LOCKED = pikepdf.Encryption(owner="owner", user="secret")
LINES = ("Case Number: CM16-9900001", "The request is not certified.", "Decision: upheld for the left knee brace.")


def drawn(draw: Callable[[Canvas], object], size: tuple[float, float] = letter) -> bytes:
    """A PDF of one page that `draw` draws on."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def lines_on(canvas: Canvas, *lines: str, top: float = 700) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(72, top - 16 * number, line)


def plain(*lines: str) -> bytes:
    return drawn(lambda canvas: lines_on(canvas, *(lines or LINES)))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **saving) -> bytes:
    """A PDF after `change` has been at it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, **saving)
    return target.getvalue()


def zipped(members: Mapping[str, str | bytes], **options) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return target.getvalue()


def word(body: str, *, space: str = W, **parts: str) -> bytes:
    """A Word file with that body; other parts of word/ by their names without ending."""
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": data for name, data in parts.items()}
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document, **others})


def paragraph(text: str, look: str = "") -> str:
    return f"<w:p><w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{text}</w:t></w:r></w:p>"


def picture_of(*lines: str, dpi: int = 200) -> Image.Image:
    """A page of text as a scanner sees it."""
    image = Image.new("L", (int(8.5 * dpi), int(4 * dpi)), 255)
    font = ImageFont.load_default(size=dpi / 5)
    for number, line in enumerate(lines or LINES):
        ImageDraw.Draw(image).text((dpi // 2, dpi // 2 + number * dpi // 2), line, fill=0, font=font)
    return image


def saved(image: Image.Image, kind: str, **options) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, dpi=(200, 200), **options)
    return target.getvalue()


def mail(text: str = "See attached.", *, html: str = "", **attached: bytes) -> bytes:
    """An e-mail; attachments by name, "_" for the dot."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Determination"
    message["Date"], message["Message-ID"] = "Mon, 4 Jan 2016 10:00:00 +0000", "<1@example.org>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached.items():
        file_name = name.replace("_", ".")
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=file_name)
    return message.as_bytes()
