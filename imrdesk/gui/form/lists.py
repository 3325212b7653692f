"""Editors of lists: items parted by semicolons, or citations one a line; keys and a menu for the item at the caret."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from imrdesk.record.fields import Field
from imrdesk.record.values import CITED_AS

from .texts import TextEditor

ITEM_KEYS = {
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "earlier",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "later",
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier): "remove",
}
MENU = (("Move earlier", "Alt+Up", "earlier"), ("Move later", "Alt+Down", "later"), ("Remove", "Ctrl+Delete", "remove"))


class WordsEditor(TextEditor):
    """A list, its items parted by semicolons: typing replaces it for whoever lands in it, a semicolon first adds."""

    MARK, JOINT = ";", "; "

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.cursorPositionChanged.connect(self._show_item)
        self.acts = {"earlier": self.move_earlier, "later": self.move_later, "remove": self.remove_item}

    def items(self) -> list[str]:
        """The items as they stand."""
        return [item.strip() for item in self.text().split(self.MARK)]

    def current(self) -> int:
        """The number of the item at the caret, from 0."""
        return self.text()[: self.textCursor().position()].count(self.MARK)

    def piece(self) -> tuple[int, int]:
        """Where the item at the caret begins and ends."""
        text, at = self.text(), self.textCursor().position()
        start = text.rfind(self.MARK, 0, at) + 1
        end = text.find(self.MARK, at)
        end = len(text) if end < 0 else end
        return start + len(text[start:end]) - len(text[start:end].lstrip()), end

    def move_earlier(self) -> None:
        """Let the item at the caret and the one before change places."""
        self._swap(-1)

    def move_later(self) -> None:
        """Let the item at the caret and the one after change places."""
        self._swap(1)

    def remove_item(self) -> None:
        """Take the item at the caret out."""
        items, here = self.items(), self.current()
        del items[here]
        self._write(items, min(here, len(items) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the item at the caret."""
        act = ITEM_KEYS.get((Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        if act:
            self.acts[act]()
        elif event.text().replace("\r", "\n") == self.MARK and self._is_all_selected():
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.insertPlainText(self.JOINT)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, and what can be done with the item."""
        self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        for text, keys, name in MENU:
            action = menu.addAction(f"{text}\t{keys}")
            action.triggered.connect(self.acts[name])
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No item is at the caret any more."""
        super().focusOutEvent(event)
        self.setExtraSelections([])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which item the caret is at."""
        super().focusInEvent(event)
        self._show_item()

    def _is_all_selected(self) -> bool:
        """Whether typing would replace the list; the mark between items then adds to it instead."""
        return bool(self.text()) and self.textCursor().selectedText().strip() != "" and not self._rest()

    def _rest(self) -> str:
        cursor, text = self.textCursor(), self.text()
        return text[: cursor.selectionStart()] + text[cursor.selectionEnd() :]

    def _swap(self, step: int) -> None:
        items, here = self.items(), self.current()
        there = here + step
        if 0 <= there < len(items):
            items[here], items[there] = items[there], items[here]
            self._write(items, there)

    def _write(self, items: list[str], current: int) -> None:
        """Write all items, as one step to undo, the caret at the end of one of them."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self.JOINT.join(items))
        cursor.setPosition(len(self.JOINT.join(items[: current + 1])))
        self.setTextCursor(cursor)

    def _show_item(self) -> None:
        shown = QTextEdit.ExtraSelection()
        start, end = self.piece()
        if self.hasFocus() and len(self.items()) > 1:
            shown.cursor = QTextCursor(self.document())
            shown.cursor.setPosition(start)
            shown.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            shown.format.setBackground(self.palette().color(QPalette.ColorRole.AlternateBase))
            self.setExtraSelections([shown])
        else:
            self.setExtraSelections([])


class CitationsEditor(WordsEditor):
    """One citation a line: source, chapter, year, and sections after the sign."""

    lines = True
    MARK = JOINT = "\n"
    HINT = "MTUS Low Back Complaints 2004 § Special studies; Referral"

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setPlaceholderText(self.HINT)
        self._parts = Parts(self.document(), self.palette().color(QPalette.ColorRole.PlaceholderText))


class Parts(QSyntaxHighlighter):
    """Shows how a citation is read: the source strong, the sections quiet."""

    def __init__(self, document: QTextDocument, quiet: QColor) -> None:
        super().__init__(document)
        self._strong, self._quiet = QTextCharFormat(), QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.DemiBold)
        self._quiet.setForeground(quiet)

    def highlightBlock(self, text: str) -> None:
        """One citation."""
        if match := CITED_AS.fullmatch(text.strip()):
            indent = len(text) - len(text.lstrip())
            self.setFormat(indent, match.end(1), self._strong)
            if match.start(4) >= 0:
                self.setFormat(indent + match.start(4), len(text), self._quiet)
