"""Choosing files and folders with the system's own dialogs."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from imrdesk.export import Exporter

LETTERS = "Letters (*.pdf *.docx *.txt);;Whole records (*.json *.jsonl);;All files (*)"
WORD = "Word documents (*.docx)"
PRESETS = "Settings (*.toml)"
CALENDAR = "Calendar files (*.ics)"
CERTIFICATE = "Word document (*.docx);;Text (*.txt);;JSON (*.json)"


def choose_letters(parent: QWidget) -> list[Path]:
    """The letters to import; empty when the person would rather not."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Import letters", "", LETTERS)
    return [Path(name) for name in names]


def choose_letter_again(parent: QWidget) -> Path | None:
    """The file of a letter that the workspace has lost."""
    name, _ = QFileDialog.getOpenFileName(parent, "Give the letter's file again", "", LETTERS)
    return Path(name) if name else None


def choose_folder(parent: QWidget) -> Path | None:
    """The folder to import."""
    name = QFileDialog.getExistingDirectory(parent, "Import a folder of letters")
    return Path(name) if name else None


def choose_workspace(parent: QWidget) -> Path | None:
    """The folder of another workspace."""
    name = QFileDialog.getExistingDirectory(parent, "Open a workspace")
    return Path(name) if name else None


def choose_export_file(parent: QWidget, suggested: Path, kind: "Exporter") -> Path | None:
    """Where to write an export; a file that is there is replaced only when the person says so, or brought up to date
    where its kind can be."""
    asks = QFileDialog.Option.DontConfirmOverwrite if kind.update else QFileDialog.Option(0)
    pattern = f"{kind.label} (*{kind.suffix})"
    name, _ = QFileDialog.getSaveFileName(parent, "Export", str(suggested), pattern, pattern, asks)
    if not name:
        return None
    return Path(name) if name.lower().endswith(kind.suffix) else Path(f"{name}{kind.suffix}")


def choose_export_folder(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write one file each."""
    name = QFileDialog.getExistingDirectory(parent, "Export into a folder", str(suggested))
    return Path(name) if name else None


def choose_template(parent: QWidget) -> Path | None:
    """A firm's own base for summaries."""
    name, _ = QFileDialog.getOpenFileName(parent, "Template for summaries", "", WORD)
    return Path(name) if name else None


def choose_preset(parent: QWidget) -> Path | None:
    """A file of settings to take over; None where the person would rather not."""
    path, _ = QFileDialog.getOpenFileName(parent, "Load a preset", "", PRESETS)
    return Path(path) if path else None


def choose_preset_target(parent: QWidget) -> Path | None:
    """Where to write settings for others; None where the person would rather not."""
    path, _ = QFileDialog.getSaveFileName(parent, "Save as a preset", "imrdesk preset.toml", PRESETS)
    return Path(path) if path else None


def choose_calendar(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write the next dates."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the dates", str(suggested), CALENDAR)
    return Path(name).with_suffix(".ics") if name else None


def choose_certificate(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write a review certificate."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the review certificate", str(suggested), CERTIFICATE)
    if not name:
        return None
    return Path(name) if Path(name).suffix else Path(f"{name}.docx")
