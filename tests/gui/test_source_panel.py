"""The source panel with real mouse and keys: marks, scrolling, selection, copies, find, pages and text."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton, QToolTip

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Document, Page, Span
from imrdesk.gui import theme as theming
from imrdesk.gui.source.empty import EMPTY
from imrdesk.gui.source.marks import Mark
from imrdesk.gui.source.panel import SourcePanel
from imrdesk.gui.source.places import NO_PLACE
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path
from imrdesk.sources.render import Picture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests is no real one

LEFT = TOP = 72
CHAR, LINE, HIGH = 6, 20, 12  # points: a character's width, from line to line, a line's height

SUMMARY = "\n".join(f"Line {number} of a long summary of the fictional claimant" for number in range(10))
FIRST = f"Case Number: CM16-9900042\nDate of Injury: 04/27/2016\n\n{SUMMARY}\n\nnaproxen and celecoxib"
SECOND = "Left knee arthroscopy: Upheld\nThe request is not medically necessary."
THIRD = "Page three\nArthroscopy again, naproxen too"


class Sheets:
    """A page view whose every character stands where the constants above say, drawn as a black bar."""

    def __init__(self, document, *, damaged=()):
        self.document, self.damaged, self.closed = document, damaged, False
        self.page_count = len(document.pages)

    def size(self, page):
        return 612.0, 792.0

    def image(self, page, scale):
        if page in self.damaged:
            raise ValueError("damaged")
        wide, high = round(612 * scale), round(792 * scale)
        rows = bytearray(b"\xff" * (wide * high * 4))
        text = self.document.page(page).text
        for rect in self.rects(Span(page, 0, len(text))):
            left, right = round(rect.x0 * scale), round(rect.x1 * scale)
            for y in range(round((rect.top + 4) * scale), round((rect.bottom - 4) * scale)):
                rows[(y * wide + left) * 4 : (y * wide + right) * 4] = b"\0" * ((right - left) * 4)
        return Picture(wide, high, wide * 4, bytes(rows))

    def rects(self, span):
        found, at = [], 0
        for row, line in enumerate(self.document.page(span.page).text.split("\n")):
            low, high = max(span.start, at), min(span.end, at + len(line))
            if low < high:
                top = TOP + row * LINE
                found.append(Rect(LEFT + (low - at) * CHAR, top, LEFT + (high - at) * CHAR, top + HIGH))
            at += len(line) + 1
        return found

    def offset_at(self, page, x, y):
        lines = self.document.page(page).text.split("\n")
        row, column = int((y - TOP) // LINE), int((x - LEFT) // CHAR)
        if not (0 <= row < len(lines) and 0 <= column < len(lines[row]) and (y - TOP) % LINE < HIGH):
            return None
        return sum(len(line) + 1 for line in lines[:row]) + column

    def close(self):
        self.closed = True


def letter(*texts, width=612.0):
    texts = texts or (FIRST, SECOND, THIRD)
    pages = tuple(Page(number, text, width, width and 792.0) for number, text in enumerate(texts, 1))
    return Document("letter.pdf", "0" * 64, "application/pdf", "pdfium", pages)


LETTER = letter()


def find(words, page):
    start = LETTER.page(page).text.index(words)
    return Span(page, start, start + len(words))


def mark(key, section, *spans, value="", issue=""):
    return Mark(Path(key, issue), section, key.replace("_", " ").capitalize(), value, evidence(LETTER, spans))


MARKS = (
    mark("case_number", "Case", find("CM16-9900042", 1), value="CM16-9900042"),
    mark("date_of_injury", "Case", find("04/27/2016", 1), value="04/27/2016"),
    mark("clinical_summary", "Clinical", find(SUMMARY, 1), value=SUMMARY),
    mark("medications", "Clinical", find("naproxen", 1), find("celecoxib", 1), value="naproxen; celecoxib"),
    mark("treatment", "Issues", find("Left knee arthroscopy", 2), value="Left knee arthroscopy", issue="i"),
    mark("side", "Issues", find("Left", 2), value="left", issue="i"),
    mark("decision", "Issues", find("Upheld", 2), value="upheld", issue="i"),
)
SIDE, TREATMENT, DECISION = Path("side", "i"), Path("treatment", "i"), Path("decision", "i")


@pytest.fixture
def idle(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


@pytest.fixture
def empty(qtbot, theme, jobs):
    panel = SourcePanel(theme, jobs)
    qtbot.addWidget(panel)
    panel.resize(700, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def panel(empty, idle):
    empty.view = Sheets(LETTER)
    empty.show_letter(LETTER, empty.view, MARKS, "CM16-9900042")
    idle()
    return empty


@pytest.fixture
def text_panel(empty):
    empty.show_letter(LETTER, None, MARKS, "CM16-9900042")
    return empty


def canvas(panel):
    return panel._canvas


def bar(panel):
    return panel._face().verticalScrollBar()


def spot(panel, page, offset):
    """The middle of a character in the viewport, on pages or in text."""
    if panel.mode() == "text":
        overlay = panel._text._overlay
        start = overlay.text_map.stretch(Span(page, offset, offset + 1))[0]
        return overlay.lines(start, start + 1)[0].center().toPoint()
    rect = Sheets(LETTER).rects(Span(page, offset, offset + 1))[0]
    place = canvas(panel)._layout.rect(page, rect).center().toPoint()
    return place - canvas(panel)._shown().topLeft()


def spot_of(panel, span, part=0):
    return spot(panel, span.page, span.start + part)


def move(widget, position, buttons=Qt.MouseButton.NoButton, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(position)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(widget, event)


def drag(qtbot, panel, start, end):
    viewport = panel._face().viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    move(viewport, (start + end) / 2, Qt.MouseButton.LeftButton)
    move(viewport, end, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def click(qtbot, panel, position):
    qtbot.mouseClick(panel._face().viewport(), Qt.MouseButton.LeftButton, pos=position)


def wheel(widget, position, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(position)
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def clicked_paths(panel):
    heard = []
    panel.mark_clicked.connect(heard.append)
    return heard


def labels(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def pixel(panel, position):
    return panel._face().viewport().grab().toImage().pixelColor(position)


def tooltip_at(panel, position):
    viewport = panel._face().viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, position, viewport.mapToGlobal(position)))
    return QToolTip.text()


def top_of_line(panel, span):
    rect = Sheets(LETTER).rects(span)[0]
    place = canvas(panel)._layout.rect(span.page, rect)
    return place.top() - canvas(panel)._shown().top()


# Letters come and go


def test_an_empty_panel_says_what_to_do(empty):
    assert EMPTY in labels(empty)
    assert empty.selection() == ("", ())
    assert not empty.is_visible(Path("case_number"))
    assert empty.find_words("anything") == 0


def test_a_letter_opens_at_its_first_page_fitted_to_the_width(panel):
    assert EMPTY not in labels(panel)
    assert "Page 1 of 3" in labels(panel)
    assert bar(panel).value() == 0
    assert fits(panel)


def fits(panel):
    """Whether the text, taken as no narrower than three fifths of its page, is as wide as the panel."""
    return 0.6 * 612 * canvas(panel)._layout.scale == pytest.approx(canvas(panel).viewport().width())


def test_the_panel_fits_again_when_it_is_resized_and_keeps_its_place(panel, idle):
    panel.focus_path(DECISION)
    before = top_of_line(panel, find("Upheld", 2))
    panel.resize(900, 500)
    idle()
    assert fits(panel)
    assert abs(top_of_line(panel, find("Upheld", 2)) - before) < 25


def test_another_letter_closes_the_pages_before(panel, idle):
    old = panel.view
    panel.show_letter(letter("Another"), Sheets(letter("Another")))
    idle()
    assert old.closed
    assert "Page 1 of 1" in labels(panel)


def test_clear_gives_the_file_back(panel, idle):
    panel.clear()
    idle()
    assert panel.view.closed
    assert EMPTY in labels(panel)
    assert not panel.is_visible(Path("case_number"))


def test_a_damaged_page_says_so_in_its_place_and_the_others_show(empty, idle):
    empty.show_letter(LETTER, Sheets(LETTER, damaged=(2,)), MARKS)
    idle()
    first = canvas(empty).viewport().grab().toImage()
    assert first.pixelColor(spot_of(empty, find("CM16", 1))) == QColor("black")
    bar(empty).setValue(canvas(empty)._layout.box(2).top())
    idle()
    assert canvas(empty).pages.fault(2) == "This page cannot be drawn. Choose Text above to read it."
    assert not empty.is_visible(DECISION), "nobody sees evidence on a page that is not drawn"
    row = canvas(empty).viewport().grab().toImage()
    middle = row.height() // 2
    inked = {row.pixelColor(x, middle + dy).name() for x in range(50, 600) for dy in range(-12, 12)}
    assert len(inked) > 1, "the words stand in the middle of what is shown"


# Marks


def test_marks_tint_the_paper_and_leave_the_letters_black(panel):
    span = find("04/27/2016", 1)
    middle = spot_of(panel, span, 5)
    assert pixel(panel, middle) == QColor("black")
    tint, light = pixel(panel, middle + QPoint(0, 6)), theming.load("light").color("mark_header")
    share = light.alphaF()
    expected = [255 * (1 - share) + part * share for part in (light.red(), light.green(), light.blue())]
    assert [tint.red(), tint.green(), tint.blue()] == pytest.approx(expected, abs=3)
    assert pixel(panel, spot_of(panel, find("Date of", 1), 3) + QPoint(0, 6)) == QColor("white")


def test_long_evidence_is_a_bar_and_its_page_stays_white(panel):
    inside = spot_of(panel, find("Line 3", 1), 8)
    assert pixel(panel, inside + QPoint(0, 7)) == QColor("white")
    (placed,) = canvas(panel)._overlay.placed(Path("clinical_summary"), 1)
    bar(panel).setValue(round(canvas(panel)._layout.rect(1, placed.bar).top()) - 20)
    beside = canvas(panel)._layout.rect(1, placed.bar).center().toPoint() - canvas(panel)._shown().topLeft()
    colors = [pixel(panel, beside + QPoint(0, down)) for down in range(20)]
    assert any(color.blue() < 50 and color.red() > 130 for color in colors), "clinical is yellow"
    assert any(color == QColor("white") for color in colors), "and told by dashes where colours are alike"


def test_the_current_mark_is_outlined_in_accent_at_a_third_of_the_height(panel, theme, idle):
    panel.focus_path(DECISION)
    idle()
    height = canvas(panel).viewport().height()
    assert abs(top_of_line(panel, find("Upheld", 2)) - height / 3) < 4
    (placed,) = canvas(panel)._overlay.placed(DECISION, 2)
    rect = canvas(panel)._layout.rect(2, placed.lines[0]).translated(-QPointF(canvas(panel)._shown().topLeft()))
    assert pixel(panel, QPoint(round(rect.center().x()), round(rect.top()))).name() == theme.color("accent").name()
    panel.focus_path(None)
    assert pixel(panel, QPoint(round(rect.center().x()), round(rect.top()))).name() != theme.color("accent").name()


def test_focus_before_the_marks_are_measured_scrolls_as_soon_as_they_are(empty, idle):
    empty.show_letter(LETTER, Sheets(LETTER), MARKS)
    empty.focus_path(DECISION)
    idle()
    assert abs(top_of_line(empty, find("Upheld", 2)) - canvas(empty).viewport().height() / 3) < 4


def test_focus_without_scrolling_stays(panel):
    panel.focus_path(DECISION, scroll=False)
    assert bar(panel).value() == 0
    assert canvas(panel)._overlay.current == DECISION


def test_a_value_without_a_place_is_said_quietly_and_nothing_scrolls(panel):
    panel.focus_path(DECISION)
    before = bar(panel).value()
    panel.focus_path(Path("occupation"))
    assert NO_PLACE in labels(panel)
    assert bar(panel).value() == before
    assert canvas(panel)._overlay.current == Path("occupation")
    panel.focus_path(DECISION)
    assert NO_PLACE not in labels(panel)
    assert "Decision: p. 2, l. 1" in labels(panel)


def test_is_visible_tells_what_is_on_screen(panel, idle):
    assert panel.is_visible(Path("case_number"))
    assert not panel.is_visible(DECISION)
    panel.focus_path(DECISION)
    idle()
    assert panel.is_visible(DECISION)
    assert not panel.is_visible(Path("case_number"))
    assert not panel.is_visible(Path("occupation"))
    panel.hide()
    assert not panel.is_visible(DECISION)


def test_is_visible_is_no_before_the_page_is_drawn(empty):
    empty.show_letter(LETTER, Sheets(LETTER), MARKS)
    assert not empty.is_visible(Path("case_number"))


def test_other_marks_replace_those_before_and_the_current_stays(panel, idle):
    panel.focus_path(Path("case_number"))
    new = mark("case_number", "Case", find("04/27/2016", 1))
    panel.set_marks([new])
    idle()
    assert [one.path for one in canvas(panel)._overlay._marks] == [Path("case_number")]
    assert "Case number: p. 1, l. 2" in labels(panel)
    assert panel.is_visible(Path("case_number"))


# The mouse on marks


@pytest.mark.parametrize("mode", ["page", "text"])
def test_a_click_on_a_mark_says_which_the_smallest_wins(panel, qtbot, idle, mode):
    panel.set_mode(mode)
    panel.focus_path(DECISION)
    idle()
    heard = clicked_paths(panel)
    treatment = find("Left knee arthroscopy", 2)
    for part in (1, 8):
        click(qtbot, panel, spot_of(panel, treatment, part))
    click(qtbot, panel, spot_of(panel, find("request", 2), 2))
    assert heard == [SIDE, TREATMENT]


@pytest.mark.parametrize("mode", ["page", "text"])
def test_clicking_again_goes_on_to_the_next_field_of_the_same_words(panel, qtbot, idle, mode):
    outcome = mark("outcome", "Case", find("Upheld", 2))
    panel.set_mode(mode)
    panel.set_marks([*MARKS, outcome])
    panel.focus_path(DECISION)
    idle()
    heard = clicked_paths(panel)
    for _ in range(2):
        click(qtbot, panel, spot_of(panel, find("Upheld", 2), 2))
        panel.focus_path(heard[-1], scroll=False)
    assert heard == [Path("outcome"), DECISION]  # the current one, decision, was first


def test_the_bar_of_long_evidence_can_be_clicked_its_text_cannot(panel, qtbot):
    heard = clicked_paths(panel)
    click(qtbot, panel, spot_of(panel, find("Line 3", 1), 2))
    assert heard == []
    (placed,) = canvas(panel)._overlay.placed(Path("clinical_summary"), 1)
    click(
        qtbot, panel, (canvas(panel)._layout.rect(1, placed.bar).center()).toPoint() - canvas(panel)._shown().topLeft()
    )
    assert heard == [Path("clinical_summary")]


def test_the_bar_of_long_evidence_can_be_clicked_in_text(text_panel, qtbot):
    heard = clicked_paths(text_panel)
    overlay = text_panel._text._overlay
    long = next(one for one in overlay._stretches if one.is_long)
    click(qtbot, text_panel, overlay._bar(long).center().toPoint())
    assert heard == [Path("clinical_summary")]


@pytest.mark.parametrize("mode", ["page", "text"])
def test_the_pointer_over_a_mark_is_a_hand_and_its_name_is_shown(panel, mode):
    panel.set_mode(mode)
    viewport = panel._face().viewport()
    over = spot_of(panel, find("04/27/2016", 1), 3)
    move(viewport, over)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert tooltip_at(panel, over) == "<p>Date of injury: 04/27/2016</p>"
    beside = spot_of(panel, find("Date of Injury", 1), 3)
    move(viewport, beside)
    assert viewport.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_off_the_page_the_pointer_is_an_arrow(panel):
    viewport = canvas(panel).viewport()
    move(viewport, spot_of(panel, find("Date", 1)))
    move(viewport, QPoint(3, 3))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_words_of_the_letter_are_never_markup(panel, idle):
    panel.set_marks([mark("side", "Issues", find("CM16-9900042", 1), value='<img src="file:///etc/passwd">')])
    idle()
    assert (
        tooltip_at(panel, spot_of(panel, find("CM16", 1), 1))
        == "<p>Side: &lt;img src=&quot;file:///etc/passwd&quot;&gt;</p>"
    )
    own = [label for label in panel.findChildren(QLabel) if label.text() and label.window() is panel]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in own)


# Selecting


@pytest.mark.parametrize("mode", ["page", "text"])
def test_a_pull_selects_words_with_their_evidence(panel, qtbot, idle, mode):
    panel.set_mode(mode)
    span = find("04/27/2016", 1)
    with qtbot.waitSignal(panel.selection_changed):
        drag(qtbot, panel, spot_of(panel, span) - QPoint(2, 0), spot_of(panel, span, 9) + QPoint(2, 0))
    idle()
    text, places = panel.selection()
    assert text == "04/27/2016"
    assert places[0].quote == text
    assert places[0].span.start == span.start
    assert LETTER.quote(places[0].span) == text


def test_a_pull_over_lines_is_one_line_for_a_field(panel, qtbot, idle):
    start, end = find("naproxen", 1), find("CM16-9900042", 1)
    drag(qtbot, panel, spot_of(panel, end), spot_of(panel, find("04/27/2016", 1), 9))
    idle()
    assert panel.selection()[0] == "CM16-9900042 Date of Injury: 04/27/2016"
    assert start.page == 1


def test_a_pull_over_pages(panel, qtbot, idle):
    bar(panel).setValue(canvas(panel)._layout.box(2).top() - 250)
    idle()
    last = find("celecoxib", 1)
    drag(qtbot, panel, spot_of(panel, last), spot_of(panel, find("Left", 2), 3))
    idle()
    text, places = panel.selection()
    assert text == "celecoxib Left"
    assert [place.span for place in places] == [last, find("Left", 2)]


def test_selected_words_are_tinted(panel, qtbot, idle):
    place = spot_of(panel, find("Date of", 1), 1)
    white = pixel(panel, place + QPoint(0, 6))
    drag(qtbot, panel, spot_of(panel, find("Date of", 1)), spot_of(panel, find("Date of", 1), 6))
    idle()
    assert white == QColor("white")
    tinted = pixel(panel, place + QPoint(0, 6))
    assert tinted.red() < 220 < tinted.blue()
    assert pixel(panel, place) == QColor("black")


def test_a_double_click_selects_the_word(panel, qtbot, idle):
    place = spot_of(panel, find("04/27/2016", 1), 4)
    qtbot.mouseDClick(canvas(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    idle()
    assert panel.selection()[0] == "04/27/2016"


def test_shift_click_reaches_from_where_the_selection_began(panel, qtbot, idle):
    span = find("Line 2 of a long summary", 1)
    click(qtbot, panel, spot_of(panel, span))
    qtbot.mouseClick(
        canvas(panel).viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot_of(panel, span, 5)
    )
    idle()
    assert panel.selection()[0] == "Line 2"


def test_a_click_ends_the_selection(panel, qtbot, idle):
    span = find("Line 2 of", 1)
    drag(qtbot, panel, spot_of(panel, span), spot_of(panel, span, 5))
    click(qtbot, panel, spot_of(panel, span, 2))
    idle()
    assert panel.selection() == ("", ())


def test_a_pull_past_the_edge_scrolls_on(panel, qtbot, idle):
    viewport = canvas(panel).viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=spot_of(panel, find("Line 2", 1)))
    move(viewport, QPoint(300, viewport.height() + 200), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar(panel).value() > 150)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(300, viewport.height() + 200))
    idle()
    stopped = bar(panel).value()
    qtbot.wait(100)
    assert bar(panel).value() == stopped
    assert panel.selection()[0].startswith("Line 2 of a long summary")


def test_the_other_button_neither_selects_nor_clicks(panel, qtbot):
    heard = clicked_paths(panel)
    qtbot.mouseClick(canvas(panel).viewport(), Qt.MouseButton.RightButton, pos=spot_of(panel, find("CM16", 1), 2))
    assert heard == []


# Copies and the field


def select_date(qtbot, panel, idle):
    qtbot.mouseDClick(panel._face().viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, find("04/27/2016", 1), 1))
    idle()


def test_copy_and_copy_with_cite(panel, qtbot, idle):
    clipboard = QGuiApplication.clipboard()
    select_date(qtbot, panel, idle)
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "04/27/2016"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, both)
    assert clipboard.text() == "04/27/2016 (CM16-9900042, p. 1, l. 2)"
    panel.set_case_number("CM16-9900001")
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, both)
    assert clipboard.text() == "04/27/2016 (CM16-9900001, p. 1, l. 2)"


def test_copies_of_text_are_plain(text_panel, qtbot):
    text = text_panel._text
    cursor = text.textCursor()
    span = find("04/27/2016", 1)
    low, high = text._overlay.text_map.stretch(span)
    cursor.setPosition(low)
    cursor.setPosition(high, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text_panel.selection() == ("04/27/2016", evidence(LETTER, [span]))
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "04/27/2016"
    assert not data.hasHtml()


def test_nothing_selected_leaves_the_clipboard_alone(panel, qtbot):
    QGuiApplication.clipboard().setText("kept")
    qtbot.keyClick(canvas(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "kept"


def test_f4_asks_to_fill_the_field(panel, qtbot):
    with qtbot.waitSignal(panel.fill_requested):
        qtbot.keyClick(canvas(panel), Qt.Key.Key_F4)


def test_the_menu_has_it_all_for_the_mouse(panel, qtbot, idle, monkeypatch):
    shown = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _at: shown.append([(a.text(), a.isEnabled()) for a in menu.actions()])
    )
    for _ in range(2):
        viewport = canvas(panel).viewport()
        place = QPoint(50, 50)
        from PySide6.QtGui import QContextMenuEvent

        QApplication.sendEvent(
            viewport, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
        )
        select_date(qtbot, panel, idle)
    names = ["Fill the field with this", "Copy", "Copy with cite", "Find other places of this"]
    assert shown == [[(name, False) for name in names], [(name, True) for name in names]]


# Keys, wheel and zoom


def test_keys_scroll(panel, qtbot):
    view = canvas(panel)
    end = bar(panel).maximum()
    steps = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
        steps.append(bar(panel).value())
    assert steps == [48, 48 + view.viewport().height(), end, end - view.viewport().height(), 0]


def test_the_page_number_follows(panel, qtbot):
    qtbot.keyClick(canvas(panel), Qt.Key.Key_End)
    assert "Page 3 of 3" in labels(panel)


@pytest.mark.parametrize(
    ("key", "modifiers", "larger"),
    [
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, True),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
@pytest.mark.parametrize("mode", ["page", "text"])
def test_keys_zoom(panel, qtbot, key, modifiers, larger, mode):
    panel.set_mode(mode)
    before = panel._face().zoom
    qtbot.keyClick(panel._face(), key, modifiers)
    after = panel._face().zoom
    assert (after > before) is larger
    assert after != before
    assert f"{round(after * 100)} %" in labels(panel)
    qtbot.keyClick(panel._face(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert panel._face().zoom == pytest.approx(before)


def test_a_chosen_zoom_stays_when_the_panel_is_resized(panel):
    panel.zoom_in()
    chosen = canvas(panel).zoom
    panel.resize(900, 600)
    assert canvas(panel).zoom == chosen


def test_the_wheel_with_ctrl_zooms_around_the_pointer(panel, idle):
    viewport = canvas(panel).viewport()
    bar(panel).setValue(40)
    place = spot_of(panel, find("celecoxib", 1), 2)
    wheel(viewport, place, 120, Qt.KeyboardModifier.ControlModifier)
    wheel(viewport, place, 120, Qt.KeyboardModifier.ControlModifier)
    idle()
    moved = spot_of(panel, find("celecoxib", 1), 2) - place
    assert abs(moved.y()) <= 3
    assert canvas(panel).zoom > 1.0


def test_the_wheel_alone_scrolls(panel):
    before = canvas(panel).zoom
    wheel(canvas(panel).viewport(), QPoint(100, 100), -120)
    assert bar(panel).value() > 0
    assert canvas(panel).zoom == before


@pytest.mark.parametrize("mode", ["page", "text"])
def test_zoom_keeps_within_its_bounds(panel, mode):
    panel.set_mode(mode)
    for _ in range(30):
        panel.zoom_in()
    assert panel._face().zoom == 4.0
    for _ in range(30):
        panel.zoom_out()
    assert panel._face().zoom == 0.25


def test_a_mark_beside_the_view_is_scrolled_to_sideways(panel, idle):
    for _ in range(9):
        panel.zoom_in()
    idle()
    panel.focus_path(Path("case_number"))
    idle()
    assert canvas(panel).horizontalScrollBar().value() > 0
    assert panel.is_visible(Path("case_number"))


def test_pictures_are_drawn_for_the_zoom(panel, idle):
    sharp = canvas(panel).pages.picture(1).scale
    panel.zoom_in()
    assert canvas(panel).pages.picture(1).scale == sharp, "the picture before stays until the new one is there"
    idle()
    assert canvas(panel).pages.picture(1).scale == pytest.approx(canvas(panel)._layout.scale)


def test_only_pages_near_the_view_are_drawn(empty, idle):
    long = letter(*["Some words"] * 40)
    empty.show_letter(long, Sheets(long))
    idle()
    assert sorted(canvas(empty).pages._pictures) == [1, 2]


# Find


def test_find_counts_goes_on_and_comes_round(panel, qtbot, idle):
    qtbot.keyClick(canvas(panel), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = panel.findChild(QLineEdit)
    assert field.isVisible()
    qtbot.keyClicks(field, "arthroscopy")
    assert "1 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    idle()
    assert "2 of 2" in labels(panel)
    assert "Page 3 of 3" in labels(panel)
    third = canvas(panel).viewport().height() / 3
    assert abs(top_of_line(panel, find("Arthroscopy", 3)) - third) < 4
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "1 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "2 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert canvas(panel)._overlay.found_on([1, 2, 3]) == []


def test_find_starts_where_a_person_is(panel, idle):
    bar(panel).setValue(canvas(panel)._layout.box(3).top())
    assert panel.find_words("naproxen") == 2
    assert "2 of 2" in labels(panel)


def test_found_places_are_tinted_and_the_one_a_person_is_at_is_outlined(panel, idle):
    panel.find_words("summary of the")
    idle()
    place = spot_of(panel, find("summary of the", 1), 5) + QPoint(0, 4)
    tinted = pixel(panel, place)
    assert tinted.blue() < 200 < tinted.red()
    rect = canvas(panel)._layout.rect(1, Sheets(LETTER).rects(find("summary of the", 1))[0])
    edge = QPoint(round(rect.center().x()), round(rect.top()) - canvas(panel)._shown().top())
    amber = theming.load("light").color("amber")
    assert abs(pixel(panel, edge).red() - amber.red()) < 40


def test_what_is_not_there_is_said(panel, qtbot):
    assert panel.find_words("no such words") == 0
    assert "Not in the letter" in labels(panel)
    assert panel.find_words("") == 0
    assert "Not in the letter" not in labels(panel)


def test_find_takes_the_selected_word(panel, qtbot, idle):
    select_date(qtbot, panel, idle)
    panel.show_find()
    assert panel.findChild(QLineEdit).text() == "04/27/2016"
    assert "1 of 1" in labels(panel)


def test_find_in_text(text_panel):
    assert text_panel.find_words("naproxen") == 2
    text_panel.find_next(1)
    assert "2 of 2" in labels(text_panel)
    text = text_panel._text
    start = text._overlay.found_now()
    (line,) = text._overlay.lines(start, start + 1)
    assert text.viewport().rect().contains(line.toRect())
    assert text.textCursor().position() == start, "the keyboard goes on from there"


def test_the_next_letter_is_searched_for_the_same_words(panel, idle):
    panel.find_words("naproxen")
    other = letter("nothing here")
    panel.show_letter(other, Sheets(other))
    assert "Not in the letter" in labels(panel)


# Pages or text


def mode_button(panel, name):
    return next(button for button in panel.findChildren(QToolButton) if button.text() == name)


def test_page_and_text_are_one_click_apart_and_keep_the_current_mark(panel, qtbot, idle):
    panel.focus_path(DECISION)
    qtbot.mouseClick(mode_button(panel, "Text"), Qt.MouseButton.LeftButton)
    assert panel.mode() == "text"
    assert panel.is_visible(DECISION)
    assert panel._text.hasFocus()
    qtbot.mouseClick(mode_button(panel, "Page"), Qt.MouseButton.LeftButton)
    idle()
    assert panel.mode() == "page"
    assert panel.is_visible(DECISION)


def test_the_chosen_mode_stays_for_the_next_letter(panel, idle):
    panel.set_mode("text")
    other = letter("Other words")
    panel.show_letter(other, Sheets(other))
    assert panel._text.toPlainText() == "Other words"
    panel.set_mode("page")
    idle()
    assert canvas(panel).pages.picture(1)


def test_the_panels_focus_is_that_of_the_letter(panel):
    panel.setFocus()
    assert canvas(panel).hasFocus()
    panel.set_mode("text")
    panel.setFocus()
    assert panel._text.hasFocus()


def test_a_letter_without_pages_shows_its_text(text_panel):
    assert text_panel.mode() == "text"
    assert not mode_button(text_panel, "Page").isEnabled()
    assert text_panel._text.toPlainText().startswith("Case Number: CM16-9900042")
    assert text_panel._text.isReadOnly()


def test_text_of_one_piece_has_no_page_number(empty):
    empty.show_letter(letter("one piece", width=0.0), None)
    assert not any(label.startswith("Page ") for label in labels(empty))


def test_in_text_the_current_mark_stands_at_a_third_of_the_height(text_panel):
    text_panel.resize(700, 300)
    text_panel.focus_path(Path("medications"))
    line = next(text_panel._text._overlay.lines_of(Path("medications")))
    assert abs(line.top() - text_panel._text.viewport().height() / 3) < 4
    assert text_panel.is_visible(Path("medications"))
    assert not text_panel.is_visible(Path("case_number"))


def test_text_marks_are_tinted(text_panel, theme):
    place = spot_of(text_panel, find("CM16-9900042", 1), 4)
    image = text_panel._text.viewport().grab().toImage()
    tints = {image.pixelColor(place.x() + dx, place.y() + dy).name() for dx in range(-9, 9) for dy in range(-6, 6)}
    light = theme.color("mark_header")
    expected = [
        round(255 * (1 - light.alphaF()) + part * light.alphaF()) for part in (light.red(), light.green(), light.blue())
    ]
    assert QColor(*expected).name() in tints


def test_a_letter_without_text_says_so(empty, idle):
    scan = letter("")
    empty.show_letter(scan, Sheets(scan))
    empty.set_mode("text")
    assert empty._text.toPlainText() == ""
    assert empty._text.placeholderText() == "This letter has no text."


# For everybody


def test_everything_has_a_name_and_the_focus_shows(panel, qtbot, theme):
    for button in panel.findChildren(QToolButton):
        assert button.accessibleName()
        assert button.toolTip()
    for widget in (panel, canvas(panel), panel._text, panel.findChild(QLineEdit)):
        assert widget.accessibleName()
    viewport = canvas(panel).viewport()
    canvas(panel).setFocus()
    qtbot.waitUntil(canvas(panel).hasFocus)
    assert viewport.grab().toImage().pixelColor(1, 200).name() == theme.color("accent").name()


def test_enter_and_escape_belong_to_the_find_bar_while_it_has_the_focus(panel, qtbot):
    from PySide6.QtGui import QAction

    heard = []
    for key in ("Return", "Esc"):
        action = QAction(key, panel)
        action.setShortcut(key)
        action.triggered.connect(lambda: heard.append(True))
        panel.addAction(action)
    panel.find_words("naproxen")
    field = panel.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "2 of 2" in labels(panel)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert heard == []
