"""How full days are: open minutes by the engine's hours, taken ones by appointments, of doctors together."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_desk.engine import day_pattern
from medic_desk.engine.clinic_time import datetime_at, local_day
from medic_desk.engine.facts import Facts, Rule
from medic_desk.model.appointments.day_loads import DayLoad, day_loads, read_day_loads
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AppointmentRow,
    ClinicClosureRow,
    DoctorLocationRow,
    ScheduleExceptionRow,
)
from tests.model.appointments.test_week import counted_statements
from tests.model.plain_sql import run
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id

OPEN = 7 * 60
"""Minutes of a day of the small clinic: 09:00-17:00 without lunch."""


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def loads(store: Store, clinic: SmallClinic, days: int = 1, *, both: bool = False) -> dict[date, DayLoad]:
    doctors = (clinic.doctor_id, clinic.colleague_id) if both else (clinic.doctor_id,)
    return store.do(read_day_loads, doctors, clinic.day, days)


def put(store: Store, clinic: SmallClinic, start: int, minutes: int, **columns: Any) -> None:
    values: dict[str, Any] = {
        "doctor_id": clinic.doctor_id,
        "patient_id": clinic.patient_ids[0],
        "status": "confirmed",
    }
    store.do(
        add,
        AppointmentRow,
        starts_at=datetime_at(start),
        ends_at=datetime_at(start + minutes),
        **(values | columns),
    )


def test_what_takes_the_doctors_time_is_taken(store: Store, clinic: SmallClinic) -> None:
    put(store, clinic, clinic.at(9), 30)
    put(store, clinic, clinic.at(10), 45, status="completed")
    put(store, clinic, clinic.at(11), 20, status="pending")
    put(
        store,
        clinic,
        clinic.at(12),
        15,
        status="pending",
        pending_expires_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    put(store, clinic, clinic.at(14), 30, status="cancelled")
    put(store, clinic, clinic.at(14), 30, status="no_show")
    put(store, clinic, clinic.at(15), 30, status="held", patient_id=None)
    put(store, clinic, clinic.at(15), 30, doctor_id=clinic.colleague_id)
    assert loads(store, clinic) == {clinic.day: DayLoad(OPEN, 95)}
    assert loads(store, clinic, both=True) == {clinic.day: DayLoad(2 * OPEN, 125)}


def test_closed_days_are_left_out_and_blocked_time_is_not_open(store: Store, clinic: SmallClinic) -> None:
    day = clinic.day
    store.do(
        add,
        ScheduleExceptionRow,
        doctor_id=clinic.doctor_id,
        exception_type="blocked",
        starts_at=datetime_at(clinic.at(12)),
        ends_at=datetime_at(clinic.at(15)),
    )
    store.do(
        add,
        ClinicClosureRow,
        starts_at=datetime_at(clinic.at(0, days=1)),
        ends_at=datetime_at(clinic.at(0, days=2)),
        reason="x",
    )
    put(store, clinic, clinic.at(10, days=1), 30)
    found = loads(store, clinic, 3)
    assert found == {day: DayLoad(OPEN - 120, 0), day + timedelta(days=2): DayLoad(OPEN, 0)}
    run(store, "UPDATE doctors SET is_active = false")
    assert loads(store, clinic, 3) == {}


def test_only_what_closes_the_hours_whole_closes_them(store: Store, clinic: SmallClinic) -> None:
    branch = store.do(add, DoctorLocationRow, doctor_id=clinic.doctor_id, name="Παράρτημα")
    span = {"starts_at": datetime_at(clinic.at(9)), "ends_at": datetime_at(clinic.at(10))}
    for scope in (
        {"appointment_type_id": clinic.service_id},
        {"location_room_id": clinic.room_id, "doctor_location_id": clinic.location_id},
        {"doctor_location_id": branch},
        {"exception_type": "available"},
    ):
        values: dict[str, Any] = {"exception_type": "blocked", **span, **scope}
        store.do(add, ScheduleExceptionRow, doctor_id=clinic.doctor_id, **values)
        assert loads(store, clinic)[clinic.day].open_minutes == OPEN, scope
    run(store, f"UPDATE doctor_locations SET is_active = false WHERE id = '{clinic.location_id}'")
    assert loads(store, clinic)[clinic.day].open_minutes == OPEN - 60, "the branch is the usual place now"


def test_the_statements_do_not_grow_and_nobody_is_counted_twice(store: Store, clinic: SmallClinic) -> None:
    with counted_statements(store) as statements:
        loads(store, clinic, 42, both=True)
    assert len(statements) == 4
    once = loads(store, clinic)
    assert store.do(read_day_loads, (clinic.doctor_id,) * 2, clinic.day, 1) == once
    assert store.do(read_day_loads, (), clinic.day, 1) == {}
    with pytest.raises(NotFound):
        store.do(read_day_loads, (new_id(),), clinic.day, 1)


ZONE = "Europe/Athens"
AUTUMN = date(2026, 10, 25)
HOURS = st.tuples(st.integers(1, 7), st.integers(0, 1439), st.integers(0, 1439), st.integers(1, 3))
TAKEN = st.tuples(st.integers(-2000, 12_000), st.integers(1, 360))


@given(st.lists(HOURS, max_size=5), st.lists(TAKEN, max_size=6))
def test_every_open_minute_and_every_taken_one_is_counted_on_its_day(
    hours: list[tuple[int, int, int, int]], taken: list[tuple[int, int]]
) -> None:
    """Over a week in which the clock is set back: minute by minute, against sums of spans."""
    first_day = AUTUMN - timedelta(days=3)
    first = local_day(first_day, ZONE)[0]
    before = local_day(first_day + timedelta(days=7), ZONE)[0]
    rules = tuple(
        Rule(
            id=f"r{n}",
            timezone=ZONE,
            day_of_week=weekday,
            work_start_local=start,
            work_end_local=end,
            max_parallel_sessions=lanes,
        )
        for n, (weekday, start, end, lanes) in enumerate(hours)
    )
    spans = [(first + start, first + start + length) for start, length in taken]
    facts = Facts(doctor_id="d", timezone=ZONE, rules=rules)
    working = day_pattern(facts, first, before).working
    wanted: dict[date, DayLoad] = {}
    for number in range(7):
        day = first_day + timedelta(days=number)
        start, stop = local_day(day, ZONE)
        open_minutes = sum(
            max(
                (
                    one.profile.max_parallel_sessions
                    for one in working
                    if one.starts_at <= minute < one.ends_at and one.profile is not None
                ),
                default=0,
            )
            for minute in range(start, stop)
        )
        taken_minutes = sum(max(0, min(end, stop) - max(begin, start)) for begin, end in spans)
        if open_minutes:
            wanted[day] = DayLoad(open_minutes, taken_minutes)
    assert day_loads([(facts, first, before, spans)]) == wanted
