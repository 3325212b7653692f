"""Every test in a home folder of its own, and Qt without a screen."""

import gc
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


def pytest_configure(config):
    """As in the program, no other thread collects garbage: it would destroy what a window left, and end the run."""
    gc.disable()
    config.add_cleanup(gc.enable)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol():
    """Collect what is due between tests, fixtures of the session included, in the thread that made it."""
    ended = yield
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    gc.collect(max((number for number, (count, most) in enumerate(counts) if count > most), default=0))
    return ended


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
