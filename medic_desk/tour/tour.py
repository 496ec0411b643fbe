"""One tour: the window it drives, how it waits for what is shown, and how it takes a picture."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medic_desk.model.clinic.clinic import Clinic, Person
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Mode, Theme, text_scale_for
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory

DialogKind = TypeVar("DialogKind", bound=QDialog)

SIZE = (1600, 1000)
"""What the window measures where nothing else is said."""

_PATIENCE_SECONDS = 20.0


class TourStuck(RuntimeError):
    """A window did not come to show what it should."""


class Tour:
    """One walk; ``pictures`` are the paths written so far."""

    def __init__(self, store: Store, clinic: Clinic, desk_name: str, folder: Path, memory: Memory) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("the tour needs an application")
        self.store = store
        self.clinic = clinic
        self._folder = folder
        self._memory = memory
        self.pictures: list[Path] = []
        self.jobs = Jobs()
        self.theme = Theme(Mode.LIGHT, scale=1.0)
        self.theme.install(application)
        self._desk = Desk(store, self.jobs, desk_name)
        self._window: MainWindow | None = None

    def sign_in(self, person: Person) -> None:
        """Open the clinic and its window for a person."""
        self._desk.open(self.clinic)
        self._desk.sign_in(person)
        self.open_window()

    def open_window(self, size: tuple[int, int] = SIZE) -> None:
        """Open the window as on a screen of that size, in place of the one that is open."""
        former, self._window = self._window, None
        if former is not None:
            former.close()
            former.deleteLater()
        self.theme.set_text_scale(text_scale_for(size[0]))
        window = MainWindow(self._desk, self.theme, self._memory)
        window.resize(*size)
        window.show()
        self._window = window
        self.until_read()

    def end(self) -> None:
        """Close everything."""
        if self._window is not None:
            if self._window.dock is not None:
                self._window.dock.discard()
            self._window.close()
            self._window.deleteLater()
        self._desk.close()
        QApplication.sendPostedEvents()

    @property
    def window(self) -> MainWindow:
        """The window that is toured."""
        if self._window is None:
            raise TourStuck("there is no window yet")
        return self._window

    def dialog(self, kind: type[DialogKind]) -> DialogKind:
        """Wait for a dialog of that kind over the window. Raises ``TourStuck``."""
        self.until(lambda: isinstance(self.window.dialog, kind), kind.__name__)
        dialog = self.window.dialog
        if not isinstance(dialog, kind):
            raise TourStuck(kind.__name__)
        return dialog

    def until_read(self) -> None:
        """Wait until the days that are to be shown are there. Raises ``TourStuck``."""
        calendar = self.window.calendar
        self.until(
            lambda: (
                (week := calendar.shown_week) is not None
                and (week.first_day, week.days) == (calendar.first_day, calendar.days)
            ),
            "the days",
        )

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Let everything go on until something is so; ``what`` names it. Raises ``TourStuck``."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not is_so():
            if time.monotonic() > deadline:
                raise TourStuck(f"waited for {what} in vain")
            QTest.qWait(5)

    def take(self, window: QWidget, name: str) -> None:
        """Let everything be read and laid out, then put the picture into the folder."""
        self.until(lambda: self.jobs.is_idle, "what is still read")
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        path = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not window.grab().save(str(path)):
            raise TourStuck(f"the picture {path} could not be written")
        self.pictures.append(path)


def type_text(field: QWidget, text: str) -> None:
    """Type any letters: QTest's own ``keyClicks`` knows ASCII alone."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
