"""Garbage is collected by the GUI thread's timer, not by whatever thread allocates next."""

import gc
import weakref

import pytest

from imrdesk.gui.garbage import Garbage, keep


class Knot:
    def __init__(self):
        self.self = self


@pytest.fixture
def collecting():
    gc.enable()
    yield
    gc.disable()


def test_only_a_look_collects_and_stopping_gives_collection_back(qapp, collecting):
    garbage = Garbage()
    assert not gc.isenabled()
    knot = Knot()
    gone = weakref.ref(knot)
    del knot
    filler = [[number] for number in range(2 * gc.get_threshold()[0])]
    assert gone() is not None
    garbage.look()
    assert gone() is None
    assert filler
    garbage.stop()
    assert gc.isenabled()


def test_nobody_collects_while_a_test_or_a_fixture_of_the_session_runs(desk):
    """A reading pool's thread once collected the widgets that an earlier test had left, and the run died of it."""
    assert not gc.isenabled()


def test_what_there_was_at_the_start_is_not_looked_at_again(qapp):
    garbage, before = Garbage(), Knot()
    keep()
    after = Knot()
    seen = {id(one) for one in gc.get_objects()}
    assert id(before) not in seen
    assert id(after) in seen
    garbage.stop()
    assert gc.get_freeze_count() == 0
