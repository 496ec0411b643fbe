"""Where a week's rules stand on the calendar's grid: columns, lanes, layers of priority (no Qt).

The grid is that of a week without dates: its axes are those of some week in UTC, where each day has 24 hours.
Pixels count from 00:00 of Monday, as in ``day_grid.layout``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES, day_of
from medic_desk.engine.facts import Minute, Rule
from medic_desk.engine.hours import wall_breaks, wall_window
from medic_desk.ui.day_grid.axis import WallSpan
from medic_desk.ui.day_grid.grid_picture import Lane, days_picture
from medic_desk.ui.day_grid.lanes import Laned, Piece, side_by_side
from medic_desk.ui.day_grid.layout import Frame, GridLayout, Rect
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.day_grid.shown_hours import DEFAULT_HOURS

_MONDAY = date(2001, 1, 1)
_WEEK_MINUTES = 7 * DAY_MINUTES
_MARGIN = 3
"""Pixels of a column that stay free at each side."""
_LAYER_INSET = 6
"""Pixels by which a layer of priority stands in, so that what lies beneath still shows at its edge."""

Rows = tuple[int, int]
"""Pixel rows ``[first, after)``."""


class RulePart(NamedTuple):
    """What of a rule lies in one column, in minutes of its day."""

    rule: Rule
    column: int
    span: WallSpan
    breaks: tuple[WallSpan, ...]


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule's part as it is drawn.

    ``breaks`` are the rows of its breaks, ``covered`` those that higher priorities hide.
    """

    part: RulePart
    rect: Rect
    breaks: tuple[Rows, ...]
    covered: tuple[Rows, ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule of which this is a part."""
        return self.part.rule

    @property
    def is_begin(self) -> bool:
        """Whether the rule begins here, and does not only go on after midnight."""
        return self.part.column == self.part.rule.day_of_week - 1


@dataclass(frozen=True, slots=True)
class RulesLayout:
    """The grid of a week, and the rules' parts in the order in which they are painted: the topmost last."""

    grid: GridLayout
    placed: tuple[PlacedRule, ...]

    def rule_at(self, x: float, y: float) -> Rule | None:
        """The topmost rule at a point."""
        return next((one.rule for one in reversed(self.placed) if one.rect.holds(x, y)), None)

    def rect_of(self, rule_id: str) -> Rect | None:
        """Where a rule begins, on its own day; None where it is not drawn."""
        return next((one.rect for one in self.placed if one.rule.id == rule_id and one.is_begin), None)


def hours_of(rules: Iterable[Rule]) -> tuple[int, int]:
    """The hours of the day that hold all rules: 8 to 20, or more."""
    spans = [part.span for part in _parts(rules, rules_grid(7, 1))]
    first, last = DEFAULT_HOURS
    return (
        min([first, *(span.top // 60 for span in spans)]),
        max([last, *(-(-span.bottom // 60) for span in spans)]),
    )


def rules_grid(width: int, hour_height: int) -> GridLayout:
    """The calendar's grid for a week without dates."""
    # The rules are drawn over it: the lane itself has no hours to tell of.
    picture = days_picture(Lane(id="", zone="UTC", is_reading=True), _MONDAY)
    return grid_layout(picture, Frame(width, hour_height, margin=_MARGIN, gutter=_MARGIN))


def rules_layout(rules: Iterable[Rule], width: int, hour_height: int) -> RulesLayout:
    """Lay rules out: those of one priority that overlap stand side by side, higher ones over lower ones."""
    grid = rules_grid(width, hour_height)
    parts = list(_parts(rules, grid))
    layers: dict[tuple[int, int], list[RulePart]] = defaultdict(list)
    for part in parts:
        layers[part.rule.priority, part.column].append(part)
    placed = [
        _placed(grid, laned, _layer(laned.piece.item, parts))
        for key in sorted(layers)
        for laned in side_by_side(
            Piece(one.span.top, one.span.bottom, (-one.span.bottom, one.rule.id), one) for one in layers[key]
        )
    ]
    return RulesLayout(grid, tuple(replace(one, covered=_covered(one, placed)) for one in placed))


# From a rule to the next, as the arrow keys go


def next_rule(rules: Sequence[Rule], rule_id: str, step: int) -> Rule | None:
    """The rule ``step`` further in the week's order, around its end; the first where none has that id."""
    ids = [rule.id for rule in rules]
    if rule_id not in ids:
        return rules[0] if rules else None
    return rules[(ids.index(rule_id) + step) % len(rules)]


def rule_on_next_day(rules: Sequence[Rule], rule_id: str, step: int) -> Rule | None:
    """The rule nearest in time on the next day with hours (``step`` 1, or -1 for the day before)."""
    now = next((rule for rule in rules if rule.id == rule_id), None)
    if now is None:
        return rules[0] if rules else None
    days = sorted({rule.day_of_week for rule in rules})
    day = days[(days.index(now.day_of_week) + step) % len(days)]
    there = [rule for rule in rules if rule.day_of_week == day]
    return min(there, key=lambda rule: abs(rule.work_start_local - now.work_start_local))


# Inside


def _parts(rules: Iterable[Rule], grid: GridLayout) -> Iterator[RulePart]:
    """Each rule's parts: one, or two where it goes on after midnight."""
    for rule in rules:
        if not 1 <= rule.day_of_week <= 7:
            continue
        midnight = (day_of(_MONDAY) + rule.day_of_week - 1) * DAY_MINUTES
        start, end = wall_window(rule)
        # What goes on after Sunday's midnight stands on Monday.
        for begins in (midnight, midnight - _WEEK_MINUTES):
            for column, axis in enumerate(grid.axes):
                span = axis.wall_span(begins + start, begins + end)
                if span is not None:
                    yield RulePart(rule, column, span, _breaks_in(rule, grid, column, begins))


def _breaks_in(rule: Rule, grid: GridLayout, column: int, begins: Minute) -> tuple[WallSpan, ...]:
    found = (grid.axes[column].wall_span(begins + one.start, begins + one.end) for one in wall_breaks(rule))
    return tuple(span for span in found if span is not None)


def _layer(part: RulePart, parts: Iterable[RulePart]) -> int:
    """How many lower priorities lie under a part."""
    return len(
        {
            other.rule.priority
            for other in parts
            if other.column == part.column
            and other.rule.is_active
            and other.rule.priority < part.rule.priority
            and other.span.top < part.span.bottom
            and part.span.top < other.span.bottom
        }
    )


def _placed(grid: GridLayout, laned: Laned[RulePart], layer: int) -> PlacedRule:
    part = laned.piece.item
    column, frame = grid.columns[part.column], grid.frame
    x, right = laned.edges(column.x + frame.margin, column.width - frame.margin - frame.gutter)
    x += min(layer * _LAYER_INSET, max(0, (right - x) // 3))
    top, bottom = grid.y_of(part.span.top), grid.y_of(part.span.bottom)
    rect = Rect(x, top + 1, max(4, right - x - 1), max(4, bottom - top - 1))
    return PlacedRule(part, rect, tuple((grid.y_of(one.top), grid.y_of(one.bottom)) for one in part.breaks))


def _covered(one: PlacedRule, placed: Iterable[PlacedRule]) -> tuple[Rows, ...]:
    return tuple(
        (other.rect.y, other.rect.bottom)
        for other in placed
        if other.part.column == one.part.column
        and other.rule.priority > one.rule.priority
        and other.rect.y < one.rect.bottom
        and one.rect.y < other.rect.bottom
    )
