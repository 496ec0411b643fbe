"""The window's languages, for the tests: compiled where a ``.ts`` was edited since, and English installed.

``make`` compiles them before it runs anything. Whoever starts pytest by hand gets the same: no test sees the
Greek of yesterday.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtWidgets import QApplication

from medic_desk.ui.words.translation import install_language

I18N = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def pytest_configure(config: pytest.Config) -> None:
    """Compile what is out of date, once a run and before any worker starts."""
    if not hasattr(config, "workerinput"):
        compile_languages(I18N)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The application, speaking the program's English as it does when it is started."""
    translator = install_language("en", I18N)
    yield qapp
    if translator is not None:
        qapp.removeTranslator(translator)


def compile_languages(folder: Path) -> list[Path]:
    """Compile each language of ``folder`` whose sentences were edited since; returns the files made.

    ``medic_desk_el.ts`` and ``qt_el.ts`` make ``el.qm``. Another run may do the same at the same moment.
    """
    made = []
    for own in sorted(folder.glob("medic_desk_*.ts")):
        language = own.stem.removeprefix("medic_desk_")
        sources, target = sorted(folder.glob(f"*_{language}.ts")), folder / f"{language}.qm"
        newest = max(source.stat().st_mtime_ns for source in sources)
        if not target.exists() or target.stat().st_mtime_ns < newest:
            _compile(sources, target)
            made.append(target)
    return made


def _compile(sources: list[Path], target: Path) -> None:
    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    part = target.with_name(f".{target.stem}-{os.getpid()}.qm")
    command = [str(tool), "-silent", *map(str, sources), "-qm", str(part)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ran.returncode != 0:
        part.unlink(missing_ok=True)
        raise pytest.UsageError(
            f"{target} is older than its .ts files and cannot be compiled here; type make translations, then "
            f"run the tests again.\n{ran.stdout}"
        )
    # Whoever reads it meanwhile has the old one or the new one, whole.
    part.replace(target)
