"""What can go wrong, in words a reviewer understands; anything else that is raised is a bug."""


class ImrdeskError(Exception):
    """Something a person can act on: `message` says what happened, `remedy` what to do, `code` names it."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.code = code
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.code, self.message, self.remedy)  # it travels between processes whole


class SourceError(ImrdeskError):
    """A file cannot be read as a letter."""


class StoreError(ImrdeskError):
    """The workspace cannot be opened, or a change cannot be kept."""


class ExportError(ImrdeskError):
    """A file cannot be written."""


class InputError(ImrdeskError):
    """What a person typed names no case or field, or is no value of that field."""
