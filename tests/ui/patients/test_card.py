"""The card: found by keys, read anew when something changes, booked from again, left without a loss."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.acts.acting_desk import on
from tests.model.small_clinic import SmallClinic
from tests.ui.patients.card_steps import find_by_keys, opened, patients_of, type_over
from tests.ui.staff import button, click, run, type_text


def booked(store: Store, small: SmallClinic, hour: int, **fields: Any) -> Any:
    return perform(store, small.receptionist, book, small.booking(hour, **fields))


def test_a_card_in_three_keys(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> None:
    coming = booked(store, small, 10, patient_id=small.patient_ids[2])
    gone = booked(store, small, 12, patient_id=small.patient_ids[2])
    perform(store, small.receptionist, cancel, on(gone, "ill"))
    patients = find_by_keys(qtbot, window, "vas")
    head = patients.card_pane.head
    assert head.name.text() == "Βασιλείου Κώστας"
    assert "694\u00a0400\u00a00003" in head.particulars.text()
    assert "10:00" in head.next.text()
    assert "Παπαδόπουλος" in head.next.text()
    rows = patients.card_pane.appointments.rows
    assert [row.appointment.id if row.appointment else "" for row in rows] == [
        "",
        coming.appointment_id,
        "",
        gone.appointment_id,
    ]
    assert not patients.isModal()
    assert window.isEnabled()
    assert patients.card_pane.appointments.hasFocus()


def test_enter_before_the_answer_takes_the_only_one(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.find_patient.trigger()
    patients = patients_of(window)
    type_text(patients.finder.line, "nikol")
    QTest.keyClick(patients.finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: patients.card is not None)
    assert patients.card is not None
    assert patients.card.fields.last_name == "Νικολάου"


def test_nobody_is_found_and_it_is_said(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.find_patient.trigger()
    patients = patients_of(window)
    type_text(patients.finder.line, "zzzz")
    qtbot.waitUntil(lambda: patients.finder.hint == "Nobody is found.")
    assert patients.card is None


def test_the_card_of_an_appointment(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    run(store, f"UPDATE patients SET desk_warning = 'αμαξίδιο' WHERE id = '{small.patient_ids[0]}'")
    made = booked(store, small, 10)
    assert not window.menus.patient_card.isEnabled()
    qtbot.waitUntil(lambda: window.calendar.appointment(made.appointment_id) is not None)
    window.show_appointment(made.appointment_id)
    assert window.details.desk_warning.text == "αμαξίδιο"
    assert window.menus.patient_card.isEnabled()
    click(window.details.card_button)
    patients = patients_of(window)
    qtbot.waitUntil(lambda: patients.card is not None)
    assert patients.card_pane.head.warning.text == "αμαξίδιο"
    patients.reject()
    assert not patients.isVisible()
    window.menus.patient_card.trigger()
    qtbot.waitUntil(lambda: patients.card is not None)
    window.details.clear()
    assert window.details.desk_warning.text == ""


def test_what_others_do_is_shown_at_once(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    patients = opened(qtbot, window, small.patient_ids[1])
    pane = patients.card_pane
    assert pane.appointments.isHidden()
    assert not pane.show_button.isEnabled()
    made = booked(store, small, 11, patient_id=small.patient_ids[1])
    qtbot.waitUntil(lambda: pane.appointments.appointment is not None)
    assert pane.appointments.appointment is not None
    assert pane.appointments.appointment.id == made.appointment_id
    run(store, f"UPDATE patients SET first_name = 'Σοφία Άννα' WHERE id = '{small.patient_ids[1]}'")
    qtbot.waitUntil(lambda: pane.head.name.text() == "Νικολάου Σοφία Άννα")
    qtbot.waitUntil(lambda: patients.form.fields["first_name"].editor.written() == "Σοφία Άννα")
    assert not patients.save_button.isEnabled()


def test_who_is_removed_meanwhile_is_said_to_be_gone(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    patients = opened(qtbot, window, small.patient_ids[1])
    run(store, f"DELETE FROM patients WHERE id = '{small.patient_ids[1]}'")
    qtbot.waitUntil(lambda: "not there any more" in patients.message.text)
    assert patients.pages.currentWidget() is patients.finder


def test_a_missed_one_is_booked_again_with_all_that_it_was(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    missed = booked(
        store,
        small,
        10,
        doctor_id=small.colleague_id,
        appointment_type_id=small.colleague_service_id,
        starts_at=small.at(10, days=-14),
        past_grace_minutes=60 * 24 * 60,
    )
    run(store, f"UPDATE appointments SET status = 'no_show' WHERE id = '{missed.appointment_id}'")
    run(store, f"UPDATE patients SET desk_warning = 'αμαξίδιο' WHERE id = '{small.patient_ids[0]}'")
    patients = opened(qtbot, window, small.patient_ids[0])
    QTest.keyClick(patients, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.dock is not None)
    dock = window.dock
    assert dock is not None
    assert dock.patient.patient is not None
    assert dock.patient.patient.id == small.patient_ids[0]
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.colleague_service_id
    assert dock.choice.doctor_id == small.colleague_id
    assert not patients.isVisible(), "nothing covers the calendar"
    qtbot.waitUntil(lambda: dock.form.patient_part.desk_warning.text == "αμαξίδιο")
    qtbot.waitUntil(lambda: dock.starts.found is not None and dock.starts.list.hasFocus())


def test_what_is_no_longer_offered_is_booked_with_what_is_left(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(store, small, 10)
    run(store, f"UPDATE appointment_types SET is_active = false WHERE id = '{small.service_id}'")
    qtbot.waitUntil(lambda: not is_offered(window, small.service_id))
    patients = opened(qtbot, window, small.patient_ids[0])
    click(patients.card_pane.book_button)
    qtbot.waitUntil(lambda: window.dock is not None)
    assert window.dock is not None
    assert window.dock.choice.doctor_id == small.doctor_id


def is_offered(window: MainWindow, service_id: str) -> bool:
    """Whether the window's desk has heard of a service that it can be booked."""
    clinic = window._desk.clinic
    return clinic is not None and any(one.id == service_id and one.is_active for one in clinic.services)


def test_a_booking_that_is_begun_is_not_lost_to_another(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    assert window.dock is not None
    type_text(window.dock.patient.search, "anton")
    patients = opened(qtbot, window, small.patient_ids[1])
    patients.card_pane.book_again()
    assert "finish or close it first" in patients.message.text
    assert patients.isVisible()
    assert window.dock.patient.search.text() == "anton"


def test_an_appointment_is_shown_in_the_calendar(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    far = booked(store, small, 10, starts_at=small.at(10, days=21))
    patients = opened(qtbot, window, small.patient_ids[0])
    qtbot.waitUntil(patients.card_pane.appointments.isVisible)
    QTest.keyClick(patients.card_pane.appointments, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.details.appointment_id == far.appointment_id)
    assert not patients.isVisible()


def test_escape_leaves_the_list_then_the_window(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    patients = opened(qtbot, window, small.patient_ids[0])
    QTest.keyClick(patients, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert patients.finder.line.hasFocus()
    type_text(patients.finder.line, "nik")
    assert patients.pages.currentWidget() is patients.finder
    QTest.keyClick(patients, Qt.Key.Key_Escape)
    assert patients.pages.currentWidget() is patients.card_pane
    assert patients.finder.line.text() == ""
    QTest.keyClick(patients, Qt.Key.Key_Escape)
    assert not patients.isVisible()
    assert patients.card is None


def test_closing_asks_before_it_loses_what_was_typed(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    patients = opened(qtbot, window, small.patient_ids[0])
    type_over(patients, "email", "a@example.org")
    assert not window.close()
    assert "Discard" in patients.message.text
    click(button(patients.message.buttons, "Go on"))
    assert patients.form.fields["email"].editor.written() == "a@example.org"
    window.patients.open(small.patient_ids[1])
    assert "Discard" in patients.message.text
    QApplication.processEvents()
    assert patients.card is not None
    assert patients.card.patient_id == small.patient_ids[0]
    click(button(patients.message.buttons, "Discard"))
    qtbot.waitUntil(lambda: patients.card is not None and patients.card.patient_id == small.patient_ids[1])
    assert not patients.form.is_changed
