"""The wheel holds everything the program reads at run time, and nothing that is not for its users."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("medic_desk-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def source_names(folder: str) -> set[str]:
    paths = [
        path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return {path.relative_to(ROOT).as_posix() for path in paths if path.suffix not in {".pyc", ".qm"}}


def test_the_whole_package_is_in_the_wheel(wheel_names: set[str]) -> None:
    assert source_names("medic_desk") - wheel_names == set()


@pytest.mark.parametrize("folder", ["migrations", "resources"])
def test_what_the_program_reads_is_in_the_wheel(wheel_names: set[str], folder: str) -> None:
    sources = source_names(folder)
    assert sources, f"{folder}/ is empty"
    assert {f"medic_desk/{name}" for name in sources} - wheel_names == set()


def test_the_wheel_says_how_to_start_and_under_which_licence(wheel_names: set[str]) -> None:
    (information,) = {name.split("/")[0] for name in wheel_names if ".dist-info/" in name}
    assert f"{information}/entry_points.txt" in wheel_names
    assert f"{information}/licenses/LICENSE" in wheel_names


def test_nothing_else_is_in_the_wheel(wheel_names: set[str]) -> None:
    strangers = {name for name in wheel_names if not name.startswith(("medic_desk/", "medic_desk-"))}
    assert strangers == set()
    assert not any("__pycache__" in name for name in wheel_names)
