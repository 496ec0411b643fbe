"""A text that the database cannot hold is refused before anything is sent, whatever act carries it."""

import dataclasses

import pytest

from medic_desk.engine.facts import Break, Rule
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.perform import perform
from medic_desk.model.acts.written_text import check_written
from medic_desk.model.appointments.booking import book
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.save import SaveHours, save_hours
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows
from tests.model.small_clinic import ZONE, SmallClinic, make_small_clinic, new_id

UNWRITABLE = ["a\x00b", "\ud83d", "a\udc00", "\ude00\ud83d"]
WRITABLE = ["", "Ελένη", "two\nlines\tand a tab\r\n", "😀", "\x07", "\u202e"]


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


@pytest.mark.parametrize("text", UNWRITABLE)
def test_a_booking_with_such_a_text_is_refused_with_its_field(
    store: Store, clinic: SmallClinic, text: str
) -> None:
    typed = NewPatient(last_name="Μακρή", father_name=text)
    for field, request in (
        ("notes", clinic.booking(10, notes=text)),
        ("father_name", clinic.booking(10, patient_id=None, new_patient=typed)),
    ):
        with pytest.raises(InvalidField) as refused:
            perform(store, clinic.receptionist, book, request)
        assert (refused.value.field, refused.value.code) == (field, "unwritable")
    assert rows(store, "SELECT 1 FROM appointments") == []


@pytest.mark.parametrize("text", WRITABLE)
def test_any_other_text_is_booked_as_it_is(store: Store, clinic: SmallClinic, text: str) -> None:
    perform(store, clinic.receptionist, book, clinic.booking(10, notes=f"|{text}|"))
    assert rows(store, "SELECT notes FROM appointments") == [{"notes": f"|{text}|"}]


def test_a_text_deep_in_a_request_is_found(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    pause = hours.rules[0].breaks[0]._replace(label="\x00")
    rules = (dataclasses.replace(hours.rules[0], breaks=(pause,)), *hours.rules[1:])
    wanted = SaveHours(
        act_id=new_id(), doctor_id=clinic.doctor_id, hours_version=hours.hours_version, rules=rules
    )
    with pytest.raises(InvalidField) as refused:
        perform(store, clinic.manager, save_hours, wanted)
    assert (refused.value.field, refused.value.code) == ("label", "unwritable")


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"reason": ["fine", "\x00"]}, "reason"),
        ({"\x00": 1}, ""),
        ({3: "\x00"}, ""),
        (frozenset({"\x00"}), ""),
        (Break(None, 0, 1, "\ud800"), "label"),
        (Rule(id="\x00", timezone=ZONE, day_of_week=1, work_start_local=0, work_end_local=60), "id"),
    ],
)
def test_every_kind_of_value_is_looked_into(value: object, field: str) -> None:
    with pytest.raises(InvalidField) as refused:
        check_written(value)
    assert refused.value.field == field


def test_what_is_no_text_is_let_pass() -> None:
    check_written((1, None, Rule, b"\x00", {"a": (1.5, [True])}))
