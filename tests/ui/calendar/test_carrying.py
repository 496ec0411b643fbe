"""What the hand does, without widgets: threshold, snap, midnight, clock changes, what others change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.calendar.carrying import (
    SNAP,
    THRESHOLD,
    Carried,
    Carrying,
    Grip,
    Point,
    Target,
    is_on_edge,
    moved_target,
    resized_target,
)
from medic_desk.ui.day_grid.grid_picture import Block, Column, GridPicture, Lane
from medic_desk.ui.day_grid.layout import Frame, GridLayout
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.words.formats import time_at

ZONE = "Europe/Athens"
MONDAY = date(2026, 11, 23)
SPRING = date(2027, 3, 28)
AUTUMN = date(2026, 10, 25)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
HOUR = 60
"""Pixels of an hour: a pixel is a minute."""


def at(day: date, hour: int, minute: int = 0) -> int:
    return instant_of(day, hour * 60 + minute, ZONE)


def appointment(starts_at: int, minutes: int = 30, *, doctor_id: str = "one") -> WeekAppointment:
    nothing = dict.fromkeys(
        (
            "patient_id", "patient_phone", "consultation_mode", "doctor_location_id", "location_room_id",
            "notes", "desk_name", "held_since", "hold_expires_at", "asked_since", "pending_expires_at",
            "patient_arrived_at", "visit_started_at", "visit_ended_at", "cancellation_reason", "price_cents",
        )
    )  # fmt: skip
    return WeekAppointment(
        id="visit", doctor_id=doctor_id, zone=ZONE, starts_at=starts_at, ends_at=starts_at + minutes,
        status="confirmed", row_version=3, patient_name="Αντωνίου Γιώργος", patient_last_name="Αντωνίου",
        appointment_type_id="service", service_name="Επίσκεψη", session_lane=1, currency="EUR",
        is_to_rebook=False, **nothing,
    )  # fmt: skip


def carried(one: WeekAppointment, *, grabbed: int = 0, grip: Grip = "body") -> Carried:
    return Carried(appointment=one, lane_id=one.doctor_id, begun_at=NOW, grip=grip, grabbed=grabbed)


def layout(*days: date, one: WeekAppointment | None = None, folded: bool = False) -> GridLayout:
    """Two doctors on each day, columns of 100 pixels, a pixel a minute."""
    blocks = (Block(id=one.id, starts_at=one.starts_at, ends_at=one.ends_at),) if one is not None else ()
    lanes = (Lane(id="one", zone=ZONE, blocks=blocks), Lane(id="two", zone=ZONE))
    columns = tuple(Column(lane, day, is_folded=folded) for day in days for lane in (0, 1))
    return grid_layout(GridPicture(lanes=lanes, columns=columns), Frame(100 * len(columns), HOUR))


def x_of(placed: GridLayout, column: int, share: float = 0.2) -> int:
    return round(placed.columns[column].x + placed.columns[column].width * share)


# The threshold


def test_a_press_is_a_click_until_the_pointer_is_far_enough() -> None:
    hand, one = Carrying(), carried(appointment(at(MONDAY, 10)))
    hand.press(Point(50, 600), one)
    assert not hand.move(Point(50 + THRESHOLD - 1, 600))
    assert hand.put_down() is None
    hand.press(Point(50, 600), one)
    assert hand.move(Point(50, 600 + THRESHOLD))
    assert hand.carried is one
    # Once in the hand it stays there, also back where it was pressed.
    assert hand.move(Point(50, 600))


def test_what_is_put_down_where_it_was_changes_nothing() -> None:
    one = carried(appointment(at(MONDAY, 10)))
    hand = Carrying()
    hand.take(one)
    hand.aim(Target("one", at(MONDAY, 10), 30))
    assert hand.put_down() is None
    hand.take(one)
    hand.aim(Target("one", at(MONDAY, 10, 5), 30))
    assert hand.put_down() == (one, Target("one", at(MONDAY, 10, 5), 30))
    assert hand.carried is None
    assert hand.put_down() is None


def test_let_go_forgets_the_target() -> None:
    hand = Carrying()
    hand.take(carried(appointment(at(MONDAY, 10))))
    hand.aim(Target("one", at(MONDAY, 11), 30))
    assert hand.let_go()
    assert not hand.let_go()
    assert hand.put_down() is None


@pytest.mark.parametrize(("version", "is_changed"), [(2, False), (3, False), (4, True)])
def test_only_a_later_version_is_a_change(version: int, *, is_changed: bool) -> None:
    one = appointment(at(MONDAY, 10))
    hand = Carrying()
    assert not hand.has_changed(None)
    hand.take(carried(one))
    assert hand.has_changed(replace(one, row_version=version)) is is_changed
    assert hand.has_changed(None)


# Targets


def test_the_grabbed_minute_stays_under_the_pointer_and_snaps() -> None:
    one = appointment(at(MONDAY, 10))
    placed = layout(MONDAY, one=one)
    held = carried(one, grabbed=20)
    for y, minute in ((12 * 60 + 20, 0), (12 * 60 + 22, 0), (12 * 60 + 23, 5), (12 * 60 + 18, 0)):
        target = moved_target(placed, held, 30, Point(x_of(placed, 0), y))
        assert target == Target("one", at(MONDAY, 12, minute), 30)


def test_another_column_is_another_doctor_and_another_day() -> None:
    one = appointment(at(MONDAY, 10))
    tuesday = date(2026, 11, 24)
    placed = layout(MONDAY, tuesday, one=one)
    there = [moved_target(placed, carried(one), 30, Point(x_of(placed, n), 11 * 60)) for n in range(4)]
    assert there == [
        Target("one", at(MONDAY, 11), 30), Target("two", at(MONDAY, 11), 30),
        Target("one", at(tuesday, 11), 30), Target("two", at(tuesday, 11), 30),
    ]  # fmt: skip


def test_an_odd_start_stays_odd_where_it_was() -> None:
    one = appointment(at(MONDAY, 10, 7))
    placed = layout(MONDAY, one=one)
    back = moved_target(placed, carried(one, grabbed=3), 30, Point(x_of(placed, 0), 10 * 60 + 11))
    assert back == Target("one", at(MONDAY, 10, 7), 30)
    beside = moved_target(placed, carried(one, grabbed=3), 30, Point(x_of(placed, 1), 10 * 60 + 11))
    assert beside == Target("two", at(MONDAY, 10, 10), 30)


def test_no_target_on_a_folded_day() -> None:
    one = appointment(at(MONDAY, 10))
    placed = layout(MONDAY, one=one, folded=True)
    assert moved_target(placed, carried(one), 30, Point(5, 700)) is None


def test_a_start_stays_on_the_day_of_its_column() -> None:
    one = appointment(at(MONDAY, 10), 60)
    placed = layout(MONDAY, one=one)
    target = moved_target(placed, carried(one, grabbed=50), 60, Point(x_of(placed, 0), 10))
    assert target == Target("one", at(MONDAY, 0), 60)


def test_an_appointment_across_midnight_goes_by_either_piece() -> None:
    one = appointment(at(MONDAY, 23, 30), 60)
    tuesday = date(2026, 11, 24)
    placed = layout(MONDAY, tuesday, one=one)
    assert [piece.column for piece in placed.blocks] == [0, 2]
    by_upper = moved_target(placed, carried(one, grabbed=10), 60, Point(x_of(placed, 0), 23 * 60 + 10))
    assert by_upper == Target("one", at(MONDAY, 23), 60)
    # The piece of Tuesday, a quarter of an hour up: the start is still Monday's.
    by_lower = moved_target(placed, carried(one, grabbed=45), 60, Point(x_of(placed, 2), 0))
    assert by_lower == Target("one", at(MONDAY, 23, 15), 60)


def test_the_hour_that_is_skipped_holds_no_start() -> None:
    one = appointment(at(SPRING, 2))
    placed = layout(SPRING, one=one)
    for y in range(3 * 60, 4 * 60, 7):
        target = moved_target(placed, carried(one), 30, Point(x_of(placed, 0), y))
        assert target is not None
        assert time_at(target.starts_at, ZONE) == "04:00"


def test_the_hour_that_comes_twice_has_two_starts_side_by_side() -> None:
    one = appointment(at(AUTUMN, 2))
    placed = layout(AUTUMN, one=one)
    first = moved_target(placed, carried(one), 30, Point(x_of(placed, 0, 0.2), 3 * 60 + 30))
    second = moved_target(placed, carried(one), 30, Point(x_of(placed, 0, 0.8), 3 * 60 + 30))
    assert first is not None
    assert second is not None
    assert second.starts_at - first.starts_at == 60
    assert time_at(first.starts_at, ZONE).startswith("03:30")
    assert time_at(second.starts_at, ZONE).startswith("03:30")


# Lengths


def test_the_lower_edge_snaps_within_the_column_where_it_was_grabbed() -> None:
    one = appointment(at(MONDAY, 10))
    placed = layout(MONDAY, one=one)
    held = carried(one, grip="edge")
    for y, minutes in ((11 * 60, 60), (10 * 60 + 46, 45), (10 * 60 + 29, 30), (9 * 60, SNAP), (23 * 60, 240)):
        for column in (0, 1):
            target = resized_target(placed, held, 0, Point(x_of(placed, column), y))
            assert target == Target("one", at(MONDAY, 10), minutes)


def test_only_the_end_of_an_appointment_is_an_edge() -> None:
    one = appointment(at(MONDAY, 23, 30), 60)
    placed = layout(MONDAY, date(2026, 11, 24), one=one)
    upper, lower = placed.blocks
    assert not is_on_edge(upper, upper.rect.bottom - 1)
    assert is_on_edge(lower, lower.rect.bottom - 1)
    assert not is_on_edge(lower, lower.rect.y + 2)


def test_a_length_across_the_clock_change_is_elapsed_time() -> None:
    one = appointment(at(SPRING, 2, 30))
    placed = layout(SPRING, one=one)
    target = resized_target(placed, carried(one, grip="edge"), 0, Point(x_of(placed, 0), 4 * 60 + 29))
    assert target == Target("one", at(SPRING, 2, 30), 60)
