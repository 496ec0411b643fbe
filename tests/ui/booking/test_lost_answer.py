"""The booking form at the far end of a wire that is cut, silent, or robs it of one answer: booked once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic
from tests.model.store.wire import Wire
from tests.ui.booking.steps import confirmed, find_patient, rows, until_ready

HELD = "SELECT id FROM appointments WHERE status = 'held'"


@dataclass
class Far:
    """A form at the far end of a wire."""

    wire: Wire
    desk: Desk
    dock: BookingDock


@pytest.fixture
def far(
    qtbot: QtBot, jobs: Jobs, theme: Theme, database_url: str, small: SmallClinic, tmp_path: Path
) -> Iterator[Far]:
    """A form at the far end of a wire, its time and its patient chosen, its place held."""
    limits = SessionLimits(connect_seconds=2)
    with Wire(database_url) as wire, Store(wire.url(), "test desk", limits=limits) as store:
        clinic = store.do(read_clinic)
        desk = Desk(store, jobs, "Desk 1")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        wanted = Wanted(small.doctor_id, small.day, small.service_id, small.at(10))
        dock = BookingDock(desk, theme, LastServices(Memory(tmp_path / "windows.ini")))
        dock.show()
        dock.begin(wanted)
        qtbot.waitUntil(lambda: dock.starts.found is not None)
        find_patient(qtbot, dock, "vasil")
        qtbot.waitUntil(lambda: bool(rows(database_url, HELD)))
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        yield Far(wire, desk, dock)
        wire.open()
        dock.discard()
        dock.deleteLater()
        desk.close()
        desk.deleteLater()


def press_book(qtbot: QtBot, dock: BookingDock) -> None:
    until_ready(qtbot, dock)
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)


def test_a_dead_line_keeps_the_form_and_books_once(qtbot: QtBot, far: Far, database_url: str) -> None:
    """The reply to COMMIT is lost: trying again books nothing twice."""
    wire, dock = far.wire, far.dock
    wire.lose_commit("after", of_an_act=True)
    with qtbot.waitSignal(dock.booked, timeout=25_000):
        press_book(qtbot, dock)
    assert confirmed(database_url) == 1
    assert wire.lost["after"] == 1


def test_a_booking_that_nobody_knows_of_is_the_only_thing_that_is_sent_again(
    qtbot: QtBot, far: Far, database_url: str, small: SmallClinic
) -> None:
    """The reply to COMMIT is lost and the server with it; tried again in vain, then with an answer."""
    wire, dock = far.wire, far.dock
    unknown = "it is not known whether this was done"
    wire.lose_commit("after", of_an_act=True, then_close=True)
    press_book(qtbot, dock)
    qtbot.waitUntil(lambda: unknown in dock.message.text, timeout=25_000)
    assert (wire.lost["after"], confirmed(database_url)) == (1, 1)
    assert dock.book_button.text() == "Tr&y again"
    assert not any(field.isEnabled() for field in (dock.patient, dock.choice, dock.starts, dock.notes))

    QTest.keyClick(dock, Qt.Key.Key_Escape)
    assert dock.isVisible(), "nobody leaves without having been told"
    assert [button.text() for button in dock.message.buttons] == ["Close", "Try again"]
    press_book(qtbot, dock)
    assert dock.message.text == ""
    qtbot.waitUntil(lambda: unknown in dock.message.text, timeout=25_000)
    assert dock.message.text.startswith("“test_"), "this try never reached the server"
    assert dock.book_button.text() == "Tr&y again"

    wire.open()
    with qtbot.waitSignal(dock.booked, timeout=25_000) as booked:
        press_book(qtbot, dock)
    appointment = booked.args[0]
    assert (appointment.starts_at, appointment.already_done) == (small.at(10), True)
    assert not dock.isVisible()
    assert rows(database_url, "SELECT status FROM appointments") == [("confirmed",)]


def test_without_a_server_what_was_typed_survives(qtbot: QtBot, far: Far, database_url: str) -> None:
    wire, dock = far.wire, far.dock
    type_text(dock.notes, "σημείωση")
    wire.close()
    wire.cut()
    press_book(qtbot, dock)
    qtbot.waitUntil(lambda: bool(dock.message.text), timeout=25_000)
    said = ("takes no connection", "cannot be reached", "No answer came")
    assert any(sentence in dock.message.text for sentence in said), dock.message.text
    assert dock.notes.toPlainText() == "σημείωση"
    assert confirmed(database_url) == 0
    wire.open()
    qtbot.waitUntil(lambda: far.desk.contact.offline_since is None, timeout=20_000)
    qtbot.waitUntil(lambda: dock.starts.starts_at is not None, timeout=20_000)
    with qtbot.waitSignal(dock.booked, timeout=25_000):
        press_book(qtbot, dock)
    assert confirmed(database_url) == 1


def test_the_hold_counts_down_while_the_line_is_down_and_is_renewed_once_it_is_back(
    qtbot: QtBot, far: Far, database_url: str
) -> None:
    wire, foot = far.wire, far.dock.foot
    assert foot.held == "Held for you, other desks see it"
    expiry = "SELECT hold_expires_at FROM appointments WHERE status = 'held'"
    wire.close()
    wire.cut()
    # It is kept in whole seconds: a renewal in the same one would not show.
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE appointments SET hold_expires_at = hold_expires_at - interval '5 s'")
    former = rows(database_url, expiry)
    far.desk.contact.ask()
    qtbot.waitUntil(lambda: foot.held.startswith("Not renewed: held for you 1:"), timeout=25_000)
    wire.open()
    qtbot.waitUntil(lambda: foot.held == "Held for you, other desks see it", timeout=25_000)
    qtbot.waitUntil(lambda: rows(database_url, expiry) > former, timeout=25_000)
