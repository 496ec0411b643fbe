"""The slot engine's speed, each figure beside a baseline of the same run.

The baseline is a tight pure-Python loop over sorted busy lists and ready-made windows that collects only the
free start minutes of the same world. Times are processor time, the best of several interleaved rounds, so
that whatever else the machine does slows both sides.

An answer is a sequence that makes its slots when they are read. The first row of each world is the time of
asking alone, the answers kept; "counted" asks for their lengths too, a calendar goes through runs of starts,
"read" makes each slot once, "as a list" keeps them all. Facts are loaded and prepared once, as by a desk that
asks the same facts again and again, and every call finds periods, free stretches and runs anew. The rows of a
first question prepare facts that nobody has asked yet.

What stood on the heap before a measurement is kept from the garbage collector; what the measurement makes is
not, and the collector runs as it always does.
"""

import gc
import random
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest

from medic_desk.engine import Slots, first_free, free_slots, load_scenario, why_not
from medic_desk.engine.facts import Facts, FreeSlot, Request
from tests.benchmarks.engine_worlds import (
    GRID_MINUTES,
    SERVICE_MINUTES,
    BenchWorld,
    SharedWorld,
    clinic_b,
    clinic_g,
    clinic_of_houses,
    clinic_of_needs,
    with_past_appointments,
    world_a,
)

NEVER = 1 << 62

PLAIN = (1.6, 1.9, 3.5, 3, 5.5, 8)
ONE_DOCTOR = (2.2, 2.5, 4.5, 3.2, 5.5, 16)
GENERAL = (6, 6.5, 9, 8.5, 12, 20)
"""The most that each of the rows below may take of a floor."""


def baseline(world: BenchWorld) -> list[int]:
    """The free start minutes of a world, as fast as plain Python finds them."""
    found: list[int] = []
    add = found.append
    starts, ends = [*world.busy_starts, NEVER], [*world.busy_ends, NEVER]
    i = 0
    for opens, closes in world.windows:
        for start in range(opens, closes - SERVICE_MINUTES + 1, GRID_MINUTES):
            while ends[i] <= start:
                i += 1
            if starts[i] >= start + SERVICE_MINUTES:
                add(start)
    return found


def baseline_of_lanes(world: BenchWorld, second: BenchWorld) -> list[int]:
    """The same where a start is free if one of two lanes, each with a room of its own, is free."""
    found: list[int] = []
    add = found.append
    starts, ends = [*world.busy_starts, NEVER], [*world.busy_ends, NEVER]
    other_starts, other_ends = [*second.busy_starts, NEVER], [*second.busy_ends, NEVER]
    i = k = 0
    for opens, closes in world.windows:
        for start in range(opens, closes - SERVICE_MINUTES + 1, GRID_MINUTES):
            while ends[i] <= start:
                i += 1
            while other_ends[k] <= start:
                k += 1
            if starts[i] >= start + SERVICE_MINUTES or other_starts[k] >= start + SERVICE_MINUTES:
                add(start)
    return found


def baseline_of_needs(shared: SharedWorld) -> list[int]:
    """The same where each need has to be met by a free one of its resources."""
    found: list[int] = []
    add = found.append
    world = shared.world
    starts, ends = [*world.busy_starts, NEVER], [*world.busy_ends, NEVER]
    shifts = [[[([*begin, NEVER], end) for begin, end in need] for need in needs] for needs in shared.shifts]
    i = 0
    for n, (opens, closes) in enumerate(world.windows):
        needs = shifts[n % 2]
        for start in range(opens, closes - SERVICE_MINUTES + 1, GRID_MINUTES):
            while ends[i] <= start:
                i += 1
            end = start + SERVICE_MINUTES
            if starts[i] >= end:
                for need in needs:
                    for begins, stops in need:
                        if begins[bisect_right(stops, start)] >= end:
                            break
                    else:
                        break
                else:
                    add(start)
    return found


def best_times(*acts: Callable[[], object], rounds: int) -> list[float]:
    """The best time of each act in seconds, one round of all after the other."""
    best = [float("inf")] * len(acts)
    for _ in range(rounds):
        for n, act in enumerate(acts):
            before = time.thread_time()
            act()
            best[n] = min(best[n], time.thread_time() - before)
    return best


class Table:
    """Rows of figures, each with the ratio that is asked for."""

    def __init__(self) -> None:
        self.missed = 0
        print(f"\n{'':52}{'time':>12}{'against':>12}{'ratio':>8}  wanted")

    def row(self, what: str, seconds: float, against: float, most: float) -> None:
        """One figure; a ratio above ``most`` is marked."""
        ratio = seconds / against
        self.missed += ratio > most
        mark = "" if ratio <= most else "  MISSED"
        print(f"{what:52}{shown(seconds):>12}{shown(against):>12}{ratio:8.3f}  <= {most:g}{mark}")


def shown(seconds: float) -> str:
    """A time in the unit that fits."""
    return f"{seconds * 1e6:.1f} us" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms"


@pytest.mark.benchmark
def test_the_engine_is_as_fast_as_wanted() -> None:
    table = Table()
    in_a, clinic, pairs = world_a(), clinic_b(), clinic_g()
    scenarios = [world.scenario for world in clinic]
    loaded = [load_scenario(scenario) for scenario in scenarios]
    assert [[s.starts_at for s in free_slots(*q)] for q in loaded] == [baseline(w) for w in clinic]
    gc.collect()
    gc.freeze()
    facts_a = load_scenario(in_a.scenario)
    reading_rows(
        table, "A  one doctor, one week, 60 appointments", [facts_a], lambda: baseline(in_a), 400, ONE_DOCTOR
    )
    read_b = reading_rows(
        table, "B  100 doctors, 60 days", loaded, lambda: [baseline(world) for world in clinic], 12, PLAIN
    )
    time_c, time_e = best_times(
        lambda: first_free(loaded, 1), lambda: [load_scenario(scenario) for scenario in scenarios], rounds=6
    )
    table.row("C  first free slot across B, against B read", time_c, read_b, 1 / 40)
    reasons_row(table, facts_a)
    table.row("E  B's facts from a scenario's rows, against B read", time_e, read_b, 10)
    lanes_row(table, pairs)
    needs_rows(table)
    growth_rows(table)
    assert not table.missed


def reading_rows(
    table: Table,
    what: str,
    questions: list[tuple[Facts, Request]],
    floor: Callable[[], object],
    rounds: int,
    most: Sequence[float],
) -> float:
    """What asking takes of a floor, and each way of reading the answers; returns the time of reading them."""

    def asked() -> list[Slots]:
        return [free_slots(*question) for question in questions]

    def counted() -> int:
        return sum(len(free_slots(*question)) for question in questions)

    def read() -> None:
        for question in questions:
            for _ in free_slots(*question):
                pass

    def marked() -> None:
        for question in questions:
            for starts, _ in free_slots(*question).each_start_once().runs():
                for _ in starts:
                    pass

    def lists() -> list[list[FreeSlot]]:
        return [list(free_slots(*question)) for question in questions]

    def first_asked() -> list[Slots]:
        return [free_slots(replace(facts), request) for facts, request in questions]

    acts = (asked, counted, marked, read, lists, first_asked)
    *times, against = best_times(*acts, floor, rounds=rounds)
    names = (
        f"{what}, {counted()} slots",
        "   counted",
        "   as a calendar marks them",
        "   read",
        "   as a list",
        "   a first question",
    )
    for name, seconds, wanted in zip(names, times, most, strict=True):
        table.row(name, seconds, against, wanted)
    return times[3]


def reasons_row(table: Table, facts_a: tuple[Facts, Request]) -> None:
    """D: why a random minute of A is not free, and the nearest starts that are; against A as a list."""
    rng = random.Random(3)  # noqa: S311
    facts, request = facts_a
    minutes = [rng.randrange(request.starts_from, request.starts_before) for _ in range(300)]
    time_a, whole, with_nearest = best_times(
        lambda: [list(free_slots(facts, request)) for _ in range(300)],
        lambda: [why_not(facts, request, minute) for minute in minutes],
        lambda: [why_not(facts, request, minute).nearest for minute in minutes],
        rounds=20,
    )
    table.row("D  why_not at a random minute of A, against A", whole / 300, time_a / 300, 1)
    table.row("   the same, asked for the nearest starts too", with_nearest / 300, time_a / 300, 2)


def lanes_row(table: Table, pairs: list[tuple[BenchWorld, BenchWorld]]) -> None:
    """G: the general path."""
    loaded = [load_scenario(first.scenario) for first, _ in pairs]
    assert [[s.starts_at for s in free_slots(*q)] for q in loaded] == [baseline_of_lanes(*p) for p in pairs]
    gc.collect()
    gc.freeze()
    reading_rows(
        table,
        "G  lanes, rooms, scopes (20 doctors)",
        loaded,
        lambda: [baseline_of_lanes(*pair) for pair in pairs],
        10,
        GENERAL,
    )


def needs_rows(table: Table) -> None:
    """H and N: houses and their shared rooms; a room and a machine together."""
    for what, clinic in (
        ("H  two houses (20 doctors)", clinic_of_houses()),
        ("N  room and machine (20 doctors)", clinic_of_needs()),
    ):
        loaded = [load_scenario(one.world.scenario) for one in clinic]
        floor = partial(baselines_of_needs, clinic)
        assert [[s.starts_at for s in free_slots(*q)] for q in loaded] == floor()
        gc.collect()
        gc.freeze()
        reading_rows(table, what, loaded, floor, 10, GENERAL)


def baselines_of_needs(clinic: list[SharedWorld]) -> list[list[int]]:
    return [baseline_of_needs(one) for one in clinic]


def growth_rows(table: Table) -> None:
    """Ten times the days, doctors and appointments; a past that is outside the range."""
    few, many = ([load_scenario(w.scenario) for w in clinic_b(5, days)] for days in (60, 600))
    times = best_times(*(lambda f=f: sum(len(free_slots(*q)) for q in f) for f in (few, many)), rounds=8)
    table.row("ten times the days and appointments (5 doctors)", times[1], times[0], 13)
    few, many = ([load_scenario(w.scenario) for w in clinic_b(doctors, 60)] for doctors in (5, 50))
    times = best_times(*(lambda f=f: sum(len(free_slots(*q)) for q in f) for f in (few, many)), rounds=8)
    table.row("ten times the doctors", times[1], times[0], 13)
    plain = load_scenario(clinic_b(1)[0].scenario)
    past = load_scenario(with_past_appointments(clinic_b(1)[0].scenario, 20_000))
    times = best_times(lambda: free_slots(*plain), lambda: free_slots(*past), rounds=60)
    table.row("20,000 past appointments outside the range", times[1], times[0], 1.2)
