"""A private server killed under its desk: the desk goes offline, and is back by itself."""

import os
import signal
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store import schema
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.server_restart import ServerReviver
from tests.model.embedded.embedded_programs import postmaster
from tests.model.small_clinic import make_small_clinic


def test_a_private_server_that_was_killed_is_brought_back(
    qtbot: QtBot, qapp: QApplication, folder: Path
) -> None:
    with EmbeddedServer(folder) as server:
        server.ensure_database("clinic")
        schema.upgrade(server.url("clinic"))
        with Store(server.url("clinic"), "desk") as store:
            small = make_small_clinic(store)
            jobs = Jobs()
            desk = Desk(store, jobs, "Desk 1")
            desk.open(store.do(read_clinic))
            reviver = ServerReviver(desk, jobs, server, desk)
            qtbot.waitUntil(lambda: desk.is_live)
            with qtbot.waitSignals(
                [desk.contact.went_offline, desk.contact.came_back], timeout=60_000, order="strict"
            ):
                os.kill(postmaster(folder), signal.SIGKILL)
            assert desk.contact.offline_since is None
            assert store.do(read_clinic).doctor(small.doctor_id).last_name == "Παπαδόπουλος"
            desk.close()
            assert jobs.close()
            for thing in (reviver, desk, jobs):
                thing.deleteLater()
