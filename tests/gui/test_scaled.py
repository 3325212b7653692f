"""Screens that are set larger, as many laptops are: the real window in a process of its own, by Qt's own factor."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2"])
def test_all_words_have_their_room_and_every_point_its_pixels(factor, tmp_path):
    given = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "tests/gui/scaled_window.py", str(tmp_path)],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout.splitlines()[-1])
    for size, found in told.items():
        width, height = map(int, size.partition("-")[0].split("x"))
        assert found["pixels"] == [round(width * float(factor)), round(height * float(factor))], size
        assert found["cut"] == [], size
