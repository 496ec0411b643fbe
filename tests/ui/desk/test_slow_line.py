"""A line on which every answer takes 600 ms: everything works, later, no title names what is not shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.calendar.day_range_title import day_range_forms
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic
from tests.model.store.wire import Wire
from tests.ui.booking.steps import is_ready
from tests.ui.staff import type_text

ONE_WAY_SECONDS = 0.3
PATIENCE = 60_000
RETURN = Qt.Key.Key_Return
LATER = Qt.KeyboardModifier.AltModifier


class Watch(QObject):
    """Notes what happens in order: a tick of the event loop, and whatever a test says."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.events: list[str] = []
        self.lies: list[str] = []
        self.offline: list[object] = []
        window.calendar.week.canvas.laid_out.connect(self.look)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(20)

    @Slot()
    def _on_tick(self) -> None:
        self.look()
        if not self.events or self.events[-1] != "tick":
            self.events.append("tick")

    @Slot()
    def look(self) -> None:
        """Compare the title with what the grid shows."""
        calendar, picture = self._window.calendar, self._window.calendar.week.picture
        if picture is None or calendar.bar.title.toolTip() == "":
            return
        shown = day_range_forms(picture.first_day, picture.days)[0]
        if calendar.bar.title.toolTip() != shown:
            self.lies.append(f"{calendar.bar.title.toolTip()} over {shown}")
        week = calendar.shown_week
        is_known = week is not None and (week.first_day, week.days) == (picture.first_day, picture.days)
        if not picture.is_reading and not is_known:
            self.lies.append(f"{shown} without being read")
        if picture.is_reading and (picture.blocks or picture.grounds or picture.free_slots):
            self.lies.append(f"{shown} being read, with something in it")


@dataclass
class Slow:
    """The main window of a desk at the far end of a slow wire."""

    wire: Wire
    desk: Desk
    window: MainWindow
    watch: Watch
    small: SmallClinic
    qtbot: QtBot
    offline: list[object] = field(default_factory=list)

    def until_read(self) -> None:
        """Wait until the grid shows what was read."""
        week = self.window.calendar.week

        def is_read() -> bool:
            return week.picture is not None and not week.picture.is_reading

        self.qtbot.waitUntil(is_read, timeout=PATIENCE)


@pytest.fixture
def slow(
    qtbot: QtBot, database_url: str, store: Store, small: SmallClinic, theme: Theme, tmp_path: Path
) -> Iterator[Slow]:
    perform(store, small.manager, book, small.booking(9))
    with Wire(database_url) as wire, Store(wire.url(), "slow desk") as through:
        clinic = through.do(read_clinic)
        jobs = Jobs()
        desk = Desk(through, jobs, "Slow desk")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        window = MainWindow(desk, theme, Memory(tmp_path / "windows.ini"))
        slow = Slow(wire, desk, window, Watch(window), small, qtbot)
        desk.contact.went_offline.connect(slow.offline.append)
        window.resize(1400, 900)
        window.show()
        window.side.choose_doctor(small.doctor_id)
        window.side.choose_service(small.service_id)
        window.calendar.show_days(7)
        window.calendar.go_to(small.day)
        slow.until_read()
        qtbot.waitUntil(lambda: desk.is_live and jobs.is_idle, timeout=PATIENCE)
        wire.delay_seconds = ONE_WAY_SECONDS
        yield slow
        wire.delay_seconds = 0.0
        if isinstance(window.dock, BookingDock):
            window.dock.discard()
        window.close()
        desk.close()
        jobs.close()
        for thing in (window, desk, jobs):
            thing.deleteLater()


def test_the_title_names_no_week_that_the_grid_does_not_show(slow: Slow) -> None:
    calendar, day = slow.window.calendar, slow.small.day
    assert calendar.week.picture is not None
    first = calendar.week.picture.first_day
    assert calendar.week.picture.blocks
    # Faster than anything is answered: three weeks on, the last is the one that is read.
    for weeks in (1, 2, 3):
        QTest.keyClick(slow.window, Qt.Key.Key_Right, LATER)
        picture = calendar.week.picture
        assert picture is not None
        assert (picture.is_reading, picture.first_day) == (True, first + timedelta(days=7 * weeks))
        assert "being read" in calendar.week.accessibleName()
        assert calendar.week.cells() == ()
    slow.until_read()
    assert calendar.week.picture.first_day == first + timedelta(days=21)
    assert "being read" not in calendar.week.accessibleName()
    # Another doctor, another length, and back.
    slow.window.side.choose_doctor(slow.small.colleague_id)
    assert calendar.week.picture.is_reading
    assert calendar.week.picture.title == "Γεωργίου Άννα"
    calendar.show_days(1)
    slow.window.side.choose_doctor(slow.small.doctor_id)
    calendar.show_days(7)
    calendar.go_to(day)
    slow.until_read()
    assert calendar.week.picture.first_day == first
    assert len(calendar.week.picture.blocks) == 1
    assert slow.watch.lies == []
    assert slow.offline == []


def offered(window: MainWindow) -> list[str]:
    """What the panel's buttons offer to do."""
    return [one.text() for one in window.details.buttons.findChildren(QPushButton) if one.isVisible()]


def test_nothing_can_be_done_with_what_is_not_shown_any_more(slow: Slow) -> None:
    window = slow.window
    assert window.calendar.shown_week is not None
    (shown,) = window.calendar.shown_week.appointments
    window.show_appointment(shown.id)
    assert offered(window) != []
    QTest.keyClick(window, Qt.Key.Key_Right, LATER)
    assert offered(window) == []
    slow.until_read()
    assert window.details.appointment_id is None


def test_paging_faster_than_the_line_reads_what_is_asked_for_last(slow: Slow) -> None:
    calendar = slow.window.calendar
    assert calendar.week.picture is not None
    first = calendar.week.picture.first_day
    for _ in range(15):
        QTest.keyClick(slow.window, Qt.Key.Key_Right, LATER)
        # Each is sent off before the next key: the events of the first are not made one.
        QApplication.processEvents()
    slow.until_read()
    assert calendar.week.picture.first_day == first + timedelta(days=15 * 7)
    assert slow.watch.lies == []
    assert slow.offline == []


def test_a_booking_is_found_typed_and_sent_once(slow: Slow, store: Store) -> None:
    window, qtbot, events = slow.window, slow.qtbot, slow.watch.events
    window.book_at(slow.small.at(10))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    # Typed before anything was answered, letter by letter: it stays, and the last word counts.
    type_text(dock.patient.search, "vasil")
    type_text(dock.notes, "brings the X-rays")
    qtbot.waitUntil(lambda: bool(dock.patient.results.entries), timeout=PATIENCE)
    assert dock.patient.search.text() == "vasil"
    assert [one.last_name for one in dock.patient.results.entries] == ["Βασιλείου"]
    QTest.keyClick(dock.patient.search, RETURN)
    qtbot.waitUntil(lambda: dock.starts.found is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
    dock.booked.connect(lambda: events.append("booked"))
    events.append("pressed")
    for _ in range(3):
        QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
        QTest.keyClick(dock, RETURN)
    assert dock.notes.toPlainText() == "brings the X-rays"
    qtbot.waitUntil(lambda: window.dock is None, timeout=PATIENCE)
    # The window went on living in between.
    pressed = events.index("pressed")
    assert events[pressed + 1] == "tick"
    assert events.index("booked") > pressed
    booked = rows(store, "SELECT notes FROM appointments WHERE notes IS NOT NULL AND status = 'confirmed'")
    assert booked == [{"notes": "brings the X-rays"}]
    assert rows(store, "SELECT count(*) AS n FROM appointment_events WHERE action = 'booked'") == [{"n": 2}]

    def is_shown() -> bool:
        week = window.calendar.shown_week
        return week is not None and len([a for a in week.appointments if a.status == "confirmed"]) == 2

    qtbot.waitUntil(is_shown, timeout=PATIENCE)
    assert slow.watch.lies == []
    assert slow.offline == []
