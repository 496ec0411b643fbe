"""Editing a patient: only what was changed is written, and nobody's work is lost to another's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import ActMismatch, InvalidField
from medic_desk.model.acts.perform import perform
from medic_desk.model.patients.editing import edit_patient
from medic_desk.model.patients.errors import FileNumberTaken, PatientMerged, StalePatient
from medic_desk.model.patients.fields import PatientFields, cleaned, differing
from medic_desk.model.patients.search import read_patients
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.patients.patient_rows import do, edit, everything, fields_now
from tests.model.small_clinic import make_small_clinic, new_id

WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


@pytest.fixture
def patient(desk: Desk) -> str:
    return desk.clinic.patient_ids[0]


def test_what_was_changed_is_written_and_told_by_names_of_fields_alone(desk: Desk, patient: str) -> None:
    request = edit(
        desk, patient, mobile_phone=" 6977 000 001 (μητέρα) ", notes="  ", birth_date=date(1961, 9, 3)
    )
    result = do(desk, edit_patient, request)
    assert (result.patient_id, result.patient_name) == (patient, "Αντωνίου Γιώργος")
    now = fields_now(desk, patient)
    assert (now.mobile_phone, now.notes, now.birth_date) == ("6977 000 001 (μητέρα)", None, date(1961, 9, 3))
    (event,) = desk.rows("SELECT * FROM staff_events")
    assert (event["action"], event["subject_table"]) == ("patient_edited", "patients")
    assert (str(event["subject_id"]), str(event["act_id"])) == (patient, request.act_id)
    assert (str(event["actor_id"]), event["desk_name"]) == (desk.clinic.receptionist.user_id, "Desk 1")
    assert event["metadata"] == {"changed": ["birth_date", "mobile_phone"]}
    left = everything(desk)
    again = do(desk, edit_patient, request)
    assert again == replace(result, already_done=True)
    assert everything(desk) == left
    with pytest.raises(ActMismatch):
        do(desk, edit_patient, replace(request, wanted=replace(request.wanted, notes="x")))


def test_the_figures_of_a_phone_that_is_the_mothers_are_found(desk: Desk, patient: str) -> None:
    do(desk, edit_patient, edit(desk, patient, phone="210 123 4567 (μητέρα)"))
    (row,) = desk.rows(f"SELECT phone_keys FROM patients WHERE id = '{patient}'")
    assert row["phone_keys"].startswith("2101234567 ")
    assert [one.id for one in desk.store.do(read_patients, "2101234567")] == [patient]


def test_two_who_edit_other_fields_lose_nothing(desk: Desk, patient: str) -> None:
    one, two = edit(desk, patient, notes="hard of hearing"), edit(desk, patient, email="a@example.org")
    do(desk, edit_patient, one)
    do(desk, edit_patient, two)
    now = fields_now(desk, patient)
    assert (now.notes, now.email) == ("hard of hearing", "a@example.org")


def test_two_who_edit_one_field_are_told_and_nothing_is_written(desk: Desk, patient: str) -> None:
    one = edit(desk, patient, email="a@example.org", notes="one")
    two = edit(desk, patient, email="b@example.org", father_name="Πέτρος")
    do(desk, edit_patient, one)
    with pytest.raises(StalePatient) as stale:
        do(desk, edit_patient, two)
    assert (stale.value.patient_id, stale.value.fields) == (patient, ("email",))
    assert (stale.value.found.email, stale.value.found.notes) == ("a@example.org", "one")
    assert "example" not in str(stale.value)
    now = fields_now(desk, patient)
    assert (now.email, now.father_name) == ("a@example.org", None)


def test_two_who_write_the_same_agree(desk: Desk, patient: str) -> None:
    one, two = (edit(desk, patient, email="a@example.org") for _ in range(2))
    do(desk, edit_patient, one)
    do(desk, edit_patient, two)
    assert fields_now(desk, patient).email == "a@example.org"


@pytest.mark.parametrize(
    ("wanted", "field", "code"),
    [
        ({"last_name": "  "}, "last_name", "missing"),
        ({"first_name": "Άννα2"}, "first_name", "digits"),
        ({"birth_date": date(1899, 12, 31)}, "birth_date", "too_long_ago"),
        ({"birth_date": date.max}, "birth_date", "in_the_future"),
        ({"phone": "μητέρα"}, "phone", "not_a_phone"),
        ({"mobile_phone": "12 (μητέρα)"}, "mobile_phone", "not_a_phone"),
        ({"mobile_phone": "6977000001 (κόρη 2)"}, "mobile_phone", "digits_of_owner"),
        ({"email": "nowhere"}, "email", "not_an_email"),
        ({"notes": "a\x00b"}, "notes", "unwritable"),
    ],
)
def test_what_cannot_stand_is_refused(desk: Desk, patient: str, wanted: Any, field: str, code: str) -> None:
    before = everything(desk)
    with pytest.raises(InvalidField) as refused:
        do(desk, edit_patient, edit(desk, patient, **wanted))
    assert (refused.value.field, refused.value.code) == (field, code)
    assert everything(desk) == before


def test_an_odd_old_field_does_not_keep_another_from_being_changed(desk: Desk, patient: str) -> None:
    desk.execute(f"UPDATE patients SET email = 'nowhere', phone = 'ask' WHERE id = '{patient}'")
    do(desk, edit_patient, edit(desk, patient, notes="x"))
    assert fields_now(desk, patient).email == "nowhere"


def test_a_file_number_is_one_patients(desk: Desk, patient: str) -> None:
    other = desk.clinic.patient_ids[1]
    do(desk, edit_patient, edit(desk, other, file_number="A-7"))
    with pytest.raises(FileNumberTaken) as taken:
        do(desk, edit_patient, edit(desk, patient, file_number=" A-7 "))
    assert (taken.value.holder_id, taken.value.holder_name) == (other, "Νικολάου Σοφία")
    do(desk, edit_patient, edit(desk, other, file_number="A-7", notes="x"))


def test_who_is_gone_or_was_merged_is_not_edited(desk: Desk, patient: str) -> None:
    other = desk.clinic.patient_ids[1]
    request = edit(desk, patient, notes="x")
    with pytest.raises(NotFound):
        do(desk, edit_patient, replace(request, act_id=new_id(), patient_id=new_id()))
    desk.execute(f"UPDATE patients SET merged_into_id = '{other}' WHERE id = '{patient}'")
    with pytest.raises(PatientMerged) as merged:
        do(desk, edit_patient, request)
    assert merged.value.into_id == other


def test_an_edit_is_taken_back_and_done_anew(desk: Desk, patient: str) -> None:
    before = fields_now(desk, patient)
    request = edit(desk, patient, mobile_phone="6977 000 001", notes=" x ")
    do(desk, edit_patient, request)
    assert edit_patient.way_back is not None
    back = edit_patient.way_back(request, new_id())
    # What somebody else wrote into another field meanwhile stays.
    do(desk, edit_patient, edit(desk, patient, email="a@example.org"))
    do(desk, back.act, back.request)
    assert fields_now(desk, patient) == replace(before, email="a@example.org")
    do(desk, edit_patient, replace(request, act_id=new_id()))
    assert fields_now(desk, patient).notes == "x"


def test_an_edit_that_was_edited_since_is_not_taken_back(desk: Desk, patient: str) -> None:
    request = edit(desk, patient, notes="one")
    do(desk, edit_patient, request)
    do(desk, edit_patient, edit(desk, patient, notes="two"))
    assert edit_patient.way_back is not None
    back = edit_patient.way_back(request, new_id())
    with pytest.raises(StalePatient):
        do(desk, back.act, back.request)
    assert fields_now(desk, patient).notes == "two"


@pytest.mark.parametrize("is_of_one_field", [True, False])
def test_who_edits_at_the_same_time_waits_and_then_sees(
    desk: Desk, patient: str, database_url: str, *, is_of_one_field: bool
) -> None:
    """One transaction stands open with the row changed while another desk saves."""
    one = edit(desk, patient, email="a@example.org")
    two = edit(desk, patient, **({"email": "b@example.org"} if is_of_one_field else {"notes": "b"}))
    actor = desk.clinic.manager
    with Store(database_url, "second") as second, ThreadPoolExecutor(1) as thread:
        with desk.store.engine.connect() as connection, Session(connection) as session:
            edit_patient(session, desk.clinic.receptionist, one)
            waiting = thread.submit(perform, second, actor, edit_patient, two)
            while not desk.rows(WAITING):
                assert not waiting.done()
            session.commit()
        if is_of_one_field:
            with pytest.raises(StalePatient):
                waiting.result(timeout=30)
        else:
            waiting.result(timeout=30)
    now = fields_now(desk, patient)
    assert (now.email, now.notes) == ("a@example.org", None if is_of_one_field else "b")


def test_fields_differ_by_what_is_written_alone() -> None:
    one = PatientFields(last_name="Α", notes=" x ", email="")
    assert differing(one, PatientFields(last_name=" Α", first_name=" ", notes="x")) == ()
    assert differing(one, replace(one, notes=None, first_name="Β")) == ("first_name", "notes")
    assert cleaned(one) == PatientFields(last_name="Α", notes="x")


def test_today_is_a_birth_date_and_tomorrow_is_none(desk: Desk, patient: str) -> None:
    (row,) = desk.rows("SELECT (now() AT TIME ZONE 'Europe/Athens')::date AS today")
    do(desk, edit_patient, edit(desk, patient, birth_date=row["today"]))
    with pytest.raises(InvalidField):
        do(desk, edit_patient, edit(desk, patient, birth_date=row["today"] + timedelta(days=2)))
