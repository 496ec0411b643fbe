"""Appointments dragged between the columns of doctors and of rooms, and over midnight, on the real window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.store.store import Store
from medic_desk.model.tables import AppointmentTypeRow, ScheduleRuleRow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import ZONE, SmallClinic, new_id
from tests.ui.hands.dragging import booked, drag, drop, minutes_of, pick_up, point_at, start_of


@pytest.fixture
def both(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> MainWindow:
    """The window with both doctors' day."""
    window.calendar.show_days(1)
    window.calendar.go_to(small.day)
    window.side.choose_doctors([small.doctor_id, small.colleague_id])
    qtbot.waitUntil(lambda: len(window._desk.weeks) == 2)
    return window


def test_to_a_colleague_who_offers_the_like(
    qtbot: QtBot, both: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, both, store, small, 10)
    end = point_at(both, small.at(11), small.colleague_id)
    pick_up(both, point_at(both, small.at(10), small.doctor_id), end)
    clinic = both._desk.clinic
    assert clinic is not None
    assert both.hands.hand.chip.words == f"Free\n{clinic.doctor(small.colleague_id).full_name}"
    drop(both, end)
    qtbot.waitUntil(lambda: start_of(both, one) == small.at(11))
    moved = both.calendar.appointment(one)
    assert moved is not None
    assert (moved.doctor_id, moved.appointment_type_id) == (small.colleague_id, small.colleague_service_id)


def test_a_like_service_that_takes_longer_shows_its_own_length(
    qtbot: QtBot, both: MainWindow, store: Store, small: SmallClinic
) -> None:
    def lengthen(session: Session) -> None:
        longer = update(AppointmentTypeRow).where(AppointmentTypeRow.id == small.colleague_service_id)
        session.execute(longer.values(duration_minutes=45))

    store.do(lengthen)
    qtbot.waitUntil(
        lambda: any(
            one.duration_minutes == 45 for one in (both._desk.clinic.services if both._desk.clinic else ())
        )
    )
    one = booked(qtbot, both, store, small, 10)
    end = point_at(both, small.at(11), small.colleague_id)
    pick_up(both, point_at(both, small.at(10), small.doctor_id), end)
    target = both.hands.hand._carrying.target
    assert target is not None
    assert target.minutes == 45
    drop(both, end)
    qtbot.waitUntil(lambda: start_of(both, one) == small.at(11))
    moved = both.calendar.appointment(one)
    assert moved is not None
    assert moved.ends_at == small.at(11, 45)


def test_a_colleague_without_the_like_is_no_target(
    qtbot: QtBot, both: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, both, store, small, 10, appointment_type_id=small.call_id)
    end = point_at(both, small.at(11), small.colleague_id)
    pick_up(both, point_at(both, small.at(10), small.doctor_id), end)
    assert "does not offer Τηλεφώνημα." in both.hands.hand.chip.words
    assert both.calendar.week.canvas.look.aim is None
    drop(both, end)
    moved = both.calendar.appointment(one)
    assert moved is not None
    assert moved.doctor_id == small.doctor_id


def test_what_a_colleague_holds_in_the_shared_room_is_named(
    qtbot: QtBot, both: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(qtbot, both, store, small, 10)
    other = {"doctor_id": small.colleague_id, "appointment_type_id": small.colleague_service_id}
    booked(qtbot, both, store, small, 12, patient_id=small.patient_ids[1], **other)
    # The colleague is read first, and a moment later whoever shares the room that was claimed.
    shown = both._desk.weeks
    qtbot.waitUntil(lambda: any(one.starts_at == small.at(12) for one in shown[small.doctor_id].facts.claims))
    end = point_at(both, small.at(12), small.doctor_id)
    pick_up(both, point_at(both, small.at(10), small.doctor_id), end)
    assert both.hands.hand.chip.words.startswith("12:00\nΚοινό is taken: ")
    QTest.keyClick(both.windowHandle(), Qt.Key.Key_Escape)
    drop(both, end)


def test_a_column_of_rooms_keeps_the_doctor_and_names_no_other(
    qtbot: QtBot, both: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, both, store, small, 10)
    both.calendar.show_kind("rooms")
    qtbot.waitUntil(lambda: both.calendar.appointment(one) is not None)
    canvas = both.calendar.week.canvas
    assert canvas.placed is not None
    lanes = [lane.id for lane in canvas.placed.picture.lanes]
    shown = next(block for block in canvas.placed.blocks if block.block.id == one)
    lane_id = canvas.placed.lane(shown.column).id
    assert lanes
    drag(both, point_at(both, small.at(10), lane_id), point_at(both, small.at(11), lane_id))
    qtbot.waitUntil(lambda: start_of(both, one) == small.at(11))
    moved = both.calendar.appointment(one)
    assert moved is not None
    assert moved.doctor_id == small.doctor_id


def test_over_midnight_the_place_has_a_part_in_both_days(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    def work_at_night(session: Session) -> None:
        # A window that ends before it begins ends on the next day.
        session.execute(update(ScheduleRuleRow).values(work_start_local="08:00", work_end_local="04:00"))

    store.do(work_at_night)
    one = booked(qtbot, window, store, small, 10)
    longer = MoveRequest(
        act_id=new_id(),
        appointment_id=one,
        row_version=None,
        starts_at=small.at(10),
        duration_minutes=90,
    )
    perform(store, small.manager, move, longer)
    qtbot.waitUntil(lambda: minutes_of(window, one) == 90)
    days = -1 if small.day.weekday() == 6 else 0
    window.calendar.week.show_minute(small.at(23, 30, days=days))
    start = point_at(window, small.at(10))
    end = point_at(window, small.at(23, days=days))
    pick_up(window, start, end)
    aim = window.calendar.week.canvas.look.aim
    assert window.hands.hand.chip.words == "Free"
    assert aim is not None
    assert [rect.width > 0 for rect in aim[0]] == [True, True]
    drop(window, end)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(23, days=days))
    assert minutes_of(window, one) == 90


def test_on_the_day_when_the_clock_goes_forward_the_skipped_hour_is_the_next(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    def work_at_night(session: Session) -> None:
        session.execute(update(ScheduleRuleRow).values(work_start_local="00:00", work_end_local="12:00"))
        session.execute(update(AppointmentTypeRow).values(max_future_days=400))

    store.do(work_at_night)
    spring = next(
        day
        for day in (small.day + timedelta(days=n) for n in range(366))
        if instant_of(day + timedelta(days=1), 0, ZONE) - instant_of(day, 0, ZONE) < 24 * 60
    )
    window.calendar.show_days(1)
    window.calendar.go_to(spring)
    two = instant_of(spring, 120, ZONE)
    one = booked(qtbot, window, store, small, 10, starts_at=two)
    window.calendar.week.show_minute(two)
    start = point_at(window, two)
    canvas = window.calendar.week.canvas
    assert canvas.placed is not None
    # A point between 03:00 and 04:00, which the clock skips.
    skipped = QPoint(start.x(), canvas.placed.y_of(3 * 60 + 30) - canvas.offset)
    pick_up(window, start, skipped)
    aim = canvas.look.aim
    assert aim is not None
    assert aim[1][0] == "02:00 → 04:00"
    drop(window, skipped)
    qtbot.waitUntil(lambda: start_of(window, one) == two + 60)
    assert minutes_of(window, one) == 30
