"""Opening a Word file that any program may have saved."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

_PROPERTIES = "/metadata/core-properties"


def open_word(path: Path) -> "Document":
    """The document in a Word file; raises what python-docx raises where it is none.

    LibreOffice names the relation to the file's properties otherwise than the standard. Without the standard's name
    python-docx would add properties of its own under the same file name, and a Word file with two such is damaged.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = docx.Document(str(path))
    package = document.part.package
    assert package is not None  # it was opened from one
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith(_PROPERTIES) and relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del package.rels[name]
            package.relate_to(relation.target_part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    return document
