"""Needs and houses: the first combination against all of them, and small worlds written out by hand."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_desk.engine import free_slots, load_scenario
from medic_desk.engine.facts import FreeSlot, Need, Reason, Resource, Source
from medic_desk.engine.needs import first_combination
from tests.engine.repeated import worlds_tried
from tests.engine.test_explanation import (
    DOCTOR,
    HIGHER,
    MONDAY,
    OTHER_ROOM,
    PLACE,
    ROOM,
    RULE,
    SERVICE,
    Row,
    appointment,
    asked,
    minute,
    rule,
    uid,
    world,
)

COLLEAGUE, HOUSE, THEIR_PLACE = uid(99), uid(98), uid(97)
SCANNER, OLD_SCANNER, NURSE, BLUE_ROOM = uid(50), uid(51), uid(52), uid(53)

some_resources = [
    Resource(str(n), None, "staff", label, None, room)
    for n, (label, room) in enumerate(product(["A", "B"], [None, "r", "s"]))
]
choices = st.lists(
    st.lists(st.sampled_from(some_resources), unique=True, max_size=4).map(
        lambda rows: sorted(rows, key=lambda row: (row.label, row.id))
    ),
    max_size=4,
)


@settings(max_examples=worlds_tried(400), derandomize=True)
@given(choices)
def test_the_first_combination_is_the_first_of_all_that_are_allowed(wanted: list[list[Resource]]) -> None:
    allowed = [
        combination
        for combination in product(*wanted)
        if len({row.id for row in combination}) == len(combination)
        and len({row.location_room_id for row in combination} - {None}) <= 1
    ]
    assert first_combination(wanted) == (allowed[0] if allowed else None)


def test_many_needs_of_one_type_are_answered_at_once() -> None:
    """The number of combinations must not be the time it takes: of 12 and 13 there are millions."""
    twelve = [Resource(f"{n:02}", None, "staff", "Nurse") for n in range(12)]
    assert first_combination([twelve] * 12) == tuple(twelve)
    assert first_combination([twelve] * 13) is None


def resource(row_id: str, kind: str, label: str, **more: Any) -> Row:
    return {"id": row_id, "resource_type": kind, "label": label, **more}


def need(n: int, kind: str, named: str | None = None) -> Row:
    return {
        "id": uid(n),
        "appointment_type_id": SERVICE,
        "resource_type": kind,
        "bookable_resource_id": named,
    }


def claim(n: int, of: int, what: str, start: str = "09:30", end: str = "10:00") -> Row:
    times = {"starts_at": f"{MONDAY}T{start}:00Z", "ends_at": f"{MONDAY}T{end}:00Z"}
    return {"id": uid(n), "appointment_id": uid(of), "bookable_resource_id": what, **times}


def ultrasound(**changes: Any) -> Row:
    """A service that needs a scanner and a nurse besides a room."""
    return world(
        **{
            "appointment_types": [{"id": SERVICE, "consultation_mode": "in_person"}],
            "doctor_locations": [{"id": PLACE}],
            "location_rooms": [{"id": room, "doctor_location_id": PLACE} for room in (ROOM, OTHER_ROOM)],
            "bookable_resources": [
                resource(SCANNER, "equipment", "Scanner", location_room_id=ROOM),
                resource(OLD_SCANNER, "equipment", "Old scanner", location_room_id=OTHER_ROOM),
                resource(NURSE, "staff", "Nurse", doctor_id=None),
                resource(BLUE_ROOM, "room", "Blue room", location_room_id=ROOM),
            ],
            "appointment_type_resources": [need(61, "staff"), need(60, "equipment")],
        }
        | changes
    )


def slot_at(scenario: Row, at: str, **request: Any) -> FreeSlot | None:
    facts, question = load_scenario(scenario | {"request": scenario["request"] | request})
    return next((slot for slot in free_slots(facts, question) if slot.starts_at == minute(at)), None)


def unmet(scenario: Row, at: str, **request: Any) -> list[tuple[str | None, Source | None, list[str]]]:
    """The reasons ``resource`` at an instant: the need's row, the source, the ids of its rivals."""
    found = []
    for reason in asked(scenario, at, **request).reasons:
        assert reason.code == "resource"
        assert reason.need is not None
        found.append((reason.need.id, reason.source, [rival.id for rival in reason.rivals]))
    return found


def test_all_needs_are_met_at_once_and_the_old_scanner_in_another_room_is_passed_over() -> None:
    slot = slot_at(ultrasound(), "09:30", location_room_id=ROOM)
    assert slot is not None
    assert slot.bookable_resource_ids == tuple(sorted((SCANNER, NURSE, BLUE_ROOM)))
    assert slot.bookable_resource_id == BLUE_ROOM
    assert slot.location_room_id == ROOM


def test_the_room_need_comes_last_and_gives_way_to_what_the_rows_take() -> None:
    """By label the old scanner is first, but no room resource is with it."""
    slot = slot_at(ultrasound(), "09:30")
    assert slot is not None
    assert SCANNER in slot.bookable_resource_ids
    without_room = ultrasound(bookable_resources=ultrasound()["bookable_resources"][:3])
    slot = slot_at(without_room, "09:30")
    assert slot is not None
    assert slot.bookable_resource_ids == tuple(sorted((OLD_SCANNER, NURSE)))
    assert (slot.bookable_resource_id, slot.location_room_id) == (None, OTHER_ROOM)


def test_the_need_that_fails_is_named_with_who_has_its_resources() -> None:
    taken = ultrasound(
        appointments=[
            appointment(40, "09:30", "10:00", doctor_id=COLLEAGUE),
            appointment(41, "09:30", "10:00", doctor_id=COLLEAGUE),
        ],
        appointment_resource_claims=[claim(42, 40, SCANNER), claim(43, 41, OLD_SCANNER)],
    )
    said = asked(taken, "09:30")
    wanted = Need(uid(60), "equipment")
    assert said.reasons == (
        Reason(
            "resource",
            Source("bookable_resources", OLD_SCANNER),
            "Old scanner",
            rivals=(Source("appointments", uid(41)),),
            need=wanted,
        ),
        Reason(
            "resource",
            Source("bookable_resources", SCANNER),
            "Scanner",
            rivals=(Source("appointments", uid(40)),),
            need=wanted,
        ),
    )


def test_needs_that_clash_name_the_resources_they_cannot_be_together_with() -> None:
    """The scanner that is free stands in another room than the only room."""
    clash = ultrasound(
        appointments=[appointment(40, "09:30", "10:00", doctor_id=COLLEAGUE)],
        appointment_resource_claims=[claim(42, 40, SCANNER)],
    )
    assert unmet(clash, "09:30") == [(None, Source("bookable_resources", BLUE_ROOM), [OLD_SCANNER])]
    two_nurses = ultrasound(appointment_type_resources=[need(60, "staff"), need(61, "staff")])
    assert unmet(two_nurses, "09:30") == [(uid(61), Source("bookable_resources", NURSE), [NURSE])]


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (need(60, "telehealth_slot"), Source("appointment_type_resources", uid(60))),
        (need(60, "equipment", NURSE), Source("bookable_resources", NURSE)),
        (need(60, "equipment", uid(777)), Source("bookable_resources", uid(777))),
        (need(60, "staff", uid(54)), Source("bookable_resources", uid(54))),
    ],
    ids=["none of the type", "of another type", "unknown", "another doctor's"],
)
def test_a_need_that_nothing_meets_names_what_there_is_none_of(row: Row, source: Source) -> None:
    theirs = resource(uid(54), "staff", "Their nurse", doctor_id=COLLEAGUE)
    resources = [*ultrasound()["bookable_resources"], theirs]
    scenario = ultrasound(bookable_resources=resources, appointment_type_resources=[row])
    assert unmet(scenario, "09:30") == [(uid(60), source, [])]
    label = {NURSE: "Nurse", uid(54): "Their nurse"}.get(source.id)
    assert [reason.label for reason in asked(scenario, "09:30").reasons] == [label]


def test_a_room_taken_out_of_use_closes_its_hours_and_is_named() -> None:
    closed = [resource(BLUE_ROOM, "room", "Blue room", is_active=False)]
    scenario = ultrasound(bookable_resources=closed, appointment_type_resources=[])
    assert unmet(scenario, "09:30") == [(None, Source("bookable_resources", BLUE_ROOM), [])]
    nothing = ultrasound(bookable_resources=[], appointment_type_resources=[])
    assert slot_at(nothing, "09:30") is not None


def shared_house(**changes: Any) -> Row:
    """A house with a row of the doctor's and one of a colleague's, whose room the clinic shares."""
    return ultrasound(
        **{
            "doctor_locations": [
                {"id": PLACE, "clinic_site_id": HOUSE},
                {"id": THEIR_PLACE, "clinic_site_id": HOUSE, "doctor_id": COLLEAGUE},
            ],
            "location_rooms": [{"id": ROOM, "doctor_location_id": THEIR_PLACE}],
            "bookable_resources": [
                resource(BLUE_ROOM, "room", "Blue room", doctor_id=None, location_room_id=ROOM)
            ],
            "appointment_type_resources": [],
        }
        | changes
    )


def test_a_colleagues_room_in_the_same_house_is_at_the_doctors_own_location() -> None:
    for request in ({}, {"location_room_id": ROOM}, {"doctor_location_id": THEIR_PLACE}):
        slot = slot_at(shared_house(), "09:30", **request)
        assert slot is not None
        assert (slot.doctor_location_id, slot.location_room_id) == (PLACE, ROOM)
        assert slot.bookable_resource_ids == (BLUE_ROOM,)


def test_a_colleagues_location_in_another_house_is_refused_by_name() -> None:
    apart = shared_house(
        doctor_locations=[
            {"id": PLACE, "clinic_site_id": HOUSE},
            {"id": THEIR_PLACE, "clinic_site_id": uid(96), "doctor_id": COLLEAGUE},
        ],
        bookable_resources=[],
    )
    said = asked(apart, "09:30", doctor_location_id=THEIR_PLACE)
    assert said.reasons == (Reason("location", Source("doctor_locations", THEIR_PLACE)),)


def test_of_the_doctors_rows_of_a_house_an_active_one_is_meant_then_the_least_id() -> None:
    rows = [
        {"id": uid(30), "clinic_site_id": HOUSE, "is_active": False},
        {"id": uid(32), "clinic_site_id": HOUSE},
        {"id": uid(31), "clinic_site_id": HOUSE},
        {"id": THEIR_PLACE, "clinic_site_id": HOUSE, "doctor_id": COLLEAGUE},
    ]
    slot = slot_at(shared_house(doctor_locations=rows), "09:30", doctor_location_id=THEIR_PLACE)
    assert slot is not None
    assert slot.doctor_location_id == uid(31)


def test_a_colleagues_row_in_scopes_defaults_allowed_rows_and_absences_means_the_doctors() -> None:
    service = {"id": SERVICE, "default_location_id": THEIR_PLACE}
    allowed = {"id": uid(70), "appointment_type_id": SERVICE, "doctor_location_id": THEIR_PLACE}
    scoped = rule(RULE, "09:00", "12:00", scope_doctor_location_id=THEIR_PLACE)
    for changes in (
        {"appointment_types": [service]},
        {"appointment_type_locations": [allowed]},
        {"schedule_rules": [scoped]},
    ):
        slot = slot_at(shared_house(**changes), "09:30")
        assert slot is not None
        assert slot.doctor_location_id == PLACE
    block = {
        "id": uid(71),
        "exception_type": "blocked",
        "doctor_location_id": THEIR_PLACE,
        "starts_at": f"{MONDAY}T09:00:00Z",
        "ends_at": f"{MONDAY}T10:00:00Z",
    }
    assert asked(shared_house(schedule_exceptions=[block]), "09:30").codes == ("blocked",)


def test_locations_taken_out_of_use_close_the_hours_of_a_service_in_person_alone() -> None:
    closed = [{"id": uid(n), "is_active": False} for n in (31, 30)]
    scenario = ultrasound(
        doctor_locations=closed, bookable_resources=[], appointment_type_resources=[], location_rooms=[]
    )
    said = asked(scenario, "09:30")
    assert said.reasons == (Reason("location", Source("doctor_locations", uid(30))),)
    by_phone = scenario | {"appointment_types": [{"id": SERVICE, "consultation_mode": "phone"}]}
    assert asked(by_phone, "09:30").reasons == ()


def test_every_other_week_counts_from_the_week_of_the_first_day() -> None:
    """From Sunday on: the Monday after it is of the next week, and the one a week later is in force."""
    other_week = rule(RULE, "09:00", "12:00", repeat_weeks=2, effective_from="2026-03-01")
    scenario = world(schedule_rules=[other_week], schedule_rule_breaks=[])
    facts, request = load_scenario(scenario)
    assert {slot.starts_at // 1440 for slot in free_slots(facts, request)} == {
        minute("00:00", "2026-03-09") // 1440
    }
    both = world(
        schedule_rules=[other_week, rule(HIGHER, "09:00", "12:00", repeat_weeks=2, effective_from=MONDAY)],
        schedule_rule_breaks=[],
    )
    facts, request = load_scenario(both)
    assert [slot.offered_by.id for slot in free_slots(facts, request)] == [HIGHER] * 6 + [RULE] * 6


def test_a_request_that_ran_out_occupies_no_longer_to_the_second() -> None:
    pending = appointment(40, "09:30", "10:00", status="pending", pending_expires_at="2026-03-01T00:00:01Z")
    scenario = world(appointments=[pending])
    assert slot_at(scenario, "09:30") is None
    assert slot_at(scenario | {"now": "2026-03-01T00:00:01Z"}, "09:30") is not None
    confirmed = world(appointments=[pending | {"status": "confirmed"}])
    assert slot_at(confirmed | {"now": "2026-03-01T00:00:01Z"}, "09:30") is None


def test_what_is_no_longer_offered_is_offered_for_its_own_appointment() -> None:
    own = appointment(40, "09:00", "09:30", status="cancelled", appointment_type_id=SERVICE)
    for changes in (
        {"doctor": {"id": DOCTOR, "timezone": "UTC", "is_active": False}},
        {"appointment_types": [{"id": SERVICE, "consultation_mode": "phone", "is_active": False}]},
    ):
        scenario = world(appointments=[own], **changes)
        assert asked(scenario, "09:30").codes == ("not_offered",)
        assert slot_at(scenario, "09:30", for_appointment_id=uid(40)) is not None
        assert slot_at(scenario, "09:30", for_appointment_id=uid(41)) is None
        for other in ({"appointment_type_id": uid(4711)}, {"doctor_id": COLLEAGUE}):
            stranger = scenario | {"appointments": [own | other]}
            assert slot_at(stranger, "09:30", for_appointment_id=uid(40)) is None


def test_a_doctor_who_is_no_longer_offered_is_named() -> None:
    scenario = world(doctor={"id": DOCTOR, "timezone": "UTC", "is_active": False})
    said = asked(scenario, "09:30")
    assert said.reasons == (Reason("not_offered", Source("doctors", DOCTOR)),)
    assert said.nearest == (None, None)
