"""A retired service, a doctor who left: nothing new is booked, and what stands is moved, restored, ended."""

from typing import Any

import pytest

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.appointment_steps import approve, arrive, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.overbooking import OverbookRequest, overbook
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, to
from tests.model.small_clinic import make_small_clinic, new_id

GONE = {
    "service": "UPDATE appointment_types SET is_active = false WHERE id = '{service_id}'",
    "doctor": "UPDATE doctors SET is_active = false WHERE id = '{doctor_id}'",
}


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def retire(desk: Desk, gone: str) -> None:
    desk.execute(GONE[gone].format(service_id=desk.clinic.service_id, doctor_id=desk.clinic.doctor_id))


@pytest.mark.parametrize("gone", GONE)
def test_nothing_new_is_booked(desk: Desk, gone: str) -> None:
    visit = desk.booked(11, appointment_type_id=desk.clinic.call_id)
    retire(desk, gone)
    booking = desk.clinic.booking(10)
    calls: list[tuple[Any, Any]] = [
        (book, booking),
        (hold, desk.hold_of(10)),
        (overbook, OverbookRequest(booking=booking, reason="tooth")),
    ]
    if gone == "service":
        # An appointment of another service is not one of this.
        calls.append((move, to(visit, desk.clinic.at(12), appointment_type_id=desk.clinic.service_id)))
    for act, request in calls:
        with pytest.raises(SlotRefused) as refused:
            desk.do(act, request)
        assert (refused.value.codes, refused.value.nearest) == (("not_offered",), ())


@pytest.mark.parametrize("gone", GONE)
def test_what_stands_goes_on(desk: Desk, gone: str) -> None:
    # Far from each other: the engine reads little around the time that is asked for.
    booked = desk.do(book, desk.clinic.booking(10, starts_at=desk.clinic.at(10, days=40)))
    pending = desk.submitted()
    retire(desk, gone)
    request = to(booked, desk.clinic.at(12))
    moved = desk.do(move, request)
    assert (moved.status, moved.starts_at) == ("confirmed", desk.clinic.at(12))
    back = desk.do(undo, UndoRequest(act_id=new_id(), undone_act_id=request.act_id))
    assert back.starts_at == booked.starts_at
    assert desk.step(approve, pending).status == "confirmed"
    longer = desk.do(move, to(back, desk.clinic.at(14), duration_minutes=45, free_step_minutes=15))
    assert longer.ends_at == desk.clinic.at(14, 45)
    assert desk.step(cancel, desk.step(arrive, longer), "left").status == "cancelled"


@pytest.mark.parametrize("gone", GONE)
def test_what_was_cancelled_comes_back(desk: Desk, gone: str) -> None:
    ended = desk.step(cancel, desk.booked(10), "ill")
    retire(desk, gone)
    assert desk.step(restore, ended).status == "confirmed"


@pytest.mark.parametrize("gone", GONE)
def test_a_place_given_away_cannot_be_booked_anew_elsewhere(desk: Desk, gone: str) -> None:
    ended = desk.step(cancel, desk.booked(10), "ill")
    desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    retire(desk, gone)
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, ended)
    assert "busy" in refused.value.codes
    assert refused.value.nearest == ()
