"""A walk through every window and panel of the program over a clinic, which measures what each shows.

Faults are texts that are cut, windows too large for their screen, and Alt letters that mean two things.

With ``pastes`` it pastes into every field instead, and keeps in which of them something wrong is left.
Several walks may follow each other in one process: each has a theme, a language, a desk and windows of its
own, and leaves none of them.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medic_desk.bundle import resources_directory
from medic_desk.model.clinic.clinic import Clinic, Person, read_clinic
from medic_desk.model.clinic.permissions import role_of
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.translation import install_language
from tests.ui.clipping.painted_text import faults_of, scrolled_sideways, too_large_for_its_screen
from tests.ui.clipping.pasted_text import field_names, paste_faults
from tests.ui.letters import letter_faults, texts_in

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a walk is to do."""

    family: str
    """The font to draw with."""
    language: str = "en"
    larger: tuple[int, int] | None = None
    """A second size to measure the main window at, in logical pixels."""
    pastes: bool = False
    pictures: str | None = None
    """A folder to put a picture of each window into."""


class Walk:
    """One walk; ``texts`` counts by window what was measured, ``faults`` says what is wrong where.

    A context manager: at the end everything that it opened is closed.
    """

    def __init__(self, application: QApplication, url: str, wanted: Wanted, folder: Path) -> None:
        self.texts: dict[str, int] = {}
        self.faults: list[str] = []
        self.fields: set[str] = set()
        self._wanted = wanted
        self._folder = folder
        self._application = application
        if wanted.family not in QFontDatabase.families():
            raise SystemExit(f"this machine has no {wanted.family}")
        self._translator = install_language(wanted.language, resources_directory() / "i18n")
        self.theme = Theme(Mode.LIGHT, family=wanted.family)
        self.theme.install(application)
        self.store: Store = Store(url, "walk")
        self.clinic: Clinic = self.store.do(read_clinic)
        self.jobs = Jobs()
        self.desk = Desk(self.store, self.jobs, "Reception 1")
        self.desk.open(self.clinic)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()
        self.jobs.close()
        self.store.close()
        for one in (self.desk, self.jobs, self.theme):
            one.deleteLater()
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self.settle()

    # Means of the stations

    def measure(self, window: QWidget, name: str, *, while_reading: bool = False) -> None:
        """Measure a window's texts, once what it asked of the database is there.

        The main window is measured ``larger`` too, once a name. ``while_reading`` waits for no answer, and
        has a name of its own: what is larger then holds no rows.
        """
        if while_reading:
            name = f"{name} being read"
        self.settle()
        while not (while_reading or self.jobs.is_idle):
            self.until(self._is_idle, "the answers")
            self.settle()
        if self._wanted.pastes:
            self.fields |= {f"{name}: {field}" for field in field_names(window)}
            self.faults += [f"{name}: {fault}" for fault in paste_faults(window)]
            return
        is_first = name not in self.texts
        self._note(window, name, *too_large_for_its_screen(window), *letter_faults(texts_in(window)))
        if self._wanted.larger is not None and is_first and isinstance(window, MainWindow):
            size = window.size()
            window.resize(*self._wanted.larger)
            self.settle()
            self._note(window, f"{name} larger")
            window.resize(size)
            self.settle()

    def _is_idle(self) -> bool:
        return self.jobs.is_idle

    def _note(self, window: QWidget, name: str, *others: str) -> None:
        """Count a window's texts, keep what is wrong with them, and its picture where one is wanted."""
        count, faults = faults_of(window)
        self.texts[name] = self.texts.get(name, 0) + count
        others = (*others, *scrolled_sideways(window))
        self.faults += [
            told for fault in (*faults, *others) if (told := f"{name}: {fault}") not in self.faults
        ]
        if self._wanted.pictures is not None:
            folder = Path(self._wanted.pictures)
            folder.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(folder / f"{len(self.texts):02d}-{name.replace(' ', '-')}.png"))

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Let events happen until something holds; sleep between them, for the tests that run beside this."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        wakes = QTimer(interval=5)
        wakes.start()
        while not is_so():
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited for {what} in vain")
            self._paint_nothing()
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        wakes.stop()

    def settle(self) -> None:
        """Let layouts and what is put off come to their end; what was closed for good is gone."""
        self._paint_nothing()
        for _ in range(5):
            self._application.processEvents()
            self._application.sendPostedEvents()
        # A running event loop does this by itself; here none runs.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _paint_nothing(self) -> None:
        """Spare the pixels of windows that nobody sees: what they paint is asked of each widget instead."""
        for window in self._application.topLevelWidgets():
            if window.updatesEnabled():
                window.setUpdatesEnabled(False)

    def person(self, role: str) -> Person:
        """Somebody of that role."""
        return next(one for one in self.clinic.people if role_of(one) == role)

    @contextmanager
    def opened(self, dialog: QDialog, is_ready: Callable[[], object]) -> Iterator[QDialog]:
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
