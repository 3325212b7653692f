"""Refused files: told where they are waiting, listed, read again, let go."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .jobs import Jobs

if TYPE_CHECKING:
    from imrdesk.workflow import Desk, RefusedFile

    from .dialogs.refused import RefusedDialog
    from .worklist.refused import RefusedFiles


class Refusing(QObject):
    """Keeps the list of refused files in step with the desk."""

    retried = Signal(object, object)  # the paths to read again, the passwords to try
    listed = Signal(object)  # the RefusedFiles there are now

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._desk: Desk | None = None
        self._dialog: RefusedDialog | None = None

    def use(self, desk: "Desk") -> None:
        """List what this desk refused."""
        self._desk = desk
        self.refresh()

    def join(self, listed: "RefusedFiles") -> None:
        """Keep the list below the letters; what is done there is done as in the dialog."""
        self.listed.connect(listed.show_files)
        listed.retried.connect(self._retry)
        listed.dismissed.connect(self._dismiss)
        listed.details_wanted.connect(self.show_refused)

    def show_refused(self) -> None:
        """The files that could not be read."""
        from .dialogs.refused import RefusedDialog

        if self._dialog is None:
            self._dialog = RefusedDialog(self._window)
            self._dialog.retried.connect(self._retry)
            self._dialog.dismissed.connect(self._dismiss)
            self._dialog.destroyed.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self.refresh()

    def refresh(self) -> None:
        """Ask which files there are."""
        if self._desk:
            self._jobs.run("store", self._desk.refusals, self._show, owner=self, replace="refusals")

    def _show(self, files: "list[RefusedFile]") -> None:
        self.listed.emit(files)
        if self._dialog:
            self._dialog.show_files(files)

    def _retry(self, files: "Sequence[RefusedFile]", password: str) -> None:
        self.retried.emit(tuple(dict.fromkeys(file.path for file in files)), (password,) if password else ())

    def _dismiss(self, files: "Sequence[RefusedFile]") -> None:
        if self._desk:
            self._jobs.run("store", partial(_dismiss, self._desk, tuple(files)), self._after, owner=self)

    def _after(self, _nothing: None) -> None:
        self.refresh()

    def _forget(self) -> None:
        self._dialog = None


def _dismiss(desk: "Desk", files: "Sequence[RefusedFile]") -> None:
    for file in files:
        desk.dismiss(file)
