"""Searching: joins the search page to the desk; everything is asked for off the GUI thread, the newest wish counts."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from imrdesk.document.model import Document
from imrdesk.errors import ImrdeskError, InputError, StoreError

from .jobs import Jobs
from .messages import Messages, Offer
from .remembered import Remembered
from .words import in_words

if TYPE_CHECKING:
    from imrdesk.desk.comparing import Similar
    from imrdesk.desk.exporting import ExportReport
    from imrdesk.desk.finding import Finding, Key, Member, Removed
    from imrdesk.sources.render import PageView
    from imrdesk.store import Facets, FoundItem, SavedSearch, Sheet
    from imrdesk.workflow import Desk

    from .search.page import SearchPage

LANE = "find"
MOST_ALIKE = 30  # comparable determinations that are shown
DELETE = ("Delete the collection?", "Its order and its notes go; the letters stay.", "Delete", "Keep it")


class Searching(QObject):
    """What happens between a person, the search page and the desk."""

    opened = Signal(object)  # FoundItem, to be opened in review

    def __init__(
        self, jobs: Jobs, messages: Messages, remembered: Remembered, reviewer: Callable[[], str], window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._remembered = remembered
        self._by = reviewer
        self._desk: Desk | None = None
        self._page: SearchPage | None = None
        self._sheet, self._name = "", ""  # the collection that results go into
        self._wanted = ""  # the letter to be shown beside
        self._document: Document | None = None
        self._like: Key | None = None  # the item that comparable ones are shown of
        self._like_name, self._overturned = "", False
        self._behind: tuple[Sequence[int], str] | None = None  # what a figure counts, and its name
        self._pending: FoundItem | None = None  # what begins the collection that is being made

    def use(self, desk: "Desk") -> None:
        """Search this desk."""
        self._desk = desk
        if self._page:
            self.refresh()

    def join(self, page: "SearchPage") -> None:
        """Work with this page; the one before is gone."""
        self._page, self._document = page, None
        collection = page.collection
        for said, act in (
            (page.searched, self._ask),
            (page.likeness.turned, self._turn),
            (page.likeness.left, self._leave),
            (page.looked_at, self.look_at),
            (page.opened, self.opened.emit),
            (page.ticked, self._tick),
            (page.save_wanted, self._save_search),
            (page.drop_wanted, self._drop_search),
            (page.sheet_chosen, self._choose_sheet),
            (page.model.wanted, self._fetch),
            (collection.moved, self._move),
            (collection.removed, self._remove),
            (collection.written, self._annotate),
            (collection.export_wanted, self._export),
            (collection.rename_wanted, self._rename),
            (collection.delete_wanted, self._delete),
        ):
            said.connect(act)
        if self._desk and (words := self._desk.keeper.locked):
            page.lock(words)
        self.refresh()

    def refresh(self) -> None:
        """Ask for all that the page shows: letters may have come or changed."""
        if self._desk and self._page:
            self._show_found()
            self._run(self._desk.finding.values, self._page.know)
            self._run(self._desk.finding.saved, self._page.show_saved)
            self._list()

    # Comparable determinations

    def compare(self, key: "Key | None", name: str) -> bool:
        """Show the decided items most like this one as soon as the page is on show; gives whether there is one."""
        if key is None:
            self._messages.tell("Go to a disputed item first; comparable determinations are found for it.")
            return False
        self._like, self._like_name, self._behind = key, name, None
        return True

    def show_behind(self, rows: Sequence[int], name: str) -> None:
        """Show what a figure counts as soon as the page is on show."""
        self._behind, self._like = (rows, name), None

    def _show_found(self) -> None:
        if self._page and self._behind:
            self._page.show_behind(*self._behind)
        elif self._desk and self._page and self._like:
            work = partial(self._desk.comparing.similar, *self._like, MOST_ALIKE, overturned_first=self._overturned)
            self._run(work, self._show_similar, self._tell, replace="found rows")
        elif self._page:
            self.search(self._page.text())

    def _show_similar(self, found: "list[Similar]") -> None:
        if self._page and self._like:
            self._page.show_similar(found, self._like_name)

    def _turn(self, first: bool) -> None:
        self._overturned = first
        self._show_found()

    def _leave(self) -> None:
        self._like = self._behind = None
        self._show_found()

    def _ask(self, text: str) -> None:
        self._like = self._behind = None
        self.search(text)

    # Results

    def search(self, text: str) -> None:
        """Ask for the items that a query finds, then for what they are told apart by."""
        if self._desk:
            work = partial(self._desk.finding.rows, text)
            self._run(work, partial(self._show_rows, text), self._say_fault, replace="found rows")

    def _show_rows(self, text: str, rows: "list[int]") -> None:
        if self._page and self._desk and not (self._like or self._behind):
            self._page.show_rows(rows, text)
            work = partial(_counted, self._desk.finding, text)
            self._run(work, partial(self._show_facets, text), replace="found facets")

    def _show_facets(self, text: str, counted: "tuple[Facets, int]") -> None:
        if self._page:
            self._page.show_facets(counted[0], text, counted[1])

    def _fetch(self, number: int, rows: list[int]) -> None:
        """A block of results."""
        if self._desk and self._page:
            work = partial(self._desk.finding.shown, rows, self._page.shown_text())
            self._run(work, partial(self._page.model.put, number, rows))

    def look_at(self, item: "FoundItem") -> None:
        """Show the letter of an item beside, at its hit."""
        page = self._page
        if not page or not self._desk:
            return
        if self._document and page.shown_letter() == item.record_id:
            page.show_place(item, self._document)
        elif self._wanted != item.record_id or page.shown_letter() != item.record_id:
            self._wanted = item.record_id
            self._run(partial(self._load, self._desk, item), partial(self._show_letter, page))

    def _load(self, desk: "Desk", item: "FoundItem") -> "tuple[FoundItem, Document, PageView | None] | None":
        """In the lane; a letter that is no longer wanted is not opened at all."""
        if item.record_id != self._wanted:
            return None
        try:
            return item, desk.document(item.record_id), desk.page_view(item.record_id)
        except StoreError:
            return item, desk.document(item.record_id), None  # its pages cannot be shown: its text is

    def _show_letter(self, page: "SearchPage", loaded: "tuple[FoundItem, Document, PageView | None] | None") -> None:
        if not loaded:
            return
        item, document, view = loaded
        if page is not self._page or item.record_id != self._wanted:
            if view:
                view.close()
            return
        self._document = document
        page.show_letter(item, document, view)
        at = page.current()
        if at and at.record_id == item.record_id:
            page.show_place(at, document)

    # Saved searches

    def _save_search(self, text: str) -> None:
        if not text:
            self._messages.tell("Type a search first, then save it.")
        elif self._desk and (name := self._messages.ask_text("Save this search as:", text)):
            work = partial(_saved_as, self._desk.finding, name, text, self._by())
            self._run(work, self._show_saved, self._tell)
            self._messages.tell(f"Saved as “{name}”.")

    def _drop_search(self, name: str) -> None:
        if self._desk:
            self._run(partial(_dropped, self._desk.finding, name), self._show_saved, self._tell)

    def _show_saved(self, kept: "list[SavedSearch]") -> None:
        if self._page:
            self._page.show_saved(kept)

    # Collections

    def _list(self) -> None:
        if self._desk:
            self._run(partial(_listed, self._desk.finding, self._sheet), self._show_sheets, self._tell)

    def _show_sheets(self, listed: "tuple[list[Sheet], str, list[Member] | None]") -> None:
        if self._page:
            sheets, self._sheet, members = listed
            self._name = next((sheet.name for sheet in sheets if sheet.id == self._sheet), "")
            self._page.show_sheets(sheets, self._sheet)
            self._page.show_members(members)

    def _choose_sheet(self, sheet_id: str) -> None:
        """Collect into another one, or begin a new one."""
        if sheet_id:
            self._sheet = sheet_id
        elif self._desk and (name := self._messages.ask_text("Name of the new collection:", "")):
            self._run(partial(self._desk.finding.make, name, self._by()), self._begin, self._tell)
            return
        self._list()

    def _begin(self, sheet: "Sheet") -> None:
        self._sheet = sheet.id
        if self._pending:
            item, self._pending = self._pending, None
            self._tick(item, True)
        else:
            self._list()

    def _tick(self, item: "FoundItem", on: bool) -> None:
        if not self._sheet:
            self._pending = item
            self._choose_sheet("")
            return
        key = (item.record_id, item.issue_id)
        if self._desk:
            finding, by = self._desk.finding, self._by()
            if on:
                self._do(partial(finding.collect, self._sheet, [key], by))
            else:
                self._remove(key)

    def _move(self, key: "Key", place: int) -> None:
        if self._desk:
            self._do(partial(self._desk.finding.move, self._sheet, key, place, self._by()))

    def _remove(self, key: "Key") -> None:
        if self._desk:
            self._run(partial(self._desk.finding.remove, self._sheet, key, self._by()), self._removed, self._not_done)

    def _removed(self, removed: "Removed") -> None:
        note = " with its note" if removed.note else ""
        offer = Offer("Put it back", partial(self._put_back, removed))
        self._messages.tell(f"Taken out of “{self._name}”{note}.", offer, topic="collection")
        self._list()

    def _put_back(self, removed: "Removed") -> None:
        if self._desk:
            self._do(partial(self._desk.finding.put_back, removed, self._by()))

    def _annotate(self, key: "Key", note: str) -> None:
        if self._desk:
            self._do(partial(self._desk.finding.annotate, self._sheet, key, note, self._by()))

    def _rename(self) -> None:
        if self._desk and (name := self._messages.ask_text("New name of the collection:", "")):
            self._do(partial(self._desk.finding.rename, self._sheet, name, self._by()))

    def _delete(self) -> None:
        if self._desk and self._messages.ask(*DELETE):
            self._do(partial(self._desk.finding.delete, self._sheet, self._by()))

    def _do(self, act: Callable[[], object]) -> None:
        """Change the collection; what is there now is shown whatever became of it."""
        self._run(act, self._done, self._not_done)

    def _done(self, _result: object) -> None:
        self._list()

    def _not_done(self, error: Exception) -> None:
        self._tell(error)
        self._list()

    def _export(self, format_name: str) -> None:
        from imrdesk.desk.finding import FORMATS
        from imrdesk.export import EXPORTERS

        from .dialogs import files

        kind = EXPORTERS[FORMATS[format_name]]
        suggested = self._remembered.export_folder / f"{safe_name(self._name)}{kind.suffix}"
        target = files.choose_export_file(self._window, suggested, kind)
        if target and self._desk:
            self._remembered.export_folder = target.parent
            work = partial(self._desk.finding.export, self._sheet, format_name, target, self._by())
            self._jobs.run("write", work, self._tell_written, self._tell, owner=self)

    def _tell_written(self, report: "ExportReport") -> None:
        offers = [Offer("Open", partial(_open, report.files[0]))] if report.files else []
        changed = " ".join(report.lines())
        self._messages.tell(f"{report.sentence()} {changed}".strip(), *offers, topic="export")

    # Common to all

    def _run(
        self,
        work: Callable[[], object],
        done: Callable,
        failed: Callable[[Exception], None] | None = None,
        replace: str | None = None,
    ) -> None:
        self._jobs.run(LANE, work, done, failed, owner=self, replace=replace)

    def _say_fault(self, error: Exception) -> None:
        if self._page and isinstance(error, InputError):
            self._page.show_fault(str(error))
        else:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        self._pending = None
        (self._messages.warn if isinstance(error, ImrdeskError) else self._messages.shout)(in_words(error))


def _counted(finding: "Finding", text: str) -> "tuple[Facets, int]":
    return finding.facets(text), finding.elsewhere(text)


def _saved_as(finding: "Finding", name: str, text: str, by: str) -> "list[SavedSearch]":
    finding.save_search(name, text, by)
    return finding.saved()


def _dropped(finding: "Finding", name: str) -> "list[SavedSearch]":
    finding.drop_search(name)
    return finding.saved()


def _listed(finding: "Finding", current: str) -> "tuple[list[Sheet], str, list[Member] | None]":
    """The collections, the current one (the newest where that is gone), and its items."""
    sheets = finding.collections()
    there = {sheet.id for sheet in sheets}
    if current not in there:
        current = max(sheets, key=_when).id if sheets else ""
    return sheets, current, finding.members(current) if current else None


def _when(sheet: "Sheet") -> str:
    return sheet.at


def safe_name(name: str) -> str:
    """A collection's name as that of a file."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]', "-", name).strip(" .") or "Collection"


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
