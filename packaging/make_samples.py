"""Write the fictional sample letters with their true values: python packaging/make_samples.py [FOLDER]."""

import sys
from collections.abc import Callable
from pathlib import Path

from samples import f1, f3, lock, panel, plaintext, scan, word
from samples.letter import Letter, letters
from samples.truth import expected_json, readme

TARGET = Path(__file__).parent.parent / "resources" / "samples"
LAYOUTS: dict[str, Callable[[Letter], bytes]] = {
    "f3": f3.pdf,
    "f3 encrypted": lock.pdf,
    "f3 word": word.docx,
    "f3 text": plaintext.text,
    "f3 scan": scan.pdf,
    "f1": f1.pdf,
    "panel": panel.pdf,
}


def make(folder: Path) -> None:
    """Write every sample, the answers and the page about them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = tuple(letters())
    for letter in written:
        folder.joinpath(letter.file).write_bytes(LAYOUTS[letter.layout](letter))
    folder.joinpath("expected.json").write_text(expected_json(written), encoding="utf-8", newline="\n")
    folder.joinpath("README.md").write_text(readme(written), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
