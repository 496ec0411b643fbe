"""Opens every window and panel of the program over a clinic, and writes which of its texts are clipped.

With ``--paste`` it pastes into every field instead, and writes in which of them something wrong is left.

A program of its own, since a screen's size and scale and an application's font are chosen once:
``python -m tests.ui.clipping.walk URL --family "DejaVu Sans" --language el --larger 1600 1000``. The
screen is ``--width`` by ``--height`` logical pixels at ``--scale``; ``--larger`` is a second size for the
main window.
It writes one JSON object: ``texts`` counts what was measured by window, ``faults`` lists what is wrong,
``fields`` are the names of those that were pasted into.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

PATIENCE_SECONDS = 60.0

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from medic_desk.model.clinic.clinic import Clinic, Person


def main() -> int:
    """Walk through the windows as the command line says; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--family", required=True)
    parser.add_argument("--language", choices=("en", "el"), default="en")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--larger", nargs=2, type=int, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--pictures", type=Path, help="a folder to put a picture of each window into")
    parser.add_argument("--paste", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _choose_screen(Path(folder), wanted.width, wanted.height, wanted.scale)
        walk = Walk(wanted.url, wanted.family, wanted.language, wanted.pictures, Path(folder))
        try:
            walk.pastes = wanted.paste
            walk.larger = wanted.larger and tuple(wanted.larger)
            walk.everything()
        finally:
            walk.end()
    found = {"texts": walk.texts, "faults": walk.faults, "fields": sorted(walk.fields)}
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    return 0


def _choose_screen(folder: Path, width: int, height: int, scale: int) -> None:
    """One screen of that many logical pixels, before Qt is loaded."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": width * scale, "height": height * scale}
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


class Walk:
    """One walk; ``texts`` counts by window what was measured, ``faults`` says what is clipped where."""

    def __init__(self, url: str, family: str, language: str, pictures: Path | None, folder: Path) -> None:
        from PySide6.QtGui import QFontDatabase
        from PySide6.QtWidgets import QApplication

        from medic_desk.bundle import resources_directory
        from medic_desk.model.clinic.clinic import read_clinic
        from medic_desk.model.store.store import Store
        from medic_desk.ui.desk.desk import Desk
        from medic_desk.ui.desk.jobs import Jobs
        from medic_desk.ui.theme import Mode, Theme
        from medic_desk.ui.words.translation import install_language

        self.texts: dict[str, int] = {}
        self.faults: list[str] = []
        self.fields: set[str] = set()
        self.pastes = False
        self.larger: tuple[int, int] | None = None
        self._pictures = pictures
        self._folder = folder
        self._application = QApplication(sys.argv[:1])
        if family not in QFontDatabase.families():
            raise SystemExit(f"this machine has no {family}")
        self._translator = install_language(language, resources_directory() / "i18n")
        self.theme = Theme(Mode.LIGHT, family=family)
        self.theme.install(self._application)
        self.store: Store = Store(url, "walk")
        self.clinic: Clinic = self.store.do(read_clinic)
        self.jobs = Jobs()
        self.desk = Desk(self.store, self.jobs, "Reception 1")
        self.desk.open(self.clinic)

    def everything(self) -> None:
        """Every window there is, one after the other."""
        from tests.ui.clipping.line_station import one_line
        from tests.ui.clipping.stations import STATIONS
        from tests.ui.clipping.worklist_station import worklist

        for station in (*STATIONS, one_line, worklist):
            station(self)

    def end(self) -> None:
        """Close everything."""
        self.desk.close()
        self.jobs.close()
        self.store.close()

    # Means of the stations

    def measure(self, window: "QWidget", name: str) -> None:
        """Measure a window's texts as it stands now; the main window's also ``larger``, once a name."""
        from medic_desk.ui.window.main_window import MainWindow
        from tests.ui.clipping.painted_text import too_large_for_its_screen
        from tests.ui.clipping.pasted_text import field_names, paste_faults

        self.settle()
        if self.pastes:
            self.fields |= {f"{name}: {field}" for field in field_names(window)}
            self.faults += [f"{name}: {fault}" for fault in paste_faults(window)]
            return
        is_first = name not in self.texts
        self._note(window, name, *too_large_for_its_screen(window))
        if self.larger is not None and is_first and isinstance(window, MainWindow):
            size = window.size()
            window.resize(*self.larger)
            self.settle()
            self._note(window, f"{name} larger")
            window.resize(size)
            self.settle()

    def _note(self, window: "QWidget", name: str, *others: str) -> None:
        """Count a window's texts, keep what is wrong with them, and its picture where one is wanted."""
        from tests.ui.clipping.painted_text import faults_of

        count, faults = faults_of(window)
        self.texts[name] = self.texts.get(name, 0) + count
        self.faults += [
            told for fault in (*faults, *others) if (told := f"{name}: {fault}") not in self.faults
        ]
        if self._pictures is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(self._pictures / f"{len(self.texts):02d}-{name.replace(' ', '-')}.png"))

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Let events happen until something holds; sleep between them, for the tests that run beside this."""
        from PySide6.QtCore import QEventLoop, QTimer

        deadline = time.monotonic() + PATIENCE_SECONDS
        wakes = QTimer(interval=5)
        wakes.start()
        while not is_so():
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited for {what} in vain")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        wakes.stop()

    def settle(self) -> None:
        """Let layouts and deferred repaints come to their end."""
        for _ in range(5):
            self._application.processEvents()
            self._application.sendPostedEvents()

    def person(self, role: str) -> "Person":
        """Somebody of that role."""
        from medic_desk.model.clinic.permissions import role_of

        return next(one for one in self.clinic.people if role_of(one) == role)

    @contextmanager
    def opened(self, dialog: "QDialog", is_ready: Callable[[], object]) -> Iterator["QDialog"]:
        """Open a dialog, wait until it shows what it should, and close it at the end."""
        dialog.open()
        self.until(is_ready, type(dialog).__name__)
        try:
            yield dialog
        finally:
            dialog.hide()
            dialog.deleteLater()
            self.settle()

    @property
    def memory_path(self) -> Path:
        """Where a window may remember things."""
        return self._folder / "windows.ini"

    @property
    def in_a_week(self) -> timedelta:
        """A week that lies ahead, with appointments in it."""
        return timedelta(days=7)


if __name__ == "__main__":
    raise SystemExit(main())
