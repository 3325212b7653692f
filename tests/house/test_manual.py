"""The manual and the tables in the documents are those of the code; links lead somewhere."""

import importlib.util
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from imrdesk import paths
from imrdesk.extract.checks import CHECKS
from imrdesk.record.fields import FIELDS
from imrdesk.record.model import State, Status

pytest.importorskip("markdown_it", reason="the set-up of packaging/test.sh installs it")
ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "docs" / "manual").glob("*.md"))
PAGES = sorted((ROOT / "resources" / "manual").glob("*.html"))


def load_maker():
    spec = importlib.util.spec_from_file_location("make_manual", ROOT / "packaging" / "make_manual.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


maker = load_maker()


class Links(HTMLParser):
    """What a page has and where it leads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("href", "src") if given.get(name)]
        if given.get("id"):
            self.names.add(given["id"])


@pytest.mark.parametrize(("path", "text"), list(maker.everything()), ids=lambda given: getattr(given, "name", ""))
def test_what_is_made_from_the_code_is_up_to_date(path, text):
    assert path.read_text(encoding="utf-8") == text, "run: python packaging/make_manual.py"


def test_every_page_is_in_the_order_and_built():
    assert {path.stem for path in SOURCES} == set(maker.ORDER)
    assert {path.stem for path in PAGES} == set(maker.ORDER)
    assert [name for name, _ in json.loads(paths.resource("manual", "pages.json").read_text())] == list(maker.ORDER)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page):
    for link in Links(page).links:
        name, _, place = link.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), link
        assert not place or place in Links(target).names, link


def test_every_picture_is_taken_by_the_script_and_used():
    source = (ROOT / "imrdesk" / "gui" / "screenshots.py").read_text(encoding="utf-8")
    used = {Path(link).stem for page in PAGES for link in Links(page).links if link.endswith(".png")}
    kept = {path.stem for path in (ROOT / "resources" / "manual" / "images").glob("*.png")}
    assert used == kept
    assert {name for name in kept if f'"{name}"' not in source} == set()


def test_the_manual_tells_of_every_field_and_check():
    fields, checks = (paths.resource("manual", f"{name}.html").read_text("utf-8") for name in ("fields", "checks"))
    assert [field.key for field in FIELDS if field.key not in fields] == []
    assert [check.code for check in CHECKS if check.code not in checks] == []


def test_the_glossary_has_fields_states_and_statuses():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [field.key for field in FIELDS if f"`{field.key}`" not in glossary] == []
    assert [word.value for word in (*State, *Status) if word.value not in glossary] == []
