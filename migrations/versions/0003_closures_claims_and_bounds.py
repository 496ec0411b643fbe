"""Houses, closures, acts and the worklist; and the rest of what the database itself keeps true (truth.md).

Values are bounded, a live appointment keeps its claims, a writer that knows no lanes cannot stack patients,
versions never go back. The SQL stands in the folder beside this file, one subject a file. Errors of our own:
``MD003`` (a closure's block is its closure's), ``MD004`` (a live appointment's claim), ``MD005`` (TRUNCATE of
what triggers mirror); a bound, a zone, a ring of merged patients and a resource at two places are 23514.
What depends on who is signed in is a later revision's.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parent / "0003"

STAMPS = ("inserted_at", "updated_at")
SPAN = ("starts_at", "ends_at")
INSTANTS: dict[str, tuple[str, ...]] = {
    "users": STAMPS,
    "patients": ("birth_date", *STAMPS),
    "doctors": STAMPS,
    "clinic_sites": STAMPS,
    "doctor_locations": STAMPS,
    "location_rooms": STAMPS,
    "appointment_types": STAMPS,
    "appointment_type_locations": STAMPS,
    "appointment_type_resources": STAMPS,
    "bookable_resources": STAMPS,
    "clinic_closures": (*SPAN, *STAMPS),
    "schedule_rules": ("effective_from", "effective_to", *STAMPS),
    "schedule_rule_breaks": STAMPS,
    "schedule_exceptions": (*SPAN, *STAMPS),
    "schedule_templates": STAMPS,
    "schedule_template_breaks": STAMPS,
    "availability_rules": STAMPS,
    "availability_exceptions": (*SPAN, *STAMPS),
    "time_off_requests": (*SPAN, "decided_at", "withdrawn_at", *STAMPS),
    "appointments": (
        *SPAN,
        "cancelled_at",
        "hold_expires_at",
        "patient_arrived_at",
        "visit_started_at",
        "visit_ended_at",
        "pending_expires_at",
        *STAMPS,
    ),
    "appointment_events": ("occurred_at", *STAMPS),
    "appointment_resource_claims": (*SPAN, *STAMPS),
    "acts": STAMPS,
    "rebooking_items": ("taken_at", "called_at", "closed_at", *STAMPS),
    "rebooking_causes": STAMPS,
    "staff_events": ("occurred_at", *STAMPS),
}
"""Every instant and date of every table. What is stored is bounded, so after ``timestamp(0)`` has rounded."""

LIMITS: dict[str, dict[str, str]] = {
    "appointment_types": {
        "buffer_before_minutes": "BETWEEN 0 AND 1440",
        "buffer_after_minutes": "BETWEEN 0 AND 1440",
    },
    "schedule_rules": {
        "buffer_before_minutes": "BETWEEN 0 AND 1440",
        "buffer_after_minutes": "BETWEEN 0 AND 1440",
        "max_parallel_sessions": "BETWEEN 1 AND 64",
        "slot_interval_minutes": "BETWEEN 1 AND 1440",
    },
    "schedule_templates": {
        "buffer_before_minutes": "BETWEEN 0 AND 1440",
        "buffer_after_minutes": "BETWEEN 0 AND 1440",
        "max_parallel_sessions": "BETWEEN 1 AND 64",
        "slot_duration_minutes": "BETWEEN 1 AND 1440",
    },
    "appointments": {"session_lane": "BETWEEN 1 AND 64"},
}
"""CHECKs that had one end and get the other one."""

# The server's own list of zones also has names that no time zone database of a program knows.
IANA = "!~ '^(posix|right)/|^(posixrules|localtime|Factory)$'"
ZONES = ("doctors", "schedule_rules")

TOUCHED = (
    "clinic_sites",
    "appointment_type_resources",
    "clinic_closures",
    "acts",
    "rebooking_items",
    "rebooking_causes",
)
"""The new tables: each has its timestamp kept, and all but ``acts`` tell of their changes."""

MIRRORED = (
    "schedule_rules",
    "schedule_rule_breaks",
    "schedule_exceptions",
    "schedule_templates",
    "schedule_template_breaks",
    "availability_rules",
    "availability_exceptions",
    "time_off_requests",
    "clinic_closures",
    "appointments",
    "appointment_resource_claims",
)
"""Tables whose rows have triggers that keep something elsewhere: blocks, claims, events, versions."""


def run(script: str) -> None:
    # Many statements in one string, percent signs and colons as they stand: no parameters at all.
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})


def run_file(name: str) -> None:
    run((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def add_checks(table: str, checks: dict[str, str]) -> None:
    """Add CHECKs by the name of their constraint, all of a table in one pass over its rows."""
    run(
        f"ALTER TABLE {table} "
        + ", ".join(f"ADD CONSTRAINT {name} CHECK ({condition})" for name, condition in checks.items())
    )


def bound_values() -> None:
    for table, columns in LIMITS.items():
        run(f"ALTER TABLE {table} " + ", ".join(f"DROP CONSTRAINT {table}_{name}_check" for name in columns))
        add_checks(table, {f"{table}_{name}_check": f"{name} {limit}" for name, limit in columns.items()})
    for table in ZONES:
        add_checks(table, {f"{table}_timezone_check": f"timezone {IANA}"})
    for table, names in INSTANTS.items():
        add_checks(
            table,
            {
                f"{table}_{name}_bounds_check": f"{name} >= '1900-01-01' AND {name} < '2200-01-01'"
                for name in names
            },
        )


def watch_tables() -> None:
    for table in TOUCHED:
        run(
            f"CREATE TRIGGER {table}_touch BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION medic_touch()"
        )
        if table != "acts":
            run(
                f"CREATE TRIGGER {table}_notify AFTER INSERT OR UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION medic_notify()"
            )
    for table in MIRRORED:
        run(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION medic_refuse_truncate()"
        )


def upgrade() -> None:
    for name in ("tables", "columns", "standing_rows"):
        run_file(name)
    bound_values()
    for name in (
        "versions",
        "events",
        "places_of_appointments",
        "claims",
        "places",
        "closures",
        "merges",
        "whole_tables",
    ):
        run_file(name)
    watch_tables()


def downgrade() -> None:
    raise NotImplementedError("going back would lose closures, houses and acts: restore a backup instead")
