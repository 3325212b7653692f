"""Real PDFs in the source panel: marks lie on the very words, selections are the words under the mouse."""

from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from reportlab.pdfgen.canvas import Canvas

from imrdesk.document.model import Span
from imrdesk.extract import pipeline
from imrdesk.gui.source.marks import Mark, marks_of
from imrdesk.gui.source.panel import SourcePanel
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path, record_from
from imrdesk.sources import open_source
from imrdesk.sources.render import FileView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SPECIMENS = FilePath(__file__).parents[3] / "shared" / "specimens" / "pdf"
SIZE = 20  # points, so that a letter's middle is surely ink or surely paper
LINES = ("Case Number: CM16-9900042", "Date of Injury: 04/27/2016", "HHHHHHHHHH upheld")


@pytest.fixture
def file(tmp_path):
    target = tmp_path / "letter.pdf"
    drawn = Canvas(str(target), pagesize=(612, 792))
    for page in (1, 2):
        drawn.setFont("Helvetica-Bold", SIZE)
        for row, line in enumerate((*LINES, f"page {page}")):
            drawn.drawString(72, 700 - 30 * row, line)
        drawn.showPage()
    drawn.save()
    return target


@pytest.fixture
def idle(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def shown(qtbot, theme, jobs, idle, file):
    """A panel with the file, its document, and a function for spans of its words."""
    panel = SourcePanel(theme, jobs)
    qtbot.addWidget(panel)
    panel.resize(800, 600)
    document = open_source(file)
    panel.show_letter(document, FileView(file))
    panel.show()
    idle()
    yield panel, document
    panel.clear()
    idle()


def span(document, words, page=1):
    start = document.page(page).text.index(words)
    return Span(page, start, start + len(words))


def place(panel, found):
    """Where a span lies in the viewport."""
    rect = panel._canvas.pages._view.rects(found)[0]
    return panel._canvas._layout.rect(found.page, rect).translated(-panel._canvas._shown().topLeft())


def colors(panel, rect):
    image = panel._canvas.viewport().grab().toImage()
    area = rect.toRect()
    return [image.pixelColor(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())]


def test_a_mark_lies_on_its_words_and_the_print_stays_black(shown, idle, theme):
    panel, document = shown
    bars = span(document, "HHHHHHHHHH")
    before = colors(panel, place(panel, bars))
    mark = Mark(Path("occupation"), "Claimant", "Occupation", "H", evidence(document, [bars]))
    panel.set_marks([mark])
    idle()
    after = colors(panel, place(panel, bars))
    light = theme.color("mark_claimant")
    for old, new in zip(before, after, strict=True):
        share = light.alphaF()
        expected = [
            part * (1 - share + share * tint / 255)
            for part, tint in zip(old.getRgb()[:3], light.getRgb()[:3], strict=True)
        ]
        assert list(new.getRgb()[:3]) == pytest.approx(expected, abs=3)
    assert sum(color.lightness() < 40 for color in after) > 50, "letters are on the page and black"
    outside = colors(panel, place(panel, span(document, "upheld")))
    assert QColor("white") in outside


def test_words_under_the_mouse_are_the_words_selected(shown, idle, qtbot):
    panel, document = shown
    date = span(document, "04/27/2016")
    viewport = panel._canvas.viewport()
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place(panel, date).center().toPoint())
    idle()
    assert panel.selection() == ("04/27/2016", evidence(document, [date]))
    start, end = place(panel, span(document, "Case")), place(panel, date)
    qtbot.mousePress(
        viewport, Qt.MouseButton.LeftButton, pos=start.center().toPoint() - QPoint(round(start.width() / 2) - 2, 0)
    )
    qtbot.mouseMove(viewport, end.center().toPoint())
    qtbot.mouseMove(viewport, QPoint(viewport.width() - 30, end.center().toPoint().y()))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end.center().toPoint())
    idle()
    assert panel.selection()[0] == "Case Number: CM16-9900042 Date of Injury: 04/27/2016"


def test_find_scrolls_to_the_words(shown, idle):
    panel, document = shown
    assert panel.find_words("page 2") == 1
    idle()
    third = panel._canvas.viewport().height() / 3
    assert abs(place(panel, span(document, "page 2", page=2)).top() - third) < 2


def test_focus_scrolls_to_the_evidence_and_it_counts_as_seen(shown, idle):
    panel, document = shown
    path = Path("outcome")
    panel.set_marks([Mark(path, "Case", "Outcome", "upheld", evidence(document, [span(document, "upheld", page=2)]))])
    panel.focus_path(path)
    idle()
    assert panel.is_visible(path)
    assert abs(place(panel, span(document, "upheld", page=2)).top() - panel._canvas.viewport().height() / 3) < 4


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="needs ../shared/specimens, which is not here")
def test_every_value_of_real_letters_has_its_place_on_the_page(qtbot, theme, jobs, idle):
    panel = SourcePanel(theme, jobs)
    qtbot.addWidget(panel)
    panel.resize(640, 800)
    panel.show()
    lost = []
    for file in sorted(SPECIMENS.glob("*.pdf"))[:6]:
        document = open_source(file)
        marks = marks_of(record_from(document, pipeline.extract(document)))
        panel.show_letter(document, FileView(file), marks)
        idle()
        for mark in marks:
            panel.focus_path(mark.path)
            idle()
            if not panel.is_visible(mark.path):
                lost.append((file.name, mark.path.key))
    panel.clear()
    idle()
    assert lost == []
