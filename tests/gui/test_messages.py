"""Messages are heard, and questions answered."""

import pytest
from PySide6.QtWidgets import QInputDialog, QMessageBox

from imrdesk.gui.messages import Message, Messages, Offer


@pytest.mark.parametrize("kind", ["tell", "warn", "shout"])
def test_each_kind_is_shown(qapp, kind):
    messages, shown, posted = Messages(), [], []
    messages.shown.connect(lambda kind, text: shown.append((kind, text)))
    messages.posted.connect(posted.append)
    offer = Offer("Open folder", list)
    getattr(messages, kind)("Saved.", offer)
    assert shown == [(kind, "Saved.")]
    assert posted == [Message(kind, "Saved.", (offer,))]


@pytest.mark.parametrize(("button", "answer"), [(0, True), (1, False)])
def test_ask_gives_the_answer_of_the_button(qapp, monkeypatch, button, answer):
    def press(box):
        assert box.defaultButton().text() == "Keep it"
        box.buttons()[[b.text() for b in box.buttons()].index(("Remove it", "Keep it")[button])].click()

    monkeypatch.setattr(QMessageBox, "exec", press)
    assert Messages().ask("Remove?", "It can be undone.", "Remove it", "Keep it") is answer


@pytest.mark.parametrize(("typed", "accepted", "answer"), [(" why ", 1, "why"), ("", 1, None), ("why", 0, None)])
def test_ask_text_gives_words_or_nothing(qapp, monkeypatch, typed, accepted, answer):
    def type_words(dialog):
        dialog.setTextValue(typed)
        return accepted

    monkeypatch.setattr(QInputDialog, "exec", type_words)
    assert Messages().ask_text("Why?", "") == answer
