"""An export that is killed leaves the old file or the new one whole; the bench does it 200 times."""

import sys
from pathlib import Path

import pytest

from tests.bench.export import kills


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so on Windows")
def test_a_killed_export_leaves_no_broken_file(tmp_path: Path) -> None:
    assert kills(tmp_path, 5) == 0
