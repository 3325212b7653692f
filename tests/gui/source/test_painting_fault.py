"""A fault while a page is painted is told, and the next painting is as ever: no painter stays open behind it."""

import pytest

from tests.gui.source.letter import canvas

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("mode", ["page", "text"])
def test_a_painter_ends_where_painting_fails(panel, idle, monkeypatch, mode):
    panel.set_mode(mode)
    idle()
    view = canvas(panel) if mode == "page" else panel._face()

    def broken(*_given):
        raise ValueError("in painting")

    with monkeypatch.context() as patched:
        patched.setattr(type(view._overlay), "paint", broken)
        with pytest.raises(ValueError, match="in painting") as told:
            view.viewport().repaint()
    view.viewport().repaint()  # Qt warns where a painter is still at work, and a warning fails
    assert told.tb  # which keeps all that the painting had
