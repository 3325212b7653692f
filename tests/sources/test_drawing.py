"""Pages drawn behind the guard: as they are drawn here, and whatever a page does the next one is drawn."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from imrdesk.document.geometry import Rect
from imrdesk.document.model import Page, Span, Word
from imrdesk.errors import SourceError
from imrdesk.sources import open_source
from imrdesk.sources.drawing import COARSER, Drawing, GuardedView, Question
from imrdesk.sources.guard import Limits
from imrdesk.sources.pdf import MEDIA_TYPE
from imrdesk.sources.refusals import refusal
from imrdesk.sources.render import FileView
from tests.hostile import pdf_bytes
from tests.sources import make

TILE = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>"
ENDLESS = pdf_bytes.page(
    content=pdf_bytes.OPEN + b" /Pattern cs /P scn 0 0 612 792 re f", resources=b"/Pattern<</P 6 0 R>>",
    others=(pdf_bytes.stream(b"0 0 1 1 re f", TILE),),
)  # fmt: skip


@pytest.fixture(scope="module")
def drawing():
    opened = Drawing(Limits(seconds=1.0, memory=512 * 1024 * 1024))
    yield opened
    opened.close()


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.pdf"
    path.write_bytes(make.plain())
    return path


@pytest.fixture
def endless(tmp_path):
    path = tmp_path / "endless.pdf"
    path.write_bytes(ENDLESS)
    return path


def test_a_page_is_drawn_and_measured_as_in_this_process(drawing, good):
    document = open_source(good)
    there, here = drawing.view(good, MEDIA_TYPE), FileView(good)
    start = document.pages[0].text.index("knee")
    span = Span(1, start, start + 4)
    assert there.page_count == here.page_count == 1
    assert there.size(1) == here.size(1)
    assert there.image(1, 1.5) == here.image(1, 1.5)
    assert there.rects(span) == here.rects(span)
    assert there.places([span]) == {span: here.rects(span)}
    (place,) = here.rects(span)
    middle = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    assert there.offset_at(1, *middle) == here.offset_at(1, *middle)
    here.close()


def test_letters_of_text_alone_have_no_pages_to_draw(drawing, good):
    assert drawing.view(good, "text/plain") is None


def test_a_file_that_is_gone_damaged_or_locked_is_told(drawing, tmp_path):
    with pytest.raises(FileNotFoundError):
        drawing.view(tmp_path / "gone.pdf", MEDIA_TYPE)
    for name, data, code in (
        ("damaged.pdf", b"%PDF-1.7", "damaged"),
        ("locked.pdf", make.changed(make.plain(), lambda pdf: None, encryption=make.LOCKED), "password"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SourceError) as caught:
            drawing.view(tmp_path / name, MEDIA_TYPE)
        assert caught.value.code == code
    assert drawing.view(tmp_path / "locked.pdf", MEDIA_TYPE, passwords=("secret",)).page_count == 1


def test_a_page_that_cannot_be_drawn_is_told_its_words_have_places_and_the_next_letter_is_drawn(drawing, endless, good):
    view = drawing.view(endless, MEDIA_TYPE)
    with pytest.raises(SourceError):
        view.image(1, 1.0)
    started = time.monotonic()
    with pytest.raises(SourceError):
        view.image(1, 0.5)
    assert time.monotonic() - started < 0.5  # it is not tried for ever
    assert view.rects(Span(1, 0, 4))
    assert drawing.view(good, MEDIA_TYPE).image(1, 1.0).width == 612


def test_a_letter_that_is_left_does_not_hold_up_the_next(good, endless):
    patient = Drawing(Limits(seconds=30.0, memory=512 * 1024 * 1024))
    try:
        view = patient.view(endless, MEDIA_TYPE)
        assert view
        threading.Timer(0.2, view.close).start()
        started = time.monotonic()
        with pytest.raises(SourceError):
            view.image(1, 1.0)
        other = patient.view(good, MEDIA_TYPE)
        assert other
        assert other.image(1, 1.0).width == 612
        assert time.monotonic() - started < 8
        with pytest.raises(SourceError):
            view.image(1, 1.0)  # nobody is there to see it
    finally:
        patient.close()


def test_many_letters_one_after_the_other_are_drawn(drawing, tmp_path):
    paths = [tmp_path / f"{number}.pdf" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_bytes(make.plain(f"Letter {number}"))
    views = [drawing.view(path, MEDIA_TYPE) for path in paths]
    drawn = [view.image(1, 0.5).data for view in views]
    assert [view.image(1, 0.5).data for view in views] == drawn
    assert len(set(drawn)) == len(paths)


@dataclass
class Breaking:
    """A guard whose worker breaks on pictures finer than `most`, and on measuring page 2."""

    most: float
    asked: list[Question] = field(default_factory=list)

    def one(self, _work: Any, question: Question, _unwanted: threading.Event) -> Any:
        if question.method == "page_count":
            return 2
        self.asked.append(question)
        if question.method == "image":
            if question.arguments[1] > self.most:
                raise refusal("memory", question.name)
            return question.arguments
        if question.method == "offset_at" and question.arguments[0] == 2:
            raise refusal("crashed", question.name)
        spans = question.arguments[0]
        if spans[0].page == 2:
            raise refusal("crashed", question.name)
        return {span: [Rect(0, 0, 1, 1)] for span in spans}


def breaking(most: float = 9.0, pages: tuple[Page, ...] = ()) -> tuple[Breaking, GuardedView]:
    guard: Any = Breaking(most)
    return guard, GuardedView(guard, Path("a.pdf"), (), pages)


def test_a_picture_too_large_to_draw_comes_coarser_and_is_not_tried_again():
    guard, view = breaking(most=1.0)
    coarse = 3.0 / COARSER
    assert view.image(1, 3.0) == (1, coarse)
    assert view.image(1, 3.0) == (1, coarse)
    assert view.image(1, 0.9) == (1, 0.9)
    assert view.image(2, 0.9) == (2, 0.9)
    assert [question.arguments[1] for question in guard.asked] == [3.0, coarse, coarse, 0.9, 0.9]


def test_a_page_that_breaks_its_measuring_is_asked_once_and_those_beside_it_have_places():
    guard, view = breaking()
    broken, sound = Span(2, 0, 1), Span(1, 0, 1)
    for _ in range(3):
        assert view.places([broken, sound]) == {broken: [], sound: [Rect(0, 0, 1, 1)]}
        assert view.offset_at(2, 1, 1) is None
    assert sum(question.arguments[0][0].page == 2 for question in guard.asked if question.method == "places") == 1


def test_words_measured_when_the_letter_was_read_ask_no_worker():
    place = Rect(10, 10, 20, 20)
    guard, view = breaking(pages=(Page(1, "word", 100, 100, (Word(0, 4, place),)),))
    assert view.rects(Span(1, 0, 4)) == [place]
    assert view.offset_at(1, 15, 15) is not None
    assert guard.asked == []
