"""Laws: properties of every world's answers, each checked on worlds that Hypothesis draws."""

import json
import random
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medic_desk.engine import (
    answer,
    day_pattern,
    distinct_starts,
    first_free,
    free_slots,
    load_scenario,
    prepare,
    refused,
    why_not,
)
from medic_desk.engine.candidates import Verdict, grid
from medic_desk.engine.facts import Facts, FreeSlot, Request, Source
from medic_desk.engine.hours import PROVIDER
from medic_desk.engine.question import Question
from medic_desk.engine.runs import Run, rows_of, runs_of
from medic_desk.engine.stretches import free_among_obstacles, free_stretches
from tests.engine.repeated import worlds_tried
from tests.engine.worlds import world

Row = dict[str, Any]
OCCUPYING = {"pending", "confirmed", "completed", "held"}
WEEK = timedelta(days=7)

worlds = st.integers(0, 10**9).map(world)
# Always the same worlds: the required coverage must not depend on chance. The oracle's tests draw by seed.
laws = settings(max_examples=worlds_tried(60), derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# Few starts, so that the same comes again: worlds seldom offer one at two places.
crowded_slots = st.builds(
    FreeSlot,
    starts_at=st.integers(0, 5),
    ends_at=st.integers(6, 9),
    doctor_location_id=st.sampled_from([None, "a", "b"]),
    location_room_id=st.sampled_from([None, "r"]),
    bookable_resource_id=st.none(),
    session_lane=st.integers(1, 3),
    offered_by=st.just(Source("schedule_rules", "rule")),
)


def asked(scenario: Row) -> tuple[Facts, Request]:
    facts, request = load_scenario(scenario)
    return facts, replace(request, refused=True)


def places(slots: Sequence[Any]) -> set[tuple[int, str | None, str | None]]:
    return {(s.starts_at, s.doctor_location_id, s.location_room_id) for s in slots}


def starts(slots: Sequence[Any]) -> set[int]:
    return {slot.starts_at for slot in slots}


def occupies(appointment: Any, request: Request) -> bool:
    expiries = {"held": appointment.hold_expires_at, "pending": appointment.pending_expires_at}
    expires = expiries.get(appointment.status)
    return (
        appointment.status in OCCUPYING
        and (expires is None or expires > request.now)
        and appointment.id not in request.ignore_appointment_ids
    )


def overlap(one: Any, other: Any) -> bool:
    return bool(one.starts_at < other.ends_at and other.starts_at < one.ends_at)


@laws
@given(worlds)
def test_no_free_slot_meets_an_occupying_appointment_in_its_lane_or_resource(scenario: Row) -> None:
    facts, request = asked(scenario)
    appointments = {a.id: a for a in facts.appointments if occupies(a, request)}
    own = [a for a in appointments.values() if a.doctor_id == facts.doctor_id]
    claims = [c for c in facts.claims if c.status == "active" and c.appointment_id in appointments]
    for slot in free_slots(facts, request):
        assert not [a for a in own if a.session_lane == slot.session_lane and overlap(a, slot)]
        taken = slot.bookable_resource_ids
        assert not [c for c in claims if c.bookable_resource_id in taken and overlap(c, slot)]


@laws
@given(worlds)
def test_every_free_slot_lies_in_one_working_period(scenario: Row) -> None:
    facts, request = asked(scenario)
    pattern = day_pattern(facts, request.starts_from - 10_000, request.starts_before + 10_000, request)
    for slot in free_slots(facts, request):
        assert any(
            period.starts_at <= slot.starts_at and slot.ends_at <= period.ends_at
            for period in pattern.working
            if period.source == slot.offered_by
        )


@laws
@given(
    worlds,
    st.integers(-600, 6000),
    st.integers(1, 400),
    st.integers(1, 3),
    st.sampled_from(["appointment", "block"]),
)
def test_an_appointment_or_a_block_never_adds_a_free_start(
    scenario: Row, after: int, minutes: int, lane: int, kind: str
) -> None:
    facts, request = asked(scenario)
    start = request.starts_from + after
    fewer = deepcopy(scenario)
    row = {"id": "00000000-0000-4000-8000-000000000001", **span(start, start + minutes)}
    if kind == "block":
        fewer.setdefault("schedule_exceptions", []).append(row | {"exception_type": "blocked"})
    else:
        row |= {"status": "confirmed", "session_lane": lane}
        fewer.setdefault("appointments", []).append(row)
    assert starts(free_slots(*asked(fewer))) <= starts(free_slots(facts, request))


@laws
@given(worlds, st.integers(-600, 6000), st.integers(1, 900))
def test_an_available_exception_never_removes_a_free_start(scenario: Row, after: int, minutes: int) -> None:
    facts, request = asked(scenario)
    start = request.starts_from + after
    more = deepcopy(scenario)
    row = {"id": "00000000-0000-4000-8000-000000000001", **span(start, start + minutes)}
    more.setdefault("schedule_exceptions", []).append(row | {"exception_type": "available"})
    assert places(free_slots(facts, request)) <= places(free_slots(*asked(more)))


@laws
@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(scenario: Row, rng: random.Random) -> None:
    shuffled = deepcopy(scenario)
    for rows in shuffled.values():
        if isinstance(rows, list):
            rng.shuffle(rows)
    assert answer(shuffled) == answer(scenario)


@laws
@given(worlds)
def test_facts_prepared_like_others_answer_as_if_prepared_alone(scenario: Row) -> None:
    facts, request = asked(scenario)
    fewer_rules, fewer_appointments = (
        replace(facts, rules=facts.rules[1:]),
        replace(facts, appointments=facts.appointments[1:]),
    )
    for changed in (fewer_rules, fewer_appointments):
        alone = replace(changed)
        prepare(changed, like=facts)
        assert free_slots(changed, request) == free_slots(alone, request)
        assert refused(changed, request) == refused(alone, request)
    assert prepare(fewer_rules).busy is prepare(facts).busy


@laws
@given(worlds, st.integers(-30, 30))
def test_a_world_in_utc_moves_by_whole_weeks(scenario: Row, weeks: int) -> None:
    in_utc = json.loads(json.dumps(scenario))
    in_utc["doctor"]["timezone"] = "UTC"
    for rule in in_utc.get("schedule_rules", []):
        rule["timezone"] = "UTC"
    later = moved(in_utc, weeks * WEEK)
    assert answer(later) == moved(answer(in_utc), weeks * WEEK)


@laws
@given(worlds)
def test_free_and_refused_are_disjoint_and_together_the_grid(scenario: Row) -> None:
    facts, request = asked(scenario)
    free, turned_away = free_slots(facts, request), refused(facts, request)
    assert not places(free) & places(turned_away)
    question = Question(facts, request)
    first, before = request.starts_from, request.starts_before
    candidates: set[int] = set()
    if question.is_offered:
        for period in question.periods(first, before):
            candidates.update(grid(question, period, first, before))
    assert starts(free) | starts(turned_away) == candidates


@laws
@given(worlds)
def test_why_not_says_of_each_start_what_the_lists_say(scenario: Row) -> None:
    facts, request = asked(scenario)
    free, turned_away = free_slots(facts, request), refused(facts, request)
    free_starts = starts(free)
    for start in sorted(free_starts)[::5]:
        assert why_not(facts, request, start).reasons == ()
    for start in sorted(starts(turned_away))[::5]:
        said = why_not(facts, request, start)
        assert list(said.refusals) == [r for r in turned_away if r.starts_at == start]
        if start not in free_starts:
            assert said.codes in [r.reasons for r in said.refusals]


@laws
@given(worlds, st.lists(st.integers(-500, 8000), min_size=1, max_size=8))
def test_why_not_knows_the_nearest_starts_of_any_minute(scenario: Row, offsets: list[int]) -> None:
    facts, request = asked(scenario)
    free = free_slots(facts, request)
    for instant in (request.starts_from + offset for offset in offsets):
        said = why_not(facts, request, instant)
        in_window = request.starts_from <= instant < request.starts_before
        assert (said.reasons == ()) == (instant in starts(free)) or not in_window
        earlier = [slot for slot in free if slot.starts_at < instant]
        last = max((slot.starts_at for slot in earlier), default=None)
        if Question(facts, request).is_offered:
            assert said.before == next((s for s in earlier if s.starts_at == last), None)
            assert said.after == next((slot for slot in free if slot.starts_at > instant), None)


@laws
@given(st.lists(worlds, max_size=5), st.integers(0, 30))
def test_first_free_is_the_head_of_all_free_slots(scenarios: list[Row], count: int) -> None:
    questions = [asked(scenario) for scenario in scenarios]
    everything: list[tuple[int, FreeSlot]] = [
        (index, slot) for index, question in enumerate(questions) for slot in free_slots(*question)
    ]
    in_order = sorted(enumerate(everything), key=lambda item: (item[1][1].starts_at, item[1][0], item[0]))
    assert first_free(questions, count) == [pair for _, pair in in_order][:count]


@laws
@given(worlds)
def test_each_start_once_is_the_first_of_its_slots(scenario: Row) -> None:
    free = free_slots(*asked(scenario))
    once = distinct_starts(free)
    assert [slot.starts_at for slot in once] == sorted(starts(free))
    for slot in once:
        assert slot == next(other for other in free if other.starts_at == slot.starts_at)
    assert distinct_starts(once) == once


@laws
@given(st.lists(crowded_slots))
def test_of_several_slots_of_a_start_the_first_in_order_stays(slots: list[FreeSlot]) -> None:
    once = distinct_starts(slots)
    indices = [slots.index(slot) for slot in once]
    assert indices == sorted(indices)
    assert {slot.starts_at for slot in slots} == {slot.starts_at for slot in once}
    assert len(once) == len({slot.starts_at for slot in once})
    for index, slot in zip(indices, once, strict=True):
        assert slot.starts_at not in {earlier.starts_at for earlier in slots[:index]}


@settings(laws, max_examples=worlds_tried(300))
@given(worlds)
def test_the_short_way_and_the_way_of_obstacles_find_the_same_runs(scenario: Row) -> None:
    facts, request = asked(scenario)
    question = Question(facts, request)
    first, before = question.bookable_from(request.starts_from), request.starts_before
    if not question.is_offered or first >= before:
        return
    periods = question.periods(first, before)
    disjoint = question.are_disjoint(periods)
    short, long = (
        offered(rows_of(runs_of(question, first, before, periods, way, are_disjoint=disjoint)))
        for way in (free_stretches, free_among_obstacles)
    )
    assert short == long


def offered(runs: Iterable[Run]) -> list[tuple[int, Source, Verdict]]:
    """Each start with who offers it, and its verdict: one way may cut in two what the other leaves whole."""
    starts = [
        (start, period[PROVIDER].source, verdict)
        for first, stop, step, period, verdict in runs
        for start in range(first, stop, step)
    ]
    return sorted(starts, key=lambda one: one[:2])


def span(start: int, end: int) -> Row:
    return {"starts_at": written(start), "ends_at": written(end)}


def written(minute: int) -> str:
    return f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%M:%SZ}"


def moved(value: Any, by: timedelta) -> Any:
    """The same JSON with every instant and every date later by so much."""
    if isinstance(value, dict):
        return {
            name: day_moved(member, by) if name.startswith("effective_") else moved(member, by)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [moved(member, by) for member in value]
    if isinstance(value, str) and len(value) > 18 and value[10] == "T":
        return f"{(datetime.fromisoformat(value) + by).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value


def day_moved(value: str | None, by: timedelta) -> str | None:
    return None if value is None else f"{datetime.fromisoformat(value) + by:%Y-%m-%d}"
