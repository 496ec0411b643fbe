"""Whoever is meant is found first, among fifteen hundred patients (docs/finding-patients.md)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from medic_desk.model.patients.search import read_patients
from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.patients.asked import Question, questions, whats_wrong
from tests.model.patients.filled import Filled, fill

PATIENTS = 1500
DATABASE = "finding_1500"


@dataclass(frozen=True, slots=True)
class Clinic:
    store: Store
    filled: Filled


@pytest.fixture(scope="module")
def clinic(test_server: TestServer, worker_name: str) -> Iterator[Clinic]:
    name = f"{DATABASE}_{worker_name}"
    url = test_server.create(name)
    filled = fill(url, PATIENTS)
    with Store(url, "tests") as store:
        yield Clinic(store, filled)
    test_server.drop(name)


@pytest.fixture(scope="module")
def worker_name(request: pytest.FixtureRequest) -> str:
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.mark.parametrize("question", questions(), ids=lambda one: one["id"])
def test_who_is_meant_comes_first(clinic: Clinic, question: Question) -> None:
    found = clinic.filled.found(clinic.store, question)
    assert whats_wrong(question, found, clinic.filled.people) == []


@pytest.mark.parametrize("odd", ["\x00", "\ud800"])
def test_what_no_row_can_hold_is_overlooked(clinic: Clinic, odd: str) -> None:
    found = clinic.store.do(read_patients, "papado")
    assert found
    assert clinic.store.do(read_patients, f"papado{odd}") == clinic.store.do(read_patients, "papado ")
    assert clinic.store.do(read_patients, odd) == ()
