"""Lines that are just a patient: they open the card; an age in them ranks who is found, and hides nobody."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.one_line.calendar_days import add_months
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.patients.window import PatientWindow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add
from tests.ui.one_line.steps import RETURN, chips, names, press, type_line, until_seen

BORN = date(1958, 3, 2)


@pytest.fixture
def line(window: MainWindow) -> OneLine:
    return window.one_line.made()


def _enter(store: Store, last: str, first: str, born: date | None) -> str:
    return store.do(add, PatientRow, last_name=last, first_name=first, birth_date=born)


def _years_ago(window: MainWindow, small: SmallClinic, years: int) -> date:
    """A birth date of somebody who is so old."""
    today = local_date(minute_floor(window._desk.now()), small.zone)
    return add_months(today, -12 * years - 3)


def _shows(patients: PatientWindow, patient_id: str) -> bool:
    return patients.isVisible() and patients.card is not None and patients.card.patient_id == patient_id


@pytest.mark.parametrize(
    "typed",
    ["nikolaou", "πότε έχει ραντεβού η Νικολάου", "6944000002", "+30 694 400 0002", "nikolaou 6944000002"],
)
def test_a_patient_alone_opens_the_card(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, typed: str
) -> None:
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert names(line)[0] == "Patient card"
    press(qtbot, line, RETURN)
    patients = window.patients.window
    assert patients is not None
    qtbot.waitUntil(lambda: _shows(patients, small.patient_ids[1]))
    assert not line.is_open
    assert line.view.line.text() == ""
    patients.close()


def test_when_the_appointment_is_stands_there_before_the_card_opens(
    qtbot: QtBot, line: OneLine, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(10))
    type_line(qtbot, line, "pote exei rantevou o antoniou")
    until_seen(qtbot, line)
    assert names(line) == ["Patient card", f"{small.day:%a %d/%m} 10:00"]


@pytest.mark.parametrize("typed", ["2/3/1958", "2/3/58", "02/03/1958"])
def test_a_birth_date_finds_whose_it_is(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, typed: str
) -> None:
    patient_id = _enter(store, "Λιάπη", "Μαρία", BORN)
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert chips(line)[0].startswith("?patient")
    assert names(line)[0] == "Λιάπη Μαρία"
    press(qtbot, line, RETURN, RETURN)
    patients = window.patients.window
    assert patients is not None
    qtbot.waitUntil(lambda: _shows(patients, patient_id))
    patients.close()


def test_an_age_puts_who_is_so_old_first_and_hides_nobody(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, small: SmallClinic
) -> None:
    for first, years in (("Άννα", 45), ("Βασιλική", 66), ("Χρύσα", 8)):
        _enter(store, "Λιάπη", first, _years_ago(window, small, years))
    _enter(store, "Λιάπη", "Δώρα", None)
    type_line(qtbot, line, "λιάπη")
    everybody = names(line)
    for years, first in ((66, "Βασιλική"), (8, "Χρύσα"), (45, "Άννα")):
        type_line(qtbot, line, f"λιάπη {years} ετών")
        until_seen(qtbot, line)
        assert names(line)[0] == f"Λιάπη {first}"
        assert sorted(names(line)) == sorted(everybody)
        assert line.view.verdict.warnings == ""
    type_line(qtbot, line, "λιάπη 30 ετών")
    until_seen(qtbot, line)
    assert names(line) == everybody
    assert line.view.verdict.warnings == "Nobody of this age is found."


def test_who_alone_is_called_so_is_not_taken_at_another_age(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, small: SmallClinic
) -> None:
    _enter(store, "Λιάπη", "Μαρία", _years_ago(window, small, 66))
    day = f"{small.day.day}/{small.day.month}"
    type_line(qtbot, line, f"λιάπη 66 ετών visit {day} 10:00")
    assert line.view.verdict.sentence.startswith("Λιάπη Μαρία")
    type_line(qtbot, line, "λιάπη ")
    assert line.understanding.draft.patient is not None
    line.view.line.insert(f"8 ετών visit {day} 10:00")
    until_seen(qtbot, line)
    assert line.view.question == "Which patient?"
    assert names(line) == ["Λιάπη Μαρία"]
    assert "Nobody of this age is found." in line.view.verdict.warnings
