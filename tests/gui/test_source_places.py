"""Places that matter together, pages in small, the caret and the remembered view, in the panel itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui.source.marks import SECTION_LOOKS, Mark
from imrdesk.gui.source.panel import SourcePanel
from imrdesk.gui.source.paper import stroke
from imrdesk.gui.source.view_state import ViewState
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path
from imrdesk.sources.render import Picture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TEXT = "\n".join(f"Line {number} of the letter" for number in range(30))
LETTER = Document("a.pdf", "0", "application/pdf", "x", tuple(Page(number, TEXT, 612.0, 792.0) for number in (1, 2, 3)))
START = TEXT.index("Line 20")
PLACES = evidence(LETTER, (Span(1, START, START + 7), Span(3, 0, 6)))
DOUBT = Mark(Path("outcome"), "Case", "Outcome", "upheld", PLACES[:1], needs_review=True)


class View:
    page_count = 3

    def size(self, page):
        return 612.0, 792.0

    def image(self, page, scale):
        wide, high = round(612 * scale), round(792 * scale)
        return Picture(wide, high, wide * 4, b"\xff" * (wide * high * 4))

    def rects(self, span):
        row = TEXT.count("\n", 0, span.start)
        begin = TEXT.rfind("\n", 0, span.start) + 1
        return [Rect(72 + 6 * (span.start - begin), 72 + 20 * row, 72 + 6 * (span.end - begin), 84 + 20 * row)]

    def places(self, spans):
        return {span: self.rects(span) for span in spans}

    def offset_at(self, page, x, y):
        return None

    def close(self):
        pass


@pytest.fixture
def idle(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def panel(qtbot, theme, jobs, idle):
    made = SourcePanel(theme, jobs)
    qtbot.addWidget(made)
    made.resize(600, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_letter(LETTER, View(), (DOUBT,), "CM16-9900042")
    idle()
    yield made
    made.clear()
    idle()


def links(panel):
    return [button for button in panel.findChildren(QPushButton) if button.isVisible()]


@pytest.mark.parametrize("mode", ["page", "text"])
def test_two_places_are_told_and_a_click_or_key_goes_on(panel, idle, qtbot, mode):
    panel.set_mode(mode)
    panel.focus_places(PLACES)
    idle()
    assert panel._face().page == 1
    (other,) = links(panel)
    assert other.text() == "also ② p. 3, l. 1"
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    idle()
    assert panel._face().page == 3
    assert links(panel)[0].text() == "also ① p. 1, l. 21"
    qtbot.keyClick(panel._face(), Qt.Key.Key_F3)
    idle()
    assert panel._face().page == 1
    panel.focus_path(DOUBT.path)
    assert not links(panel)


def test_the_pages_in_small_show_doubt_and_lead_to_their_pages(panel, idle, qtbot):
    panel.show_thumbnails(True)
    idle()
    strip = panel._thumbnails
    names = [strip.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert names == ["Page 1, 1 to check", "Page 2", "Page 3"]
    assert all(panel._canvas.pages.sketch(page).drawn for page in (1, 2, 3))
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert panel._canvas.page == 2
    panel.go_to_page(3)
    assert strip.currentIndex().row() == 2
    panel.show_thumbnails(False)
    assert not strip.isVisible()


def test_keys_alone_select_on_the_page(panel, idle, qtbot):
    canvas = panel._canvas
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(canvas, Qt.Key.Key_F7)
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, shift)
    idle()
    text, places = panel.selection()
    assert text == "Line"
    assert places[0].span == Span(1, 0, 4)
    assert canvas._overlay.caret == (1, Rect(96, 72, 96, 84))
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    idle()
    assert panel.selection() == ("", ())
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.has_caret


def test_whole_page_and_width(panel, idle):
    panel.whole_page()
    box = panel._canvas._layout.box(1)
    assert box.height() <= panel._canvas.viewport().height()
    panel.fit_width()
    assert panel._canvas._layout.box(1).width() >= panel._canvas.viewport().width()


def test_the_view_is_remembered(panel):
    panel.whole_page()
    panel.show_thumbnails(True)
    kept = panel.view_state()
    assert ViewState.read(kept) == ViewState("page", "page", 1.0, thumbnails=True)
    panel.fit_width()
    panel.show_thumbnails(False)
    panel.restore_view(kept)
    assert panel.view_state() == kept
    panel.restore_view("not a view")
    assert panel.view_state() == kept


@pytest.mark.parametrize("written", ["", "[]", "1", '{"fit": "huge"}', '{"colour": 1}'])
def test_what_is_no_view_is_none(written):
    assert ViewState.read(written) is None


def test_a_long_text_comes_later_with_its_marks(panel, idle, monkeypatch):
    monkeypatch.setattr("imrdesk.gui.source.text_view._LONG", 100)
    panel.show_letter(LETTER, None, (DOUBT,))
    panel.focus_path(DOUBT.path)
    assert not panel._text.toPlainText()
    idle()
    assert panel._text.toPlainText().startswith("Line 0")
    assert panel.is_visible(DOUBT.path)


def test_sections_are_told_by_lines_too_and_lines_can_be_seen(theme):
    from imrdesk.gui import theme as theming

    lines = [(look.dashes, look.double) for look in SECTION_LOOKS.values()]
    assert len(set(lines)) == len(lines)
    for scheme in theming.SCHEMES:
        colors = theming.load(scheme)
        for look in SECTION_LOOKS.values():
            assert contrast(stroke(colors, look), colors.color("surface")) >= 3, (scheme, look.role)


def contrast(one, other):
    parts = sorted((luminance(one), luminance(other)))
    return (parts[1] + 0.05) / (parts[0] + 0.05)


def luminance(color):
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
