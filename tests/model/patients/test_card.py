"""A patient's card: all that was ever booked for her, for whichever of her rows, in one read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.patients.card import PatientCard, read_patient_at_booking, read_patient_card
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import make_small_clinic, new_id


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def card(desk: Desk, patient_id: str) -> PatientCard:
    read = desk.store.do(read_patient_card, patient_id)
    assert read is not None
    return read


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, save those that open a transaction."""
    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_every_appointment_of_every_status_is_on_it_in_one_round_trip(desk: Desk) -> None:
    first, second = desk.clinic.patient_ids[:2]
    past, coming = desk.missed(), desk.booked(10)
    gone = desk.step(cancel, desk.booked(11), "ill")
    desk.booked(12, patient_id=second)
    desk.execute(
        "UPDATE patients SET birth_date = '1961-09-03', desk_warning = 'αμαξίδιο', file_number = 'A-1'"
        f" WHERE id = '{first}'"
    )
    with statements(desk.store) as sent:
        read = card(desk, first)
    assert [one for one in sent if "FROM" in one] == [one for one in sent if "FROM patients p" in one]
    assert sum("FROM patients p" in one for one in sent) == 1
    assert [one.id for one in read.appointments] == [
        past.appointment_id,
        coming.appointment_id,
        gone.appointment_id,
    ]
    assert [one.status for one in read.appointments] == ["no_show", "confirmed", "cancelled"]
    shown = read.appointments[2]
    assert (shown.doctor_name, shown.service_name, shown.place_name) == (
        "Παπαδόπουλος Νίκος",
        "Επίσκεψη",
        "Κέντρο",
    )
    assert (shown.cancellation_reason, shown.is_offered, shown.is_standing) == ("ill", True, False)
    assert (shown.starts_at, shown.ends_at) == (desk.clinic.at(11), desk.clinic.at(11, 30))
    assert read.fields.full_name == "Αντωνίου Γιώργος"
    assert str(read.fields.birth_date) == "1961-09-03"
    assert (read.fields.desk_warning, read.fields.file_number) == ("αμαξίδιο", "A-1")


def test_a_row_that_was_merged_shows_the_card_it_leads_to(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    for hour, patient_id in ((10, first), (11, second), (12, third)):
        desk.booked(hour, patient_id=patient_id)
    desk.execute(f"UPDATE patients SET merged_into_id = '{second}' WHERE id = '{first}'")
    desk.execute(f"UPDATE patients SET merged_into_id = '{third}' WHERE id = '{second}'")
    for patient_id in (first, second, third):
        read = card(desk, patient_id)
        assert read.patient_id == third
        assert set(read.merged_ids) == {first, second}
        assert len(read.appointments) == 3


def test_who_is_gone_has_no_card(desk: Desk) -> None:
    assert desk.store.do(read_patient_card, new_id()) is None


def test_a_service_that_is_not_offered_any_more_is_known(desk: Desk) -> None:
    desk.booked(10)
    desk.execute("UPDATE appointment_types SET is_active = false")
    assert not card(desk, desk.clinic.patient_ids[0]).appointments[0].is_offered


def test_what_cannot_be_read_takes_nothing_else_away(desk: Desk) -> None:
    """An adopted database may hold values that no row of ours may have."""
    first = desk.clinic.patient_ids[0]
    desk.booked(10)
    broken = desk.booked(11)
    for constraint in desk.rows(
        "SELECT conrelid::regclass::text AS t, conname FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid IN ('patients'::regclass, 'appointments'::regclass)"
    ):
        desk.execute(f'ALTER TABLE {constraint["t"]} DROP CONSTRAINT "{constraint["conname"]}"')
    desk.execute(f"UPDATE patients SET birth_date = 'infinity' WHERE id = '{first}'")
    desk.execute(f"UPDATE appointments SET status = 'lost' WHERE id = '{broken.appointment_id}'")
    read = card(desk, first)
    assert (read.has_unreadable_birth, read.fields.birth_date) == (True, None)
    assert (len(read.appointments), read.unreadable) == (1, 1)


def test_a_booking_sees_the_warning_and_the_appointments(desk: Desk) -> None:
    first = desk.clinic.patient_ids[0]
    desk.booked(10)
    assert desk.store.do(read_patient_at_booking, first).desk_warning is None
    desk.execute(f"UPDATE patients SET desk_warning = ' speaks English ' WHERE id = '{first}'")
    seen = desk.store.do(read_patient_at_booking, first)
    assert seen.desk_warning == "speaks English"
    assert len(seen.appointments) == 1
    assert desk.store.do(read_patient_at_booking, new_id()).desk_warning is None
