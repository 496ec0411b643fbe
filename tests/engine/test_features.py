"""Each feature decides answers: worlds in which leaving it out changes what is offered or refused.

A generator that drew too little of a feature, or an engine that ignored it, would leave other tests green. In
every world found here the engine and the oracle agree, with the feature and without it.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import count, islice
from typing import Any, NamedTuple

import pytest

from medic_desk.engine import answer
from tests.engine import oracle
from tests.engine.disagreements import difference
from tests.engine.worlds import world

# Whether the random worlds are drawn well is no matter of the process's time zone.
pytestmark = pytest.mark.once

Row = dict[str, Any]
EVERYDAY, FIRST_EVERYDAY = 4, 0
PROOF, FIRST_PROOF = 300, 1_000_000


class Feature(NamedTuple):
    """A theme in whose worlds a feature is frequent, and the same world without it."""

    theme: str
    without: Callable[[Row], Row]


def without_column(table: str, column: str) -> Callable[[Row], Row]:
    def left_out(scenario: Row) -> Row:
        rows = [{c: v for c, v in row.items() if c != column} for row in scenario.get(table, [])]
        return scenario | {table: rows}

    return left_out


def without_needs(scenario: Row) -> Row:
    return scenario | {"appointment_type_resources": []}


def without_rooms_out_of_use(scenario: Row) -> Row:
    rows = scenario.get("bookable_resources", [])
    return scenario | {"bookable_resources": [row for row in rows if row.get("is_active", True)]}


def without_locations_out_of_use(scenario: Row) -> Row:
    """Where all of the doctor's locations are out of use, as if there were none."""
    doctor, rows = scenario["doctor"]["id"], scenario.get("doctor_locations", [])
    own = [row for row in rows if row.get("doctor_id", doctor) == doctor]
    if any(row.get("is_active", True) for row in own):
        return scenario
    return scenario | {"doctor_locations": [row for row in rows if row not in own]}


def without_closed_rooms(scenario: Row) -> Row:
    """Without the absences that name a room."""
    rows = scenario.get("schedule_exceptions", [])
    kept = [row for row in rows if row["exception_type"] != "blocked" or not row.get("location_room_id")]
    return scenario | {"schedule_exceptions": kept}


def without_moved_appointment(scenario: Row) -> Row:
    return scenario | {"request": scenario["request"] | {"for_appointment_id": None}}


FEATURES = {
    "a house": Feature("houses", without_column("doctor_locations", "clinic_site_id")),
    "a need": Feature("needs", without_needs),
    "a named resource": Feature(
        "needs", without_column("appointment_type_resources", "bookable_resource_id")
    ),
    "a closed room": Feature("resources", without_closed_rooms),
    "a room out of use": Feature("resources", without_rooms_out_of_use),
    "locations out of use": Feature("houses", without_locations_out_of_use),
    "every n-th week": Feature("weeks", without_column("schedule_rules", "repeat_weeks")),
    "a request that ran out": Feature("requests", without_column("appointments", "pending_expires_at")),
    "a moved appointment": Feature("moved", without_moved_appointment),
}


def deciding_worlds(feature: Feature, first: int) -> Iterator[tuple[int, Row, Row]]:
    """The seeds from ``first`` on in whose worlds the feature decides, with and without it."""
    for seed in count(first):
        scenario = world(seed, feature.theme)
        scenario["request"]["refused"] = True
        fewer = feature.without(scenario)
        if answer(deepcopy(scenario)) != answer(deepcopy(fewer)):
            yield seed, scenario, fewer


def agreeing(feature: Feature, first: int, wanted: int) -> int:
    """How many seeds it took to find so many deciding worlds; in each, engine and oracle agree."""
    seed = first
    for seed, *scenarios in islice(deciding_worlds(feature, first), wanted):
        for scenario in scenarios:
            assert difference(answer(deepcopy(scenario)), oracle.answer(scenario)) == "", seed
    return seed - first + 1


@pytest.mark.parametrize("name", FEATURES)
def test_leaving_a_feature_out_changes_answers(name: str) -> None:
    assert agreeing(FEATURES[name], FIRST_EVERYDAY, EVERYDAY) < 400


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", FEATURES)
def test_leaving_a_feature_out_changes_hundreds_of_answers(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = agreeing(FEATURES[name], FIRST_PROOF, PROOF)
    with capsys.disabled():
        print(f"\n{name} decides {PROOF} of {seeds} worlds, seeds from {FIRST_PROOF}")
