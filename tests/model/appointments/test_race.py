"""Two desks, one slot, two hundred times: one winner and one clear refusal each time, and no deadlock."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import text

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.store import Store
from tests.model.small_clinic import SmallClinic, make_small_clinic

ROUNDS = 200
HOURS = (9, 10, 11, 12, 14, 15, 16)


def test_two_connections_race_for_one_slot(store: Store, database_url: str) -> None:
    clinic = make_small_clinic(store)
    barrier = Barrier(2)

    def run(desk: Store, patient: int) -> list[AppointmentResult | SlotRefused]:
        return [
            _try(
                desk,
                clinic,
                barrier,
                clinic.booking(hour, minute, patient_id=clinic.patient_ids[patient], starts_at=start),
            )
            for hour, minute, start in _slots(clinic)
        ]

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        one = threads.submit(run, store, 0)
        two = threads.submit(run, other, 1)
        outcomes = list(zip(one.result(), two.result(), strict=True))
    winners = [sum(isinstance(outcome, AppointmentResult) for outcome in pair) for pair in outcomes]
    assert winners == [1] * ROUNDS
    losers = [outcome for pair in outcomes for outcome in pair if isinstance(outcome, SlotRefused)]
    assert all("busy" in loser.codes and loser.rivals and loser.nearest for loser in losers)
    assert len(losers) == ROUNDS
    counts = store.do(
        lambda session: session.execute(
            text(
                "SELECT (SELECT count(*) FROM appointments), (SELECT count(*) FROM appointment_events),"
                " (SELECT count(*) FROM appointment_resource_claims WHERE status = 'active'),"
                " (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database())"
            )
        ).one()
    )
    assert tuple(counts) == (ROUNDS, ROUNDS, ROUNDS, 0)


def _slots(clinic: SmallClinic) -> list[tuple[int, int, int]]:
    slots = [
        (hour, minute, clinic.at(hour, minute, days=day))
        for day in range(ROUNDS)
        for hour in HOURS
        for minute in (0, 30)
    ]
    return slots[:ROUNDS]


def _try(
    desk: Store, clinic: SmallClinic, barrier: Barrier, request: BookingRequest
) -> AppointmentResult | SlotRefused:
    barrier.wait(timeout=60)
    try:
        return perform(desk, clinic.receptionist, book, request)
    except SlotRefused as refusal:
        return refusal
