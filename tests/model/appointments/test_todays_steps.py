"""Only today's appointments arrive, by the doctor's date: at the edges of midnight, offered and done."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_desk.engine.clinic_time import clock, datetime_at, minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.appointment_steps import arrive, complete, is_today, no_show, start
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment, read_week
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, on
from tests.model.appointments.test_declared_acts import shown
from tests.model.small_clinic import make_small_clinic, zone_where_it_is

ATHENS = clock("Europe/Athens")
DAY = 20_800
MIDNIGHT = ATHENS.instant(DAY, 0)
HERE = datetime_at(MIDNIGHT)


def at(start: int, length: int = 30, **fields: Any) -> WeekAppointment:
    """An appointment so many minutes from the midnight that begins the day."""
    return shown(starts_at=MIDNIGHT + start, ends_at=MIDNIGHT + start + length, **fields)


def offered(appointment: WeekAppointment, now: int) -> str:
    acts = (arrive, start, complete, no_show)
    lawful = (act.name for act in acts if act.is_lawful(appointment, MIDNIGHT + now))
    return " ".join(lawful)


def test_at_midnight_a_day_begins_and_ends() -> None:
    early, late = at(10), at(24 * 60 - 20, 20)
    assert offered(early, -1) == ""
    assert offered(early, 0) == "arrived started"
    assert offered(early, 10) == "arrived started completed no_show"
    assert offered(late, 24 * 60 - 1) == "arrived started completed no_show"
    assert offered(late, 24 * 60) == "completed no_show"
    assert offered(late, -1) == ""


def test_an_appointment_over_midnight_is_of_both_days() -> None:
    over = at(-15)
    assert offered(over, -24 * 60 - 1) == ""
    assert offered(over, -24 * 60) == "arrived started"
    assert offered(over, 0) == "arrived started completed no_show"
    assert offered(over, 24 * 60 - 1) == "arrived started completed no_show"
    assert offered(over, 24 * 60) == "completed no_show"


def test_who_is_here_early_may_be_done_early_and_never_on_another_day() -> None:
    arrived = at(12 * 60, patient_arrived_at=HERE)
    assert offered(arrived, 60) == "started completed"
    assert offered(arrived, -1) == "", "moved to tomorrow once the patient was here"
    assert offered(arrived, 24 * 60) == "completed"
    in_the_room = at(12 * 60, patient_arrived_at=HERE, visit_started_at=HERE)
    assert offered(in_the_room, 60) == "completed"


@given(
    st.sampled_from(["Europe/Athens", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"]),
    st.integers(-5_000, 5_000),
    st.integers(1, 360),
    st.integers(-5_000, 5_000),
)
def test_today_is_a_date_that_the_doctors_clock_shows_within_the_appointment(
    zone: str, starts: int, length: int, now: int
) -> None:
    appointment = at(starts, length, zone=zone)
    days = {clock(zone).day(minute) for minute in range(appointment.starts_at, appointment.ends_at)}
    assert is_today(appointment, zone, MIDNIGHT + now) == (clock(zone).day(MIDNIGHT + now) in days)


# The acts themselves


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def brought_to(
    desk: Desk, appointment: AppointmentResult, now: datetime, hours: int, *, local_hour: int
) -> AppointmentResult:
    """The appointment so many hours from now, its doctor in a zone where it is that hour."""
    zone = zone_where_it_is(local_hour, minute_floor(now))
    desk.execute(f"UPDATE doctors SET timezone = '{zone}'")
    desk.execute(
        f"UPDATE appointments SET starts_at = timezone('utc', timestamptz '{now.isoformat()}')"
        f" + interval '{hours} h', ends_at = timezone('utc', timestamptz '{now.isoformat()}')"
        f" + interval '{hours * 60 + 30} min'"
    )
    (row,) = desk.rows("SELECT row_version FROM appointments")
    return replace(appointment, row_version=row["row_version"])


def lawful(desk: Desk, appointment: AppointmentResult, now: datetime) -> set[str]:
    """What a calendar that shows the appointment offers of it."""
    week = desk.store.do(read_week, appointment.doctor_id, now.date() - timedelta(days=3), 7)
    (block,) = week.appointments
    return {act.name for act in (arrive, start, complete, no_show) if act.is_lawful(block, minute_floor(now))}


@pytest.mark.parametrize(
    ("hours", "local_hour", "refused"),
    [
        (8, 12, {"completed": "not_yet", "no_show": "not_yet"}),  # 20:00 today
        (
            8,
            17,
            {"arrived": "not_today", "started": "not_today", "completed": "not_yet", "no_show": "not_yet"},
        ),  # 01:00 tomorrow
        (-8, 12, {}),  # 04:00 today
        (-8, 5, {"arrived": "not_today", "started": "not_today"}),  # 21:00 yesterday
    ],
)
def test_an_act_is_done_where_it_is_offered_and_refused_elsewhere(
    desk: Desk, hours: int, local_hour: int, refused: dict[str, str]
) -> None:
    now = desk.store.do(read_database_clock)
    appointment = brought_to(desk, desk.booked(), now, hours, local_hour=local_hour)
    acts = {act.name: act for act in (arrive, start, complete, no_show)}
    assert lawful(desk, appointment, now) == acts.keys() - refused.keys()
    before = desk.rows("SELECT * FROM appointments"), desk.rows("SELECT * FROM appointment_events")
    for name, code in refused.items():
        with pytest.raises(InvalidField) as told:
            desk.do(acts[name], on(appointment))
        assert (told.value.field, told.value.code) == ("starts_at", code)
    assert before == (desk.rows("SELECT * FROM appointments"), desk.rows("SELECT * FROM appointment_events"))
    for act in [act for name, act in acts.items() if name not in refused][:1]:
        done = desk.do(act, on(appointment))
        assert done.row_version == appointment.row_version + 1
