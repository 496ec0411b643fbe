"""Where the engine and the test oracle answer a world differently, with the smallest world that shows it.

``python -m tests.engine.disagreements FIRST COUNT`` compares the worlds of ``COUNT`` seeds from ``FIRST`` on,
and the examples before them; it exits with 1 after printing every disagreement in full.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from medic_desk.engine import answer, load_scenario, why_not
from medic_desk.engine.facts import WhyNot
from tests.engine import oracle
from tests.engine.oracle_why_not import POSITIONS, Unmet, said_of
from tests.engine.worlds import world
from tests.engine.zone_laws import is_under_other_laws

Row = dict[str, Any]
EXAMPLES = Path(__file__).with_name("engine-examples.jsonl")
ONCE_WRONG = Path(__file__).with_name("once-answered-wrongly.jsonl")
REQUIRED = {"id", "now", "doctor", "request", "starts_from", "starts_before"}


def read_examples() -> list[Row]:
    """The given examples, and worlds once answered wrongly: a name, a scenario and the answer expected.

    Where this machine knows another law of a scenario's zone, the test oracle's answer is expected.
    """
    lines = [
        line for file in (EXAMPLES, ONCE_WRONG) for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [under_the_laws_here(json.loads(line)) for line in lines]


def under_the_laws_here(example: Row) -> Row:
    """The example, its answer the oracle's where a zone of it has changed its law since it was answered."""
    if not is_under_other_laws(example["scenario"]):
        return example
    return example | {"answer": oracle.answer(example["scenario"])}


def difference(engine: Row, reference: Row) -> str:
    """The rows that are in one answer only; an empty text when the answers are equal."""
    if engine == reference:
        return ""
    if "error" in engine:
        return f"the engine says: {engine['error']}"
    lines = []
    for part in ("slots", "refused"):
        for name, mine, other in (("engine", engine, reference), ("oracle", reference, engine)):
            lines += [f"{part}, {name} only: {row}" for row in mine[part] if row not in other[part]]
    return "\n".join(lines) or "the same rows in another order"


def differs(scenario: Row) -> bool:
    """Whether the two answer a scenario differently. Errors do not count: a reduced world may be invalid."""
    try:
        reference = oracle.answer(scenario)
    except (KeyError, TypeError, AttributeError, ValueError):
        return False
    given = answer(deepcopy(scenario))
    return "error" not in given and given != reference


def smaller_ones(scenario: Row) -> Iterator[Row]:
    """The scenario with one row, then with one column, taken out."""
    for name, value in scenario.items():
        if isinstance(value, list):
            for n in range(len(value)):
                yield scenario | {name: value[:n] + value[n + 1 :]}
    for name, value in scenario.items():
        rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        for n, row in enumerate(rows):
            for column in set(row) - REQUIRED:
                fewer = {c: v for c, v in row.items() if c != column}
                changed = [*rows[:n], fewer, *rows[n + 1 :]]
                yield scenario | {name: changed if isinstance(value, list) else changed[0]}


def smallest(scenario: Row, shows: Callable[[Row], bool] = differs) -> Row:
    """A scenario from which no row or column can be removed without losing the difference."""
    shrunk = True
    while shrunk:
        shrunk = False
        for candidate in smaller_ones(scenario):
            if shows(candidate):
                scenario, shrunk = candidate, True
                break
    return {name: value for name, value in scenario.items() if value != []}


def report(name: str, scenario: Row, reference: Row) -> str:
    """An empty text when the engine gives the reference's answer, else the difference and its scenario."""
    given = answer(deepcopy(scenario))
    found = difference(given, reference)
    if not found:
        return ""
    least = smallest(scenario) if differs(scenario) else scenario
    if least is not scenario:
        found = difference(answer(deepcopy(least)), oracle.answer(least))
    return f"{name}\n{found}\n{json.dumps(least, indent=1)}\n"


def disagreements(seeds: range) -> Iterator[str]:
    """A report for every seed whose world the two answer differently.

    Each world is answered twice, with its refused candidates and without: an engine may have a fast path for
    the second.
    """
    for seed in seeds:
        scenario = world(seed)
        everything = scenario | {"request": scenario["request"] | {"refused": True}}
        free_alone = scenario | {"request": scenario["request"] | {"refused": False}}
        reference = oracle.answer(everything)
        yield from filter(
            None,
            (
                report(f"seed {seed}, refused too", everything, reference),
                report(f"seed {seed}, free alone", free_alone, reference | {"refused": []}),
            ),
        )


def misexplained(seeds: range) -> Iterator[str]:
    """Each minute that ``why_not`` explains otherwise than the text: about a dozen minutes of each world."""
    for seed in seeds:
        rng = random.Random(seed)  # noqa: S311
        scenario = world(seed)
        asked = oracle.World(scenario)
        facts, request = load_scenario(deepcopy(scenario))
        for minute in minutes_to_ask(asked, rng):
            said = said_of(asked, minute)
            given = why_not(facts, request, minute)
            codes = set(given.codes)
            refusals = [(r.doctor_location_id, r.location_room_id, tuple(r.reasons)) for r in given.refusals]
            right = codes in said.exactly if said.exactly else codes & POSITIONS and codes <= said.possible
            if said.unmet is not None and "resource" in codes:
                right = right and unmet_of(given) == said.unmet
            if not right or refusals != said.refusals:
                yield f"seed {seed}, {oracle.written(minute)}: {sorted(codes)} {refusals}, but {said}"


def unmet_of(given: WhyNot) -> set[Unmet]:
    """The needs that the engine says are not met, with a resource each and who has it."""
    return {
        (
            reason.need.id,
            reason.need.resource_type,
            reason.source.id if reason.rivals and reason.source is not None else None,
            frozenset(rival.id for rival in reason.rivals),
        )
        for reason in given.reasons
        if reason.code == "resource" and reason.need is not None
    }


def minutes_to_ask(asked: oracle.World, rng: random.Random) -> list[int]:
    """Free starts, refused ones, minutes near them, and random minutes of the range."""
    free, refused = oracle.sorted_out(asked)
    starts = [c.start for part in (free, refused) for c in rng.sample(part, min(3, len(part)))]
    after = max(asked.starts_before, asked.starts_from + 1)
    anywhere = [rng.randrange(asked.starts_from, after) for _ in range(5)]
    return starts + anywhere + [minute + rng.choice((1, 5, 10)) for minute in starts]


def main(first: int, count: int) -> int:
    examples = [report(x["name"], x["scenario"], x["answer"]) for x in read_examples()]
    found = [text for text in examples if text]
    for text in found:
        print(text)
    for text in disagreements(range(first, first + count)):
        found.append(text)
        print(text, flush=True)
    print(f"{len(examples)} examples and {count} worlds from seed {first}: {len(found)} disagreements")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
