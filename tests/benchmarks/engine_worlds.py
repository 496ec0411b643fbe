"""The clinics that the engine's speed is measured on: scenarios, with their windows and busy times.

A: one doctor and one week, Monday to Friday 09:00-13:00 and 15:00-19:00 in Athens, a 15-minute grid, a
30-minute service, 60 appointments. B: the same week for many doctors and days, 40 % of the half hours taken.
"""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
ATHENS = ZoneInfo("Europe/Athens")
FIRST_DAY = date(2027, 3, 1)
SHIFTS = ((9, 13), (15, 19))
SERVICE_MINUTES, GRID_MINUTES = 30, 15


BusyTimes = tuple[list[int], list[int]]
"""Starts and ends of busy times in minutes since the epoch, sorted."""


@dataclass(frozen=True)
class BenchWorld:
    """A scenario, and what the baseline needs of it: windows and busy times in minutes since the epoch."""

    scenario: Row
    windows: list[tuple[int, int]]
    busy_starts: list[int] = field(default_factory=list)
    busy_ends: list[int] = field(default_factory=list)


def instant(moment: datetime) -> str:
    """The scenario's text of an aware datetime."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def minute(moment: datetime) -> int:
    """Minutes since the epoch."""
    return int(moment.timestamp()) // 60


def world_a() -> BenchWorld:
    """World A: 60 of a week's 80 half hours taken."""
    rng = random.Random(1)  # noqa: S311
    return _world(rng, 7, lambda cells: sorted(rng.sample(cells, 60)))


def clinic_b(doctors: int = 100, days: int = 60) -> list[BenchWorld]:
    """World B: each half hour taken with a chance of 40 %."""
    worlds = []
    for number in range(doctors):
        rng = random.Random(1000 + number)  # noqa: S311
        worlds.append(_world(rng, days, partial(_four_in_ten, rng)))
    return worlds


def _four_in_ten(rng: random.Random, cells: list[datetime]) -> list[datetime]:
    return [cell for cell in cells if rng.random() < 0.4]


def _world(rng: random.Random, days: int, taken: Callable[[list[datetime]], list[datetime]]) -> BenchWorld:
    doctor, service = _new_id(rng), _new_id(rng)
    windows, cells = _windows_and_half_hours(days)
    busy = taken(cells)
    until = datetime.combine(FIRST_DAY + timedelta(days=days), datetime.min.time(), ATHENS)
    scenario = {
        "now": instant(datetime(2027, 2, 28, tzinfo=UTC)),
        "doctor": {"id": doctor, "timezone": "Europe/Athens"},
        "appointment_types": [
            {
                "id": service,
                "doctor_id": doctor,
                "duration_minutes": SERVICE_MINUTES,
                "max_future_days": 36500,
            }
        ],
        "schedule_rules": _rules(rng, doctor),
        "appointments": [_appointment(rng, doctor, service, start) for start in busy],
        "request": {
            "appointment_type_id": service,
            "starts_from": instant(datetime(2027, 2, 28, 22, tzinfo=UTC)),
            "starts_before": instant(until),
        },
    }
    starts = [minute(start) for start in busy]
    return BenchWorld(scenario, windows, starts, [start + 30 for start in starts])


def _new_id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _windows_and_half_hours(days: int) -> tuple[list[tuple[int, int]], list[datetime]]:
    """The shifts of so many days, in minutes since the epoch, and every half hour in them."""
    windows: list[tuple[int, int]] = []
    cells: list[datetime] = []
    for n in range(days):
        day = FIRST_DAY + timedelta(days=n)
        if day.isoweekday() > 5:
            continue
        for opens, closes in SHIFTS:
            start = datetime(day.year, day.month, day.day, opens, tzinfo=ATHENS).astimezone(UTC)
            hours = closes - opens
            windows.append((minute(start), minute(start) + hours * 60))
            cells += [start + timedelta(minutes=30 * k) for k in range(2 * hours)]
    return windows, cells


def _rules(rng: random.Random, doctor: str) -> list[Row]:
    return [
        {
            "id": _new_id(rng),
            "doctor_id": doctor,
            "timezone": "Europe/Athens",
            "day_of_week": weekday,
            "work_start_local": f"{opens:02}:00",
            "work_end_local": f"{closes:02}:00",
            "slot_interval_minutes": GRID_MINUTES,
        }
        for weekday in range(1, 6)
        for opens, closes in SHIFTS
    ]


def _appointment(rng: random.Random, doctor: str, service: str, start: datetime) -> Row:
    return {
        "id": _new_id(rng),
        "doctor_id": doctor,
        "appointment_type_id": service,
        "starts_at": instant(start),
        "ends_at": instant(start + timedelta(minutes=30)),
        "status": "confirmed",
        "session_lane": 1,
    }


def clinic_g(doctors: int = 20, days: int = 60) -> list[tuple[BenchWorld, BenchWorld]]:
    """World G, for the general path: B's week with two lanes, each appointment in a room, rules with scopes.

    Each pair is the world and, for the baseline, the busy times of its second lane.
    """
    pairs = []
    for number in range(doctors):
        lanes = []
        for lane in (0, 1):
            rng = random.Random(5000 + 2 * number + lane)  # noqa: S311
            lanes.append(_world(rng, days, partial(_four_in_ten, rng)))
        first, second = lanes
        scenario = first.scenario
        doctor, service = scenario["doctor"]["id"], scenario["appointment_types"][0]["id"]
        for n, rule in enumerate(scenario["schedule_rules"]):
            rule |= {"max_parallel_sessions": 2, "scope_appointment_type_id": service if n % 2 else None}
        rooms = [first.scenario["schedule_rules"][lane]["id"] for lane in (0, 1)]
        scenario["bookable_resources"] = [
            {"id": room, "doctor_id": doctor, "resource_type": "room", "label": f"Room {n}"}
            for n, room in enumerate(rooms)
        ]
        moved = [
            row | {"doctor_id": doctor, "appointment_type_id": service, "session_lane": 2}
            for row in second.scenario["appointments"]
        ]
        claims = [
            {
                "id": row["id"],
                "appointment_id": row["id"],
                "bookable_resource_id": room,
                "starts_at": row["starts_at"],
                "ends_at": row["ends_at"],
            }
            for room, rows in zip(rooms, (scenario["appointments"], moved), strict=True)
            for row in rows
        ]
        scenario["appointments"] = scenario["appointments"] + moved
        scenario["appointment_resource_claims"] = claims
        pairs.append((first, second))
    return pairs


@dataclass(frozen=True)
class SharedWorld:
    """A world whose service needs resources; ``shifts`` are the needs of its mornings and its afternoons.

    Each need is met by any one of some resources, each given by its busy times.
    """

    world: BenchWorld
    shifts: tuple[list[list[BusyTimes]], list[list[BusyTimes]]]


def clinic_of_houses(doctors: int = 20, days: int = 60) -> list[SharedWorld]:
    """B's week between two houses, mornings in one and afternoons in the other, two shared rooms in each."""
    return [_shared(random.Random(7000 + n), days, houses=2, machines=0) for n in range(doctors)]  # noqa: S311


def clinic_of_needs(doctors: int = 20, days: int = 60) -> list[SharedWorld]:
    """B's week in one house; the service takes one of two rooms and the only ultrasound together."""
    return [_shared(random.Random(8000 + n), days, houses=1, machines=1) for n in range(doctors)]  # noqa: S311


def _shared(rng: random.Random, days: int, *, houses: int, machines: int) -> SharedWorld:
    """Four in ten half hours are the doctor's own, three in ten a colleague's, who takes the like."""
    own: list[datetime] = []
    colleagues: list[datetime] = []

    def taken(cells: list[datetime]) -> list[datetime]:
        own.extend(_four_in_ten(rng, cells))
        colleagues.extend(cell for cell in cells if cell not in set(own) and rng.random() < 0.3)
        return own

    world = _world(rng, days, taken)
    scenario = world.scenario
    doctor, service, colleague = (
        scenario["doctor"]["id"],
        scenario["request"]["appointment_type_id"],
        _new_id(rng),
    )
    sites, places, others = ([_new_id(rng) for _ in range(houses)] for _ in range(3))
    scenario["doctor_locations"] = [
        {"id": place, "doctor_id": whose, "clinic_site_id": site}
        for whose, rows in ((doctor, places), (colleague, others))
        for place, site in zip(rows, sites, strict=True)
    ]
    rooms = [[_new_id(rng), _new_id(rng)] for _ in range(houses)]
    # The colleague's rows hold the resources: they are shared because the house is.
    scenario["bookable_resources"] = [
        {"id": room, "resource_type": "room", "label": f"Room {n}", "doctor_location_id": others[house]}
        for house in range(houses)
        for n, room in enumerate(rooms[house])
    ]
    machine = _new_id(rng)
    if machines:
        scenario["bookable_resources"].append(
            {"id": machine, "resource_type": "equipment", "label": "Ultrasound"}
        )
        scenario["appointment_type_resources"] = [
            {"id": _new_id(rng), "appointment_type_id": service, "resource_type": kind}
            for kind in ("equipment", "room")
        ]
    for n, row in enumerate(scenario["schedule_rules"]):
        row["scope_doctor_location_id"] = places[n % houses]
    busy: dict[str, BusyTimes] = {one["id"]: ([], []) for one in scenario["bookable_resources"]}
    claims: list[Row] = []
    appointments = scenario["appointments"] + [
        _appointment(rng, colleague, service, start) for start in colleagues
    ]
    for row, start in zip(appointments, own + colleagues, strict=True):
        house = int(start.astimezone(ATHENS).hour >= SHIFTS[1][0]) % houses
        for resource in [rng.choice(rooms[house]), *([machine] if machines else [])]:
            claims.append(_claim(rng, row, resource))
            busy[resource][0].append(minute(start))
    for starts, ends in busy.values():
        starts.sort()
        ends.extend(start + 30 for start in starts)
    scenario["appointments"], scenario["appointment_resource_claims"] = appointments, claims
    extra = [[busy[machine]]] if machines else []
    morning, afternoon = ([[busy[room] for room in rooms[n % houses]], *extra] for n in (0, 1))
    return SharedWorld(world, (morning, afternoon))


def _claim(rng: random.Random, appointment: Row, resource: str) -> Row:
    return {
        "id": _new_id(rng),
        "appointment_id": appointment["id"],
        "bookable_resource_id": resource,
        "starts_at": appointment["starts_at"],
        "ends_at": appointment["ends_at"],
    }


def with_past_appointments(scenario: Row, count: int) -> Row:
    """The scenario with so many half-hour appointments more, all before its range."""
    rng = random.Random(7)  # noqa: S311
    template = scenario["appointments"][0]
    before = datetime(2027, 2, 1, tzinfo=UTC)
    past = [
        template
        | {
            "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "starts_at": instant(before - timedelta(minutes=30 * (n + 1))),
            "ends_at": instant(before - timedelta(minutes=30 * n)),
        }
        for n in range(count)
    ]
    return scenario | {"appointments": past + scenario["appointments"]}
