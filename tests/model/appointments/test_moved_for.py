"""A move off the worklist is not taken back while what it was made for stands; then it is."""

import pytest

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undo_errors import CauseStands
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.store.store import Store
from tests.model.plain_sql import run
from tests.model.small_clinic import make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk


@pytest.fixture
def desk(store: Store) -> WorklistDesk:
    return WorklistDesk(store, make_small_clinic(store))


def moved(desk: WorklistDesk, appointment: AppointmentResult, hour: int) -> str:
    """Move it to that hour; answers the act's id."""
    request = MoveRequest(
        act_id=new_id(),
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        starts_at=desk.clinic.at(hour),
    )
    perform(desk.store, desk.clinic.receptionist, move, request)
    return request.act_id


def taken_back(desk: WorklistDesk, act_id: str) -> AppointmentResult:
    request = UndoRequest(act_id=new_id(), undone_act_id=act_id)
    return perform(desk.store, desk.clinic.receptionist, undo, request)


def test_a_block_that_stands_is_named(desk: WorklistDesk) -> None:
    appointment = desk.booked(10)
    block = desk.block()
    act_id = moved(desk, appointment, 14)
    with pytest.raises(CauseStands) as refused:
        taken_back(desk, act_id)
    assert refused.value.kinds == ("exception",)
    assert refused.value.why.codes == ("blocked",)
    desk.unblock(block)
    assert taken_back(desk, act_id).starts_at == desk.clinic.at(10)


def test_hours_that_are_gone_are_named(desk: WorklistDesk) -> None:
    appointment = desk.booked(10)
    act_id = moved(desk, appointment, 14)
    item = "INSERT INTO rebooking_items (appointment_id, state, closed_at) SELECT id, 'moved', now()"
    run(desk.store, f"{item} FROM appointments")
    run(desk.store, "INSERT INTO rebooking_causes (rebooking_item_id, kind, cause_id)"
              " SELECT id, 'hours', appointment_id FROM rebooking_items")  # fmt: skip
    run(desk.store, "UPDATE schedule_rules SET work_start_local = '12:00'")
    with pytest.raises(CauseStands) as refused:
        taken_back(desk, act_id)
    assert refused.value.kinds == ("hours",)


def test_a_place_that_another_patient_has_is_another_matter(desk: WorklistDesk) -> None:
    appointment = desk.booked(10)
    block = desk.block()
    act_id = moved(desk, appointment, 14)
    desk.unblock(block)
    desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    with pytest.raises(SlotRefused) as refused:
        taken_back(desk, act_id)
    assert refused.value.codes == ("busy", "resource")


def test_a_move_of_ones_own_is_refused_by_the_engine_alone(desk: WorklistDesk) -> None:
    act_id = moved(desk, desk.booked(10), 14)
    desk.block()
    with pytest.raises(SlotRefused) as refused:
        taken_back(desk, act_id)
    assert refused.value.codes == ("blocked",)
