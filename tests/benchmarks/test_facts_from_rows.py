"""Figure E: the facts of a hundred doctors and sixty days, built from rows as a database delivers them.

The baseline is the engine's answer to the same clinic, in the same run: building facts may take ten times it.
"""

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import pytest

from medic_desk.engine import free_slots, load_scenario
from medic_desk.model.facts.facts import facts_from_rows
from medic_desk.model.facts.rows import COLUMNS, ClinicRows, Table
from tests.benchmarks.engine_worlds import BenchWorld, Row, clinic_b

ROUNDS = 7
DEFAULTS = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "consultation_mode": "in_person",
    "is_active": True,
    "min_notice_minutes": 0,
    "max_parallel_sessions": 1,
    "priority": 0,
    "repeat_weeks": 1,
}

pytestmark = pytest.mark.benchmark


def rows_of(worlds: list[BenchWorld]) -> ClinicRows:
    """The clinic as the one statement of ``read_rows`` would deliver it."""
    doctors: list[Row] = []
    services: list[Row] = []
    rules: list[Row] = []
    appointments: list[Row] = []
    for world in worlds:
        scenario = world.scenario
        doctor = scenario["doctor"]
        doctors.append(doctor | {"schedule_version": 1})
        services += [service | {"doctor_id": doctor["id"]} for service in scenario["appointment_types"]]
        for rule in scenario["schedule_rules"]:
            start, end = (int(rule[key][:2]) * 60 for key in ("work_start_local", "work_end_local"))
            rules.append(rule | {"work_start_local": start, "work_end_local": end})
        appointments += [
            row | {"starts_at": starts_at, "ends_at": ends_at}
            for row, starts_at, ends_at in zip(
                scenario["appointments"], world.busy_starts, world.busy_ends, strict=True
            )
        ]
    filled: dict[Table, list[Row]] = {
        "doctors": doctors,
        "appointment_types": services,
        "schedule_rules": rules,
        "appointments": appointments,
    }
    return ClinicRows({table: arrays(table, filled.get(table, ())) for table in COLUMNS})


def arrays(table: Table, rows: Sequence[Row]) -> list[list[Any]]:
    """Rows as the statement's arrays; what a row leaves out has the default of its column."""
    return [[row.get(name, DEFAULTS.get(name)) for name in COLUMNS[table]] for row in rows]


def test_facts_are_built_from_rows_within_ten_answers() -> None:
    worlds = clinic_b()
    rows = rows_of(worlds)
    requests = {world.scenario["doctor"]["id"]: load_scenario(world.scenario)[1] for world in worlds}
    built, answered, slots = [], [], 0
    for _ in range(ROUNDS):
        begin = perf_counter()
        facts = facts_from_rows(rows)
        built.append(perf_counter() - begin)
        begin = perf_counter()
        slots = sum(len(free_slots(facts[doctor_id], request)) for doctor_id, request in requests.items())
        answered.append(perf_counter() - begin)
    best_built, best_answered = min(built), min(answered)
    ratio = best_built / best_answered
    print(
        f"\nE: {len(rows.arrays['appointments'])} appointments of {len(rows.doctors())} doctors to facts in "
        f"{best_built * 1000:.1f} ms; the engine answers {slots} slots in {best_answered * 1000:.1f} ms; "
        f"ratio {ratio:.2f} (reach: 10)"
    )
    assert slots > 50_000
    assert ratio <= 10
