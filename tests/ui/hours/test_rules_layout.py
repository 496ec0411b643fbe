"""Where a week's rules stand: in their columns, over midnight, side by side, one priority over another."""

from dataclasses import replace

import pytest

from medic_desk.engine.facts import Break, Rule
from medic_desk.ui.hours.rules_layout import (
    PlacedRule,
    RulesLayout,
    hours_of,
    next_rule,
    rule_on_next_day,
    rules_layout,
)

HOUR = 40
WIDTH = 700


def rule(rule_id: str, day: int, start: float, end: float, priority: int = 0) -> Rule:
    return Rule(
        id=rule_id,
        timezone="Europe/Athens",
        day_of_week=day,
        work_start_local=round(start * 60),
        work_end_local=round(end * 60) % 1440,
        priority=priority,
    )


def parts(layout: RulesLayout, rule_id: str) -> list[PlacedRule]:
    return [one for one in layout.placed if one.rule.id == rule_id]


def test_a_rule_stands_in_its_day_between_its_hours() -> None:
    layout = rules_layout((rule("a", 3, 9, 14),), WIDTH, HOUR)
    (placed,) = layout.placed
    column = layout.grid.columns[2]
    assert column.x < placed.rect.x < placed.rect.right < column.right
    assert (placed.rect.y, placed.rect.bottom) == (9 * HOUR + 1, 14 * HOUR)
    assert layout.rect_of("a") == placed.rect
    assert layout.rect_of("b") is None
    assert layout.rule_at(placed.rect.x, placed.rect.y) == placed.rule
    assert layout.rule_at(placed.rect.x, placed.rect.y - 1) is None


@pytest.mark.parametrize(("day", "first", "second"), [(2, 1, 2), (7, 6, 0)])
def test_a_night_shift_goes_on_the_next_day(day: int, first: int, second: int) -> None:
    night = replace(rule("a", day, 20, 2), breaks=(Break("b", 23 * 60 + 30, 30),))
    layout = rules_layout((night,), WIDTH, HOUR)
    begins, goes_on = sorted(layout.placed, key=lambda one: not one.is_begin)
    assert (begins.part.column, goes_on.part.column) == (first, second)
    assert (begins.rect.bottom, goes_on.rect.bottom) == (24 * HOUR, 2 * HOUR)
    # The break lies on both sides of midnight.
    assert begins.breaks == ((23 * HOUR + HOUR // 2, 24 * HOUR),)
    assert goes_on.breaks == ((0, HOUR // 2),)
    assert layout.rect_of("a") == begins.rect
    assert hours_of((night,)) == (0, 24)


def test_a_day_that_is_no_day_is_not_drawn() -> None:
    assert rules_layout((rule("a", 0, 9, 14),), WIDTH, HOUR).placed == ()


def test_rules_of_one_priority_that_overlap_stand_side_by_side() -> None:
    rules = (rule("a", 1, 9, 14), rule("b", 1, 12, 16), rule("c", 1, 16, 18), rule("d", 2, 9, 14))
    layout = rules_layout(rules, WIDTH, HOUR)
    left, right, below, other_day = (parts(layout, key)[0].rect for key in "abcd")
    assert left.right <= right.x
    assert below.width == other_day.width > left.width


def test_a_higher_priority_stands_over_a_lower_and_a_little_in() -> None:
    rules = (
        rule("high", 1, 10, 11, priority=5),
        rule("low", 1, 9, 14),
        rule("higher", 1, 10, 12, priority=9),
    )
    layout = rules_layout(rules, WIDTH, HOUR)
    assert [one.rule.id for one in layout.placed] == ["low", "high", "higher"]
    low, high, higher = layout.placed
    assert low.rect.x < high.rect.x < higher.rect.x
    assert low.rect.right == high.rect.right == higher.rect.right
    assert low.covered == ((high.rect.y, high.rect.bottom), (higher.rect.y, higher.rect.bottom))
    assert high.covered == ((higher.rect.y, higher.rect.bottom),)
    assert higher.covered == ()
    assert layout.rule_at(higher.rect.x, 10 * HOUR + 5) == rules[2]
    assert layout.rule_at(low.rect.x, 10 * HOUR + 5) == rules[1]


def test_what_is_switched_off_is_no_layer() -> None:
    off = replace(rule("low", 1, 9, 14), is_active=False)
    layout = rules_layout((off, rule("high", 1, 10, 11, priority=5)), WIDTH, HOUR)
    assert parts(layout, "low")[0].rect.x == parts(layout, "high")[0].rect.x


def test_the_usual_hours_are_shown_and_more_where_rules_are() -> None:
    assert hours_of(()) == (8, 20)
    assert hours_of((rule("a", 1, 9, 14),)) == (8, 20)
    assert hours_of((rule("a", 1, 6.5, 14), rule("b", 2, 17, 21.25))) == (6, 22)


WEEK = (
    rule("mon", 1, 9, 14),
    rule("mon late", 1, 17, 20),
    rule("wed", 3, 8, 12),
    rule("wed late", 3, 16, 20),
)


def test_arrows_go_around_the_week() -> None:
    assert next_rule(WEEK, "mon", 1) == WEEK[1]
    assert next_rule(WEEK, "mon", -1) == WEEK[3]
    assert next_rule(WEEK, "wed late", 1) == WEEK[0]
    assert rule_on_next_day(WEEK, "mon late", 1) == WEEK[3]
    assert rule_on_next_day(WEEK, "wed", 1) == WEEK[0]
    assert rule_on_next_day(WEEK, "wed late", -1) == WEEK[1]


@pytest.mark.parametrize("go", [next_rule, rule_on_next_day])
def test_arrows_begin_with_the_first_rule(go: object) -> None:
    assert callable(go)
    assert go(WEEK, "", 1) == WEEK[0]
    assert go((), "", 1) is None
