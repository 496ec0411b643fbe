"""A writer that knows no lanes, no expiry and no minutes: it stacks nobody, and nothing stale stops it."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.model.tables.schema_rows import (
    APPOINTMENT,
    CLAIM,
    OTHER_DOCTOR,
    PATIENT,
    RESOURCE,
    ROWS,
    add,
    uid,
)

Db = psycopg.Connection[Any]

TEN = {"starts_at": "2027-03-08 10:00", "ends_at": "2027-03-08 10:30"}
AT_TEN = "starts_at = '2027-03-08 10:00', ends_at = '2027-03-08 10:30'"
OTHER, OTHER_CLAIM = uid(600), uid(601)
PAST = "2026-01-01 00:00"
FUTURE = "2199-01-01 00:00"


@pytest.fixture
def db(database_url: str) -> Iterator[Db]:
    """An autocommit connection over two doctors, and an appointment at nine in lane 2 of the first."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in ("users", "doctors", "patients", "bookable_resources"):
            add(connection, table)
        add(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        add(connection, "appointments", status="confirmed", session_lane=2)
        yield connection


def change(db: Db, assignments: str, appointment_id: str = APPOINTMENT) -> None:
    db.execute(f"UPDATE appointments SET {assignments} WHERE id = '{appointment_id}'")


def column(db: Db, name: str, appointment_id: str = APPOINTMENT) -> Any:
    found = db.execute(f"SELECT {name} FROM appointments WHERE id = '{appointment_id}'").fetchone()
    assert found is not None
    return found[0]


# --- lanes ---


def test_lane_2_is_not_moved_onto_lane_1_by_a_writer_that_knows_no_lanes(db: Db) -> None:
    add(db, "appointments", id=OTHER, status="confirmed", **TEN)
    with pytest.raises(psycopg.errors.ExclusionViolation) as caught:
        change(db, AT_TEN)
    assert caught.value.diag.constraint_name == "no_double_bookings"
    assert column(db, "starts_at::text") == "2027-03-08 09:00:00"


@pytest.mark.parametrize(
    "assignments",
    [
        AT_TEN,
        "starts_at = '2027-03-08 08:00'",
        "ends_at = '2027-03-08 10:00'",
        f"doctor_id = '{OTHER_DOCTOR}'",
    ],
)
def test_a_change_of_time_or_doctor_that_names_no_lane_is_in_lane_1(db: Db, assignments: str) -> None:
    change(db, assignments)
    assert column(db, "session_lane") == 1


@pytest.mark.parametrize(
    ("assignments", "lane"),
    [
        (f"{AT_TEN}, session_lane = 2", 2),
        (f"{AT_TEN}, session_lane = session_lane", 2),
        (f"doctor_id = '{OTHER_DOCTOR}', session_lane = 64", 64),
        ("session_lane = 3", 3),
        ("notes = 'x'", 2),
        ("status = 'completed'", 2),
        ("starts_at = starts_at, ends_at = ends_at, doctor_id = doctor_id", 2),
    ],
)
def test_a_lane_that_is_named_or_not_in_question_stays(db: Db, assignments: str, lane: int) -> None:
    change(db, assignments)
    assert column(db, "session_lane") == lane


@pytest.mark.parametrize("lane", ["0", "-1", "-2", "65", "-32768"])
def test_what_is_no_lane_is_refused(db: Db, lane: str) -> None:
    for assignments in (f"session_lane = {lane}", f"{AT_TEN}, session_lane = {lane}"):
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            change(db, assignments)
        assert caught.value.diag.constraint_name == "appointments_session_lane_check"


def test_an_upsert_that_names_the_lane_keeps_it(db: Db) -> None:
    row = {**ROWS["appointments"], **TEN}
    names = ", ".join(row)
    marks = ", ".join(f"'{value}'" for value in row.values())
    upsert = f"INSERT INTO appointments ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {AT_TEN}"
    db.execute(f"{upsert}, session_lane = 5")
    assert column(db, "session_lane") == 5
    db.execute(f"{upsert.replace('10:', '11:')}")
    assert column(db, "session_lane") == 1


# --- minutes ---


@pytest.mark.parametrize(
    ("assignments", "minutes"),
    [
        ("ends_at = '2027-03-08 10:15'", 75),
        ("starts_at = '2027-03-08 08:00'", 90),
        (AT_TEN, 30),
        (f"{AT_TEN}, duration_minutes = 240", 30),
        ("ends_at = '2027-03-08 09:00:20'", 1),
        ("ends_at = '2027-03-08 09:10:01'", 11),
        ("ends_at = '2027-03-08 15:00'", 360),
    ],
)
def test_the_minutes_are_those_of_the_new_times(db: Db, assignments: str, minutes: int) -> None:
    change(db, assignments)
    assert column(db, "duration_minutes") == minutes


@pytest.mark.parametrize(
    "assignments",
    [
        "duration_minutes = 200",
        "duration_minutes = 200, notes = 'x'",
        "duration_minutes = 1, starts_at = starts_at, ends_at = ends_at",
        "duration_minutes = 360, status = 'completed'",
        f"duration_minutes = 31, doctor_id = '{OTHER_DOCTOR}'",
    ],
)
def test_the_minutes_are_those_of_the_times_that_stand(db: Db, assignments: str) -> None:
    change(db, assignments)
    assert column(db, "duration_minutes") == 30


@pytest.mark.parametrize("named", [{}, {"duration_minutes": 30}, {"duration_minutes": 240}], ids=str)
@pytest.mark.parametrize("status", ["held", "confirmed", "cancelled"])
@pytest.mark.parametrize(
    ("ends_at", "minutes"),
    [("10:00:00", 60), ("09:30:00", 30), ("09:00:20", 1), ("09:10:01", 11), ("15:00:00", 360)],
)
def test_the_minutes_of_a_new_row_are_those_of_its_times(
    db: Db, ends_at: str, minutes: int, status: str, named: dict[str, int]
) -> None:
    span = {"starts_at": "2027-03-09 09:00:00", "ends_at": f"2027-03-09 {ends_at}"}
    add(db, "appointments", id=OTHER, status=status, **span, **named)
    assert column(db, "duration_minutes", OTHER) == minutes


@pytest.mark.parametrize("minutes", ["0", "-1", "361", "2147483647"])
def test_minutes_that_no_appointment_can_last_are_refused(db: Db, minutes: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        change(db, f"duration_minutes = {minutes}")
    assert caught.value.diag.constraint_name == "appointments_duration_minutes_check"
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        add(db, "appointments", id=OTHER, duration_minutes=minutes, **TEN)
    assert caught.value.diag.constraint_name == "appointments_duration_minutes_check"


@pytest.mark.parametrize(
    ("assignments", "constraint"),
    [
        ("ends_at = '2027-03-08 08:00'", "appointments_ends_at_check"),
        ("ends_at = '2027-03-08 15:01'", "appointments_longest_check"),
        ("ends_at = 'infinity'", "appointments_ends_at_bounds_check"),
        ("starts_at = '-infinity'", "appointments_longest_check"),
        ("ends_at = '200000-01-01'", "appointments_ends_at_bounds_check"),
    ],
)
def test_wrong_times_are_refused_as_times(db: Db, assignments: str, constraint: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        change(db, assignments)
    assert caught.value.diag.constraint_name == constraint


# --- what ran out ---


def stale(db: Db, kind: str, **values: object) -> None:
    """Insert a hold or a request that ran out long ago, in lane 1 at ten."""
    expiry = {"held": "hold_expires_at", "pending": "pending_expires_at"}[kind]
    row = {"id": OTHER, "status": kind, expiry: PAST, **TEN, **values}
    add(db, "appointments", **(row if kind == "pending" else {**row, "patient_id": None}))


REASONS = {"held": "hold_expired", "pending": "request_expired"}


@pytest.mark.parametrize("kind", REASONS)
@pytest.mark.parametrize("way", ["insert", "move", "lane", "restore"])
def test_what_ran_out_does_not_stand_in_the_way(db: Db, kind: str, way: str) -> None:
    new = uid(700)
    if way in {"lane", "restore"}:
        lane, status = (3, "confirmed") if way == "lane" else (1, "cancelled")
        add(db, "appointments", id=new, status=status, session_lane=lane, **TEN)
    stale(db, kind)
    if way == "insert":
        add(db, "appointments", id=new, **TEN)
    elif way == "move":
        change(db, AT_TEN)
    elif way == "lane":
        change(db, "session_lane = 1", new)
    else:
        change(db, "status = 'confirmed'", new)
    assert column(db, "status", OTHER) == "cancelled"
    assert column(db, "cancellation_reason", OTHER) == REASONS[kind]
    assert column(db, "cancelled_by_actor_type", OTHER) == "system"
    assert column(db, "cancelled_at IS NOT NULL", OTHER)


@pytest.mark.parametrize("kind", REASONS)
def test_it_is_told_as_what_it_is_and_not_as_the_act(db: Db, kind: str) -> None:
    stale(db, kind)
    with db.transaction():
        for name, value in {"act": "booked", "act_id": uid(70), "reason": "επείγον"}.items():
            db.execute("SELECT set_config(%s, %s, true)", [f"medic.{name}", value])
        add(db, "appointments", id=uid(700), **TEN)
    told = {
        (str(appointment_id), action): (actor_type, act_id and str(act_id), "reason" in metadata)
        for appointment_id, action, actor_type, act_id, metadata in db.execute(
            "SELECT appointment_id, action, actor_type, act_id, metadata FROM appointment_events"
        )
    }
    assert told[OTHER, REASONS[kind]] == ("system", None, False)
    assert told[uid(700), "booked"] == ("system", uid(70), True)


@pytest.mark.parametrize("kind", REASONS)
@pytest.mark.parametrize(
    "values",
    [
        {"hold_expires_at": FUTURE, "pending_expires_at": FUTURE},
        {"hold_expires_at": None, "pending_expires_at": None},
    ],
    ids=["later", "never"],
)
def test_what_still_stands_refuses(db: Db, kind: str, values: dict[str, object]) -> None:
    stale(db, kind, **values)
    with pytest.raises(psycopg.errors.ExclusionViolation):
        add(db, "appointments", id=uid(700), **TEN)
    assert column(db, "status", OTHER) == kind


@pytest.mark.parametrize(
    "values",
    [
        {"doctor_id": OTHER_DOCTOR},
        {"session_lane": 2},
        {"starts_at": "2027-03-08 10:30", "ends_at": "2027-03-08 11:00"},
    ],
    ids=["doctor", "lane", "touching"],
)
def test_what_is_not_in_the_way_is_left_alone(db: Db, values: dict[str, object]) -> None:
    stale(db, "held", **values)
    add(db, "appointments", id=uid(700), **TEN)
    assert column(db, "status", OTHER) == "held"


def test_a_cancelled_appointment_needs_nobody_out_of_its_way(db: Db) -> None:
    stale(db, "held")
    add(db, "appointments", id=uid(700), status="cancelled", **TEN)
    change(db, "status = 'cancelled'")
    change(db, AT_TEN)
    assert column(db, "status", OTHER) == "held"


def test_a_stale_hold_frees_the_resource_it_claims(db: Db) -> None:
    stale(db, "held", doctor_id=OTHER_DOCTOR)
    add(db, "appointment_resource_claims", id=OTHER_CLAIM, appointment_id=OTHER, **TEN)
    add(db, "appointments", id=uid(700), **TEN)
    add(db, "appointment_resource_claims", id=uid(701), appointment_id=uid(700), **TEN)
    assert column(db, "status", OTHER) == "cancelled"
    rows = db.execute("SELECT id::text, status FROM appointment_resource_claims ORDER BY id").fetchall()
    assert rows == [(OTHER_CLAIM, "released"), (uid(701), "active")]


def test_a_claim_that_moves_with_its_appointment_finds_no_stale_one(db: Db) -> None:
    add(db, "appointment_resource_claims", id=CLAIM)
    stale(db, "held", doctor_id=OTHER_DOCTOR)
    add(db, "appointment_resource_claims", id=OTHER_CLAIM, appointment_id=OTHER, **TEN)
    change(db, AT_TEN)
    assert column(db, "status", OTHER) == "cancelled"


def test_a_living_hold_keeps_its_resource(db: Db) -> None:
    stale(db, "held", doctor_id=OTHER_DOCTOR, hold_expires_at=FUTURE)
    add(db, "appointment_resource_claims", id=OTHER_CLAIM, appointment_id=OTHER, **TEN)
    add(db, "appointments", id=uid(700), **TEN)
    with pytest.raises(psycopg.errors.ExclusionViolation) as caught:
        add(db, "appointment_resource_claims", id=uid(701), appointment_id=uid(700), **TEN)
    assert caught.value.diag.constraint_name == "appointment_resource_claims_no_overlap"
    assert ROWS["appointment_resource_claims"]["bookable_resource_id"] == RESOURCE


def test_a_stale_hold_can_still_become_its_own_booking(db: Db) -> None:
    stale(db, "held")
    change(db, f"status = 'confirmed', patient_id = '{PATIENT}'", OTHER)
    assert column(db, "status", OTHER) == "confirmed"
