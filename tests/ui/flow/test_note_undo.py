"""Notes of the desk taken back and written anew by the keys of undo: named, and refused where overtaken."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.calls import CallRequest, reached
from medic_desk.model.store.store import Store
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import closed, is_refused, is_told, press
from tests.ui.appointments.test_undo_redo import menu
from tests.ui.flow.test_call_pane import expected, hit, open_list, stands
from tests.ui.flow.test_late import opened, say
from tests.ui.staff import retype

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Y, Z = Qt.Key.Key_Y, Qt.Key.Key_Z


def say_here(qtbot: QtBot, window: MainWindow, minutes: int) -> None:
    dialog = opened(qtbot, window)
    retype(dialog.minutes, str(minutes))
    QTest.keyClick(dialog.minutes, Qt.Key.Key_Return)
    closed(qtbot, window)
    is_told(qtbot, window, f"runs {minutes}' late." if minutes else "is on time again.")


def test_that_a_doctor_runs_late_is_taken_back_and_said_anew(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, other_pane: FlowPane
) -> None:
    def shows_everywhere(words: str) -> None:
        qtbot.waitUntil(lambda: [one._late.text() for one in (pane, other_pane)] == [words, words])

    name = "Παπαδόπουλος Ν. runs"
    say_here(qtbot, window, 20)
    say_here(qtbot, window, 35)
    assert menu(window) == (f"Undo: {name} 35' late", "")
    shows_everywhere(f"{name} 35' late")
    press(window, Z, CTRL)
    is_told(qtbot, window, f"Undone: {name} 20' late.")
    shows_everywhere(f"{name} 20' late")
    assert menu(window) == (f"Undo: {name} 20' late", f"Redo: {name} 35' late")
    press(window, Z, CTRL)
    is_told(qtbot, window, "Undone: Παπαδόπουλος Ν. is on time again.")
    shows_everywhere("")
    for minutes in (20, 35):
        press(window, Y, CTRL)
        is_told(qtbot, window, f"{name} {minutes}' late.")
        shows_everywhere(f"{name} {minutes}' late")
    assert menu(window) == (f"Undo: {name} 35' late", "")


def test_what_another_desk_said_since_stands(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    stale = "Another desk has said since how late this doctor runs."
    say_here(qtbot, window, 20)
    say(store, small, 45)
    press(window, Z, CTRL)
    is_refused(qtbot, window, f"Not undone: {stale}")
    assert menu(window) == ("", "")
    qtbot.waitUntil(lambda: "runs 45' late" in pane._late.text())
    say_here(qtbot, window, 10)
    press(window, Z, CTRL)
    is_told(qtbot, window, "runs 45' late.")
    say(store, small, 50)
    press(window, Y, CTRL)
    is_refused(qtbot, window, f"Not done again: {stale}")
    assert menu(window) == ("", "")
    qtbot.waitUntil(lambda: "runs 50' late" in pane._late.text())


def test_the_marks_of_the_call_list_are_taken_back_and_set_anew(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    calls = window.flow.calls.made()
    first, second = expected(store, small, 9), expected(store, small, 10, 1)
    open_list(window)
    stands(qtbot, calls, (first, "to_call"), (second, "to_call"))
    hit(calls, Qt.Key.Key_F9)
    is_told(qtbot, window, "Not reached: Αντωνίου Γιώργος")
    stands(qtbot, calls, (second, "to_call"), (first, "not_reached"))
    hit(calls, Qt.Key.Key_Down)
    hit(calls, Qt.Key.Key_F6)
    is_told(qtbot, window, "Reached: Αντωνίου Γιώργος")
    stands(qtbot, calls, (second, "to_call"), (first, "reached"))
    undo, redo = menu(window)
    assert undo.startswith("Undo: Reached: Αντωνίου Γιώργος, ")
    assert redo == ""
    hit(calls, Z, CTRL)
    is_told(qtbot, window, "Undone: the call of Αντωνίου Γιώργος")
    stands(qtbot, calls, (second, "to_call"), (first, "not_reached"))
    assert menu(window)[0].startswith("Undo: Not reached: Αντωνίου Γιώργος, ")
    hit(calls, Z, CTRL)
    stands(qtbot, calls, (first, "to_call"), (second, "to_call"))
    qtbot.waitUntil(lambda: menu(window)[0] == "")
    hit(calls, Y, CTRL)
    stands(qtbot, calls, (second, "to_call"), (first, "not_reached"))
    qtbot.waitUntil(lambda: menu(window)[0].startswith("Undo: Not reached: "))
    hit(calls, Y, CTRL)
    stands(qtbot, calls, (second, "to_call"), (first, "reached"))


def test_a_mark_that_another_desk_has_overtaken_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    calls = window.flow.calls.made()
    one = expected(store, small, 9)
    open_list(window)
    stands(qtbot, calls, (one, "to_call"))
    hit(calls, Qt.Key.Key_F9)
    stands(qtbot, calls, (one, "not_reached"))
    is_told(qtbot, window, "Not reached: ")
    seen = CallRequest(act_id=new_id(), appointment_id=one, seen_state="not_reached")
    perform(store, small.manager, reached, seen)
    stands(qtbot, calls, (one, "reached"))
    hit(calls, Z, CTRL)
    is_refused(qtbot, window, "Not undone: Another desk has called this patient meanwhile.")
    assert menu(window) == ("", "")
    stands(qtbot, calls, (one, "reached"))
