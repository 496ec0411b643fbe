"""The loaded demo clinic: the rows in the database, and that they are valid by the schema and the engine."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql

from medic_desk.engine import free_slots, why_not
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Facts, Request
from medic_desk.model.demo import DatabaseNotEmpty, DemoHeld, DemoLoaded, load_demo, read_held_demo
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.store.store import Store
from tests.database import TestServer

Connection = psycopg.Connection[Any]

SEED, TODAY = 2026, date(2026, 11, 23)
FIRST, LAST = (minute_floor(datetime(*day, tzinfo=UTC)) for day in ((2026, 9, 15), (2027, 2, 1)))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(test_server: TestServer) -> Iterator[tuple[str, DemoLoaded]]:
    name = f"demo_{secrets.token_hex(4)}"
    url = test_server.create(name)
    with psycopg.connect(url) as connection:
        loaded = load_demo(connection, SEED, TODAY)
    print(f"demo planned in {loaded.plan_seconds:.1f} s, written in {loaded.write_seconds:.1f} s")
    yield url, loaded
    test_server.drop(name)


@pytest.fixture
def clinic(demo: tuple[str, DemoLoaded]) -> Iterator[Connection]:
    with psycopg.connect(demo[0], autocommit=True) as connection:
        yield connection


@pytest.fixture
def worlds(demo: tuple[str, DemoLoaded]) -> Mapping[str, Facts]:
    with Store(demo[0]) as store:
        with psycopg.connect(demo[0]) as connection:
            doctors = [str(row[0]) for row in connection.execute("SELECT id FROM doctors ORDER BY id")]
        return store.do(read_facts, doctors, FIRST, LAST)


def one(connection: Connection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def digest(connection: Connection) -> dict[str, str]:
    """One digest for each table: its rows, without the values that the server sets itself.

    The id of a block that a trigger makes is drawn by the trigger, and so is what a transaction is called.
    """
    stamped = {"inserted_at", "updated_at", "transaction_id", "schedule_exception_id"}
    found = {}
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    ).fetchall()
    for (table,) in tables:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY 1", [table]
            )
            if row[0] not in stamped
        ]
        columns: list[sql.Composable] = [sql.Identifier(name) for name in names]
        if table == "schedule_exceptions":
            columns[names.index("id")] = sql.SQL(
                "CASE WHEN source IN ('time_off', 'closure') THEN NULL ELSE id END"
            )
        query = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(columns), sql.Identifier(table))
        rows = sorted(repr(row) for row in connection.execute(query))
        found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_what_was_planned_stands_there(clinic: Connection, demo: tuple[str, DemoLoaded]) -> None:
    blocks = one(clinic, "SELECT count(*) FROM schedule_exceptions WHERE source IN ('time_off', 'closure')")
    assert blocks > 100
    for table, count in demo[1].rows.items():
        made_by_trigger = blocks if table == "schedule_exceptions" else 0
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        assert one(clinic, query.as_string()) == count + made_by_trigger, table
    assert read_held_demo(clinic) == DemoHeld(seed=SEED, today=TODAY)


def test_every_trigger_is_awake_again(clinic: Connection) -> None:
    asleep = clinic.execute(
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled NOT IN ('O', 'A')"
    ).fetchall()
    assert asleep == []
    assert one(clinic, "SELECT count(*) FROM pg_trigger WHERE tgname = 'appointments_notify'") == 1


def test_all_statuses_are_there(clinic: Connection) -> None:
    statuses = {row[0] for row in clinic.execute("SELECT DISTINCT status FROM appointments")}
    assert statuses == {"pending", "confirmed", "completed", "cancelled", "no_show", "held"}
    claims = {row[0] for row in clinic.execute("SELECT DISTINCT status FROM appointment_resource_claims")}
    assert claims == {"active", "released"}


def test_nobody_is_booked_twice(clinic: Connection) -> None:
    for table, subject, takes_place in (
        ("appointments", "doctor_id, session_lane", "status NOT IN ('cancelled', 'no_show')"),
        ("appointment_resource_claims", "bookable_resource_id", "status = 'active'"),
    ):
        query = (
            "SELECT count(*) FROM (SELECT starts_at, lag(ends_at) OVER"
            f" (PARTITION BY {subject} ORDER BY starts_at, ends_at) AS before FROM {table}"
            f" WHERE {takes_place}) neighbours WHERE before > starts_at"
        )
        assert one(clinic, query) == 0, table
    assert one(clinic, "SELECT max(session_lane) FROM appointments") == 3


def test_claims_mirror_what_takes_a_place(clinic: Connection) -> None:
    """Each appointment claims what its service's rows ask for, and what its mode asks for besides."""
    assert clinic.execute(
        """
        SELECT a.id, a.status, wanted.types, claimed.types FROM appointments a
          JOIN appointment_types s ON s.id = a.appointment_type_id
          CROSS JOIN LATERAL (
            SELECT array_agg(need.resource_type ORDER BY need.resource_type) AS types,
                   array_agg(need.named) FILTER (WHERE need.named IS NOT NULL) AS named
              FROM (SELECT n.resource_type, n.bookable_resource_id AS named
                      FROM appointment_type_resources n WHERE n.appointment_type_id = s.id
                    UNION ALL
                    SELECT CASE s.consultation_mode WHEN 'video' THEN 'telehealth_slot' ELSE 'room' END, NULL
                     WHERE s.consultation_mode <> 'phone') AS need(resource_type, named)) wanted
          CROSS JOIN LATERAL (
            SELECT array_agg(r.resource_type ORDER BY r.resource_type) AS types, array_agg(r.id) AS ids,
                   coalesce(bool_and((c.starts_at, c.ends_at) = (a.starts_at, a.ends_at)), true) AS is_then,
                   coalesce(bool_and((c.status = 'active') = (a.status NOT IN ('cancelled', 'no_show'))
                     AND c.awaits_restore = (c.status <> 'active')), true) AS is_alive
              FROM appointment_resource_claims c JOIN bookable_resources r ON r.id = c.bookable_resource_id
             WHERE c.appointment_id = a.id) claimed
         WHERE wanted.types IS DISTINCT FROM claimed.types
            OR NOT coalesce(wanted.named, '{}') <@ coalesce(claimed.ids, '{}')
            OR NOT claimed.is_then OR NOT claimed.is_alive
        """
    ).fetchall() == []  # fmt: skip
    shared = clinic.execute(
        "SELECT r.resource_type FROM appointment_resource_claims c"
        " JOIN bookable_resources r ON r.id = c.bookable_resource_id AND r.doctor_id IS NULL"
        " JOIN appointments a ON a.id = c.appointment_id GROUP BY r.id HAVING count(DISTINCT a.doctor_id) > 1"
    ).fetchall()
    assert {kind for (kind,) in shared} == {"room", "equipment", "staff"}, "used by several doctors each"


def test_a_room_is_claimed_where_the_appointment_is(clinic: Connection) -> None:
    assert clinic.execute(
        "SELECT a.id FROM appointments a JOIN appointment_resource_claims c ON c.appointment_id = a.id"
        " JOIN bookable_resources r ON r.id = c.bookable_resource_id"
        " JOIN doctor_locations stands ON stands.id = r.doctor_location_id"
        " JOIN doctor_locations sent ON sent.id = a.doctor_location_id"
        " WHERE (r.location_room_id <> a.location_room_id AND r.resource_type = 'room')"
        " OR stands.clinic_site_id <> sent.clinic_site_id"
    ).fetchall() == []  # fmt: skip


def test_the_log_is_the_planned_one(clinic: Connection) -> None:
    assert one(clinic, "SELECT count(*) FROM appointment_events WHERE act_id IS NULL") == 0
    without = "SELECT count(*) FROM appointments a WHERE NOT EXISTS (SELECT FROM appointment_events WHERE"
    assert one(clinic, f"{without} appointment_id = a.id)") == 0
    actions = {row[0] for row in clinic.execute("SELECT DISTINCT action FROM appointment_events")}
    assert actions >= {"booked", "submitted", "confirmed", "arrived", "started", "completed", "cancelled"}
    assert actions >= {"no_show", "moved", "held", "hold_expired"}


def test_time_off_is_asked_decided_and_kept_free(clinic: Connection) -> None:
    kinds = dict(
        clinic.execute(
            "SELECT CASE WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE status END, count(*)"
            " FROM time_off_requests GROUP BY 1"
        ).fetchall()
    )
    assert kinds == {"pending": 3, "approved": 2, "denied": 1, "withdrawn": 1}
    assert clinic.execute(
        "SELECT r.starts_at = e.starts_at AND r.ends_at = e.ends_at AND r.doctor_id = e.doctor_id"
        " FROM time_off_requests r JOIN schedule_exceptions e ON e.id = r.schedule_exception_id"
        " WHERE e.source = 'time_off' AND e.exception_type = 'blocked'"
    ).fetchall() == [(True,), (True,)]  # fmt: skip


def test_nothing_is_booked_into_blocked_time(clinic: Connection) -> None:
    """But for those of the worklist, who were booked before the time off was approved."""
    blocked = """
        WITH blocked AS (
          SELECT doctor_id, doctor_location_id, starts_at, ends_at
            FROM schedule_exceptions WHERE exception_type = 'blocked'
          UNION ALL
          SELECT doctor_id, doctor_location_id, starts_at, ends_at
            FROM availability_exceptions WHERE status = 'blocked'
        )
        SELECT a.id FROM appointments a JOIN blocked b USING (doctor_id)
         WHERE a.starts_at < b.ends_at AND b.starts_at < a.ends_at
           AND coalesce(b.doctor_location_id = a.doctor_location_id, true)
    """
    affected = f"SELECT appointment_id FROM rebooking_items WHERE appointment_id IN ({blocked})"
    in_time_off = {row[0] for row in clinic.execute(blocked)}
    assert len(in_time_off) > 5
    listed = {row[0] for row in clinic.execute(affected)}
    cancelled = "SELECT id FROM appointments WHERE status = 'cancelled' AND id = ANY (%s)"
    unlisted = in_time_off - listed
    assert {row[0] for row in clinic.execute(cancelled, [list(unlisted)])} == unlisted


def as_it_was(facts: Facts) -> Facts:
    """The facts when everything was still offered."""
    services = {key: replace(service, is_active=True) for key, service in facts.services.items()}
    return replace(facts, doctor_is_active=True, services=services)


@pytest.fixture
def affected(clinic: Connection) -> set[str]:
    """The appointments of the worklist that are still where they were."""
    rows = clinic.execute("SELECT appointment_id::text FROM rebooking_items WHERE state <> 'moved'")
    return {row[0] for row in rows}


def test_every_appointment_lies_within_one_working_period(
    worlds: Mapping[str, Facts], affected: set[str]
) -> None:
    """By the engine, with facts read back: every start is a start of the grid inside hours, at that place."""
    checked = 0
    for facts in worlds.values():
        without_bookings = replace(as_it_was(facts), appointments=(), claims=())
        offered = {
            (service_id, slot.starts_at)
            for service_id in facts.services
            for slot in free_slots(without_bookings, request(service_id, FIRST, LAST))
        }
        for booked in facts.appointments:
            if booked.doctor_id == facts.doctor_id and booked.id not in affected:
                assert (booked.appointment_type_id, booked.starts_at) in offered
                checked += 1
    assert checked > 10000


def test_every_appointment_would_be_booked_again_just_so(
    worlds: Mapping[str, Facts], clinic: Connection, affected: set[str]
) -> None:
    """Without it its start is free in its room: so buffers, lanes, rooms, machines and assistants are right.

    The worklist's are refused for the time off, and for nothing else.
    """
    query = "SELECT id::text, doctor_location_id::text, location_room_id::text FROM appointments"
    places = {row[0]: row[1:] for row in clinic.execute(query)}
    checked = 0
    for facts in worlds.values():
        claimed = Counter(claim.appointment_id for claim in facts.claims)
        for booked in facts.appointments:
            if booked.doctor_id != facts.doctor_id:
                continue
            assert booked.appointment_type_id is not None
            location, room = places[booked.id]
            asked = replace(
                request(booked.appointment_type_id, booked.starts_at, booked.starts_at + 1),
                doctor_location_id=location,
                location_room_id=room,
                ignore_appointment_ids=frozenset({booked.id}),
                for_appointment_id=booked.id,
            )
            if booked.id in affected:
                assert why_not(facts, asked, booked.starts_at).codes == ("blocked",)
                continue
            slots = free_slots(facts, asked)
            assert [(slot.starts_at, slot.location_room_id) for slot in slots] == [(booked.starts_at, room)]
            assert len(slots[0].bookable_resource_ids) == claimed[booked.id]
            checked += 1
    assert checked > 10000


def test_days_are_filled_as_in_life(worlds: Mapping[str, Facts]) -> None:
    """Booked minutes over bookable ones: most of the past and near future, half of the far future."""
    today = minute_floor(datetime(2026, 11, 23, tzinfo=UTC))
    spells = {"past": (-56, 0), "near": (1, 14), "far": (42, 56)}
    share = {}
    for name, (first, before) in spells.items():
        start, end = today + first * 1440, today + before * 1440
        booked = bookable = 0
        for facts in worlds.values():
            if not facts.doctor_is_active or any(rule.max_parallel_sessions > 1 for rule in facts.rules):
                continue
            empty = replace(facts, appointments=(), claims=())
            minutes: set[int] = set()
            for service_id in facts.services:
                for slot in free_slots(empty, request(service_id, start, end)):
                    minutes.update(range(slot.starts_at, slot.ends_at))
            bookable += len(minutes)
            booked += sum(
                one.ends_at - one.starts_at
                for one in facts.appointments
                if one.doctor_id == facts.doctor_id and start <= one.starts_at < end
            )
        share[name] = booked / bookable
    assert 0.55 < share["past"] < 0.85, share
    assert 0.6 < share["near"] < 0.88, share
    assert 0.4 < share["far"] < share["near"] - 0.08, share


def request(service_id: str, starts_from: int, starts_before: int) -> Request:
    return Request(
        now=LONG_AGO, appointment_type_id=service_id, starts_from=starts_from, starts_before=starts_before
    )


def test_a_demo_is_not_mixed_into_what_is_there(clinic: Connection) -> None:
    before = one(clinic, "SELECT count(*) FROM appointments")
    with pytest.raises(DatabaseNotEmpty, match="needs an empty one"):
        load_demo(clinic, SEED, TODAY)
    assert one(clinic, "SELECT count(*) FROM appointments") == before


def test_loaded_twice_it_is_the_same(clinic: Connection, database_url: str) -> None:
    with psycopg.connect(database_url) as again:
        load_demo(again, SEED, TODAY)
    with psycopg.connect(database_url) as again:
        assert digest(again) == digest(clinic)
