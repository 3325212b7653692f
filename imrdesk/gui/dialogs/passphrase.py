"""A new passphrase, another one, or none any more: what that means is said first, and what is typed is asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imrdesk.desk.passphrases import AGREED, LOST, OLD_COPIES, STAYS_PLAIN, strength
from imrdesk.gui.theme import SPACE, set_role

CLOSED = "The workspace is closed meanwhile, and opened again when it is done. Where it is cut off nothing is lost."
NOT_SAME = "The two are not the same yet."


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for one thing to do; `warned` must be agreed to."""

    title: str
    words: Sequence[str]
    button: str
    asks_old: bool
    asks_new: bool
    warned: str = ""


_ALL = f"Database, letters, half-typed text and backups are locked by a passphrase. {CLOSED}"
_CUT_OFF = f"It was cut off: some files are not encrypted yet. Type the passphrase it was begun with. {CLOSED}"
_SAME = f"Letters and backups stay as they are and open by the new one. {OLD_COPIES}"
_PLAIN = f"All is written in plain again: whoever gets hold of the disk can read it. {CLOSED}"
ENCRYPT = Asking("Encrypt this workspace", (_ALL, *STAYS_PLAIN), "Encrypt", asks_old=False, asks_new=True, warned=LOST)
FINISH = Asking("Finish encrypting this workspace", (_CUT_OFF, *STAYS_PLAIN), "Encrypt", asks_old=True, asks_new=False)
CHANGE = Asking("Change the passphrase", (_SAME,), "Change", asks_old=True, asks_new=True, warned=LOST)
DECRYPT = Asking("Take the encryption off", (_PLAIN,), "Take it off", asks_old=True, asks_new=False)


class PassphraseDialog(QDialog):
    """Asks, and stays until the passphrase fits or the person leaves."""

    given = Signal(str, str)  # the passphrase until now and the new one, each empty where it is not asked for

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(asking.title)
        self.setFixedWidth(SPACE * 76)
        self.asking = asking
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE * 4, SPACE * 3, SPACE * 4, SPACE * 3)
        self._column.setSpacing(SPACE + SPACE // 2)
        self._say(asking.title, "display")
        self._warning = self._say(f"▲  {asking.warned}", "amber") if asking.warned else None
        for place, words in enumerate(asking.words):
            self._say(words, "muted" if place else "")
        self._old = self._field("Passphrase until now" if asking.asks_new else "Passphrase", asked=asking.asks_old)
        self._new = self._field("New passphrase", asked=asking.asks_new)
        self._strength = self._say("", "muted")
        self._again = self._field("The same once more", asked=asking.asks_new)
        self._shown = QCheckBox("Show what I type")
        self._agreed = QCheckBox(f"{AGREED}, and know that nobody can open the letters without it")
        self._agreed.setVisible(bool(asking.warned))
        self._told = self._say("", "red")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = QPushButton(asking.button)
        set_role(self._go, "primary")
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        for part in (self._shown, self._agreed):
            self._column.insertWidget(self._column.count() - 1, part)
        self._column.addWidget(buttons)
        buttons.accepted.connect(self._give)
        buttons.rejected.connect(self.reject)
        self._shown.toggled.connect(self._show_typed)
        self._agreed.toggled.connect(self._judge)
        self._judge()
        (self._old if asking.asks_old else self._new).setFocus()

    def refuse(self, words: str) -> None:
        """Say why it is not done; everything may be typed again."""
        self._set_waiting(waiting=False)
        self._told.setText(words)
        self._told.show()
        self._fit()
        self._old.selectAll()
        self._old.setFocus()

    def _say(self, words: str, role: str = "") -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            set_role(label, role)
        label.setVisible(bool(words))
        self._column.addWidget(label)
        return label

    def _field(self, name: str, *, asked: bool) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setVisible(asked)
        field.textChanged.connect(self._judge)
        self._column.addWidget(field)
        return field

    def _show_typed(self, shown: bool) -> None:
        for field in (self._old, self._new, self._again):
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _judge(self) -> None:
        """Say how strong it is, and offer the button once all is there."""
        found = strength(self._new.text())
        same = self._new.text() == self._again.text()
        words, role = (found.words, found.role) if same or not self._again.text() else (NOT_SAME, "amber")
        self._strength.setText(words)
        set_role(self._strength, role)
        self._strength.setVisible(self.asking.asks_new)
        self._told.hide()
        known = bool(self._old.text()) or not self.asking.asks_old
        new = (found.enough and same) or not self.asking.asks_new
        agreed = self._agreed.isChecked() or not self.asking.warned
        self._go.setEnabled(known and new and agreed)
        self._fit()

    def _fit(self) -> None:
        """As high as its words need at its width, which Qt does not see to by itself."""
        self._column.activate()
        self.setFixedHeight(self._column.totalHeightForWidth(self.width()))

    def _give(self) -> None:
        self._set_waiting(waiting=True)
        self.given.emit(self._old.text(), self._new.text())

    def _set_waiting(self, *, waiting: bool) -> None:
        self._go.setEnabled(not waiting)
        self._go.setText("One moment …" if waiting else self.asking.button)
