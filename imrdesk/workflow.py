"""Desk: the use cases that the window and the command line both call."""

import getpass
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from imrdesk import paths, settings
from imrdesk.desk import reading, safety
from imrdesk.desk.acts import Acts
from imrdesk.desk.cases import Cases
from imrdesk.desk.correcting import Correcting
from imrdesk.desk.importing import Importer, ImportItem, ImportReport, Progress, give_source, letter_files, now
from imrdesk.desk.keeping import DATABASE, Health, Keeper, check
from imrdesk.desk.reading import how_to_read, limits
from imrdesk.desk.receiving import ReceivedReport, receive
from imrdesk.desk.rereading import Rereading
from imrdesk.desk.safety import Safety
from imrdesk.desk.seconding import SecondReading, verdict
from imrdesk.document.model import Document
from imrdesk.errors import SourceError, StoreError
from imrdesk.record import agreement
from imrdesk.record.changes import Changes, Sign
from imrdesk.record.finding import Evidence
from imrdesk.record.model import Path
from imrdesk.record.values import Value
from imrdesk.settings import Settings
from imrdesk.sources.refusals import REFUSALS
from imrdesk.sources.render import PageView
from imrdesk.store import Event, Exported, Pace, SignOff, Spent, Store

if TYPE_CHECKING:
    from imrdesk.desk.appealing import Appealing
    from imrdesk.desk.comparing import Comparing
    from imrdesk.desk.exporting import ExportChoice, ExportReport, SummaryState
    from imrdesk.desk.figures import Figures
    from imrdesk.desk.finding import Finding
    from imrdesk.export import SummaryOptions
    from imrdesk.export.preview import Block

__all__ = ["Desk", "ImportItem", "ImportReport", "Progress", "RefusedFile",
           "system_user"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read, as the worklist shows it: why, and what to do."""

    file_name: str
    path: FilePath
    code: str
    message: str
    remedy: str
    by: str
    at: str


def system_user() -> str:
    """The name of whoever is logged in on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def person() -> str:
    """The name that work is signed with: that of the settings, or of whoever is logged in."""
    return settings.load().reviewer_name or system_user()


class Desk(Acts, Cases):
    """A workspace at work. Each change is durable when the call returns.

    What extracts and what exports is imported once it is used: a window opens without.
    """

    def __init__(self, store: Store, chosen: Settings, keeper: Keeper) -> None:
        super().__init__(store)
        self.keeper = keeper
        self.second = SecondReading(store)
        self.correcting = Correcting(store)
        self._settings = chosen
        self._guard = reading.guard(limits(chosen))
        self._drawing = reading.drawing(limits(chosen))
        self._passwords: dict[str, None] = {}  # typed since the desk was opened; never written anywhere

    @classmethod
    def open(
        cls, folder: FilePath | None = None, chosen: Settings | None = None, progress: "Progress | None" = None
    ) -> "Desk":
        """Open a workspace, made new where there is none, and only to read where another has it; raises StoreError.
        `progress` is told where an older workspace is brought up to date, which may take minutes."""
        chosen = chosen or settings.load()
        keeper = Keeper(folder or paths.default_workspace(), chosen, system_user())
        return cls(keeper.open(progress), chosen, keeper)

    @classmethod
    def look(cls, folder: FilePath | None = None, progress: "Progress | None" = None) -> "Desk":
        """Open a workspace only to read, beside whoever works there; as `open` where it must be made or brought up to
        date first."""
        chosen = settings.load()
        place = folder or paths.default_workspace()
        if (place / DATABASE).exists():
            keeper = Keeper(place, chosen, system_user(), looking=True)
            try:
                return cls(keeper.open(), chosen, keeper)
            except StoreError as refused:
                if refused.code not in ("held", "read_only", "cannot_open"):
                    raise
        return cls.open(folder, chosen, progress)

    @cached_property
    def finding(self) -> "Finding":
        """Disputed items found across letters, and collections of them."""
        from imrdesk.desk.finding import Finding

        return Finding(self._store)

    @cached_property
    def comparing(self) -> "Comparing":
        """Items like another one, and what became of them."""
        from imrdesk.desk.comparing import Comparing

        return Comparing(self._store)

    @cached_property
    def figures(self) -> "Figures":
        """What the letters add up to."""
        from imrdesk.desk.figures import Figures

        return Figures(self._store, self._least_for_rates)

    @cached_property
    def appeal(self) -> "Appealing":
        """What speaks for an appeal of a case."""
        from imrdesk.desk.appealing import Appealing

        return Appealing(self._store)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here."""
        return self.keeper.read_only

    @property
    def folder(self) -> FilePath:
        """Where the workspace lies."""
        return self._store.folder

    def close(self) -> None:
        """Give the workspace back, and end the processes that read files."""
        self._guard.close()
        self._drawing.close()
        self._store.close()
        self.keeper.close(changed=self._store.changed)

    def health(self) -> Health:
        """Whether the database can be read and its pages are sound; seconds, for the background at start."""
        return check(self.folder, quick=True)

    def check(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> Health:
        """Everything: pages, audit, records, letters' files; minutes. Raises StoreError where it is stopped."""
        return check(self.folder, progress=progress, cancelled=cancelled)

    def safety(self) -> Safety:
        """How safe the workspace is: encryption, backups, what is to know."""
        return safety.look(self.keeper, self._settings)

    def warm(self) -> None:
        """Start the processes that draw and read files now, so that the first letter need not wait for them."""
        self.warm_drawing()
        self._guard.warm()

    def warm_drawing(self) -> None:
        """Start the process that draws pages."""
        self._drawing.warm()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def import_paths(
        self,
        given: Iterable[FilePath],
        by: str,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        passwords: Sequence[str] = (),
        careful: bool = False,
    ) -> ImportReport:
        """Import files and folders; one bad file never stops the rest. Passwords are tried, never kept."""
        self._passwords |= dict.fromkeys(passwords)
        how = how_to_read(self._settings, tuple(self._passwords), careful=careful)
        return Importer(self._store, self._guard, by, how).run(list(letter_files(given)), progress, cancelled)

    def give_source(self, record_id: str, file: FilePath) -> None:
        """Keep the file of a letter again whose own is missing or damaged; raises InputError for any other file."""
        give_source(self._store, self._guard, how_to_read(self._settings, tuple(self._passwords)), record_id, file)

    def unlock(self, password: str) -> None:
        """Try a password on locked letters from now on, until the desk is closed."""
        self._passwords[password] = None

    def refusals(self) -> list[RefusedFile]:
        """The files that could not be read, the newest first; they stay until they are read or dismissed."""
        return [
            RefusedFile(item.file_name, FilePath(item.path), item.code, *REFUSALS[item.code], item.by, item.at)
            for item in self._store.refusals()
        ]

    def retry(
        self,
        by: str,
        files: Iterable[FilePath] | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        passwords: Sequence[str] = (),
    ) -> ImportReport:
        """Import refused files again, all of them where none are named."""
        again = dict.fromkeys(files if files is not None else (item.path for item in self.refusals()))
        return self.import_paths(again, by, progress, cancelled, passwords=passwords)

    def dismiss(self, refused: RefusedFile) -> None:
        """Take a refused file off the list."""
        self._store.forget_refusal(str(refused.path), refused.file_name)

    def rereading(self, reader: str) -> Rereading:
        """What a second reader does to the letters that were given to that reader."""
        return Rereading(self._store, reader)

    def acts(self, letter_id: str) -> Acts:
        """Who acts on a letter: the desk on its record, or the second reader that its id is for."""
        _, reader = agreement.whose(letter_id)
        return self.rereading(reader) if reader else self

    def settle_second(
        self, record_id: str, path: Path, value: Value, by: str, evidence: tuple[Evidence, ...] = (), reader: str = ""
    ) -> Changes:
        """Settle a difference between two readers against the letter: what is right there."""
        reader, found = self.second.difference(record_id, path, reader)
        sign = Sign(by, now(), verdict(found, value))
        return self._save(agreement.settle(self.record(record_id), found, reader, value, sign, evidence))

    def history(self, record_id: str) -> list[Event]:
        """Everything that was done to a record."""
        return self._store.history(record_id)

    def verify_audit(self) -> tuple[int | None, str]:
        """The first event that was tampered with (None where the chain is whole), and the hash of the last."""
        return self._store.verify_chain(), self._store.audit_head()

    def sign_off(self, record_id: str) -> SignOff | None:
        """The last review of a record, and whether it still holds."""
        return self._store.sign_off(record_id)

    def _sign(self) -> Sign:
        """Who writes files here, and when."""
        return Sign(self._settings.reviewer_name or system_user(), now())

    def _credentials(self, by: str) -> str:
        return self._settings.reviewer_credentials if by == self._settings.reviewer_name else ""

    def document(self, record_id: str) -> Document:
        """The letter's text as it was read."""
        return self._store.document(record_id)

    def page_view(self, record_id: str) -> PageView | None:
        """The letter's pages as pictures; None where it has text only. Raises StoreError, "locked" for a password."""
        document = self.document(record_id)
        try:
            path, locked = self._store.source_path(record_id), tuple(self._passwords)
            return self._drawing.view(path, document.media_type, document.pages, locked, self._store.opened(path))
        except (OSError, SourceError) as cause:
            if isinstance(cause, SourceError) and cause.code == "password":
                raise StoreError(
                    "locked",
                    "The letter's pages are locked with a password; its text is shown instead.",
                    "Type the password to see them.",
                ) from cause
            raise StoreError(
                "source_missing",
                "The letter's file is missing from the workspace or damaged; its text is shown instead.",
                "Give the file again to bring the pages back.",
            ) from cause

    def add_effort(self, record_id: str, by: str, spent: Iterable[Spent]) -> None:
        """Keep what a visit to a letter cost, in seconds and keys."""
        self._store.add_effort(record_id, by, now(), spent)

    def pace(self, by: str) -> Pace:
        """What reviewing has cost one person so far."""
        return self._store.pace(by)

    def completions(self) -> dict[str, tuple[str, ...]]:
        """Words to complete what a person types, by the field's key."""
        from imrdesk.extract.completions import completions

        return completions()

    def _least_for_rates(self) -> int:
        return self._settings.rates_from

    @property
    def settings(self) -> Settings:
        """What is chosen."""
        return self._settings

    def choose(self, chosen: Settings) -> None:
        """Take other settings and keep them; how files are read and backups kept follows at the next start."""
        settings.save(chosen)
        self._settings = chosen

    def export(
        self,
        record_ids: Iterable[str],
        format_name: str,
        target: FilePath,
        choice: "ExportChoice | None" = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "ExportReport":
        """Write records into one file of a format of EXPORTERS, or one each into a folder; each file whole or not."""
        from imrdesk.desk.exporting import Export, ExportChoice

        job = Export(self._store, tuple(record_ids), choice or ExportChoice(), self._sign())
        return job.run(format_name, target, progress, cancelled)

    def exports(self, record_id: str) -> list[Exported]:
        """Where a record was exported to and in which state, the newest first."""
        return self._store.exports(record_id)

    def exported_together(self, exported: Exported) -> list[str]:
        """The records that went into a file with this one, in its order."""
        return self._store.exported_together(exported)

    def summary_state(self, record_id: str) -> "SummaryState":
        """Whether the last Word summary of a record is older than the record."""
        from imrdesk.desk.exporting import summary_state

        return summary_state(self._store, record_id)

    def summary_preview(
        self, record_id: str, options: "SummaryOptions | None" = None, *, masked: bool = False
    ) -> "tuple[Block, ...]":
        """What a Word summary will hold: plain blocks for the window to lay out, or for `rich_text`."""
        from imrdesk.desk.exporting import Export, ExportChoice
        from imrdesk.export import SummaryOptions, preview

        choice = ExportChoice(options or SummaryOptions(), deidentified=masked)
        letter = Export(self._store, (record_id,), choice, self._sign()).letter(record_id)
        return preview.blocks(letter, choice.options)

    def terms(self, record_id: str) -> list[str]:
        """The words on a case's list that must not be in a de-identified file."""
        return self._store.terms(record_id)

    def set_terms(self, record_id: str, listed: Iterable[str]) -> None:
        """Keep that list."""
        self._store.set_terms(record_id, (term.strip() for term in listed if term.strip()))

    def import_records(self, file: FilePath, by: str) -> ReceivedReport:
        """Take in whole records that another workspace exported as JSON; ours are never overwritten."""
        return receive(self._store, file, Sign(by, now()))
