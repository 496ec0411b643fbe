"""A walk-in: booked and arrived in one act or not at all, at a start of the grid or between them."""

import pytest

from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book, walk_in
from medic_desk.model.appointments.offered_starts import (
    WALK_IN_STEP_MINUTES,
    StartsWanted,
    read_walk_in_starts,
    walk_in_step,
)
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.appointments.wished_starts import StartWish, WishKind, read_wished_starts
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store, today=True)


def wish(clinic: SmallClinic, kind: WishKind = WishKind.NOW, **fields: object) -> StartWish:
    both = ((clinic.doctor_id, clinic.service_id), (clinic.colleague_id, clinic.colleague_service_id))
    return StartWish(kind=kind, services=both, first_day=clinic.day, **fields)  # type: ignore[arg-type]


def test_booked_and_arrived_is_one_event(store: Store, clinic: SmallClinic) -> None:
    done = perform(store, clinic.receptionist, walk_in, clinic.booking(10))
    assert (done.status, done.patient_arrived_at is not None) == ("confirmed", True)
    (event,) = rows(store, "SELECT action, metadata FROM appointment_events")
    assert event["action"] == "walked_in"
    assert event["metadata"]["after"]["patient_arrived_at"]


def test_of_another_day_it_is_absent_whole(store: Store, clinic: SmallClinic) -> None:
    tomorrow = clinic.booking(
        10, starts_at=clinic.at(10, days=1), patient_id=None, new_patient=NewPatient(last_name="Μακρή")
    )
    with pytest.raises(InvalidField, match="not_today"):
        perform(store, clinic.receptionist, walk_in, tomorrow)
    assert rows(store, "SELECT FROM appointments") == []
    assert rows(store, "SELECT FROM patients WHERE last_name = 'Μακρή'") == []


def test_undo_takes_both_back(store: Store, clinic: SmallClinic) -> None:
    request = clinic.booking(10)
    perform(store, clinic.receptionist, walk_in, request)
    undone = UndoRequest(act_id=new_id(), undone_act_id=request.act_id)
    left = perform(store, clinic.receptionist, undo, undone)
    assert (left.status, left.patient_arrived_at) == ("cancelled", None)
    perform(store, clinic.receptionist, walk_in, clinic.booking(10))


def test_a_start_between_those_of_the_grid(store: Store, clinic: SmallClinic) -> None:
    starts_at = clinic.at(9, 10)
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, walk_in, clinic.booking(9, 10))
    step = walk_in_step(starts_at)
    assert step == WALK_IN_STEP_MINUTES
    done = perform(store, clinic.receptionist, walk_in, clinic.booking(9, 10, free_step_minutes=step))
    assert done.starts_at == starts_at
    wanted = StartsWanted(services=((clinic.doctor_id, clinic.service_id),), first_day=clinic.day, days=1)
    found = store.do(read_walk_in_starts, wanted)
    # From nine to ten past nobody fits in; then from the end of the walk-in on.
    assert [start.starts_at for start in found.starts[:3]] == [
        clinic.at(9, minute) for minute in (40, 45, 50)
    ]
    assert len({start.key for start in found.starts}) == len(found.starts)


def test_the_first_doctor_who_is_free_now(store: Store, clinic: SmallClinic) -> None:
    first = store.do(read_wished_starts, wish(clinic))
    assert first.starts[0].key == (clinic.doctor_id, clinic.at(9))
    perform(store, clinic.receptionist, book, clinic.booking(9))
    second = store.do(read_wished_starts, wish(clinic))
    # The only room is taken for both until half past.
    assert second.starts[0].starts_at == clinic.at(9, 30)
    call = StartWish(kind=WishKind.NOW, services=((clinic.doctor_id, clinic.call_id),), first_day=clinic.day)
    assert store.do(read_wished_starts, call).starts[0].starts_at == clinic.at(9, 30)


def test_a_time_that_is_not_free_says_why_and_what_is_near(store: Store, clinic: SmallClinic) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(10))
    at_ten = wish(clinic, WishKind.AT, last_day=clinic.day, earliest=600, latest=601)
    answer = store.do(read_wished_starts, at_ten)
    assert answer.starts == ()
    assert answer.refused is not None
    assert "busy" in answer.refused.why.codes
    assert [start.starts_at for start in answer.nearest] == [
        clinic.at(9, 30),
        clinic.at(10, 30),
        clinic.at(10, 30),
    ]


def test_between_two_times(store: Store, clinic: SmallClinic) -> None:
    between = wish(clinic, WishKind.AMONG, last_day=clinic.day, earliest=840, latest=900)
    found = store.do(read_wished_starts, between).starts
    assert [start.starts_at for start in found] == [clinic.at(14), clinic.at(14, 30)]
