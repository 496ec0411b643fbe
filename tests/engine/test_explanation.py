"""Why not: each reason with the row that causes it, in small worlds written out by hand."""

from typing import Any

import pytest

from medic_desk.engine import load_scenario, why_not
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Need, Reason, Source, WhyNot
from medic_desk.engine.scenario import Columns

Row = dict[str, Any]


def uid(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012}"


DOCTOR, SERVICE, OTHER_SERVICE, RULE, HIGHER, PLACE, ROOM, OTHER_ROOM = (uid(n) for n in range(1, 9))
# A Monday in UTC: hours 09:00-12:00 and a lunch at 11:00, every 30 minutes.
MONDAY = "2026-03-02"


def world(**changes: Any) -> Row:
    scenario: Row = {
        "now": "2026-03-01T00:00:00Z",
        "doctor": {"id": DOCTOR, "timezone": "UTC"},
        "appointment_types": [
            {"id": SERVICE, "consultation_mode": "phone"},
            {"id": OTHER_SERVICE, "consultation_mode": "phone"},
        ],
        "schedule_rules": [rule(RULE, "09:00", "12:00", label="Mornings")],
        "schedule_rule_breaks": [
            {
                "id": uid(20),
                "schedule_rule_id": RULE,
                "break_start_local": "11:00",
                "break_end_local": "11:15",
                "label": "Coffee",
            }
        ],
        "request": {
            "appointment_type_id": SERVICE,
            "starts_from": f"{MONDAY}T00:00:00Z",
            "starts_before": "2026-03-10T00:00:00Z",
        },
    }
    for name, value in changes.items():
        scenario[name] = value
    return scenario


def rule(row_id: str, start: str, end: str, **more: Any) -> Row:
    times = {"day_of_week": 1, "work_start_local": start, "work_end_local": end, "timezone": "UTC"}
    return {"id": row_id, **times, **more}


def asked(scenario: Row, at: str, **request: Any) -> WhyNot:
    facts, question = load_scenario(scenario | {"request": scenario["request"] | request})
    return why_not(facts, question, minute(at))


def minute(at: str, day: str = MONDAY) -> int:
    return minute_floor(Columns({"at": f"{day}T{at}:00Z"}, "").moment("at"))


def appointment(n: int, start: str, end: str, **more: Any) -> Row:
    times = {"starts_at": f"{MONDAY}T{start}:00Z", "ends_at": f"{MONDAY}T{end}:00Z"}
    return {"id": uid(n), "status": "confirmed", **times, **more}


def test_a_free_start_has_no_reasons_and_knows_its_neighbours() -> None:
    said = asked(world(), "09:30")
    assert said.reasons == ()
    assert said.codes == ()
    assert said.refusals == ()
    assert (said.starts_at, said.ends_at) == (minute("09:30"), minute("10:00"))
    assert said.before is not None
    assert said.after is not None
    assert (said.before.starts_at, said.after.starts_at) == (minute("09:00"), minute("10:00"))


def test_off_the_grid_says_between_which_starts() -> None:
    said = asked(world(), "09:40")
    assert said.reasons == (
        Reason("off_grid", Source("schedule_rules", RULE), "Mornings", minute("09:30"), minute("10:00")),
    )


def test_a_walk_in_asks_for_multiples_of_its_own_step() -> None:
    assert asked(world(), "09:40", free_step_minutes=5).reasons == ()
    said = asked(world(), "09:41", free_step_minutes=5)
    assert [(r.code, r.starts_at) for r in said.reasons] == [("off_grid", minute("09:40"))]


def test_too_near_the_end_of_the_period() -> None:
    said = asked(world(), "10:45")
    assert said.codes == ("does_not_fit", "off_grid")
    assert said.reasons[0] == Reason(
        "does_not_fit", Source("schedule_rules", RULE), "Mornings", minute("09:00"), minute("11:00")
    )


def test_a_break_is_named() -> None:
    said = asked(world(), "11:00")
    assert said.reasons == (
        Reason("break", Source("schedule_rule_breaks", uid(20)), "Coffee", minute("11:00"), minute("11:15")),
    )


def test_the_one_break_of_an_availability_rule_is_named_by_its_rule() -> None:
    old = {"id": RULE, "day_of_week": 1, "start_time": "09:00", "end_time": "12:00"}
    scenario = world(availability_rules=[old | {"break_start": "10:00", "break_end": "10:30"}])
    del scenario["schedule_rules"], scenario["schedule_rule_breaks"]
    said = asked(scenario, "10:10")
    assert [(r.code, r.source) for r in said.reasons] == [("break", Source("availability_rules", RULE))]


def test_time_that_a_rule_of_higher_priority_holds_names_it() -> None:
    higher = rule(
        HIGHER, "10:00", "11:00", priority=1, scope_appointment_type_id=OTHER_SERVICE, label="Vaccines"
    )
    scenario = world(schedule_rules=[rule(RULE, "09:00", "12:00"), higher])
    said = asked(scenario, "10:30")
    assert said.reasons == (
        Reason("reserved", Source("schedule_rules", HIGHER), "Vaccines", minute("10:00"), minute("11:00")),
    )


def test_outside_hours_with_and_without_other_hours_there() -> None:
    assert asked(world(), "08:00").reasons == (Reason("outside_hours"),)
    scoped = rule(HIGHER, "14:00", "15:00", scope_appointment_type_id=OTHER_SERVICE, label="Vaccines")
    said = asked(world(schedule_rules=[rule(RULE, "09:00", "12:00"), scoped]), "14:10")
    assert said.reasons == (
        Reason(
            "outside_hours", Source("schedule_rules", HIGHER), "Vaccines", minute("14:00"), minute("15:00")
        ),
    )
    opening = {
        "id": uid(21),
        "exception_type": "available",
        "appointment_type_id": OTHER_SERVICE,
        "starts_at": f"{MONDAY}T17:00:00Z",
        "ends_at": f"{MONDAY}T18:00:00Z",
        "reason": "Campaign",
    }
    said = asked(world(schedule_exceptions=[opening]), "17:10")
    assert [(r.code, r.source, r.label) for r in said.reasons] == [
        ("outside_hours", Source("schedule_exceptions", uid(21)), "Campaign")
    ]


def test_hours_that_cannot_hold_the_request_leave_the_rest_unsaid() -> None:
    """A room that lies elsewhere than the place that is asked for: nowhere could the appointment be."""
    scenario = world(location_rooms=[{"id": ROOM, "doctor_location_id": uid(30)}])
    said = asked(scenario, "09:30", doctor_location_id=PLACE, location_room_id=ROOM)
    assert said.codes == ("outside_hours",)
    assert (said.doctor_location_id, said.before, said.after) == (None, None, None)


def test_an_inactive_service_is_offered_nowhere() -> None:
    types = [{"id": SERVICE, "is_active": False}]
    said = asked(world(appointment_types=types), "09:30")
    assert said.reasons == (Reason("not_offered", Source("appointment_types", SERVICE)),)
    assert (said.before, said.after) == (None, None)


def test_past_notice_and_horizon_say_from_when_to_when() -> None:
    types = [
        {"id": SERVICE, "consultation_mode": "phone", "min_notice_minutes": 60, "max_future_days": 3},
    ]
    scenario = world(appointment_types=types, now=f"{MONDAY}T09:15:30Z")
    said = asked(scenario, "09:00", audience="patient")
    assert [(r.code, r.ends_at) for r in said.reasons] == [
        ("notice", minute("10:16")),
        ("past", minute("09:16")),
    ]
    facts, request = load_scenario(scenario | {"request": scenario["request"] | {"audience": "patient"}})
    said = why_not(facts, request, minute("09:00", "2026-03-09"))
    assert [(r.code, r.source, r.starts_at) for r in said.reasons] == [
        ("horizon", Source("appointment_types", SERVICE), minute("00:00", "2026-03-06"))
    ]


def test_every_block_over_the_appointment_is_named_with_its_reason() -> None:
    blocks = [
        {
            "id": uid(n),
            "exception_type": "blocked",
            "starts_at": f"{MONDAY}T{start}:00Z",
            "ends_at": f"{MONDAY}T{end}:00Z",
            "reason": reason,
        }
        for n, start, end, reason in [
            (22, "09:00", "10:00", "Congress"),
            (23, "09:45", "09:50", "Call"),
            (24, "11:00", "12:00", "Later"),
        ]
    ]
    said = asked(world(schedule_exceptions=blocks), "09:30")
    assert [(r.code, r.source.id if r.source else "", r.label) for r in said.reasons] == [
        ("blocked", uid(22), "Congress"),
        ("blocked", uid(23), "Call"),
    ]


def test_busy_and_buffer_name_the_rivals() -> None:
    said = asked(world(appointments=[appointment(40, "09:40", "10:10")]), "09:30")
    assert said.reasons == (
        Reason("busy", Source("appointments", uid(40)), None, minute("09:40"), minute("10:10")),
    )
    types = [{"id": SERVICE, "consultation_mode": "phone", "buffer_after_minutes": 15}]
    scenario = world(appointment_types=types, appointments=[appointment(40, "10:00", "10:30")])
    said = asked(scenario, "09:30")
    assert [(r.code, r.source) for r in said.reasons] == [("buffer", Source("appointments", uid(40)))]
    assert [refusal.reasons for refusal in said.refusals] == [("buffer",)]


def rooms_world(**changes: Any) -> Row:
    types = [{"id": SERVICE, "consultation_mode": "in_person"}]
    room = {"id": uid(50), "resource_type": "room", "label": "Blue room", "location_room_id": ROOM}
    return world(appointment_types=types, bookable_resources=[room], **changes)


def test_a_room_that_is_taken_or_closed_names_what_takes_it() -> None:
    colleague = appointment(41, "09:30", "10:00", doctor_id=uid(99))
    claim = {
        "id": uid(51),
        "appointment_id": uid(41),
        "bookable_resource_id": uid(50),
        "starts_at": colleague["starts_at"],
        "ends_at": colleague["ends_at"],
    }
    block = {
        "id": uid(25),
        "exception_type": "blocked",
        "location_room_id": ROOM,
        "starts_at": f"{MONDAY}T09:30:00Z",
        "ends_at": f"{MONDAY}T09:40:00Z",
    }
    said = asked(
        rooms_world(
            appointments=[colleague], appointment_resource_claims=[claim], schedule_exceptions=[block]
        ),
        "09:30",
    )
    assert said.reasons == (
        Reason(
            "resource",
            Source("bookable_resources", uid(50)),
            "Blue room",
            rivals=(Source("appointments", uid(41)), Source("schedule_exceptions", uid(25))),
            need=Need(None, "room"),
        ),
    )


def test_a_named_room_without_a_resource_of_its_own_is_named() -> None:
    said = asked(rooms_world(), "09:30", location_room_id=OTHER_ROOM)
    assert said.reasons == (
        Reason("resource", Source("location_rooms", OTHER_ROOM), need=Need(None, "room")),
    )


@pytest.mark.parametrize(
    ("scenario", "source"),
    [
        (
            {"doctor_locations": [{"id": PLACE, "is_active": False}]},
            Source("doctor_locations", PLACE),
        ),
        (
            {
                "doctor_locations": [{"id": PLACE}],
                "appointment_type_locations": [
                    {"id": uid(60), "appointment_type_id": SERVICE, "doctor_location_id": uid(61)}
                ],
            },
            Source("appointment_types", SERVICE),
        ),
    ],
)
def test_a_place_that_is_refused_is_named(scenario: Row, source: Source) -> None:
    said = asked(world(**scenario), "09:30", doctor_location_id=PLACE)
    assert said.reasons == (Reason("location", source),)


def test_a_place_that_the_facts_do_not_know_passes_even_where_others_are_allowed() -> None:
    allowed = {"id": uid(60), "appointment_type_id": SERVICE, "doctor_location_id": uid(61)}
    assert asked(world(appointment_type_locations=[allowed]), "09:30", doctor_location_id=PLACE).codes == ()


def test_a_start_free_at_one_place_is_free_and_the_refused_place_is_told() -> None:
    rules = [
        rule(RULE, "09:00", "12:00", scope_doctor_location_id=PLACE),
        rule(HIGHER, "09:00", "12:00", scope_doctor_location_id=uid(70)),
    ]
    block = {
        "id": uid(26),
        "exception_type": "blocked",
        "doctor_location_id": PLACE,
        "starts_at": f"{MONDAY}T09:00:00Z",
        "ends_at": f"{MONDAY}T10:00:00Z",
    }
    said = asked(world(schedule_rules=rules, schedule_rule_breaks=[], schedule_exceptions=[block]), "09:30")
    assert said.reasons == ()
    assert said.doctor_location_id == uid(70)
    assert [(r.doctor_location_id, r.reasons) for r in said.refusals] == [(PLACE, ("blocked",))]


def test_the_nearest_starts_are_found_far_away_and_only_inside_the_window() -> None:
    said = asked(world(), "20:00")
    assert said.before is not None
    assert said.after is not None
    assert (said.before.starts_at, said.after.starts_at) == (
        minute("11:30"),
        minute("09:00", "2026-03-09"),
    )
    short = asked(world(), "20:00", starts_from=f"{MONDAY}T13:00:00Z", starts_before="2026-03-08T00:00:00Z")
    assert short.nearest == (None, None)
