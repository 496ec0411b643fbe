"""A booking taken back that had made its patient: whether the patient goes too is asked, and obeyed."""

from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.appointments.test_acts import CTRL, is_refused, is_told, press, rows
from tests.ui.appointments.test_undo_redo import Y, Z, did
from tests.ui.staff import click


def test_a_patient_made_for_the_booking_goes_with_it_where_one_says_so(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    anew = NewPatient(last_name="Παπαδάκη", first_name="Αριάδνη", mobile_phone="6944000009")
    did(qtbot, desk, book, small.booking(10, patient_id=None, new_patient=anew))
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Παπαδάκη Αριάδνη was entered for this booking. Remove the patient too?")
    remove, keep = window.calendar.answer.buttons
    assert (remove.text(), keep.text()) == ("Re&move", "&Keep")
    click(remove)
    is_told(qtbot, window, "Removed Παπαδάκη Αριάδνη from the patients.")
    assert window.calendar.answer.isHidden()
    assert rows(database_url, "SELECT count(*) FROM patients") == [(3,)]
    press(window, Y, CTRL)
    is_told(qtbot, window, "Booked Παπαδάκη Αριάδνη")
    assert rows(database_url, "SELECT mobile_phone FROM patients WHERE last_name = 'Παπαδάκη'") == [
        ("6944000009",)
    ]
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Παπαδάκη Αριάδνη was entered for this booking.")


def test_a_patient_who_is_kept_is_booked_anew_and_not_made_twice(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    anew = NewPatient(last_name="Παπαδάκη", first_name="Αριάδνη")
    did(qtbot, desk, book, small.booking(10, patient_id=None, new_patient=anew))
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Remove the patient too?")
    click(window.calendar.answer.buttons[1])
    assert window.calendar.answer.isHidden()
    press(window, Y, CTRL)
    is_told(qtbot, window, "Booked Παπαδάκη Αριάδνη")
    assert rows(database_url, "SELECT count(*) FROM patients WHERE last_name = 'Παπαδάκη'") == [(1,)]


def test_of_a_patient_who_was_kept_it_is_asked_again_after_each_redo(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    who = "SELECT count(*) FROM patients WHERE last_name = 'Παπαδάκη'"
    anew = NewPatient(last_name="Παπαδάκη", first_name="Αριάδνη", mobile_phone="6944000009")
    did(qtbot, desk, book, small.booking(10, patient_id=None, new_patient=anew))
    for _ in range(2):
        press(window, Z, CTRL)
        is_refused(qtbot, window, "Remove the patient too?")
        click(window.calendar.answer.buttons[1])
        press(window, Y, CTRL)
        is_told(qtbot, window, "Booked Παπαδάκη Αριάδνη")
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert rows(database_url, who) == [(1,)]
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Remove the patient too?")
    click(window.calendar.answer.buttons[0])
    is_told(qtbot, window, "Removed Παπαδάκη Αριάδνη from the patients.")
    assert rows(database_url, who) == [(0,)]
    # What is done anew now makes the patient who was typed.
    press(window, Y, CTRL)
    is_told(qtbot, window, "Booked Παπαδάκη Αριάδνη")
    assert rows(database_url, who.replace("count(*)", "mobile_phone")) == [("6944000009",)]
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Remove the patient too?")
    click(window.calendar.answer.buttons[0])
    is_told(qtbot, window, "Removed Παπαδάκη Αριάδνη from the patients.")
    assert rows(database_url, who) == [(0,)]


def test_a_patient_somebody_has_booked_meanwhile_is_not_asked_about(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    anew = NewPatient(last_name="Παπαδάκη", first_name="Αριάδνη")
    booked = did(qtbot, desk, book, small.booking(10, patient_id=None, new_patient=anew))
    perform(store, small.manager, book, small.booking(12, patient_id=booked.patient_id))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert window.calendar.answer.isHidden()


def test_a_patient_somebody_books_while_it_is_asked_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    anew = NewPatient(last_name="Παπαδάκη", first_name="Αριάδνη")
    booked = did(qtbot, desk, book, small.booking(10, patient_id=None, new_patient=anew))
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Remove the patient too?")
    perform(store, small.manager, book, small.booking(12, patient_id=booked.patient_id))
    click(window.calendar.answer.buttons[0])
    is_refused(qtbot, window, "The patient stays: there is another appointment.")
