"""Word files that other programs saved stay whole files when we write to them."""

import zipfile
from pathlib import Path

import docx
import pytest

from imrdesk.export import EXPORTERS, Letter, SummaryOptions, template

STANDARD = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
LIBREOFFICE = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
write = EXPORTERS["docx"].write


def as_libreoffice_saves(path: Path) -> None:
    """Name the relation to the file's properties as LibreOffice does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert STANDARD in parts["_rels/.rels"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(STANDARD, LIBREOFFICE)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return sorted(archive.namelist())


@pytest.mark.parametrize("base", ["template", "file of before"])
def test_no_part_stands_twice_in_what_is_written_over_a_file_of_libreoffice(
    letter: Letter, tmp_path: Path, base: str
) -> None:
    firm, target = tmp_path / "firm.docx", tmp_path / "out.docx"
    template.new(firm)
    options = SummaryOptions(template=firm)
    if base == "template":
        as_libreoffice_saves(firm)
    write([letter], target, options)
    if base == "file of before":
        as_libreoffice_saves(target)
        write([letter], target, options)
    assert len(names(target)) == len(set(names(target)))
    assert docx.Document(str(target)).core_properties.subject == "California Independent Medical Review"
