"""A server that answers and will not serve, at the first window and at the calendar: said as what it is."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.database_url import connection_parameters
from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.window.main_window import MainWindow
from tests.database import TestServer
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import find_patient, until_ready
from tests.ui.desk_fixtures import Start


@pytest.fixture
def clinic_url(test_server: TestServer, database_url: str, clinic: Clinic) -> Iterator[str]:
    """The URL of a clinic for a login that is no superuser, for whom limits hold."""
    parameters = connection_parameters(database_url)
    role = f"desk_{parameters['dbname']}"
    place = f"?host={parameters['host']}&port={parameters.get('port', 5432)}"
    with test_server.connect(parameters["dbname"]) as owner:
        named = sql.Identifier(role)
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'right'").format(named))
        owner.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA public TO {}").format(named))
        yield f"postgresql://{role}:right@/{parameters['dbname']}{place}"
    test_server.drop(parameters["dbname"])
    with test_server.connect() as owner:
        owner.execute(sql.SQL("DROP ROLE {}").format(named))


def test_who_signs_in_where_no_connection_is_free_is_told_so_and_tries_again(
    qtbot: QtBot, start: Start, test_server: TestServer, clinic_url: str
) -> None:
    name = sql.Identifier(connection_parameters(clinic_url)["user"])
    with test_server.connect() as owner:
        owner.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT 1").format(name))
        with psycopg.connect(clinic_url):
            program = start(clinic_url)
            opening = program.opening
            assert opening is not None
            qtbot.waitUntil(lambda: bool(opening.message.text), timeout=15_000)
            assert "no connection free" in opening.message.text
            assert "password are not at fault" in opening.message.text
            assert "does not accept" not in opening.message.text
        owner.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT -1").format(name))
    QTest.mouseClick(opening.retry_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2, timeout=15_000)


def test_a_clinic_that_can_only_be_read_is_shown_and_says_what_can_be_done(
    qtbot: QtBot, start: Start, test_server: TestServer, clinic_url: str, small: SmallClinic
) -> None:
    name = sql.Identifier(connection_parameters(clinic_url)["dbname"])
    with test_server.connect() as owner:
        owner.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
    program = start(clinic_url)
    opening = program.opening
    assert opening is not None
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2, timeout=15_000)
    opening.open_button.click()
    window = program.window
    assert window is not None
    window.side.choose_doctor(small.doctor_id)
    window.side.choose_service(small.service_id)
    window.calendar.show_days(7)
    window.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
    window.book_at(small.at(10))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    find_patient(qtbot, dock, "vasil")
    until_ready(qtbot, dock)
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "can only be read" in dock.message.text)
    assert "nothing can be booked" in dock.message.text
    assert dock.patient.patient is not None
    dock.discard()


def test_a_window_that_finds_no_connection_free_says_so_beside_since_when(window: MainWindow) -> None:
    contact = window.calendar._desk.contact
    contact.failed(StoreUnreachable("full", "“clinic” on server"))
    assert "Offline since" in window.calendar.banner.text
    assert "no connection free" in window.calendar.banner.text
    contact.answered()
    assert contact.offline_error is None
