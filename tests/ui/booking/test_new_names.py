"""The names of a new patient in the booking: any alphabet, and no digits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.patients.register import check_names
from medic_desk.model.patients.search import NewPatient
from medic_desk.tour import type_text
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import confirmed, until_ready


def test_a_name_with_a_digit_is_refused_at_the_field_and_enter_books_nothing(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, database_url: str
) -> None:
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    type_text(dock.patient.search, "2psarra M")
    dock.patient.begin_new()
    form = dock.patient.form
    assert (form.last_name.text(), form.first_name.text()) == ("2psarra", "M")
    assert form.last_name.hasFocus()
    assert form.said == form.last_name.accessibleDescription() == "A last name has no digits."
    assert form.last_name.property("role") == "error"
    assert dock.foot.missing == "A last name has no digits."
    QTest.keyClick(form.last_name, Qt.Key.Key_Return)
    form.last_name.setText("Psarra")
    form.first_name.setText("M2")
    assert form.said == "A first name has no digits."
    assert form.last_name.property("role") == ""
    form.first_name.setText("M")
    assert form.said == ""
    until_ready(qtbot, dock)
    assert confirmed(database_url) == 0, "the Enter from before booked nothing"


@pytest.mark.parametrize(
    "name", ["O'Brien", "Παπαδοπούλου-Νικολάου", "St. John", "D’Arcy", "Müller", "Иванов", "李", "محمد", "Ⅷ"]
)
def test_names_of_every_alphabet_may_stand(name: str) -> None:
    check_names(NewPatient(last_name=name, first_name=name, father_name=name))
