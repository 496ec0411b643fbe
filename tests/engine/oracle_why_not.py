"""The test oracle for ``why_not``: the codes that engine-semantics 8 allows for any minute.

For a start of the grid the text is complete: no code where it is free, else the reasons of a refusal. For
another minute it names five more codes, and one where nothing is offered at all. Where the minute is in one
period only, its codes are exact; where it is in several, the engine may choose which of them it explains, and
each code must be true of one of them.
"""

from dataclasses import dataclass

from tests.engine.oracle import Candidate, Period, World, in_order

Unmet = tuple[str | None, str, str | None, frozenset[str]]
"""A need that is not met: its row and type, a resource that could meet it, and the ids of who has that."""
Refused = tuple[str | None, str | None, tuple[str, ...]]
POSITIONS = {"outside_hours", "break", "reserved", "does_not_fit", "off_grid"}
NOT_POSITIONS = {"blocked", "busy", "buffer", "resource", "location"}


@dataclass
class Said:
    """The codes allowed for a minute: ``exactly`` one of some sets, or any of ``possible``.

    ``unmet`` are the needs behind ``resource`` where only one period can be meant.
    """

    exactly: list[set[str]]
    possible: set[str]
    refusals: list[Refused]
    unmet: set[Unmet] | None = None


def said_of(world: World, minute: int) -> Said:
    """The codes that the text allows for a minute."""
    if not world.offered_anywhere:
        return Said([{"not_offered"}], set(), [])
    periods = [p for p in world.periods(minute, minute + world.duration) if world.serves(p)]
    starts = [
        world.judge(p, minute)
        for p in periods
        if minute in p.own and world.is_start(p, minute) and world.fits(p, minute)
    ]
    if starts:
        free = {c.place() for c in starts if not c.reasons}
        refused = best_by_place([c for c in starts if c.place() not in free])
        unmet = unmet_needs(world, starts[0].period, minute) if len(periods) == 1 else None
        return Said(
            [set()] if free else [c.reasons for c in refused], set(), [row_of(c) for c in refused], unmet
        )
    near = [p for p in periods if minute in p.own or (p.window and minute in p.window.minutes)]
    if not near:
        # No period contains the minute; other codes (past, an absence, an appointment) are allowed too.
        return Said([], {"outside_hours"} | NOT_POSITIONS | world.reasons_of_time(minute), [])
    if len(near) == 1 and minute in near[0].own:
        codes = positions(world, near[0], minute) | world.judge(near[0], minute).reasons
        return Said([codes], set(), [], unmet_needs(world, near[0], minute))
    possible: set[str] = set()
    for p in near:
        possible |= positions(world, p, minute) | world.judge(p, minute).reasons
    return Said([], possible, [])


def best_by_place(starts: list[Candidate]) -> list[Candidate]:
    best: dict[tuple[int, str | None, str | None], Candidate] = {}
    for c in starts:
        if c.place() not in best or c.rank() < best[c.place()].rank():
            best[c.place()] = c
    return in_order(best.values())


def row_of(c: Candidate) -> Refused:
    return c.location, c.room, tuple(sorted(c.reasons))


def unmet_needs(world: World, p: Period, s: int) -> set[Unmet]:
    """Section 8: the needs that cannot be met by themselves, else the first that no combination meets."""
    e, location = s + world.duration, world.location_of(p)
    needs = world.needs_at(location)
    free = [world.free_for(need, p, s, e) for need in needs]
    told: set[Unmet] = set()
    for n, need in enumerate(needs):
        alone = [m for m in range(len(needs)) if not free[m]]
        together = world.first_combination(free[: n + 1])
        before = world.first_combination(free[:n])
        if n not in alone if alone else together is not None or before is None:
            continue
        for row in world.fitting(need, p):
            has = [x["id"] for x in (*world.takers_of(row, p, s, e), *world.closers_of(row, s, e, location))]
            if not has:
                rooms = {row["id"]: row.get("location_room_id") for row in (*(before or []), row)}
                has = [
                    other["id"]
                    for other in before or []
                    if other["id"] == row["id"] or len({rooms[other["id"]], rooms[row["id"]]} - {None}) == 2
                ]
            told.add((need["id"], need["resource_type"], row["id"], frozenset(has)))
        if not world.fitting(need, p):
            told.add((need["id"], need["resource_type"], None, frozenset()))
    return told


def positions(world: World, p: Period, minute: int) -> set[str]:
    """Where a minute lies in a period: the codes of section 8 that hold in it."""
    if minute in p.own:
        off = set() if world.is_start(p, minute) else {"off_grid"}
        return off if world.fits(p, minute) else off | {"does_not_fit"}
    assert p.window is not None
    found = {"break"} if minute in p.window.in_break else set()
    above = [w for w in world.windows(minute, minute) if w.rule.priority > p.priority]
    return found | {"reserved"} if any(minute in w.minutes for w in above) else found
