"""What stands over the panels: which letter is open, how far it has come, and who reads it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from .theme import set_role

if TYPE_CHECKING:
    from imrdesk.record.model import Record


class Heading(QLabel):
    """The middle of the toolbar."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        set_role(self, "heading")

    def show_record(self, record: "Record") -> None:
        """Name a letter and how it stands."""
        from imrdesk.record.agreement import whose

        from .worklist.columns import FLAG, STATUS_MARKS

        flag = f"  ·  {FLAG} {record.flag}" if record.flag else ""
        name = record.case_number or record.source.file_name
        again = whose(record.id)[1]
        standing = f"Second reading by {again}: " if again else ""
        self.setText(f"{name}  ·  {standing}{STATUS_MARKS[record.status].label}{flag}")
