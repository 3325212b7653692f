"""Another program opens every kind of Word file and workbook, and lays it out."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from tests.reference.kinds import KINDS, letters

OFFICE = shutil.which("soffice")
LAID_OUT = {"brief.docx": (1, 2), "detailed.docx": (3, 7), "digest.docx": (3, 7), "worksheet.docx": (1, 2)}


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice here")
def test_libreoffice_lays_out_every_kind(tmp_path: Path) -> None:
    for name in LAID_OUT:
        KINDS[name](letters(), tmp_path / name)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / name) for name in LAID_OUT]
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    for name, (least, most) in LAID_OUT.items():
        with pypdfium2.PdfDocument(tmp_path / name.replace(".docx", ".pdf")) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
            assert least <= len(pdf) <= most, name
            assert f"Page 1 of {len(pdf)}" in text
            assert "CONFIDENTIAL - ATTORNEY WORK PRODUCT" in text
            assert "CM16-9900001" in text
