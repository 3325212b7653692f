"""Letters out of the window: into files, onto the clipboard, onto paper; off the GUI thread, and how it went."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from imrdesk.record.agreement import whose

from .jobs import Jobs
from .messages import Messages, Offer
from .remembered import Remembered
from .widgets.alone import show_alone
from .widgets.export_line import ExportLine
from .words import in_words
from .worklist.panel import WorklistPanel

if TYPE_CHECKING:
    from imrdesk.desk.exporting import ExportChoice, ExportReport, SummaryState
    from imrdesk.export.preview import Block
    from imrdesk.record.model import Record
    from imrdesk.workflow import Desk

    from .dialogs.export import ExportDialog
    from .dialogs.export_wish import ExportWish
    from .dialogs.terms import TermsDialog

KEPT = "export"  # the name the wish is remembered under
LANE = "write"


class Exporting(QObject):
    """Does what the actions ask for with the letters chosen in the worklist, or else with the one that is open."""

    advanced = Signal(int, int, str)  # letters done, letters in all, the one at work

    def __init__(
        self, jobs: Jobs, messages: Messages, remembered: Remembered, line: ExportLine, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self._line = line
        self._stop = threading.Event()
        self._desk: Desk | None = None
        self._record: Record | None = None
        self._worklist: WorklistPanel | None = None
        self._state: SummaryState | None = None
        self._running = 0
        self.advanced.connect(line.show_progress)
        line.cancelled.connect(self.cancel)
        line.again.connect(self.export_again)

    def use(self, desk: "Desk") -> None:
        """Export from this desk."""
        self._desk = desk

    def join(self, worklist: WorklistPanel) -> None:
        """Take what is chosen in this list; the one before is gone."""
        self._worklist = worklist

    def show_record(self, record: "Record") -> None:
        """This letter is open, as it stands now; what a second reader sees of one does not leave the desk."""
        if whose(record.id)[1]:
            self._record = None
            self._line.show_older("")
            return
        if self._record is None or record.id != self._record.id:
            self._line.show_older("")
        self._record = record
        self._look()

    def wish(self) -> "ExportWish":
        """How exports were wanted last."""
        from .dialogs.export_wish import ExportWish

        return ExportWish.read(self._remembered.state(KEPT).toStdString())

    # Actions, by their names

    def export_letters(self) -> None:
        """Ask how the letters are to leave the desk, and write them."""
        from .dialogs.export import ExportDialog

        if not self._desk or not self._record:
            return
        ids = self._chosen()
        dialog = ExportDialog(ids, file_stem(ids, self._record), self.wish(), self._window)
        dialog.preview_wanted.connect(self._preview)
        dialog.wanted.connect(self._choose_target)
        dialog.terms_wanted.connect(self._ask_terms)
        show_alone(dialog, self._window)

    def export_again(self) -> None:
        """Bring the file of the open letter's last summary up to date, for all the letters that are in it."""
        if not self._desk or not self._state or not self._state.last:
            return
        last = self._state.last
        work = partial(self._desk.exported_together, last)
        self._jobs.run(
            "store", work, partial(self._again, Path(last.path), last.deidentified), self._failed, owner=self
        )

    def copy_summary(self) -> None:
        """Put the open letter's summary onto the clipboard, as rich text and as plain."""
        self._with_summary(self._copy)

    def print_summary(self) -> None:
        """Print the open letter's summary."""
        self._with_summary(self._print)

    def cancel(self) -> None:
        """Stop after the letter at work; files written so far stay."""
        self._stop.set()

    # Files

    def start(self, ids: Sequence[str], format_name: str, target: Path, choice: "ExportChoice") -> None:
        """Write letters; in a lane of its own, so that neither saving nor reading waits for it."""
        if not self._desk:
            return
        self._stop.clear()
        self._running += 1
        self.advanced.emit(0, len(ids), "")
        given = (tuple(ids), format_name, target, choice, self._progress, self._cancelled)
        self._jobs.run(LANE, partial(self._desk.export, *given), self._done, self._not_written, owner=self)

    def _choose_target(self, dialog: "ExportDialog", wish: "ExportWish") -> None:
        from imrdesk.export import EXPORTERS

        from .dialogs import files

        self._remembered.keep_state(KEPT, QByteArray(wish.written().encode()))
        choice, folder = wish.choice(dialog.ids), self._remembered.export_folder
        if choice.one_file_each:
            target = files.choose_export_folder(self._window, folder)
        else:
            kind = EXPORTERS[wish.format]
            target = files.choose_export_file(self._window, folder / f"{dialog.stem}{kind.suffix}", kind)
        if target:
            self._remembered.export_folder = target if choice.one_file_each else target.parent
            self.start(dialog.ids, wish.format, target, choice)

    def _again(self, target: Path, masked: bool, ids: Sequence[str]) -> None:
        from dataclasses import replace

        wish = replace(self.wish(), deidentified=masked, each=False)
        self.start(ids, "docx", target, wish.choice(ids))

    def _progress(self, done: int, total: int, name: str) -> None:
        """On the lane's thread."""
        self._jobs.tell(self._advance, (done, total, name), self)

    def _cancelled(self) -> bool:
        """On the lane's thread."""
        return self._stop.is_set() or self._jobs.stopped()

    def _advance(self, step: tuple[int, int, str]) -> None:
        if self._running and not self._stop.is_set():
            self.advanced.emit(*step)

    def _done(self, report: "ExportReport") -> None:
        self._end()
        offers = []
        if any(report.lines()):
            offers.append(Offer("What changed", partial(self._show_report, report)))
        if report.files:
            if len(report.files) == 1:
                offers.append(Offer("Open", partial(_open, report.files[0])))
            offers.append(Offer("Open folder", partial(_open, report.files[0].parent)))
        say = self._messages.warn if report.outcome.left else self._messages.tell
        say(report.sentence(), *offers, topic="export")

    def _not_written(self, error: Exception) -> None:
        self._end()
        self._messages.shout(f"The export was stopped. {in_words(error)}", topic="export")

    def _end(self) -> None:
        self._running -= 1
        if not self._running:
            self._line.hide_progress()
        self._look()

    def _show_report(self, report: "ExportReport") -> None:
        from .dialogs.lines_report import LinesReportDialog

        LinesReportDialog("Export", report, self._window).show()

    # The summary of the letter that is open

    def _look(self) -> None:
        """Whether its last summary is older than its record."""
        if self._desk and self._record:
            work = partial(self._desk.summary_state, self._record.id)
            done = partial(self._show_state, self._record.id)
            self._jobs.run("store", work, done, owner=self, replace="summary state")

    def _show_state(self, record_id: str, state: "SummaryState") -> None:
        if self._record and self._record.id == record_id:
            self._state = state
            self._line.show_older(Path(state.last.path).name if state.last and state.older else "")

    def _preview(self, dialog: "ExportDialog", wish: "ExportWish") -> None:
        if self._desk:
            record_id = dialog.ids[0]
            options = wish.options(record_id)
            work = partial(self._desk.summary_preview, record_id, options, masked=wish.deidentified)
            failed = partial(_show_fault, dialog)
            self._jobs.run("store", work, dialog.show_preview, failed, owner=dialog, replace="summary preview")

    def _ask_terms(self, dialog: "ExportDialog") -> None:
        """Let a person edit the words that are masked in these letters."""
        if self._desk:
            work = partial(_terms, self._desk, dialog.ids)
            self._jobs.run("store", work, partial(self._show_terms, dialog), self._failed, owner=dialog)

    def _show_terms(self, dialog: "ExportDialog", words: Sequence[str]) -> None:
        from .dialogs.terms import TermsDialog

        terms = TermsDialog(words, dialog)
        terms.agreed.connect(self._keep_terms)
        terms.show()

    def _keep_terms(self, terms: "TermsDialog", words: Sequence[str]) -> None:
        from .dialogs.export import ExportDialog

        dialog = terms.parent()
        if self._desk and isinstance(dialog, ExportDialog):
            work = partial(_keep_terms, self._desk, dialog.ids, frozenset(terms.before), words)
            self._jobs.run("store", work, dialog.ask_preview, self._failed, owner=dialog)

    def _with_summary(self, done: "Callable[[ExportWish, Sequence[Block]], None]") -> None:
        if self._desk and self._record:
            wish = self.wish()
            work = partial(self._desk.summary_preview, self._record.id, wish.options(), masked=wish.deidentified)
            self._jobs.run("store", work, partial(done, wish), self._failed, owner=self)

    def _copy(self, _wish: "ExportWish", blocks: "Sequence[Block]") -> None:
        from imrdesk.export.preview import plain_text, rich_text

        data = QMimeData()
        data.setHtml(rich_text(blocks))
        data.setText(plain_text(blocks))
        QGuiApplication.clipboard().setMimeData(data)
        self._messages.tell("The summary is copied; paste it where you need it.")

    def _print(self, wish: "ExportWish", blocks: "Sequence[Block]") -> None:
        from imrdesk.export.letter import CONFIDENTIAL

        from .dialogs import printing

        if printer := printing.choose_printer(self._window, "Summary"):
            count = printing.print_blocks(blocks, CONFIDENTIAL if wish.confidential else "", printer)
            self._messages.tell(f"The summary is printed: {count} page{'' if count == 1 else 's'}.")

    def _failed(self, error: Exception) -> None:
        self._messages.shout(in_words(error))

    def _chosen(self) -> list[str]:
        chosen = self._worklist.chosen() if self._worklist else []
        return chosen if len(chosen) > 1 or not self._record else [self._record.id]


def _terms(desk: "Desk", ids: Sequence[str]) -> tuple[str, ...]:
    """The words on the lists of these letters."""
    return tuple(dict.fromkeys(word for record_id in ids for word in desk.terms(record_id)))


def _keep_terms(desk: "Desk", ids: Sequence[str], before: frozenset[str], words: Sequence[str]) -> None:
    """Put new words on the list of each letter, and take those away that a person took away."""
    added = [word for word in words if word not in before]
    for record_id in ids:
        had = desk.terms(record_id)
        kept = [word for word in had if word in words or word not in before]
        desk.set_terms(record_id, dict.fromkeys((*kept, *added)) if len(ids) > 1 else words)


def file_stem(ids: Sequence[str], record: "Record") -> str:
    """What to call a file of these letters, of which one is open."""
    if len(ids) == 1:
        return f"{record.case_number or Path(record.source.file_name).stem} summary"
    return f"{len(ids)} cases"


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _show_fault(dialog: "ExportDialog", error: Exception) -> None:
    dialog.show_fault(in_words(error))
