"""The pinboard by keys and mouse: to another week and doctor, taken off, and changed by others meanwhile."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.hands.dragging import LEFT, STEPS, booked, drop, pick_up, point_at, start_of

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(window.windowHandle(), key, held)


def pinned(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, hour: int, who: int = 0
) -> str:
    """Book at another desk, choose it and pin it by its key."""
    one = booked(qtbot, window, store, small, hour, patient_id=small.patient_ids[who])
    window.show_appointment(one)
    window.calendar.setFocus()
    press(window, Qt.Key.Key_X, CTRL)
    assert window.hands.pinboard.pins.get(one) is not None
    return one


def rows(window: MainWindow) -> list[str]:
    model = window.hands.pinboard.list.rows_model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_pinned_by_key_it_stays_where_it_is_and_is_marked(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    assert not window.hands.pinboard.isVisible()
    assert not window.menus.put.isEnabled()
    one = pinned(qtbot, window, store, small, 10)
    assert start_of(window, one) == small.at(10)
    assert window.calendar.week.canvas.look.ghosts == {one}
    assert window.hands.pinboard.isVisible()
    assert rows(window) == [f"Αντωνίου Γιώργος\nwas {small.day:%d/%m} 10:00 · Επίσκεψη"]
    press(window, Qt.Key.Key_X, CTRL)
    assert len(rows(window)) == 1


def test_to_next_week_by_keys(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> None:
    one = pinned(qtbot, window, store, small, 10)
    press(window, Qt.Key.Key_PageDown)
    there = small.at(11, 30, days=7)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
    window.calendar.week.show_minute(there)
    press(window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: window.calendar.appointment(one) is not None)
    assert start_of(window, one) == there
    qtbot.waitUntil(lambda: not window.hands.pinboard.isVisible())
    assert window.calendar.week.canvas.look.ghosts == frozenset()


def test_enter_on_a_pin_then_arrows_pages_and_enter(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    window.hands.pinboard.list.setFocus()
    press(window, Qt.Key.Key_Return)
    assert window.hands.hand.carried is not None
    assert window.calendar.week.hasFocus()
    press(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
    press(window, Qt.Key.Key_Home)
    chip = window.hands.hand.chip
    qtbot.waitUntil(lambda: chip.words.startswith("Free"))
    aimed = window.hands.hand._carrying.target
    assert aimed is not None
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.calendar.appointment(one) is not None)
    assert start_of(window, one) == aimed.starts_at
    assert aimed.starts_at > small.at(0, days=1)


def test_to_a_colleague_with_the_like_service(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    window.side.choose_doctor(small.colleague_id)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
    window.calendar.setFocus()
    window.calendar.week.show_minute(small.at(12))
    press(window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: window.calendar.appointment(one) is not None)
    moved = window.calendar.appointment(one)
    assert moved is not None
    assert (moved.doctor_id, moved.appointment_type_id) == (small.colleague_id, small.colleague_service_id)
    press(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(
        lambda: window.calendar.appointment(one) is not None and start_of(window, one) == small.at(10)
    )
    assert window.calendar.doctor_id == small.doctor_id


def test_a_colleague_without_the_like_service_says_so(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10, appointment_type_id=small.call_id)
    window.show_appointment(one)
    window.calendar.setFocus()
    press(window, Qt.Key.Key_X, CTRL)
    window.side.choose_doctor(small.colleague_id)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
    window.calendar.setFocus()
    window.calendar.week.show_minute(small.at(12))
    press(window, Qt.Key.Key_V, CTRL)
    assert window.calendar.answer.text.endswith("Άννα Γεωργίου does not offer Τηλεφώνημα.") or (
        window.calendar.answer.text.endswith("Γεωργίου Άννα does not offer Τηλεφώνημα.")
    )
    assert len(rows(window)) == 1


def test_a_place_that_is_not_free_says_why_and_keeps_the_pin(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    window.calendar.week.show_minute(small.at(13, 30))
    press(window, Qt.Key.Key_V, CTRL)
    assert "Break: Μεσημέρι" in window.calendar.answer.text
    assert rows(window)
    window.calendar.week.show_appointment(one)
    press(window, Qt.Key.Key_V, CTRL)
    assert window.calendar.answer.text == "It is there already: choose another time."
    assert start_of(window, one) == small.at(10)


def test_enter_takes_the_closest_start_in_place_of_one_that_is_not_free(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    window.calendar.setFocus()
    window.calendar.week.show_minute(small.at(13, 30))
    press(window, Qt.Key.Key_V, CTRL)
    focused = next(one for one in window.calendar.answer.buttons if one.hasFocus())
    assert focused.text().endswith("14:00")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(14))
    assert window.calendar.week.hasFocus()
    assert not rows(window)


def test_a_held_key_puts_one_and_no_other(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    first, second = (pinned(qtbot, window, store, small, hour, who) for hour, who in ((10, 0), (11, 1)))
    window.calendar.week.show_minute(small.at(15))
    press(window, Qt.Key.Key_V, CTRL)
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, CTRL, "v", autorep=True)
        QApplication.sendEvent(window.calendar.week, held)
    qtbot.waitUntil(lambda: start_of(window, first) == small.at(15))
    qtbot.waitUntil(lambda: len(rows(window)) == 1)
    assert start_of(window, second) == small.at(11)
    assert not window.menus.put.autoRepeat()


def test_delete_and_escape_take_pins_off_and_cancel_nothing(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    for hour, who in ((10, 0), (11, 1)):
        pinned(qtbot, window, store, small, hour, who)
    window.hands.pinboard.list.setFocus()
    press(window, Qt.Key.Key_Delete)
    assert window.dialog is None
    assert [row.split("\n")[0] for row in rows(window)] == ["Νικολάου Σοφία"]
    press(window, Qt.Key.Key_Escape)
    assert rows(window) == []
    assert not window.hands.pinboard.isVisible()


def test_what_is_cancelled_meanwhile_says_so(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    press(window, Qt.Key.Key_PageDown)
    request = AppointmentRequest(act_id=new_id(), appointment_id=one, row_version=None, reason="flu")
    perform(store, small.manager, cancel, request)
    qtbot.waitUntil(lambda: rows(window) == ["Αντωνίου Γιώργος\ncancelled by now"])
    window.hands.pinboard.list.setFocus()
    press(window, Qt.Key.Key_Return)
    assert window.hands.hand.carried is None
    assert "cancelled by now. It cannot be moved any more." in window.calendar.answer.text


def test_a_pin_is_dragged_onto_the_days(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = pinned(qtbot, window, store, small, 10)
    board = window.hands.pinboard.list.viewport()
    start = QPoint(20, 8)
    there = window.calendar.week.viewport().mapToGlobal(point_at(window, small.at(14)))
    end = board.mapFromGlobal(there)
    QTest.mousePress(board, LEFT, pos=start)
    for step in range(1, STEPS + 1):
        QTest.mouseMove(board, start + (end - start) * step / STEPS)
    assert window.hands.hand.chip.words == "Free"
    QTest.mouseRelease(board, LEFT, pos=end)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(14))
    qtbot.waitUntil(lambda: rows(window) == [])


def test_a_block_is_dropped_on_the_board(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    start = point_at(window, small.at(10))
    pick_up(window, start, start + QPoint(20, 20))
    assert window.hands.pinboard.isVisible()
    board = window.hands.pinboard
    QApplication.processEvents()
    over = window.calendar.week.viewport().mapFromGlobal(board.mapToGlobal(board.rect().center()))
    QTest.mouseMove(window.calendar.week.viewport(), over)
    drop(window, over)
    assert window.hands.pinboard.pins.ids == {one}
    assert start_of(window, one) == small.at(10)


def test_the_board_lights_up_under_what_is_carried_and_its_name_follows_the_pointer(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    hands, viewport = window.hands, window.calendar.week.viewport()
    board, start = hands.pinboard, point_at(window, small.at(10))
    pick_up(window, start, start + QPoint(20, 20))
    QApplication.processEvents()
    assert (board.is_lit, hands.picture.words) == (False, "")
    over = viewport.mapFromGlobal(board.mapToGlobal(board.rect().center()))
    above = viewport.mapFromGlobal(window.side.mapToGlobal(QPoint(30, 30)))
    named = f"Αντωνίου Γιώργος\n{small.day:%a %d/%m} at 10:00–10:30"
    QTest.mouseMove(viewport, above)
    assert (board.is_lit, hands.picture.words) == (False, named)
    dark = board.grab().toImage().pixelColor(board.width() // 2, 4)
    QTest.mouseMove(viewport, over)
    assert (board.is_lit, hands.picture.words) == (True, named)
    assert board.grab().toImage().pixelColor(board.width() // 2, 4) != dark, "it is seen"
    assert viewport.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(viewport, start + QPoint(20, 20))
    assert (board.is_lit, hands.picture.words) == (False, "")
    QTest.mouseMove(viewport, over)
    drop(window, over)
    assert board.pins.ids == {one}
    assert (board.is_lit, hands.picture.words) == (False, "")


def test_a_pin_that_is_dragged_is_seen_at_the_pointer_and_lights_no_board(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    pinned(qtbot, window, store, small, 10)
    hands, board = window.hands, window.hands.pinboard.list.viewport()
    QTest.mousePress(board, LEFT, pos=QPoint(20, 8))
    QTest.mouseMove(board, QPoint(40, 12))
    assert hands.hand.carried is not None
    assert hands.picture.words.startswith("Αντωνίου Γιώργος")
    assert not hands.pinboard.is_lit
    assert board.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(board, LEFT, pos=QPoint(40, 12))
    assert hands.picture.words == ""
    assert board.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_another_person_finds_no_pins(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    pinned(qtbot, window, store, small, 10)
    clinic = window._desk.clinic
    assert clinic is not None
    window._desk.sign_in(next(one for one in clinic.people if one.id == small.manager.user_id))
    assert rows(window) == []
