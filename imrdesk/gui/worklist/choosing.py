"""What filters are made of: a list to choose from, and a chip that is on or off."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QPushButton

from imrdesk.gui.theme import set_role


def combo(name: str, everything: str, choices: Mapping[str, object]) -> QComboBox:
    """A list to choose one thing from, or all."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.addItem(everything, None)
    for label, choice in choices.items():
        made.addItem(label, choice)
    return made


def chip(text: str, tip: str) -> QPushButton:
    """A filter that is on or off."""
    made = QPushButton(text)
    made.setCheckable(True)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    set_role(made, "chip")
    return made
