"""The Python face of the engine says of the given examples what their answers say."""

from typing import Any

import pytest

from medic_desk.engine import free_slots, load_scenario, refused
from medic_desk.engine.clinic_time import datetime_at
from tests.engine.disagreements import read_examples

EXAMPLES = read_examples()


def test_all_examples_are_here() -> None:
    assert len(EXAMPLES) >= 121


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"].split(":")[0] for example in EXAMPLES])
def test_slots_and_refusals_of_an_example(example: dict[str, Any]) -> None:
    facts, request = load_scenario(example["scenario"])
    slots = free_slots(facts, request)
    told = [(slot.starts_at, slot.ends_at, slot.session_lane, slot.offered_by.id) for slot in slots]
    assert [
        (f"{datetime_at(start):%FT%TZ}", f"{datetime_at(end):%FT%TZ}", lane, offered)
        for start, end, lane, offered in told
    ] == [
        (s["starts_at"], s["ends_at"], s["session_lane"], s["offered_by"]["id"])
        for s in example["answer"]["slots"]
    ]
    if request.refused:
        reasons = [list(refusal.reasons) for refusal in refused(facts, request)]
        assert reasons == [refusal["reasons"] for refusal in example["answer"]["refused"]]
