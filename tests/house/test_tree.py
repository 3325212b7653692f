"""What is in the checkout belongs to no one computer, and holds what the rules ask for."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("imrdesk", "resources", "tests", "packaging", "docs", ".ci")
TEXT = {"", ".py", ".md", ".toml", ".txt", ".sh", ".ps1", ".qss", ".svg", ".sql", ".json", ".csv", ".yml"}
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()] + [
    path for path in sorted(ROOT.glob("*")) if path.suffix in {".md", ".toml"}
]
OF_ONE_COMPUTER = re.compile(
    r"(?<![\w.$}-])/(?:root|work|home|Users|opt|mnt)/[\w.]"  # a folder of somebody's computer
    r"|[A-Z]:\\+Users\\"
    r"|(?:extra-)?index[-]url|find[-]links|pythonhosted|\bpypi\.org/simple|artifactory"  # where packages come from
)
SAMPLES = (
    "open('/home/ann/x')",
    "C:\\Users\\ann",
    f"--{'index'}-url https://example.org",
    "cd /opt/desk",
    "/root/.venv",
)


def readable() -> list[Path]:
    return [path for path in FILES if path.suffix in TEXT and "__pycache__" not in path.parts]


def test_no_file_names_one_computer():
    found = {
        path.relative_to(ROOT).as_posix(): match[0]
        for path in readable()
        if path != Path(__file__) and (match := OF_ONE_COMPUTER.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("sample", SAMPLES)
def test_such_a_name_is_caught(sample):
    assert OF_ONE_COMPUTER.search(sample)


def test_packaging_is_no_python_package():
    """An __init__.py there would hide the `packaging` that pip and pytest need."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
