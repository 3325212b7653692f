"""A program packed into one file is its own workers' too: it must notice before it does anything else."""

import multiprocessing
import sys

import pytest

from imrdesk import __main__


@pytest.mark.parametrize("frozen", [True, False])
def test_a_packed_program_lets_its_workers_be_workers(frozen, monkeypatch):
    asked = []
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "argv", ["imrdesk", "--version"])
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: asked.append(True))
    with pytest.raises(SystemExit):
        __main__.main()
    assert asked == [True] * frozen
