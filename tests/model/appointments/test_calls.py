"""The call list on a real database: whose it is, what a call leaves, and that it changes no appointment."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from medic_desk.model.acts.errors import ActMismatch, WrongTransition
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import arrive, cancel
from medic_desk.model.appointments.booking import submit
from medic_desk.model.appointments.calls import (
    CallList,
    CallNote,
    CallRequest,
    CallState,
    StaleCall,
    UndoCallRequest,
    not_reached,
    reached,
    read_calls,
    take_back_call,
    undo_call,
)
from medic_desk.model.appointments.history import read_history
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, on
from tests.model.small_clinic import make_small_clinic, new_id


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def listed(desk: Desk) -> CallList:
    clinic = desk.clinic
    return desk.store.do(read_calls, (clinic.doctor_id, clinic.colleague_id), clinic.at(12))


def states(desk: Desk) -> list[tuple[str, CallState]]:
    return [(call.id, call.state) for call in listed(desk).calls]


def tomorrow(desk: Desk, hour: int, patient: int = 0, days: int = 1) -> str:
    start = desk.clinic.at(hour, days=days)
    return desk.booked(starts_at=start, patient_id=desk.clinic.patient_ids[patient]).appointment_id


def call_of(appointment_id: str, seen: CallState = "to_call") -> CallRequest:
    return CallRequest(act_id=new_id(), appointment_id=appointment_id, seen_state=seen)


def note(desk: Desk, act: CallNote, appointment_id: str, seen: CallState = "to_call") -> None:
    call = perform(desk.store, desk.clinic.receptionist, act, call_of(appointment_id, seen))
    assert call.state == act.state


def test_the_list_is_of_the_next_day_on_which_anybody_is_expected(desk: Desk) -> None:
    assert listed(desk) == CallList(None, ())
    desk.booked(16)
    far = tomorrow(desk, 10, days=8)
    assert listed(desk).day is None, f"{far} is more than a week ahead"
    third = tomorrow(desk, 9, days=3)
    assert (listed(desk).day, states(desk)) == (desk.clinic.day + timedelta(days=3), [(third, "to_call")])
    first = tomorrow(desk, 11)
    cancelled = desk.booked(starts_at=desk.clinic.at(12, days=1))
    desk.step(cancel, cancelled, "ill")
    desk.do(submit, desk.clinic.booking(10, starts_at=desk.clinic.at(14, days=1)))
    assert (listed(desk).day, states(desk)) == (desk.clinic.day + timedelta(days=1), [(first, "to_call")])


def test_who_was_reached_sinks_and_each_call_says_who_made_it_and_when(desk: Desk) -> None:
    ids = [tomorrow(desk, hour, patient) for patient, hour in enumerate((9, 10, 11))]
    note(desk, reached, ids[0])
    note(desk, not_reached, ids[1])
    assert states(desk) == [(ids[2], "to_call"), (ids[1], "not_reached"), (ids[0], "reached")]
    calls = {call.id: call for call in listed(desk).calls}
    assert calls[ids[0]].caller == "Ελένη Δημητρίου"
    assert calls[ids[0]].called_at is not None
    assert calls[ids[2]].called_at is None


def test_calls_of_one_second_hold_in_their_order(desk: Desk) -> None:
    one = tomorrow(desk, 9)
    note(desk, not_reached, one)
    note(desk, not_reached, one, "not_reached")
    note(desk, reached, one, "not_reached")
    note(desk, take_back_call, one, "reached")
    assert states(desk) == [(one, "to_call")]
    note(desk, reached, one)
    assert states(desk) == [(one, "reached")]


def test_a_call_is_an_event_and_leaves_its_appointment_as_it_was(desk: Desk) -> None:
    booked = desk.booked(starts_at=desk.clinic.at(9, days=1))
    request = call_of(booked.appointment_id)
    before = desk.rows("SELECT * FROM appointments")
    first = perform(desk.store, desk.clinic.receptionist, reached, request)
    again = perform(desk.store, desk.clinic.receptionist, reached, request)
    assert (first.state, again.state) == ("reached", "reached")
    assert desk.rows("SELECT * FROM appointments") == before
    events = {one.action: one for one in desk.store.do(read_history, booked.appointment_id)}
    assert events.keys() == {"booked", "patient_reached"}
    told = events["patient_reached"]
    assert (told.actor_name, told.desk_name) == ("Ελένη Δημητρίου", "Desk 1")
    with pytest.raises(ActMismatch):
        perform(desk.store, desk.clinic.receptionist, not_reached, request)
    # What was on the way is not stale, and an undo still finds the act before.
    assert desk.do(cancel, on(booked, "ill")).status == "cancelled"


def test_two_desks_call_one_patient_once(desk: Desk) -> None:
    one = tomorrow(desk, 9)
    perform(desk.store, desk.clinic.manager, reached, call_of(one))
    with pytest.raises(StaleCall) as stale:
        perform(desk.store, desk.clinic.receptionist, not_reached, call_of(one))
    assert stale.value.state == "reached"
    assert states(desk) == [(one, "reached")]


def test_nobody_is_called_about_what_is_cancelled_or_gone(desk: Desk) -> None:
    one = desk.booked(starts_at=desk.clinic.at(9, days=1))
    desk.step(cancel, one, "ill")
    with pytest.raises(WrongTransition):
        perform(desk.store, desk.clinic.receptionist, reached, call_of(one.appointment_id))
    with pytest.raises(NotFound):
        perform(desk.store, desk.clinic.receptionist, reached, call_of(new_id()))
    assert desk.rows("SELECT * FROM acts WHERE name = 'patient_reached'") == []


def test_several_appointments_of_one_patient_stand_together(desk: Desk) -> None:
    early, late = tomorrow(desk, 9), tomorrow(desk, 16)
    other = tomorrow(desk, 11, patient=1)
    assert [call.id for call in listed(desk).calls] == [early, late, other]


def test_an_event_of_today_does_not_disturb_the_steps(desk: Desk) -> None:
    """A call of today's appointment, noted by a desk whose list was of yesterday, is an event like others."""
    booked = desk.booked(16)
    note(desk, reached, booked.appointment_id)
    assert desk.step(arrive, booked).patient_arrived_at is not None


def test_every_desk_is_told(desk: Desk, database_url: str) -> None:
    one = tomorrow(desk, 9)
    with psycopg.connect(database_url, autocommit=True) as listener:
        listener.execute("LISTEN medic_desk")
        perform(desk.store, desk.clinic.receptionist, reached, replace(call_of(one)))
        notices = [one.payload for one in listener.notifies(timeout=5, stop_after=1)]
    assert any("appointment_events" in one for one in notices)


def noted(desk: Desk, act: CallNote, appointment_id: str, seen: CallState = "to_call") -> CallRequest:
    request = call_of(appointment_id, seen)
    perform(desk.store, desk.clinic.receptionist, act, request)
    return request


def undone(request: CallRequest) -> UndoCallRequest:
    return UndoCallRequest(
        act_id=new_id(), appointment_id=request.appointment_id, undone_act_id=request.act_id
    )


def test_notes_are_taken_back_one_by_one_and_what_stood_before_holds_again(desk: Desk) -> None:
    one = tomorrow(desk, 9)
    missed = noted(desk, not_reached, one)
    (before,) = listed(desk).calls
    met = noted(desk, reached, one, "not_reached")
    back = noted(desk, take_back_call, one, "reached")
    for request, state in ((back, "reached"), (met, "not_reached")):
        assert perform(desk.store, desk.clinic.receptionist, undo_call, undone(request)).state == state
    assert listed(desk).calls == (before,), "by whom and when it was called is told as before"
    assert perform(desk.store, desk.clinic.receptionist, undo_call, undone(missed)).state == "to_call"
    assert listed(desk).calls[0].called_at is None
    # Done anew it is another act, which is taken back by itself.
    again = noted(desk, reached, one)
    assert states(desk) == [(one, "reached")]
    perform(desk.store, desk.clinic.receptionist, undo_call, undone(again))
    assert states(desk) == [(one, "to_call")]


def test_a_note_is_taken_back_once_and_its_history_says_so(desk: Desk) -> None:
    one = tomorrow(desk, 9)
    request = undone(noted(desk, reached, one))
    for _ in range(2):
        assert perform(desk.store, desk.clinic.receptionist, undo_call, request).state == "to_call"
    actions = [event.action for event in desk.store.do(read_history, one)]
    assert sorted(actions) == ["booked", "call_note_undone", "patient_reached"]
    with pytest.raises(StaleCall):
        perform(desk.store, desk.clinic.receptionist, undo_call, replace(request, act_id=new_id()))


def test_what_another_desk_noted_since_is_not_taken_back(desk: Desk) -> None:
    one = tomorrow(desk, 9)
    request = noted(desk, not_reached, one)
    # The same again: it is the other desk's own call all the same.
    perform(desk.store, desk.clinic.manager, not_reached, call_of(one, "not_reached"))
    with pytest.raises(StaleCall) as stale:
        perform(desk.store, desk.clinic.receptionist, undo_call, undone(request))
    assert stale.value.state == "not_reached"
    assert states(desk) == [(one, "not_reached")]
    booked = tomorrow(desk, 10)
    request = noted(desk, reached, booked)
    desk.execute(f"UPDATE appointments SET status = 'cancelled' WHERE id = '{booked}'")
    with pytest.raises(WrongTransition):
        perform(desk.store, desk.clinic.receptionist, undo_call, undone(request))
