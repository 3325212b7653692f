"""Safekeeping: how safe the workspace is, what is to know, its passphrase, a full check, a letter's file again."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from .jobs import Jobs
from .messages import Messages, Offer
from .remembered import Remembered
from .starting.work import Progress, Work
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.desk.keeping import Damage, Health, Standing
    from imrdesk.desk.safety import Caution, Safety
    from imrdesk.workflow import Desk

    from .dialogs.checkup import CheckDialog
    from .dialogs.passphrase import Asking, PassphraseDialog
    from .dialogs.safety import SafetyDialog

LANE = "check"
TOPIC = "safety"
LOOK_AGAIN = 5 * 60_000  # milliseconds until disk and backups are looked at once more


class Safekeeping(QObject):
    """What happens between a person and the safety of the desk's workspace."""

    work_wanted = Signal(object)  # Work on the files, for which the desk is closed
    recovery_wanted = Signal(object)  # the Health of a damaged workspace
    settings_wanted = Signal()
    given_again = Signal(str)  # the record whose letter's file is back

    def __init__(self, jobs: Jobs, messages: Messages, remembered: Remembered, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self._desk: Desk | None = None
        self._dialog: SafetyDialog | None = None
        self._check: CheckDialog | None = None
        self._asking: PassphraseDialog | None = None
        self._stop = threading.Event()
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self.look)

    def use(self, desk: "Desk") -> None:
        """The desk whose workspace is kept safe."""
        self._desk = desk

    # What is to know

    def watch(self) -> None:
        """Look at disk and backups now, and from time to time."""
        self._clock.start()
        self.look()

    def look(self) -> None:
        """Look at disk and backups."""
        if self._desk:
            self._jobs.run(LANE, partial(_cautions, self._desk), self._warn, owner=self, replace="cautions")

    def _warn(self, found: "list[Caution]") -> None:
        """One calm line; what was dismissed stays away until it changes."""
        if not self._desk:
            return
        folder = str(self._desk.folder)
        seen = self._remembered.seen(folder)
        if new := [item for item in found if seen.get(item.code) != item.state]:
            more = f" ({len(new) - 1} more to know)" if len(new) > 1 else ""
            see = Offer("What to do", self.show_safety)
            now = {item.code: item.state for item in found}
            keep = partial(self._remembered.keep_seen, folder, now)
            self._messages.warn(f"{new[0].words}{more}", see, topic=TOPIC, dismissed=keep)

    # Actions, by their names

    def show_safety(self) -> None:
        """How safe the workspace is."""
        from .dialogs.safety import SafetyDialog

        if not self._desk:
            return
        if self._dialog is None:
            self._dialog = SafetyDialog(self._window)
            self._dialog.asked.connect(self._ask)
            self._dialog.backup_wanted.connect(self._back_up)
            self._dialog.check_wanted.connect(self.check_everything)
            self._dialog.settings_wanted.connect(self.settings_wanted)
            self._dialog.destroyed.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self._refresh()

    def check_everything(self) -> None:
        """Look for damage everywhere; nothing is changed by it."""
        from .dialogs.checkup import CheckDialog

        if not self._desk or self._check:
            return
        self._stop = threading.Event()
        self._check = CheckDialog(self._window)
        self._check.file_wanted.connect(self._give_file)
        self._check.recovery_wanted.connect(self.recovery_wanted)
        self._check.finished.connect(self._stop.set)
        self._check.destroyed.connect(self._forget_check)
        self._check.show()
        work = partial(self._desk.check, self._tell_check, partial(_wants_to_stop, self._stop, self._jobs))
        self._jobs.run(LANE, work, self._checked, self._not_checked, owner=self._check)

    def _refresh(self) -> None:
        if self._desk and self._dialog:
            self._jobs.run(LANE, self._desk.safety, self._show, owner=self, replace="safety")

    def _show(self, safety: "Safety") -> None:
        if self._dialog and self._desk:
            self._dialog.show_safety(safety, read_only=self._desk.read_only)

    def _forget(self) -> None:
        self._dialog = None

    def _back_up(self) -> None:
        if self._desk:
            self._jobs.run("write", self._desk.keeper.back_up, self._backed_up, self._not_backed_up, owner=self)

    def _backed_up(self, _made: object) -> None:
        self._messages.tell("A backup is made and checked.")
        self._refresh()

    def _not_backed_up(self, error: Exception) -> None:
        if self._dialog:
            self._dialog.show_refused(in_words(error))

    # The passphrase

    def _ask(self, asking: "Asking") -> None:
        from .dialogs.passphrase import PassphraseDialog

        self._asking = PassphraseDialog(asking, self._dialog or self._window)
        self._asking.given.connect(self._take_passphrase)
        self._asking.destroyed.connect(self._forget_asking)
        self._asking.open()

    def _take_passphrase(self, old: str, new: str) -> None:
        from .dialogs import passphrase

        if not self._desk or not self._asking:
            return
        asking, folder = self._asking.asking, self._desk.folder
        if asking is passphrase.ENCRYPT:
            self._begin(asking, new)
        elif asking is passphrase.CHANGE:
            work = partial(_change, folder, old, new)
            self._jobs.run(LANE, work, self._changed, self._refuse, owner=self._asking)
        else:  # whether it fits is seen while the desk is open still
            begin = partial(self._begin_known, asking, old)
            self._jobs.run(LANE, partial(_unlock, folder, old), begin, self._refuse, owner=self._asking)

    def _begin_known(self, asking: "Asking", known: str, _nothing: None) -> None:
        self._begin(asking, known)

    def _begin(self, asking: "Asking", words: str) -> None:
        from .dialogs import passphrase

        if not self._desk:
            return
        folder = self._desk.folder
        if self._asking:
            self._asking.accept()
        if asking is passphrase.DECRYPT:
            work = Work("Taking the encryption off", KEEP_ON, partial(_decrypt, folder, words), "It is plain again")
        else:
            work = Work("Encrypting the workspace", KEEP_ON, partial(_encrypt, folder, words), "It is encrypted")
        self.work_wanted.emit(work)

    def _changed(self, _nothing: None) -> None:
        from imrdesk.desk.passphrases import OLD_COPIES

        if self._asking:
            self._asking.accept()
        self._messages.tell(f"The passphrase is changed. {OLD_COPIES}")

    def _refuse(self, error: Exception) -> None:
        if self._asking:
            self._asking.refuse(in_words(error))

    def _forget_asking(self) -> None:
        self._asking = None

    # A full check

    def _tell_check(self, done: int, total: int, what: str) -> None:
        """On the lane's thread."""
        if self._check:
            self._jobs.tell(self._advance, (done, total, what), self)

    def _advance(self, step: tuple[int, int, str]) -> None:
        if self._check:
            self._check.show_progress(step)

    def _checked(self, health: "Health") -> None:
        if self._check:
            self._check.show_result(health)

    def _not_checked(self, error: Exception) -> None:
        if self._check:
            self._check.show_refused(in_words(error))

    def _forget_check(self) -> None:
        self._check = None

    # A letter's file again

    def give_file_again(self, record_id: str) -> None:
        """Choose the file of a letter whose own is missing or damaged."""
        self._choose_file(record_id, None)

    def _give_file(self, damage: "Damage") -> None:
        self._choose_file(damage.record_id, damage)

    def _choose_file(self, record_id: str, damage: "Damage | None") -> None:
        from .dialogs import files

        if self._desk and (file := files.choose_letter_again(self._window)):
            work = partial(self._desk.give_source, record_id, file)
            self._jobs.run("read", work, partial(self._file_given, record_id, damage, file), owner=self)

    def _file_given(self, record_id: str, damage: "Damage | None", file: Path, _nothing: None) -> None:
        words = f"{file.name} is the letter's file, to the last byte. It is in the workspace again."
        self._messages.tell(words)
        if self._check and damage:
            self._check.mended(damage, words)
        self.given_again.emit(record_id)


KEEP_ON = "Leave the computer on. If it stops all the same nothing is lost: do it once more, and it goes on from there."


def _cautions(desk: "Desk") -> "list[Caution]":
    from imrdesk.desk.safety import cautions

    return list(cautions(desk.keeper))


def _wants_to_stop(stop: threading.Event, jobs: Jobs) -> bool:
    return stop.is_set() or jobs.stopped()


def _unlock(folder: Path, words: str) -> None:
    from imrdesk.desk import keeping

    keeping.unlock(folder, words)


def _change(folder: Path, old: str, new: str) -> None:
    from imrdesk import settings
    from imrdesk.desk import keeping

    keeping.change_passphrase(folder, settings.load(), old, new)


def _encrypt(folder: Path, words: str, progress: Progress) -> str:
    from imrdesk import settings, workflow
    from imrdesk.desk import keeping, passphrases

    done = keeping.encrypt(folder, settings.load(), words, workflow.system_user(), progress)
    return "\n\n".join((_said(done, keeping.ENCRYPTED), *passphrases.STAYS_PLAIN))


def _decrypt(folder: Path, words: str, progress: Progress) -> str:
    from imrdesk import settings, workflow
    from imrdesk.desk import keeping

    done = keeping.decrypt(folder, settings.load(), words, workflow.system_user(), progress)
    return _said(done, keeping.PLAIN)


def _said(done: "Standing", wanted: str) -> str:
    """The state in words; raises StoreError where it is not the one that was wanted."""
    from imrdesk.errors import StoreError

    if done.state != wanted:
        names = ", ".join(file.name for file in done.plain[:5])
        raise StoreError("partly", done.sentence(), f"These are plain: {names}.")
    return done.sentence()
