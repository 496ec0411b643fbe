"""The Python face of the engine says of the given examples what their answers say."""

import json
from pathlib import Path
from typing import Any

import pytest

from medic_desk.engine import answer, free_slots, load_scenario, refused
from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import FreeSlot
from tests.engine import zone_laws
from tests.engine.disagreements import read_examples, under_the_laws_here

EXAMPLES = read_examples()


def test_all_examples_are_here() -> None:
    assert len(EXAMPLES) >= 193


def test_most_examples_are_held_to_the_answers_that_were_given() -> None:
    """Those of zones whose law has not changed since; the rest is compared with the test oracle."""
    given = [example for example in EXAMPLES if not zone_laws.is_under_other_laws(example["scenario"])]
    assert len(given) >= 100


def test_a_changed_law_is_noticed_and_the_oracle_asked_instead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    laws = json.loads(zone_laws.LAWS.read_text(encoding="utf-8"))
    laws["Europe/Athens"][0][1] += 60
    changed = tmp_path / "zone-laws.json"
    changed.write_text(json.dumps(laws), encoding="utf-8")
    monkeypatch.setattr(zone_laws, "LAWS", changed)
    zone_laws.has_changed.cache_clear()
    try:
        example = under_the_laws_here(EXAMPLES[0] | {"answer": {"slots": ["another law's"], "refused": []}})
    finally:
        zone_laws.has_changed.cache_clear()
    assert example["answer"] == answer(EXAMPLES[0]["scenario"])


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
