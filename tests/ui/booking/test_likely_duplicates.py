"""Who is typed new and may be known already is named in the form, however her name is written."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.new_patient_form import NewPatientForm
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> NewPatientForm:
    store.do(
        add,
        PatientRow,
        last_name="Φλαμπουράρης",
        first_name="Κωνσταντίνος",
        birth_date=date(1959, 5, 21),
        mobile_phone="692 000 1704, 2310 555 777",
    )
    window.book_at(small.at(10))
    assert isinstance(window.dock, BookingDock)
    window.dock.patient.begin_new()
    return window.dock.patient.form


@pytest.mark.parametrize(
    ("last_name", "first_name", "phone", "birth_date"),
    [
        ("Φλαμπουράρης", "Κώστας", "", ""),
        ("Κώστας", "Φλαμπουράρης", "", ""),
        ("flampouraris", "kostas", "", "21/05/1959"),
        ("Konstantinos", "Flabouraris", "", ""),
        ("Φλαμπουράρη", "Λήδα", "0030 692 000 1704", ""),
        ("Άλλη", "", "+30 2310 555777", ""),
        ("Φλαμπουράρης", "", "", "21/05/1959"),
    ],
)
def test_she_is_named(
    qtbot: QtBot, form: NewPatientForm, last_name: str, first_name: str, phone: str, birth_date: str
) -> None:
    _type(form, last_name, first_name, phone, birth_date)
    qtbot.waitUntil(lambda: bool(form.duplicates.entries))
    assert [one.first_name for one in form.duplicates.entries] == ["Κωνσταντίνος"]
    assert form.duplicates.isVisible()


@pytest.mark.parametrize(
    ("last_name", "first_name", "phone", "birth_date"),
    [
        ("Φλαμπουράρης", "Νίκος", "", ""),
        ("Φλαμπουράρης", "Κώστας", "", "01/01/1990"),
        ("Φλαμπουράρης", "", "", ""),
        ("Άλλη", "Λήδα", "6920001705", ""),
    ],
)
def test_nobody_else_is(
    qtbot: QtBot, form: NewPatientForm, last_name: str, first_name: str, phone: str, birth_date: str
) -> None:
    _type(form, last_name, first_name, phone, birth_date)
    qtbot.waitUntil(lambda: not form.is_asking)
    assert form.duplicates.entries == ()
    assert not form.duplicates.isVisible()


def _type(form: NewPatientForm, last_name: str, first_name: str, phone: str, birth_date: str) -> None:
    for field, typed in (
        (form.last_name, last_name),
        (form.first_name, first_name),
        (form.phone, phone),
        (form.birth_date, birth_date),
    ):
        field.setText(typed)
