"""Merged patients: following ``merged_into_id`` always ends, whoever merges and however many at once."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from tests.model.tables.schema_rows import add, insert, refusal, run, uid

A, B, C, D = (uid(number) for number in range(900, 904))
RING = ("23514", "patients_merged_into_id_ring")


def merge(patient: str, into: str | None) -> str:
    target = "NULL" if into is None else f"'{into}'"
    return f"UPDATE patients SET merged_into_id = {target} WHERE id = '{patient}'"


@pytest.fixture
def patients(connection: Connection) -> Connection:
    for patient in (A, B, C, D):
        insert(connection, "patients", id=patient, last_name="Διπλός")
    return connection


def test_a_chain_is_fine(patients: Connection) -> None:
    for statement in (merge(A, B), merge(B, C), merge(D, C), merge(A, B)):
        run(patients, statement)


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_ring_is_refused(patients: Connection, length: int) -> None:
    chain = (A, B, C, D)[:length]
    for patient, into in pairwise(chain):
        run(patients, merge(patient, into))
    assert refusal(patients, merge(chain[-1], A)) == RING
    # Once the chain is broken it is none.
    run(patients, merge(A, None))
    run(patients, merge(chain[-1], A))


def test_one_statement_makes_no_ring(patients: Connection) -> None:
    both = (
        f"UPDATE patients SET merged_into_id = CASE id WHEN '{A}' THEN '{B}'::uuid ELSE '{A}'::uuid END"
        f" WHERE id IN ('{A}', '{B}')"
    )
    assert refusal(patients, both) == RING


def test_an_inserted_row_makes_no_ring(patients: Connection) -> None:
    run(patients, merge(A, B))
    run(patients, f"INSERT INTO patients (id, last_name, merged_into_id) VALUES ('{uid(910)}', 'x', '{A}')")
    assert refusal(
        patients,
        f"INSERT INTO patients (id, last_name, merged_into_id)"
        f" VALUES ('{uid(911)}', 'x', '{uid(912)}'), ('{uid(912)}', 'x', '{uid(911)}')",
    ) == RING  # fmt: skip


def test_two_halves_of_a_ring_at_once_are_one_merge(database_url: str) -> None:
    with (
        psycopg.connect(database_url, autocommit=True) as db,
        psycopg.connect(database_url) as one,
        psycopg.connect(database_url) as two,
    ):
        for patient in (A, B):
            add(db, "patients", id=patient, file_number=None)
        one.execute(merge(A, B))
        with ThreadPoolExecutor(1) as pool:
            under_way = pool.submit(two.execute, merge(B, A))
            while not waits(db, two.info.backend_pid):
                assert not under_way.done()
            one.commit()
            with pytest.raises(psycopg.errors.CheckViolation) as caught:
                under_way.result(30)
        assert caught.value.diag.constraint_name == RING[1]
        two.rollback()
        merged = db.execute("SELECT id::text FROM patients WHERE merged_into_id IS NOT NULL").fetchall()
        assert merged == [(A,)]


def waits(db: psycopg.Connection[Any], pid: int) -> bool:
    found = db.execute(
        "SELECT count(*) FROM pg_locks WHERE pid = %s AND locktype = 'advisory' AND NOT granted", [pid]
    ).fetchone()
    return found == (1,)
