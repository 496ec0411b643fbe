"""A clinic whose second doctor's rows are odd, and everything that the model reads of either doctor."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

import psycopg
from sqlalchemy.orm import Session

from medic_desk.engine import answer, free_slots, minute_floor, refused
from medic_desk.engine.facts import Request
from medic_desk.model.appointments.booked_appointments import read_booked_appointments
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.free_starts import FreeStartsQuestion, read_free_starts
from medic_desk.model.appointments.history import read_history
from medic_desk.model.appointments.week import WeekFacts, read_week
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.closures.closures import read_closures
from medic_desk.model.exceptions.doctor_exceptions import read_doctor_exceptions
from medic_desk.model.facts.instants import FIRST_MINUTE, LAST_MINUTE
from medic_desk.model.facts.readable import UnreadableRow
from medic_desk.model.facts.scenario_export import read_scenario
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.patients.duplicates import read_likely_duplicates
from medic_desk.model.patients.search import NewPatient, read_patient, read_patients
from medic_desk.model.store.store import Store
from medic_desk.model.tables import TableRow
from medic_desk.model.time_off.requests import read_time_off
from medic_desk.model.worklist.items import read_worklist
from tests.database import TestServer
from tests.model.facts.odd_values import OddValues
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id
from tests.model.tables.schema_rows import APPOINTMENT, CLOSURE, DOCTOR, PATIENT, ROWS, SERVICE, add

APPEND_ONLY = frozenset({"appointment_events", "staff_events"})
"""Tables whose rows are never changed: an odd one is a new row."""

ODD_DAY = date(2027, 3, 8)
"""The Monday of the odd doctor's appointment."""

NOW = datetime(2027, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OddClinic:
    """The small clinic beside a second one of one row a table, whose rows are made odd."""

    store: Store
    small: SmallClinic
    plain: psycopg.Connection[Any]

    @contextmanager
    def holding(self, odd: OddValues) -> Iterator[None]:
        """Commit an odd row as a plain writer; put it back afterwards. Raises what the database raises."""
        if odd.table in APPEND_ONLY:
            columns = {**{name: _literal(value) for name, value in ROWS[odd.table].items()}, **odd.columns}
            columns["id"] = _literal(new_id())
            self.plain.execute(
                f"INSERT INTO {odd.table} ({', '.join(columns)}) VALUES ({', '.join(columns.values())})"
            )
            yield
            return
        (key,) = TableRow.metadata.tables[odd.table].primary_key.columns.keys()
        row_id = ROWS[odd.table][key]
        was = self.plain.execute(
            f"SELECT to_jsonb(t)::text FROM {odd.table} t WHERE {key} = '{row_id}'"
        ).fetchone()
        assert was is not None
        settings = ", ".join(f"{name} = {value}" for name, value in odd.columns.items())
        self.plain.execute(f"UPDATE {odd.table} SET {settings} WHERE {key} = '{row_id}'")
        try:
            yield
        finally:
            self._put_back(odd.table, key, str(row_id), was[0])

    def _put_back(self, table: str, key: str, row_id: str, was: str) -> None:
        """The row as it was, past every trigger."""
        names = [
            name
            for (name,) in self.plain.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                " AND table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
        ]
        columns = ", ".join(names)
        with self.plain.transaction():
            self.plain.execute("SET LOCAL session_replication_role = replica")
            self.plain.execute(
                f"UPDATE {table} SET ({columns}) ="
                f" (SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb))"
                f" WHERE {key} = %s",
                [was, row_id],
            )


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


class OddTemplate(NamedTuple):
    """A database to be copied, and the ids of the small clinic in it."""

    database: str
    small: SmallClinic


def make_odd_template(server: TestServer, *, has_checks: bool) -> OddTemplate:
    """A database with both clinics; without checks it is one that somebody else made."""
    name = f"odd_{secrets.token_hex(6)}"
    with Store(server.create(name)) as store:
        small = make_small_clinic(store)
    with server.connect(name) as plain:
        for table in ROWS:
            add(plain, table, **({"login_name": "odd"} if table == "users" else {}))
        if not has_checks:
            _drop_checks(plain)
    return OddTemplate(name, small)


def _drop_checks(plain: psycopg.Connection[Any]) -> None:
    """Leave the database no rule that the reference lacks: no CHECK, no trigger."""
    found = plain.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0"
    ).fetchall()
    for table, name in found:
        plain.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for table in TableRow.metadata.tables:
        plain.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@contextmanager
def odd_clinic(server: TestServer, template: OddTemplate) -> Iterator[OddClinic]:
    """A copy of such a database, open."""
    name = f"odd_{secrets.token_hex(6)}"
    url = server.create(name, template=template.database)
    try:
        with Store(url) as store, server.connect(name) as plain:
            yield OddClinic(store, template.small, plain)
    finally:
        server.drop(name)


# Reading


def what_the_other_doctor_gives(clinic: OddClinic) -> dict[str, object]:
    """All that is read of the doctor whose rows are as they should be, and what a booking comes to."""
    store, small = clinic.store, clinic.small
    week = store.do(read_week, small.doctor_id, small.day, 7)
    lists = store.do(read_clinic)
    hours = store.do(read_hours, small.doctor_id)
    exceptions = store.do(read_doctor_exceptions, small.doctor_id, week.now)
    return {
        "week": (week.appointments, week.pending_time_off, week.schedule_version),
        "slots": [_answers(week, service) for service in (small.service_id, small.call_id)],
        "free starts": store.do(
            read_free_starts, _question(small.doctor_id, small.service_id, small.day)
        ).slots,
        "doctor": lists.doctor(small.doctor_id),
        "services": lists.services_of(small.doctor_id),
        "hours": (hours.rules, hours.appointments, hours.timezone, hours.hours_table),
        "exceptions": exceptions.rows,
        "time off": store.do(read_time_off, week.now, small.doctor_id),
        "booked": store.do(read_booked_appointments, small.doctor_id, small.at(0)),
        "closures": [
            one for one in store.do(read_closures, small.at(0), small.at(24)) if one.closure.id != CLOSURE
        ],
        "worklist": [one for one in store.do(read_worklist).items if one.doctor_id == small.doctor_id],
        "patients": store.do(read_patients, "Αντωνίου"),
        "likely": store.do(read_likely_duplicates, NewPatient(last_name="Νικολάου", phone="6944000002")),
        "booking": _booking(store, small),
    }


def read_of_the_odd_doctor(clinic: OddClinic) -> tuple[UnreadableRow, ...]:
    """Read all that is read of the odd doctor, none of which may fail; what could not be used."""
    store = clinic.store
    week = store.do(read_week, DOCTOR, ODD_DAY, 7)
    lists = store.do(read_clinic)
    hours = store.do(read_hours, DOCTOR)
    exceptions = store.do(read_doctor_exceptions, DOCTOR, NOW)
    if SERVICE in week.facts.services:
        _answers(week, SERVICE)
        scenario = store.do(
            read_scenario,
            doctor_id=DOCTOR,
            appointment_type_id=SERVICE,
            starts_from=minute_floor(datetime.combine(ODD_DAY, time(), UTC)),
            starts_before=minute_floor(datetime.combine(ODD_DAY, time(23, 59), UTC)),
        )
        assert "error" not in answer(json.loads(json.dumps(scenario)))
    store.do(read_free_starts, _question(DOCTOR, SERVICE, ODD_DAY))
    store.do(read_time_off, NOW)
    store.do(read_closures, FIRST_MINUTE, LAST_MINUTE)
    store.do(read_worklist)
    store.do(read_history, APPOINTMENT)
    store.do(read_booked_appointments, DOCTOR, 0)
    store.do(read_patients, "Παπαδ")
    store.do(read_patient, PATIENT)
    store.do(read_likely_duplicates, NewPatient(last_name="Παπαδόπουλος", first_name="Γιάννης"))
    return (*week.unreadable, *lists.unreadable, *hours.unreadable, *exceptions.unreadable)


def _question(doctor_id: str, service_id: str, day: date) -> FreeStartsQuestion:
    return FreeStartsQuestion(doctor_id=doctor_id, appointment_type_id=service_id, first_day=day, days=7)


def question_of(week: WeekFacts, service_id: str) -> Request:
    """The engine's request for the starts of a week."""
    return _question(week.doctor_id, service_id, week.first_day).request(week.now, week.facts.timezone)


def _answers(week: WeekFacts, service_id: str) -> object:
    request = question_of(week, service_id)
    return list(free_slots(week.facts, request)), list(refused(week.facts, request))


class _Booked(Exception):
    """Carries a booking out of the transaction that is rolled back."""


def _booking(store: Store, small: SmallClinic) -> object:
    """What a booking comes to, without being kept."""

    def book_and_roll_back(session: Session) -> None:
        raise _Booked(book(session, small.receptionist, small.booking(10)))

    try:
        store.do(book_and_roll_back)
    except _Booked as booked:
        return replace(booked.args[0], appointment_id="")
    raise AssertionError("it rolls back")
