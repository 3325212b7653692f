"""The words of a case that must not be in a de-identified file: names without a title, nicknames, places of work."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

HINT = (
    "One a line. They are masked beside the names, claim numbers and birth dates that the letter labels as such, and "
    "the finished file is searched for them before it is kept. The list belongs to the case and stays on this computer."
)


class TermsDialog(QDialog):
    """Edits the list of one letter, or of several at once."""

    agreed = Signal(object, object)  # this dialog, and the words, a tuple

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = tuple(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Words to mask")
        fit(self, SPACE * 60, SPACE * 48)
        hint, self._words = QLabel(HINT), QPlainTextEdit("\n".join(words))
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        set_role(hint, "muted")
        self._words.setAccessibleName("Words to mask, one a line")
        self._words.setTabChangesFocus(True)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Cancel | kinds.Save)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        for part in (hint, self._words, buttons):
            column.addWidget(part)

    def _agree(self) -> None:
        lines = (line.strip() for line in self._words.toPlainText().splitlines())
        self.agreed.emit(self, tuple(line for line in lines if line))
        self.accept()
