"""What other desks do to an appointment while it is in the hand: it is let go, and said where it is now."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.hands.dragging import booked, drop, pick_up, point_at, start_of


@pytest.fixture
def asked(window: MainWindow) -> Iterator[list[object]]:
    """The acts that this desk sent and that were done."""
    done: list[object] = []

    def note(request: object, _result: object) -> None:
        done.append(request)

    window._desk.act_done.connect(note)
    yield done
    window._desk.act_done.disconnect(note)


def test_what_another_desk_cancels_leaves_the_hand(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    request = AppointmentRequest(act_id=new_id(), appointment_id=one, row_version=None, reason="flu")
    perform(store, small.manager, cancel, request)
    qtbot.waitUntil(lambda: window.hands.hand.carried is None)
    assert "somebody has changed this appointment" in window.calendar.answer.text
    assert window.calendar.answer.text.endswith("so it was not moved. It is cancelled.")
    drop(window, end)
    assert (asked, window.calendar.week.canvas.look.aim) == ([], None)


@pytest.mark.parametrize("days", [0, 14], ids=["in these days", "in other days"])
def test_what_another_desk_moves_leaves_the_hand_and_it_is_said_where_it_is(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object], days: int
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    there = MoveRequest(
        act_id=new_id(), appointment_id=one, row_version=None, starts_at=small.at(15, days=days)
    )
    perform(store, small.manager, move, there)
    qtbot.waitUntil(lambda: window.hands.hand.carried is None)
    day = small.day + timedelta(days=days)
    said = f"It is now booked for {day:%a %d/%m} at 15:00 with Παπαδόπουλος Νίκος."
    qtbot.waitUntil(lambda: window.calendar.answer.text.endswith(said))
    assert window.calendar.answer.text.startswith("Αντωνίου Γιώργος: somebody has changed this appointment")
    drop(window, end)
    assert asked == []


def test_what_another_desk_gives_to_a_colleague_is_said_to_be_with_the_colleague(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    there = MoveRequest(
        act_id=new_id(),
        appointment_id=one,
        row_version=None,
        starts_at=small.at(12),
        doctor_id=small.colleague_id,
        appointment_type_id=small.colleague_service_id,
    )
    perform(store, small.manager, move, there)
    said = f"It is now booked for {small.day:%a %d/%m} at 12:00 with Γεωργίου Άννα."
    qtbot.waitUntil(lambda: window.calendar.answer.text.endswith(said))
    drop(window, end)


def test_a_change_that_was_not_heard_yet_is_refused_by_the_database(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, asked: list[object]
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    there = MoveRequest(act_id=new_id(), appointment_id=one, row_version=None, starts_at=small.at(15))
    perform(store, small.manager, move, there)
    drop(window, end)
    qtbot.waitUntil(lambda: "Somebody else has changed" in window.calendar.answer.text)
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(15))
    assert asked == []


def test_a_place_that_is_taken_meanwhile_is_refused_with_others(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    end = point_at(window, small.at(11))
    pick_up(window, point_at(window, small.at(10)), end)
    assert window.hands.hand.chip.words == "Free"
    booked(qtbot, window, store, small, 11, patient_id=small.patient_ids[1])
    qtbot.waitUntil(lambda: window.hands.hand.chip.words.startswith("11:00\nTaken: Νικολάου"))
    drop(window, end)
    assert start_of(window, one) == small.at(10)
