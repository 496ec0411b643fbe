"""What waits in the clinic, counted: the same as the lists hold, whatever ran out or is over."""

import pytest

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.calls import (
    CallRequest,
    UndoCallRequest,
    not_reached,
    reached,
    read_calls,
    undo_call,
)
from medic_desk.model.appointments.holds import hold
from medic_desk.model.appointments.open_holds import read_open_holds, read_pending_requests
from medic_desk.model.appointments.waiting_counts import WaitingCounts, read_waiting_counts
from medic_desk.model.store.store import Store
from medic_desk.model.worklist.items import read_worklist
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def counted(desk: Desk, desk_name: str = "Desk 1") -> WaitingCounts:
    """The counts, which are also how many rows each list has that another desk's list would have."""
    now = desk.clinic.at(12)
    counts = desk.store.do(read_waiting_counts, desk_name=desk_name, now=now)
    assert counts.rebook == desk.store.do(read_worklist).total
    assert counts.requests == len(desk.store.do(read_pending_requests))
    holds = desk.store.do(read_open_holds)
    assert counts.holds == len([one for one in holds if one.desk_name != desk_name])
    doctor_ids = (desk.clinic.doctor_id, desk.clinic.colleague_id)
    calls = desk.store.do(read_calls, doctor_ids, now).calls
    assert counts.calls == len([one for one in calls if one.state != "reached"])
    return counts


def test_nothing_waits_in_a_clinic_where_nothing_was_asked(desk: Desk) -> None:
    desk.booked(10)
    assert counted(desk) == WaitingCounts(0, 0, 0, 0)


def test_a_request_is_counted_until_its_time_is_over(desk: Desk) -> None:
    desk.submitted()
    assert counted(desk).requests == 1
    desk.execute("UPDATE appointments SET pending_expires_at = timezone('utc', now()) - interval '1 h'")
    assert counted(desk).requests == 1, "it can still be approved"
    desk.execute(
        "UPDATE appointments SET starts_at = timezone('utc', now()) - interval '2 h',"
        " ends_at = timezone('utc', now()) - interval '1 h'"
    )
    assert counted(desk).requests == 0


def test_holds_are_counted_but_the_desks_own(desk: Desk) -> None:
    desk.held(10)
    perform(desk.store, desk.clinic.manager, hold, desk.hold_of(11))
    assert counted(desk).holds == 1
    assert counted(desk, "Desk 7").holds == 2
    desk.execute(
        "UPDATE appointments SET desk_name = NULL, hold_expires_at = NULL WHERE desk_name = 'Desk 9'"
    )
    assert counted(desk).holds == 1, "a hold of another program, that never runs out"
    desk.execute("UPDATE appointments SET hold_expires_at = timezone('utc', now()) - interval '1 s'")
    assert counted(desk, "Desk 7").holds == 0


def test_who_is_affected_is_counted_until_the_appointment_is_cancelled(desk: Desk) -> None:
    working = WorklistDesk(desk.store, desk.clinic)
    working.booked(10)
    working.block()
    assert counted(desk).rebook == 1
    desk.execute("UPDATE appointments SET status = 'cancelled'")
    assert counted(desk).rebook == 0


def test_calls_of_the_next_day_are_counted_until_the_patient_is_reached(desk: Desk) -> None:
    small = desk.clinic
    tomorrow = desk.booked(starts_at=small.at(9, days=1)).appointment_id
    other = desk.booked(starts_at=small.at(10, days=1), patient_id=small.patient_ids[1]).appointment_id
    desk.booked(starts_at=small.at(10, days=2))
    assert counted(desk).calls == 2, "of the next day alone"
    for one, note, left in ((tomorrow, reached, 1), (other, not_reached, 1)):
        request = CallRequest(act_id=new_id(), appointment_id=one, seen_state="to_call")
        perform(desk.store, small.receptionist, note, request)
        assert counted(desk).calls == left
    again = CallRequest(act_id=new_id(), appointment_id=other, seen_state="not_reached")
    perform(desk.store, small.receptionist, reached, again)
    assert counted(desk).calls == 0
    back = UndoCallRequest(act_id=new_id(), appointment_id=other, undone_act_id=again.act_id)
    perform(desk.store, small.receptionist, undo_call, back)
    assert counted(desk).calls == 1
    desk.execute(f"UPDATE appointments SET status = 'cancelled' WHERE id = '{other}'")
    assert counted(desk).calls == 0
