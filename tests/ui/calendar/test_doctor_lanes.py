"""What of a doctor's days is made anew when something changed, or another service is wished."""

from datetime import timedelta

import pytest

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.week import WeekFacts, read_week
from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.calendar.doctor_lanes import DoctorLanes
from medic_desk.ui.calendar.picture import DoctorDays, Wish, known_days
from tests.model.small_clinic import SmallClinic

DESK = "Desk 1"


def read(store: Store, small: SmallClinic) -> WeekFacts:
    return store.do(lambda session: read_week(session, small.doctor_id, small.day, 1))


@pytest.fixture
def clinic(store: Store, small: SmallClinic) -> Clinic:
    return store.do(read_clinic)


def made(lanes: DoctorLanes, week: WeekFacts, clinic: Clinic, wish: Wish) -> DoctorDays:
    lanes.begin((week,))
    days = lanes.of(week, clinic, wish, week.now)
    assert days is not None
    return days


def test_another_wish_asks_for_free_starts_and_makes_no_block_anew(
    store: Store, small: SmallClinic, clinic: Clinic
) -> None:
    perform(store, small.manager, book, small.booking(9))
    week, lanes = read(store, small), DoctorLanes(DESK)
    bare = made(lanes, week, clinic, Wish())
    lit = made(lanes, week, clinic, Wish(small.service_id, is_lit=True))
    over = made(lanes, week, clinic, Wish())
    assert (bare.lane.free_slots, bool(lit.lane.free_slots)) == ((), True)
    assert lit.lane.blocks[0] is bare.lane.blocks[0] is over.lane.blocks[0]
    assert over == bare
    # As it is made of nothing that was known before.
    assert made(DoctorLanes(DESK), week, clinic, Wish(small.service_id, is_lit=True)) == lit


def test_of_a_day_in_which_one_appointment_changed_one_block_is_made(
    store: Store, small: SmallClinic, clinic: Clinic
) -> None:
    perform(store, small.manager, book, small.booking(9))
    week = read(store, small)
    former = known_days(week, clinic, week.now, 0, DESK, None)
    perform(store, small.manager, book, small.booking(11))
    changed = read(store, small)
    known = known_days(changed, clinic, week.now, 0, DESK, former)
    kept, new = (block for _, block in known.blocks.values())
    assert kept is next(iter(former.blocks.values()))[1]
    assert new.starts_at == small.at(11)
    alone = known_days(changed, clinic, week.now, 0, DESK, None)
    assert (alone.blocks, alone.days) == (known.blocks, known.days)
    # Read anew and found the same, the heads too are as they were.
    again = known_days(read(store, small), clinic, week.now, 0, DESK, known)
    assert again.days is known.days


def test_a_minute_later_or_with_another_delay_nothing_is_kept(
    store: Store, small: SmallClinic, clinic: Clinic
) -> None:
    perform(store, small.manager, book, small.booking(9))
    week = read(store, small)
    former = known_days(week, clinic, week.now, 0, DESK, None)
    for now, delay in ((week.now + timedelta(minutes=1), 0), (week.now, 10)):
        known = known_days(week, clinic, now, delay, DESK, former)
        (block,) = (block for _, block in known.blocks.values())
        assert block is not next(iter(former.blocks.values()))[1]
