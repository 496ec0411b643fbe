"""The free starts of a booking form: one start once, however many places offer it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.free_starts import FreeStarts, FreeStartsQuestion, read_free_starts
from medic_desk.model.store.store import Store
from medic_desk.model.tables import DoctorLocationRow, ScheduleRuleRow
from tests.model.plain_sql import run
from tests.model.small_clinic import ZONE, SmallClinic, add, make_small_clinic


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    """The small clinic, its doctor at a second place at the same hours."""
    made = make_small_clinic(store)

    def open_branch(session: Session) -> None:
        branch = add(session, DoctorLocationRow, doctor_id=made.doctor_id, name="Παράρτημα")
        for weekday in range(1, 8):
            add(
                session,
                ScheduleRuleRow,
                doctor_id=made.doctor_id,
                timezone=ZONE,
                day_of_week=weekday,
                work_start_local=time(9),
                work_end_local=time(17),
                slot_interval_minutes=30,
                scope_doctor_location_id=branch,
            )

    store.do(open_branch)
    return made


def test_a_start_at_two_places_is_one_start(store: Store, clinic: SmallClinic) -> None:
    question = FreeStartsQuestion(
        doctor_id=clinic.doctor_id, appointment_type_id=clinic.service_id, first_day=clinic.day, days=1
    )
    answer: FreeStarts = store.do(read_free_starts, question)
    offered = free_slots(answer.week.facts, question.request(answer.week.now, answer.zone))
    starts = [slot.starts_at for slot in answer.slots]
    assert len(offered) > len(starts), "both places offer some start"
    assert starts == sorted({slot.starts_at for slot in offered})
    for slot in answer.slots:
        assert slot == next(one for one in offered if one.starts_at == slot.starts_at)
        assert answer.at(slot.starts_at) == slot


def test_the_nearest_are_three_starts(store: Store, clinic: SmallClinic) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(10))
    with pytest.raises(SlotRefused) as refused:
        perform(store, clinic.receptionist, book, clinic.booking(10))
    nearest = [slot.starts_at for slot in refused.value.nearest]
    assert nearest == [clinic.at(10, 30), clinic.at(9, 30), clinic.at(11)]


@pytest.mark.parametrize("table", ["appointment_types", "doctors"])
def test_what_is_no_longer_offered_is_free_for_the_appointment_that_has_it(
    store: Store, clinic: SmallClinic, table: str
) -> None:
    booked = perform(store, clinic.receptionist, book, clinic.booking(10))
    question = FreeStartsQuestion(
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        first_day=clinic.day + timedelta(days=30),
        days=1,
    )
    before = store.do(read_free_starts, question).slots
    run(store, f"UPDATE {table} SET is_active = false")
    assert store.do(read_free_starts, question).slots == ()
    moving = replace(question, for_appointment_id=booked.appointment_id)
    assert store.do(read_free_starts, moving).slots == before
    assert len(before) == 16
