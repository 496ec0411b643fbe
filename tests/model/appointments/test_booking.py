"""Booking on a real database: the six steps, and what stands in the tables afterwards."""

import dataclasses

import pytest
from sqlalchemy import text

from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def test_a_booking_stands_once_with_every_snapshot(store: Store, clinic: SmallClinic) -> None:
    request = clinic.booking(10, notes="  first visit ")
    appointment = perform(store, clinic.receptionist, book, request)
    (stored,) = rows(store, "SELECT * FROM appointments")
    assert str(stored["id"]) == appointment.appointment_id
    assert stored["status"] == "confirmed"
    assert stored["notes"] == "first visit"
    assert stored["duration_minutes"] == 30
    assert stored["consultation_mode_snapshot"] == "in_person"
    assert stored["service_name_snapshot"] == "Επίσκεψη"
    assert stored["service_duration_snapshot"] == 30
    assert stored["service_price_cents_snapshot"] == stored["price_cents"] == 5000
    assert stored["service_currency_snapshot"] == stored["currency"] == "EUR"
    assert stored["doctor_timezone"] == stored["patient_timezone"] == "Europe/Athens"
    assert stored["source"] == "front_desk"
    assert stored["created_by_actor_type"] == "receptionist"
    assert str(stored["created_by_actor_id"]) == clinic.receptionist.user_id
    (event,) = rows(store, "SELECT * FROM appointment_events")
    assert event["action"] == "booked"
    assert str(event["act_id"]) == request.act_id
    assert event["actor_type"] == "receptionist"
    (claim,) = rows(store, "SELECT * FROM appointment_resource_claims")
    assert (claim["starts_at"], claim["ends_at"]) == (stored["starts_at"], stored["ends_at"])
    assert claim["status"] == "active"


def test_the_result_names_the_patient(store: Store, clinic: SmallClinic) -> None:
    known = perform(store, clinic.receptionist, book, clinic.booking(10))
    assert known.patient_name == "Αντωνίου Γιώργος"
    typed = NewPatient(last_name=" Μακρή ", first_name="Ειρήνη")
    new = perform(store, clinic.receptionist, book, clinic.booking(11, patient_id=None, new_patient=typed))
    assert new.patient_name == "Μακρή Ειρήνη"
    request = AppointmentRequest(
        act_id=new_id(), appointment_id=new.appointment_id, row_version=new.row_version, reason="asked for it"
    )
    assert perform(store, clinic.receptionist, cancel, request).patient_name == "Μακρή Ειρήνη"


def test_the_same_act_again_is_the_same_booking(store: Store, clinic: SmallClinic) -> None:
    request = clinic.booking(10)
    first = perform(store, clinic.receptionist, book, request)
    again = perform(store, clinic.receptionist, book, request)
    assert again == dataclasses.replace(first, already_done=True)
    assert len(rows(store, "SELECT id FROM appointments")) == 1
    assert len(rows(store, "SELECT id FROM appointment_events")) == 1


def test_a_taken_slot_is_refused_with_its_rival_and_the_nearest_starts(
    store: Store, clinic: SmallClinic
) -> None:
    taken = perform(store, clinic.receptionist, book, clinic.booking(10))
    with pytest.raises(SlotRefused) as refused:
        perform(store, clinic.receptionist, book, clinic.booking(10, patient_id=clinic.patient_ids[1]))
    # The one shared room is taken with the doctor.
    assert refused.value.codes == ("busy", "resource")
    assert [rival.appointment_id for rival in refused.value.rivals] == [taken.appointment_id]
    assert [slot.starts_at for slot in refused.value.nearest] == [
        clinic.at(10, 30),
        clinic.at(9, 30),
        clinic.at(11),
    ]
    assert len(rows(store, "SELECT id FROM appointments")) == 1


def test_a_drawn_length_is_held_and_booked_and_the_service_keeps_its_own(
    store: Store, clinic: SmallClinic
) -> None:
    wanted = HoldRequest(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        starts_at=clinic.at(10),
        duration_minutes=75,
    )
    held = perform(store, clinic.receptionist, hold, wanted)
    assert (held.starts_at, held.ends_at) == (clinic.at(10), clinic.at(11, 15))
    request = clinic.booking(10, duration_minutes=75, hold_id=held.appointment_id)
    booked = perform(store, clinic.receptionist, book, request)
    assert (booked.starts_at, booked.ends_at) == (clinic.at(10), clinic.at(11, 15))
    (stored,) = rows(store, "SELECT * FROM appointments")
    assert (stored["duration_minutes"], stored["service_duration_snapshot"]) == (75, 30)
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, book, clinic.booking(12, duration_minutes=75))
    for minutes in (0, 241):
        with pytest.raises(InvalidField) as refused:
            perform(store, clinic.receptionist, book, clinic.booking(14, duration_minutes=minutes))
        assert (refused.value.field, refused.value.code) == ("duration_minutes", "out_of_range")


def test_a_colleague_finds_the_only_room_taken(store: Store, clinic: SmallClinic) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(10))
    with pytest.raises(SlotRefused) as refused:
        perform(
            store,
            clinic.receptionist,
            book,
            clinic.booking(
                10, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id
            ),
        )
    assert refused.value.codes == ("resource",)


def test_a_new_patient_is_written_with_the_booking_or_not_at_all(store: Store, clinic: SmallClinic) -> None:
    newcomer = NewPatient(last_name=" Κωνσταντίνου ", first_name="Ζωή", mobile_phone="6977 123456")
    request = clinic.booking(10, patient_id=None, new_patient=newcomer)
    appointment = perform(store, clinic.receptionist, book, request)
    (patient,) = rows(store, "SELECT * FROM patients WHERE last_name = 'Κωνσταντίνου'")
    assert str(patient["id"]) == appointment.patient_id
    count = len(rows(store, "SELECT id FROM patients"))
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, book, dataclasses.replace(request, act_id=new_id()))
    assert len(rows(store, "SELECT id FROM patients")) == count


@pytest.mark.parametrize(
    ("patient", "field", "code"),
    [
        (NewPatient(last_name="  "), "last_name", "missing"),
        (NewPatient(last_name="2psarra"), "last_name", "digits"),
        (NewPatient(last_name="Α", first_name="Μ٣"), "first_name", "digits"),
        (NewPatient(last_name="Α", father_name="Ηλίας 2"), "father_name", "digits"),
        (NewPatient(last_name="Α", mobile_phone="12"), "mobile_phone", "not_a_phone"),
        (NewPatient(last_name="Α", phone="69abc1234567"), "phone", "not_a_phone"),
        (NewPatient(last_name="Α", email="nobody"), "email", "not_an_email"),
    ],
)
def test_a_patient_that_cannot_stand_is_named_by_its_field(
    store: Store, clinic: SmallClinic, patient: NewPatient, field: str, code: str
) -> None:
    with pytest.raises(InvalidField) as invalid:
        perform(store, clinic.receptionist, book, clinic.booking(10, patient_id=None, new_patient=patient))
    assert (invalid.value.field, invalid.value.code) == (field, code)
    assert rows(store, "SELECT id FROM appointments") == []


def test_the_past_and_the_break_are_refused_with_their_reasons(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(SlotRefused) as past:
        perform(store, clinic.receptionist, book, clinic.booking(10, starts_at=clinic.at(10, days=-14)))
    assert "past" in past.value.codes
    assert past.value.nearest
    with pytest.raises(SlotRefused) as lunch:
        perform(store, clinic.receptionist, book, clinic.booking(13))
    assert lunch.value.codes == ("break",)


def test_a_walk_in_takes_a_free_start_off_the_grid(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(SlotRefused) as off_grid:
        perform(store, clinic.receptionist, book, clinic.booking(10, 7))
    assert off_grid.value.codes == ("off_grid",)
    appointment = perform(store, clinic.receptionist, book, clinic.booking(10, 7, free_step_minutes=1))
    assert appointment.starts_at == clinic.at(10, 7)


def test_nobody_and_a_stranger_cannot_be_booked(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(InvalidField):
        perform(store, clinic.receptionist, book, clinic.booking(10, patient_id=None))
    with pytest.raises(NotFound):
        perform(store, clinic.receptionist, book, clinic.booking(10, patient_id=new_id()))
    with pytest.raises(NotFound):
        perform(store, clinic.receptionist, book, clinic.booking(10, appointment_type_id=new_id()))


def test_a_visit_whose_times_carry_seconds_is_restored_with_its_claim(
    store: Store, clinic: SmallClinic
) -> None:
    appointment = perform(store, clinic.receptionist, book, clinic.booking(10))
    cancelled = perform(
        store,
        clinic.receptionist,
        cancel,
        AppointmentRequest(
            act_id=new_id(), appointment_id=appointment.appointment_id, row_version=None, reason="mistake"
        ),
    )
    shift = (
        "UPDATE appointments SET starts_at = starts_at + interval '20 s', ends_at = ends_at - interval '9 s'"
    )
    store.do(lambda session: session.execute(text(shift)))
    restored = AppointmentRequest(
        act_id=new_id(), appointment_id=cancelled.appointment_id, row_version=None, reason=None
    )
    perform(store, clinic.receptionist, restore, restored)
    (claim,) = rows(store, "SELECT * FROM appointment_resource_claims WHERE status = 'active'")
    (stored,) = rows(store, "SELECT * FROM appointments")
    assert (claim["starts_at"], claim["ends_at"]) == (stored["starts_at"], stored["ends_at"])
