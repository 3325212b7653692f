"""The rules of CONTRIBUTING.md that no linter knows, each with a sample that breaks it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = sorted((ROOT / "imrdesk").rglob("*.py"))
SCRIPTS = sorted((ROOT / "packaging").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILE_LINES = 400
TEST_LINES = 500  # cases side by side read well for longer
FUNCTION_LINES = 50

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def long_functions(tree: ast.Module) -> list[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES]


def undocumented(tree: ast.Module) -> list[str]:
    """Public names of a module, and of its public classes, that do not say what they are for."""
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for owner in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and is_public(node))]:
        named = [node for node in owner.body if isinstance(node, Function | ast.ClassDef) and is_public(node)]
        missing += [node.name for node in named if not ast.get_docstring(node) and not is_overload(node)]
    return missing


def is_public(node: Function | ast.ClassDef) -> bool:
    return not node.name.startswith("_")


def is_overload(node: Function | ast.ClassDef) -> bool:
    return any(name_of(decorator) in {"overload", "setter"} for decorator in node.decorator_list)


def name_of(node: ast.AST) -> str:
    """The last part of a name: `partial` of `functools.partial`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def named(name: str) -> Callable[[ast.AST], bool]:
    return lambda node: name_of(node) == name


def thread_subclass(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(name_of(base) == "QThread" for base in node.bases)


def leaking_slot(node: ast.AST) -> bool:
    """A signal keeps its lambda or partial, and that keeps the widget it names, for ever."""
    if not (isinstance(node, ast.Call) and name_of(node.func) == "connect" and node.args):
        return False
    slot = node.args[0]
    return isinstance(slot, ast.Lambda) or (isinstance(slot, ast.Call) and name_of(slot.func) == "partial")


def painter_left_open(node: ast.AST) -> bool:
    """An exception keeps the frame it came from, that keeps its painter, and Qt dies of one that has not ended."""
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_of(node.value.func) == "QPainter"


@dataclass(frozen=True, slots=True)
class Ban:
    """Something that no module may hold, but the one that is there for it."""

    what: str
    found: Callable[[ast.AST], bool]
    sample: str
    home: str = ""


BANS = (
    Ban("setStyleSheet", named("setStyleSheet"), "label.setStyleSheet('color: red')", "imrdesk/gui/theme.py"),
    Ban("QMessageBox", named("QMessageBox"), "QMessageBox.warning(None, 'a', 'b')", "imrdesk/gui/messages.py"),
    Ban("processEvents", named("processEvents"), "QApplication.processEvents()"),
    Ban("a QThread subclass", thread_subclass, "class Reader(QtCore.QThread): pass"),
    Ban("a lambda or partial as slot", leaking_slot, "button.clicked.connect(functools.partial(save, 1))"),
    Ban("a lambda or partial as slot", leaking_slot, "button.clicked.connect(lambda: save(1))"),
    Ban("a painter that is not ended by with", painter_left_open, "painter = QPainter(self)"),
)


def offences(ban: Ban, paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if shown(path) != ban.home:
            yield from (f"{shown(path)}:{node.lineno}" for node in ast.walk(parsed(path)) if ban.found(node))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_the_tree_is_found():
    assert len(PACKAGE) > 20


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.what)
def test_banned_names_stay_out(ban: Ban):
    assert list(offences(ban, PACKAGE)) == []


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.what)
def test_each_ban_catches_its_sample(ban: Ban):
    assert any(ban.found(node) for node in ast.walk(ast.parse(ban.sample)))


def test_files_stay_short():
    most = {**dict.fromkeys(PACKAGE + SCRIPTS, FILE_LINES), **dict.fromkeys(TESTS, TEST_LINES)}
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in most}
    assert {shown(path): count for path, count in lines.items() if count > most[path]} == {}


def test_functions_stay_short():
    long = {shown(path): long_functions(parsed(path)) for path in PACKAGE + SCRIPTS + TESTS}
    assert {name: found for name, found in long.items() if found} == {}


def test_a_long_function_is_caught():
    assert long_functions(ast.parse("def long():\n" + "    pass\n" * FUNCTION_LINES)) == ["long"]


def test_public_names_say_what_they_are_for():
    bare = {shown(path): undocumented(parsed(path)) for path in PACKAGE}
    assert {name: found for name, found in bare.items() if found} == {}


def test_a_name_without_docstring_is_caught():
    source = "class Letter:\n    'A letter.'\n    def read(self): ...\n    def _open(self): ...\ndef load(): ..."
    assert undocumented(ast.parse(source)) == ["the module", "load", "read"]
