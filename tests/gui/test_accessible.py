"""The whole window by keyboard and by ear: all that takes the keyboard has a name, and Tab comes round."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

ASKED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
PARTS = (QComboBox, QAbstractSpinBox, QKeySequenceEdit)  # made of such widgets themselves, and named as one
SAMPLE = "05_contradictions.pdf"
MOST = 400  # presses of Tab; more would be a trap


@pytest.fixture
def opened(window, letters, jobs, qtbot):
    window.open_letter(letters[SAMPLE])
    qtbot.waitUntil(lambda: not jobs.busy())
    return window


def focusable(top):
    """All that takes the keyboard and is no part of another such widget."""
    for widget in top.findChildren(QWidget):
        inner = isinstance(widget.parent(), PARTS) or widget.window() is not top  # a pop-up
        if (
            isinstance(widget, ASKED)
            and not widget.isHidden()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not inner
        ):
            yield widget


def nameless(top):
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in focusable(top)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def test_all_that_takes_the_keyboard_has_a_name(opened):
    assert nameless(opened) == []


@pytest.mark.parametrize("action", ["show_palette", "choose_keys", "show_refused", "show_keys", "show_manual", "about"])
def test_dialogs_have_names_too_and_esc_closes_them(opened, action, jobs, qtbot):
    opened._actions[action].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    dialog = next(one for one in opened.findChildren(QDialog) if one.isVisible())
    assert nameless(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_tab_goes_through_the_panels_and_comes_round(opened):
    start, seen = QApplication.focusWidget(), []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is start:
            break
    panels = opened.panels
    assert seen[-1] is start, "Tab does not come back to where it began"
    for panel in (panels.worklist, panels.source, panels.form):
        assert any(panel.isAncestorOf(widget) for widget in seen), type(panel).__name__


def test_f6_goes_from_panel_to_panel(opened):
    panels, seen = opened.panels, []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(next(type(one).__name__ for one in (panels.worklist, panels.source, panels.form, panels.problems)
                         if one.isAncestorOf(QApplication.focusWidget())))  # fmt: skip
    assert len(set(seen)) >= 3
