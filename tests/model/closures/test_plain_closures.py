"""A closure that a plain writer inserts while acts place appointments: one of the two sees the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.closures.affected import read_affected_by_closure
from medic_desk.model.closures.closures import Closure
from medic_desk.model.closures.save import AddClosure, add_closure
from medic_desk.model.store.errors import Contended
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id

ROUNDS = 60
MOVE_HOUSE = (
    "WITH made AS (INSERT INTO clinic_sites (name) VALUES ('Παράρτημα') RETURNING id)"
    " UPDATE doctor_locations SET clinic_site_id = (SELECT id FROM made)"
)


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def morning(clinic: SmallClinic, day: int = 0) -> Closure:
    return Closure(id=new_id(), starts_at=clinic.at(9, days=day), ends_at=clinic.at(12, days=day))


def insert(writer: psycopg.Connection[Any], planned: Closure) -> list[str]:
    """Close in plain SQL; the ids of the appointments that the writer then finds in the closed time."""
    span = [datetime_at(at).replace(tzinfo=None) for at in (planned.starts_at, planned.ends_at)]
    writer.execute(
        "INSERT INTO clinic_closures (id, starts_at, ends_at) VALUES (%s, %s, %s)", [planned.id, *span]
    )
    found = writer.execute(
        "SELECT id::text FROM appointments WHERE starts_at < %s AND ends_at > %s", [span[1], span[0]]
    )
    return [row[0] for row in found.fetchall()]


def booked(store: Store, clinic: SmallClinic, day: int) -> list[str]:
    """The appointment that a desk books at ten, or none where it is told that this is closed."""
    try:
        request = clinic.booking(10, starts_at=clinic.at(10, days=day))
        return [perform(store, clinic.receptionist, book, request).appointment_id]
    except SlotRefused as refused:
        if refused.codes != ("blocked",):
            raise
        return []


def test_a_plain_closure_against_a_booking_is_seen_or_sees_it(
    store: Store, clinic: SmallClinic, database_url: str
) -> None:
    """Beside them a manager closes other time, and a doctor's place comes into another house."""
    barrier = Barrier(4)
    plans = [morning(clinic, day) for day in range(ROUNDS)]

    def each_round(do: Callable[[int], list[str]]) -> list[list[str]]:
        ends = []
        for number in range(ROUNDS):
            barrier.wait(timeout=60)
            ends.append(do(number))
        return ends

    def close(number: int) -> list[str]:
        with plain.transaction():
            return insert(plain, plans[number])

    def close_as_manager(number: int) -> list[str]:
        request = AddClosure(act_id=new_id(), closure=morning(clinic, ROUNDS + number))
        return list(perform(other, clinic.manager, add_closure, request).affected_ids)

    def move_house(_number: int) -> list[str]:
        builder.execute(MOVE_HOUSE)
        return []

    with (
        Store(database_url, "desk two") as other,
        psycopg.connect(database_url, autocommit=True) as plain,
        psycopg.connect(database_url, autocommit=True) as builder,
        ThreadPoolExecutor(4) as threads,
    ):
        desk = threads.submit(each_round, lambda number: booked(store, clinic, number))
        others = [threads.submit(each_round, one) for one in (close_as_manager, move_house)]
        closed = threads.submit(each_round, close).result()
        assert [one.result()[0] for one in others] == [[], []]
        assert closed == desk.result()
    (counted,) = rows(store, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert counted == {"deadlocks": 0}


def test_a_booking_waits_for_a_plain_closure_and_is_refused(clinic: SmallClinic, database_url: str) -> None:
    hurried = SessionLimits(lock_ms=100)
    with psycopg.connect(database_url) as plain, Store(database_url, limits=hurried) as desk:
        assert insert(plain, morning(clinic)) == []
        with pytest.raises(Contended):
            perform(desk, clinic.receptionist, book, clinic.booking(10), tries=1)
        plain.commit()
        assert booked(desk, clinic, 0) == []
        assert len(booked(desk, clinic, 1)) == 1


def test_a_plain_closure_waits_for_a_booking_and_affects_it(
    store: Store, clinic: SmallClinic, database_url: str
) -> None:
    wanted = morning(clinic)

    def book_while_somebody_closes(session: Session) -> str:
        appointment = book(session, clinic.receptionist, clinic.booking(10))
        with psycopg.connect(database_url) as hurried:
            hurried.execute("SET lock_timeout = '100ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                insert(hurried, wanted)
        return appointment.appointment_id

    appointment_id = store.do(book_while_somebody_closes)
    with psycopg.connect(database_url) as plain:
        assert insert(plain, wanted) == [appointment_id]
    assert [one.id for one in store.do(read_affected_by_closure, wanted)] == [appointment_id]
