"""Four thousand acknowledged acts while the server is killed again and again: none lost, none double."""

import os
import random
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import arrive, cancel, take_back_step
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store import schema
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Act, Request, on, to
from tests.model.acts.every_act import act_id_of
from tests.model.embedded.embedded_programs import postmaster
from tests.model.small_clinic import SmallClinic, make_small_clinic

DESKS = 8
ACTS = 4000
KILL_EVERY = 500
HOURS = (9, 10, 11, 12, 14, 15, 16)
DAYS = 200

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the server's processes in /proc"),
]


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """A server as a clinic has it: what it acknowledged is on the disk."""
    path = Path(tempfile.gettempdir()) / f"medic-desk-proof-{secrets.token_hex(4)}"
    server = EmbeddedServer(path)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(path, ignore_errors=True)


class Ledger:
    """What the desks were told is done, and whether there is a server to ask."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, str] = {}
        self.refused: set[str] = set()
        self.retried = 0
        self.found_done = 0
        self._changed = threading.Condition()
        self.is_up = threading.Event()
        self.is_up.set()

    def note(self, act_id: str, action: str, *, was_done: bool) -> None:
        with self._changed:
            self.acknowledged[act_id] = action
            self.found_done += was_done
            self._changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= count, timeout=600)

    @property
    def is_full(self) -> bool:
        return len(self.acknowledged) >= ACTS


@dataclass
class Desk:
    store: Store
    clinic: SmallClinic
    ledger: Ledger
    dice: random.Random
    appointments: list[AppointmentResult] = field(default_factory=list)

    def run(self) -> None:
        while not self.ledger.is_full:
            kind = self.dice.choice(("book", "book", "move", "cancel and restore", "arrive", "arrive"))
            appointment = (
                self.appointments.pop(self.dice.randrange(len(self.appointments)))
                if self.appointments
                else None
            )
            if kind == "book" or appointment is None:
                if appointment is not None:
                    self.appointments.append(appointment)
                start = self._start()
                self._keep(self._do(book, self.clinic.booking(9, starts_at=start), "booked"))
            elif kind == "move":
                start = self._start()
                # A move to where it stands already changes nothing, and leaves no event to be counted.
                moved = (
                    None
                    if start == appointment.starts_at
                    else self._do(move, to(appointment, start), "moved")
                )
                self._keep(moved or appointment)
            elif kind == "arrive" and appointment.starts_at >= self.clinic.at(24):
                self._keep(appointment)
            elif kind == "arrive" and appointment.patient_arrived_at is None:
                self._keep(self._do(arrive, on(appointment), "arrived"))
            elif kind == "arrive":
                self._keep(self._do(take_back_step, on(appointment), "step_taken_back"))
            else:
                cancelled = self._do(cancel, on(appointment, "proof"), "cancelled")
                assert cancelled is not None
                self._keep(self._do(restore, on(cancelled), "restored"))

    def _start(self) -> int:
        slot = self.dice.randrange(2 * len(HOURS))
        # Only who comes today arrives, so today has more than its share.
        days = max(0, self.dice.randrange(-DAYS // 20, DAYS))
        return self.clinic.at(HOURS[slot // 2], 30 * (slot % 2), days=days)

    def _keep(self, appointment: AppointmentResult | None) -> None:
        if appointment is not None:
            self.appointments.append(appointment)

    def _do(self, act: Act[Request], request: Request, action: str) -> AppointmentResult | None:
        """Send one request until there is an answer: the same one, whatever happens."""
        act_id = act_id_of(request)
        for _ in range(50):
            try:
                appointment = perform(self.store, self.clinic.receptionist, act, request)
            except SlotRefused:
                self.ledger.refused.add(act_id)
                return None
            except (ConnectionLost, StoreUnreachable):
                self.ledger.retried += 1
                assert self.ledger.is_up.wait(60)
            else:
                self.ledger.note(act_id, action, was_done=appointment.already_done)
                return appointment
        raise AssertionError("fifty tries and no answer")


def kill(server: EmbeddedServer) -> None:
    """kill -9 of the server's every process, as if the plug were pulled."""
    first = postmaster(server.data_dir)
    os.kill(first, signal.SIGSTOP)  # or it would start what is killed anew
    family = [first]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if parent == first:
                family.append(int(entry.name))
    for pid in reversed(family):
        os.kill(pid, signal.SIGKILL)


def test_nothing_acknowledged_is_lost_and_nothing_is_double(server: EmbeddedServer) -> None:
    server.ensure_database("clinic")
    schema.upgrade(server.url("clinic"))
    ledger = Ledger()
    began = time.monotonic()
    downtime = 0.0
    kills = 0
    with Store(server.url("clinic"), "proof") as store:
        clinic = make_small_clinic(store, today=True)
        desks = [
            Desk(Store(server.url("clinic"), f"desk {n}"), clinic, ledger, random.Random(n))  # noqa: S311 - dice for a test
            for n in range(DESKS)
        ]
        with ThreadPoolExecutor(DESKS) as threads:
            running = [threads.submit(desk.run) for desk in desks]
            for count in range(KILL_EVERY, ACTS, KILL_EVERY):
                ledger.wait_for(count)
                ledger.is_up.clear()
                down = time.monotonic()
                kill(server)
                server.start()
                downtime += time.monotonic() - down
                ledger.is_up.set()
                kills += 1
            for done in running:
                done.result()
        for desk in desks:
            desk.store.close()
        print(
            f"\n{len(ledger.acknowledged)} acts acknowledged by {DESKS} desks in"
            f" {time.monotonic() - began:.0f} s, {kills} kills, {downtime / kills:.1f} s down each;"
            f" {dict(Counter(ledger.acknowledged.values()))}; {len(ledger.refused)} refused;"
            f" {ledger.found_done} found done by a retry, {ledger.retried} sent anew after giving up"
        )
        _check(store, ledger)


def _check(store: Store, ledger: Ledger) -> None:
    events = store.do(
        lambda session: [
            (row.act_id, row.action)
            for row in session.execute(text("SELECT act_id::text, action FROM appointment_events"))
        ]
    )
    told = Counter(act_id for act_id, _ in events)
    lost = ledger.acknowledged.keys() - told.keys()
    double = [act_id for act_id, count in told.items() if count > 1]
    unasked = told.keys() - ledger.acknowledged.keys()
    print(f"{len(events)} events: {len(lost)} lost, {len(double)} double, {len(unasked)} nobody was told of")
    assert [ledger.acknowledged[act_id] for act_id in lost] == []
    assert (double, unasked) == ([], set())
    assert dict(events) == ledger.acknowledged
    verdict = store.do(lambda session: session.execute(text(_VERDICT)).mappings().one())
    assert dict(verdict) == {
        "overlapping": 0,
        "versions_apart_from_events": 0,
        "claims_apart": 0,
        "doctors_doubled": 0,
    }


_VERDICT = """
SELECT (SELECT count(*) FROM appointments a JOIN appointments b
          ON a.doctor_id = b.doctor_id AND a.id < b.id
         AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
         AND a.status <> 'cancelled' AND b.status <> 'cancelled') AS overlapping,
       (SELECT count(*) FROM appointments a
         WHERE a.row_version <> (SELECT count(*) FROM appointment_events e WHERE e.appointment_id = a.id)
       ) AS versions_apart_from_events,
       (SELECT count(*) FROM appointments a WHERE a.status = 'confirmed' AND 1 <> (
          SELECT count(*) FROM appointment_resource_claims c
           WHERE c.appointment_id = a.id AND c.status = 'active'
             AND (c.starts_at, c.ends_at) = (a.starts_at, a.ends_at))) AS claims_apart,
       (SELECT count(*) FROM (SELECT starts_at FROM appointments WHERE status <> 'cancelled'
          GROUP BY doctor_id, starts_at HAVING count(*) > 1) AS doubled) AS doctors_doubled
"""
