"""Reading weeks: the facts, the blocks, and the number of statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Request
from medic_desk.model.appointments.week import read_week, read_weeks
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.patients.duplicates import read_likely_duplicates
from medic_desk.model.patients.search import NewPatient, read_patients
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import AppointmentRow, PatientRow, TimeOffRequestRow
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


@contextmanager
def counted_statements(store: Store) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def book_directly(store: Store, clinic: SmallClinic, hour: int, **columns: object) -> str:
    values = {
        "doctor_id": clinic.doctor_id,
        "patient_id": clinic.patient_ids[0],
        "appointment_type_id": clinic.service_id,
        "starts_at": datetime_at(clinic.at(hour)),
        "ends_at": datetime_at(clinic.at(hour, 30)),
        "status": "confirmed",
        **columns,
    }
    return store.do(lambda session: add(session, AppointmentRow, **values))


def test_a_week_holds_hours_blocks_and_pending_time_off(store: Store, clinic: SmallClinic) -> None:
    booked = book_directly(store, clinic, 10)
    cancelled = book_directly(store, clinic, 10, status="cancelled")
    store.do(
        lambda session: add(
            session,
            TimeOffRequestRow,
            doctor_id=clinic.doctor_id,
            starts_at=datetime_at(clinic.at(0, days=1)),
            ends_at=datetime_at(clinic.at(0, days=2)),
            reason="Συνέδριο",
        )
    )
    week = store.do(read_week, clinic.doctor_id, clinic.day, 7)
    assert {a.id for a in week.appointments} == {booked, cancelled}
    block = next(a for a in week.appointments if a.id == booked)
    assert (block.starts_at, block.ends_at) == (clinic.at(10), clinic.at(10, 30))
    assert block.patient_name == "Αντωνίου Γιώργος"
    assert block.patient_phone == "6944000001"
    assert block.service_name == "Επίσκεψη"
    (pending,) = week.pending_time_off
    assert pending.reason == "Συνέδριο"
    request = Request(
        now=week.now,
        appointment_type_id=clinic.service_id,
        starts_from=clinic.at(0),
        starts_before=clinic.at(24),
    )
    starts = [slot.starts_at for slot in free_slots(week.facts, request)]
    assert starts == [
        clinic.at(hour, minute)
        for hour in (9, 10, 11, 12, 14, 15, 16)
        for minute in (0, 30)
        if (hour, minute) != (10, 0)
    ]


def test_an_expired_hold_is_no_block_and_takes_no_slot(store: Store, clinic: SmallClinic) -> None:
    past = datetime_at(clinic.at(0, days=-9))
    book_directly(store, clinic, 10, status="held", patient_id=None, hold_expires_at=past)
    standing = book_directly(store, clinic, 11, status="held", patient_id=None, desk_name="Desk 2")
    week = store.do(read_week, clinic.doctor_id, clinic.day, 1)
    assert [a.id for a in week.appointments] == [standing]
    assert week.appointments[0].desk_name == "Desk 2"


def test_the_number_of_statements_does_not_grow(store: Store, clinic: SmallClinic) -> None:
    for hour in (9, 10, 11):
        book_directly(store, clinic, hour)
    with counted_statements(store) as one:
        store.do(read_weeks, (clinic.doctor_id,), clinic.day, 7)
    with counted_statements(store) as two:
        store.do(read_weeks, (clinic.doctor_id, clinic.colleague_id), clinic.day - timedelta(days=40), 90)
    assert len(one) == len(two) == 5


def test_a_doctor_who_is_gone_is_not_found(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        store.do(read_week, new_id(), clinic.day, 7)


def test_the_clinic_is_listed_by_name(store: Store, clinic: SmallClinic) -> None:
    listed = store.do(read_clinic)
    assert [doctor.full_name for doctor in listed.doctors] == ["Γεωργίου Άννα", "Παπαδόπουλος Νίκος"]
    assert {service.name for service in listed.services_of(clinic.doctor_id)} == {"Επίσκεψη", "Τηλεφώνημα"}
    assert listed.doctor(clinic.doctor_id).hours_table == "schedule_rules"


@pytest.mark.parametrize(
    "typed", ["αντων", "Antoniou", "ANTWNIOY", "αντωνίου γιώρ", "γιωργος αντ", "694400 0001", "6944000001"]
)
def test_a_patient_is_found_however_typed(store: Store, clinic: SmallClinic, typed: str) -> None:
    assert clinic.patient_ids[0] in [p.id for p in store.do(read_patients, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("psarra m", "Μαρίνα"), ("ψαρρά μ", "Μαρίνα"), ("psarra pe", "Πελαγία"), ("psarra", "Αναστασία")],
)
def test_who_is_named_as_typed_comes_first(store: Store, clinic: SmallClinic, typed: str, first: str) -> None:
    for name in ("Αναστασία", "Παγώνα", "Πελαγία", "Μαρίνα"):
        store.do(add, PatientRow, last_name="Ψαρρά", first_name=name)
    assert store.do(read_patients, typed)[0].first_name == first


@pytest.mark.parametrize("typed", ["", "   ", "ζζζ", "%", "_", "\\", "αντων ζζζ"])
def test_what_matches_nobody_finds_nobody(store: Store, clinic: SmallClinic, typed: str) -> None:
    assert store.do(read_patients, typed) == ()


def test_likely_duplicates_share_a_phone_or_a_name(store: Store, clinic: SmallClinic) -> None:
    by_phone = NewPatient(last_name="Άλλος", mobile_phone="694-400-0002")
    assert [p.id for p in store.do(read_likely_duplicates, by_phone)] == [clinic.patient_ids[1]]
    by_name = NewPatient(last_name="antoniou", first_name="giorgos")
    assert [p.id for p in store.do(read_likely_duplicates, by_name)] == [clinic.patient_ids[0]]
    assert store.do(read_likely_duplicates, NewPatient(last_name="Κανένας")) == ()
