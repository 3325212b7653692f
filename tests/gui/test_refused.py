"""Files that could not be read stay in sight, with their reason, until they are read or dismissed."""

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton

from imrdesk import paths
from imrdesk.gui.dialogs.refused import RefusedDialog


@pytest.fixture
def refused(window, jobs, qtbot, tmp_path):
    """The window after an import of a broken file and a locked one, its list of refused files open."""
    broken, locked = tmp_path / "broken.pdf", tmp_path / "locked.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pikepdf.open(paths.resource("samples", "03_seven_items_mixed.pdf")) as letter:
        letter.save(locked, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    window.import_paths([broken, locked])
    qtbot.waitUntil(lambda: not jobs.busy())
    window._actions["show_refused"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    return window.findChild(RefusedDialog)


def titles(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_they_are_listed_with_reason_and_remedy(refused):
    assert "2 files could not be read" in titles(refused)
    assert {file.file_name for file in refused.chosen()} == {"broken.pdf", "locked.pdf"}
    texts = [refused._list.topLevelItem(place).text(1) for place in range(2)]
    assert any("password" in text for text in texts)


def test_a_password_lets_a_locked_letter_in(refused, desk, jobs, qtbot):
    refused._password.setText("secret")
    refused._again.click()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert [file.file_name for file in refused.chosen()] == ["broken.pdf"]
    assert sum(desk.counts().values()) == 5
    assert refused._password.text() == ""


def test_a_file_is_dismissed(refused, desk, jobs, qtbot):
    refused._dismiss.click()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.refusals() == []
    assert "Every file could be read." in titles(refused)
    assert not refused._again.isEnabled()


def test_its_folder_opens(refused, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    refused._folder.click()
    assert opened == [str(tmp_path)]


@pytest.fixture
def section(window, jobs, qtbot, tmp_path):
    """The files that could not be read, below the letters: a broken one and a locked one."""
    broken, locked = tmp_path / "broken.pdf", tmp_path / "locked.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pikepdf.open(paths.resource("samples", "03_seven_items_mixed.pdf")) as letter:
        letter.save(locked, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    assert not window.panels.worklist.refused.isVisible()
    window.import_paths([broken, locked])
    qtbot.waitUntil(lambda: not jobs.busy())
    return window.panels.worklist.refused


def pick(section, name, qtbot):
    """Go to a file by the arrow keys."""
    rows = [item.text() for item in section._list.findItems(name, Qt.MatchFlag.MatchContains)]
    section._list.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down):
        if section._list.currentItem().text() not in rows:
            qtbot.keyClick(section._list, key)
    assert [file.file_name for file in section.chosen()] == [name]


def test_they_stand_below_the_letters_with_what_to_do(section, qtbot):
    assert section.isVisible()
    assert section._title.text() == "2 files could not be read"
    pick(section, "locked.pdf", qtbot)
    assert "password" in section._remedy.text()
    assert section._password.isVisible()
    pick(section, "broken.pdf", qtbot)
    assert not section._password.isVisible()


def test_they_are_there_after_a_restart(section, desk, jobs, qtbot, window):
    window.parts.refusing.use(desk)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert {file.file_name for file in desk.refusals()} == {"broken.pdf", "locked.pdf"}
    assert section.isVisible()


def test_a_password_typed_there_lets_the_letter_in(section, desk, jobs, qtbot):
    pick(section, "locked.pdf", qtbot)
    qtbot.keyClicks(section._password, "secret")
    qtbot.keyClick(section._password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert [file.file_name for file in desk.refusals()] == ["broken.pdf"]
    assert section._title.text() == "1 file could not be read"
    assert section._password.text() == ""


def test_enter_tries_again_and_delete_dismisses(section, desk, jobs, qtbot, tmp_path):
    pick(section, "broken.pdf", qtbot)
    (tmp_path / "broken.pdf").write_bytes(paths.resource("samples", "03_seven_items_mixed.pdf").read_bytes())
    qtbot.keyClick(section._list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert [file.file_name for file in desk.refusals()] == ["locked.pdf"]
    qtbot.keyClick(section._list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.refusals() == []
    assert not section.isVisible()


def test_every_button_below_the_list_does_what_it_says(section, window, jobs, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    buttons = {button.text(): button for button in section.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Open folder"], Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]
    qtbot.mouseClick(buttons["All…"], Qt.MouseButton.LeftButton)
    assert window.findChild(RefusedDialog)
    qtbot.mouseClick(buttons["Try again"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(section._files) == 2
    qtbot.mouseClick(buttons["Dismiss"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(section._files) == 1
