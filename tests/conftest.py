"""Every test in a home folder of its own, and Qt without a screen."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("IMRDESK_HOME", str(folder))
    monkeypatch.delenv("IMRDESK_WORKSPACE", raising=False)
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The fictional letters that the program ships."""
    return Path(__file__).parents[1] / "resources" / "samples"
