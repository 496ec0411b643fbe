"""The flow of today on a real database: which appointments are in it, over midnight and in the long night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from medic_desk.engine.clinic_time import datetime_at, instant_of
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.appointment_steps import arrive, cancel, complete, start
from medic_desk.model.appointments.booking import submit
from medic_desk.model.appointments.flow import STILL_HERE_MINUTES, read_flow
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import ZONE, SmallClinic, make_small_clinic

FALL = date(2025, 10, 26)
"""The clock of Athens goes back from 04:00 to 03:00."""


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def flow_ids(desk: Desk, now: Minute, *doctor_ids: str) -> list[str]:
    whom = doctor_ids or (desk.clinic.doctor_id, desk.clinic.colleague_id)
    return [one.id for one in desk.store.do(read_flow, whom, now).appointments]


def test_today_has_who_is_expected_here_and_over_and_nobody_else(desk: Desk) -> None:
    clinic = desk.clinic
    expected = desk.booked(9)
    arrived = desk.step(arrive, desk.booked(10))
    in_room = desk.step(start, desk.step(arrive, desk.booked(11)))
    done = desk.step(complete, desk.step(arrive, desk.booked(12)))
    desk.step(cancel, desk.booked(14), "ill")
    desk.do(submit, clinic.booking(14))
    desk.held(15)
    desk.booked(16, starts_at=clinic.at(10, days=1))
    wanted = [one.appointment_id for one in (expected, arrived, in_room, done)]
    assert flow_ids(desk, clinic.at(10, 30)) == wanted
    assert flow_ids(desk, clinic.at(10, 30), clinic.colleague_id) == []


def test_after_midnight_the_next_day_is_today_and_who_is_here_stays_for_a_while(desk: Desk) -> None:
    clinic = desk.clinic
    desk.booked(9)
    here = desk.step(arrive, desk.booked(16))
    tomorrow = desk.booked(10, starts_at=clinic.at(10, days=1))
    last = clinic.at(23, 59)
    assert flow_ids(desk, last)[-1] == here.appointment_id
    assert tomorrow.appointment_id not in flow_ids(desk, last)
    # Whose visit ended at 16:30 is gone by midnight; one that ended at 22:30 is not.
    assert flow_ids(desk, clinic.at(0, days=1)) == [tomorrow.appointment_id]
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at + interval '6 hours',"
        f" ends_at = ends_at + interval '6 hours' WHERE id = '{here.appointment_id}'",
    )
    midnight = clinic.at(0, days=1)
    assert flow_ids(desk, midnight) == [here.appointment_id, tomorrow.appointment_id]
    ended = clinic.at(22, 30)
    assert here.appointment_id in flow_ids(desk, ended + STILL_HERE_MINUTES - 1)
    assert here.appointment_id not in flow_ids(desk, ended + STILL_HERE_MINUTES)


def test_a_night_shift_is_of_both_its_days(desk: Desk) -> None:
    clinic = desk.clinic
    night = desk.booked(16)
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at + interval '7 hours 45 minutes',"
        f" ends_at = ends_at + interval '7 hours 45 minutes' WHERE id = '{night.appointment_id}'",
    )
    for minute in (clinic.at(12), clinic.at(23, 59), clinic.at(0, days=1), clinic.at(12, days=1)):
        assert flow_ids(desk, minute) == [night.appointment_id]
    assert flow_ids(desk, clinic.at(0, days=2)) == []


def test_the_day_of_the_clock_change_is_an_hour_longer(store: Store) -> None:
    clinic = make_small_clinic(store)
    midnight = instant_of(FALL, 0, ZONE)
    starts = [midnight, midnight + 3 * 60 + 30, midnight + 4 * 60 + 30, midnight + 24 * 60 + 30]
    for minute in (*starts, midnight + 25 * 60, midnight - 30):
        insert_confirmed(store, clinic, minute)
    for now in (midnight, midnight + 25 * 60 - 1):
        found = store.do(read_flow, (clinic.doctor_id,), now).appointments
        assert [one.starts_at for one in found] == starts
    assert datetime_at(starts[1]) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_doctors_in_two_zones_each_have_their_own_today(store: Store) -> None:
    clinic = make_small_clinic(store)
    run(store, f"UPDATE doctors SET timezone = 'Asia/Tokyo' WHERE id = '{clinic.colleague_id}'")
    noon = instant_of(clinic.day, 12 * 60, ZONE)
    tokyo = instant_of(clinic.day + timedelta(days=1), 30, "Asia/Tokyo")
    here = insert_confirmed(store, clinic, noon)
    there = insert_confirmed(store, clinic, tokyo, clinic.colleague_id)
    late = instant_of(clinic.day, 20 * 60, ZONE)
    both = (clinic.doctor_id, clinic.colleague_id)
    found = {one.id for one in store.do(read_flow, both, late).appointments}
    assert found == {here, there}, "it is tomorrow in Tokyo already"
    assert [one.id for one in store.do(read_flow, both, noon).appointments] == [here]


def test_a_row_that_cannot_be_used_is_told_and_loses_nothing_else(desk: Desk) -> None:
    good, odd = desk.booked(9), desk.booked(10)
    run(
        desk.store,
        "ALTER TABLE appointments DISABLE TRIGGER ALL;"
        " ALTER TABLE appointments DROP CONSTRAINT appointments_patient_arrived_at_bounds_check;"
        " UPDATE appointments SET patient_arrived_at = 'infinity'"
        f" WHERE id = '{odd.appointment_id}'",
    )
    found = desk.store.do(read_flow, (desk.clinic.doctor_id,), desk.clinic.at(9))
    assert good.appointment_id in [one.id for one in found.appointments]
    assert [(row.table, row.id, row.column) for row in found.unreadable] == [
        ("appointments", odd.appointment_id, "patient_arrived_at")
    ]


def test_without_doctors_there_is_no_flow(desk: Desk) -> None:
    assert desk.store.do(read_flow, (), desk.clinic.at(9)).appointments == ()


def insert_confirmed(
    store: Store, clinic: SmallClinic, minute: Minute, doctor_id: str = "", status: str = "confirmed"
) -> str:
    """An appointment of another program, at whatever hour."""
    (row,) = rows(
        store,
        f"""
        INSERT INTO appointments (doctor_id, patient_id, starts_at, ends_at, duration_minutes, status,
                                  doctor_timezone)
        SELECT d.id, '{clinic.patient_ids[0]}', timezone('utc', to_timestamp({60 * minute})),
               timezone('utc', to_timestamp({60 * minute + 1800})), 30, '{status}', d.timezone
          FROM doctors d WHERE d.id = '{doctor_id or clinic.doctor_id}' RETURNING id
        """,
    )
    return str(row["id"])
