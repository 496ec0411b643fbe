"""Figure E: the facts of a hundred doctors and sixty days, built from rows as a database delivers them.

The floor is the engine's own answer to the same clinic, in the same run: building facts may take ten of them.
"""

from time import perf_counter

import pytest

from medic_desk.engine import free_slots, load_scenario
from medic_desk.model.facts.facts import ClinicRows, facts_from_rows
from tests.benchmarks.engine_worlds import BenchWorld, clinic_b

ROUNDS = 7

pytestmark = pytest.mark.benchmark


def rows_of(worlds: list[BenchWorld]) -> ClinicRows:
    """The clinic as the one statement of ``read_rows`` would deliver it."""
    doctors, services, rules, appointments = [], [], [], []
    for world in worlds:
        scenario = world.scenario
        doctor = scenario["doctor"]
        doctors.append([doctor["id"], doctor["timezone"], 1])
        services += [
            [service["id"], doctor["id"], 30, 0, 0, "in_person", None, None, True, 0, 36500, None]
            for service in scenario["appointment_types"]
        ]
        for rule in scenario["schedule_rules"]:
            start, end = (int(rule[key][:2]) * 60 for key in ("work_start_local", "work_end_local"))
            columns = [doctor["id"], rule["id"], rule["timezone"], rule["day_of_week"], start, end, 15]
            rules.append([*columns, 0, 0, 1, 0, None, None, None, None, True, None, None, None, None])
        for row, starts_at, ends_at in zip(
            scenario["appointments"], world.busy_starts, world.busy_ends, strict=True
        ):
            service_id = row["appointment_type_id"]
            appointments.append(
                [row["id"], doctor["id"], starts_at, ends_at, "confirmed", service_id, 1, None]
            )
    return ClinicRows(
        doctors=doctors,
        locations=(),
        rooms=(),
        services=services,
        rules=rules,
        templates=(),
        availability_rules=(),
        exceptions=(),
        resources=(),
        appointments=appointments,
        claims=(),
    )


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
        f"\nE: {len(rows.appointments)} appointments of {len(rows.doctors)} doctors to facts in "
        f"{best_built * 1000:.1f} ms; the engine answers {slots} slots in {best_answered * 1000:.1f} ms; "
        f"ratio {ratio:.2f} (reach: 10)"
    )
    assert slots > 50_000
    assert ratio <= 10
