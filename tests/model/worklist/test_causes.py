"""Who puts appointments on the worklist and takes them off again: exceptions, hours, time off, illness."""

from dataclasses import replace

import pytest

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.errors import ActMismatch
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import complete
from medic_desk.model.appointments.moving import move
from medic_desk.model.closures.unlisted import AddUnlisted, add_unlisted, read_unlisted
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.hours.save import SaveHours, save_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.decisions import AskTimeOff, DecideTimeOff, approve, ask, revoke, withdraw
from medic_desk.model.time_off.requests import TimeOff
from medic_desk.model.worklist.causes import CAUSES_GONE
from medic_desk.model.worklist.errors import WrongItemState
from medic_desk.model.worklist.steps import keep, reopen, take
from tests.model.acts.acting_desk import on as step_on
from tests.model.acts.acting_desk import to
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk, on


@pytest.fixture
def desk(store: Store) -> WorklistDesk:
    return WorklistDesk(store, make_small_clinic(store))


def asked(desk: WorklistDesk, start: int = 9, end: int = 12) -> TimeOff:
    clinic = desk.clinic
    wish = AskTimeOff(
        act_id=new_id(), doctor_id=clinic.doctor_id, starts_at=clinic.at(start), ends_at=clinic.at(end)
    )
    return perform(desk.store, clinic.receptionist, ask, wish)


def decision(request: TimeOff, note: str | None = None) -> DecideTimeOff:
    return DecideTimeOff(act_id=new_id(), request_id=request.id, note=note)


def shortened(desk: WorklistDesk, end_hour: int) -> SaveHours:
    """The doctor's hours, which end at ``end_hour`` every day."""
    standing = desk.store.do(read_hours, desk.clinic.doctor_id)
    return SaveHours(
        act_id=new_id(),
        doctor_id=desk.clinic.doctor_id,
        hours_version=standing.hours_version,
        rules=tuple(
            replace(rule, work_end_local=end_hour * 60, breaks=rule.breaks if end_hour > 14 else ())
            for rule in standing.rules
        ),
    )


def test_a_block_puts_those_under_it_on_the_list_and_off_again(desk: WorklistDesk) -> None:
    under, _beside = desk.booked(10), desk.booked(14, patient_id=desk.clinic.patient_ids[1])
    block = desk.block()
    assert desk.listed() == [(under.appointment_id, "to_call", ["exception"])]
    desk.unblock(block)
    assert desk.listed() == []
    assert desk.states() == ["closed"]
    assert rows(desk.store, "SELECT closed_at FROM rebooking_items")[0]["closed_at"] is not None


def test_a_refused_block_lists_nobody(desk: WorklistDesk) -> None:
    desk.booked()
    block = ScheduleException(
        id=new_id(), table="schedule_exceptions", exception_type="blocked", source="manual",
        starts_at=desk.clinic.at(9), ends_at=desk.clinic.at(12),
    )  # fmt: skip
    request = SaveException(
        act_id=new_id(),
        doctor_id=desk.clinic.doctor_id,
        exceptions=(block,),
        seen_appointment_ids=frozenset(),
    )
    with pytest.raises(AppointmentsAffected):
        perform(desk.store, desk.clinic.manager, save_exception, request)
    assert desk.states() == []


def test_an_item_closes_with_its_last_cause(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    request = asked(desk)
    perform(desk.store, desk.clinic.manager, approve, decision(request))
    block, other = desk.block(9, 11), desk.block(10, 12, reason="Σεμινάριο")
    kinds = ["exception", "exception", "time_off"]
    (item,) = desk.items()
    assert item.appointment_id == appointment.appointment_id
    assert sorted(cause.kind for cause in item.causes) == kinds
    desk.unblock(other)
    desk.unblock(block)
    assert desk.listed() == [(appointment.appointment_id, "to_call", ["time_off"])]
    assert desk.item().causes[0].reason is None, "why somebody is away is not everybody's to read"
    perform(desk.store, desk.clinic.manager, revoke, decision(request, "λάθος"))
    assert desk.states() == ["closed"]
    desk.block()
    assert sorted(desk.states()) == ["closed", "to_call"]


def test_one_that_was_begun_stays_with_a_note_when_its_causes_are_gone(desk: WorklistDesk) -> None:
    desk.booked()
    block = desk.block()
    desk.step(take)
    desk.unblock(block)
    assert (desk.item().causes, desk.item().note) == ((), None)
    assert rows(desk.store, "SELECT note FROM rebooking_items") == [{"note": CAUSES_GONE}]
    desk.block()
    assert rows(desk.store, "SELECT note FROM rebooking_items") == [{"note": None}]
    assert [cause.kind for cause in desk.item().causes] == ["exception"]


def test_a_changed_block_takes_its_cause_along(desk: WorklistDesk) -> None:
    early, late = desk.booked(9), desk.booked(15, patient_id=desk.clinic.patient_ids[1])
    block = desk.block()
    later = desk.save(
        block._replace(starts_at=desk.clinic.at(14), ends_at=desk.clinic.at(17)), replaces=block
    )
    assert [found[0] for found in desk.listed()] == [late.appointment_id]
    desk.save(later._replace(starts_at=desk.clinic.at(9)), replaces=later)
    assert [found[0] for found in desk.listed()] == [early.appointment_id, late.appointment_id]
    assert sorted(desk.states()) == ["closed", "to_call", "to_call"]


def test_one_that_was_kept_is_not_asked_about_again_for_the_same_block(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    block = desk.block()
    before = desk.item()
    desk.step(keep)
    longer = desk.save(block._replace(ends_at=desk.clinic.at(13)), replaces=block)
    assert desk.states() == ["kept"]
    other = desk.block(10, 11)
    assert sorted(desk.states()) == ["kept", "to_call"]
    again = replace(on(before), seen_state="kept")
    with pytest.raises(WrongItemState):
        perform(desk.store, desk.clinic.receptionist, reopen, again)
    desk.unblock(other)
    moved = perform(desk.store, desk.clinic.receptionist, move, to(appointment, desk.clinic.at(15)))
    assert sorted(desk.states()) == ["closed", "moved"]
    desk.save(longer._replace(ends_at=desk.clinic.at(17)), replaces=longer)
    assert desk.listed() == [(moved.appointment_id, "to_call", ["exception"])]


def test_an_edit_does_not_lose_one_whose_time_is_over(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    block = desk.block()
    run(
        desk.store,
        "UPDATE appointments SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'",
    )
    desk.save(block._replace(reason="Συνέδριο"), replaces=block)
    assert desk.listed() == [(appointment.appointment_id, "to_call", ["exception"])]
    perform(desk.store, desk.clinic.receptionist, complete, replace(step_on(appointment), row_version=None))
    assert desk.states() == ["closed"]


def test_hours_that_go_and_come_back(desk: WorklistDesk) -> None:
    early, late = desk.booked(10), desk.booked(16, patient_id=desk.clinic.patient_ids[1])
    request = shortened(desk, 15)
    perform(desk.store, desk.clinic.manager, save_hours, request)
    perform(desk.store, desk.clinic.manager, save_hours, request)
    assert desk.listed() == [(late.appointment_id, "to_call", ["hours"])]
    (cause,) = desk.item().causes
    assert (cause.cause_id, cause.starts_at, cause.reason) == (desk.clinic.doctor_id, None, None)
    perform(desk.store, desk.clinic.manager, save_hours, shortened(desk, 14))
    perform(desk.store, desk.clinic.manager, save_hours, shortened(desk, 10))
    assert [found[0] for found in desk.listed()] == [early.appointment_id, late.appointment_id]
    perform(desk.store, desk.clinic.manager, save_hours, shortened(desk, 12))
    assert [found[0] for found in desk.listed()] == [late.appointment_id]
    perform(desk.store, desk.clinic.manager, save_hours, shortened(desk, 17))
    assert desk.states() == ["closed", "closed"]


def test_opened_time_takes_one_without_hours_off_the_list(desk: WorklistDesk) -> None:
    desk.booked(16)
    perform(desk.store, desk.clinic.manager, save_hours, shortened(desk, 15))
    opened = desk.block(15, 17, exception_type="available")
    assert desk.states() == ["closed"]
    desk.unblock(opened)
    assert [found[2] for found in desk.listed()] == [["hours"]]


def test_illness_is_its_own_kind_and_goes_when_it_is_withdrawn(desk: WorklistDesk) -> None:
    desk.booked()
    request = asked(desk)
    run(desk.store, "UPDATE time_off_requests SET kind = 'illness'")
    approval = decision(request)
    perform(desk.store, desk.clinic.manager, approve, approval)
    perform(desk.store, desk.clinic.manager, approve, approval)
    (cause,) = desk.item().causes
    assert (cause.kind, cause.cause_id, cause.starts_at) == ("illness", request.id, request.starts_at)
    perform(desk.store, desk.clinic.receptionist, withdraw, decision(request))
    assert desk.states() == ["closed"]


def test_the_block_of_another_program_is_offered_and_added_once(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    desk.booked(14, patient_id=desk.clinic.patient_ids[1])
    doctor_id, block = desk.clinic.doctor_id, new_id()
    run(
        desk.store,
        "INSERT INTO schedule_exceptions (id, doctor_id, starts_at, ends_at) SELECT"
        f" '{block}', doctor_id, starts_at, ends_at FROM appointments"
        f" WHERE id = '{appointment.appointment_id}'",
    )
    (offered,) = desk.store.do(read_unlisted, [block])
    assert [one.id for one in offered.appointments] == [appointment.appointment_id]
    request = AddUnlisted(act_id=new_id(), kind="exception", cause_id=block, doctor_id=doctor_id)
    added = perform(desk.store, desk.clinic.receptionist, add_unlisted, request)
    assert added.appointment_ids == (appointment.appointment_id,)
    again = perform(desk.store, desk.clinic.receptionist, add_unlisted, request)
    assert again == replace(added, already_done=True)
    assert desk.store.do(read_unlisted, [block]) == ()
    another_desk = replace(request, act_id=new_id())
    assert perform(desk.store, desk.clinic.manager, add_unlisted, another_desk).appointment_ids == ()
    assert desk.listed() == [(appointment.appointment_id, "to_call", ["exception"])]
    unknown = replace(request, act_id=new_id(), cause_id=new_id())
    with pytest.raises(NotFound):
        perform(desk.store, desk.clinic.receptionist, add_unlisted, unknown)
    other_act = replace(shortened(desk, 15), act_id=request.act_id)
    with pytest.raises(ActMismatch):
        perform(desk.store, desk.clinic.manager, save_hours, other_act)


def test_time_off_that_another_program_approved_is_added_as_time_off(desk: WorklistDesk) -> None:
    desk.booked()
    request = asked(desk)
    run(desk.store, "UPDATE time_off_requests SET status = 'approved'")
    (block,) = rows(desk.store, "SELECT id::text FROM schedule_exceptions")
    (offered,) = desk.store.do(read_unlisted, [block["id"]])
    wanted = AddUnlisted(
        act_id=new_id(), kind="time_off", cause_id=offered.cause.cause_id, doctor_id=offered.doctor_id
    )
    perform(desk.store, desk.clinic.receptionist, add_unlisted, wanted)
    assert [(c.kind, c.cause_id) for c in desk.item().causes] == [("time_off", request.id)]


def test_a_block_of_the_older_form_is_added_too(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    block = new_id()
    run(
        desk.store,
        "INSERT INTO availability_exceptions (id, doctor_id, starts_at, ends_at, status, reason)"
        f" SELECT '{block}', doctor_id, starts_at, ends_at, 'blocked', 'παλιό' FROM appointments",
    )
    wanted = AddUnlisted(act_id=new_id(), kind="exception", cause_id=block, doctor_id=desk.clinic.doctor_id)
    perform(desk.store, desk.clinic.receptionist, add_unlisted, wanted)
    (cause,) = desk.item().causes
    assert (cause.kind, cause.reason, cause.starts_at) == ("exception", "παλιό", appointment.starts_at)
