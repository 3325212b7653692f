"""The page of a workspace that cannot be opened as it is: what is damaged, and each thing that can be done about it."""

from PySide6.QtCore import QObject, Signal

from imrdesk.desk.keeping import Prospects

from .gate import Page

TITLE = "The workspace cannot be opened as it is"
DAMAGED = "Something is damaged. Nothing has been changed, and whatever you choose, the damaged files are kept."
UNDAMAGED = "Nothing has been changed."
MOST = 8  # damages that are shown; the rest as a number
NOT_DAMAGED = ("newer", "another_program", "cannot_open", "busy", "full", "read_only", "no_encryption", "key_damaged")
"""What no recovery mends."""
RESTORE, SALVAGE, ANEW, AGAIN, ANYWAY = "restore", "salvage", "anew", "again", "anyway"


class RecoveryPage(Page):
    """Offers what can be done, the safest first."""

    chosen = Signal(str)

    def __init__(self, told: str, prospects: Prospects | None, *, can_open: bool = False) -> None:
        mendable = prospects is not None and not {item.code for item in prospects.damages} & set(NOT_DAMAGED)
        title = "The workspace is damaged" if can_open else TITLE
        super().__init__(title, f"{told} {DAMAGED if mendable else UNDAMAGED}".strip())
        if prospects:
            self._list(prospects)
        if prospects and mendable:
            self._offer_mending(prospects)
        if can_open:
            self._offer(ANYWAY, "Go on as it is", "Opens the workspace; what is damaged may be missing or wrong.")
        self._offer(AGAIN, "Try again", "Looks once more, for example after a disk is plugged in again.")
        self.offer_ways_out()

    def _list(self, prospects: Prospects) -> None:
        told = list(dict.fromkeys(item.message for item in prospects.damages))
        more = [f"… and {len(told) - MOST} more."] if len(told) > MOST else []
        lines = "\n".join(f"▲  {line}" for line in (*told[:MOST], *more))
        self.say(lines, "red").setObjectName("damages")

    def _offer_mending(self, prospects: Prospects) -> None:
        if backup := prospects.backup:
            when = backup.at.astimezone()
            words = (
                f"It has {prospects.counts}, and is of {when:%d %B %Y, %H:%M}. It was opened and checked just now. "
                "Work done after that time is not in it."
            )
            self._offer(RESTORE, "Put back the newest good backup", words, "primary")
        else:
            self.say("There is no backup that can be read.", "muted")
        self._offer(
            SALVAGE,
            "Save what can still be read",
            "Makes a new database of every letter that is whole, with all that was done to it, and lists the others.",
        )
        if prospects.files:
            files = "1 letter's file" if prospects.files == 1 else f"{prospects.files:,} letters' files"
            words = f"Imports the {files} again. What people did to the letters is not in the new database."
            self._offer(ANEW, "Begin again from the letters", words)

    def _offer(self, name: str, text: str, words: str, role: str = "") -> None:
        button = self.offer(text, words, role)
        button.setObjectName(name)
        button.clicked.connect(self._choose)

    def _choose(self) -> None:
        sender: QObject = self.sender()
        self.chosen.emit(sender.objectName())
