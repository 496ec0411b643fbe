"""Undo and redo by real keys over a real database: named in the menu, one for a press, and why where not."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, approve, cancel
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.overbooking import OverbookRequest, overbook
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.exceptions.save import DeleteException, SaveException, delete_exception, save_exception
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import DoneAct
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.acts import act_words
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import CTRL, SHIFT, is_refused, is_told, press, rows, shows
from tests.ui.staff import click

Z, Y = Qt.Key.Key_Z, Qt.Key.Key_Y


def did(qtbot: QtBot, desk: Desk, act: Callable[..., Any], request: object) -> AppointmentResult:
    """An act of this desk, sent as its forms send it."""
    failed: list[Exception] = []
    with qtbot.waitSignal(desk.act_done) as done:
        desk.act(desk, act, request, lambda _result: None, failed.append)
    assert not failed
    result: AppointmentResult = done.args[1]
    return result


def moved(one: AppointmentResult, starts_at: int, **fields: Any) -> MoveRequest:
    return MoveRequest(
        act_id=new_id(),
        appointment_id=one.appointment_id,
        row_version=one.row_version,
        starts_at=starts_at,
        **fields,
    )


def cancelled(one: AppointmentResult) -> AppointmentRequest:
    return AppointmentRequest(
        act_id=new_id(), appointment_id=one.appointment_id, row_version=one.row_version, reason="ill"
    )


def menu(window: MainWindow) -> tuple[str, str]:
    """What Undo and Redo say, empty where they are off."""
    actions = (window.menus.undo, window.menus.redo)
    undo, redo = (action.text().replace("&", "") if action.isEnabled() else "" for action in actions)
    return undo, redo


def starts(window: MainWindow, appointment_id: str) -> int:
    found = window.calendar.appointment(appointment_id)
    return found.starts_at if found is not None else 0


def test_a_move_is_named_taken_back_and_done_anew(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    assert menu(window) == ("", "")
    booked = did(qtbot, desk, book, small.booking(10))
    did(qtbot, desk, move, moved(booked, small.at(11)))
    at = f"{small.day.strftime('%a %d/%m')} at 10:00"
    name = f"Move Αντωνίου Γιώργος {at} → 11:00"
    assert menu(window) == (f"Undo: {name}", "")
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone: Αντωνίου Γιώργος is back at ")
    assert menu(window) == (f"Undo: Book Αντωνίου Γιώργος, {at}", f"Redo: {name}")
    press(window, Y, CTRL)
    is_told(qtbot, window, "Moved Αντωνίου Γιώργος to ")
    assert menu(window) == (f"Undo: {name}", "")
    press(window, Z, CTRL)
    is_told(qtbot, window, "is back at ")
    press(window, Z, CTRL | SHIFT)
    is_told(qtbot, window, "Moved Αντωνίου Γιώργος to ")
    qtbot.waitUntil(lambda: starts(window, booked.appointment_id) == small.at(11))
    query = "SELECT action, count(DISTINCT act_id) FROM appointment_events GROUP BY 1 ORDER BY 1"
    assert rows(database_url, query) == [("booked", 1), ("moved", 5)], "each its own act"


def test_a_longer_one_and_a_colleague_are_named_as_what_they_are(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    booked = did(qtbot, desk, book, small.booking(10))
    longer = did(qtbot, desk, move, moved(booked, small.at(10), duration_minutes=60))
    assert menu(window)[0] == "Undo: Move Αντωνίου Γιώργος 30 min → 1 h"
    elsewhere = moved(
        longer,
        small.at(10),
        doctor_id=small.colleague_id,
        appointment_type_id=small.colleague_service_id,
        duration_minutes=60,
    )
    did(qtbot, desk, move, elsewhere)
    assert menu(window)[0].endswith("at 10:00 → 10:00, Γεωργίου Άννα")


def test_a_held_key_takes_back_one_act(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    for hour in (9, 10, 11):
        did(qtbot, desk, book, small.booking(hour))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    for _ in range(20):
        QTest.simulateEvent(window.calendar.week, True, Z, CTRL, "", True, -1)  # noqa: FBT003 - Qt's own
        QApplication.processEvents()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert rows(database_url, "SELECT status FROM appointments ORDER BY starts_at") == [
        ("confirmed",), ("confirmed",), ("cancelled",),
    ]  # fmt: skip
    for _ in range(20):
        QTest.simulateEvent(window.calendar.week, True, Y, CTRL, "", True, -1)  # noqa: FBT003
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert menu(window)[1].startswith("Redo: Book ")
    QTest.simulateEvent(window.calendar.week, True, Z, CTRL, "", False, -1)  # noqa: FBT003 - pressed anew
    qtbot.waitUntil(lambda: menu(window)[0].endswith("at 09:00"))


def test_a_booking_done_anew_takes_along_what_came_after_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    booked = did(qtbot, desk, book, small.booking(10))
    later = did(qtbot, desk, move, moved(booked, small.at(11)))
    did(qtbot, desk, cancel, cancelled(later))
    for words in ("has the appointment again", "is back at", "is cancelled"):
        press(window, Z, CTRL)
        is_told(qtbot, window, words)
    assert menu(window)[0] == ""
    for words in ("Booked ", "Moved ", "Cancelled "):
        press(window, Y, CTRL)
        is_told(qtbot, window, words)
    assert menu(window)[1] == ""
    query = "SELECT status, cancellation_reason FROM appointments ORDER BY cancellation_reason"
    assert rows(database_url, query) == [("cancelled", "ill"), ("cancelled", "undone")]
    assert isinstance(desk.latest.latest, DoneAct)
    anew = desk.latest.latest.left.appointment_id
    assert anew != booked.appointment_id
    press(window, Z, CTRL)
    is_told(qtbot, window, "has the appointment again")
    shows(qtbot, window, anew, "confirmed")


def test_a_new_act_forgets_what_could_be_done_anew(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(10))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    assert menu(window)[1].startswith("Redo: Book ")
    did(qtbot, desk, book, small.booking(11))
    assert menu(window)[1] == ""


def test_done_anew_where_another_desk_was_quicker_says_so(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(10))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    rival = perform(store, small.manager, book, small.booking(10, patient_id=small.patient_ids[1]))
    qtbot.waitUntil(lambda: window.calendar.appointment(rival.appointment_id) is not None)
    press(window, Y, CTRL)
    is_refused(qtbot, window, "Not redone. Another desk was quicker. Taken: Νικολάου Σοφία")
    assert menu(window)[1].startswith("Redo: Book "), "the time may be free again"
    perform(store, small.manager, cancel, cancelled(rival))
    press(window, Y, CTRL)
    is_told(qtbot, window, "Booked Αντωνίου Γιώργος")


def test_done_anew_where_somebody_changed_it_since_says_so_and_what_is_next(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    did(qtbot, desk, cancel, cancelled(perform(store, small.manager, book, small.booking(9))))
    booked = perform(store, small.manager, book, small.booking(10))
    did(qtbot, desk, move, moved(booked, small.at(11)))
    for words in ("is back at", "has the appointment again"):
        press(window, Z, CTRL)
        is_told(qtbot, window, words)
    press(window, Y, CTRL)
    is_told(qtbot, window, "Cancelled")
    assert isinstance(desk.latest.latest_undone, DoneAct)
    other = moved(desk.latest.latest_undone.left, small.at(12))
    perform(store, small.manager, move, other)
    press(window, Y, CTRL)
    is_refused(qtbot, window, "Not redone. Somebody else has changed this appointment meanwhile.")
    assert menu(window)[1] == "", "it can never be done anew as it was"


def test_what_cannot_be_taken_back_tells_what_is_under_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(9))
    asked = did(qtbot, desk, submit, small.booking(10))
    request = AppointmentRequest(
        act_id=new_id(), appointment_id=asked.appointment_id, row_version=asked.row_version
    )
    did(qtbot, desk, approve, request)
    is_told(qtbot, window, "Approved")
    assert window.status.notice.undo_button.isHidden(), "nothing is offered that cannot be"
    press(window, Z, CTRL)
    is_refused(qtbot, window, "An approval cannot be undone: cancel the appointment instead.")
    assert "Next to undo: Ask for Αντωνίου Γιώργος, " in window.calendar.answer.text
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Not undone: somebody has changed this appointment since.")
    assert "Next to undo: Book Αντωνίου Γιώργος, " in window.calendar.answer.text
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone: the booking of Αντωνίου Γιώργος")


def test_a_move_off_the_worklist_is_not_taken_back_while_its_cause_stands(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(15, patient_id=small.patient_ids[1]))
    booked = perform(store, small.manager, book, small.booking(10))
    block = ScheduleException(
        id=new_id(), table="schedule_exceptions", exception_type="blocked", source="manual",
        starts_at=small.at(9), ends_at=small.at(12),
    )  # fmt: skip
    saving = SaveException(act_id=new_id(), doctor_id=small.doctor_id, exceptions=(block,), replaces=None)
    perform(store, small.manager, save_exception, saving)
    did(qtbot, desk, move, moved(booked, small.at(14)))
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Not undone: it was moved because the time is blocked, and that still stands.")
    assert "Blocked: " in window.calendar.answer.text
    assert menu(window)[0].startswith("Undo: Move "), "it may be unblocked"
    leave_out = window.calendar.answer.buttons[0]
    assert leave_out.text() == "&Leave it out"
    unblocking = DeleteException(act_id=new_id(), doctor_id=small.doctor_id, exception=block)
    perform(store, small.manager, delete_exception, unblocking)
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone: Αντωνίου Γιώργος is back at ")


def test_what_cannot_be_taken_back_now_may_be_left_out(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(15, patient_id=small.patient_ids[1]))
    did(qtbot, desk, cancel, cancelled(perform(store, small.manager, book, small.booking(10))))
    perform(store, small.manager, book, small.booking(10, patient_id=small.patient_ids[1]))
    press(window, Z, CTRL)
    is_refused(qtbot, window, "Not undone.")
    click(window.calendar.answer.buttons[0])
    is_refused(qtbot, window, "Next to undo: Book Νικολάου Σοφία, ")
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone: the booking of Νικολάου Σοφία")


def test_who_sits_down_next_takes_nothing_of_the_others_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    did(qtbot, desk, book, small.booking(10))
    did(qtbot, desk, book, small.booking(11))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    assert desk.clinic is not None
    assert desk.person is not None
    first = desk.person
    desk.sign_in(first)
    assert all(menu(window)), "the same person, whose lists were read anew"
    desk.sign_in(next(one for one in desk.clinic.people if one.id == small.manager.user_id))
    assert menu(window) == ("", "")
    assert window.status.notice.text == ""
    desk.sign_in(first)
    assert menu(window) == ("", "")


def test_an_act_that_comes_home_after_its_person_left_is_nobodys_to_take_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    assert desk.clinic is not None
    with qtbot.waitSignal(desk.act_done):
        desk.act(desk, book, small.booking(10), lambda _result: None, lambda _error: None)
        desk.sign_in(next(one for one in desk.clinic.people if one.id == small.manager.user_id))
    assert menu(window) == ("", "")


@pytest.mark.parametrize("days", [0, 21])
def test_the_calendar_follows_to_what_was_taken_back_and_done_anew(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, days: int
) -> None:
    booked = did(qtbot, desk, book, small.booking(10))
    did(qtbot, desk, move, moved(booked, small.at(11, days=days)))
    window.calendar.go_to(small.day.replace(day=1) if days else small.day)
    press(window, Z, CTRL)
    qtbot.waitUntil(lambda: starts(window, booked.appointment_id) == small.at(10))
    qtbot.waitUntil(lambda: window.details.appointment_id == booked.appointment_id)
    press(window, Y, CTRL)
    qtbot.waitUntil(lambda: starts(window, booked.appointment_id) == small.at(11, days=days))
    qtbot.waitUntil(lambda: window.details.appointment_id == booked.appointment_id)


def test_the_calendar_follows_to_a_booking_of_other_days_that_was_taken_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    booked = did(qtbot, desk, book, small.booking(10, starts_at=small.at(10, days=21)))
    assert window.calendar.appointment(booked.appointment_id) is None
    press(window, Z, CTRL)
    shows(qtbot, window, booked.appointment_id, "cancelled")
    qtbot.waitUntil(lambda: window.details.appointment_id == booked.appointment_id)


def test_an_overbooking_is_done_anew_with_its_reason(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic, database_url: str
) -> None:
    did(qtbot, desk, book, small.booking(10))
    booking = small.booking(10, patient_id=small.patient_ids[1])
    did(qtbot, desk, overbook, OverbookRequest(booking=booking, reason="tooth"))
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone")
    press(window, Y, CTRL)
    is_told(qtbot, window, "Overbooked Νικολάου Σοφία")
    query = "SELECT metadata ->> 'reason' FROM appointment_events WHERE action = 'overbooked'"
    assert rows(database_url, query) == [("tooth",), ("tooth",)]


def test_every_act_that_is_told_has_a_name_in_the_menu() -> None:
    told = {act for act in ACTS.values() if act.is_told} - {move}
    assert len(told) > 10
    assert [act.name for act in told if not act_words(act).named] == []
