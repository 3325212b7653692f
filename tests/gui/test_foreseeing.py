"""The letter that comes next in the list is read and drawn ahead, and opens with what is there."""

import pytest

from imrdesk.record.model import Path
from imrdesk.store import Query


@pytest.fixture
def calm(qtbot, jobs):
    """Waits until all work is done."""

    def wait():
        qtbot.waitUntil(lambda: not jobs.busy())

    return wait


@pytest.fixture
def pdfs(desk):
    """The letters of the list that have pages, in its order."""
    return [row.id for row in desk.rows(desk.ids(Query())) if row.file_name.endswith(".pdf")]


@pytest.fixture
def opened(window, pdfs, calm):
    """One of them open that another one follows in the list, which is foreseen."""
    calm()
    window.open_letter(next(one for one in pdfs if window.panels.worklist.next_after(one) in pdfs))
    calm()
    return window


def test_the_next_letter_is_drawn_ahead_as_large_as_it_will_be_shown(opened, pdfs, calm):
    pages = opened.panels.source._canvas.pages
    ahead = pages._ahead
    assert ahead
    assert ahead.view is opened.parts.reviewing._session._ahead.view
    (page, picture), *_ = ahead.pictures.items()
    opened.open_letter(opened.parts.reviewing._session._ahead.record.id)
    calm()
    assert pages._view is ahead.view
    assert pages.picture(page) is picture


def test_what_was_changed_meanwhile_is_what_opens(opened, desk, calm):
    following = opened.parts.reviewing._session._ahead.record.id
    desk.set_value(following, Path("occupation"), "Baker", "Bo")
    opened.open_letter(following)
    calm()
    assert opened.parts.reviewing.record.at(Path("occupation")).value == "Baker"


def test_another_letter_opens_with_pages_of_its_own(opened, pdfs, calm):
    ahead = opened.panels.source._canvas.pages._ahead
    following = opened.parts.reviewing._session._ahead.record.id
    other = next(one for one in pdfs if one not in (following, opened.parts.reviewing.record.id))
    opened.open_letter(other)
    calm()
    assert opened.panels.source._canvas.pages._view is not ahead.view
