"""An outage seen at the whole window: said with its time, the calendar readable, nothing lost or doubled."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.words.formats import clock_of
from tests.model.small_clinic import ZONE, SmallClinic
from tests.model.store.wire import Wire
from tests.ui.booking.steps import until_ready

NOTICED_WITHIN_SECONDS = 10.0
RETURN = Qt.Key.Key_Return


@dataclass
class Far:
    """The main window of a desk at the far end of a wire."""

    wire: Wire
    desk: Desk
    window: MainWindow
    small: SmallClinic
    qtbot: QtBot

    def open_form(self, hour: int, patient: str) -> BookingDock:
        """A form with its time and its patient in it."""
        self.window.side.choose_service(self.small.service_id)
        self.window.book_at(self.small.at(hour))
        dock = self.window.dock
        assert isinstance(dock, BookingDock)
        self.qtbot.waitUntil(lambda: dock.starts.found is not None)
        type_text(dock.patient.search, patient)
        self.qtbot.waitUntil(lambda: bool(dock.patient.results.entries))
        QTest.keyClick(dock.patient.search, RETURN)
        self.qtbot.waitUntil(lambda: dock.patient.patient is not None)
        dock.notes.setPlainText("brings the X-rays")
        until_ready(self.qtbot, dock)
        return dock

    def wait_offline(self) -> None:
        with self.qtbot.waitSignal(self.desk.contact.went_offline, timeout=12_000):
            pass

    def shows(self, hour: int) -> bool:
        week = self.window.calendar.shown_week
        return week is not None and any(
            a.starts_at == self.small.at(hour) and a.status == "confirmed" for a in week.appointments
        )


@pytest.fixture
def far(
    qtbot: QtBot, database_url: str, store: Store, small: SmallClinic, theme: Theme, tmp_path: Path
) -> Iterator[Far]:
    perform(store, small.manager, book, small.booking(9))
    limits = SessionLimits(connect_seconds=2)
    with Wire(database_url) as wire, Store(wire.url(), "far desk", limits=limits) as through:
        clinic = through.do(read_clinic)
        jobs = Jobs()
        desk = Desk(through, jobs, "Far desk")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        window = MainWindow(desk, theme, Memory(tmp_path / "windows.ini"))
        window.resize(1400, 900)
        window.show()
        window.side.choose_doctor(small.doctor_id)
        window.calendar.show_days(7)
        window.calendar.go_to(small.day)
        far = Far(wire, desk, window, small, qtbot)
        qtbot.waitUntil(lambda: desk.is_live and far.shows(9))
        yield far
        wire.open()
        if isinstance(window.dock, BookingDock):
            window.dock.discard()
        window.close()
        desk.close()
        jobs.close()
        for thing in (window, desk, jobs):
            thing.deleteLater()


def _confirmed(database_url: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT count(*) FROM appointments WHERE status = 'confirmed'").fetchone()
    assert row is not None
    return int(row[0])


Trouble = Callable[[Wire], None]


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(Wire.close, id="server gone"),
        pytest.param(Wire.silence, id="silent peer", marks=pytest.mark.proof),
    ],
)
def test_an_outage_is_said_survived_and_over_by_itself(far: Far, database_url: str, trouble: Trouble) -> None:
    dock = far.open_form(11, "nikol")
    began = time.monotonic()
    trouble(far.wire)
    if far.desk.contact.offline_since is None:
        far.wait_offline()
    noticed = time.monotonic() - began
    assert noticed < NOTICED_WITHIN_SECONDS

    # Said, with since when; what was last read is still there to be read.
    since = far.desk.contact.offline_since
    assert since is not None
    said = far.window.calendar.banner.text
    assert "Offline since" in said
    assert clock_of(since, ZONE) in said
    assert far.shows(9)
    far.window.calendar.week.grab()

    # Nothing is booked into the void: refused, or not known; the form keeps every word.
    dock.book()
    far.qtbot.waitUntil(dock.book_button.isEnabled, timeout=25_000)
    assert dock.message.text
    assert dock.isVisible()
    assert dock.notes.toPlainText() == "brings the X-rays"
    assert dock.patient.patient is not None
    assert _confirmed(database_url) == 1

    # Back by itself; the very same form then books, once.
    if far.desk.contact.offline_since is not None:
        with far.qtbot.waitSignal(far.desk.contact.came_back, timeout=20_000):
            far.wire.open()
    assert not far.window.calendar.banner.text
    far.qtbot.waitUntil(lambda: far.desk.is_live, timeout=20_000)
    if dock.starts.starts_at is None:
        found = dock.starts.found
        assert found is not None
        dock.starts.take(next(s for s in found.starts if s.starts_at == far.small.at(11)))
    until_ready(far.qtbot, dock)
    with far.qtbot.waitSignal(dock.booked, timeout=20_000):
        dock.book()
    far.qtbot.waitUntil(lambda: far.shows(11), timeout=10_000)
    assert _confirmed(database_url) == 2
    print(f"\n{trouble.__name__}: noticed after {noticed:.1f} s, back by itself, booked once")


def test_a_lost_reply_in_the_window_is_one_booking(far: Far, database_url: str) -> None:
    dock = far.open_form(10, "antoniou")
    far.qtbot.waitUntil(lambda: dock.starts.starts_at is not None)
    with far.qtbot.waitSignal(dock.booked, timeout=20_000):
        far.wire.lose_commit("after", of_an_act=True)
        dock.book()
    far.qtbot.waitUntil(lambda: far.shows(10), timeout=10_000)
    assert far.wire.lost["after"] == 1
    assert _confirmed(database_url) == 2


def test_a_change_made_during_the_outage_is_seen_after_it(far: Far, store: Store) -> None:
    far.wire.close()
    if far.desk.contact.offline_since is None:
        far.wait_offline()
    perform(store, far.small.manager, book, far.small.booking(12))
    assert not far.shows(12)
    far.wire.open()
    far.qtbot.waitUntil(lambda: far.shows(12), timeout=20_000)


class _FastClock(datetime):
    """This computer's clock, five minutes ahead of everybody's."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(minutes=5)


def test_a_clock_that_is_off_is_said_and_the_databases_is_kept(
    far: Far, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = datetime.now(UTC) - store.do(read_database_clock) + timedelta(minutes=5)
    monkeypatch.setattr("medic_desk.ui.desk.contact.datetime", _FastClock)
    with far.qtbot.waitSignal(far.desk.contact.clock_skewed) as skewed:
        far.desk.read_again()
    assert abs(skewed.args[0] - ahead.total_seconds()) < 5
    assert "5 minutes off" in far.window.calendar.banner.text
    assert abs((far.desk.now() - store.do(read_database_clock)).total_seconds()) < 5
