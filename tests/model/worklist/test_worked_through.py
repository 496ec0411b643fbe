"""A doctor is ill: who is booked then is called, moved, cancelled, kept, and all of it is taken back."""

from dataclasses import replace

import pytest

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.best_fits import ToPlace, read_best_fits
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.putting_back import PutBackRequest, put_back
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undo_errors import CannotUndo
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.store.errors import NotPermitted
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.errors import TimeOffDecided, TimeOffOverlaps
from medic_desk.model.time_off.illness import (
    IllnessResult,
    RecordIllness,
    TakeIllnessBack,
    record_illness,
    take_illness_back,
)
from medic_desk.model.worklist.groups import read_rebooking
from medic_desk.model.worklist.steps import call, keep, not_reached
from tests.model.acts.acting_desk import on as step_on
from tests.model.acts.acting_desk import to
from tests.model.plain_sql import rows
from tests.model.small_clinic import make_small_clinic, new_id
from tests.model.worklist.consistent import worklist_faults
from tests.model.worklist.listed import WorklistDesk


@pytest.fixture
def desk(store: Store) -> WorklistDesk:
    return WorklistDesk(store, make_small_clinic(store))


def ill(desk: WorklistDesk, start: int = 9, end: int = 12) -> IllnessResult:
    clinic = desk.clinic
    request = RecordIllness(
        act_id=new_id(), doctor_id=clinic.doctor_id, starts_at=clinic.at(start), ends_at=clinic.at(end)
    )
    return perform(desk.store, clinic.receptionist, record_illness, request)


def back(desk: WorklistDesk, appointment: AppointmentResult) -> AppointmentResult:
    request = PutBackRequest(
        act_id=new_id(), appointment_id=appointment.appointment_id, row_version=appointment.row_version
    )
    return perform(desk.store, desk.clinic.receptionist, put_back, request)


def to_place(desk: WorklistDesk, appointment: AppointmentResult) -> ToPlace:
    clinic = desk.clinic
    return ToPlace(
        appointment_id=appointment.appointment_id,
        starts_at=appointment.starts_at,
        own=(clinic.doctor_id, clinic.service_id),
        colleagues=((clinic.colleague_id, clinic.colleague_service_id),),
        minutes=appointment.ends_at - appointment.starts_at,
        doctor_location_id=appointment.doctor_location_id,
        patient_id=appointment.patient_id,
    )


def test_illness_blocks_the_day_lists_who_is_booked_and_goes_again(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    desk.booked(14, patient_id=clinic.patient_ids[1])
    recorded = ill(desk)
    assert recorded.affected_ids == (appointment.appointment_id,)
    assert [kinds for _id, _state, kinds in desk.listed()] == [["illness"]]
    (block,) = rows(desk.store, "SELECT source, exception_type FROM schedule_exceptions")
    assert (block["source"], block["exception_type"]) == ("time_off", "blocked")
    assert worklist_faults(desk.store) == []
    with pytest.raises(TimeOffOverlaps):
        ill(desk, 11, 13)
    (group,) = desk.store.do(read_rebooking).groups
    assert (group.doctor_id, group.origin.person_name) == (clinic.doctor_id, "Ελένη Δημητρίου")
    request = TakeIllnessBack(act_id=new_id(), request_id=recorded.request_id)
    taken = perform(desk.store, clinic.receptionist, take_illness_back, request)
    again = perform(desk.store, clinic.receptionist, take_illness_back, request)
    assert again == replace(taken, already_done=True)
    assert desk.states() == ["closed"]
    assert rows(desk.store, "SELECT id FROM schedule_exceptions") == []
    assert worklist_faults(desk.store) == []
    with pytest.raises(TimeOffDecided):
        perform(desk.store, clinic.receptionist, take_illness_back, replace(request, act_id=new_id()))


def test_a_doctor_records_the_own_illness_alone(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    doctor = replace(clinic.receptionist, actor_type="doctor")
    request = RecordIllness(
        act_id=new_id(), doctor_id=clinic.doctor_id, starts_at=clinic.at(9), ends_at=clinic.at(12)
    )
    with pytest.raises(NotPermitted):
        perform(desk.store, doctor, record_illness, request)


def test_a_move_takes_the_place_that_the_desk_held(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    recorded = ill(desk)
    wanted = HoldRequest(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        starts_at=clinic.at(15),
    )
    held = perform(desk.store, clinic.receptionist, hold, wanted)
    request = to(appointment, clinic.at(15))
    with pytest.raises(SlotRefused):
        perform(desk.store, clinic.receptionist, move, request)
    with_hold = replace(request, act_id=new_id(), hold_id=held.appointment_id)
    moved = perform(desk.store, clinic.receptionist, move, with_hold)
    assert moved.starts_at == clinic.at(15)
    (event,) = rows(
        desk.store,
        "SELECT action, act_id, metadata ->> 'reason' AS reason FROM appointment_events"
        f" WHERE appointment_id = '{held.appointment_id}' ORDER BY inserted_at DESC, action DESC LIMIT 1",
    )
    assert (event["action"], event["act_id"], event["reason"]) == ("released", None, "hold_released")
    assert desk.states() == ["moved"]
    assert worklist_faults(desk.store) == []
    over = TakeIllnessBack(act_id=new_id(), request_id=recorded.request_id)
    perform(desk.store, clinic.receptionist, take_illness_back, over)
    undone = UndoRequest(act_id=new_id(), undone_act_id=with_hold.act_id)
    assert perform(desk.store, clinic.receptionist, undo, undone).starts_at == clinic.at(10)


def test_a_moved_one_goes_back_under_what_still_stands_and_is_called_again(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    ill(desk)
    desk.step(call)
    moved = perform(desk.store, clinic.receptionist, move, to(appointment, clinic.at(15)))
    (item,) = desk.store.do(read_rebooking).groups[0].items
    assert (item.state, item.was_starts_at, item.starts_at) == ("moved", clinic.at(10), clinic.at(15))
    again = back(desk, moved)
    assert (again.starts_at, again.reschedule_count, again.status) == (clinic.at(10), 0, "confirmed")
    assert (desk.item().state, desk.item().taken_by_id) == ("called", None)
    assert worklist_faults(desk.store) == []
    with pytest.raises(CannotUndo):
        back(desk, again)
    once_more = perform(desk.store, clinic.receptionist, move, to(again, clinic.at(16)))
    assert once_more.starts_at == clinic.at(16)
    assert desk.states() == ["moved"]
    assert worklist_faults(desk.store) == []


def test_one_that_went_to_a_colleague_comes_back_with_its_own_service(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    ill(desk)
    there = to(
        appointment,
        clinic.at(10),
        doctor_id=clinic.colleague_id,
        appointment_type_id=clinic.colleague_service_id,
    )
    moved = perform(desk.store, clinic.receptionist, move, there)
    again = back(desk, moved)
    assert (again.doctor_id, again.appointment_type_id) == (clinic.doctor_id, clinic.service_id)
    (row,) = rows(desk.store, "SELECT price_cents FROM appointments WHERE status = 'confirmed'")
    assert row["price_cents"] == 5000
    assert [state for _id, state, _kinds in desk.listed()] == ["to_call"]


def test_a_cancelled_one_stands_again_and_is_called(desk: WorklistDesk) -> None:
    appointment = desk.booked(10)
    ill(desk)
    gone = perform(desk.store, desk.clinic.receptionist, cancel, step_on(appointment, "cannot come"))
    again = back(desk, gone)
    assert (again.status, again.starts_at) == ("confirmed", appointment.starts_at)
    assert [state for _id, state, _kinds in desk.listed()] == ["to_call"]
    claims = rows(desk.store, "SELECT status FROM appointment_resource_claims ORDER BY inserted_at, id")
    assert sorted(claim["status"] for claim in claims) == ["active", "released"]
    assert worklist_faults(desk.store) == []


def test_a_place_that_somebody_has_by_now_is_refused(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    recorded = ill(desk)
    moved = perform(desk.store, clinic.receptionist, move, to(appointment, clinic.at(15)))
    over = TakeIllnessBack(act_id=new_id(), request_id=recorded.request_id)
    perform(desk.store, clinic.receptionist, take_illness_back, over)
    desk.booked(10, patient_id=clinic.patient_ids[1])
    with pytest.raises(SlotRefused) as refused:
        back(desk, moved)
    assert "busy" in refused.value.codes


def test_where_nothing_is_closed_any_more_nobody_need_be_called(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(10)
    recorded = ill(desk)
    moved = perform(desk.store, clinic.receptionist, move, to(appointment, clinic.at(15)))
    over = TakeIllnessBack(act_id=new_id(), request_id=recorded.request_id)
    perform(desk.store, clinic.receptionist, take_illness_back, over)
    assert back(desk, moved).starts_at == clinic.at(10)
    assert desk.items() == ()


def test_settled_ones_stay_beside_the_open_ones(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    first = desk.booked(9)
    second = desk.booked(10, patient_id=clinic.patient_ids[1])
    ill(desk)
    perform(desk.store, clinic.receptionist, cancel, step_on(first, "x"))
    (group,) = desk.store.do(read_rebooking).groups
    assert [(item.appointment_id, item.state) for item in group.items] == [
        (second.appointment_id, "to_call"),
        (first.appointment_id, "cancelled"),
    ]
    desk.step(not_reached)
    desk.step(keep)
    (group,) = desk.store.do(read_rebooking).groups
    assert [item.state for item in group.items] == ["cancelled", "kept"]
    assert worklist_faults(desk.store) == []


def test_proposals_are_the_doctors_soonest_then_a_colleagues_and_never_twice(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    first = desk.booked(9)
    second = desk.booked(10, patient_id=clinic.patient_ids[1])
    ill(desk, 9, 13)
    assert desk.store.do(read_best_fits, [], clinic.day) == {}
    wanted = [to_place(desk, first), to_place(desk, second)]
    fits = desk.store.do(read_best_fits, wanted, clinic.day)
    mine, theirs = fits[first.appointment_id], fits[second.appointment_id]
    assert [(one.doctor_id, one.starts_at) for one in mine[:1]] == [(clinic.doctor_id, clinic.at(14))]
    assert theirs[0].starts_at == clinic.at(14, 30), "each has a first start of its own"
    assert any(one.doctor_id == clinic.colleague_id for one in mine)
    assert len({one.key for one in mine}) == len(mine) == 4
    days = [local_date(one.starts_at, clinic.zone) for one in mine if one.doctor_id == clinic.doctor_id]
    assert len(set(days)) > 1, "who cannot come that day is offered another"


def test_nobody_is_proposed_a_time_at_which_they_come_anyway(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked(9)
    ill(desk, 9, 13)
    there = {"doctor_id": clinic.colleague_id, "appointment_type_id": clinic.colleague_service_id}
    desk.booked(14, **there)
    fits = desk.store.do(read_best_fits, [to_place(desk, appointment)], clinic.day)
    assert fits[appointment.appointment_id][0].starts_at == clinic.at(14, 30)
