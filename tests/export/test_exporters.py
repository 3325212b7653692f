"""Every entry of EXPORTERS: whole or not at all, and every refusal in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from imrdesk.errors import ExportError
from imrdesk.export import EXPORTERS, Exporter, Letter, SummaryOptions

ALL = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)


@ALL
def test_it_writes_a_file_and_nothing_beside_it(exporter: Exporter, letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / f"out{exporter.suffix}"
    exporter.write([letter, letter], target)
    assert target.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [target]


@ALL
def test_a_failing_write_leaves_the_old_file_as_it_was(
    exporter: Exporter, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"what was there")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left") as caught:
        exporter.write([letter], target, SummaryOptions(fresh=True))
    assert caught.value.code == "cannot_write"
    assert target.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [target]


@ALL
def test_a_fault_half_way_leaves_the_old_file_as_it_was(exporter: Exporter, letter: Letter, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"what was there")
    with pytest.raises(AttributeError):
        exporter.write([letter, None], target, SummaryOptions(fresh=True))  # type: ignore[list-item]
    assert target.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [target]


@ALL
def test_a_folder_that_is_not_there_is_refused_in_words(exporter: Exporter, letter: Letter, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="could not be written") as caught:
        exporter.write([letter], tmp_path / "nowhere" / "out", SummaryOptions())
    assert "choose another folder" in caught.value.remedy


@ALL
def test_no_letters_are_refused_in_words(exporter: Exporter, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no letter"):
        exporter.write([], tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_the_heavy_libraries_wait_for_the_first_word_export() -> None:
    code = "import imrdesk.export, sys; sys.exit(bool({'docx', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
