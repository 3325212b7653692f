"""Every kind of export is, part by part, what its reference file is."""

from pathlib import Path

import pytest

from imrdesk.export import EXPORTERS
from tests.reference.kinds import FOLDER, KINDS, kept, letters, parts

ANEW = "if the change is meant: python -m tests.reference.kinds"


@pytest.mark.parametrize("name", KINDS)
def test_it_is_what_its_reference_is(name: str, tmp_path: Path) -> None:
    KINDS[name](letters(), tmp_path / name)
    found = dict(parts(tmp_path / name))
    for part, text in found.items():
        assert text == kept(part).read_bytes().decode(), f"{part} is otherwise; {ANEW}"
    folder = FOLDER / name
    if folder.is_dir():
        files = {str(file.relative_to(FOLDER)) for file in folder.rglob("*") if file.is_file()}
        assert files == {str(kept(part).relative_to(FOLDER)) for part in found}


def test_every_exporter_has_a_reference() -> None:
    suffixes = {name[name.index(".") :] for name in KINDS}
    assert {exporter.suffix for exporter in EXPORTERS.values()} <= suffixes
