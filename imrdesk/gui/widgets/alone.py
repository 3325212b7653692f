"""Dialogs of which one is open at a time: two settings side by side would say different things."""

from PySide6.QtWidgets import QDialog, QWidget


def brought_up(window: QWidget, kind: type[QDialog]) -> bool:
    """Bring up the dialog of this kind that is open already; whether there is one."""
    for dialog in _open(window, kind):
        dialog.raise_()
        dialog.activateWindow()
        return True
    return False


def show_alone(dialog: QDialog, window: QWidget) -> None:
    """Show a dialog in the place of one of its kind that is about something from before."""
    for older in _open(window, type(dialog)):
        if older is not dialog:
            older.close()
    dialog.show()


def _open(window: QWidget, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if type(dialog) is kind and dialog.isVisible()]
