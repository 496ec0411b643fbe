"""Sixteen desks over one slot, hundreds of times, with holds, moves and cancels mixed in.

Never two winners, no deadlock, and every appointment, event and claim agrees with every other at the end. In
a house that two doctors share, with one room, one machine and pauses, every pause is kept.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from sqlalchemy import text

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import HoldRequest, hold, release_hold
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows
from tests.model.shared_house import BROKEN_PAUSES, make_shared_house
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id

DESKS = 16
ROUNDS = 500
ROUNDS_IN_THE_HOUSE = 200
HOURS = (9, 10, 11, 12, 14, 15, 16)

pytestmark = [pytest.mark.proof, pytest.mark.timeout(3600)]


@dataclass(frozen=True)
class Race:
    """What desks want: any of ``services`` (doctor, service), some of ``minutes`` after a round's start."""

    rounds: int
    services: tuple[tuple[str, str], ...]
    minutes: tuple[int, ...] = (0,)


@dataclass
class Desk:
    """One desk of the crowd: its own connection, its own dice, and what came of its acts."""

    race: Race
    store: Store
    clinic: SmallClinic
    number: int
    barrier: Barrier
    outcomes: Counter[str] = field(default_factory=Counter)
    winners: list[int] = field(default_factory=list)
    booked: list[AppointmentResult] = field(default_factory=list)

    def run(self) -> None:
        dice = random.Random(self.number)  # noqa: S311 - dice for a test
        for number in range(self.race.rounds):
            start = _start(self.clinic, number) + dice.choice(self.race.minutes)
            doctor_id, service_id = dice.choice(self.race.services)
            self.barrier.wait(timeout=120)
            match dice.choices(("book", "hold", "move", "cancel"), (8, 4, 2, 1))[0]:
                case "hold":
                    self._hold_and_book(start, number, doctor_id, service_id)
                case "move" if self.booked:
                    self._move(start, number, doctor_id, service_id, dice)
                case "cancel" if self.booked:
                    self._cancel(dice)
                case _:
                    self._book(start, number, doctor_id, service_id, None)

    def _book(self, start: int, number: int, doctor_id: str, service_id: str, hold_id: str | None) -> None:
        patient = self.clinic.patient_ids[self.number % len(self.clinic.patient_ids)]
        request = self.clinic.booking(
            9,
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=start,
            free_step_minutes=15,
            patient_id=patient,
            hold_id=hold_id,
        )
        try:
            appointment = perform(self.store, self.clinic.receptionist, book, request, tries=20)
        except SlotRefused:
            self.outcomes["booking refused"] += 1
        else:
            self.outcomes["booked"] += 1
            self.winners.append(number)
            self.booked.append(appointment)

    def _hold_and_book(self, start: int, number: int, doctor_id: str, service_id: str) -> None:
        wanted = HoldRequest(
            act_id=new_id(),
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=start,
            free_step_minutes=15,
        )
        try:
            held = perform(self.store, self.clinic.receptionist, hold, wanted, tries=20)
        except SlotRefused:
            self.outcomes["hold refused"] += 1
            return
        self.outcomes["held"] += 1
        if self.number % 4 == 0:
            release = AppointmentRequest(
                act_id=new_id(), appointment_id=held.appointment_id, row_version=None, reason=None
            )
            perform(self.store, self.clinic.receptionist, release_hold, release, tries=20)
            self.outcomes["released"] += 1
        else:
            self._book(start, number, doctor_id, service_id, held.appointment_id)

    def _move(self, start: int, number: int, doctor_id: str, service_id: str, dice: random.Random) -> None:
        chosen = dice.randrange(len(self.booked))
        if (self.booked[chosen].starts_at, self.booked[chosen].doctor_id) == (start, doctor_id):
            # It stands there already: a move that changes nothing is no event to count.
            return
        appointment = self.booked.pop(chosen)
        request = MoveRequest(
            act_id=new_id(),
            appointment_id=appointment.appointment_id,
            row_version=appointment.row_version,
            starts_at=start,
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            free_step_minutes=15,
        )
        try:
            moved = perform(self.store, self.clinic.receptionist, move, request, tries=20)
        except SlotRefused:
            self.outcomes["move refused"] += 1
            self.booked.append(appointment)
        else:
            self.outcomes["moved"] += 1
            self.winners.append(number)
            self.booked.append(moved)

    def _cancel(self, dice: random.Random) -> None:
        appointment = self.booked.pop(dice.randrange(len(self.booked)))
        request = AppointmentRequest(
            act_id=new_id(),
            appointment_id=appointment.appointment_id,
            row_version=appointment.row_version,
            reason="proof",
        )
        perform(self.store, self.clinic.receptionist, cancel, request, tries=20)
        self.outcomes["cancelled"] += 1


def test_never_two_winners_and_no_deadlock(store: Store, database_url: str) -> None:
    clinic = make_small_clinic(store)
    race = Race(rounds=ROUNDS, services=((clinic.doctor_id, clinic.service_id),))
    _run(store, database_url, clinic, race)


def test_in_a_shared_house_every_pause_is_kept(store: Store, database_url: str) -> None:
    house = make_shared_house(store)
    clinic = house.clinic
    services = (
        (clinic.doctor_id, clinic.service_id),
        (clinic.doctor_id, house.scan_id),
        (clinic.colleague_id, clinic.colleague_service_id),
        (clinic.colleague_id, house.colleague_scan_id),
    )
    race = Race(rounds=ROUNDS_IN_THE_HOUSE, services=services, minutes=(0, 15, 30, 45))
    _run(store, database_url, clinic, race)
    assert rows(store, BROKEN_PAUSES) == []


def _run(store: Store, database_url: str, clinic: SmallClinic, race: Race) -> None:
    barrier = Barrier(DESKS)
    desks = [
        Desk(race, Store(database_url, f"desk {number}"), clinic, number, barrier) for number in range(DESKS)
    ]
    with ThreadPoolExecutor(DESKS) as threads:
        for done in [threads.submit(desk.run) for desk in desks]:
            done.result()
    for desk in desks:
        desk.store.close()
    outcomes: Counter[str] = sum((desk.outcomes for desk in desks), Counter())
    print("\n" + ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items())))
    facts = store.do(lambda session: session.execute(text(_VERDICT)).mappings().one())
    assert facts["deadlocks"] == 0
    assert facts["overlapping_appointments"] == 0
    assert facts["overlapping_claims"] == 0
    assert facts["claims_apart_from_their_appointment"] == 0
    assert facts["occupying_without_claim"] == 0
    assert facts["claims_without_occupying"] == 0
    assert facts["appointments_without_event"] == 0
    assert facts["standing"] == sum(len(desk.booked) for desk in desks)
    assert facts["booked_events"] == outcomes["booked"]
    assert facts["moved_events"] == outcomes["moved"]
    assert facts["cancelled_events"] == outcomes["cancelled"]
    # A slot may be won again after a cancel or a move freed it, but never by two that stand.
    standing = Counter(appointment.starts_at for desk in desks for appointment in desk.booked)
    assert max(standing.values()) == 1


def _start(clinic: SmallClinic, number: int) -> int:
    day, slot = divmod(number, 2 * len(HOURS))
    hour, half = divmod(slot, 2)
    return clinic.at(HOURS[hour], 30 * half, days=day)


_VERDICT = """
SELECT (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()) AS deadlocks,
       (SELECT count(*) FROM appointments a JOIN appointments b
          ON a.doctor_id = b.doctor_id AND a.id < b.id AND a.session_lane = b.session_lane
         AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
         AND a.status NOT IN ('cancelled', 'no_show')
         AND b.status NOT IN ('cancelled', 'no_show')) AS overlapping_appointments,
       (SELECT count(*) FROM appointment_resource_claims a JOIN appointment_resource_claims b
          ON a.bookable_resource_id = b.bookable_resource_id AND a.id < b.id
         AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
         AND a.status = 'active' AND b.status = 'active') AS overlapping_claims,
       (SELECT count(*) FROM appointment_resource_claims c JOIN appointments a ON a.id = c.appointment_id
         WHERE (a.starts_at, a.ends_at) <> (c.starts_at, c.ends_at)) AS claims_apart_from_their_appointment,
       (SELECT count(*) FROM appointments a WHERE a.status IN ('confirmed', 'held') AND NOT EXISTS (
          SELECT FROM appointment_resource_claims c
           WHERE c.appointment_id = a.id AND c.status = 'active')) AS occupying_without_claim,
       (SELECT count(*) FROM appointment_resource_claims c JOIN appointments a ON a.id = c.appointment_id
         WHERE c.status = 'active' AND a.status = 'cancelled') AS claims_without_occupying,
       (SELECT count(*) FROM appointments a WHERE NOT EXISTS (
          SELECT FROM appointment_events e WHERE e.appointment_id = a.id)) AS appointments_without_event,
       (SELECT count(*) FROM appointments WHERE status = 'confirmed') AS standing,
       (SELECT count(*) FROM appointment_events WHERE action = 'booked') AS booked_events,
       (SELECT count(*) FROM appointment_events WHERE action IN ('moved', 'service_changed')) AS moved_events,
       (SELECT count(*) FROM appointment_events WHERE action = 'cancelled') AS cancelled_events
"""
