"""What may be saved as weekly hours: each rule of engine-semantics 2 and of the desk, by field and code."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from medic_desk.engine.facts import Break, Facts, Location, Room, Rule, Service
from medic_desk.model.hours.problems import HoursWorld, hours_problems, rule_problems

TODAY = date(2026, 11, 23)
DOCTOR, OTHER = "d", "o"
HERE, THERE, THEIRS = "here", "there", "theirs"
FACTS = Facts(
    doctor_id=DOCTOR,
    timezone="Europe/Athens",
    locations=(Location(HERE, DOCTOR), Location(THERE, DOCTOR), Location("shut", DOCTOR, is_active=False),
               Location(THEIRS, OTHER)),
    rooms=(Room("room", HERE), Room("far", THERE), Room("foreign", THEIRS)),
    services={
        "visit": Service(id="visit", doctor_id=DOCTOR, duration_minutes=30),
        "echo": Service(id="echo", doctor_id=DOCTOR, duration_minutes=45,
                        allowed_location_ids=frozenset({HERE})),
        "video": Service(id="video", doctor_id=DOCTOR, duration_minutes=20, consultation_mode="video"),
        "old": Service(id="old", doctor_id=DOCTOR, is_active=False),
        "alien": Service(id="alien", doctor_id=OTHER),
    },
)  # fmt: skip
WORLD = HoursWorld.of_facts(FACTS, TODAY)


def rule(**fields: Any) -> Rule:
    wanted = Rule(
        id="r",
        timezone="Europe/Athens",
        day_of_week=1,
        work_start_local=9 * 60,
        work_end_local=14 * 60,
    )
    return replace(wanted, **fields)


def broken(one: Rule) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in rule_problems(one, WORLD)]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"timezone": "Europe/Atlantis"}, ("timezone", "unknown_zone")),
        ({"timezone": ""}, ("timezone", "unknown_zone")),
        ({"day_of_week": 8}, ("day_of_week", "out_of_range")),
        ({"work_start_local": 1440}, ("work_start_local", "out_of_range")),
        ({"work_end_local": 9 * 60}, ("work_end_local", "equal_times")),
        ({"slot_interval_minutes": 0}, ("slot_interval_minutes", "out_of_range")),
        ({"slot_interval_minutes": 1441}, ("slot_interval_minutes", "out_of_range")),
        ({"buffer_before_minutes": -1}, ("buffer_before_minutes", "out_of_range")),
        ({"buffer_after_minutes": 10**10}, ("buffer_after_minutes", "out_of_range")),
        ({"max_parallel_sessions": 0}, ("max_parallel_sessions", "out_of_range")),
        ({"priority": 10**6}, ("priority", "out_of_range")),
        (
            {"effective_from": date(2027, 1, 2), "effective_to": date(2027, 1, 1)},
            ("effective_to", "not_a_window"),
        ),
        (
            {"effective_from": date(2026, 11, 24), "effective_to": date(2026, 11, 29)},
            ("effective_to", "never_in_force"),
        ),
        ({"repeat_weeks": 2}, ("effective_from", "repeat_needs_start")),
        ({"repeat_weeks": 0, "effective_from": date(2026, 11, 23)}, ("repeat_weeks", "out_of_range")),
        ({"repeat_weeks": 53, "effective_from": date(2026, 11, 23)}, ("repeat_weeks", "out_of_range")),
        ({"effective_from": date(2200, 1, 1)}, ("effective_from", "out_of_range")),
        ({"effective_to": date(9999, 12, 31)}, ("effective_to", "out_of_range")),
        # From a Tuesday on, the first Monday lies in a week that does not count.
        (
            {"repeat_weeks": 3, "effective_from": date(2026, 11, 24), "effective_to": date(2026, 12, 13)},
            ("effective_to", "never_in_force"),
        ),
        ({"scope_appointment_type_id": "alien"}, ("scope_appointment_type_id", "not_the_doctors")),
        ({"scope_appointment_type_id": "none"}, ("scope_appointment_type_id", "not_the_doctors")),
        ({"scope_appointment_type_id": "old"}, ("scope_appointment_type_id", "inactive")),
        ({"scope_doctor_location_id": THEIRS}, ("scope_doctor_location_id", "not_the_doctors")),
        ({"scope_doctor_location_id": "shut"}, ("scope_doctor_location_id", "inactive")),
        ({"scope_location_room_id": "foreign"}, ("scope_location_room_id", "not_the_doctors")),
        (
            {"scope_doctor_location_id": HERE, "scope_location_room_id": "far"},
            ("scope_location_room_id", "room_elsewhere"),
        ),
        (
            {"scope_appointment_type_id": "echo", "scope_doctor_location_id": THERE},
            ("scope_doctor_location_id", "serves_nothing"),
        ),
        (
            {"scope_appointment_type_id": "echo", "scope_consultation_mode": "video"},
            ("scope_consultation_mode", "serves_nothing"),
        ),
        ({"scope_consultation_mode": "phone"}, ("scope_consultation_mode", "serves_nothing")),
        (
            {"work_end_local": 9 * 60 + 40, "scope_appointment_type_id": "echo"},
            ("slot_interval_minutes", "fits_no_service"),
        ),
        (
            {
                "slot_interval_minutes": 240,
                "scope_appointment_type_id": "echo",
                "breaks": (Break(None, 9 * 60, 13 * 60 + 30),),
            },
            ("slot_interval_minutes", "fits_no_service"),
        ),
        ({"slot_interval_minutes": 25}, ("slot_interval_minutes", "uneven_interval")),
    ],
)
def test_what_cannot_stand_is_named_by_its_field(fields: dict[str, Any], problem: tuple[str, str]) -> None:
    assert broken(rule(**fields)) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"work_start_local": 0, "work_end_local": 0},
        {"work_start_local": 20 * 60, "work_end_local": 2 * 60},
        {"timezone": "Asia/Kathmandu"},
        {"effective_from": date(2026, 11, 24), "effective_to": date(2026, 11, 30)},
        {"repeat_weeks": 52, "effective_from": date(2026, 11, 23)},
        {"repeat_weeks": 3, "effective_from": date(2026, 11, 24), "effective_to": date(2026, 12, 14)},
        {"scope_consultation_mode": "video", "slot_interval_minutes": 20},
        {"is_active": False, "work_end_local": 9 * 60 + 5},
        {"scope_location_room_id": "room"},
    ],
)
def test_what_may_stand(fields: dict[str, Any]) -> None:
    assert broken(rule(**fields)) == []


@pytest.mark.parametrize(
    ("window", "times", "code"),
    [
        ((540, 840), (600, 630), None),
        ((540, 840), (540, 840 - 60), None),
        ((540, 840), (600, 600), "empty_break"),
        ((540, 840), (660, 600), "empty_break"),
        ((540, 840), (500, 600), "outside_window"),
        ((540, 840), (800, 841), "outside_window"),
        ((540, 840), (900, 960), "outside_window"),
        ((540, 840), (600, 1440), "out_of_range"),
        ((1200, 120), (1380, 30), None),  # over midnight
        ((1200, 120), (30, 60), None),  # after midnight
        ((1200, 120), (1140, 1260), "outside_window"),
        ((1200, 120), (100, 150), "outside_window"),
        ((540, 0), (1410, 0), None),  # up to midnight
        ((0, 0), (720, 780), None),
        ((0, 0), (600, 600), "empty_break"),
    ],
)
def test_a_break_lies_in_its_window(
    window: tuple[int, int], times: tuple[int, int], code: str | None
) -> None:
    one = rule(work_start_local=window[0], work_end_local=window[1], breaks=(Break(None, *times),))
    problems = [p for p in rule_problems(one, WORLD) if p.field == "breaks"]
    assert [(p.code, p.break_index) for p in problems] == ([] if code is None else [(code, 0)])


def at(place: str, **fields: Any) -> Rule:
    return rule(**{"id": place, "scope_doctor_location_id": place} | fields)


def every(weeks: int, first: date, place: str, **fields: Any) -> Rule:
    return at(place, repeat_weeks=weeks, effective_from=first, **fields)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (at(HERE), at(THERE), True),
        (at(HERE), at(THERE, work_start_local=13 * 60, work_end_local=18 * 60), True),
        (at(HERE), at(THERE, work_start_local=14 * 60, work_end_local=18 * 60), False),
        (at(HERE), at(THERE, priority=1), False),
        (at(HERE), at(THERE, is_active=False), False),
        (at(HERE), at(THERE, day_of_week=2), False),
        (at(HERE), at(THERE, effective_to=date(2026, 11, 1)), False),
        (at(HERE, effective_to=date(2027, 1, 31)), at(THERE, effective_from=date(2027, 2, 1)), False),
        (at(HERE, effective_to=date(2027, 2, 1)), at(THERE, effective_from=date(2027, 1, 31)), True),
        # Every other week here, the weeks between there; every second and every third week meet in the sixth.
        (every(2, date(2026, 11, 23), HERE), every(2, date(2026, 11, 30), THERE), False),
        (every(2, date(2026, 11, 23), HERE), every(2, date(2026, 12, 7), THERE), True),
        (every(2, date(2026, 11, 23), HERE), every(3, date(2026, 11, 30), THERE), True),
        (every(2, date(2026, 11, 23), HERE), every(4, date(2026, 11, 30), THERE), False),
        (every(52, date(2026, 11, 23), HERE), every(51, date(2026, 11, 30), THERE), True),
        (every(2, date(2026, 11, 23), HERE), at(THERE), True),
        (
            every(2, date(2026, 11, 23), HERE, effective_to=date(2026, 12, 6)),
            at(THERE, effective_from=date(2026, 11, 24)),
            False,
        ),
        # Sunday's night shift of one week and Monday of the next.
        (
            every(2, date(2026, 11, 23), HERE, day_of_week=7, work_start_local=1320, work_end_local=600),
            every(2, date(2026, 11, 30), THERE),
            True,
        ),
        (at(HERE), rule(id="free"), False),
        (at(HERE), rule(id="room", scope_location_room_id="far"), True),
        # A night shift reaches into the next day, Sunday's into Monday.
        (
            at(HERE, day_of_week=7, work_start_local=22 * 60, work_end_local=10 * 60),
            at(THERE, day_of_week=1),
            True,
        ),
        # 09:00 in Athens is 07:00 in London, all the year.
        (at(HERE), at(THERE, timezone="Europe/London", work_start_local=420, work_end_local=480), True),
        (at(HERE), at(THERE, timezone="Europe/London", work_start_local=720, work_end_local=780), False),
        # Lord Howe keeps other clock changes: they meet in one half of the year alone.
        (
            at(HERE, work_start_local=60, work_end_local=120),
            at(THERE, timezone="Australia/Lord_Howe", work_start_local=570, work_end_local=600),
            True,
        ),
    ],
)
def test_nobody_is_at_two_places_at_once(one: Rule, other: Rule, clash: bool) -> None:
    for pair in ((one, other), (other, one)):
        problems = [p for p in hours_problems(pair, WORLD) if p.code == "two_places"]
        assert [(p.rule_id, p.other_rule_id) for p in problems] == (
            [(pair[0].id, pair[1].id)] if clash else []
        )


def test_what_nobody_touched_is_not_held_against_who_edits_something_else() -> None:
    theirs = rule(id="theirs", timezone="Mars/Olympus")
    mine = rule(id="mine", day_of_week=2)
    assert hours_problems((theirs, mine), WORLD, standing=(theirs,)) == ()
    touched = replace(theirs, label="x")
    assert [p.rule_id for p in hours_problems((touched, mine), WORLD, standing=(theirs,))] == ["theirs"]
    # A touched rule is named even where the one it clashes with stands before it.
    standing = at(HERE)
    problems = hours_problems((standing, at(THERE)), WORLD, standing=(standing,))
    assert [(p.rule_id, p.other_rule_id) for p in problems] == [(THERE, HERE)]


def test_advice_may_be_saved() -> None:
    (problem,) = rule_problems(rule(slot_interval_minutes=25), WORLD)
    assert problem.is_advice
    (problem,) = rule_problems(rule(slot_interval_minutes=0), WORLD)
    assert not problem.is_advice


def test_a_room_in_a_colleagues_part_of_the_house_is_a_room_here() -> None:
    shared = replace(
        FACTS,
        locations=(Location(HERE, DOCTOR, clinic_site_id="house"), Location(THERE, DOCTOR),
                   Location(THEIRS, OTHER, clinic_site_id="house")),
    )  # fmt: skip
    world = HoursWorld.of_facts(shared, TODAY)
    here = rule(scope_doctor_location_id=HERE, scope_location_room_id="foreign")
    assert rule_problems(here, world) == ()
    there = replace(here, scope_doctor_location_id=THERE)
    assert [problem.code for problem in rule_problems(there, world)] == ["room_elsewhere"]
    assert [problem.code for problem in rule_problems(here, WORLD)] == ["room_elsewhere"]
