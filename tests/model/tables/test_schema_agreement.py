"""The mappings and the migrations say the same schema: what autogenerate sees, and what it does not."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.schema import CreateIndex, CreateTable

from medic_desk.model.tables import TableRow

TABLES = TableRow.metadata.tables


def test_autogenerate_finds_nothing_to_change(connection: Connection) -> None:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    assert compare_metadata(context, TableRow.metadata) == []


def test_every_constraint_is_there_by_name_and_kind(connection: Connection) -> None:
    kinds = {
        PrimaryKeyConstraint: "p",
        UniqueConstraint: "u",
        ForeignKeyConstraint: "f",
        CheckConstraint: "c",
        ExcludeConstraint: "x",
    }
    mapped = {
        (table.name, str(constraint.name), kinds[type(constraint)])
        for table in TABLES.values()
        for constraint in table.constraints
    }
    # PostgreSQL 18 also keeps NOT NULL here ("n"), and constraint triggers are of kind "t".
    found = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname, contype::text FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c', 'x')"
            " AND conrelid::regclass::text <> 'alembic_version'"
        )
    )
    assert {tuple(row) for row in found} == mapped


@pytest.fixture
def twin(connection: Connection) -> Connection:
    """The mappings' own DDL, made in a schema beside the migrated one."""
    dialect = connection.dialect
    connection.execute(text("CREATE SCHEMA twin"))
    connection.execute(text("SET LOCAL search_path = twin, public"))
    for table in TableRow.metadata.sorted_tables:
        connection.exec_driver_sql(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            connection.exec_driver_sql(str(CreateIndex(index).compile(dialect=dialect)))
    connection.execute(text("SET LOCAL search_path = pg_catalog"))
    return connection


CATALOG = {
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND connamespace = %s::regnamespace
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "columns": """
        SELECT table_name, column_name,
            concat_ws(' ', data_type, datetime_precision, is_nullable, column_default, generation_expression)
        FROM information_schema.columns WHERE table_schema = %s
    """,
}


@pytest.mark.parametrize("what", CATALOG)
def test_the_mappings_own_ddl_is_the_migrated_schema(twin: Connection, what: str) -> None:
    def read(schema: str) -> set[tuple[str, ...]]:
        rows = twin.exec_driver_sql(CATALOG[what].replace("%s", f"'{schema}'"))
        return {
            tuple(re.sub(r"\b(public|twin)\.", "", value) for value in row)
            for row in rows
            if "alembic_version" not in row[0]
        }

    migrated = read("public")
    assert len(migrated) > 50
    assert read("twin") == migrated


def test_the_exclusion_constraints_are_what_the_design_says(connection: Connection) -> None:
    rows = connection.execute(
        text("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'")
    )
    found = {str(name): str(definition) for name, definition in rows}
    assert set(found) == {"no_double_bookings", "appointment_resource_claims_no_overlap"}
    assert (
        "doctor_id WITH =, session_lane WITH =, tsrange(starts_at, ends_at) WITH &&"
        in found["no_double_bookings"]
    )
    assert (
        "bookable_resource_id WITH =, tsrange(starts_at, ends_at) WITH &&"
        in found["appointment_resource_claims_no_overlap"]
    )


LOGS = {"appointment_events", "staff_events"}
HOURS = {
    "schedule_rules",
    "schedule_rule_breaks",
    "schedule_exceptions",
    "schedule_templates",
    "schedule_template_breaks",
    "availability_rules",
    "availability_exceptions",
}
MIRRORED = HOURS | {
    "time_off_requests",
    "clinic_closures",
    "appointments",
    "appointment_resource_claims",
}


def test_every_trigger_is_there_by_name_and_enabled(connection: Connection) -> None:
    expected = {
        "appointments_lane_named": "O",
        "appointments_minutes": "O",
        "appointments_place": "O",
        "appointments_mark_moved_claims": "O",
        "appointments_claim_again": "O",
        "appointment_resource_claims_prepare": "O",
        "appointment_resource_claims_remember_deleted": "O",
        "appointment_resource_claims_remember_changed": "O",
        "appointment_resource_claims_guard_changed": "O",
        "appointment_resource_claims_guard_deleted": "O",
        "appointments_row_version": "O",
        "appointments_release_claims": "O",
        "appointments_log": "O",
        "appointments_log_deleted": "O",
        "appointment_resource_claims_release_idle": "O",
        "appointment_events_append_only": "A",
        "appointment_events_no_truncate": "A",
        "staff_events_append_only": "A",
        "staff_events_no_truncate": "A",
        "doctors_timezone": "O",
        "doctors_versions": "O",
        "doctors_lock_closures": "O",
        "doctors_closures": "O",
        "Doctors_take_blocks_along": "O",
        "doctor_locations_lock_closures": "O",
        "doctor_locations_closures": "O",
        "Doctor_locations_take_blocks_along": "O",
        "doctor_locations_resource_place": "O",
        "location_rooms_lock_closures": "O",
        "location_rooms_closures": "O",
        "location_rooms_resource_place": "O",
        "bookable_resources_place": "O",
        "clinic_closures_lock": "O",
        "clinic_closures_sync": "O",
        "schedule_exceptions_guard_closure": "O",
        "patients_merged_into": "O",
        "schedule_rules_timezone": "O",
        "time_off_requests_name_block": "O",
        "time_off_requests_keep_block": "O",
        "schedule_exceptions_guard_time_off": "O",
    }
    for table in set(TABLES) - LOGS:
        expected |= {f"{table}_touch": "O"} | ({f"{table}_notify": "O"} if table != "acts" else {})
    for table in HOURS:
        expected[f"{table}_schedule_version"] = "O"
    for table in MIRRORED:
        expected[f"{table}_no_truncate"] = "O"
    found = connection.execute(text("SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"))
    assert {str(name): str(enabled) for name, enabled in found} == expected


def test_what_must_wait_for_commit_is_deferred(connection: Connection) -> None:
    deferred = connection.execute(
        text("SELECT conname FROM pg_constraint WHERE condeferrable AND condeferred")
    ).scalars()
    assert set(deferred) == {
        "appointments_log",
        "appointments_claim_again",
        "appointment_resource_claims_guard_changed",
        "appointment_resource_claims_guard_deleted",
        "appointment_resource_claims_release_idle",
        "appointment_resource_claims_appointment_id_fkey",
        "time_off_requests_schedule_exception_id_fkey",
    }


def test_the_extensions_are_there(connection: Connection) -> None:
    assert {"btree_gist", "pg_trgm"} <= set(
        connection.execute(text("SELECT extname FROM pg_extension")).scalars()
    )


def test_no_function_of_ours_trusts_the_callers_search_path(connection: Connection) -> None:
    loose = connection.execute(
        text(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND proname LIKE 'medic%' AND proconfig IS NULL AND prosqlbody IS NULL"
        )
    ).scalars()
    assert list(loose) == []
