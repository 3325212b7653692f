"""Lists are worked on item by item, and words are offered that never get in the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from imrdesk.gui.form.completing import fitting
from imrdesk.gui.form.lists import CitationsEditor, WordsEditor
from imrdesk.gui.form.narrowing import narrowed
from imrdesk.record.fields import CATEGORIES, SUBCATEGORIES, field
from imrdesk.record.model import FieldValue, Issue, blank_issue

WORDS = ("lumbago", "lumbar strain", "neck pain", "pain")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def words(qtbot, theme):
    made = WordsEditor(field("diagnoses"))
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.complete_with(WORDS)
    made.set_text("lumbar strain; insomnia; neck pain")
    made.setFocus()
    return made


def offered(editor):
    found = [shown for shown in editor.findChildren(QListWidget) if shown.isVisible()]
    return [found[0].item(row).text() for row in range(found[0].count())] if found else []


def test_typing_replaces_the_list_for_whoever_lands_and_a_semicolon_adds(words):
    words.land()
    QTest.keyClicks(words, ";gout")
    assert words.text() == "lumbar strain; insomnia; neck pain; gout"
    words.land()
    QTest.keyClicks(words, "gout")
    assert words.text() == "gout"


def test_an_item_goes_earlier_later_and_away_by_key(words):
    words.land()
    QTest.keyClick(words, Qt.Key.Key_End)
    QTest.keyClick(words, Qt.Key.Key_Up, ALT)
    assert words.items() == ["lumbar strain", "neck pain", "insomnia"]
    QTest.keyClick(words, Qt.Key.Key_Up, ALT)
    QTest.keyClick(words, Qt.Key.Key_Up, ALT)
    assert words.items() == ["neck pain", "lumbar strain", "insomnia"]
    QTest.keyClick(words, Qt.Key.Key_Down, ALT)
    assert words.current() == 1
    QTest.keyClick(words, Qt.Key.Key_Delete, CTRL)
    assert words.text() == "lumbar strain; insomnia"


def test_the_item_at_the_caret_is_shown_while_one_works_in_the_list(words):
    assert len(words.extraSelections()) == 1
    words.clearFocus()
    assert words.extraSelections() == []


def test_words_are_offered_for_the_item_at_the_caret_and_taken_by_down_and_enter(words):
    words.set_text("neck pain; ")
    QTest.keyClick(words, Qt.Key.Key_End)
    QTest.keyClicks(words, "lum")
    assert offered(words) == ["lumbago", "lumbar strain"]
    QTest.keyClick(words, Qt.Key.Key_Down)
    QTest.keyClick(words, Qt.Key.Key_Down)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert words.text() == "neck pain; lumbar strain"
    assert offered(words) == []


def test_who_types_on_or_escapes_is_left_alone(words):
    words.set_text("")
    QTest.keyClicks(words, "lum")
    assert offered(words)
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert offered(words) == []
    QTest.keyClicks(words, "bering")
    assert (words.text(), offered(words)) == ("lumbering", [])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("l", []),
        ("lu", ["lumbago", "lumbar strain"]),
        ("STR", ["lumbar strain"]),
        ("pain", []),
        ("pa", ["pain", "neck pain"]),
    ],
)
def test_what_fits(typed, found):
    assert fitting(WORDS, typed) == found


def test_the_last_word_is_completed_where_no_word_fits_to_all_of_them(words):
    words.land()
    QTest.keyClicks(words, ";chronic lumb")
    assert offered(words) == ["lumbago", "lumbar strain"]
    QTest.keyClick(words, Qt.Key.Key_Down)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert words.items()[-1] == "chronic lumbago"


def test_a_citation_is_a_line_of_its_own(qtbot, theme):
    made = CitationsEditor(field("imr_citations"))
    qtbot.addWidget(made)
    made.show()
    made.complete_with(("MTUS Low Back Complaints", "ODG Pain"))
    made.set_text("ODG Pain\nACOEM 2004")
    made.land()
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClicks(made, "MTUS Low")
    assert made.items() == ["ODG Pain", "ACOEM 2004", "MTUS Low"]
    assert offered(made) == ["MTUS Low Back Complaints"]
    made._completion.close()
    QTest.keyClick(made, Qt.Key.Key_Up, ALT)
    assert made.items() == ["ODG Pain", "MTUS Low", "ACOEM 2004"]


def issue(category=None, subcategory=None) -> Issue:
    blank = blank_issue()
    values = {"category": FieldValue(category), "subcategory": FieldValue(subcategory)}
    return Issue(blank.id, {**blank.values, **values})


def test_category_and_subcategory_are_narrowed_to_each_other():
    assert narrowed(issue("Surgery"), "subcategory") == CATEGORIES["Surgery"]
    assert narrowed(issue(), "subcategory") == SUBCATEGORIES
    assert narrowed(issue(None, "Spine"), "category") == ("Surgery",)
    assert narrowed(issue("Surgery", "Spine"), "category") == tuple(CATEGORIES)
