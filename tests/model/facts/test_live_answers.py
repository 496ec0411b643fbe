"""A live database answers as the engine answers the same world written by hand: houses, needs, n-th weeks."""

import json
from collections.abc import Callable

import psycopg
import pytest

from medic_desk.engine import datetime_at, load_scenario, why_not
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.facts.scenario_export import read_scenario
from medic_desk.model.store.store import Store
from tests.model.facts.house_world import (
    DOCTOR,
    ECHO,
    FIRST_ROOM,
    HERE,
    MACHINE,
    ROOM,
    SECOND_ROOM,
    VISIT,
    WANTED,
    World,
    answers,
    by_hand,
    house_world,
    live_facts,
    plant,
    row,
)

Refused = dict[str, tuple[str, ...]]


def answered(
    store: Store, database_url: str, world: World, *, house_is_active: bool = True
) -> tuple[list[str], Refused]:
    """What the live world answers, as starts; it is what the hand-written one answers."""
    with psycopg.connect(database_url) as plain:
        plant(plain, world, house_is_active=house_is_active)
    facts, request = by_hand(world)
    live = live_facts(store, request)
    free, refusals = answers(live, request)
    if house_is_active:
        assert (free, refusals) == answers(facts, request)
    return (
        [f"{datetime_at(slot.starts_at):%m-%d %H:%M}" for slot in free],
        {f"{datetime_at(one.starts_at):%m-%d %H:%M}": one.reasons for one in refusals},
    )


def test_needs_houses_weeks_and_requests_are_read(store: Store, database_url: str) -> None:
    free, refused = answered(store, database_url, house_world())
    assert free == ["03-01 07:00", "03-01 08:00", "03-15 07:30", "03-15 08:00", "03-15 08:30"]
    assert refused == {
        "03-01 07:30": ("resource",),  # the colleague has the only room
        "03-01 08:30": ("busy",),  # a request that has one second left
        "03-15 07:00": ("resource",),  # the colleague has the machine
    }


def test_a_slot_takes_room_machine_and_assistant(store: Store, database_url: str) -> None:
    world = house_world()
    answered(store, database_url, world)
    _, request = by_hand(world)
    slot = answers(live_facts(store, request), request)[0][0]
    assert (slot.doctor_location_id, slot.location_room_id) == (HERE, ROOM)
    assert len(slot.bookable_resource_ids) == 3
    assert {FIRST_ROOM, MACHINE} < set(slot.bookable_resource_ids)


def _room_out_of_use(world: World) -> None:
    row(world, "bookable_resources", FIRST_ROOM)["is_active"] = False


def _location_out_of_use(world: World) -> None:
    row(world, "doctor_locations", HERE)["is_active"] = False


def _another_room(world: World) -> None:
    row(world, "bookable_resources", SECOND_ROOM)["is_active"] = True


def _no_house(world: World) -> None:
    for location in world["doctor_locations"]:
        location["clinic_site_id"] = None


def _doctor_left(world: World) -> None:
    world["doctor"]["is_active"] = False


def _service_retired(world: World) -> None:
    row(world, "appointment_types", ECHO)["is_active"] = False


def _buffers_of_a_colleague(world: World) -> None:
    row(world, "appointment_types", VISIT)["buffer_after_minutes"] = 90


@pytest.mark.parametrize(
    ("change", "free", "reasons"),
    [
        (_room_out_of_use, 0, {"resource", "busy"}),
        (_location_out_of_use, 0, {"location", "resource", "busy"}),
        (_another_room, 6, {"resource", "busy"}),
        (_no_house, 0, {"resource", "busy"}),
        (_doctor_left, 0, set()),
        (_service_retired, 0, set()),
        (_buffers_of_a_colleague, 1, {"resource", "busy"}),
    ],
)
def test_each_change_of_the_world_is_read(
    store: Store, database_url: str, change: Callable[[World], None], free: int, reasons: set[str]
) -> None:
    world = house_world()
    change(world)
    starts, refused = answered(store, database_url, world)
    assert len(starts) == free
    assert {reason for one in refused.values() for reason in one} == reasons


def test_a_house_out_of_use_closes_its_locations(store: Store, database_url: str) -> None:
    world = house_world()
    free, refused = answered(store, database_url, world, house_is_active=False)
    assert free == []
    assert all("location" in reasons for reasons in refused.values())
    assert len(refused) == 8


@pytest.mark.parametrize("change", [_doctor_left, _service_retired])
def test_what_is_no_longer_offered_is_offered_to_its_own_appointment(
    store: Store, database_url: str, change: Callable[[World], None]
) -> None:
    world = house_world()
    change(world)
    # Two weeks after the appointment, whose row is far from these days.
    world["request"] |= {
        "starts_from": "2027-03-14T00:00:00Z",
        "for_appointment_id": WANTED,
        "ignore_appointment_ids": [WANTED],
    }
    free, _ = answered(store, database_url, world)
    assert free == ["03-15 07:30", "03-15 08:00", "03-15 08:30"]


def test_a_new_booking_of_who_left_is_told_why(store: Store, database_url: str) -> None:
    world = house_world()
    _doctor_left(world)
    answered(store, database_url, world)
    _, request = by_hand(world)
    facts = live_facts(store, request)
    assert why_not(facts, request, request.starts_from).codes == ("not_offered",)


@pytest.mark.parametrize("house_is_active", [True, False])
def test_the_export_of_the_live_world_gives_the_live_answer(
    store: Store, database_url: str, *, house_is_active: bool
) -> None:
    world = house_world()
    with psycopg.connect(database_url) as plain:
        plant(plain, world, house_is_active=house_is_active)
    _, request = by_hand(world)
    exported = store.do(
        read_scenario,
        doctor_id=DOCTOR,
        appointment_type_id=ECHO,
        starts_from=request.starts_from,
        starts_before=request.starts_before,
    )
    facts, _ = load_scenario(json.loads(json.dumps(exported)))
    assert answers(facts, request) == answers(live_facts(store, request), request)


@pytest.mark.parametrize(("days_ahead", "is_listed"), [(2, True), (-2, False), (None, False)])
def test_a_doctor_who_left_is_listed_while_appointments_stand(
    store: Store, database_url: str, days_ahead: int | None, *, is_listed: bool
) -> None:
    world = house_world()
    _doctor_left(world)
    world["appointments"], world["appointment_resource_claims"] = [], []
    with psycopg.connect(database_url) as plain:
        plant(plain, world)
        if days_ahead is not None:
            plain.execute(
                "INSERT INTO appointments (doctor_id, patient_id, status, starts_at, ends_at)"
                " SELECT d.id, p.id, 'confirmed', at, at + interval '30 min' FROM doctors d, patients p,"
                f" (SELECT timezone('utc', now()) + interval '{days_ahead} days' AS at) AS start"
                " WHERE NOT d.is_active"
            )
    clinic = store.do(read_clinic)
    assert (DOCTOR in {doctor.id for doctor in clinic.listed_doctors}) is is_listed
    assert DOCTOR in {doctor.id for doctor in clinic.doctors}
