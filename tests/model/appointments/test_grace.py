"""Starts that have begun: offered to a form that was begun before, and to nobody else; the act agrees."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at, local_date, minute_ceil
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.free_starts import FreeStartsQuestion, read_free_starts
from medic_desk.model.appointments.grace import GRACE_MINUTES, grace_minutes
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from medic_desk.model.tables import ScheduleRuleRow
from tests.model.plain_sql import run
from tests.model.small_clinic import ZONE, SmallClinic, add, make_small_clinic, new_id

NOON = 29_000_000
SECONDS = st.integers(-3 * 3600, 3 * 3600)


@given(SECONDS, SECONDS, st.integers(-200, 200))
def test_a_start_is_offered_in_the_future_or_while_its_form_was_begun_before(
    now_seconds: int, begun_seconds: int, start: int
) -> None:
    moment = datetime_at(NOON)
    now, begun = moment + timedelta(seconds=now_seconds), moment + timedelta(seconds=begun_seconds)
    starts_at = datetime_at(NOON + start)
    offered = NOON + start >= minute_ceil(now) - grace_minutes(now, begun)
    lies_ahead = starts_at >= now
    lay_ahead = starts_at >= begun and NOON + start >= minute_ceil(now) - GRACE_MINUTES
    assert offered == (lies_ahead or (lay_ahead and begun <= now))
    assert (NOON + start >= minute_ceil(now) - grace_minutes(now, None)) == lies_ahead


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    """The small clinic, open day and night, a start at every minute."""
    made = make_small_clinic(store)

    def open_always(session: Session) -> None:
        for weekday in range(1, 8):
            add(
                session,
                ScheduleRuleRow,
                doctor_id=made.doctor_id,
                timezone=ZONE,
                day_of_week=weekday,
                work_start_local=time(0),
                work_end_local=time(0),
                slot_interval_minutes=1,
            )

    run(
        store,
        f"DELETE FROM schedule_rule_breaks; DELETE FROM schedule_rules WHERE doctor_id = '{made.doctor_id}'",
    )
    store.do(open_always)
    return made


def test_a_question_offers_what_its_form_still_may_take(store: Store, clinic: SmallClinic) -> None:
    now = store.do(read_database_clock)
    plain = FreeStartsQuestion(
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.call_id,
        first_day=local_date(minute_ceil(now), ZONE) - timedelta(days=1),
        days=3,
    )

    def first(begun_at: datetime | None) -> int:
        """Minutes from the reading's own clock to the first start it offers."""
        answer = store.do(read_free_starts, replace(plain, begun_at=begun_at))
        return answer.slots[0].starts_at - minute_ceil(answer.week.now)

    assert first(None) == 0
    assert first(now + timedelta(minutes=5)) == 0
    assert first(now - timedelta(hours=2)) == -GRACE_MINUTES
    begun = now - timedelta(minutes=4)
    answer = store.do(read_free_starts, replace(plain, begun_at=begun))
    assert answer.slots[0].starts_at == minute_ceil(begun)


def test_the_act_gives_what_the_form_was_offered_and_no_more(store: Store, clinic: SmallClinic) -> None:
    now = store.do(read_database_clock)
    begun = now - timedelta(minutes=6)
    wanted = BookingRequest(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.call_id,
        starts_at=minute_ceil(now) - 5,
        patient_id=clinic.patient_ids[0],
    )
    for refused in (
        wanted,
        replace(wanted, act_id=new_id(), begun_at=now - timedelta(minutes=1)),
        replace(wanted, act_id=new_id(), begun_at=now + timedelta(hours=1)),
        replace(wanted, act_id=new_id(), begun_at=begun, starts_at=minute_ceil(now) - 8),
        replace(wanted, act_id=new_id(), begun_at=now - timedelta(hours=1), starts_at=minute_ceil(now) - 17),
    ):
        with pytest.raises(SlotRefused) as told:
            perform(store, clinic.receptionist, book, refused)
        assert told.value.codes == ("past",)
        assert all(slot.starts_at >= minute_ceil(begun) - GRACE_MINUTES for slot in told.value.nearest)
    held = perform(
        store,
        clinic.receptionist,
        hold,
        HoldRequest(
            act_id=new_id(),
            doctor_id=clinic.doctor_id,
            appointment_type_id=clinic.call_id,
            starts_at=wanted.starts_at,
            begun_at=begun,
        ),
    )
    lawful = replace(wanted, act_id=new_id(), begun_at=begun, hold_id=held.appointment_id)
    booked = perform(store, clinic.receptionist, book, lawful)
    assert (booked.appointment_id, booked.starts_at) == (held.appointment_id, wanted.starts_at)
    back = MoveRequest(
        act_id=new_id(),
        appointment_id=booked.appointment_id,
        row_version=None,
        starts_at=booked.starts_at + 1,
    )
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, move, back)
    moved = perform(store, clinic.receptionist, move, replace(back, act_id=new_id(), begun_at=begun))
    assert moved.starts_at == booked.starts_at + 1
