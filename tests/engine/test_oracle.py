"""The engine gives the answers of the examples and of the test oracle, in whatever zone the process runs."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from medic_desk.engine import answer
from tests.engine import oracle
from tests.engine.disagreements import difference, disagreements, misexplained, read_examples
from tests.engine.repeated import worlds_tried
from tests.engine.worlds import world

ROOT = Path(__file__).parents[2]
BLOCK = 25
EVERYDAY = range(0, worlds_tried(200), BLOCK)
PROOF = range(10_000, 16_000, 250)


def example_names(example: dict[str, Any]) -> str:
    return str(example["name"]).split(":")[0]


@pytest.mark.parametrize("example", read_examples(), ids=example_names)
def test_engine_and_oracle_answer_the_examples_as_given(example: dict[str, Any]) -> None:
    assert difference(oracle.answer(example["scenario"]), example["answer"]) == ""
    assert difference(answer(example["scenario"]), example["answer"]) == ""


@pytest.mark.parametrize("first", EVERYDAY)
def test_engine_and_oracle_agree_on_random_worlds(first: int) -> None:
    assert list(disagreements(range(first, first + BLOCK))) == []


@pytest.mark.parametrize("first", EVERYDAY[:3])
def test_every_minute_is_explained_as_the_text_says(first: int) -> None:
    assert list(misexplained(range(first, first + BLOCK))) == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", PROOF)
def test_engine_and_oracle_agree_on_thousands_of_random_worlds(
    first: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = range(first, first + PROOF.step)
    assert list(disagreements(seeds)) == []
    assert list(misexplained(seeds)) == []
    with capsys.disabled():
        print(
            f"\n{len(seeds)} random worlds answered and explained alike, "
            f"seeds {seeds.start} to {seeds.stop - 1}"
        )


@pytest.mark.once
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Apia"])
def test_answers_do_not_depend_on_the_zone_of_the_process(zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.disagreements", "5000", "20"],
        cwd=ROOT,
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(
        f"{len(read_examples())} examples and 20 worlds from seed 5000: 0 disagreements\n"
    )


@pytest.mark.once
def test_the_random_worlds_are_dense_in_trouble() -> None:
    """If the generator drew too little, every test would pass: each reason, table and lane must turn up."""
    reasons: set[str] = set()
    tables: set[str] = set()
    lanes: set[int] = set()
    answered = claimed = several = 0
    for seed in range(200):
        found = oracle.answer(world(seed))
        reasons.update(reason for row in found["refused"] for reason in row["reasons"])
        tables.update(row["offered_by"]["table"] for row in found["slots"])
        lanes.update(row["session_lane"] for row in found["slots"])
        claimed += any(row["bookable_resource_id"] for row in found["slots"])
        several += any(len(row["bookable_resource_ids"]) > 1 for row in found["slots"])
        answered += bool(found["slots"] or found["refused"])
    assert reasons == {"past", "notice", "horizon", "blocked", "busy", "buffer", "resource", "location"}
    assert tables == {
        "schedule_rules",
        "schedule_templates",
        "availability_rules",
        "schedule_exceptions",
        "availability_exceptions",
    }
    assert lanes >= {1, 2}
    assert claimed > 20
    assert several > 2
    assert answered > 120
