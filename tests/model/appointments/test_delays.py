"""Doctors who run late, on a real database: said once, the newest holds, and what cannot be used is none."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from medic_desk.model.acts.errors import ActMismatch, InvalidField
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.delays import (
    DelayRequest,
    DoctorDelay,
    StaleDelay,
    UndoDelayRequest,
    read_delays,
    say_delay,
    undo_delay,
)
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


def undone(request: DelayRequest) -> UndoDelayRequest:
    return UndoDelayRequest(
        act_id=new_id(), doctor_id=request.doctor_id, day=request.day, undone_act_id=request.act_id
    )


def said(store: Store, small: SmallClinic, minutes: int) -> DelayRequest:
    request = late(small, minutes)
    perform(store, small.receptionist, say_delay, request)
    return request


def test_what_was_said_is_taken_back_one_by_one(store: Store, small: SmallClinic) -> None:
    first = said(store, small, 20)
    (before,) = store.do(read_delays)
    second = said(store, small, 35)
    left: DoctorDelay = perform(store, small.receptionist, undo_delay, undone(second))
    assert left.minutes == 20
    assert store.do(read_delays) == (before,), "since when it is so is told as before"
    last = undone(first)
    for _ in range(2):
        assert perform(store, small.receptionist, undo_delay, last).minutes == 0
    assert told(store) == {}
    third = said(store, small, 10)
    assert told(store) == {small.doctor_id: 10}
    perform(store, small.receptionist, undo_delay, undone(third))
    assert told(store) == {}


def test_what_another_desk_said_since_is_neither_taken_back_nor_said_over(
    store: Store, small: SmallClinic
) -> None:
    request = said(store, small, 20)
    # The same again: the other desk has said it for itself.
    perform(store, small.manager, say_delay, late(small, 20))
    with pytest.raises(StaleDelay) as stale:
        perform(store, small.receptionist, undo_delay, undone(request))
    assert stale.value.minutes == 20
    again = replace(request, act_id=new_id(), seen_minutes=0)
    with pytest.raises(StaleDelay):
        perform(store, small.receptionist, say_delay, again)
    assert told(store) == {small.doctor_id: 20}
    assert rows(store, "SELECT * FROM staff_events WHERE action = 'doctor_delay_undone'") == []
    perform(store, small.receptionist, say_delay, replace(again, act_id=new_id(), seen_minutes=20))


def test_what_was_said_yesterday_is_not_taken_back(store: Store, small: SmallClinic) -> None:
    yesterday = replace(undone(said(store, small, 20)), day=small.day - timedelta(days=1))
    with pytest.raises(InvalidField, match="day: not_today"):
        perform(store, small.receptionist, undo_delay, yesterday)
