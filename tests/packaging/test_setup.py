"""The set-up does what is missing, nothing that is there, and says what it may not do itself."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="the set-up scripts are for bash")


@pytest.fixture
def programs(tmp_path) -> Path:
    """A folder of stand-ins that comes first on PATH; each program writes down how it was called."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def stand_in(folder: Path, name: str, script: str = "") -> None:
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "{name} $*" >>"{folder}/calls"\n{script}\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)


def calls(folder: Path) -> list[str]:
    record = folder / "calls"
    return record.read_text().splitlines() if record.exists() else []


def shell(script: str, programs: Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `script` after setup.sh was read."""
    settings = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(programs), **environment}
    line = f'set -u; . "{ROOT}/packaging/setup.sh"; {script}'
    return subprocess.run(
        [str(BASH), "-c", line], cwd=cwd, env=settings, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("name", ["setup.sh", "run.sh", "test.sh", "headless.sh"])
def test_scripts_are_well_formed(name):
    subprocess.run([str(BASH), "-n", str(ROOT / "packaging" / name)], check=True)


def test_a_python_that_is_too_old_is_passed_over(programs):
    stand_in(programs, "python3", "exit 1")
    stand_in(programs, "python3.11", "exit 1")
    stand_in(programs, "python3.12", "echo /chosen/python")
    assert shell("find_python", programs).stdout.strip() == "/chosen/python"


def test_a_library_that_does_not_load_names_its_package(programs):
    done = shell('missing_libraries "$(find_python)" libm.so.6:present libnowhere.so.9:libnowhere9', programs)
    assert done.stdout.split() == (["libnowhere9"] if os.uname().sysname == "Linux" else ["present", "libnowhere9"])


def test_a_screen_asks_for_the_libraries_of_a_screen(programs):
    without = shell("missing_packages ''", programs, DISPLAY="").stdout.split()
    with_screen = shell("missing_packages ''", programs, DISPLAY=":0").stdout.split()
    assert "libgl1" in without
    assert "libxcb-cursor0" in with_screen
    assert "libxcb-cursor0" not in without


def test_without_rights_the_exact_line_is_printed_and_nothing_installed(programs):
    stand_in(programs, "id", "echo 1000")
    stand_in(programs, "sudo", "exit 1")
    stand_in(programs, "apt-get")
    stand_in(programs, "apt-cache", '[ "$2" = python3.12-venv ]')
    done = shell("install_system '' libgl1", programs)
    assert done.returncode == 2
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3.12 python3.12-venv libgl1"
        in done.stderr
    )
    assert not [call for call in calls(programs) if call.startswith("apt-get")]


def test_with_rights_the_packages_are_installed(programs, tmp_path):
    (tmp_path / "out").mkdir()
    stand_in(programs, "id", "echo 0")
    stand_in(programs, "apt-get")
    done = shell("install_system /usr/bin/python3 libgl1 libegl1", programs, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [call for call in calls(programs) if call.startswith("apt-get")] == [
        "apt-get update",
        "apt-get install -y --no-install-recommends libgl1 libegl1",
    ]


def test_a_second_set_up_installs_nothing(programs, tmp_path):
    checkout = tmp_path / "a checkout"
    (checkout / "packaging").mkdir(parents=True)
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        shutil.copy(ROOT / name, checkout / name)
    (checkout / ".venv" / "bin").mkdir(parents=True)
    stand_in(checkout / ".venv" / "bin", "python")
    script = "prepare_system() { :; }; pip_install() { echo pip; }; set_up dev; set_up dev; set_up run"
    done = shell(script, programs, cwd=checkout)
    assert done.stdout.count("pip\n") == 2
    changed = checkout / "packaging" / "constraints.txt"
    changed.write_text(changed.read_text() + "more==1.0\n")
    assert shell(script, programs, cwd=checkout).stdout.count("pip\n") == 2
