"""The patient of a booking: own appointments below the name, warnings, and who it may be after all."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.patients.appointments import Meeting, PatientAppointment
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.own_appointments import OwnAppointments, shown_appointments
from medic_desk.ui.booking.patient_search import age
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.meetings import meeting_sentences
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.booking.steps import confirmed, find_patient, rows, until_ready

RETURN = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
"""Enter with it is the key for a new patient beside a likely duplicate."""


@pytest.fixture
def dock(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> BookingDock:
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    return dock


def own(starts_at: int, status: str = "confirmed") -> PatientAppointment:
    """An appointment of the patient's, half an hour long."""
    return PatientAppointment(
        id=new_id(),
        starts_at=starts_at,
        ends_at=starts_at + 30,
        zone="Europe/Athens",
        status=status,
        doctor_id="doctor",
        doctor_name="Ράπτης Νίκος",
        appointment_type_id="service",
        service_name="Εξέταση",
        consultation_mode="in_person",
        doctor_location_id=None,
        site_id=None,
        place_name="Μαρούσι",
        patient_arrived_at=None,
        visit_started_at=None,
    )


def test_the_next_the_last_and_the_missed_one_are_shown() -> None:
    now = 30_000_000
    missed, older, last = own(now - 900, "no_show"), own(now - 800, "completed"), own(now - 500, "completed")
    cancelled = own(now + 60, "cancelled")
    coming = [own(now + minutes) for minutes in (100, 200, 300)]
    shown = shown_appointments([missed, older, last, cancelled, *coming], now)
    assert shown == (*coming[:2], last, missed)


def test_the_model_of_own_appointments_keeps_the_rules_of_qt(
    qapp: QApplication, theme: Theme, qtmodeltester: ModelTester
) -> None:
    listed = OwnAppointments(theme)
    qtmodeltester.check(listed.rows_model, force_py=True)  # type: ignore[no-untyped-call]
    now = 30_000_000
    for appointments in ((own(now + 60),), (), (own(now - 60, "no_show"), own(now - 90, "completed"))):
        listed.show_appointments(appointments, now)
        assert listed.isHidden() == (not appointments)
    last, missed = (listed.rows_model.index(row, 3).data() for row in range(2))
    assert (last, missed) == ("✓", "missed")
    # The tester lets go of the model when this test is over, and not before.
    listed.deleteLater()


def test_one_appointment_is_told_in_the_gravest_way_it_is_met() -> None:
    one, other = own(30_000_000), own(30_000_600)
    met = (
        Meeting("near_elsewhere", one, 25),
        Meeting("same_day", one, 25),
        Meeting("same_day", other, 100),
    )
    said = meeting_sentences(met)
    assert len(said) == 2
    assert "only 25 min between two places" in said[0]
    assert "Μαρούσι" in said[0]


def test_what_is_over_is_told_as_past() -> None:
    (coming,) = meeting_sentences((Meeting("same_service", own(30_000_000), 0),))
    (over,) = meeting_sentences((Meeting("same_service", own(30_000_000, "completed"), 0),))
    assert (coming[:4], over[:4]) == ("Has ", "Had ")


def test_her_appointments_stand_below_her_name_and_warn_of_the_same_day(
    qtbot: QtBot, dock: BookingDock, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    patient = small.patient_ids[1]
    booked = perform(store, small.manager, book, small.booking(15, patient_id=patient))
    told: list[object] = []
    dock.own_appointments_changed.connect(told.append)
    find_patient(qtbot, dock, "nikol")
    qtbot.waitUntil(lambda: bool(dock.form.patient_part.appointments))
    assert told.pop() == (booked.appointment_id,)
    assert [one.id for one in dock.form.patient_part.own.rows] == [booked.appointment_id]
    assert "15:00 with Παπαδόπουλος Νίκος that day" in dock.form.patient_part.warnings
    until_ready(qtbot, dock)
    QTest.keyClick(dock.book_button, RETURN)
    qtbot.waitUntil(lambda: window.dock is None)
    assert confirmed(database_url) == 2, "a warning never forbids"
    assert told.pop() == ()


def test_enter_takes_the_likely_duplicate_and_ctrl_enter_books_a_new_one(
    qtbot: QtBot, dock: BookingDock, window: MainWindow, database_url: str
) -> None:
    form = dock.patient.form
    type_text(dock.patient.search, "Νικολάου Σοφία")
    qtbot.waitUntil(lambda: len(dock.patient.results.entries) == 1)
    dock.activateWindow()
    dock.patient.search.setFocus()
    qtbot.waitUntil(dock.patient.search.hasFocus)
    QTest.keyClick(dock.patient.search, RETURN, CONTROL)
    assert dock.patient.is_new
    QTest.keyClick(form.phone, RETURN)
    assert dock.patient.patient is None, "who it may be is not known yet"
    qtbot.waitUntil(lambda: bool(form.duplicates.entries))
    QTest.keyClick(form.phone, RETURN)
    assert dock.patient.new_patient() is None
    assert [dock.patient.patient] == list(form.duplicates.entries)
    dock.patient.begin_new()
    qtbot.waitUntil(lambda: bool(form.duplicates.entries) and not form.is_asking)
    until_ready(qtbot, dock)
    QTest.keyClick(form.phone, RETURN, CONTROL)
    qtbot.waitUntil(lambda: window.dock is None)
    assert rows(database_url, "SELECT count(*) FROM patients WHERE last_name = 'Νικολάου'") == [(2,)]


def test_nobody_found_enter_types_a_new_patient(qtbot: QtBot, dock: BookingDock) -> None:
    type_text(dock.patient.search, "Ξενάκη Ρέα")
    qtbot.waitUntil(lambda: dock.patient.new_button.text() == "New &patient “Ξενάκη Ρέα”…")
    qtbot.waitUntil(lambda: dock.patient.look.is_seen)
    QTest.keyClick(dock.patient.search, RETURN)
    assert dock.patient.is_new
    assert dock.patient.form.last_name.text() == "Ξενάκη"


def test_who_is_chosen_is_told_with_age_and_numbers(
    qtbot: QtBot, dock: BookingDock, database_url: str, small: SmallClinic
) -> None:
    assert age(date(1987, 2, 14), date(2026, 2, 13)) == 38
    assert age(date(1987, 2, 14), date(2026, 2, 14)) == 39
    find_patient(qtbot, dock, "nikol")
    shown = [label.text() for label in dock.patient.findChildren(type(dock.foot._head))]
    assert "694\u00a0400\u00a00002" in " ".join(shown)
