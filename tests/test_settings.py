"""Settings: read from a file that holds only what differs."""

from dataclasses import replace

import pytest

from imrdesk import settings
from imrdesk.errors import InputError
from imrdesk.settings import SETTINGS, Settings


def test_without_a_file_everything_is_as_by_default(tmp_path):
    assert settings.load(tmp_path / "none.toml") == Settings()


@pytest.mark.parametrize("item", SETTINGS, ids=lambda item: item.key)
def test_each_setting_is_kept_and_alone_in_the_file(item, tmp_path):
    other = item.choices[-1] if item.choices else {bool: not item.default, str: "another"}.get(item.kind, item.most)
    chosen = replace(Settings(), **{item.key: other})
    settings.save(chosen, tmp_path / "s.toml")
    assert settings.load(tmp_path / "s.toml") == chosen
    assert (tmp_path / "s.toml").read_text().count("=") == 1
    assert item.label
    assert item.help.endswith(".")


def test_the_defaults_make_an_empty_file(tmp_path):
    settings.save(Settings(), tmp_path / "s.toml")
    assert (tmp_path / "s.toml").read_bytes() == b""


@pytest.mark.parametrize("text", ["reading_seconds = 0", "reading_seconds = 'x'", "read_scans = 1", "broken", "\0"])
def test_what_is_wrong_in_the_file_counts_as_default(text, tmp_path):
    (tmp_path / "s.toml").write_text(text)
    assert settings.load(tmp_path / "s.toml") == Settings()


def test_a_wrong_value_is_not_saved(tmp_path):
    with pytest.raises(InputError):
        settings.save(replace(Settings(), reading_seconds=0), tmp_path / "s.toml")
    assert not (tmp_path / "s.toml").exists()


def test_a_setting_that_is_not_there_is_told():
    with pytest.raises(InputError, match="no setting"):
        settings.setting("colour")
