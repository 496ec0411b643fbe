"""Every constraint bites: a violating row for each CHECK, key, foreign key, NOT NULL and exclusion."""

import psycopg
import pytest
from sqlalchemy import Connection, ForeignKeyConstraint, text
from sqlalchemy.exc import DBAPIError

from medic_desk.model.tables import TableRow
from tests.model.tables.schema_rows import (
    APPOINTMENT,
    DOCTOR,
    EXCEPTION,
    LOCATION,
    OTHER_DOCTOR,
    PATIENT,
    REQUEST,
    RESOURCE,
    ROWS,
    SERVICE,
    SITE,
    USER,
    insert,
    plant,
    refused_by,
    uid,
)
from tests.model.tables.test_schema_bounds import OUT_OF_BOUNDS

BROKEN: list[tuple[str, str, dict[str, object]]] = [
    ("users", "users_login_name_check", {"login_name": " "}),
    ("users", "users_display_name_check", {"display_name": ""}),
    ("users", "users_language_check", {"language": "Greek"}),
    ("doctors", "doctors_last_name_check", {"last_name": " "}),
    ("doctors", "doctors_calendar_color_check", {"calendar_color": "red"}),
    ("patients", "patients_last_name_check", {"last_name": ""}),
    ("patients", "patients_merged_into_id_check", {"merged_into_id": PATIENT}),
    ("doctor_locations", "doctor_locations_name_check", {"name": ""}),
    ("clinic_sites", "clinic_sites_name_check", {"name": " "}),
    ("location_rooms", "location_rooms_name_check", {"name": " "}),
    ("appointment_types", "appointment_types_duration_minutes_check", {"duration_minutes": 361}),
    ("appointment_types", "appointment_types_duration_minutes_check", {"duration_minutes": 0}),
    ("appointment_types", "appointment_types_buffer_before_minutes_check", {"buffer_before_minutes": -1}),
    ("appointment_types", "appointment_types_buffer_after_minutes_check", {"buffer_after_minutes": -1}),
    ("appointment_types", "appointment_types_price_cents_check", {"price_cents": -1}),
    ("appointment_types", "appointment_types_consultation_mode_check", {"consultation_mode": "telemedicine"}),
    ("appointment_types", "appointment_types_min_notice_minutes_check", {"min_notice_minutes": -1}),
    ("appointment_types", "appointment_types_max_future_days_check", {"max_future_days": -1}),
    ("appointment_types", "appointment_types_max_reschedule_count_check", {"max_reschedule_count": -1}),
    ("bookable_resources", "bookable_resources_resource_type_check", {"resource_type": "bed"}),
    (
        "appointment_type_resources",
        "appointment_type_resources_resource_type_check",
        {"resource_type": "bed"},
    ),
    ("clinic_closures", "clinic_closures_ends_at_check", {"ends_at": "2027-03-25 00:00"}),
    ("acts", "acts_name_check", {"name": ""}),
    ("acts", "acts_digest_check", {"digest": " "}),
    ("rebooking_items", "rebooking_items_state_check", {"state": "open"}),
    ("rebooking_causes", "rebooking_causes_kind_check", {"kind": "leave"}),
    ("time_off_requests", "time_off_requests_kind_check", {"kind": "holiday"}),
    ("time_off_requests", "time_off_requests_split_from_id_check", {"split_from_id": REQUEST}),
    ("schedule_rules", "schedule_rules_repeat_weeks_check", {"repeat_weeks": 0}),
    (
        "schedule_rules",
        "schedule_rules_repeat_weeks_check",
        {"repeat_weeks": 53, "effective_from": "2027-03-01"},
    ),
    ("schedule_rules", "schedule_rules_repeat_weeks_from_check", {"repeat_weeks": 2}),
    ("bookable_resources", "bookable_resources_capacity_check", {"capacity": 0}),
    ("schedule_rules", "schedule_rules_day_of_week_check", {"day_of_week": 0}),
    ("schedule_rules", "schedule_rules_day_of_week_check", {"day_of_week": 8}),
    ("schedule_rules", "schedule_rules_slot_interval_minutes_check", {"slot_interval_minutes": 0}),
    ("schedule_rules", "schedule_rules_buffer_before_minutes_check", {"buffer_before_minutes": -1}),
    ("schedule_rules", "schedule_rules_buffer_after_minutes_check", {"buffer_after_minutes": -1}),
    ("schedule_rules", "schedule_rules_max_parallel_sessions_check", {"max_parallel_sessions": 0}),
    (
        "schedule_rules",
        "schedule_rules_effective_to_check",
        {"effective_from": "2027-02-02", "effective_to": "2027-02-01"},
    ),
    ("schedule_rules", "schedule_rules_scope_consultation_mode_check", {"scope_consultation_mode": "fax"}),
    ("schedule_exceptions", "schedule_exceptions_ends_at_check", {"ends_at": "2027-03-01 08:00"}),
    ("schedule_exceptions", "schedule_exceptions_exception_type_check", {"exception_type": "open"}),
    ("schedule_templates", "schedule_templates_day_of_week_check", {"day_of_week": 8}),
    ("schedule_templates", "schedule_templates_slot_duration_minutes_check", {"slot_duration_minutes": 0}),
    ("schedule_templates", "schedule_templates_buffer_before_minutes_check", {"buffer_before_minutes": -1}),
    ("schedule_templates", "schedule_templates_buffer_after_minutes_check", {"buffer_after_minutes": -1}),
    ("schedule_templates", "schedule_templates_max_parallel_sessions_check", {"max_parallel_sessions": 0}),
    ("availability_rules", "availability_rules_day_of_week_check", {"day_of_week": 0}),
    ("availability_rules", "availability_rules_slot_duration_minutes_check", {"slot_duration_minutes": 241}),
    ("availability_exceptions", "availability_exceptions_ends_at_check", {"ends_at": "2027-03-02 08:00"}),
    ("availability_exceptions", "availability_exceptions_status_check", {"status": "pending"}),
    ("time_off_requests", "time_off_requests_ends_at_check", {"ends_at": "2027-03-31 00:00"}),
    ("time_off_requests", "time_off_requests_status_check", {"status": "withdrawn"}),
    ("time_off_requests", "time_off_requests_withdrawn_at_check", {"withdrawn_at": "2027-03-31 00:00"}),
    ("appointments", "appointments_ends_at_check", {"ends_at": "2027-03-08 09:00"}),
    ("appointments", "appointments_longest_check", {"ends_at": "2027-03-08 15:01"}),
    ("appointments", "appointments_duration_minutes_check", {"duration_minutes": 361}),
    ("appointments", "appointments_status_check", {"status": "rescheduled"}),
    (
        "appointments",
        "appointments_consultation_mode_snapshot_check",
        {"consultation_mode_snapshot": "video"},
    ),
    ("appointments", "appointments_price_cents_check", {"price_cents": -1}),
    ("appointments", "appointments_reschedule_count_check", {"reschedule_count": -1}),
    ("appointments", "appointments_session_lane_check", {"session_lane": 0}),
    ("appointments", "appointments_patient_id_check", {"patient_id": None}),
    (
        "appointment_resource_claims",
        "appointment_resource_claims_ends_at_check",
        {"ends_at": "2027-03-08 09:00"},
    ),
    ("appointment_resource_claims", "appointment_resource_claims_status_check", {"status": "held"}),
]


def insert_and_settle(connection: Connection, table: str, **values: object) -> None:
    insert(connection, table, **values)
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def refusal(connection: Connection, table: str, **values: object) -> tuple[str | None, str | None]:
    """Insert, settle what is deferred, and answer the SQLSTATE and constraint that refused."""
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        insert_and_settle(connection, table, **values)
    return refused_by(caught)


@pytest.mark.parametrize(
    ("table", "constraint", "values"), BROKEN, ids=[f"{b[1]}-{i}" for i, b in enumerate(BROKEN)]
)
def test_a_check_refuses(
    connection: Connection, table: str, constraint: str, values: dict[str, object]
) -> None:
    plant(connection, but=table)
    assert refusal(connection, table, **ROWS[table] | values) == ("23514", constraint)
    insert(connection, table, **ROWS[table])  # it was this value and nothing else


def test_every_check_has_its_violating_row(connection: Connection) -> None:
    names = connection.execute(
        text(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        )
    ).scalars()
    assert set(names) == {constraint for _, constraint, _ in BROKEN + OUT_OF_BOUNDS}


@pytest.mark.parametrize("longest", ["2027-03-08 15:00", "2027-03-08 09:01"])
def test_an_appointment_may_last_from_one_to_360_minutes(connection: Connection, longest: str) -> None:
    plant(connection, but="appointments")
    insert(connection, "appointments", **ROWS["appointments"] | {"ends_at": longest})


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_a_hold_needs_no_patient(connection: Connection, status: str) -> None:
    plant(connection, but="appointments")
    insert(connection, "appointments", **ROWS["appointments"] | {"patient_id": None, "status": status})


REQUIRED = [
    (table.name, column.name)
    for table in TableRow.metadata.tables.values()
    for column in table.columns
    if not column.nullable and column.server_default is None and column.computed is None
]


@pytest.mark.parametrize(("table", "column"), REQUIRED)
def test_what_is_required_cannot_be_left_out(connection: Connection, table: str, column: str) -> None:
    plant(connection, but=table)
    values = {name: value for name, value in ROWS[table].items() if name != column}
    sqlstate, _ = refusal(connection, table, **values)
    assert sqlstate == "23502"


# Sorted: a table's constraints are a set, and the workers of one run must agree on the order.
FOREIGN_KEYS = sorted(
    (table.name, str(constraint.name), constraint.column_keys[0])
    for table in TableRow.metadata.tables.values()
    for constraint in table.constraints
    if isinstance(constraint, ForeignKeyConstraint)
    # The trigger overrules what a writer puts there; test_schema_time_off shows it.
    and constraint.name != "time_off_requests_schedule_exception_id_fkey"
)


@pytest.mark.parametrize(("table", "constraint", "column"), FOREIGN_KEYS)
def test_a_foreign_key_refuses_a_stranger(
    connection: Connection, table: str, constraint: str, column: str
) -> None:
    plant(connection, but=table)
    assert refusal(connection, table, **ROWS[table] | {column: uid(999)}) == ("23503", constraint)


TWICE: list[tuple[str, str, dict[str, object]]] = [
    ("users", "users_login_name_key", {}),
    ("doctors", "doctors_user_id_key", {"user_id": USER}),
    ("patients", "patients_file_number_key", {}),
    ("appointment_types", "appointment_types_doctor_id_slug_key", {}),
    ("appointment_type_locations", "appointment_type_locations_type_location_key", {}),
    (
        "appointment_type_resources",
        "appointment_type_resources_type_resource_key",
        {"bookable_resource_id": RESOURCE},
    ),
    ("rebooking_items", "rebooking_items_open_appointment_key", {}),
    ("rebooking_items", "rebooking_items_open_appointment_key", {"state": "not_reached"}),
    ("rebooking_causes", "rebooking_causes_item_kind_cause_key", {}),
    ("doctor_locations", "doctor_locations_doctor_id_clinic_site_id_key", {"clinic_site_id": SITE}),
    ("availability_rules", "availability_rules_doctor_id_day_of_week_key", {}),
    ("appointment_events", "appointment_events_act_id_appointment_id_key", {"act_id": uid(77)}),
    (
        "staff_events",
        "staff_events_act_id_subject_key",
        {"act_id": uid(77), "subject_table": "doctors", "subject_id": DOCTOR},
    ),
]


@pytest.mark.parametrize(("table", "constraint", "values"), TWICE)
def test_what_is_unique_is_refused_a_second_time(
    connection: Connection, table: str, constraint: str, values: dict[str, object]
) -> None:
    plant(connection, but=table)
    row = ROWS[table] | values
    insert(connection, table, **row | {"id": uid(501)})
    assert refusal(connection, table, **row | {"id": uid(502)}) == ("23505", constraint)


def test_a_slug_and_a_weekday_are_free_for_another_doctor(connection: Connection) -> None:
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    for table in ("appointment_types", "availability_rules"):
        insert(connection, table, **ROWS[table] | {"id": uid(503), "doctor_id": OTHER_DOCTOR})


def test_an_act_is_written_once(connection: Connection) -> None:
    plant(connection)
    assert refusal(connection, "acts", **ROWS["acts"]) == ("23505", "acts_pkey")


@pytest.mark.parametrize("state", ["moved", "cancelled", "kept", "closed"])
def test_a_settled_item_leaves_room_for_another(connection: Connection, state: str) -> None:
    plant(connection)
    connection.execute(text(f"UPDATE rebooking_items SET state = '{state}'"))
    insert(connection, "rebooking_items", appointment_id=APPOINTMENT)


def test_any_number_of_units_of_a_kind_may_be_needed(connection: Connection) -> None:
    plant(connection)
    for _ in range(2):
        insert(
            connection, "appointment_type_resources", appointment_type_id=SERVICE, resource_type="equipment"
        )


@pytest.mark.parametrize(("weeks", "since"), [(1, None), (52, "2027-03-01")])
def test_every_nth_week_counts_from_a_date(connection: Connection, weeks: int, since: str | None) -> None:
    plant(connection, but="schedule_rules")
    insert(connection, "schedule_rules", **ROWS["schedule_rules"], repeat_weeks=weeks, effective_from=since)


def test_events_without_an_act_may_be_many(connection: Connection) -> None:
    plant(connection)
    insert(connection, "appointment_events", appointment_id=APPOINTMENT, action="reminder_sent")


OVERLAP = {"id": uid(600), "starts_at": "2027-03-08 09:29", "ends_at": "2027-03-08 10:00"}


def test_a_doctors_lane_is_booked_once(connection: Connection) -> None:
    plant(connection)
    assert refusal(connection, "appointments", **ROWS["appointments"] | OVERLAP) == (
        "23P01",
        "no_double_bookings",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": "2027-03-08 09:30"},
        {"session_lane": 2},
        {"status": "cancelled"},
        {"status": "no_show"},
        {"doctor_id": OTHER_DOCTOR},
    ],
    ids=["touching", "lane", "cancelled", "no-show", "doctor"],
)
def test_what_does_not_collide_is_let_in(connection: Connection, change: dict[str, object]) -> None:
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    insert(connection, "appointments", **ROWS["appointments"] | OVERLAP | change)


def test_a_hold_keeps_its_time_like_a_booking(connection: Connection) -> None:
    plant(connection)
    held = {"status": "held", "patient_id": None}
    assert refusal(connection, "appointments", **ROWS["appointments"] | OVERLAP | held)[0] == "23P01"


def test_a_resource_is_claimed_once(connection: Connection) -> None:
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    insert(connection, "appointments", **ROWS["appointments"] | OVERLAP | {"doctor_id": OTHER_DOCTOR})
    claim = ROWS["appointment_resource_claims"] | OVERLAP | {"appointment_id": uid(600), "id": uid(601)}
    assert refusal(connection, "appointment_resource_claims", **claim) == (
        "23P01",
        "appointment_resource_claims_no_overlap",
    )
    insert(connection, "appointment_resource_claims", **claim | {"status": "released"})


@pytest.mark.parametrize(
    ("table", "row_id", "pointing"),
    [
        ("doctors", DOCTOR, "doctor_locations"),
        ("patients", PATIENT, "appointments"),
        ("doctor_locations", LOCATION, "location_rooms"),
        ("bookable_resources", RESOURCE, "appointment_resource_claims"),
        ("appointment_types", SERVICE, "schedule_rules"),
    ],
)
def test_what_something_points_at_is_not_deleted(
    connection: Connection, table: str, row_id: str, pointing: str
) -> None:
    plant(connection)
    # A scope that fell back to null would widen a rule in silence.
    connection.execute(text(f"UPDATE schedule_rules SET scope_appointment_type_id = '{SERVICE}'"))
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        connection.execute(text(f"DELETE FROM {table} WHERE id = '{row_id}'"))
    original = caught.value.orig
    assert isinstance(original, psycopg.Error)
    assert (original.sqlstate, original.diag.table_name) == ("23503", pointing)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("schedule_rules", "schedule_rule_breaks"),
        ("schedule_templates", "schedule_template_breaks"),
        ("appointment_types", "appointment_type_locations"),
        ("appointments", "appointment_resource_claims"),
        ("appointment_types", "appointment_type_resources"),
        ("appointments", "rebooking_items"),
        ("rebooking_items", "rebooking_causes"),
    ],
)
def test_a_part_goes_with_its_whole(connection: Connection, whole: str, part: str) -> None:
    plant(connection)
    connection.execute(text(f"DELETE FROM {whole}"))
    assert connection.execute(text(f"SELECT count(*) FROM {part}")).scalar_one() == 0


def test_a_rule_that_an_exception_names_stays(connection: Connection) -> None:
    plant(connection)
    connection.execute(
        text(
            "UPDATE schedule_exceptions SET schedule_rule_id = (SELECT id FROM schedule_rules) WHERE id = :id"
        ),
        {"id": EXCEPTION},
    )
    with pytest.raises(DBAPIError), connection.begin_nested():
        connection.execute(text("DELETE FROM schedule_rules"))
