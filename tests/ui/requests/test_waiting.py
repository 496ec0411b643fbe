"""What waits behind its badges: requests, holds, whom to call; real keys and clicks, a real database."""

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, approve, reject
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.holds import HoldRequest, end_hold, hold
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import Kind
from medic_desk.ui.requests.pane import WaitingPane
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import closed, is_refused, is_told, press, shows
from tests.ui.staff import click, type_text

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)

NEVER = 24 * 60 * 60 * 1000
"""Milliseconds: no test runs so long."""


@pytest.fixture
def pane(window: MainWindow) -> WaitingPane:
    for shown in window.waiting.made().lists.values():
        QAbstractItemModelTester(shown.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal, shown)
    return window.waiting.made()


def ask(store: Store, small: SmallClinic, hour: int, patient: int = 0) -> str:
    """A request for an appointment, made by another desk."""
    booking = small.booking(hour, patient_id=small.patient_ids[patient])
    return perform(store, small.manager, submit, booking).appointment_id


def hold_elsewhere(store: Store, small: SmallClinic, hour: int) -> str:
    """A time that another desk holds."""
    return perform(store, small.manager, hold, hold_of(small, hour)).appointment_id


def hold_of(small: SmallClinic, hour: int) -> HoldRequest:
    return HoldRequest(
        act_id=new_id(),
        doctor_id=small.doctor_id,
        appointment_type_id=small.service_id,
        starts_at=small.at(hour),
    )


def says(qtbot: QtBot, window: MainWindow, kind: Kind, words: str) -> None:
    """Wait until a badge says so; an empty text for one that is not shown."""
    badge = window.status.badges.buttons[kind]
    qtbot.waitUntil(lambda: (badge.text().strip() if not badge.isHidden() else "") == words)


def open_list(qtbot: QtBot, window: MainWindow, kind: Kind, rows: int) -> None:
    """Click the badge, and wait for the rows behind it."""
    click(window.status.badges.buttons[kind])
    listed(qtbot, window, rows)


def listed(qtbot: QtBot, window: MainWindow, rows: int) -> None:
    """Wait until that many rows are listed, and have stood there long enough to be meant."""
    pane = window.waiting.made()
    qtbot.waitUntil(lambda: len(pane.list.rows) == rows and pane.is_settled)


def hit(pane: WaitingPane, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, *, held: bool = False) -> None:
    """Press a key where focus is in the pane; ``held`` repeats it as the keyboard does."""
    pane.window().activateWindow()
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.isAncestorOf(focused)
    if held:
        for _ in range(5):
            QTest.simulateEvent(focused, True, key, modifier, "", True, -1)  # noqa: FBT003 - Qt's own
    else:
        QTest.keyClick(focused, key, modifier)


def status_of(database_url: str, appointment_id: str) -> str:
    with psycopg.connect(database_url) as connection:
        query = "SELECT status FROM appointments WHERE id = %s"
        row = connection.execute(query, [appointment_id]).fetchone()
    assert row is not None
    return str(row[0])


def test_badges_count_what_other_desks_do_and_hide_at_nothing(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    for kind in window.status.badges.buttons:
        says(qtbot, window, kind, "")
    first = ask(store, small, 10)
    says(qtbot, window, "requests", "Requests 1")
    ask(store, small, 11)
    says(qtbot, window, "requests", "Requests 2")
    assert window.status.badges.buttons["requests"].accessibleName() == "2 requests to approve"
    hold_elsewhere(store, small, 12)
    says(qtbot, window, "holds", "Holds 1")
    answer = AppointmentRequest(act_id=new_id(), appointment_id=first, row_version=None)
    perform(store, small.manager, approve, answer)
    says(qtbot, window, "requests", "Requests 1")


def test_the_own_form_is_no_news(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> None:
    """Each booking here holds its time: a badge that came and went with every form would tell nothing."""
    perform(store, small.receptionist, hold, hold_of(small, 9))
    hold_elsewhere(store, small, 12)
    says(qtbot, window, "holds", "Holds 1")
    open_list(qtbot, window, "holds", 2)
    holders = [window.waiting.made().list.rows_model.index(row, 0).data() for row in range(2)]
    assert holders == ["Desk 1 (this desk)", "Desk 9"]


def test_requests_are_approved_one_after_the_other_by_one_key_each(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    ids = [ask(store, small, hour, patient) for patient, hour in enumerate((11, 10, 12))]
    with psycopg.connect(database_url) as connection:
        for minutes, one in enumerate(reversed(ids), 1):
            query = "UPDATE appointments SET inserted_at = now() - %s * interval '1 minute' WHERE id = %s"
            connection.execute(query, [minutes, one])
    says(qtbot, window, "requests", "Requests 3")
    open_list(qtbot, window, "requests", 3)
    assert [row.id for row in pane.list.rows] == ids, "the oldest first"
    assert pane.current().id == ids[0]
    hit(pane, Qt.Key.Key_Down)
    hit(pane, Qt.Key.Key_F2)
    is_told(qtbot, window, "Approved Νικολάου Σοφία")
    listed(qtbot, window, 2)
    assert pane.current().id == ids[2], "the next is under the cursor"
    assert pane.list.hasFocus()
    hit(pane, Qt.Key.Key_F2)
    listed(qtbot, window, 1)
    assert [status_of(database_url, one) for one in ids] == ["pending", "confirmed", "confirmed"]
    hit(pane, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.waiting.kind is None)
    assert not window.status.badges.buttons["requests"].isChecked()
    assert window.calendar.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]


def test_a_held_key_and_a_row_that_only_just_came_approve_nothing(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    ids = [ask(store, small, hour) for hour in (10, 11)]
    says(qtbot, window, "requests", "Requests 2")
    open_list(qtbot, window, "requests", 2)
    assert pane._settling.interval() == QApplication.doubleClickInterval()
    # From here on a row has stood long enough when the test says so, however slow the machine is.
    pane._settling.setInterval(NEVER)
    hit(pane, Qt.Key.Key_F2, held=True)
    hit(pane, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: len(pane.list.rows) == 1)
    assert not pane.is_settled
    assert not pane.act_buttons["approved"].isEnabled()
    hit(pane, Qt.Key.Key_F2)  # the second half of a press that bounced
    pane._settling.start(0)
    listed(qtbot, window, 1)
    assert [status_of(database_url, one) for one in ids] == ["confirmed", "pending"]
    assert pane.act_buttons["approved"].isEnabled()


def test_a_row_that_another_desk_took_leaves_no_other_under_the_hand(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    first, second = (ask(store, small, hour) for hour in (10, 11))
    says(qtbot, window, "requests", "Requests 2")
    open_list(qtbot, window, "requests", 2)
    answer = AppointmentRequest(act_id=new_id(), appointment_id=first, row_version=None, reason="x")
    perform(store, small.manager, reject, answer)
    listed(qtbot, window, 1)
    assert pane.current() is None
    hit(pane, Qt.Key.Key_F2)
    assert status_of(database_url, second) == "pending"
    hit(pane, Qt.Key.Key_Down)
    hit(pane, Qt.Key.Key_F2)
    is_told(qtbot, window, "Approved")
    listed(qtbot, window, 0)
    assert status_of(database_url, second) == "confirmed"


def test_a_request_is_turned_down_with_a_reason(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    request_id = ask(store, small, 10)
    says(qtbot, window, "requests", "Requests 1")
    open_list(qtbot, window, "requests", 1)
    hit(pane, Qt.Key.Key_F2, SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    assert dialog.windowTitle() == "Turn the request down"
    type_text(dialog.words, "γεμάτο")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    closed(qtbot, window)
    is_told(qtbot, window, "Turned down")
    listed(qtbot, window, 0)
    assert status_of(database_url, request_id) == "cancelled"
    says(qtbot, window, "requests", "")


def test_enter_shows_the_row_in_the_calendar_and_leaves_focus_in_the_list(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic
) -> None:
    booking = small.booking(
        10,
        doctor_id=small.colleague_id,
        appointment_type_id=small.colleague_service_id,
        starts_at=small.at(10, days=14),
    )
    request_id = perform(store, small.manager, submit, booking).appointment_id
    says(qtbot, window, "requests", "Requests 1")
    open_list(qtbot, window, "requests", 1)
    hit(pane, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.details.appointment_id == request_id)
    qtbot.waitUntil(lambda: window.calendar.appointment(request_id) is not None)
    assert pane.list.hasFocus()


def test_approving_what_was_changed_meanwhile_says_what_was(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    """The other desk's answer reaches the database, not yet this window."""
    request_id = ask(store, small, 10)
    says(qtbot, window, "requests", "Requests 1")
    open_list(qtbot, window, "requests", 1)
    window._desk._feed.stop()
    answer = AppointmentRequest(act_id=new_id(), appointment_id=request_id, row_version=None, reason="x")
    perform(store, small.manager, reject, answer)
    hit(pane, Qt.Key.Key_F2)
    is_refused(qtbot, window, "Somebody else has changed this appointment meanwhile, so nothing was done.")
    assert status_of(database_url, request_id) == "cancelled"


def test_a_request_that_ran_out_says_so(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    ask(store, small, 10)
    with psycopg.connect(database_url) as portal:
        portal.execute(
            "UPDATE appointments SET pending_expires_at = timezone('utc', now()) - interval '1 minute'"
        )
    says(qtbot, window, "requests", "Requests 1")
    open_list(qtbot, window, "requests", 1)
    last = pane.list.rows_model.columnCount() - 1
    qtbot.waitUntil(lambda: pane.list.rows_model.index(0, last).data().startswith("ran out "))
    told = "It ran out: it can be approved while nobody else"
    qtbot.waitUntil(lambda: pane._sentence.whole_text.startswith(told))


def test_a_hold_that_never_runs_out_is_ended_and_others_are_left(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    short, endless = hold_elsewhere(store, small, 10), hold_elsewhere(store, small, 11)
    with psycopg.connect(database_url) as program:
        program.execute(
            "UPDATE appointments SET hold_expires_at = NULL, desk_name = NULL WHERE id = %s", [endless]
        )
    says(qtbot, window, "holds", "Holds 2")
    open_list(qtbot, window, "holds", 2)
    qtbot.waitUntil(lambda: pane.list.rows[1].hold_expires_at is None)
    assert pane.current().id == short
    assert not pane.act_buttons[end_hold.name].isEnabled(), "somebody may be booking there"
    assert pane._sentence.whole_text.startswith("Somebody may be booking there: it runs out by itself at ")
    hit(pane, Qt.Key.Key_Delete, SHIFT)
    hit(pane, Qt.Key.Key_Down)
    assert [pane.list.rows_model.index(1, column).data() for column in (0, 5)] == [
        "Another program",
        "never runs out",
    ]
    hit(pane, Qt.Key.Key_Delete, SHIFT)
    is_told(qtbot, window, "Ended the hold")
    listed(qtbot, window, 1)
    assert status_of(database_url, endless) == "cancelled"
    assert status_of(database_url, short) == "held"
    assert pane.current().id == short


def test_who_is_affected_stands_behind_rebook(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic
) -> None:
    appointment = perform(store, small.manager, book, small.booking(10))
    block = ScheduleException(
        id=new_id(), table="schedule_exceptions", exception_type="blocked", source="manual",
        starts_at=small.at(9), ends_at=small.at(12),
    )  # fmt: skip
    saving = SaveException(act_id=new_id(), doctor_id=small.doctor_id, exceptions=(block,), replaces=None)
    perform(store, small.manager, save_exception, saving)
    says(qtbot, window, "rebook", "Rebook 1")
    click(window.status.badges.buttons["rebook"])
    page = window.worklist.page
    assert page is not None
    qtbot.waitUntil(lambda: len(page.list.rows) == 1 and page.is_settled)
    cells = [page.list.rows_model.index(0, column).data() for column in (1, 6)]
    assert cells == ["Αντωνίου Γιώργος", "To call"]
    assert page.head.title.startswith("Παπαδόπουλος Ν. is blocked: ")
    click(page.panel.elsewhere_button)
    qtbot.waitUntil(lambda: window.details.appointment_id == appointment.appointment_id)
    qtbot.waitUntil(lambda: appointment.appointment_id in window.hands.pinboard.pins.ids)


def test_an_empty_list_says_what_comes_there_and_its_key_closes_it(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane
) -> None:
    press(window, Qt.Key.Key_F2, CTRL)
    qtbot.waitUntil(lambda: pane._empty.text().startswith("No request waits."))
    assert window.waiting.kind == "requests"
    assert not pane.jump_button.isVisible()
    hit(pane, Qt.Key.Key_H, CTRL | SHIFT)
    qtbot.waitUntil(lambda: pane._empty.text().startswith("Nobody holds a time."))
    hit(pane, Qt.Key.Key_H, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.waiting.kind is None)


def test_what_is_shown_is_the_calendars_too(
    qtbot: QtBot, window: MainWindow, pane: WaitingPane, store: Store, small: SmallClinic, desk: Desk
) -> None:
    """Approved from the list, the block changes by the same road as everybody's."""
    request_id = ask(store, small, 10)
    says(qtbot, window, "requests", "Requests 1")
    open_list(qtbot, window, "requests", 1)
    click(pane.act_buttons[approve.name])
    shows(qtbot, window, request_id, "confirmed")
    # The news of what was done may come before its answer.
    qtbot.waitUntil(lambda: desk.latest.latest is not None)
    assert desk.latest.latest is not None
    assert desk.latest.latest.act is approve
