"""All free slots of many doctors in order, one after the other, each worked out when it is asked for."""

from itertools import islice

import pytest

from medic_desk.engine import Slots, first_free, free_in_order, free_slots, load_scenario
from tests.benchmarks.engine_worlds import clinic_b


def test_all_of_them_come_in_order() -> None:
    clinic = [load_scenario(one.scenario) for one in clinic_b(5, 9)]
    everything = [
        (slot.starts_at, index, slot)
        for index, question in enumerate(clinic)
        for slot in free_slots(*question)
    ]
    wanted = [(index, slot) for _, index, slot in sorted(everything, key=lambda one: one[:2])]
    assert list(free_in_order(clinic)) == wanted
    assert first_free(clinic, 7) == wanted[:7]


def test_who_stops_early_has_little_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from medic_desk.engine import search

    clinic = [load_scenario(one.scenario) for one in clinic_b(12, 30)]
    looked: list[int] = []
    slots_from = search._Search.slots_from

    def counted(self: search._Search, first: int) -> tuple[Slots, int]:
        looked.append(first)
        return slots_from(self, first)

    monkeypatch.setattr(search._Search, "slots_from", counted)
    assert len(list(islice(free_in_order(clinic), 2))) == 2
    assert len(looked) <= 12
