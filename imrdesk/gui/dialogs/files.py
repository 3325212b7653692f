"""Choosing files and folders with the system's own dialogs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

LETTERS = "Letters (*.pdf *.docx *.txt);;All files (*)"
WORD = "Word documents (*.docx)"


def choose_letters(parent: QWidget) -> list[Path]:
    """The letters to import; empty when the person would rather not."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Import letters", "", LETTERS)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget) -> Path | None:
    """The folder to import."""
    name = QFileDialog.getExistingDirectory(parent, "Import a folder of letters")
    return Path(name) if name else None


def choose_word_file(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write a Word summary; a file that is there is replaced only when the person says so."""
    name, _ = QFileDialog.getSaveFileName(parent, "Export to Word", str(suggested), WORD)
    if not name:
        return None
    return Path(name) if name.lower().endswith(".docx") else Path(f"{name}.docx")
