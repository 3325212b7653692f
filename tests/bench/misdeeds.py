"""Files that harm their reader for certain: what workers do in place of reading, by the first word of a file's name."""

from imrdesk.desk import reading
from imrdesk.desk.reading import Reading, Request, Unread
from tests.sources.deeds import fault, hang, swallow

DEEDS = {"crash": fault, "hang": hang, "bloat": swallow}


def read(request: Request) -> tuple[Reading | Unread, ...]:
    """As `reading.read`, but for files with a deed of DEEDS."""
    if deed := DEEDS.get(request.path.name.partition(" ")[0]):
        deed()
    return reading.read(request)
