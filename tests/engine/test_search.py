"""The first free slots of many doctors: the same as sorting them all, and little work."""

import pytest

from medic_desk.engine import Slots, first_free, free_slots, load_scenario, why_not
from medic_desk.engine.facts import Facts, Request
from medic_desk.engine.spans import less, union
from tests.benchmarks.engine_worlds import clinic_b
from tests.engine.test_explanation import RULE, Row, minute, rule, uid, world


@pytest.fixture(scope="module")
def clinic() -> list[tuple[Facts, Request]]:
    return [load_scenario(one.scenario) for one in clinic_b(12, 10)]


@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_the_first_slots_of_a_clinic(clinic: list[tuple[Facts, Request]], count: int) -> None:
    everything = [
        (slot.starts_at, index, slot)
        for index, question in enumerate(clinic)
        for slot in free_slots(*question)
    ]
    wanted = [(index, slot) for _, index, slot in sorted(everything, key=lambda one: one[:2])[:count]]
    assert first_free(clinic, count) == wanted


def test_only_the_worlds_that_may_be_first_are_looked_into(
    clinic: list[tuple[Facts, Request]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from medic_desk.engine import search

    looked: list[int] = []
    slots_from = search._Search.slots_from

    def counted(self: search._Search, first: int) -> tuple[Slots, int]:
        looked.append(first)
        return slots_from(self, first)

    monkeypatch.setattr(search._Search, "slots_from", counted)
    assert len(first_free(clinic, 1)) == 1
    assert len(looked) <= 4


def test_hours_that_open_only_after_the_window_are_never_looked_into() -> None:
    closed = world(schedule_rules=[rule(RULE, "09:00", "12:00", day_of_week=7)], schedule_rule_breaks=[])
    closed["request"] = closed["request"] | {"starts_before": "2026-03-05T00:00:00Z"}
    assert first_free([load_scenario(closed)], 3) == []


def test_a_night_shift_that_runs_into_monday_is_open_at_once() -> None:
    night = world(
        schedule_rules=[rule(RULE, "22:00", "06:00", day_of_week=7)],
        schedule_rule_breaks=[],
        now="2026-02-01T00:00:00Z",
    )
    found = first_free([load_scenario(night)], 1)
    assert [slot.starts_at for _, slot in found] == [minute("00:00")]


def test_a_week_that_is_nothing_but_breaks_offers_nothing() -> None:
    lunch: Row = {
        "id": uid(20),
        "schedule_rule_id": RULE,
        "break_start_local": "08:00",
        "break_end_local": "13:00",
    }
    assert first_free([load_scenario(world(schedule_rule_breaks=[lunch]))], 1) == []


def test_the_nearest_starts_in_a_week_of_many_periods(clinic: list[tuple[Facts, Request]]) -> None:
    facts, request = clinic[0]
    free = free_slots(facts, request)
    for instant in range(request.starts_from - 100, request.starts_before + 100, 171):
        said = why_not(facts, request, instant)
        earlier = [slot for slot in free if slot.starts_at < instant]
        assert said.before == (earlier[-1] if earlier else None)
        assert said.after == next((slot for slot in free if slot.starts_at > instant), None)


def test_what_is_left_of_a_span_without_its_holes() -> None:
    assert less(0, 10, []) == [(0, 10)]
    assert less(0, 10, [(2, 2), (2, 4), (3, 5), (9, 20), (30, 40)]) == [(0, 2), (5, 9)]
    assert less(0, 10, [(-5, 0), (-1, 10)]) == []
    assert less(5, 5, []) == []


def test_a_union_joins_what_touches_and_drops_what_is_empty() -> None:
    assert union([(5, 7), (0, 2), (2, 3), (6, 9), (20, 20)]) == [(0, 3), (5, 9)]
