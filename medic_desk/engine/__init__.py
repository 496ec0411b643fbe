"""The slot engine: which starts are free, which are not and why. Pure; the standard library only.

``load_scenario`` (or whoever reads a database) makes ``Facts`` and a ``Request``. ``free_slots``,
``refused``, ``why_not`` and ``first_free`` answer them; free slots come as ``Slots``, a sequence that makes a
slot when it is read. ``distinct_starts`` keeps one slot for each start, ``day_pattern`` says what a calendar
paints behind them, and ``answer`` does it all from JSON to JSON. Only ``clinic_time`` turns wall clocks into
instants.
"""

from medic_desk.engine.background import DayPattern, Stretch, day_pattern
from medic_desk.engine.clinic_time import (
    UnknownZoneError,
    datetime_at,
    instant_of,
    local_date,
    local_day,
    local_time,
    minute_ceil,
    minute_floor,
)
from medic_desk.engine.explanation import why_not
from medic_desk.engine.hours import rules_that_count
from medic_desk.engine.prepared import prepare
from medic_desk.engine.runs import Slots
from medic_desk.engine.scenario import ScenarioError, answer, load_scenario
from medic_desk.engine.search import first_free, free_in_order
from medic_desk.engine.slots import distinct_starts, free_slots, refused

__all__ = [
    "DayPattern",
    "ScenarioError",
    "Slots",
    "Stretch",
    "UnknownZoneError",
    "answer",
    "datetime_at",
    "day_pattern",
    "distinct_starts",
    "first_free",
    "free_in_order",
    "free_slots",
    "instant_of",
    "load_scenario",
    "local_date",
    "local_day",
    "local_time",
    "minute_ceil",
    "minute_floor",
    "prepare",
    "refused",
    "rules_that_count",
    "why_not",
]
