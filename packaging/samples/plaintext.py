"""The F3 body alone as double-spaced text, as older letters come out of converters: no header table, no pages."""

from .f3 import body
from .letter import Letter
from .typeset import lines


def text(letter: Letter) -> bytes:
    """The letter as a text file."""
    printed: list[str] = []
    for paragraph in body(letter):
        printed.extend([" "] if paragraph.gap else [])
        printed.extend("".join(run.text for run in line) for line in lines(paragraph))
    return ("\n\n".join(printed).lstrip("\n") + "\n").encode()
