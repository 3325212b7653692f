"""How safe the workspace is: all of it is seen, whatever there is to know."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from imrdesk.desk.safety import Caution
from imrdesk.gui.dialogs.safety import Part, SafetyDialog


def test_nothing_is_cut_where_there_is_much_to_say(qtbot, desk):
    caution = Caution(
        "disk", "Backups lie inside the workspace: if this disk breaks, they are gone with it.", "Move them."
    )
    dialog = SafetyDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_safety(replace(desk.safety(), cautions=(caution,) * 12), read_only=False)
    qtbot.waitExposed(dialog)
    assert dialog.layout().totalHeightForWidth(dialog.width()) <= dialog.height()
    for part in dialog.findChildren(Part):
        bottoms = [one.geometry().bottom() for one in part.findChildren(QPushButton) if one.isVisible()]
        assert max(bottoms, default=0) <= part.height()
