"""Pages are asked for one need at a time, the pointer first, kept within bounds; a damaged page is said to be one."""

import threading

import pytest

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Span
from imrdesk.gui.source import drawn as drawing
from imrdesk.gui.source import pages as module
from imrdesk.gui.source.ahead import Ahead
from imrdesk.gui.source.pages import Pages
from imrdesk.sources.render import Picture


class View:
    """Answers at once or when told to, and keeps what it was asked."""

    def __init__(self, *, damaged=()):
        self.asked, self.damaged, self.gate = [], damaged, threading.Event()
        self.gate.set()
        self.closed = False
        self.threads = set()

    def image(self, page, scale):
        self._note(("image", page, scale))
        if page in self.damaged:
            raise ValueError("damaged")
        side = max(1, round(10 * scale))
        return Picture(side, side, side * 4, b"\xff" * (side * side * 4))

    def rects(self, span):
        self._note(("rects", span))
        if span.page in self.damaged:
            raise ValueError("damaged")
        return [Rect(span.start, 0, span.end, 10)]

    def places(self, spans):
        return {span: self.rects(span) for span in spans}

    def close(self):
        self.closed = True

    def _note(self, what):
        self.gate.wait(20)
        self.threads.add(threading.current_thread())
        self.asked.append(what)


@pytest.fixture
def pages(jobs):
    return Pages(jobs)


@pytest.fixture
def idle(qtbot, jobs):
    return lambda: qtbot.waitUntil(lambda: not jobs.busy())


def test_pictures_come_in_the_order_of_need_off_the_gui_thread(pages, idle):
    view = View()
    pages.open(view)
    heard = []
    pages.drawn.connect(heard.append)
    pages.want_pictures([(3, 1.0), (1, 1.0), (2, 1.0)])
    idle()
    assert heard == [3, 1, 2]
    assert pages.picture(3).image.width() == 10
    assert threading.main_thread() not in view.threads


def test_a_page_is_drawn_once_for_a_scale_and_again_for_another(pages, idle):
    view = View()
    pages.open(view)
    for scale in (1.0, 1.0, 2.0):
        pages.want_pictures([(1, scale)])
        idle()
    assert view.asked == [("image", 1, 1.0), ("image", 1, 2.0)]
    assert pages.picture(1).scale == 2.0


def test_the_old_picture_stays_until_the_sharper_one_is_there(pages, idle):
    view = View()
    pages.open(view)
    pages.want_pictures([(1, 1.0)])
    idle()
    view.gate.clear()
    pages.want_pictures([(1, 4.0)])
    assert pages.picture(1).scale == 1.0
    view.gate.set()
    idle()
    assert pages.picture(1).scale == 4.0


def test_what_is_no_longer_wanted_is_not_drawn(pages, idle):
    view = View()
    view.gate.clear()
    pages.open(view)
    for page in range(1, 50):
        pages.want_pictures([(page, 1.0)])
    view.gate.set()
    idle()
    assert [what[1] for what in view.asked] == [1, 49]


def test_pointer_questions_go_first_and_only_the_newest_is_answered(pages, idle):
    view = View()
    view.gate.clear()
    pages.open(view)
    pages.want_pictures([(1, 1.0), (2, 1.0)])
    answers = []
    for number in range(5):
        pages.ask(lambda _view, number=number: view.asked.append(number) or number, answers.append)
    view.gate.set()
    idle()
    assert answers == [4]
    assert view.asked == [("image", 1, 1.0), 4, ("image", 2, 1.0)]


def test_a_question_the_page_cannot_answer_is_dropped(pages, idle):
    pages.open(View())
    answers = []
    pages.ask(lambda _view: 1 / 0, answers.append)
    idle()
    assert answers == []


def test_spans_are_measured_once(pages, idle):
    view = View()
    pages.open(view)
    one, two = Span(1, 0, 5), Span(1, 6, 9)
    heard = []
    pages.measured.connect(lambda: heard.append(True))
    pages.want_rects([one, two, one])
    assert not pages.is_measured([one])
    idle()
    pages.want_rects([one])
    idle()
    assert pages.rects(one) == (Rect(0, 0, 5, 10),)
    assert pages.is_measured([one, two])
    assert [what[1] for what in view.asked] == [one, two]
    assert len(heard) == 1


def test_many_spans_let_other_needs_through(pages, idle, monkeypatch):
    monkeypatch.setattr(module, "_BATCH", 10)
    view = View()
    pages.open(view)
    spans = [Span(1, number, number + 1) for number in range(35)]
    answers = []
    pages.want_rects(spans)
    pages.ask(lambda _view: len(view.asked), answers.append)
    idle()
    assert pages.is_measured(spans)
    assert answers == [10]


def test_a_damaged_page_is_told_once_and_the_others_go_on(pages, idle):
    view = View(damaged=(2,))
    pages.open(view)
    pages.want_rects([Span(2, 0, 1)])
    pages.want_pictures([(2, 1.0), (1, 1.0)])
    idle()
    pages.want_pictures([(2, 1.0), (1, 1.0)])
    idle()
    assert pages.fault(2) == "This page cannot be drawn. Choose Text above to read it."
    assert pages.picture(2) is None
    assert pages.rects(Span(2, 0, 1)) == ()
    assert pages.is_measured([Span(2, 0, 1)])
    assert pages.picture(1)
    assert view.asked.count(("image", 2, 1.0)) == 1


def test_another_letter_forgets_the_one_before_and_closes_it(pages, idle):
    old, new = View(), View()
    old.gate.clear()
    pages.open(old)
    pages.want_pictures([(1, 1.0), (2, 1.0)])
    pages.open(new)
    pages.want_pictures([(1, 2.0)])
    old.gate.set()
    idle()
    assert old.closed
    assert not new.closed
    assert old.asked == [("image", 1, 1.0)]
    assert pages.picture(1).scale == 2.0
    pages.open(None)
    idle()
    assert new.closed
    assert pages.picture(1) is None


def test_the_same_letter_again_keeps_what_is_known(pages, idle):
    view = View()
    pages.open(view)
    pages.want_pictures([(1, 1.0)])
    idle()
    pages.open(view)
    idle()
    assert pages.picture(1)
    assert not view.closed


def test_pictures_keep_within_their_memory_the_longest_unused_go_first(pages, idle, monkeypatch):
    monkeypatch.setattr(module, "MAX_CACHE", 5 * 400)  # five pictures of ten by ten
    pages.open(View())
    for page in range(1, 9):
        pages.want_pictures([(page, 1.0)])
        idle()
        pages.picture(1)
    assert pages.cached_bytes() <= 5 * 400
    assert [page for page in range(1, 9) if pages.picture(page)] == [1, 5, 6, 7, 8]


def test_pages_that_are_wanted_now_are_never_thrown_out(pages, idle, monkeypatch):
    monkeypatch.setattr(module, "MAX_CACHE", 400)
    view = View()
    pages.open(view)
    pages.want_pictures([(1, 1.0), (2, 1.0), (3, 1.0)])
    idle()
    assert [bool(pages.picture(page)) for page in (1, 2, 3)] == [True] * 3
    assert len(view.asked) == 3


def foreseen(view):
    return Ahead(view, 2, 3, [Span(3, 4, 9)], lambda _sketches, page: 1.0 * page)


def test_what_comes_next_is_drawn_when_nothing_else_is_needed_and_kept_when_it_opens(pages, idle):
    now, following = View(), View()
    pages.open(now)
    now.gate.clear()
    pages.want_pictures([(1, 1.0), (2, 1.0)])
    pages.foresee(foreseen(following))
    assert following.asked == []
    now.gate.set()
    idle()
    assert now.asked == [("image", 1, 1.0), ("image", 2, 1.0)]
    small = drawing.SKETCH_SCALE
    drawn = [("image", 1, small), ("image", 2, small), ("rects", Span(3, 4, 9)), ("image", 3, 3.0)]
    assert following.asked == drawn
    pages.open(following)
    pages.want_ink([1, 2])
    pages.want_rects([Span(3, 4, 9)])
    pages.want_pictures([(3, 3.0)])
    idle()
    assert following.asked == drawn
    assert pages.picture(3).scale == 3.0
    assert pages.rects(Span(3, 4, 9)) == (Rect(4, 0, 9, 10),)


def test_another_letter_than_the_foreseen_one_begins_anew(pages, idle):
    now, following, other = View(), View(), View()
    pages.open(now)
    pages.foresee(foreseen(following))
    idle()
    pages.open(other)
    assert (pages.picture(3), pages.sketch(1)) == (None, None)
    pages.open(following)
    assert pages.picture(3) is None


def test_a_foreseen_page_that_is_damaged_is_tried_again_and_told_when_it_opens(pages, idle):
    following = View(damaged=(3,))
    pages.open(View())
    pages.foresee(foreseen(following))
    idle()
    pages.open(following)
    pages.want_pictures([(3, 3.0)])
    idle()
    assert pages.fault(3)
