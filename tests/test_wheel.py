"""The wheel holds everything the program reads at run time, and nothing that is not for its users."""

import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"resources/i18n/el.qm", "resources/i18n/en.qm"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("medic_desk-*-py3-none-any.whl")
    return made


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    """Names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def source_names(folder: str) -> set[str]:
    paths = [
        path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return {path.relative_to(ROOT).as_posix() for path in paths if path.suffix != ".pyc"}


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


def test_an_installed_wheel_speaks_greek(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-deps", "--target", str(target), str(wheel)]
    installed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    code = (
        "from PySide6.QtCore import QCoreApplication\n"
        "import medic_desk\n"
        "from medic_desk.bundle import resources_directory\n"
        "from medic_desk.ui.words.translation import install_language\n"
        "application = QCoreApplication([])\n"
        "translator = install_language('el', resources_directory() / 'i18n')\n"
        "said = application.translate('Menus', '&Quit'), application.translate('QPlatformTheme', 'Save')\n"
        "print(medic_desk.__file__, *said, sep='\\n')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    where, *said = ran.stdout.splitlines()
    assert Path(where).is_relative_to(target)
    assert said == ["Έ&ξοδος", "Αποθήκευση"]


def test_the_source_archive_holds_the_compiled_languages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = tmp_path.glob("medic_desk-*.tar.gz")
    with tarfile.open(made) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert LANGUAGES | {"packaging/build_hook.py", "migrations/script.py.mako"} <= names


def test_a_build_refuses_a_language_that_is_older_than_its_sentences(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "packaging" / "build_hook.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    sentences, qt, compiled = (tmp_path / name for name in ("medic_desk_el.ts", "qt_el.ts", "el.qm"))
    sentences.touch()
    qt.touch()
    assert hook.out_of_date(tmp_path) == ["el.qm"]
    compiled.touch()
    os.utime(compiled, (2_000, 2_000))
    for path in (sentences, qt):
        os.utime(path, (1_000, 1_000))
    assert hook.out_of_date(tmp_path) == []
    os.utime(qt, (3_000, 3_000))
    assert hook.out_of_date(tmp_path) == ["el.qm"]
