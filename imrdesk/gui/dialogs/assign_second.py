"""Giving letters to a second reader: who, which ones, and how much the reader sees."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.desk.seconding import Sample
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit
from imrdesk.gui.widgets.number_box import NumberBox

ABOUT = (
    "Letters that somebody else has reviewed are given out to be read again; the reader sees nothing of what the first "
    "one said. Nobody reads their own letters, or the same letter twice."
)
PERCENT = 10  # of reviewed letters, to begin with


class AssignSecond(QDialog):
    """Asks once and says what is wanted."""

    wanted = Signal(str, object)  # the reader's name, the Sample

    def __init__(self, *, unaided: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Give letters to a second reader")
        fit(self, SPACE * 64, SPACE * 40)
        self._reader = QLineEdit()
        self._some = QRadioButton("A sample of the reviewed letters")
        self._flagged = QRadioButton("The flagged letters")
        self._percent = NumberBox(minimum=1, maximum=100, value=PERCENT, suffix=" %")
        self._unaided = QCheckBox("Hide the program's values too")
        self._unaided.setChecked(unaided)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._give = self._buttons.addButton("Give", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self._some.setChecked(True)
        self._reader.textChanged.connect(self._look)
        self._some.toggled.connect(self._percent.setEnabled)
        self._buttons.accepted.connect(self._agree)
        self._buttons.rejected.connect(self.reject)
        self._reader.setFocus()
        self._look()

    def _look(self) -> None:
        self._give.setEnabled(bool(self._reader.text().strip()))

    def _agree(self) -> None:
        flagged = self._flagged.isChecked()
        percent = 100 if flagged else self._percent.value()
        sample = Sample(percent, flagged=flagged, unaided=self._unaided.isChecked())
        self.wanted.emit(self._reader.text().strip(), sample)
        self.accept()

    def _lay_out(self) -> None:
        about, explained = (
            QLabel(ABOUT),
            QLabel("The reader then finds each value in the letter; long texts are shown."),
        )
        for label in (about, explained):
            set_role(label, "muted")
            label.setWordWrap(True)
        set_role(self._give, "primary")
        self._give.setDefault(True)
        self._reader.setPlaceholderText("The name that reader signs with")
        self._reader.setAccessibleName("Second reader's name")
        self._percent.setAccessibleName("How many of a hundred reviewed letters")
        self._unaided.setAccessibleDescription(explained.text())
        sample = QHBoxLayout()
        sample.setSpacing(SPACE)
        sample.addWidget(self._some)
        sample.addWidget(self._percent)
        sample.addStretch(1)
        which = QVBoxLayout()
        which.setSpacing(SPACE)
        which.addLayout(sample)
        which.addWidget(self._flagged)
        sees = QVBoxLayout()
        sees.setSpacing(SPACE // 2)
        sees.addWidget(self._unaided)
        sees.addWidget(explained)
        form = QFormLayout()
        form.setVerticalSpacing(SPACE * 2)
        form.setHorizontalSpacing(SPACE * 2)
        form.addRow("&Reader", self._reader)
        form.addRow("Letters", which)
        form.addRow("Sees", sees)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addWidget(about)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self._buttons)
