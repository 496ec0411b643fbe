"""The composition root: builds store, jobs, desk and windows, in that order, and takes them down again."""

import logging
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from medic_desk import __version__
from medic_desk.bundle import resources_directory
from medic_desk.diagnostics import quiet_libraries, start_window_log
from medic_desk.model.clinic.clinic import Clinic, Person, read_clinic
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store.schema import check_schema, upgrade
from medic_desk.model.store.store import Store
from medic_desk.settings import Settings
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.error_log import log_unexpected
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.qt_messages import QtMessages
from medic_desk.ui.desk.server_restart import ServerReviver
from medic_desk.ui.sign_in.dialog import Opening
from medic_desk.ui.sign_in.single_instance import SingleInstance
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.words.translation import install_language

_NAME = "medic-desk"
_DATABASE = "medic_desk"
"""The clinic's database on the private server."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A database that fits this program, and the clinic in it."""

    store: Store
    clinic: Clinic


def run(settings: Settings, server: EmbeddedServer | None = None) -> int:
    """Open the window and stay until the last one is closed; returns the exit status.

    Without a database URL a private server is started and stopped again. ``server`` is the private one behind
    ``settings.database_url``, where the caller started it: should it die, the window brings it back. What
    goes wrong on the way is said in the window, with a button to try again.
    """
    start_window_log(platformdirs.user_log_path(_NAME, appauthor=False), os.environ)
    messages = QtMessages()
    application = _application()
    translator = install_language(settings.language, resources_directory() / "i18n")
    program = Program(settings, Memory(_memory_path()), server)
    previous = sys.excepthook
    sys.excepthook = program.on_unexpected
    threading.excepthook = _on_thread_error
    try:
        program.start()
        status = application.exec()
    finally:
        sys.excepthook = previous
        threading.excepthook = threading.__excepthook__
        is_home = program.stop()
        if translator is not None:
            application.removeTranslator(translator)
        messages.give_back()
    if not is_home:
        # A thread that hangs in the system would keep the program from ending for ever.
        logging.shutdown()
        os._exit(status)
    return status


def run_tour(settings: Settings, folder: Path) -> int:
    """Put a picture of every window into ``folder``, driving the real widgets; returns the exit status."""
    from medic_desk.tour import render_tour  # noqa: PLC0415 - no window needs it

    start_window_log(platformdirs.user_log_path(_NAME, appauthor=False), os.environ)
    messages = QtMessages()
    reached = Reacher(settings)
    try:
        found = reached()
        folder.mkdir(parents=True, exist_ok=True)
        with quiet_libraries():
            application = _application()
            translator = install_language(settings.language, resources_directory() / "i18n")
            for path in render_tour(found.store, found.clinic, settings.desk_name, folder):
                print(path)  # noqa: T201 - a command's answer
            if translator is not None:
                application.removeTranslator(translator)
    finally:
        reached.stop()
        messages.give_back()
    return 0


class Reacher:
    """Reaches the database; called on a pool's thread, as often as it takes. Raises what went wrong."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: EmbeddedServer | None = None
        self._store: Store | None = None

    def __call__(self) -> Reached:
        """Start the private server where there is no other, check the schema, read the clinic."""
        if self._store is None:
            self._store = Store(self._url(), f"medic-desk {__version__}")
        check_schema(self._store)
        return Reached(self._store, self._store.do(read_clinic))

    @property
    def server(self) -> EmbeddedServer | None:
        """The private server that this program started, if it did."""
        return self._server

    def stop(self) -> None:
        """Close the store and stop the private server."""
        if self._store is not None:
            self._store.close()
        if self._server is not None:
            self._server.stop()

    def _url(self) -> str:
        if self._settings.database_url is not None:
            return self._settings.database_url
        if self._server is None:
            self._server = EmbeddedServer(self._settings.data_directory).start()
        self._server.ensure_database(_DATABASE)
        url = self._server.url(_DATABASE)
        # Nobody else is on a private server, so the program may bring it up to date by itself.
        upgrade(url)
        return url


class Program(QObject):
    """One run of the program: the opening, then a person's window, then perhaps another person's."""

    def __init__(self, settings: Settings, memory: Memory, server: EmbeddedServer | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._memory = memory
        self._given_server = server
        self._reach = Reacher(settings)
        self.jobs = Jobs(self)
        self.theme = Theme(Mode(memory.get("mode", Mode.SYSTEM.value)))
        self.theme.set_own_scale(memory.get("text size", 1.0))
        self.theme.changed.connect(self._on_theme_changed)
        self.theme.install(_application())
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        self.opening: Opening | None = None
        self._instance: SingleInstance | None = None
        self._box: QMessageBox | None = None

    def start(self) -> None:
        """Show the opening and reach for the database."""
        opening = Opening(self.jobs, self.theme, self._reach, self._memory.get("person", ""))
        opening.reached.connect(self._on_reached)
        opening.signed_in.connect(self._on_signed_in)
        self.opening = opening
        opening.show()
        opening.reach()

    def stop(self) -> bool:
        """Take everything down, after acts that are under way; whether all threads came home."""
        if self._instance is not None:
            self._instance.release()
        is_home = self.desk.close() if self.desk is not None else self.jobs.close()
        self._reach.stop()
        self._memory.save()
        return is_home

    # What happens

    @Slot(object)
    def _on_reached(self, reached: Reached) -> None:
        if self.desk is None:
            self.desk = Desk(reached.store, self.jobs, self._settings.desk_name)
            server = self._given_server or self._reach.server
            if server is not None:
                ServerReviver(self.desk, self.jobs, server, self)
            self.desk.open(reached.clinic)

    @Slot(object)
    def _on_signed_in(self, person: Person) -> None:
        if self.desk is None or self.opening is None:
            return
        instance = SingleInstance(self.desk.target, person.id, self)
        if not instance.claim():
            self.opening.say_open_already()
            return
        if self._instance is not None:
            self._instance.release()
        self._instance = instance
        self._memory.put("person", person.id)
        self.desk.sign_in(person)
        former, self.window = self.window, MainWindow(self.desk, self.theme, self._memory)
        self.window.person_asked.connect(self._on_person_asked)
        self.window.mode_chosen.connect(self._on_mode)
        instance.called.connect(self._on_called)
        self.window.show()
        self.window.rebooking.look_for_missed(self._memory, self._memory.of_person(person.id))
        self.opening.accept()
        if former is not None:
            former.close()
            former.deleteLater()

    @Slot()
    def _on_person_asked(self) -> None:
        if self.opening is not None and self.desk is not None and self.desk.clinic is not None:
            self.opening.show_people(self.desk.clinic)
            self.opening.show()

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self._memory.put("mode", mode)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._memory.put("text size", self.theme.own_scale)

    @Slot()
    def _on_called(self) -> None:
        if self.window is not None:
            if self.window.isMinimized():
                self.window.showNormal()
            self.window.activateWindow()

    def on_unexpected(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error nobody expected, without its message, and say one sentence."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log_unexpected(error, "the window", trace)
        box = self._box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Something in the program went wrong. What is saved is saved."))
        box.setInformativeText(self.tr("If it happens again, close the window and open it anew."))
        box.open()


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName(_NAME)
    application.setApplicationDisplayName(_NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(_NAME)
    return application


def _memory_path() -> Path:
    return platformdirs.user_config_path(_NAME, appauthor=False) / "windows.ini"


def _on_thread_error(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        log_unexpected(arguments.exc_value, "a thread", arguments.exc_traceback)
