"""Appointments moved and resized by the mouse, on the real window and database, while other desks write."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.store.store import Store
from medic_desk.ui.calendar.regions import look_region
from medic_desk.ui.calendar.verdicts import Wanted
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.hands.dragging import (
    booked,
    drag,
    drop,
    edge_of,
    minutes_of,
    move_on,
    pick_up,
    point_at,
    start_of,
    status_of,
)


@pytest.fixture
def asked(window: MainWindow) -> Iterator[list[object]]:
    """The acts that this desk sent and that were done."""
    done: list[object] = []

    def note(request: object, _result: object) -> None:
        done.append(request)

    window._desk.act_done.connect(note)
    yield done
    window._desk.act_done.disconnect(note)


def is_carrying(window: MainWindow) -> bool:
    return window.hands.hand.carried is not None


def test_a_drag_moves_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    start, end = point_at(window, small.at(10)), point_at(window, small.at(11, 30))
    pick_up(window, start, end)
    look, chip = window.calendar.week.canvas.look, window.hands.hand.chip
    assert look.ghosts == {one}
    assert look.aim is not None
    assert look.aim[1] == ("10:00 → 11:30", "→ 11:30", "Αντωνίου")
    assert chip.words == "Free"
    drop(window, end)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(11, 30))
    assert (len(asked), window.calendar.week.canvas.look.aim, chip.words) == (1, None, "")
    assert window.calendar.week.canvas.look.ghosts == frozenset()
    assert "11:30" in window.status.notice.text
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(10))


def test_what_the_hand_takes_is_what_keys_mean(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    first = booked(qtbot, window, store, small, 10)
    second = booked(qtbot, window, store, small, 11, patient_id=small.patient_ids[1])
    window.calendar.week.appointment_chosen.emit(first)
    assert window.details.appointment_id == first
    start = point_at(window, small.at(11))
    pick_up(window, start, point_at(window, small.at(10)))
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Escape)
    assert window.calendar.week.canvas.look.chosen_id == second
    assert window.details.appointment_id == second
    drop(window, start)


def test_a_free_start_close_by_draws_what_cannot_stand_where_it_is(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    booked(qtbot, window, store, small, 11, patient_id=small.patient_ids[1])
    end = point_at(window, small.at(11, 25))
    pick_up(window, point_at(window, small.at(10)), end)
    aim = window.calendar.week.canvas.look.aim
    assert aim is not None
    assert aim[1][1] == "→ 11:30"
    drop(window, end)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(11, 30))


def test_to_another_day_and_beside_the_grid(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    days = 1 if small.day.weekday() < 6 else -1
    end = point_at(window, small.at(11, 10, days=days))
    pick_up(window, point_at(window, small.at(10)), end)
    assert window.hands.hand.chip.words == "Free\nbetween the usual starts"
    drop(window, end)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(11, 10, days=days))


def test_an_illegal_target_shows_the_reason_and_no_shadow(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    booked(qtbot, window, store, small, 12, patient_id=small.patient_ids[1])
    end = point_at(window, small.at(12))
    pick_up(window, point_at(window, small.at(10)), end)
    chip = window.hands.hand.chip
    assert chip.words.startswith("12:00\nTaken: Νικολάου Σοφία, 12:00–12:30.")
    assert window.calendar.week.canvas.look.aim is None
    shape = window.calendar.week.viewport().cursor().shape()
    assert shape == Qt.CursorShape.ForbiddenCursor
    lunch = point_at(window, small.at(13, 30))
    move_on(window, end, lunch)
    assert chip.words == "13:30\nBreak: Μεσημέρι, 13:00–14:00."
    drop(window, lunch)
    assert asked == []
    assert "Αντωνίου Γιώργος cannot go to" in window.calendar.answer.text
    assert [button.text().split(" at ")[1] for button in window.calendar.answer.buttons[:2]] == [
        "12:30",
        "14:00",
    ]
    window.calendar.answer.buttons[0].click()
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(12, 30))


def test_a_refusal_goes_when_the_next_drag_begins_or_the_days_turn(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(qtbot, window, store, small, 10)
    start, lunch = point_at(window, small.at(10)), point_at(window, small.at(13, 30))
    drag(window, start, lunch)
    assert "cannot go to" in window.calendar.answer.text
    pick_up(window, start, point_at(window, small.at(11)))
    assert window.calendar.answer.text == ""
    move_on(window, point_at(window, small.at(11)), lunch)
    drop(window, lunch)
    assert "cannot go to" in window.calendar.answer.text
    window.calendar.answer.buttons[0].setFocus()
    window.calendar.turn(1)
    assert window.calendar.answer.text == ""
    assert window.calendar.week.hasFocus()


def test_a_question_stays_when_a_drag_begins_and_when_days_turn(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(qtbot, window, store, small, 10)
    window.acts.undo_redo.asked.emit("Does the patient go too?", ())
    start = point_at(window, small.at(10))
    pick_up(window, start, point_at(window, small.at(11)))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    drop(window, start)
    window.calendar.turn(1)
    assert window.calendar.answer.text == "Does the patient go too?"


def test_its_own_place_is_not_in_its_way(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    drag(window, point_at(window, small.at(10)), point_at(window, small.at(10, 15)))
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(10, 15))


def test_escape_lets_go_and_the_button_does_nothing_more(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    assert is_carrying(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not is_carrying(window)
    assert window.calendar.week.canvas.look.ghosts == frozenset()
    move_on(window, end, point_at(window, small.at(12)))
    drop(window, point_at(window, small.at(12)))
    assert (asked, window.dock, start_of(window, one)) == ([], None, small.at(10))


def test_no_key_acts_while_something_is_in_the_hand(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F6, Qt.Key.Key_Return):
        QTest.keyClick(window.windowHandle(), key)
    assert (window.dialog, asked) == (None, [])
    assert window.hands.hand.carried is not None
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    drop(window, end)


def test_a_short_way_is_a_click(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    start = point_at(window, small.at(10), pixels=3)
    drag(window, start, start + (start - start))
    assert window.details.appointment_id == one
    assert asked == []


def test_the_lower_edge_changes_the_length(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    one = booked(qtbot, window, store, small, 10)
    edge = edge_of(window, one)
    QTest.mouseMove(window.calendar.week.viewport(), edge)
    assert window.calendar.week.viewport().cursor().shape() == Qt.CursorShape.SizeVerCursor
    end = point_at(window, small.at(10, 50))
    pick_up(window, edge, end)
    assert window.hands.hand.chip.words == "Free: 50 min"
    drop(window, end)
    qtbot.waitUntil(lambda: minutes_of(window, one) == 50)
    assert start_of(window, one) == small.at(10)
    assert "now lasts 50 min" in window.status.notice.text
    with psycopg.connect(database_url) as connection:
        found = connection.execute(
            "SELECT reschedule_count, array_agg(e.action ORDER BY e.id) FROM appointments a"
            " JOIN appointment_events e ON e.appointment_id = a.id GROUP BY 1"
        ).fetchall()
    assert (found[0][0], set(found[0][1])) == (0, {"booked", "moved"})
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: minutes_of(window, one) == 30)


def test_a_length_into_the_next_appointment_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    booked(qtbot, window, store, small, 11, patient_id=small.patient_ids[1])
    end = point_at(window, small.at(11, 15))
    pick_up(window, edge_of(window, one), end)
    assert window.hands.hand.chip.words.startswith("1 h 15 min\nTaken: Νικολάου Σοφία")
    drop(window, end)
    assert (asked, minutes_of(window, one)) == ([], 30)


def test_what_may_not_be_moved_stays_out_of_the_hand(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    request = AppointmentRequest(act_id=new_id(), appointment_id=one, row_version=None, reason="flu")
    perform(store, small.manager, cancel, request)
    window.calendar.commands.faded.setChecked(True)
    qtbot.waitUntil(lambda: status_of(window, one) == "cancelled")
    pick_up(window, point_at(window, small.at(10), pixels=4), point_at(window, small.at(11)))
    assert window.hands.hand.carried is None
    drop(window, point_at(window, small.at(11)))


def test_the_days_scroll_under_the_hand(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    canvas = window.calendar.week.canvas
    canvas.set_zoom(3.0)
    window.calendar.week.show_appointment(one)
    start = point_at(window, small.at(10), pixels=4)
    bottom = start.__class__(start.x(), canvas.viewport().height() - 2)
    pick_up(window, start, bottom)
    before = canvas.offset
    qtbot.waitUntil(lambda: canvas.offset > before + 40)
    aimed = window.hands.hand._carrying.target
    assert aimed is not None
    placed = canvas.placed
    assert placed is not None
    under = placed.minute_at(*canvas.content_point(bottom).toTuple())
    assert abs(under - aimed.starts_at) <= 10
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.hands.hand._scroll.isActive()
    drop(window, bottom)


def test_only_what_differs_is_painted_again(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(qtbot, window, store, small, 10)
    canvas = window.calendar.week.canvas
    pick_up(window, point_at(window, small.at(10)), point_at(window, small.at(11)))
    look = canvas.look
    move_on(window, point_at(window, small.at(11)), point_at(window, small.at(11, 30)))
    assert canvas.placed is not None
    region = look_region(canvas.placed, look, canvas.look)
    column = canvas.placed.columns[0]
    assert 0 < region.boundingRect().width() <= column.width + 8
    assert region.boundingRect().height() <= canvas.placed.frame.hour_height + 8
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    drop(window, point_at(window, small.at(11, 30)))


def test_a_span_drawn_on_free_time_books_with_its_length(
    window: MainWindow, small: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[Any] = []
    monkeypatch.setattr(window.booking, "open", wanted.append)
    drag(window, point_at(window, small.at(14, 2)), point_at(window, small.at(14, 42)))
    assert [(one.doctor_id, one.starts_at, one.ends_at) for one in wanted] == [
        (small.doctor_id, small.at(14), small.at(14, 45))
    ]


def test_a_drop_while_another_is_on_its_way_is_told_and_sends_nothing(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    first = booked(qtbot, window, store, small, 10)
    second = booked(qtbot, window, store, small, 11, patient_id=small.patient_ids[1])
    verdicts = []
    for one, minute in ((first, small.at(15)), (second, small.at(16))):
        shown = window.calendar.appointment(one)
        assert shown is not None
        wanted = Wanted(
            appointment=shown, doctor_id=small.doctor_id, starts_at=minute, begun_at=window._desk.now()
        )
        verdicts.append(window.hands.verdicts.of(wanted))
    for verdict in verdicts:
        assert verdict.is_free
        window.hands.hand.put_down.emit(verdict)
    assert window.calendar.answer.text.startswith("Not moved: what was done before is still on its way.")
    qtbot.waitUntil(lambda: start_of(window, first) == small.at(15))
    assert (len(asked), start_of(window, second)) == (1, small.at(11))
