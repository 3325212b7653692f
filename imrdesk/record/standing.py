"""How things stand: the review of a record, a value in it, and what a remark is for."""

from enum import StrEnum


class State(StrEnum):
    """How a value came to be, and who answers for it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ACCEPTED_UNSEEN = "accepted unseen"
    EDITED = "edited"
    ABSENT = "absent"


class Status(StrEnum):
    """How far the review of a record has come."""

    NEW = "new"
    IN_REVIEW = "in review"
    REVIEWED = "reviewed"
    REOPENED = "reopened"


class RemarkKind(StrEnum):
    """What a remark is for."""

    COMMENT = "comment"
    SECOND_LOOK = "second look"
    DISMISSAL = "dismissal"
    DECIDED = "decided"  # on a rationale: its words that decided the item, as a person confirms them
