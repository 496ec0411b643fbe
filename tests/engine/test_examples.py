"""The Python face of the engine says of the given examples what their answers say."""

from typing import Any

import pytest

from medic_desk.engine import free_slots, load_scenario, refused
from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import FreeSlot
from tests.engine.disagreements import read_examples

EXAMPLES = read_examples()


def test_all_examples_are_here() -> None:
    assert len(EXAMPLES) >= 193


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"].split(":")[0] for example in EXAMPLES])
def test_slots_and_refusals_of_an_example(example: dict[str, Any]) -> None:
    facts, request = load_scenario(example["scenario"])
    slots = free_slots(facts, request)
    assert [written(slot) for slot in slots] == example["answer"]["slots"]
    if request.refused:
        refusals = [
            {
                "starts_at": f"{datetime_at(refusal.starts_at):%FT%TZ}",
                "doctor_location_id": refusal.doctor_location_id,
                "location_room_id": refusal.location_room_id,
                "reasons": list(refusal.reasons),
            }
            for refusal in refused(facts, request)
        ]
        assert refusals == example["answer"]["refused"]


def written(slot: FreeSlot) -> dict[str, Any]:
    """A slot as scenario-format writes it, from the fields of the Python face."""
    return {
        "starts_at": f"{datetime_at(slot.starts_at):%FT%TZ}",
        "ends_at": f"{datetime_at(slot.ends_at):%FT%TZ}",
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "bookable_resource_id": slot.bookable_resource_id,
        "bookable_resource_ids": list(slot.bookable_resource_ids),
        "session_lane": slot.session_lane,
        "offered_by": {"table": slot.offered_by.table, "id": slot.offered_by.id},
    }
