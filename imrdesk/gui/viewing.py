"""Viewing: what the actions ask of the letter's pages, whichever panel shows them now."""

from PySide6.QtCore import QObject

from .source.panel import SourcePanel


class Viewing(QObject):
    """Passes on to the source panel, which is another one after the colours changed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._source: SourcePanel | None = None

    def join(self, source: SourcePanel) -> None:
        """Work with this panel; the one before is gone."""
        self._source = source

    # Actions, by their names

    def next_place(self) -> None:
        """Go to the next place of the value, the problem, or what was searched for."""
        if self._source:
            self._source.next_place()

    def previous_place(self) -> None:
        """Go to the place before."""
        if self._source:
            self._source.previous_place()

    def toggle_caret(self) -> None:
        """Show or hide a caret on the pages."""
        if self._source:
            self._source.toggle_caret()

    def whole_page(self) -> None:
        """Show pages as large as can be seen whole."""
        if self._source:
            self._source.whole_page()

    def toggle_thumbnails(self) -> None:
        """Show or hide the pages in small."""
        if self._source:
            self._source.toggle_thumbnails()

    def find_in_source(self) -> None:
        """Find words in this letter."""
        if self._source:
            self._source.show_find()

    def zoom_in(self) -> None:
        """Show the page larger."""
        if self._source:
            self._source.zoom_in()

    def zoom_out(self) -> None:
        """Show the page smaller."""
        if self._source:
            self._source.zoom_out()

    def fit_width(self) -> None:
        """Show the page as wide as its column."""
        if self._source:
            self._source.fit_width()
