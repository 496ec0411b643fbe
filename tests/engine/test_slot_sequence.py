"""The lazy sequence of free slots reads like the list of the same slots, however it is read."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medic_desk.engine import Slots, distinct_starts, free_slots, load_scenario
from medic_desk.engine.facts import FreeSlot
from medic_desk.engine.question import Question
from medic_desk.engine.slots import slots_and_refusals
from tests.benchmarks.engine_worlds import world_a
from tests.engine.repeated import worlds_tried
from tests.engine.test_explanation import RULE, rule, uid
from tests.engine.test_explanation import world as small_world
from tests.engine.worlds import world

Row = dict[str, Any]
laws = settings(
    max_examples=worlds_tried(150), derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
worlds = st.builds(
    world, st.integers(0, 10**9), st.sampled_from([None, "needs", "houses", "places", "weeks"])
)
indices = st.integers(-40, 40)
bounds = st.none() | indices


def answers(scenario: Row) -> tuple[Slots, list[FreeSlot]]:
    """The answer, and the same slots one by one."""
    slots = free_slots(*load_scenario(scenario))
    return slots, list(slots)


def overlapping_hours() -> Row:
    """Two rules of one morning: most starts are offered at two places."""
    hours = [rule(RULE, "09:00", "12:00"), rule(uid(31), "09:00", "12:00")]
    scenario = small_world(schedule_rules=hours, schedule_rule_breaks=[])
    scenario["doctor_locations"] = [{"id": uid(32)}, {"id": uid(33)}]
    for row, place in zip(scenario["schedule_rules"], (uid(32), uid(33)), strict=True):
        row["scope_doctor_location_id"] = place
    return scenario


@laws
@given(worlds)
def test_the_slots_are_those_of_the_answer_with_refusals(scenario: Row) -> None:
    slots, eager = answers(scenario)
    facts, request = load_scenario(scenario)
    others, _ = slots_and_refusals(Question(facts, replace(request, refused=True)))
    assert eager == list(others)
    assert slots == others


@laws
@given(worlds, st.lists(indices, max_size=8))
def test_length_indices_and_membership(scenario: Row, wanted: list[int]) -> None:
    slots, eager = answers(scenario)
    assert len(slots) == len(eager)
    assert bool(slots) == bool(eager)
    assert [slots[i] for i in range(len(slots))] == eager
    assert list(reversed(slots)) == eager[::-1]
    for i in wanted:
        if -len(eager) <= i < len(eager):
            assert slots[i] == eager[i]
            assert eager[i] in slots
            assert slots.index(eager[i]) == eager.index(eager[i])
            assert slots.count(eager[i]) == 1
        else:
            with pytest.raises(IndexError):
                slots[i]


@laws
@given(worlds, bounds, bounds, st.none() | st.sampled_from([-3, -1, 1, 2, 7]))
def test_slices(scenario: Row, start: int | None, stop: int | None, step: int | None) -> None:
    slots, eager = answers(scenario)
    assert slots[start:stop:step] == eager[start:stop:step]


@laws
@given(worlds)
def test_equality_and_hash(scenario: Row) -> None:
    slots, eager = answers(scenario)
    again, _ = answers(scenario)
    assert slots == again
    assert slots == eager
    assert eager == slots
    assert tuple(eager) == slots
    assert slots != [*eager, FreeSlot(0, 1, None, None, None, 1, ("t", "i"))]  # type: ignore[arg-type]
    if eager:
        assert slots != eager[1:]
        assert slots != [eager[0]._replace(session_lane=99), *eager[1:]]
    assert slots != 5
    assert repr(slots) == f"Slots({eager!r})"
    with pytest.raises(TypeError):
        hash(slots)


@laws
@given(worlds, st.lists(st.integers(-500, 8000), max_size=20))
def test_what_comes_before_an_instant(scenario: Row, offsets: list[int]) -> None:
    slots, eager = answers(scenario)
    facts_start = load_scenario(scenario)[1].starts_from
    instants = [facts_start + offset for offset in offsets] + [s.starts_at + n for s in eager for n in (0, 1)]
    for instant in instants:
        assert slots.count_before(instant) == sum(slot.starts_at < instant for slot in eager)


@laws
@given(worlds)
def test_runs_tell_all_slots(scenario: Row) -> None:
    slots, eager = answers(scenario)
    told = [
        slot._replace(starts_at=start, ends_at=start + slot.ends_at - slot.starts_at)
        for starts, slot in slots.runs()
        for start in starts
    ]
    assert told == eager


@laws
@given(worlds)
def test_each_start_once(scenario: Row) -> None:
    slots, eager = answers(scenario)
    once = distinct_starts(slots)
    assert once == distinct_starts(eager)
    assert list(slots) == eager
    assert len(once) == len({slot.starts_at for slot in eager})


def test_starts_of_two_places_are_two_slots_and_one_start() -> None:
    slots, eager = answers(overlapping_hours())
    assert len(slots) == len(eager) == 2 * len(distinct_starts(slots)) > 0
    assert [slot.doctor_location_id for slot in slots[:4]] == [uid(32), uid(33)] * 2
    assert slots.count_before(eager[2].starts_at) == 2


def test_no_slots_at_all() -> None:
    closed = small_world(schedule_rules=[])
    slots, eager = answers(closed)
    assert eager == [] == slots
    assert not slots
    assert len(slots) == slots.count_before(10**9) == 0
    assert slots[:] == []
    assert distinct_starts(slots) is slots


def test_threads_may_read_one_answer_at_once() -> None:
    facts, request = load_scenario(world_a().scenario)
    wanted = list(free_slots(facts, request))

    def read(slots: Slots, way: int) -> list[FreeSlot]:
        return (list(slots), slots[:], [slots[i] for i in range(len(slots))])[way]

    with ThreadPoolExecutor(8) as pool:
        for _ in range(50):
            slots = free_slots(facts, request)
            read_by = [pool.submit(read, slots, way) for way in (0, 1, 2, 2, 1, 0, 1, 2)]
            assert all(one.result() == wanted for one in read_by)
