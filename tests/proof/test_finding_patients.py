"""Whoever is meant is found first among two hundred thousand patients, and every key is answered at once.

Each question is typed letter by letter, as at the desk: every text on the way is asked, and timed.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from medic_desk.model.patients.search import read_found_patients
from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.patients.asked import LISTED, questions, whats_wrong
from tests.model.patients.filled import Filled, fill

PATIENTS = 200_000
DATABASE = "finding_200000"
TRIES = 3
MEDIAN_MILLISECONDS = 50
WORST_OF_A_HUNDRED_MILLISECONDS = 100

pytestmark = [pytest.mark.proof, pytest.mark.timeout(3600)]


@dataclass(frozen=True, slots=True)
class Clinic:
    store: Store
    filled: Filled


@pytest.fixture(scope="module")
def clinic(test_server: TestServer) -> Iterator[Clinic]:
    url = test_server.create(DATABASE)
    filled = fill(url, PATIENTS)
    with Store(url, "tests") as store:
        yield Clinic(store, filled)
    test_server.drop(DATABASE)


def test_who_is_meant_comes_first(clinic: Clinic) -> None:
    wrong = {
        one["id"]: said
        for one in questions()
        if (said := whats_wrong(one, clinic.filled.found(clinic.store, one), clinic.filled.people))
    }
    assert wrong == {}


def test_every_key_is_answered_at_once(clinic: Clinic) -> None:
    texts = {one["query"][:length] for one in questions() for length in range(1, len(one["query"]) + 1)}
    took = {typed: _milliseconds(clinic.store, typed) for typed in sorted(texts)}
    times = sorted(took.values())
    median, worst_of_a_hundred = statistics.median(times), statistics.quantiles(times, n=100)[-1]
    slowest = sorted(took.items(), key=lambda one: -one[1])[:10]
    print(f"\n{len(took)} texts: median {median:.1f} ms, p99 {worst_of_a_hundred:.1f} ms; the slowest:")
    print("\n".join(f"{milliseconds:8.1f} ms  {typed!r}" for typed, milliseconds in slowest))
    assert median <= MEDIAN_MILLISECONDS
    assert worst_of_a_hundred <= WORST_OF_A_HUNDRED_MILLISECONDS


def test_no_search_reads_every_patient(clinic: Clinic) -> None:
    def scans() -> int:
        with clinic.store.engine.begin() as connection:
            connection.execute(text("SELECT pg_stat_force_next_flush()"))
            connection.execute(text("SELECT pg_stat_clear_snapshot()"))
            found: int = connection.execute(
                text("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'patients'")
            ).scalar_one()
            return found

    before = scans()
    for one in questions():
        clinic.filled.found(clinic.store, one)
    assert scans() == before


def _milliseconds(store: Store, typed: str) -> float:
    """The shortest of a few tries: what else the computer does is no matter of the search."""
    tries = []
    for _ in range(TRIES):
        began = time.perf_counter()
        store.do(read_found_patients, typed, LISTED)
        tries.append(time.perf_counter() - began)
    return min(tries) * 1000
