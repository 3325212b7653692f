"""REFUSALS: the closed list of reasons why a file cannot be read, in words for the person who dropped it."""

from imrdesk.errors import SourceError

REFUSALS: dict[str, tuple[str, str]] = {
    "missing": ("There is no such file.", "Check the name, or whether the drive is connected."),
    "folder": ("This is a folder, not a file.", "Import the folder to read the letters in it."),
    "not_readable": ("The file may not be opened.", "Ask for the right to read it, or copy it to another folder."),
    "empty": ("The file is empty.", "Get it again from where it came from."),
    "too_large": ("The file is larger than 200 MB.", "A letter is far smaller: check that it is the right file."),
    "password": ("The file is locked with a password.", "Open it with its password and save a copy without."),
    "damaged": ("The file is damaged and cannot be read.", "Get it again from where it came from."),
    "picture": ("This is a picture, not a document.", "Save it as a PDF and import that to type the values by hand."),
    "old_word": ("This is an old Word file or a locked Office file.", "Open it in Word and save it as .docx."),
    "not_a_letter": ("This kind of file is not a letter.", "imrdesk reads PDF, Word (.docx) and text files."),
}


def refusal(code: str, file_name: str) -> SourceError:
    """The error that says why `file_name` is refused and what to do."""
    message, remedy = REFUSALS[code]
    return SourceError(code, f"{file_name}: {message}", remedy)
