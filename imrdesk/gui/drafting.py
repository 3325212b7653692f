"""What is half typed, kept in a file of the workspace against a crash; removed once it is committed."""

import json
import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from imrdesk.desk import keeping
from imrdesk.errors import StoreError
from imrdesk.record import model

from .form.drafts import Draft
from .form.panel import FormPanel
from .messages import Messages, Offer

FILE_NAME = "drafts.json"
PAUSE = 700  # milliseconds after the last key until it is written
BROUGHT_BACK = "What was being typed when imrdesk ended is in its field again; it is not saved yet."
log = logging.getLogger(__name__)
Typed = Mapping[tuple[str, model.Path], Draft]


class Drafting(QObject):
    """Writes what is typed after each pause, only where it changed; only its owner may read the file."""

    letter_wanted = Signal(str)  # record id of a letter with text that a crash left

    def __init__(self, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._file: Path | None = None
        self._form: FormPanel | None = None
        self._written: list[list[str]] = []
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self.write)

    def join(self, form: FormPanel) -> None:
        """Keep what is typed in this form."""
        self._form = form

    def use(self, folder: Path) -> None:
        """Keep drafts in this folder; those there from before are in their fields again, which a message says."""
        self._file = folder / FILE_NAME
        found = read(self._file)
        if self._form:
            for (record_id, path), draft in found.items():
                self._form.course().drafts.keep(record_id, path, draft)
        self._written = rows(found)
        if letters := [record_id for record_id, _path in found]:
            offer = Offer("Open the letter", partial(self.letter_wanted.emit, letters[0]))
            self._messages.tell(BROUGHT_BACK, offer, topic="drafts")

    def stir(self) -> None:
        """Somebody is at work: write when they pause."""
        if self._file:
            self._clock.start()

    def write(self) -> None:
        """Bring the file up to what is typed now."""
        if not self._file or not self._form or (now := rows(self._form.typed())) == self._written:
            return
        try:
            if now:
                keeping.write_private(self._file, json.dumps(now).encode())
            else:
                self._file.unlink(missing_ok=True)
            self._written = now
        except OSError as error:
            log.warning("drafts cannot be kept: %s", type(error).__name__)

    def forget(self) -> None:
        """The program ends as a person wants it: nothing is left to bring back."""
        self._clock.stop()
        if self._file:
            self._file.unlink(missing_ok=True)
        self._file = None


def rows(typed: Typed) -> list[list[str]]:
    """Drafts as the file has them."""
    return [[record_id, path.key, path.issue, draft.text] for (record_id, path), draft in typed.items()]


def read(file: Path) -> dict[tuple[str, model.Path], Draft]:
    """The drafts of a file; none where it cannot be read."""
    try:
        found = json.loads(keeping.read_private(file))
        return {(record_id, model.Path(key, issue)): Draft(str(text)) for record_id, key, issue, text in found}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, StoreError) as error:
        log.warning("drafts cannot be read: %s", type(error).__name__)
        return {}
