"""The settings on the command line: as the window has them, each checked, and shared as a preset."""

import json

import pytest
from click.testing import CliRunner, Result

from imrdesk import settings
from imrdesk.cli import main
from imrdesk.settings import SETTINGS


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["settings", *map(str, words)])


def test_every_setting_is_listed_with_its_value():
    run("set", "lock_minutes", 5)
    listed = json.loads(run("list", "--json").stdout)
    assert [item["key"] for item in listed] == [item.key for item in SETTINGS]
    assert {item["key"]: item["value"] for item in listed}["lock_minutes"] == 5
    shown = next(line for line in run("list").stdout.splitlines() if line.startswith("lock_minutes"))
    assert "by default 10" in shown


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("lock_minutes", "3", 3),
        ("read_scans", "no", False),
        ("scheme", "dark", "dark"),
        ("reviewer_name", "Ana", "Ana"),
    ],
)
def test_what_is_set_is_kept_and_told(key, typed, kept):
    assert run("set", key, typed).exit_code == 0
    assert getattr(settings.load(), key) == kept
    assert run("get", key).stdout.strip() == typed
    assert json.loads(run("get", key, "--json").stdout)["value"] == kept


@pytest.mark.parametrize(
    ("key", "typed"), [("lock_minutes", "soon"), ("lock_minutes", "9999"), ("scheme", "pink"), ("read_scans", "maybe")]
)
def test_what_does_not_fit_is_refused_and_changes_nothing(key, typed):
    before = settings.load()
    refused = run("set", key, typed)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("imrdesk: ")
    assert settings.load() == before


def test_a_setting_that_is_not_there_is_named():
    for word in ("get", "reset"):
        assert "no setting “colour”" in run(word, "colour").stderr


def test_one_or_all_go_back_to_the_defaults():
    run("set", "lock_minutes", 3)
    run("set", "scheme", "dark")
    run("reset", "scheme")
    assert (settings.load().scheme, settings.load().lock_minutes) == ("system", 3)
    run("reset")
    assert settings.load() == settings.Settings()


def test_a_preset_carries_everything_but_who_reviews(tmp_path):
    run("set", "lock_minutes", 3)
    run("set", "reviewer_name", "Ana")
    assert run("export", tmp_path / "office.toml").exit_code == 0
    run("reset")
    run("set", "reviewer_name", "Bo")
    assert run("import", tmp_path / "office.toml").exit_code == 0
    assert (settings.load().lock_minutes, settings.load().reviewer_name) == (3, "Bo")
    (tmp_path / "bad.toml").write_text("lock_minutes = 'soon'")
    assert run("import", tmp_path / "bad.toml").exit_code == 1
