"""PDF pages that look as a word processor prints them: text that flows, the header table, the mark of a sample."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .typeset import SIZE, WIDTH, Paragraph, font, lines

PAGE_WIDTH, PAGE_HEIGHT = LETTER
LEFT = TOP = 72.0
BOTTOM = PAGE_HEIGHT - 72
LEADING = 13.8
ASCENT = 10.7  # from the top of a line of Times at 12 points down to its baseline
GREY = 0.875


class Sheet:
    """A PDF in the making; `y` is the top of the next line, in points from the top of the page."""

    def __init__(self, title: str, *, family: str = "Times", size: float = SIZE, footer: str = "") -> None:
        self._bytes = BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=LETTER, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("imrdesk")
        self._canvas.setSubject("A fictional letter: no real person, no real case")
        self._family, self._size, self._footer = family, size, footer
        self._page = 1
        self.y = TOP

    def flow(self, paragraphs: list[Paragraph]) -> None:
        """Set paragraphs one after another, breaking pages wherever they fall."""
        for paragraph in paragraphs:
            self.y += paragraph.gap * LEADING if self.y > TOP else 0
            for line in lines(paragraph, self._family, self._size):
                self._line(line, paragraph.centred)

    def _line(self, line, centred: bool) -> None:
        if self.y + LEADING > BOTTOM:
            self._turn()
        widths = [stringWidth(run.text, font(self._family, run.bold), self._size) for run in line]
        x = LEFT + (WIDTH - sum(widths)) / 2 if centred else LEFT
        for run, width in zip(line, widths, strict=True):
            self.words(x, self.y, run.text, font(self._family, run.bold), self._size)
            x += width
        self.y += LEADING

    def words(self, x: float, top: float, text: str, name: str, size: float) -> None:
        """Words at a place of this page."""
        self._canvas.setFont(name, size)
        self._canvas.drawString(x, PAGE_HEIGHT - top - ASCENT * size / SIZE, text)

    def box(self, x0: float, top: float, x1: float, bottom: float, *, filled: bool) -> None:
        """A thin black frame, grey inside where `filled`."""
        self._canvas.setLineWidth(0.48)
        self._canvas.setFillGray(GREY)
        self._canvas.rect(x0, PAGE_HEIGHT - bottom, x1 - x0, bottom - top, stroke=1, fill=int(filled))
        self._canvas.setFillGray(0)

    def rule(self) -> None:
        """A thin line across the text."""
        self._canvas.setLineWidth(0.6)
        self._canvas.line(LEFT, PAGE_HEIGHT - self.y, LEFT + WIDTH, PAGE_HEIGHT - self.y)

    def stamp(self) -> None:
        """The mark of a sample, where published letters have their sender's: a picture, so that it adds no words."""
        self._canvas.drawImage(ImageReader(mark()), 461, PAGE_HEIGHT - 74, 84, 30)

    def finish(self) -> bytes:
        """The PDF."""
        self._foot()
        self._canvas.save()
        return self._bytes.getvalue()

    def _turn(self) -> None:
        self._foot()
        self._canvas.showPage()
        self._page += 1
        self.y = TOP

    def _foot(self) -> None:
        if self._footer:
            self.words(LEFT, BOTTOM + 24, self._footer.format(page=self._page), font(self._family, bold=False), 9)


def mark() -> Image.Image:
    """The words “fictional sample” as a picture."""
    picture = Image.new("L", (336, 120), 255)
    draw = ImageDraw.Draw(picture)
    draw.line((6, 8, 6, 112), fill=150, width=6)
    draw.text((30, 6), "SAMPLE", fill=90, font=ImageFont.load_default(size=60))
    draw.text((30, 74), "fictional letter", fill=90, font=ImageFont.load_default(size=34))
    return picture.quantize(8)
