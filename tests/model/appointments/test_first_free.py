"""First free across a clinic: the same as asking every doctor for everything, cut to what is wished."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_desk.engine import free_slots, load_scenario
from medic_desk.engine.clinic_time import instant_of, local_time
from medic_desk.engine.facts import Facts, Location, Request, Rule
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.first_free import FirstFree, FirstFreeWish, first_free_of, read_first_free
from medic_desk.model.appointments.free_starts import (
    FreeStartsQuestion,
    PartOfDay,
    read_free_starts,
    read_free_starts_of,
)
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import DoctorLocationRow
from tests.benchmarks.engine_worlds import FIRST_DAY, clinic_b
from tests.model.appointments.test_week import counted_statements
from tests.model.plain_sql import run
from tests.model.shared_house import make_shared_house
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id

SITES = ("north", "south", None)


def worlds() -> tuple[list[Facts], Request]:
    """Four doctors of which each has two places, in two houses or in none; half their hours name one."""
    found = []
    request: Request | None = None
    for number, one in enumerate(clinic_b(4, 12)):
        facts, request = load_scenario(one.scenario)
        places = tuple(
            Location(f"place {number} {n}", facts.doctor_id, clinic_site_id=SITES[(number + n) % 3])
            for n in (0, 1)
        )
        rules = tuple(_at(rule, places, n) for n, rule in enumerate(facts.rules))
        found.append(replace(facts, locations=places, rules=rules))
    assert request is not None
    return found, request


def _at(rule: Rule, places: tuple[Location, ...], number: int) -> Rule:
    return rule if number % 2 else replace(rule, scope_doctor_location_id=places[number // 2 % 2].id)


WORLDS, REQUEST = worlds()
SERVICES = tuple((facts.doctor_id, next(iter(facts.services))) for facts in WORLDS)

WISHES = st.builds(
    FirstFreeWish,
    services=st.lists(st.sampled_from(SERVICES), unique=True).map(tuple),
    site_ids=st.none()
    | st.frozensets(st.sampled_from(["north", "south", "nowhere", *(f"place {n} 0" for n in range(4))])),
    weekdays=st.none() | st.frozensets(st.integers(1, 7)),
    part=st.sampled_from(PartOfDay),
    first_day=st.integers(-3, 12).map(lambda n: FIRST_DAY + timedelta(days=n)),
    days=st.integers(0, 14),
    count=st.integers(0, 12),
)


def everything(wish: FirstFreeWish, facts: Facts, service_id: str) -> list[int]:
    """Every free start of a doctor that the wish would take, the long way: asked, and cut afterwards."""
    zone = facts.timezone
    request = replace(
        REQUEST,
        appointment_type_id=service_id,
        starts_from=instant_of(wish.first_day, 0, zone),
        starts_before=instant_of(wish.first_day + timedelta(days=wish.days), 0, zone),
    )
    asked = [request]
    if wish.site_ids is not None:
        asked = [
            replace(request, doctor_location_id=one.id)
            for one in facts.locations
            if (one.clinic_site_id or one.id) in wish.site_ids
        ]
    starts = set()
    for slot in (slot for one in asked for slot in free_slots(facts, one)):
        day, minute = local_time(slot.starts_at, zone)
        if wish.weekdays is not None and day.isoweekday() not in wish.weekdays:
            continue
        if wish.part == PartOfDay.ANY or (wish.part == PartOfDay.AM) == (minute < 12 * 60):
            starts.add(slot.starts_at)
    return sorted(starts)


@settings(max_examples=150)
@given(WISHES)
def test_the_first_of_everything_that_is_wished(wish: FirstFreeWish) -> None:
    by_doctor = {facts.doctor_id: facts for facts in WORLDS}
    wanted = sorted(
        (start, number)
        for number, (doctor_id, service_id) in enumerate(wish.services)
        for start in everything(wish, by_doctor[doctor_id], service_id)
    )
    found = first_free_of(WORLDS, wish, REQUEST.now)
    assert [one.slot.starts_at for one in found] == [start for start, _ in wanted[: wish.count]]
    keys = [(one.doctor_id, one.appointment_type_id, one.slot.starts_at) for one in found]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {(*wish.services[number], start) for start, number in wanted}


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def wish_of(clinic: SmallClinic, **fields: Any) -> FirstFreeWish:
    services = ((clinic.doctor_id, clinic.service_id), (clinic.colleague_id, clinic.colleague_service_id))
    return replace(FirstFreeWish(services=services, first_day=clinic.day), **fields)


def told(clinic: SmallClinic, found: tuple[FirstFree, ...]) -> list[tuple[str, date, int]]:
    names = {clinic.doctor_id: "doctor", clinic.colleague_id: "colleague"}
    return [(names[one.doctor_id], *local_time(one.slot.starts_at, one.zone)) for one in found]


def test_two_doctors_are_read_at_once_and_told_in_order(store: Store, clinic: SmallClinic) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(9))
    with counted_statements(store) as statements:
        found = store.do(read_first_free, wish_of(clinic, count=3))
    assert len(statements) == 3
    # The room is shared: what the doctor's booking takes of it, the colleague lacks.
    assert told(clinic, found) == [
        ("doctor", clinic.day, 9 * 60 + 30),
        ("colleague", clinic.day, 9 * 60 + 30),
        ("doctor", clinic.day, 10 * 60),
    ]
    monday = clinic.day + timedelta(days=-clinic.day.weekday() % 7)
    afternoon = wish_of(clinic, part=PartOfDay.PM, weekdays=frozenset({1}), count=2)
    assert told(clinic, store.do(read_first_free, afternoon)) == [
        ("doctor", monday, 12 * 60),
        ("colleague", monday, 12 * 60),
    ]


def test_what_is_not_offered_is_not_found(store: Store, clinic: SmallClinic) -> None:
    run(store, f"UPDATE appointment_types SET is_active = false WHERE doctor_id = '{clinic.doctor_id}'")
    found = store.do(read_first_free, wish_of(clinic))
    assert {one.doctor_id for one in found} == {clinic.colleague_id}
    unknown = wish_of(clinic, services=((clinic.doctor_id, new_id()),))
    assert store.do(read_first_free, unknown) == ()
    assert store.do(read_first_free, wish_of(clinic, services=())) == ()
    with pytest.raises(NotFound):
        store.do(read_first_free, wish_of(clinic, services=((new_id(), clinic.service_id),)))


def test_nothing_is_found_before_now(store: Store, clinic: SmallClinic) -> None:
    early = wish_of(clinic, first_day=clinic.day - timedelta(days=30), days=30)
    for one in store.do(read_first_free, early):
        assert one.slot.starts_at >= clinic.at(0, days=-7)
    assert (
        store.do(read_first_free, wish_of(clinic, first_day=clinic.day - timedelta(days=60), days=20)) == ()
    )


def test_the_place_that_is_wished_is_the_place_that_is_told(store: Store) -> None:
    house = make_shared_house(store)
    clinic = house.clinic
    branch = store.do(add, DoctorLocationRow, doctor_id=clinic.doctor_id, name="Παράρτημα")
    run(store, f"UPDATE appointment_types SET consultation_mode = 'phone' WHERE id = '{clinic.service_id}'")
    for place, location in ((house.site_id, clinic.location_id), (branch, branch)):
        found = store.do(read_first_free, wish_of(clinic, site_ids=frozenset({place}), count=40))
        own = [one for one in found if one.doctor_id == clinic.doctor_id]
        assert own
        assert {one.slot.doctor_location_id for one in own} == {location}
    assert store.do(read_first_free, wish_of(clinic, site_ids=frozenset())) == ()


# Free starts of several doctors, and the cuts that a list makes


def question(clinic: SmallClinic, *, colleague: bool = False, **fields: Any) -> FreeStartsQuestion:
    plain = FreeStartsQuestion(
        doctor_id=clinic.colleague_id if colleague else clinic.doctor_id,
        appointment_type_id=clinic.colleague_service_id if colleague else clinic.service_id,
        first_day=clinic.day,
        days=2,
    )
    return replace(plain, **fields)


def test_many_questions_are_answered_as_each_alone_in_five_statements(
    store: Store, clinic: SmallClinic
) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(9))
    asked = (
        question(clinic, colleague=True),
        question(clinic),
        question(clinic, appointment_type_id=clinic.call_id, duration_minutes=60),
    )
    with counted_statements(store) as statements:
        answers = store.do(read_free_starts_of, asked)
    assert len(statements) == 5
    assert len({answer.week.now for answer in answers}) == 1
    for one, answer in zip(asked, answers, strict=True):
        alone = store.do(read_free_starts, one)
        assert (answer.question, answer.slots) == (one, alone.slots)
        assert (answer.week.facts, answer.week.appointments) == (alone.week.facts, alone.week.appointments)
    assert store.do(read_free_starts_of, ()) == ()
    with pytest.raises(ValueError, match="same days"):
        store.do(read_free_starts_of, (question(clinic), question(clinic, days=3)))


def test_an_answer_is_cut_to_a_part_of_the_day_and_to_places(store: Store) -> None:
    house = make_shared_house(store)
    clinic = house.clinic
    branch = store.do(add, DoctorLocationRow, doctor_id=clinic.doctor_id, name="Παράρτημα")
    answer = store.do(read_free_starts, question(clinic, appointment_type_id=clinic.call_id, days=1))
    hours = [local_time(slot.starts_at, answer.zone)[1] // 60 for slot in answer.slots]
    for part in PartOfDay:
        cut = answer.within(part=part)
        expected = [hour for hour in hours if part is PartOfDay.ANY or (part is PartOfDay.AM) == (hour < 12)]
        assert [local_time(slot.starts_at, answer.zone)[1] // 60 for slot in cut.slots] == expected
        assert cut.week is answer.week
    assert 12 in hours
    assert 11 in hours
    for place, location in ((house.site_id, clinic.location_id), (branch, branch)):
        cut = answer.within(site_ids={place})
        assert [slot.starts_at for slot in cut.slots] == [slot.starts_at for slot in answer.slots]
        assert {slot.doctor_location_id for slot in cut.slots} == {location}
    both = answer.within(site_ids={house.site_id, branch}, part=PartOfDay.AM)
    assert [slot.starts_at for slot in both.slots] == [
        slot.starts_at for slot in answer.within(part=PartOfDay.AM).slots
    ]
    assert answer.within(site_ids=()).slots == ()
    retired = replace(answer, question=replace(answer.question, appointment_type_id=new_id()))
    assert retired.within(site_ids={branch}).slots == ()
