"""What a program writes that knows the tables alone: a block, a closure that another doctor is under, too."""

from typing import Any

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from tests.model.plain_sql import run
from tests.model.small_clinic import SmallClinic, new_id


def block(store: Store, small: SmallClinic, start: int = 9, end: int = 12) -> str:
    """A block of whole hours on the small clinic's day; its id."""
    block_id = new_id()
    run(
        store,
        "INSERT INTO schedule_exceptions (id, doctor_id, starts_at, ends_at, exception_type, reason)"
        f" VALUES ('{block_id}', '{small.doctor_id}', timezone('utc', to_timestamp({60 * small.at(start)})),"
        f" timezone('utc', to_timestamp({60 * small.at(end)})), 'blocked', 'portal')",
    )
    return block_id


def close_over_a_colleague_too(store: Store, small: SmallClinic) -> None:
    """A closure over all appointments, after the colleague got one as well."""
    there: dict[str, Any] = {
        "doctor_id": small.colleague_id,
        "appointment_type_id": small.colleague_service_id,
    }
    perform(store, small.manager, book, small.booking(11, patient_id=small.patient_ids[1], **there))
    run(
        store,
        "INSERT INTO clinic_closures (starts_at, ends_at)"
        " SELECT min(starts_at), max(ends_at) FROM appointments",
    )
