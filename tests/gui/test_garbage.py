"""Garbage is collected by the GUI thread's timer, not by whatever thread allocates next."""

import gc
import weakref

from imrdesk.gui.garbage import Garbage


class Knot:
    def __init__(self):
        self.self = self


def test_only_a_look_collects_and_stopping_gives_collection_back(qapp):
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
