"""From the schema of before to this one: a demo clinic unchanged, houses found, broken rows listed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg.types.json import Jsonb

from medic_desk.model.store.errors import RowsBreakRules
from medic_desk.model.store.schema import alembic_config, check_rows, upgrade
from medic_desk.model.store.store import Store
from tests.model.demo.planned import planned
from tests.model.tables.schema_rows import (
    APPOINTMENT,
    CLAIM,
    DOCTOR,
    LOCATION,
    OTHER_DOCTOR,
    PATIENT,
    RESOURCE,
    ROOM,
    ROWS,
    RULE,
    add,
    uid,
)

Db = psycopg.Connection[Any]

BEFORE = "0002"
NEW_TABLES = {
    "clinic_sites",
    "appointment_type_resources",
    "clinic_closures",
    "acts",
    "rebooking_items",
    "rebooking_causes",
}


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """A database of the test's own whose schema is that of before."""
    with Store(empty_database_url) as store, store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    return empty_database_url


@pytest.fixture
def db(old_url: str) -> Iterator[Db]:
    """An autocommit connection to it, over one row a table."""
    with psycopg.connect(old_url, autocommit=True) as connection:
        for table in ROWS:
            if table not in NEW_TABLES:
                add(connection, table)
        yield connection


def columns_of(db: Db) -> dict[str, str]:
    """The columns of every table, as a list in SQL."""
    return dict(
        db.execute(
            "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name"
        ).fetchall()
    )


def contents(db: Db, columns: dict[str, str]) -> dict[str, list[Any]]:
    """Every row of these tables, in these columns."""
    return {
        table: db.execute(f"SELECT row({names})::text FROM {table} ORDER BY 1").fetchall()
        for table, names in columns.items()
    }


def write_demo(db: Db) -> None:
    """The demo clinic as a database of before can hold it: without the tables and columns that came since."""
    known = columns_of(db)
    plan = planned(2026, date(2026, 11, 23))
    for table, rows in plan.tables.items():
        if table in known:
            names = [name for name in rows[0] if name in known[table].split(", ")]
            with db.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([stored(row[name]) for name in names])
    for request in plan.time_off_decisions:
        changes = ", ".join(f"{name} = %({name})s" for name in request)
        values = {name: stored(value) for name, value in request.items()}
        db.execute(f"UPDATE time_off_requests SET {changes} WHERE id = %(id)s", values)


def stored(value: Any) -> Any:
    """A planned value as its column holds it: instants as naive UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return Jsonb(value) if isinstance(value, dict) else value


def test_a_demo_clinic_is_brought_up_unchanged(old_url: str) -> None:
    with psycopg.connect(old_url) as connection:
        write_demo(connection)
    with psycopg.connect(old_url, autocommit=True) as db:
        columns = columns_of(db)
        before = contents(db, columns)
        assert len(before["appointments"]) > 1000
        assert len(before["appointment_resource_claims"]) > 1000
        assert upgrade(old_url)[0] == BEFORE
        after = contents(db, columns)
        assert after.pop("alembic_version") != before.pop("alembic_version")
        assert after == before
        places = db.execute(
            "SELECT count(*), count(clinic_site_id), count(DISTINCT clinic_site_id) FROM doctor_locations"
        ).fetchone()
        assert places is not None
        # Every location is in a house, and several doctors share one.
        assert places[0] == places[1] > places[2] > 1
        assert db.execute("SELECT count(*) FROM clinic_sites").fetchone() == (places[2],)
        wrong = "SELECT count(*) FROM doctor_locations l JOIN clinic_sites s ON s.id = l.clinic_site_id"
        assert db.execute(f"{wrong} WHERE (s.name, s.address) <> (l.name, l.address)").fetchone() == (0,)
    with Store(old_url) as store:
        check_rows(store)


def test_locations_of_one_folded_name_and_address_are_one_house(db: Db, old_url: str) -> None:
    third = uid(43)
    add(db, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    add(db, "doctors", id=third, last_name="Τρίτος")
    db.execute("UPDATE doctor_locations SET address = 'Ερμού 1', phone = '210', updated_at = '2026-01-01'")
    for number, (doctor, name, address, active) in enumerate(
        [
            (OTHER_DOCTOR, "ΚΕΝΤΡΟ", "ερμου  1", True),
            (OTHER_DOCTOR, "Κέντρο", "Ερμού 1", False),
            (third, "Kentro", "Ermou 1", True),
            (third, "Κέντρο", "Ερμού 2", True),
            (OTHER_DOCTOR, "Κέντρο", None, True),
        ]
    ):
        row = {"id": uid(500 + number), "doctor_id": doctor, "name": name, "address": address}
        add(db, "doctor_locations", is_active=active, **row)
    upgrade(old_url)
    rows = db.execute("SELECT id::text, clinic_site_id::text FROM doctor_locations").fetchall()
    sites = dict(rows)
    house = sites[LOCATION]
    assert house is not None
    assert {location for location, site in sites.items() if site == house} == {LOCATION, uid(500), uid(502)}
    # A doctor has one row a house: the second one is in none.
    assert sites[uid(501)] is None
    assert len({house, sites[uid(503)], sites[uid(504)], None}) == 4
    found = db.execute("SELECT name, address, phone, is_active FROM clinic_sites WHERE id = %s", [house])
    assert found.fetchone() == ("Κέντρο", "Ερμού 1", "210", True)
    assert db.execute("SELECT count(*) FROM clinic_sites").fetchone() == (3,)
    # A migration is nobody's edit.
    stamped = db.execute("SELECT updated_at::text FROM doctor_locations WHERE id = %s", [LOCATION])
    assert stamped.fetchone() == ("2026-01-01 00:00:00",)


def test_what_was_cancelled_before_claims_again_afterwards(db: Db, old_url: str) -> None:
    db.execute("UPDATE appointments SET status = 'cancelled'")
    before = db.execute("SELECT status, updated_at FROM appointment_resource_claims").fetchall()
    upgrade(old_url)
    assert db.execute("SELECT status, updated_at FROM appointment_resource_claims").fetchall() == before
    db.execute("UPDATE appointments SET status = 'confirmed'")
    assert db.execute("SELECT id::text, status FROM appointment_resource_claims").fetchall() == [
        (CLAIM, "active")
    ]


# --- rows that break a rule ---

FAR_AWAY = uid(44)
Broken = tuple[tuple[str, ...], set[tuple[str, str, str]]]
BROKEN: dict[str, Broken] = {
    "buffer": (
        ("UPDATE appointment_types SET buffer_before_minutes = 1200000000",),
        {("appointment_types", str(ROWS["appointment_types"]["id"]), "buffer_before_minutes")},
    ),
    "lanes": (
        ("UPDATE schedule_rules SET max_parallel_sessions = 1000000",),
        {("schedule_rules", RULE, "max_parallel_sessions")},
    ),
    "interval": (
        ("UPDATE schedule_templates SET slot_duration_minutes = 100000",),
        {("schedule_templates", str(ROWS["schedule_templates"]["id"]), "slot_duration_minutes")},
    ),
    "lane": (
        ("UPDATE appointments SET session_lane = 30000",),
        {("appointments", APPOINTMENT, "session_lane")},
    ),
    "endless": (
        ("UPDATE appointments SET hold_expires_at = 'infinity'",),
        {("appointments", APPOINTMENT, "hold_expires_at")},
    ),
    "year 20000": (
        ("UPDATE appointments SET starts_at = '20000-01-01 09:00', ends_at = '20000-01-01 09:30'",),
        {
            ("appointments", APPOINTMENT, "starts_at"),
            ("appointments", APPOINTMENT, "ends_at"),
            ("appointment_resource_claims", CLAIM, "starts_at"),
            ("appointment_resource_claims", CLAIM, "ends_at"),
        },
    ),
    "no first day": (
        ("UPDATE schedule_rules SET effective_from = '-infinity'",),
        {("schedule_rules", RULE, "effective_from")},
    ),
    "birth date": (
        ("UPDATE patients SET birth_date = '-infinity'",),
        {("patients", PATIENT, "birth_date")},
    ),
    "stamp": (
        ("UPDATE users SET inserted_at = '0001-01-01 BC'",),
        {("users", str(ROWS["users"]["id"]), "inserted_at")},
    ),
    "zone": (
        ("UPDATE doctors SET timezone = 'Factory'",),
        {("doctors", DOCTOR, "timezone")},
    ),
    "unknown zone": (
        (
            "ALTER TABLE schedule_rules DISABLE TRIGGER schedule_rules_timezone",
            "UPDATE schedule_rules SET timezone = 'EET-2'",
            "ALTER TABLE schedule_rules ENABLE TRIGGER schedule_rules_timezone",
        ),
        {("schedule_rules", RULE, "timezone")},
    ),
    "ring": (
        (
            f"INSERT INTO patients (id, last_name, merged_into_id) VALUES ('{uid(60)}', 'x', '{PATIENT}')",
            f"UPDATE patients SET merged_into_id = '{uid(60)}' WHERE id = '{PATIENT}'",
            f"INSERT INTO patients (last_name, merged_into_id) VALUES ('leads there', '{PATIENT}')",
        ),
        {("patients", PATIENT, "merged_into_id"), ("patients", uid(60), "merged_into_id")},
    ),
    "scattered": (
        (
            f"INSERT INTO doctor_locations (id, doctor_id, name) VALUES ('{FAR_AWAY}', '{DOCTOR}', 'Αλλού')",
            f"UPDATE bookable_resources SET doctor_location_id = '{FAR_AWAY}', location_room_id = '{ROOM}'",
        ),
        {("bookable_resources", RESOURCE, "location_room_id")},
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_row_that_breaks_a_rule_is_listed_and_nothing_is_changed(db: Db, old_url: str, kind: str) -> None:
    statements, expected = BROKEN[kind]
    for statement in statements:
        db.execute(statement)
    columns = columns_of(db)
    before = contents(db, columns)
    with pytest.raises(RowsBreakRules) as caught:
        upgrade(old_url)
    assert set(caught.value.rows) == expected
    for table, row_id, column in expected:
        assert any(
            line.split() == [table, row_id, column] for line in str(caught.value).splitlines()
        )  # fmt: skip
    assert columns_of(db) == columns
    assert contents(db, columns) == before
    assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (BEFORE,)
    with Store(old_url) as store, pytest.raises(RowsBreakRules) as again:
        check_rows(store)
    assert again.value.rows == caught.value.rows


def test_every_broken_row_is_listed_at_once(db: Db, old_url: str) -> None:
    # Two of them cannot stand together: a hold that never ends, and one in another year.
    expected: set[tuple[str, str, str]] = set()
    for kind in ("buffer", "lanes", "lane", "endless", "birth date", "zone"):
        for statement in BROKEN[kind][0]:
            db.execute(statement)
        expected |= BROKEN[kind][1]
    with pytest.raises(RowsBreakRules) as caught:
        upgrade(old_url)
    assert set(caught.value.rows) == expected
    assert "Παπαδόπουλος" not in str(caught.value)


def test_corrected_rows_let_the_upgrade_through(db: Db, old_url: str) -> None:
    for statement in BROKEN["endless"][0]:
        db.execute(statement)
    with pytest.raises(RowsBreakRules):
        upgrade(old_url)
    db.execute("UPDATE appointments SET hold_expires_at = NULL")
    assert upgrade(old_url)[0] == BEFORE


def test_a_resource_in_a_colleagues_room_of_the_house_is_no_broken_row(db: Db, old_url: str) -> None:
    add(db, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    add(db, "doctor_locations", id=FAR_AWAY, doctor_id=OTHER_DOCTOR, name="ΚΈΝΤΡΟ")
    db.execute(
        "UPDATE bookable_resources SET doctor_location_id = %s, location_room_id = %s", [FAR_AWAY, ROOM]
    )
    assert upgrade(old_url)[0] == BEFORE


def test_a_row_that_was_broken_while_a_rule_was_off_is_found_later(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as db, Store(database_url) as store:
        add(db, "doctors")
        db.execute("ALTER TABLE doctors DROP CONSTRAINT doctors_inserted_at_bounds_check")
        db.execute("UPDATE doctors SET inserted_at = 'infinity'")
        with pytest.raises(RowsBreakRules) as caught:
            check_rows(store)
        assert caught.value.rows == (("doctors", DOCTOR, "inserted_at"),)
