"""Two doctors, one room, pauses between patients: neighbours from two desks at once keep their pauses."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, to
from tests.model.plain_sql import rows
from tests.model.shared_house import BROKEN_PAUSES, make_shared_house
from tests.model.small_clinic import SmallClinic

HOURS = (9, 11, 14, 16)
"""Far enough from each other that rounds do not meet."""


def start_of(clinic: SmallClinic, number: int, minutes: int) -> int:
    return clinic.at(HOURS[number % 4], minutes, days=number // 4)


def of_colleague(clinic: SmallClinic) -> dict[str, Any]:
    return {"doctor_id": clinic.colleague_id, "appointment_type_id": clinic.colleague_service_id}


def race(store: Store, database_url: str, rounds: int, way: str) -> list[dict[str, Any]]:
    """Two desks take neighbouring times of the one room ``rounds`` times; the pauses that were broken."""
    clinic = make_shared_house(store).clinic
    barrier = Barrier(2)

    def own(desk: Store, number: int, prepared: AppointmentResult | None) -> AppointmentResult:
        request = clinic.booking(9, starts_at=start_of(clinic, number, 0))
        if way == "hold":
            return perform(desk, clinic.receptionist, hold, as_hold(request))
        if prepared is not None:
            return perform(desk, clinic.receptionist, move, to(prepared, request.starts_at))
        return perform(desk, clinic.receptionist, book, request)

    def run_own(desk: Store) -> list[bool]:
        wins = []
        for number in range(rounds):
            prepared = None
            if way == "move":
                # Weeks later, where nobody else is; it moves next to the colleague's.
                far = clinic.booking(9, starts_at=start_of(clinic, number + 4 * 200, 0))
                prepared = perform(desk, clinic.receptionist, book, far)
            barrier.wait(timeout=120)
            wins.append(succeeds(own, desk, number, prepared))
        return wins

    def run_other(desk: Store) -> list[bool]:
        wins = []
        for number in range(rounds):
            request = clinic.booking(
                9,
                starts_at=start_of(clinic, number, 30),
                patient_id=clinic.patient_ids[1],
                **of_colleague(clinic),
            )
            barrier.wait(timeout=120)
            wins.append(succeeds(perform, desk, clinic.receptionist, book, request))
        return wins

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        tries = threads.submit(run_own, store), threads.submit(run_other, other)
        outcomes = list(zip(*(each.result() for each in tries), strict=True))
    assert all(sum(pair) == 1 for pair in outcomes), "one of two neighbours stands, the other is refused"
    return rows(store, BROKEN_PAUSES)


def as_hold(request: BookingRequest) -> HoldRequest:
    return HoldRequest(
        act_id=request.act_id,
        doctor_id=request.doctor_id,
        appointment_type_id=request.appointment_type_id,
        starts_at=request.starts_at,
    )


def succeeds(act: Any, *args: Any) -> bool:
    """Whether the act was done; False where the engine refused it for the room's sake."""
    try:
        act(*args)
    except SlotRefused as refused:
        assert refused.codes == ("resource",)  # noqa: PT017 - what a race may end with
        return False
    return True


def test_a_broken_pause_is_seen(store: Store) -> None:
    """By the query that the races are judged by."""
    clinic = make_shared_house(store).clinic
    desk = Desk(store, clinic)
    desk.booked(10)
    desk.booked(11, **of_colleague(clinic))
    assert rows(store, BROKEN_PAUSES) == []
    desk.execute(
        "UPDATE appointments SET starts_at = starts_at - interval '15 min',"
        f" ends_at = ends_at - interval '15 min' WHERE doctor_id = '{clinic.colleague_id}'"
    )
    assert len(rows(store, BROKEN_PAUSES)) == 1


@pytest.mark.parametrize("way", ["book", "hold", "move"])
def test_neighbours_in_a_shared_room_keep_their_pause(store: Store, database_url: str, way: str) -> None:
    assert race(store, database_url, 15, way) == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_neighbours_in_a_shared_room_keep_their_pause_a_hundred_and_fifty_times(
    store: Store, database_url: str
) -> None:
    assert race(store, database_url, 150, "book") == []
