"""The settings in the window: each line of the table can be chosen, found and put back; presets are passed on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from imrdesk import settings
from imrdesk.errors import InputError
from imrdesk.gui.dialogs import files
from imrdesk.gui.dialogs.settings import NONE, SettingsDialog
from imrdesk.settings import SETTINGS, Settings

SPACE_KEY = Qt.Key.Key_Space


@pytest.fixture
def dialog(qtbot, theme):
    made = SettingsDialog(Settings())
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_setting_has_a_row_with_its_explanation(dialog):
    assert set(dialog._rows) == {item.key for item in SETTINGS}
    for item in SETTINGS:
        editor = dialog._rows[item.key]._editor
        assert (editor.accessibleName(), editor.accessibleDescription()) == (item.label, item.help)


def test_a_choice_is_said_at_once_and_put_back_by_its_button(dialog, qtbot):
    row = dialog._rows["doubtful_first"]
    assert row._reset.isHidden()
    with qtbot.waitSignal(dialog.chosen) as said:
        QTest.keyClick(row._editor, SPACE_KEY)
    assert said.args[0].doubtful_first is True
    assert not row._reset.isHidden()
    QTest.keyClick(row._reset, SPACE_KEY)
    assert dialog.settings() == Settings()


def test_fields_picked_blind_are_ticked_by_name(dialog):
    fields = dialog._rows["picked_blind"]._editor
    names = [fields.item(place).text() for place in range(fields.count())]
    fields.setCurrentRow(names.index("Decision date"))
    QTest.keyClick(fields, SPACE_KEY)
    assert dialog.settings().picked_blind == "decision_date"


def test_a_number_is_typed(dialog):
    number = dialog._rows["lock_minutes"]._editor
    number.selectAll()
    QTest.keyClicks(number, "25")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter in a field must not close the settings"
    assert dialog.settings().lock_minutes == 25


def test_words_find_settings(dialog):
    QTest.keyClicks(dialog._search, "blind pick")
    assert [key for key, row in dialog._rows.items() if not row.isHidden()] == []
    assert dialog._said.text() == NONE
    dialog._search.clear()
    QTest.keyClicks(dialog._search, "backup")
    assert [key for key, row in dialog._rows.items() if not row.isHidden()] == ["backup_folder"]
    assert dialog._titles["Reading"].isHidden()


def test_a_preset_goes_from_one_to_another_without_who_reviews(dialog, tmp_path, monkeypatch):
    file = tmp_path / "office.toml"
    monkeypatch.setattr(files, "choose_preset_target", lambda parent: file)
    monkeypatch.setattr(files, "choose_preset", lambda parent: file)
    dialog.take(replace(Settings(), lock_minutes=5, picked_blind="decision", reviewer_name="Ana"))
    dialog._save.click()
    dialog.take(replace(Settings(), reviewer_name="Bo", doubtful_first=True))
    dialog._load.click()
    assert dialog.settings() == replace(Settings(), lock_minutes=5, picked_blind="decision", reviewer_name="Bo")


def test_another_file_is_no_preset_and_changes_nothing(dialog, tmp_path, monkeypatch):
    file = tmp_path / "letter.toml"
    file.write_text("Dear reader,", encoding="utf-8")
    monkeypatch.setattr(files, "choose_preset", lambda parent: file)
    dialog.take(replace(Settings(), lock_minutes=5))
    dialog._load.click()
    assert dialog.settings().lock_minutes == 5
    assert "holds no settings" in dialog._said.text()
    file.write_text("lock_minutes = 'soon'", encoding="utf-8")
    with pytest.raises(InputError):
        settings.load_preset(file, Settings())


def test_the_window_takes_what_is_chosen_and_keeps_it(window, desk, jobs, qtbot):
    window._actions["show_settings"].trigger()
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    dialog.take(replace(dialog.settings(), lock_minutes=33, picked_blind="decision", reviewer_name="Cy", scheme="dark"))
    qtbot.waitUntil(lambda: not jobs.busy())
    assert desk.settings.lock_minutes == 33
    assert settings.load().picked_blind == "decision"
    assert window.parts.reviewing.reviewer() == "Cy"
    assert window._theme.scheme == "dark"
    assert window.panels.form.course().blind.keys == {"decision"}
    dialog.take(replace(dialog.settings(), scheme="light"))
    qtbot.waitUntil(lambda: not jobs.busy())
