"""Time off by keys and clicks at desks of their own: asked, decided with names in view, felt at once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import Request
from medic_desk.engine.slots import free_slots
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.decisions import AskTimeOff, DecideTimeOff, ask, withdraw
from medic_desk.model.time_off.requests import TimeOff, read_time_off
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.time_off.form import TimeOffForm
from medic_desk.ui.time_off.window import TimeOffWindow
from medic_desk.ui.words.formats import written_date
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.staff import Staff, button, click, desk_of, hire, retype, run, type_text

OpenWindow = Callable[..., TimeOffWindow]


@pytest.fixture
def staff(store: Store, small: SmallClinic) -> Staff:
    return hire(store, small)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic, stack: ExitStack) -> OpenWindow:
    """Opens the requests, each window at a desk of its own."""

    def opened(user_id: str, name: str) -> TimeOffWindow:
        desk = stack.enter_context(desk_of(store, user_id, name))
        window = TimeOffWindow(desk, theme, small.doctor_id)
        stack.callback(window.deleteLater)
        stack.callback(window.discard)
        with qtbot.waitSignal(window.shown):
            window.open()
        return window

    return opened


def ask_in(qtbot: QtBot, window: TimeOffWindow, first: str, last: str = "", reason: str = "Συνέδριο") -> None:
    """Fill the form of a new request and send it by Enter."""
    click(window.ask_button)
    form = window.dialog
    assert isinstance(form, TimeOffForm)
    retype(form.span.first, first)
    retype(form.span.last, last)
    retype(form.reason, reason)
    with qtbot.waitSignal(form.asked):
        QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dialog is None and bool(window.requests))


def asked_by(store: Store, staff: Staff, small: SmallClinic, start: int = 9, end: int = 17) -> TimeOff:
    """A request of the doctor's, made elsewhere."""
    doctor = Actor(user_id=staff.doctor, actor_type="doctor", desk_name="Office 2")
    wish = AskTimeOff(
        act_id=new_id(), doctor_id=small.doctor_id, starts_at=small.at(start), ends_at=small.at(end)
    )
    return perform(store, doctor, ask, wish)


def free_starts(desk: Desk, small: SmallClinic) -> int:
    """How many starts the desk shows as free on the clinic's day, for a phone call, which needs no room."""
    week = desk.weeks.get(small.doctor_id)
    if week is None:
        return -1
    request = Request(
        now=week.now,
        appointment_type_id=small.call_id,
        starts_from=small.at(0),
        starts_before=small.at(0, days=1),
    )
    return len(free_slots(week.facts, request))


def test_asked_by_the_doctor_approved_by_the_manager_felt_at_the_counter_and_taken_back(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff, stack: ExitStack
) -> None:
    counter = stack.enter_context(desk_of(store, staff.receptionist, "Counter"))
    counter.show([small.doctor_id], small.day, 1)
    qtbot.waitUntil(lambda: free_starts(counter, small) > 0)
    before = free_starts(counter, small)
    doctors = open_window(staff.doctor, "Office 2")
    ask_in(qtbot, doctors, written_date(small.day))
    assert doctors.panel.approve_button.isHidden()
    assert doctors.panel.withdraw_button.isVisible()
    qtbot.waitUntil(lambda: len(counter.weeks[small.doctor_id].pending_time_off) == 1)
    assert free_starts(counter, small) == before
    managers = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(managers.panel.approve_button.isEnabled)
    click(managers.panel.approve_button)
    qtbot.waitUntil(lambda: free_starts(counter, small) == 0)
    qtbot.waitUntil(lambda: doctors.chosen is not None and doctors.chosen.state == "approved")
    assert "Μαρία Ιωάννου" in doctors.panel.told.text()
    qtbot.waitUntil(managers.panel.revoke_button.isVisible)
    click(managers.panel.revoke_button)
    qtbot.waitUntil(lambda: "Say why" in managers.panel.note_field.said)
    type_text(managers.panel.note, "Λείπει συνάδελφος")
    click(managers.panel.revoke_button)
    qtbot.waitUntil(lambda: free_starts(counter, small) == before)
    qtbot.waitUntil(lambda: doctors.chosen is not None and doctors.chosen.state == "revoked")
    assert "Λείπει συνάδελφος" in doctors.panel.told.text()
    assert "Approval revoked by Μαρία Ιωάννου" in doctors.panel.told.text()


def test_the_manager_sees_who_is_booked_before_deciding(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    perform(store, small.receptionist, book, small.booking(10))
    asked_by(store, staff, small)
    window = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(window.panel.approve_button.isEnabled)
    assert [appointment.patient_name for appointment in window.panel.affected.appointments] == [
        "Αντωνίου Γιώργος"
    ]
    assert window.panel.affected.heading.text() == "1 appointment is booked then"
    model = window.list.rows_model
    assert [model.index(0, column).data() for column in (0, 3)] == ["Pending", "1"]
    perform(store, small.receptionist, book, small.booking(11, patient_id=small.patient_ids[1]))
    qtbot.waitUntil(lambda: len(window.panel.affected.appointments) == 2)


def test_an_appointment_booked_in_the_last_moment_is_told_instead_of_overrun(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    asked = asked_by(store, staff, small)
    window = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(window.panel.approve_button.isEnabled)
    window._desk.heard.disconnect(window._on_heard)  # the notice is late
    perform(store, small.receptionist, book, small.booking(10))
    click(window.panel.approve_button)
    qtbot.waitUntil(lambda: "booked meanwhile" in window.message.text)
    qtbot.waitUntil(lambda: len(window.panel.affected.appointments) == 1)
    assert requests(store)[asked.id] == "pending"

    def is_approved() -> bool:
        # What is read meanwhile disables the button again for a moment.
        if requests(store)[asked.id] == "approved":
            return True
        if window.panel.approve_button.isVisible() and window.panel.approve_button.isEnabled():
            click(window.panel.approve_button)
        return False

    qtbot.waitUntil(is_approved)
    window._desk.heard.connect(window._on_heard)


def requests(store: Store) -> dict[str, str]:
    found = store.do(lambda session: read_time_off(session, _long_ago(store)))
    return {one.id: one.state for one in found}


def _long_ago(store: Store) -> datetime:
    return store.do(read_database_clock) - timedelta(days=1)


def test_a_request_withdrawn_meanwhile_is_not_approved(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    asked = asked_by(store, staff, small)
    window = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(window.panel.approve_button.isEnabled)
    window._desk.heard.disconnect(window._on_heard)  # the notice is late
    doctor = Actor(user_id=staff.doctor, actor_type="doctor", desk_name="Office 2")
    perform(store, doctor, withdraw, DecideTimeOff(act_id=new_id(), request_id=asked.id))
    click(window.panel.approve_button)
    qtbot.waitUntil(lambda: "withdrawn meanwhile" in window.message.text)
    assert "Νίκος Παπαδόπουλος" in window.message.text
    qtbot.waitUntil(lambda: window.chosen is not None and window.chosen.state == "withdrawn")
    assert not window.panel.approve_button.isVisible()
    assert requests(store)[asked.id] == "withdrawn"
    window._desk.heard.connect(window._on_heard)


def test_nobody_is_offered_a_decision_on_an_own_request(
    qtbot: QtBot, open_window: OpenWindow, small: SmallClinic, staff: Staff
) -> None:
    window = open_window(staff.manager, "Desk 9")
    ask_in(qtbot, window, written_date(small.day))
    qtbot.waitUntil(window.panel.withdraw_button.isVisible)
    assert not window.panel.approve_button.isVisible()
    assert "Somebody else decides" in window.foot.state.text()
    click(window.panel.withdraw_button)
    qtbot.waitUntil(lambda: window.chosen is not None and window.chosen.state == "withdrawn")


def test_a_denial_carries_its_reason(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    asked = asked_by(store, staff, small)
    window = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(window.panel.deny_button.isVisible)
    click(window.panel.deny_button)
    qtbot.waitUntil(lambda: "Say why" in window.panel.note_field.said)
    assert requests(store)[asked.id] == "pending"
    type_text(window.panel.note, "Δεν γίνεται")
    click(window.panel.deny_button)
    qtbot.waitUntil(lambda: window.chosen is not None and window.chosen.state == "denied")
    assert "Δεν γίνεται" in window.panel.told.text()
    assert window.panel.note.text() == ""


def test_the_form_says_what_is_wrong_and_keeps_what_is_typed(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    window = open_window(staff.doctor, "Office 2")
    click(window.ask_button)
    form = window.dialog
    assert isinstance(form, TimeOffForm)
    assert form.doctor.count() == 1
    retype(form.span.first, "31/2/2027")
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert "day/month/year" in form.span.first_field.said
    retype(form.span.first, written_date(small.day - timedelta(days=30)))
    QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "over already" in form.message.text)
    assert form.focusWidget() is form.span.first
    retype(form.span.first, written_date(small.day))
    retype(form.span.last, written_date(small.day - timedelta(days=1)))
    assert "before the first" in form.span.last_field.said
    retype(form.span.last, "")
    click(form.span.is_whole)
    retype(form.span.start, "14:00")
    retype(form.span.end, "13")
    assert "after the start" in form.span.end_field.said
    retype(form.span.end, "24:00")
    assert form.span.spans() == ((small.at(14), small.at(0, days=1)),)
    asked_by(store, staff, small)
    type_text(form.notes, "παρακαλώ")
    click(form.ask_button)
    qtbot.waitUntil(lambda: "asked for or granted then" in form.message.text)
    assert form.notes.toPlainText() == "παρακαλώ"
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.message.text == "Discard what you typed?"
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialog is None)


def test_the_form_names_who_is_booked(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    perform(store, small.receptionist, book, small.booking(10))
    window = open_window(staff.receptionist, "Counter")
    click(window.ask_button)
    form = window.dialog
    assert isinstance(form, TimeOffForm)
    assert form.doctor.count() == 2
    retype(form.span.first, written_date(small.day))
    qtbot.waitUntil(lambda: [v.patient_name for v in form.affected.appointments] == ["Αντωνίου Γιώργος"])
    form.is_typed = False
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialog is None)
    run(store, "DELETE FROM time_off_requests")


def test_a_note_is_lost_only_after_a_word_on_it(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic, staff: Staff
) -> None:
    first, second = asked_by(store, staff, small, 9, 11), asked_by(store, staff, small, 12, 14)
    window = open_window(staff.manager, "Desk 9")
    qtbot.waitUntil(window.panel.approve_button.isEnabled)
    assert window.chosen is not None
    assert window.chosen.id == first.id
    type_text(window.panel.note, "Λείπει συνάδελφος")
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert window.message.text == "Discard what you typed?"
    qtbot.waitUntil(lambda: window.list.rows_model.key_at(window.list.currentIndex()) == first.id)
    type_text(window.panel.note, "!")
    assert window.message.text == ""
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    click(button(window.message.buttons, "Go on"))
    assert window.panel.note.text() == "Λείπει συνάδελφος!"
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    click(button(window.message.buttons, "Discard"))
    assert window.chosen is not None
    assert (window.chosen.id, window.panel.note.text()) == (second.id, "")
