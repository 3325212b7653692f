"""What an export is made of: letters, and how their summaries are to be."""

from dataclasses import dataclass

from imrdesk.document.model import Document
from imrdesk.record.model import Record


@dataclass(frozen=True, slots=True)
class Letter:
    """One record and the source its cites point into."""

    record: Record
    document: Document

    @property
    def name(self) -> str:
        """What people call the letter: its case number, or its file where that is not known."""
        return self.record.case_number or self.record.source.file_name


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """Choices for Word summaries: `confidential` prints the work-product notice on each page."""

    confidential: bool = True
