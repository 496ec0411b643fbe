"""What the calendar paints: hours, breaks, reserved and blocked stretches, cut to the days shown."""

from typing import Any

from medic_desk.engine import Stretch, day_pattern, load_scenario
from tests.engine.test_explanation import HIGHER, MONDAY, OTHER_SERVICE, RULE, minute, rule, uid, world

DAY = (minute("00:00"), minute("00:00", "2026-03-03"))


def times(stretches: tuple[Stretch, ...]) -> list[tuple[int, int, str, str | None]]:
    return [(s.starts_at, s.ends_at, s.source.id, s.label) for s in stretches]


def vaccines() -> dict[str, Any]:
    higher = rule(
        HIGHER, "10:00", "10:30", priority=1, scope_appointment_type_id=OTHER_SERVICE, label="Vaccines"
    )
    block = {
        "id": uid(80),
        "exception_type": "blocked",
        "starts_at": "2026-03-01T20:00:00Z",
        "ends_at": f"{MONDAY}T09:15:00Z",
        "reason": "Night",
    }
    return world(
        schedule_rules=[rule(RULE, "09:00", "12:00", label="Mornings"), higher],
        schedule_exceptions=[block],
    )


def test_with_a_request_the_hours_that_serve_it_and_what_others_hold_of_them() -> None:
    facts, request = load_scenario(vaccines())
    pattern = day_pattern(facts, *DAY, request)
    assert times(pattern.working) == [
        (minute("09:00"), minute("10:00"), RULE, "Mornings"),
        (minute("10:30"), minute("11:00"), RULE, "Mornings"),
        (minute("11:15"), minute("12:00"), RULE, "Mornings"),
    ]
    assert times(pattern.breaks) == [(minute("11:00"), minute("11:15"), uid(20), "Coffee")]
    assert times(pattern.reserved) == [(minute("10:00"), minute("10:30"), HIGHER, "Vaccines")]
    assert times(pattern.blocked) == [(minute("00:00"), minute("09:15"), uid(80), "Night")]
    held = pattern.reserved[0].profile
    assert held is not None
    assert (held.priority, held.scope_appointment_type_id) == (1, OTHER_SERVICE)


def test_without_a_request_all_hours_work_and_none_is_reserved() -> None:
    facts, _ = load_scenario(vaccines())
    pattern = day_pattern(facts, *DAY)
    assert [s.source.id for s in pattern.working] == [RULE, HIGHER, RULE, RULE]
    assert pattern.reserved == ()


def test_stretches_are_cut_to_what_is_shown() -> None:
    facts, request = load_scenario(vaccines())
    pattern = day_pattern(facts, minute("09:10"), minute("11:05"), request)
    assert (pattern.working[0].starts_at, pattern.breaks[0].ends_at) == (minute("09:10"), minute("11:05"))
    assert day_pattern(facts, minute("13:00"), minute("14:00"), request).working == ()


def test_hours_that_do_not_serve_have_no_breaks_either() -> None:
    facts, request = load_scenario(
        world(schedule_rules=[rule(RULE, "09:00", "12:00", scope_appointment_type_id=OTHER_SERVICE)])
    )
    pattern = day_pattern(facts, *DAY, request)
    assert (pattern.working, pattern.breaks) == ((), ())
