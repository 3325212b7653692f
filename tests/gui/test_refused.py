"""Files that could not be read stay in sight, with their reason, until they are read or dismissed."""

import pikepdf
import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

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
