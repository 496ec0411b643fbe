"""The steps of an item on a real database: its life through all states, once each, stale ones refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import ActMismatch, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel, complete, no_show, reject
from medic_desk.model.appointments.booking import submit
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import UserRow
from medic_desk.model.worklist.errors import StaleItem, WrongItemState
from medic_desk.model.worklist.items import read_worklist
from medic_desk.model.worklist.steps import (
    STEPS,
    ItemStep,
    call,
    keep,
    let_go,
    not_reached,
    reopen,
    take,
)
from tests.model.acts.acting_desk import ANY_PAST, to
from tests.model.acts.acting_desk import on as step_on
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import add, make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk, on


@pytest.fixture
def desk(store: Store) -> WorklistDesk:
    return WorklistDesk(store, make_small_clinic(store))


@pytest.fixture
def colleague(desk: WorklistDesk) -> Actor:
    user = desk.store.do(add, UserRow, login_name="anna", display_name="Άννα Ράπτη")
    return Actor(user_id=user, actor_type="receptionist", desk_name="Desk 2")


def test_an_item_is_taken_called_not_reached_kept_and_opened_again(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    block = desk.block(reason="Συνέδριο")
    item = desk.item()
    assert (item.appointment_id, item.state, item.taken_by_id) == (
        appointment.appointment_id,
        "to_call",
        None,
    )
    assert (item.patient_name, item.patient_phone) == ("Αντωνίου Γιώργος", "6944000001")
    assert (item.service_name, item.starts_at, item.row_version) == ("Επίσκεψη", appointment.starts_at, 1)
    (cause,) = item.causes
    assert (cause.kind, cause.cause_id, cause.reason) == ("exception", block.id, "Συνέδριο")
    assert (cause.starts_at, cause.ends_at) == (block.starts_at, block.ends_at)
    taken = desk.step(take)
    assert (taken.state, taken.taken_by_id) == ("to_call", desk.clinic.receptionist.user_id)
    assert taken.taken_at is not None
    assert desk.item().taken_by_name == "Ελένη Δημητρίου"
    assert desk.step(let_go).taken_by_id is None
    missed = desk.step(not_reached, note="  κλειστό ")
    assert (missed.state, missed.note) == ("not_reached", "κλειστό")
    assert (missed.taken_by_id, missed.called_at is None) == (None, False), "whoever calls again takes it"
    called = desk.step(call)
    assert (called.state, called.note, called.closed_at) == ("called", "κλειστό", None)
    before = desk.item()
    kept = desk.step(keep)
    assert (kept.state, kept.closed_at is None) == ("kept", False)
    assert desk.items() == ()
    again = replace(on(before), seen_state="kept")
    assert perform(desk.store, desk.clinic.receptionist, reopen, again).state == "called"
    nobody = replace(before, taken_by_id=None, taken_by_name=None, taken_at=None)
    assert desk.item() == nobody, "nobody calls there now"
    told = rows(desk.store, "SELECT * FROM staff_events WHERE subject_table = 'rebooking_items'")
    assert {event["action"] for event in told} == STEPS.keys()
    assert {str(event["doctor_id"]) for event in told} == {desk.clinic.doctor_id}
    assert "Αντωνίου" not in str(told)


@pytest.mark.parametrize("step", [take, let_go, call, not_reached, keep], ids=lambda step: step.name)
def test_a_step_happens_once_and_of_two_desks_one_is_told(
    desk: WorklistDesk, colleague: Actor, step: ItemStep
) -> None:
    desk.booked()
    desk.block()
    if step is let_go:
        desk.step(take)
    request = on(desk.item())
    first = perform(desk.store, desk.clinic.receptionist, step, request)
    events = rows(desk.store, "SELECT * FROM staff_events")
    assert perform(desk.store, desk.clinic.receptionist, step, request) == replace(first, already_done=True)
    assert rows(desk.store, "SELECT * FROM staff_events") == events
    with pytest.raises(StaleItem) as stale:
        perform(desk.store, colleague, call, replace(request, act_id=new_id()))
    assert (stale.value.state, stale.value.taken_by_id) == (first.state, first.taken_by_id)
    with pytest.raises(ActMismatch):
        perform(desk.store, desk.clinic.receptionist, reopen, request)


def test_of_two_desks_that_take_one_item_at_once_one_has_it(
    desk: WorklistDesk, colleague: Actor, database_url: str
) -> None:
    desk.booked()
    desk.block()
    item, barrier = desk.item(), Barrier(2)

    def attempt(store: Store, actor: Actor) -> str | None:
        barrier.wait(timeout=60)
        try:
            return perform(store, actor, take, on(item)).taken_by_id
        except StaleItem as stale:
            return stale.taken_by_id

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        desks = ((desk.store, desk.clinic.receptionist), (other, colleague))
        said = list(threads.map(lambda one: attempt(*one), desks))
    assert said == [desk.item().taken_by_id] * 2
    assert said[0] in {desk.clinic.receptionist.user_id, colleague.user_id}


def test_who_sees_that_a_colleague_has_it_may_take_it_over(desk: WorklistDesk, colleague: Actor) -> None:
    desk.booked()
    desk.block()
    desk.step(take)
    taken = perform(desk.store, colleague, take, on(desk.item()))
    assert taken.taken_by_id == colleague.user_id
    desk.step(call)
    assert desk.item().taken_by_id == colleague.user_id


def test_what_is_settled_is_not_called(desk: WorklistDesk) -> None:
    desk.booked()
    desk.block()
    item = desk.item()
    desk.step(keep)
    for step in (take, let_go, call, not_reached, keep):
        with pytest.raises(WrongItemState) as wrong:
            perform(desk.store, desk.clinic.receptionist, step, replace(on(item), seen_state="kept"))
        assert (wrong.value.state, wrong.value.act) == ("kept", step.name)
    run(desk.store, "DELETE FROM rebooking_items")
    with pytest.raises(NotFound):
        perform(desk.store, desk.clinic.receptionist, take, on(item))


def test_moving_settles_the_item_in_one_act(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    desk.block()
    desk.step(take)
    blocked = to(appointment, desk.clinic.at(11))
    with pytest.raises(SlotRefused):
        perform(desk.store, desk.clinic.receptionist, move, blocked)
    assert desk.states() == ["to_call"], "the old place and the item are as they were"
    request = to(appointment, desk.clinic.at(15))
    moved = perform(desk.store, desk.clinic.receptionist, move, request)
    assert desk.states() == ["moved"]
    assert desk.items() == ()
    again = perform(desk.store, desk.clinic.receptionist, move, request)
    assert again == replace(moved, already_done=True)
    (item,) = rows(desk.store, "SELECT * FROM rebooking_items")
    assert item["closed_at"] is not None
    assert str(item["taken_by_id"]) == desk.clinic.receptionist.user_id
    assert len(rows(desk.store, "SELECT id FROM rebooking_causes")) == 1, "why it was moved is kept"


def test_moving_to_a_colleague_settles_it_too(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    appointment = desk.booked()
    desk.block()
    there = to(
        appointment,
        clinic.at(10),
        doctor_id=clinic.colleague_id,
        appointment_type_id=clinic.colleague_service_id,
    )
    perform(desk.store, clinic.receptionist, move, there)
    assert desk.states() == ["moved"]


def test_what_ends_an_appointment_settles_its_item(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    cancelled = desk.booked(9)
    rejected = perform(desk.store, clinic.receptionist, submit, clinic.booking(10))
    desk.block()
    perform(desk.store, clinic.receptionist, cancel, step_on(cancelled, "ill"))
    perform(desk.store, clinic.receptionist, reject, step_on(rejected, "full"))
    assert desk.states() == ["cancelled", "cancelled"]
    past = [desk.booked(starts_at=clinic.at(hour, days=-14), past_grace_minutes=ANY_PAST) for hour in (9, 10)]
    run(
        desk.store,
        "INSERT INTO rebooking_items (appointment_id)"
        " SELECT id FROM appointments WHERE starts_at < now() AND status = 'confirmed'",
    )
    perform(desk.store, clinic.receptionist, complete, step_on(past[0]))
    perform(desk.store, clinic.receptionist, no_show, step_on(past[1]))
    assert sorted(desk.states()) == ["cancelled", "cancelled", "closed", "closed"]


def test_one_that_another_program_cancelled_need_not_be_called(desk: WorklistDesk) -> None:
    desk.booked()
    desk.block()
    run(
        desk.store,
        "UPDATE appointments SET status = 'cancelled', cancellation_reason = 'x', cancelled_at = now()",
    )
    assert desk.items() == ()


def test_a_cancelled_one_that_stands_again_without_hours_is_listed_again(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    opened = desk.block(19, 21, exception_type="available")
    appointment = desk.booked(19)
    desk.unblock(opened)
    desk.step(not_reached)
    item = desk.item()
    assert [cause.kind for cause in item.causes] == ["hours"]
    gone = perform(desk.store, clinic.receptionist, cancel, step_on(appointment, "cannot come"))
    assert desk.states() == ["cancelled"]
    perform(desk.store, clinic.receptionist, restore, step_on(gone))
    assert (desk.item().state, desk.item().id) == ("called", item.id)


def test_a_cancelled_one_that_stands_again_within_hours_is_not(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    block = desk.block()
    gone = perform(desk.store, desk.clinic.receptionist, cancel, step_on(appointment, "ill"))
    desk.unblock(block)
    perform(desk.store, desk.clinic.receptionist, restore, step_on(gone))
    assert desk.states() == ["cancelled"]


def test_the_list_is_in_order_of_time_and_bounded(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    late, soon = desk.booked(11), desk.booked(9, patient_id=clinic.patient_ids[1])
    desk.block()
    assert [item.appointment_id for item in desk.items()] == [soon.appointment_id, late.appointment_id]
    short = desk.store.do(read_worklist, 1)
    assert [item.appointment_id for item in short.items] == [soon.appointment_id]
    assert short.total == 2


@pytest.mark.parametrize("odd", ["infinity", "-infinity", "20000-01-01"])
def test_a_step_survives_a_time_that_cannot_be_read(desk: WorklistDesk, odd: str) -> None:
    """A database that somebody else made may hold one: whoever calls writes a new one over it."""
    desk.booked()
    desk.block()
    item_id = desk.item().id
    checks = rows(
        desk.store,
        "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'rebooking_items'::regclass",
    )
    for check in checks:
        run(desk.store, f'ALTER TABLE rebooking_items DROP CONSTRAINT "{check["conname"]}"')
    run(desk.store, f"UPDATE rebooking_items SET taken_at = '{odd}', called_at = '{odd}'")
    assert (desk.item().id, desk.item().called_at) == (item_id, None)
    assert desk.step(call).called_at is not None
