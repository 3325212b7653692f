"""REFUSALS: the closed list of reasons why a file cannot be read, in words for the person who dropped it."""

from imrdesk.errors import SourceError

_AGAIN = "Get it again from where it came from."

REFUSALS: dict[str, tuple[str, str]] = {
    "missing": ("There is no such file.", "Check the name, or whether the drive is connected."),
    "folder": ("This is a folder, not a file.", "Import the folder to read the letters in it."),
    "not_readable": ("The file may not be opened.", "Ask for the right to read it, or copy it to another folder."),
    "empty": ("The file is empty.", _AGAIN),
    "too_large": (
        "The file, or what is packed in it, is far larger than a letter.",
        "Check that it is the right file; unpack it yourself and import only the letters.",
    ),
    "password": ("The file is locked with a password.", "Import it again with its password."),
    "damaged": ("The file is damaged and cannot be read.", _AGAIN),
    "old_word": ("This is a Word file of before 2007.", "Open it in Word and save it as .docx."),
    "other_program": (
        "This is a file of another program, which imrdesk cannot read.",
        "Open it in the program it was made with, and save it as PDF or .docx.",
    ),
    "winmail": (
        "This is what Outlook packs attachments in (winmail.dat), which imrdesk cannot open.",
        "Open the e-mail in Outlook and save the attachment, or ask the sender for the letter as a PDF.",
    ),
    "protected": (
        "The file is protected in a way that needs the program or certificate it was made for.",
        "Open it there and save it again without protection, or ask the sender for an open copy.",
    ),
    "not_a_letter": (
        "This kind of file is not a letter, and there is none in it.",
        "imrdesk reads PDF, Word, RTF, text and web pages, pictures of pages, and e-mails and zip files with them.",
    ),
    "timeout": ("Reading the file took too long.", f"It may be damaged or made to do harm. {_AGAIN}"),
    "memory": ("Reading the file took too much memory.", f"It may be damaged or made to do harm. {_AGAIN}"),
    "crashed": ("The file stopped the program that read it.", f"It may be damaged or made to do harm. {_AGAIN}"),
}


def refusal(code: str, file_name: str) -> SourceError:
    """The error that says why `file_name` is refused and what to do."""
    message, remedy = REFUSALS[code]
    return SourceError(code, f"{file_name}: {message}", remedy)
