"""Doctors who run late, on a real database: said once, the newest holds, and what cannot be used is none."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from medic_desk.model.acts.errors import ActMismatch, InvalidField
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.delays import DelayRequest, read_delays, say_delay
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id


@pytest.fixture
def small(store: Store) -> SmallClinic:
    return make_small_clinic(store, today=True)


def late(small: SmallClinic, minutes: int, doctor_id: str = "") -> DelayRequest:
    return DelayRequest(
        act_id=new_id(), doctor_id=doctor_id or small.doctor_id, day=small.day, minutes=minutes
    )


def told(store: Store) -> dict[str, int]:
    return {one.doctor_id: one.minutes for one in store.do(read_delays)}


def test_what_was_said_last_of_each_doctor_holds_also_within_a_second(
    store: Store, small: SmallClinic
) -> None:
    for minutes in (20, 35, 0, 10):
        perform(store, small.receptionist, say_delay, late(small, minutes))
    perform(store, small.manager, say_delay, late(small, 5, small.colleague_id))
    assert told(store) == {small.doctor_id: 10, small.colleague_id: 5}
    (one,) = (one for one in store.do(read_delays) if one.doctor_id == small.doctor_id)
    assert one.day == small.day


def test_it_is_an_event_of_the_staff_and_done_once(store: Store, small: SmallClinic) -> None:
    request = late(small, 20)
    first = perform(store, small.receptionist, say_delay, request)
    assert perform(store, small.receptionist, say_delay, request) == first
    (event,) = rows(store, "SELECT * FROM staff_events WHERE action = 'doctor_runs_late'")
    assert (event["subject_table"], str(event["subject_id"])) == ("doctors", small.doctor_id)
    assert (event["desk_name"], event["metadata"]["minutes"]) == ("Desk 1", 20)
    assert str(event["actor_id"]) == small.receptionist.user_id
    with pytest.raises(ActMismatch):
        perform(store, small.receptionist, say_delay, replace(request, minutes=30))


@pytest.mark.parametrize("minutes", [-1, 241])
def test_no_doctor_runs_that_late(store: Store, small: SmallClinic, minutes: int) -> None:
    with pytest.raises(InvalidField, match="minutes"):
        perform(store, small.receptionist, say_delay, late(small, minutes))
    assert told(store) == {}
    assert rows(store, "SELECT * FROM acts WHERE name = 'doctor_runs_late'") == []


def test_it_is_said_of_today_alone_and_of_a_doctor_who_is_there(store: Store, small: SmallClinic) -> None:
    for days in (-1, 1):
        request = replace(late(small, 20), day=small.day + timedelta(days=days))
        with pytest.raises(InvalidField, match="day: not_today"):
            perform(store, small.receptionist, say_delay, request)
    with pytest.raises(NotFound):
        perform(store, small.receptionist, say_delay, late(small, 20, new_id()))


def test_every_desk_is_told(store: Store, small: SmallClinic, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as listener:
        listener.execute("LISTEN medic_desk")
        perform(store, small.receptionist, say_delay, late(small, 20))
        notices = [one.payload for one in listener.notifies(timeout=5, stop_after=1)]
    assert any("staff_events" in one and small.doctor_id in one for one in notices)


@pytest.mark.parametrize(
    "metadata",
    [
        "[]",
        '{"day": "x", "minutes": 5}',
        '{"day": "2026-11-26", "minutes": true}',
        '{"day": "2026-11-26", "minutes": 9999}',
        '{"day": "2026-11-26"}',
        '{"number": "5"}',
    ],
)
def test_what_another_program_wrote_otherwise_counts_as_none(
    store: Store, small: SmallClinic, metadata: str
) -> None:
    run(
        store,
        "INSERT INTO staff_events (occurred_at, action, subject_table, subject_id, doctor_id, metadata)"
        " VALUES (date_trunc('second', timezone('utc', now())), 'doctor_runs_late', 'doctors',"
        f" '{small.doctor_id}', '{small.doctor_id}', '{metadata}')".replace(":", "\\:"),
    )
    assert told(store) == {}
    perform(store, small.receptionist, say_delay, late(small, 15))
    assert told(store) == {small.doctor_id: 15}
