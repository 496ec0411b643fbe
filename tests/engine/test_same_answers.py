"""Laws of sameness: worlds that say the same in other words have the same answers."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medic_desk.engine import answer, free_slots, load_scenario
from tests.engine.repeated import worlds_tried
from tests.engine.test_laws import places
from tests.engine.worlds import world

Row = dict[str, Any]
NEW = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"

laws = settings(max_examples=worlds_tried(60), derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def worlds(*themes: str | None) -> st.SearchStrategy[Row]:
    return st.builds(world, st.integers(0, 10**9), st.sampled_from(themes))


def free_places(scenario: Row) -> set[tuple[int, str | None, str | None]]:
    return places(free_slots(*load_scenario(scenario)))


@laws
@given(worlds("houses", "places"))
def test_a_colleagues_row_of_a_new_house_means_the_doctors_row(scenario: Row) -> None:
    """Wherever a scope, a default, an allowed row, an exception or the request names a location."""
    doctor = scenario["doctor"]["id"]
    own = [row for row in scenario.get("doctor_locations", []) if row.get("doctor_id", doctor) == doctor]
    if not own:
        return
    place = own[0]["id"]
    housed = deepcopy(scenario)
    for row in housed["doctor_locations"]:
        if row["id"] == place:
            row["clinic_site_id"] = NEW
    colleagues = {"id": OTHER, "doctor_id": NEW, "clinic_site_id": NEW}
    named = deepcopy(housed)
    named["doctor_locations"].append(colleagues)
    for name, value in named.items():
        rows = value if isinstance(value, list) else [value] if name == "request" else []
        for row in rows:
            for column in row:
                if row[column] == place and (name, column) != ("doctor_locations", "id"):
                    row[column] = OTHER
    assert answer(named) == answer(housed)


@laws
@given(worlds("needs", "resources", None))
def test_a_need_that_a_new_machine_meets_changes_no_start(scenario: Row) -> None:
    more = deepcopy(scenario)
    machine = {"id": NEW, "resource_type": "equipment", "label": "Scanner", "doctor_id": None}
    more.setdefault("bookable_resources", []).append(machine)
    more.setdefault("appointment_type_resources", []).append(
        {
            "id": OTHER,
            "appointment_type_id": more["request"]["appointment_type_id"],
            "resource_type": "equipment",
            "bookable_resource_id": NEW,
        }
    )
    given_more, given_before = answer(more), answer(scenario)
    for slot in given_more["slots"]:
        assert NEW in slot["bookable_resource_ids"]
        slot["bookable_resource_ids"].remove(NEW)
    assert given_more == given_before
    without = more | {"bookable_resources": more["bookable_resources"][:-1]}
    assert answer(without)["slots"] == []


@laws
@given(worlds("needs", "resources", "houses"))
def test_what_a_slot_takes_meets_each_need_in_one_room(scenario: Row) -> None:
    facts, request = load_scenario(scenario)
    service = facts.services[request.appointment_type_id]
    by_id = {resource.id: resource for resource in facts.resources}
    for slot in free_slots(facts, request):
        taken = [by_id[row_id] for row_id in slot.bookable_resource_ids]
        rooms = {resource.location_room_id for resource in taken} - {None}
        types = sorted(resource.resource_type for resource in taken)
        needed = [need.resource_type for need in service.needs]
        assert len(set(slot.bookable_resource_ids)) == len(taken)
        assert len(taken) in (len(needed), len(needed) + 1)
        assert [kind for kind in sorted(needed) if types.count(kind) < needed.count(kind)] == []
        assert all(resource.is_active for resource in taken)
        assert rooms <= {slot.location_room_id}
        assert slot.bookable_resource_id in (None, *slot.bookable_resource_ids)
        named = {need.bookable_resource_id for need in service.needs} - {None}
        assert named <= set(slot.bookable_resource_ids)


@laws
@given(worlds("weeks", "nights", "ties", None))
def test_two_rules_of_every_other_week_are_a_weekly_rule(scenario: Row) -> None:
    halved = deepcopy(scenario)
    rules, breaks = halved.get("schedule_rules", []), halved.setdefault("schedule_rule_breaks", [])
    for n, rule in enumerate([row for row in rules if row.get("repeat_weeks", 1) == 1]):
        first = date.fromisoformat(rule.get("effective_from") or "1980-01-02")
        rule |= {"effective_from": first.isoformat(), "repeat_weeks": 2}
        monday_after = first + timedelta(days=8 - first.isoweekday())
        twin = rule | {"id": f"{NEW[:-8]}{n + 100:08}", "effective_from": monday_after.isoformat()}
        rules.append(twin)
        breaks += [
            row | {"id": f"{NEW[:-12]}{n:04}{k:08}", "schedule_rule_id": twin["id"]}
            for k, row in enumerate([row for row in breaks if row["schedule_rule_id"] == rule["id"]])
        ]
    assert free_places(halved) == free_places(scenario)


@laws
@given(worlds("requests", "holds", None))
def test_what_occupies_nothing_may_as_well_not_be_there(scenario: Row) -> None:
    _, request = load_scenario(scenario)
    facts, _ = load_scenario(scenario)
    gone = {
        appointment.id
        for appointment in facts.appointments
        if appointment.status in {"cancelled", "no_show"}
        or (
            appointment.status == "pending"
            and appointment.pending_expires_at is not None
            and appointment.pending_expires_at <= request.now
        )
        or (
            appointment.status == "held"
            and appointment.hold_expires_at is not None
            and appointment.hold_expires_at <= request.now
        )
    }
    kept = [row for row in scenario.get("appointments", []) if row["id"] not in gone]
    moved = scenario["request"].get("for_appointment_id")
    if moved not in gone:
        assert answer(scenario | {"appointments": kept}) == answer(scenario)


@laws
@given(worlds("moved", "lanes", None))
def test_for_its_own_appointment_nothing_is_out_of_use(scenario: Row) -> None:
    """A service and a doctor out of use, asked for an appointment of theirs, answer as active ones."""
    active = deepcopy(scenario)
    asked = active["request"]["appointment_type_id"]
    own = {
        "id": NEW,
        "appointment_type_id": asked,
        "status": "no_show",
        "starts_at": "2020-01-01T10:00:00Z",
        "ends_at": "2020-01-01T10:30:00Z",
    }
    active.setdefault("appointments", []).append(own)
    retired = deepcopy(active)
    active["doctor"]["is_active"], retired["doctor"]["is_active"] = True, False
    for scene, is_active in ((active, True), (retired, False)):
        for row in scene["appointment_types"]:
            if row["id"] == asked:
                row["is_active"] = is_active
    retired["request"]["for_appointment_id"] = NEW
    assert answer(retired) == answer(active)
    retired["request"]["for_appointment_id"] = OTHER
    assert answer(retired) == {"slots": [], "refused": []}
