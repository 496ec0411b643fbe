"""A desk over a real database with a small clinic in it, for the tests of windows."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.app import Program
from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.store.store import Store
from medic_desk.settings import Settings
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic, make_small_clinic

Start = Callable[[str], Program]


@pytest.fixture
def small(store: Store) -> SmallClinic:
    return make_small_clinic(store)


@pytest.fixture
def clinic(store: Store, small: SmallClinic) -> Clinic:
    return store.do(read_clinic)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(Mode.LIGHT, scale=0.8)
    made.install(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def desk(jobs: Jobs, store: Store, clinic: Clinic, small: SmallClinic) -> Iterator[Desk]:
    """A desk that listens, with the receptionist signed in."""
    made = Desk(store, jobs, "Desk 1")
    made.open(clinic)
    made.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "windows.ini")


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, theme: Theme, memory: Memory, small: SmallClinic
) -> Iterator[MainWindow]:
    """The main window at the clinic's day, painted."""
    made = MainWindow(desk, theme, memory)
    made.resize(1400, 900)
    made.show()
    made.side.choose_doctor(small.doctor_id)
    made.side.choose_service(small.service_id)
    made.calendar.show_days(7)
    made.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: made.calendar.shown_week is not None)
    yield made
    if made.dock is not None:
        made.dock.discard()
    made.close()
    made.deleteLater()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start the program on a database; it is closed at the end."""
    started: list[Program] = []
    # A short one, for a socket; the home of whoever runs the tests stays as it is.
    sockets = tempfile.TemporaryDirectory()
    monkeypatch.setenv("XDG_RUNTIME_DIR", sockets.name)

    def run(database_url: str) -> Program:
        settings = Settings(
            database_url=database_url, data_directory=tmp_path, desk_name="Desk 1", language="en"
        )
        program = Program(settings, Memory(tmp_path / "windows.ini"))
        started.append(program)
        program.start()
        return program

    yield run
    for program in started:
        for window in (program.window, program.opening):
            if window is not None:
                window.close()
                window.deleteLater()
        program.stop()
        program.theme.deleteLater()
        program.deleteLater()
    sockets.cleanup()
