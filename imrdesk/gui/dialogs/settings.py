"""The settings: every line of SETTINGS with its explanation, found by its words, put back by a button."""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from imrdesk.errors import InputError
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.gui.widgets.number_box import NumberBox
from imrdesk.record.fields import FIELDS
from imrdesk.record.values import Kind
from imrdesk.settings import SETTINGS, Setting, Settings, load_preset, save_preset

from . import files

ABOUT = "Each choice counts at once; how files are read and where backups go, from the next start."
NONE = "No setting has these words."
FIELD_LINES = 6
KEY = Qt.ItemDataRole.UserRole


class SettingsDialog(QDialog):
    """Takes settings as they are and says each choice at once."""

    chosen = Signal(object)  # Settings

    def __init__(self, current: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Settings")
        fit(self, SPACE * 84, SPACE * 76)
        self._settings = current
        self._search, self._said = QLineEdit(), QLabel(ABOUT)
        self._rows = {item.key: SettingRow(item) for item in SETTINGS}
        self._titles: dict[str, QLabel] = {}
        self._load, self._save = QPushButton("Load a preset…"), QPushButton("Save as a preset…")
        self._defaults = QPushButton("All as at first")
        self._lay_out()
        self._show()
        for row in self._rows.values():
            row.changed.connect(self._on_changed)
        self._search.textChanged.connect(self._find)
        self._load.clicked.connect(self._on_load)
        self._save.clicked.connect(self._on_save)
        self._defaults.clicked.connect(self._on_defaults)
        self._search.setFocus()

    def settings(self) -> Settings:
        """What is chosen now."""
        return self._settings

    def take(self, settings: Settings) -> None:
        """Choose all of these."""
        if settings != self._settings:
            self._settings = settings
            self._show()
            self.chosen.emit(settings)

    def _show(self) -> None:
        for key, row in self._rows.items():
            row.show_value(getattr(self._settings, key))

    def _on_changed(self, key: str, value: object) -> None:
        self.take(replace(self._settings, **{key: value}))

    def _on_defaults(self) -> None:
        self.take(Settings())

    def _on_load(self) -> None:
        if file := files.choose_preset(self):
            try:
                self.take(load_preset(file, self._settings))
            except InputError as error:
                self._say(str(error), "red")
            else:
                self._say(f"Chosen as {file.name} says; who reviews stays as it was.", "muted")

    def _on_save(self) -> None:
        if file := files.choose_preset_target(self):
            try:
                save_preset(self._settings, file)
            except OSError:
                self._say("The preset cannot be written there. Choose another folder.", "red")
            else:
                self._say(f"{file.name} is written, without who reviews. Others load it here.", "muted")

    def _find(self, words: str) -> None:
        wanted = words.casefold().split()
        for row in self._rows.values():
            row.setVisible(all(word in row.words for word in wanted))
        for group, title in self._titles.items():
            title.setVisible(any(row.setting.group == group and not row.isHidden() for row in self._rows.values()))
        found = any(not row.isHidden() for row in self._rows.values())
        self._say(ABOUT if found else NONE, "muted" if found else "amber")

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)

    def _lay_out(self) -> None:
        self._search.setPlaceholderText("Find a setting")
        self._search.setAccessibleName("Find a setting by its words")
        self._search.setClearButtonEnabled(True)
        self._say(ABOUT, "muted")
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, SPACE * 2, 0)
        inner.setSpacing(SPACE * 2)
        for group, items in groupby(sorted(SETTINGS, key=_group_order), key=attrgetter("group")):
            self._titles[group] = QLabel(group)
            set_role(self._titles[group], "title")
            inner.addWidget(self._titles[group])
            for item in items:
                inner.addWidget(self._rows[item.key])
        inner.addStretch(1)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter ends a field
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self._load, self._save, self._defaults):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addWidget(self._search)
        column.addWidget(room, 1)
        column.addWidget(self._said)
        column.addLayout(foot)


class SettingRow(QWidget):
    """One setting: what it is called, what is chosen, what it does, and the way back to the default."""

    changed = Signal(str, object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.words = f"{setting.label} {setting.help} {setting.group}".casefold()
        self._value: Any = setting.default
        self._editor, self._put = _editor(setting, self._take)
        self._editor.setAccessibleName(setting.label)
        self._editor.setAccessibleDescription(setting.help)
        self._reset = QPushButton("As at first")
        self._reset.setAutoDefault(False)
        self._reset.setAccessibleName(f"{setting.label}: as at first")
        set_role(self._reset, "link")
        label, about = QLabel(setting.label), QLabel(setting.help)
        label.setBuddy(self._editor)
        set_role(about, "muted")
        about.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label, 1)
        head.addWidget(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(head)
        column.addWidget(self._editor)
        column.addWidget(about)
        self._reset.clicked.connect(self._on_reset)

    def show_value(self, value: Any) -> None:
        """Show what is chosen."""
        self._value = value
        self._editor.blockSignals(True)
        self._put(value)
        self._editor.blockSignals(False)
        self._reset.setVisible(value != self.setting.default)

    def _take(self, value: object) -> None:
        if value != self._value:
            self.changed.emit(self.setting.key, value)

    def _on_reset(self) -> None:
        self._editor.setFocus()
        self._take(self.setting.default)


class FieldsList(QListWidget):
    """Fields of a letter, each taken in or left out by Space."""

    changed = Signal(str)  # the keys, parted by commas

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SPACE * 3 * FIELD_LINES)
        set_role(self, "framed")
        for item in (one for one in FIELDS if one.kind is not Kind.LONG_TEXT):
            row = QListWidgetItem(item.label)
            row.setData(KEY, item.key)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(row)
        self.itemChanged.connect(self._tell)

    def put(self, keys: str) -> None:
        """Take in the fields of these keys."""
        wanted = {key.strip() for key in keys.split(",")}
        for row in (self.item(place) for place in range(self.count())):
            row.setCheckState(Qt.CheckState.Checked if row.data(KEY) in wanted else Qt.CheckState.Unchecked)

    def _tell(self) -> None:
        rows = (self.item(place) for place in range(self.count()))
        self.changed.emit(", ".join(row.data(KEY) for row in rows if row.checkState() is Qt.CheckState.Checked))


class FolderEdit(QWidget):
    """A folder, typed or chosen."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line, self._choose = QLineEdit(), QPushButton("Choose…")
        self._choose.setAutoDefault(False)
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._line, 1)
        row.addWidget(self._choose)
        self._line.editingFinished.connect(self._tell)
        self._choose.clicked.connect(self._on_choose)

    def setAccessibleName(self, name: str) -> None:
        """The line is what is spoken of."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        """The same."""
        super().setAccessibleDescription(words)
        self._line.setAccessibleDescription(words)

    def put(self, folder: str) -> None:
        """Show a folder."""
        self._line.setText(folder)

    def _on_choose(self) -> None:
        if folder := files.choose_folder(self):
            self._line.setText(str(folder))
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self._line.text().strip())


class TextEdit(QLineEdit):
    """A line that says what it holds once it is left."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit(self.text().strip())


def _editor(setting: Setting, take: Callable[[Any], None]) -> tuple[QWidget, Callable[[Any], None]]:
    """What a setting is chosen with, and what shows a value in it."""
    if setting.kind is bool:
        box = QCheckBox("Yes")
        box.toggled.connect(take)
        return box, box.setChecked
    if setting.kind is int:
        number = NumberBox(minimum=int(setting.least or 0), maximum=int(setting.most or 0))
        number.setKeyboardTracking(False)
        number.valueChanged.connect(take)
        return number, number.setValue
    if setting.choices:
        choice = QComboBox()
        choice.addItems(list(setting.choices))
        choice.currentTextChanged.connect(take)
        return choice, choice.setCurrentText
    if setting.holds == "fields":
        fields = FieldsList()
        fields.changed.connect(take)
        return fields, fields.put
    if setting.holds == "folder":
        folder = FolderEdit()
        folder.changed.connect(take)
        return folder, folder.put
    line = TextEdit()
    line.changed.connect(take)
    return line, line.setText


_GROUPS = ("Reviewing", "Look", "Reviewer", "Keeping", "Reading")


def _group_order(setting: Setting) -> int:
    return _GROUPS.index(setting.group) if setting.group in _GROUPS else len(_GROUPS)
