"""The worklist by keys: real widgets over a real database, and a second desk at the same rows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.rows import read_appointment
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.model.worklist.items import read_worklist
from medic_desk.model.worklist.steps import call
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.worklist.page import WorklistPage
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic
from tests.model.worklist.consistent import worklist_faults
from tests.model.worklist.listed import on
from tests.ui.staff import click, type_text
from tests.ui.worklist.ill_doctor import fall_ill, opened, ready, states

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def hit(page: WorklistPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """Press a key where focus is on the page; ``text`` is what the keyboard's layout makes of it."""
    page.window().activateWindow()
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused), focused
    if text:
        # QTest types Latin letters alone.
        QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))
    else:
        QTest.keyClick(focused, key, modifier)


def calls(qtbot: QtBot, page: WorklistPage, patient: str) -> None:
    """Wait until this desk calls the patient, and the start that is offered is held."""
    qtbot.waitUntil(lambda: page.calling.item is not None and page.calling.held_until is not None)
    assert page.calling.item is not None
    assert patient in (page.calling.item.patient_name or "")


def test_a_row_is_called_and_moved_by_two_keys(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    ill = fall_ill(store, small)
    page = opened(qtbot, window, 3)
    QAbstractItemModelTester(page.list.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    row = page.row()
    assert row is not None
    assert row.item is not None
    assert row.item.appointment_id == ill.appointments[0].appointment_id
    assert row.best is not None
    assert row.best.starts_at == small.at(12)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    assert states(store) == ["called", "to_call", "to_call"]
    (held,) = rows(store, "SELECT desk_name FROM appointments WHERE status = 'held'")
    assert held["desk_name"] == "Desk 1"
    qtbot.waitUntil(lambda: page.is_settled)
    hit(page, Qt.Key.Key_Return)
    ready(qtbot, page, 2)
    moved = store.do(read_appointment, ill.appointments[0].appointment_id)
    assert moved.starts_at == small.at(12)
    assert rows(store, "SELECT id FROM appointments WHERE status = 'held'") == []
    row = page.row()
    assert row is not None
    assert row.item is not None
    assert row.item.appointment_id == ill.appointments[1].appointment_id, "the next is under the cursor"
    assert page.head.counts.startswith("1 of 3 settled")
    assert worklist_faults(store) == []


def test_another_start_is_offered_by_its_figure_and_held(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    ill = fall_ill(store, small, (9,))
    page = opened(qtbot, window, 1)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    offers = page.panel.offers.offers
    assert len(offers) == 4
    hit(page, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page.calling.offer == offers[2] and page.calling.held_until is not None)
    hit(page, Qt.Key.Key_Return)
    ready_without_rows(qtbot, page)
    moved = store.do(read_appointment, ill.appointments[0].appointment_id)
    assert (moved.doctor_id, moved.starts_at) == (offers[2].doctor_id, offers[2].starts_at)
    assert page.row() is None, "one Enter too many takes nothing back"
    hit(page, Qt.Key.Key_Return)
    assert not page.attempt.is_open


def ready_without_rows(qtbot: QtBot, page: WorklistPage) -> None:
    qtbot.waitUntil(lambda: page.group is not None and not page.group.open_items and not page.attempt.is_open)


def test_no_answer_rests_for_two_hours_and_comes_back(
    qtbot: QtBot, desk: Desk, theme: Theme, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9, 10))
    ahead = [timedelta()]
    page = WorklistPage(desk, theme, clock=lambda: desk.now() + ahead[0])
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    page.open()
    ready(qtbot, page, 2)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    click(page.panel.not_reached_button)
    qtbot.waitUntil(lambda: page.calling.item is None and states(store) == ["not_reached", "to_call"])
    qtbot.waitUntil(lambda: [row.item.state for row in page.list.rows if row.item][1] == "not_reached")
    ready(qtbot, page, 2)
    first, second = page.list.rows
    assert first.item is not None
    assert second.item is not None
    assert second.item.state == "not_reached", "who rests is below"
    assert page.list.cells.state(second) == "No answer"
    assert page.row() == first
    ahead[0] = timedelta(hours=2)
    page._show()
    again = page.list.rows[0]
    assert again.item is not None
    assert again.item.id == second.item.id
    assert page.list.cells.state(again) == "Call again"
    page.stop()


def test_cancelled_and_kept_are_taken_back_by_a_key(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    ill = fall_ill(store, small, (9, 10))
    page = opened(qtbot, window, 2)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    hit(page, Qt.Key.Key_Delete)
    ready(qtbot, page, 1)
    gone = store.do(read_appointment, ill.appointments[0].appointment_id)
    assert gone.status == "cancelled"
    hit(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.calling.item is not None)
    hit(page, Qt.Key.Key_K, text="κ")
    ready_without_rows(qtbot, page)
    assert states(store) == ["cancelled", "kept"]
    assert page.head.counts.startswith("2 of 2 settled")
    hit(page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: states(store) == ["called", "cancelled"])
    ready(qtbot, page, 1)
    hit(page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: states(store) == ["called", "called"] or states(store) == ["called", "to_call"])
    assert store.do(read_appointment, ill.appointments[0].appointment_id).status == "confirmed"
    assert worklist_faults(store) == []


def test_all_is_taken_back_and_the_day_opened_again(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    ill = fall_ill(store, small, (9, 10))
    page = opened(qtbot, window, 2)
    for left in (1, 0):
        hit(page, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.calling.held_until is not None and page.is_settled)
        hit(page, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda left=left: page.group is not None and len(page.group.open_items) == left  # type: ignore[misc]
        )
        qtbot.waitUntil(lambda: page.is_settled and not page.attempt.is_open)
    click(page.head.undo_all_button)
    open_again = page.message.buttons[1]
    assert open_again.text() == "Take all back and open the day again"
    click(open_again)
    qtbot.waitUntil(lambda: not rows(store, "SELECT id FROM schedule_exceptions"))
    for appointment in ill.appointments:
        assert store.do(read_appointment, appointment.appointment_id).starts_at == appointment.starts_at
    assert worklist_faults(store) == []


@pytest.fixture
def other(
    qtbot: QtBot,
    store: Store,
    database_url: str,
    clinic: Clinic,
    small: SmallClinic,
    theme: Theme,
) -> Iterator[WorklistPage]:
    """The worklist at a second desk, where somebody else works."""
    jobs = Jobs()
    with Store(database_url, "desk two") as second:
        desk = Desk(second, jobs, "Desk 2")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.manager.user_id))
        page = WorklistPage(desk, theme)
        page.resize(1300, 800)
        page.show()
        yield page
        page.stop()
        qtbot.waitUntil(lambda: not page.attempt.is_busy)
        page.close()
        page.deleteLater()
        desk.close()
        jobs.close()


def test_of_two_desks_that_call_one_row_one_has_it_and_the_other_is_told_who(
    qtbot: QtBot, window: MainWindow, other: WorklistPage, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9, 10))
    page = opened(qtbot, window, 2)
    other.open()
    ready(qtbot, other, 2)
    page.do("next")
    other.do("next")
    qtbot.waitUntil(lambda: bool(page.message.text) or bool(other.message.text))
    loser, winner = (page, other) if page.message.text else (other, page)
    name = "Μαρία Ιωάννου" if winner is other else "Ελένη Δημητρίου"
    assert loser.message.text == f"{name} was quicker, and calls already."
    assert loser.calling.item is None
    qtbot.waitUntil(lambda: winner.calling.held_until is not None)
    assert len(rows(store, "SELECT id FROM appointments WHERE status = 'held'")) == 1
    # The refusal comes before the news of the other's call.
    ready(qtbot, loser, 2)
    qtbot.waitUntil(lambda: loser.list.cells.state(loser.list.rows[0]) == f"{name} calls")


def test_who_sees_that_a_colleague_calls_may_take_it_over(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9,))
    (item,) = store.do(read_worklist).items
    perform(store, small.manager, call, on(item))
    page = opened(qtbot, window, 1)
    assert page.list.cells.state(page.list.rows[0]) == "Μαρία Ιωάννου calls"
    hit(page, Qt.Key.Key_Return)
    assert page.message.text.startswith("Μαρία Ιωάννου calls since ")
    click(page.message.buttons[0])
    calls(qtbot, page, "Αντωνίου")


def test_a_call_that_another_desk_takes_over_ends_here(
    qtbot: QtBot, window: MainWindow, other: WorklistPage, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9,))
    page = opened(qtbot, window, 1)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    other.open()
    ready(qtbot, other, 1)
    other.do("next")
    click(other.message.buttons[0])
    calls(qtbot, other, "Αντωνίου")
    qtbot.waitUntil(lambda: page.calling.item is None)
    qtbot.waitUntil(lambda: page.message.text.startswith("Μαρία Ιωάννου calls since "))


def test_escape_leaves_the_row_then_the_page(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9,))
    page = opened(qtbot, window, 1)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    hit(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.calling.item is None)
    qtbot.waitUntil(lambda: not rows(store, "SELECT id FROM appointments WHERE status = 'held'"))
    qtbot.waitUntil(lambda: takers(store) == [("called", None)])
    assert window.worklist.stack.currentWidget() is page
    hit(page, Qt.Key.Key_Escape)
    assert window.worklist.stack.currentIndex() == 0
    assert not window.status.badges.buttons["rebook"].isChecked()


def takers(store: Store) -> list[tuple[str, str | None]]:
    """How the rows stand, and who calls."""
    return [(item.state, item.taken_by_id) for item in store.do(read_worklist).items]


def test_a_note_is_kept_with_the_row(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9,))
    page = opened(qtbot, window, 1)
    hit(page, Qt.Key.Key_Return)
    calls(qtbot, page, "Αντωνίου")
    type_text(page.panel.note, "κλειστό n")
    assert page.calling.item is not None, "letters of a note are no outcomes"
    click(page.panel.not_reached_button)
    qtbot.waitUntil(lambda: states(store) == ["not_reached"])
    assert store.do(read_worklist).items[0].note == "κλειστό n"


def test_the_badge_and_the_key_open_it_and_an_empty_list_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.waiting_asked.emit("rebook")
    page = window.worklist.page
    assert page is not None
    qtbot.waitUntil(lambda: page.reading.is_read)
    assert window.worklist.stack.currentWidget() is page
    assert page.head.title == "Nobody has to be called"
    window.menus.waiting_asked.emit("rebook")
    assert window.worklist.stack.currentIndex() == 0


def test_a_start_that_somebody_takes_is_said_and_another_offered(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    fall_ill(store, small, (9,))
    page = opened(qtbot, window, 1)
    page.reading.stop()
    run(
        store,
        "INSERT INTO appointments (doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,"
        " status, patient_id, doctor_timezone) SELECT doctor_id, appointment_type_id, s,"
        " s + interval '30 min', 30, 'confirmed', patient_id, doctor_timezone FROM appointments,"
        f" (SELECT timezone('utc', to_timestamp({60 * small.at(12)})) AS s) AS at",
    )
    hit(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Another desk has just taken" in page.message.text)
    qtbot.waitUntil(lambda: page.panel.offers.offers[0].starts_at == small.at(12, 30))
    assert page.calling.item is not None
