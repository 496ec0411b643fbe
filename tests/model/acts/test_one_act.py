"""An act id is one act: one request of one name, however many send it, in whatever order, at once or not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from threading import Barrier
from typing import Any

import pytest

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.digest import digest_of
from medic_desk.model.acts.errors import ActMismatch, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import arrive, cancel
from medic_desk.model.appointments.booking import BookingRequest, book, submit
from medic_desk.model.appointments.holds import hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.decisions import AskTimeOff, DecideTimeOff, approve, ask, deny
from tests.model.acts.acting_desk import Desk, on, to
from tests.model.small_clinic import make_small_clinic, new_id

ROUNDS = 60
HOURS = (9, 10, 11, 12, 14, 15, 16)
BOTH_STAND = """
    SELECT act_id FROM appointment_events WHERE act_id IS NOT NULL
     GROUP BY act_id HAVING count(DISTINCT appointment_id) > 1
"""


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def of_colleague(desk: Desk, request: BookingRequest) -> BookingRequest:
    """The same act id, for the other doctor."""
    clinic = desk.clinic
    return replace(
        request,
        doctor_id=clinic.colleague_id,
        appointment_type_id=clinic.colleague_service_id,
        patient_id=clinic.patient_ids[1],
    )


def call_of(desk: Desk, hour: int) -> BookingRequest:
    """A booking that needs no room: nothing but the act's id keeps it and the colleague's apart."""
    return desk.clinic.booking(hour, appointment_type_id=desk.clinic.call_id)


def test_one_id_for_two_doctors_at_once_is_one_appointment(desk: Desk, database_url: str) -> None:
    barrier = Barrier(2)
    starts = [desk.clinic.at(HOURS[n % 7], 0, days=n // 7) for n in range(ROUNDS)]
    one = [replace(call_of(desk, 9), starts_at=start) for start in starts]
    two = [of_colleague(desk, request) for request in one]

    def run(store: Store, requests: list[BookingRequest]) -> list[type[object]]:
        outcomes: list[type[object]] = []
        for request in requests:
            barrier.wait(timeout=60)
            try:
                outcomes.append(type(perform(store, desk.clinic.receptionist, book, request)))
            except ActMismatch:
                outcomes.append(ActMismatch)
        return outcomes

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        tries = threads.submit(run, desk.store, one), threads.submit(run, other, two)
        outcomes = list(zip(*(each.result() for each in tries), strict=True))
    assert {frozenset(pair) for pair in outcomes} == {frozenset({AppointmentResult, ActMismatch})}
    assert desk.rows(BOTH_STAND) == []
    assert len(desk.rows("SELECT id FROM appointments")) == ROUNDS
    assert len(desk.rows("SELECT act_id FROM acts")) == ROUNDS


def test_twins_of_one_request_at_once_are_one_appointment(desk: Desk, database_url: str) -> None:
    barrier = Barrier(2)
    requests = [
        desk.clinic.booking(9, starts_at=desk.clinic.at(HOURS[n % 7], 0, days=n // 7)) for n in range(20)
    ]

    def run(store: Store) -> list[AppointmentResult]:
        results = []
        for request in requests:
            barrier.wait(timeout=60)
            results.append(perform(store, desk.clinic.receptionist, book, request))
        return results

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        tries = threads.submit(run, desk.store), threads.submit(run, other)
        one, two = (each.result() for each in tries)
    for first, second in zip(one, two, strict=True):
        assert first.appointment_id == second.appointment_id
        assert first.already_done != second.already_done
    assert len(desk.rows("SELECT id FROM appointments")) == len(requests)


def test_twins_of_one_undo_at_once_take_back_once(desk: Desk, database_url: str) -> None:
    barrier = Barrier(2)
    bookings = [desk.clinic.booking(hour) for hour in HOURS]
    for booking in bookings:
        desk.do(book, booking)
    wishes = [UndoRequest(act_id=new_id(), undone_act_id=booking.act_id) for booking in bookings]

    def run(store: Store) -> list[AppointmentResult]:
        results = []
        for wish in wishes:
            barrier.wait(timeout=60)
            results.append(perform(store, desk.clinic.receptionist, undo, wish))
        return results

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        tries = threads.submit(run, desk.store), threads.submit(run, other)
        one, two = (each.result() for each in tries)
    assert all(a.already_done != b.already_done for a, b in zip(one, two, strict=True))
    assert {result.status for result in one + two} == {"cancelled"}
    assert len(desk.rows("SELECT id FROM appointment_events WHERE action = 'cancelled'")) == len(HOURS)


def _other_patient(desk: Desk) -> tuple[Any, Any, Any, Any]:
    request = desk.clinic.booking(10)
    return book, request, book, replace(request, patient_id=desk.clinic.patient_ids[1])


def _other_name(desk: Desk) -> tuple[Any, Any, Any, Any]:
    request = desk.clinic.booking(10)
    return book, request, submit, request


def _other_version(desk: Desk) -> tuple[Any, Any, Any, Any]:
    request = on(desk.booked(10))
    return arrive, request, arrive, replace(request, row_version=None)


def _other_place(desk: Desk) -> tuple[Any, Any, Any, Any]:
    request = to(desk.booked(10), desk.clinic.at(11))
    return move, request, move, replace(request, starts_at=desk.clinic.at(12))


def _other_hold(desk: Desk) -> tuple[Any, Any, Any, Any]:
    request = desk.hold_of(10)
    return hold, request, hold, replace(request, starts_at=desk.clinic.at(11))


def _other_undo(desk: Desk) -> tuple[Any, Any, Any, Any]:
    one, two = desk.clinic.booking(10), desk.clinic.booking(11)
    desk.do(book, one)
    desk.do(book, two)
    wish = UndoRequest(act_id=new_id(), undone_act_id=one.act_id)
    return undo, wish, undo, replace(wish, undone_act_id=two.act_id)


def _act_after_undo(desk: Desk) -> tuple[Any, Any, Any, Any]:
    booking = desk.clinic.booking(10)
    appointment = desk.do(book, booking)
    wish = UndoRequest(act_id=new_id(), undone_act_id=booking.act_id)
    return undo, wish, cancel, replace(on(appointment, "ill"), act_id=wish.act_id)


def _undo_after_act(desk: Desk) -> tuple[Any, Any, Any, Any]:
    act, wish, other, request = _act_after_undo(desk)
    return other, request, act, wish


def _other_exception(desk: Desk) -> tuple[Any, Any, Any, Any]:
    start = desk.clinic.at(9, days=3)
    row = ScheduleException(new_id(), "schedule_exceptions", "blocked", start, start + 60, source="manual")
    request = SaveException(act_id=new_id(), doctor_id=desk.clinic.doctor_id, exceptions=(row,))
    other = replace(request, exceptions=(row._replace(ends_at=start + 90),))
    return save_exception, request, save_exception, other


def _other_doctors_exception(desk: Desk) -> tuple[Any, Any, Any, Any]:
    act, request, _, _ = _other_exception(desk)
    return act, request, act, replace(request, doctor_id=desk.clinic.colleague_id)


def _other_decision(desk: Desk) -> tuple[Any, Any, Any, Any]:
    start = desk.clinic.at(0, days=3)
    wanted = AskTimeOff(
        act_id=new_id(), doctor_id=desk.clinic.doctor_id, starts_at=start, ends_at=start + 1440
    )
    asked: Any = perform(desk.store, desk.clinic.receptionist, ask, wanted)
    request = DecideTimeOff(act_id=new_id(), request_id=asked.id, note="no one is left")
    return approve, request, deny, request


def _booking_after_time_off(desk: Desk) -> tuple[Any, Any, Any, Any]:
    start = desk.clinic.at(0, days=3)
    wanted = AskTimeOff(
        act_id=new_id(), doctor_id=desk.clinic.doctor_id, starts_at=start, ends_at=start + 1440
    )
    return ask, wanted, book, desk.clinic.booking(10, act_id=wanted.act_id)


MISTAKES: tuple[Callable[[Desk], tuple[Any, Any, Any, Any]], ...] = (
    _other_patient,
    _other_name,
    _other_version,
    _other_place,
    _other_hold,
    _other_undo,
    _act_after_undo,
    _undo_after_act,
    _other_exception,
    _other_doctors_exception,
    _other_decision,
    _booking_after_time_off,
)


@pytest.mark.parametrize("make", MISTAKES, ids=lambda make: make.__name__.strip("_"))
def test_an_id_used_for_anything_else_is_a_mistake(
    desk: Desk, make: Callable[[Desk], tuple[Any, Any, Any, Any]]
) -> None:
    act, request, other_act, other_request = make(desk)
    manager = desk.clinic.manager
    perform(desk.store, manager, act, request)
    before = _everything(desk)
    with pytest.raises(ActMismatch) as mismatch:
        perform(desk.store, manager, other_act, other_request)
    assert mismatch.value.act_id == request.act_id
    assert _everything(desk) == before
    # The one that happened is still answered.
    again = perform(desk.store, manager, act, request)
    assert getattr(again, "already_done", True)
    assert _everything(desk) == before


def _everything(desk: Desk) -> list[list[dict[str, Any]]]:
    tables = ("appointments", "appointment_resource_claims", "schedule_exceptions", "time_off_requests")
    found = [desk.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    return [*found, desk.rows("SELECT * FROM acts ORDER BY act_id")]


def test_an_act_that_was_refused_leaves_its_id_unused(desk: Desk) -> None:
    desk.booked(10)
    request = desk.clinic.booking(10, patient_id=desk.clinic.patient_ids[1])
    with pytest.raises(SlotRefused):
        desk.do(book, request)
    # The person chooses another time in the same form.
    moved = replace(request, starts_at=desk.clinic.at(11))
    assert desk.do(book, moved).starts_at == desk.clinic.at(11)


def test_the_acts_row_says_what_a_retry_is_answered(desk: Desk) -> None:
    request = desk.clinic.booking(10)
    appointment = desk.do(book, request)
    (row,) = desk.rows("SELECT * FROM acts")
    assert (str(row["act_id"]), row["name"]) == (request.act_id, "booked")
    assert row["result"] == {"appointment_id": appointment.appointment_id}
    assert row["digest"] == digest_of("booked", request)
    assert "Αντωνίου" not in str(row)


# The digest


@dataclass(frozen=True)
class Wish:
    """A request with one field."""

    field: object


DIFFERENT: tuple[object, ...] = (
    None,
    "",
    "1",
    1,
    True,
    1.5,
    (1, 2),
    (2, 1),
    ((1,), 2),
    frozenset({1, 2, 3}),
    date(2026, 3, 1),
    datetime(2026, 3, 1, tzinfo=UTC),
    time(9),
    {"a": 1},
    {"a": 2},
    NewPatient(last_name="Α"),
    NewPatient(last_name="Α", first_name="Β"),
    ScheduleException(id="1", table="schedule_exceptions", exception_type="blocked", starts_at=1, ends_at=2),
)


def test_a_digest_tells_requests_apart_and_is_the_same_for_the_same() -> None:
    digests = [digest_of("book", Wish(value)) for value in DIFFERENT]
    assert len(set(digests)) == len(digests)
    assert digests == [digest_of("book", Wish(value)) for value in DIFFERENT]
    assert digest_of("book", Wish(1)) != digest_of("submit", Wish(1))
    # Neither the order of a set nor that of a mapping says anything.
    assert digest_of("a", Wish(frozenset("xyz"))) == digest_of("a", Wish(frozenset("zyx")))
    assert digest_of("a", Wish({"b": 1, "c": 2})) == digest_of("a", Wish({"c": 2, "b": 1}))


def test_what_has_no_one_spelling_has_no_digest() -> None:
    with pytest.raises(TypeError):
        digest_of("book", Wish(object()))
    with pytest.raises(TypeError):
        digest_of("book", Wish(Wish))
