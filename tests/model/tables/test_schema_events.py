"""Events: one for each appointment a transaction changed, by whom and what, and never unwritten again."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.model.tables.schema_rows import (
    APPOINTMENT,
    DOCTOR,
    OTHER_DOCTOR,
    PATIENT,
    ROWS,
    USER,
    literal,
    uid,
)

Db = psycopg.Connection[dict[str, Any]]


@pytest.fixture
def db(database_url: str) -> Iterator[Db]:
    """An autocommit connection of a writer that is not this program, with people and services in place."""
    with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as connection:
        for table in ("users", "doctors", "patients"):
            add(connection, table)
        add(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        yield connection


def add(db: Db, table: str, **values: object) -> None:
    row = {**ROWS[table], **values}
    marks = ", ".join("NULL" if value is None else literal(value) for value in row.values())
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})")


def events(db: Db) -> list[dict[str, Any]]:
    return db.execute(
        "SELECT * FROM appointment_events ORDER BY (metadata ->> 'row_version')::int"
    ).fetchall()


def actions(db: Db) -> list[str]:
    return [event["action"] for event in events(db)]


def change(db: Db, assignments: str) -> None:
    db.execute(f"UPDATE appointments SET {assignments} WHERE id = '{APPOINTMENT}'")


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("held", "held"),
        ("pending", "submitted"),
        ("confirmed", "booked"),
        ("completed", "recorded"),
        ("cancelled", "recorded"),
        ("no_show", "recorded"),
    ],
)
def test_a_new_appointment_is_one_event(db: Db, status: str, action: str) -> None:
    add(db, "appointments", status=status)
    (event,) = events(db)
    assert (event["action"], event["appointment_id"].hex) == (action, APPOINTMENT.replace("-", ""))
    assert event["metadata"]["after"]["starts_at"] == "2027-03-08T09:00:00Z"
    assert "before" not in event["metadata"]


@pytest.mark.parametrize(
    ("status", "assignments", "action"),
    [
        ("held", "status = 'confirmed'", "booked"),
        ("held", "status = 'pending'", "submitted"),
        ("held", "status = 'cancelled'", "released"),
        ("held", "status = 'cancelled', cancellation_reason = 'hold_expired'", "hold_expired"),
        ("pending", "status = 'confirmed'", "confirmed"),
        ("pending", "status = 'cancelled'", "cancelled"),
        ("confirmed", "status = 'completed'", "completed"),
        ("confirmed", "status = 'no_show'", "no_show"),
        ("cancelled", "status = 'confirmed'", "restored"),
        ("no_show", "status = 'confirmed'", "restored"),
        ("completed", "status = 'confirmed'", "restored"),
        ("confirmed", "starts_at = '2027-03-09 09:00', ends_at = '2027-03-09 09:30'", "moved"),
        ("confirmed", f"doctor_id = '{OTHER_DOCTOR}'", "moved"),
        ("confirmed", "patient_arrived_at = '2027-03-08 08:55'", "arrived"),
        ("confirmed", "visit_started_at = '2027-03-08 09:05'", "started"),
        ("confirmed", "visit_ended_at = '2027-03-08 09:25'", "ended"),
        ("confirmed", "notes = 'μυστικό'", "changed"),
    ],
)
def test_a_change_is_named_by_what_differs(db: Db, status: str, assignments: str, action: str) -> None:
    add(db, "appointments", status=status)
    change(db, assignments)
    assert actions(db)[1:] == [action]


def test_a_changed_service_is_named_so(db: Db) -> None:
    add(db, "appointment_types")
    add(db, "appointments")
    change(db, f"appointment_type_id = '{ROWS['appointment_types']['id']}'")
    assert actions(db)[1:] == ["service_changed"]


def test_an_event_tells_before_and_after(db: Db) -> None:
    add(db, "appointments", status="confirmed")
    change(db, "starts_at = '2027-03-08 10:00', ends_at = '2027-03-08 10:30'")
    told = events(db)[1]["metadata"]
    assert told == {
        "before": {"starts_at": "2027-03-08T09:00:00Z", "ends_at": "2027-03-08T09:30:00Z"},
        "after": {"starts_at": "2027-03-08T10:00:00Z", "ends_at": "2027-03-08T10:30:00Z"},
        "row_version": 2,
    }


def test_an_event_names_a_changed_note_and_never_tells_it(db: Db) -> None:
    add(db, "appointments")
    change(db, "notes = 'μυστικό', meeting_url = 'https://x', cancellation_reason = 'ιδιωτικό'")
    told = events(db)[1]["metadata"]
    assert told == {"changed": ["cancellation_reason", "meeting_url", "notes"], "row_version": 2}


def test_a_transaction_writes_one_event_from_its_first_state_to_its_last(db: Db) -> None:
    add(db, "appointments", status="held")
    with db.transaction():
        change(db, "hold_expires_at = '2027-03-08 09:00'")
        change(db, "status = 'pending'")
        with db.transaction():  # a savepoint
            change(db, "status = 'confirmed', session_lane = 2")
    told = events(db)[1:]
    assert [event["action"] for event in told] == ["booked"]
    assert told[0]["metadata"]["before"] == {"status": "held", "session_lane": 1}
    assert told[0]["metadata"]["after"] == {"status": "confirmed", "session_lane": 2}
    assert told[0]["metadata"]["row_version"] == 4


def at_once(db: Db) -> None:
    db.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_two_changes_of_one_transaction_are_both_told_under_immediate_constraints(db: Db) -> None:
    add(db, "appointments", status="confirmed")
    with db.transaction():
        at_once(db)
        change(db, "notes = 'x'")
        change(db, "status = 'cancelled'")
    told = events(db)[1:]
    assert [event["action"] for event in told] == ["changed", "cancelled"]
    assert told[1]["metadata"] == {
        "before": {"status": "confirmed"},
        "after": {"status": "cancelled"},
        "row_version": 3,
    }


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, ["held", "booked", "cancelled"]),
        (1, ["held", "booked", "cancelled"]),
        # What was changed before is told by one event, and what comes after by one each.
        (2, ["booked", "cancelled"]),
        (3, ["recorded"]),
    ],
)
def test_every_change_is_told_wherever_constraints_become_immediate(
    db: Db, at: int, expected: list[str]
) -> None:
    with db.transaction():
        for place, status in enumerate(("held", "confirmed", "cancelled")):
            if place == at:
                at_once(db)
            if status == "held":
                add(db, "appointments", status=status)
            else:
                change(db, f"status = '{status}'")
    assert actions(db) == expected
    assert events(db)[-1]["metadata"]["after"]["status"] == "cancelled"


def test_a_second_change_of_an_act_is_told_by_what_differs(db: Db) -> None:
    add(db, "appointments", status="held")
    with db.transaction():
        act(db, act="booked", act_id=uid(70), reason="πόνος")
        at_once(db)
        change(db, "status = 'confirmed'")
        change(db, "status = 'cancelled'")
    told = events(db)[1:]
    assert [(event["action"], event["act_id"] and str(event["act_id"])) for event in told] == [
        ("booked", uid(70)),
        ("cancelled", None),
    ]
    assert {event["metadata"]["reason"] for event in told} == {"πόνος"}


def test_the_same_act_is_refused_a_second_time_under_immediate_constraints_too(db: Db) -> None:
    add(db, "appointments")
    for status in ("confirmed", "cancelled"):
        with db.transaction(force_rollback=status == "cancelled"):
            act(db, act=status, act_id=uid(70))
            at_once(db)
            if status == "confirmed":
                change(db, "status = 'confirmed'")
            else:
                with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
                    change(db, "status = 'cancelled'")


@pytest.mark.parametrize("metadata", ["{}", '{"row_version": "2"}', '{"row_version": null}', "[]"])
def test_a_writer_that_logs_by_itself_is_not_doubled_under_immediate_constraints(
    db: Db, metadata: str
) -> None:
    add(db, "appointments")
    with db.transaction():
        at_once(db)
        db.execute(
            "INSERT INTO appointment_events (appointment_id, action, metadata) VALUES (%s, 'online', %s)",
            [APPOINTMENT, metadata],
        )
        change(db, "status = 'confirmed'")
        change(db, "notes = 'x'")
    assert sorted(actions(db)) == ["online", "submitted"]


@pytest.mark.parametrize("savepoint", [False, True])
def test_a_writer_that_logs_by_itself_is_not_doubled(db: Db, savepoint: bool) -> None:
    add(db, "appointments")
    own = (
        f"INSERT INTO appointment_events (appointment_id, action) VALUES ('{APPOINTMENT}', 'approved_online')"
    )
    with db.transaction():
        if savepoint:
            with db.transaction():
                db.execute(own)
        else:
            db.execute(own)
        change(db, "status = 'confirmed'")
    assert sorted(actions(db)) == ["approved_online", "submitted"]


def test_a_log_entry_that_was_rolled_back_does_not_count(db: Db) -> None:
    add(db, "appointments")
    with db.transaction():
        with db.transaction(force_rollback=True):
            db.execute(
                f"INSERT INTO appointment_events (appointment_id, action) VALUES ('{APPOINTMENT}', 'x')"
            )
        change(db, "status = 'confirmed'")
    assert actions(db) == ["submitted", "confirmed"]


@pytest.mark.parametrize(
    "assignments",
    [
        "hold_expires_at = '2027-03-08 09:10'",
        "updated_at = '2027-03-08 09:10'",
        "status = status",
    ],
)
def test_what_says_nothing_is_no_event(db: Db, assignments: str) -> None:
    add(db, "appointments", status="held")
    change(db, assignments)
    assert actions(db) == ["held"]


def act(db: Db, **settings: str) -> None:
    for name, value in settings.items():
        db.execute("SELECT set_config(%s, %s, true)", [f"medic.{name}", value])


def test_an_act_gives_its_own_word_id_reason_desk_and_actor(db: Db) -> None:
    with db.transaction():
        act(db, act="overbooked", act_id=uid(70), reason="πόνος", desk="Γραμματεία 1")
        act(db, actor_type="receptionist", actor_id=USER)
        add(db, "appointments", status="confirmed", session_lane=2)
    (event,) = events(db)
    assert (event["action"], str(event["act_id"])) == ("overbooked", uid(70))
    assert (event["actor_type"], str(event["actor_id"])) == ("receptionist", USER)
    assert (event["metadata"]["reason"], event["metadata"]["desk"]) == ("πόνος", "Γραμματεία 1")


def test_the_same_act_cannot_happen_to_an_appointment_twice(db: Db) -> None:
    def perform(name: str) -> None:
        with db.transaction():
            act(db, act=name, act_id=uid(70))
            change(db, f"status = '{name}'")

    add(db, "appointments")
    perform("confirmed")
    with pytest.raises(psycopg.errors.UniqueViolation) as caught:
        perform("cancelled")
    assert caught.value.diag.constraint_name == "appointment_events_act_id_appointment_id_key"
    assert actions(db) == ["submitted", "confirmed"]


@pytest.mark.parametrize("cancellation_reason", ["NULL", "'ασθενής'"])
def test_a_cancellation_keeps_the_acts_id_and_reason(db: Db, cancellation_reason: str) -> None:
    add(db, "appointments", status="confirmed")
    with db.transaction():
        act(db, act="cancelled", act_id=uid(71), reason="ο γιατρός λείπει")
        change(db, f"status = 'cancelled', cancellation_reason = {cancellation_reason}")
    event = events(db)[1]
    assert (event["action"], str(event["act_id"])) == ("cancelled", uid(71))
    assert event["metadata"]["reason"] == "ο γιατρός λείπει"


def test_an_expired_hold_in_the_way_is_not_the_act(db: Db) -> None:
    add(db, "appointments", status="held", patient_id=None)
    with db.transaction():
        act(db, act="booked", act_id=uid(70), reason="επείγον", actor_type="receptionist", actor_id=USER)
        change(db, "status = 'cancelled', cancellation_reason = 'hold_expired'")
        add(db, "appointments", id=uid(600), status="confirmed")
    by_action = {event["action"]: event for event in events(db)}
    assert set(by_action) == {"held", "hold_expired", "booked"}
    expired = by_action["hold_expired"]
    assert (expired["actor_type"], expired["actor_id"], expired["act_id"]) == ("system", None, None)
    assert "reason" not in expired["metadata"]
    assert str(by_action["booked"]["act_id"]) == uid(70)


def test_an_applications_login_is_believed_by_its_rows(db: Db) -> None:
    add(db, "appointments", created_by_actor_type="patient", created_by_actor_id=PATIENT)
    change(db, "notes = 'x'")
    change(
        db, f"status = 'cancelled', cancelled_by_actor_type = 'doctor', cancelled_by_actor_id = '{DOCTOR}'"
    )
    who = [(event["actor_type"], str(event["actor_id"])) for event in events(db)]
    assert who == [("patient", PATIENT), ("system", "None"), ("doctor", DOCTOR)]


@pytest.mark.parametrize(("is_doctor", "actor_type"), [(False, "staff"), (True, "doctor")])
def test_a_persons_login_is_that_person_whatever_the_settings_say(
    db: Db, is_doctor: bool, actor_type: str
) -> None:
    db.execute("UPDATE users SET login_name = session_user")
    if is_doctor:
        db.execute(f"UPDATE doctors SET user_id = '{USER}' WHERE id = '{DOCTOR}'")
    with db.transaction():
        act(db, actor_type="manager", actor_id=uid(99))
        add(db, "appointments", created_by_actor_type="patient", created_by_actor_id=PATIENT)
    (event,) = events(db)
    assert (event["actor_type"], str(event["actor_id"])) == (actor_type, USER)


@pytest.mark.parametrize("replica", [False, True])
@pytest.mark.parametrize("table", ["appointment_events", "staff_events"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET action = 'nothing'", "UPDATE {} SET updated_at = now()", "DELETE FROM {}", "TRUNCATE {}"],
)
def test_what_happened_stays_even_for_a_superuser(db: Db, table: str, statement: str, replica: bool) -> None:
    add(db, "appointments")
    add(db, "staff_events")
    if replica:
        db.execute("SET session_replication_role = replica")
    with pytest.raises(psycopg.Error) as caught:
        db.execute(statement.format(table))
    assert (caught.value.sqlstate, caught.value.diag.constraint_name) == ("MD001", f"{table}_append_only")


def test_an_event_cannot_be_torn_from_its_appointment(db: Db) -> None:
    add(db, "appointments")
    with pytest.raises(psycopg.Error) as caught:
        db.execute("UPDATE appointment_events SET appointment_id = NULL")
    assert caught.value.sqlstate == "MD001"


def test_a_deleted_appointment_leaves_its_history(db: Db) -> None:
    add(db, "appointments", status="confirmed")
    db.execute("DELETE FROM appointments")
    (event,) = events(db)
    assert (event["action"], event["appointment_id"]) == ("booked", None)
    assert event["metadata"]["appointment_id"] == APPOINTMENT
    (staff_event,) = db.execute("SELECT * FROM staff_events").fetchall()
    assert (staff_event["action"], str(staff_event["subject_id"])) == ("appointment_deleted", APPOINTMENT)
    assert str(staff_event["doctor_id"]) == DOCTOR
    assert staff_event["metadata"]["before"]["status"] == "confirmed"


def test_a_transaction_id_is_one_transactions(db: Db) -> None:
    add(db, "appointments")
    with db.transaction():
        change(db, "notes = 'a'")
        add(db, "appointments", id=uid(600), doctor_id=OTHER_DOCTOR)
    ids = [event["transaction_id"] for event in events(db)]
    assert len(ids) == 3
    assert len(set(ids)) == 2
