"""Lines that book nothing: a patient's appointments, a phone number, a day, a command in either language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.flow.late_dialog import LateDialog
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.commands import commands
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import confirmed
from tests.ui.one_line.steps import DOWN, RETURN, chips, names, press, type_line, until_seen


@pytest.fixture
def line(window: MainWindow) -> OneLine:
    return window.one_line.made()


def test_a_patients_appointments_and_enter_books_nothing(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, small: SmallClinic, database_url: str
) -> None:
    done = perform(store, small.manager, book, small.booking(10))
    type_line(qtbot, line, "antoniou")
    until_seen(qtbot, line)
    assert line.view.question == "Αντωνίου Γιώργος"
    assert names(line) == ["Patient card", f"{small.day:%a %d/%m} 10:00"]
    press(qtbot, line, DOWN, RETURN)
    qtbot.waitUntil(lambda: window.details.appointment_id == done.appointment_id)
    assert not line.is_open
    assert confirmed(database_url) == 1


def test_a_phone_number_finds_its_owner(qtbot: QtBot, line: OneLine) -> None:
    type_line(qtbot, line, "694 400 0002")
    until_seen(qtbot, line)
    assert line.view.question == "Νικολάου Σοφία has no appointments."
    assert chips(line) == ["phone 694\u00a0400\u00a00002"]


def test_a_phone_number_in_a_booking(qtbot: QtBot, line: OneLine, small: SmallClinic) -> None:
    type_line(qtbot, line, f"6944000002 visit {small.day.day}/{small.day.month} 10:00")
    until_seen(qtbot, line)
    assert line.view.verdict.sentence.startswith("Νικολάου Σοφία  ·  Επίσκεψη")


@pytest.mark.parametrize("word", ["{day}/{month}", "στις {day}/{month}"])
def test_a_date_is_gone_to(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, word: str
) -> None:
    window.calendar.go_to(window.calendar.today())
    type_line(qtbot, line, word.format(day=small.day.day, month=small.day.month))
    until_seen(qtbot, line)
    assert line.view.verdict.does == "Enter goes there"
    press(qtbot, line, RETURN)
    assert not line.is_open
    assert window.calendar.holds(small.day)


@pytest.mark.parametrize("typed", ["dark", "σκούρα χρώματα", "skoura xromata", "dark mode"])
def test_a_command_by_name(qtbot: QtBot, window: MainWindow, line: OneLine, theme: Theme, typed: str) -> None:
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert line.view.verdict.does == "Enter does it"
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: theme.palette.is_dark)
    assert not line.is_open


def test_the_beginning_of_a_command_is_a_guess(qtbot: QtBot, window: MainWindow, line: OneLine) -> None:
    type_line(qtbot, line, "ωράρι")
    until_seen(qtbot, line)
    assert chips(line)[0].startswith("?command")
    press(qtbot, line, RETURN)
    until_seen(qtbot, line)
    before = window.dialog
    press(qtbot, line, RETURN)
    dialog = window.dialog
    assert before is None
    assert isinstance(dialog, RuleEditor)
    qtbot.waitUntil(lambda: dialog.draft is not None)
    dialog.reject()


@pytest.mark.parametrize("typed", ["Γεωργίου αργεί", "georgiou runs late"])
def test_who_runs_late_is_the_doctor_who_is_named(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, typed: str
) -> None:
    type_line(qtbot, line, typed)
    press(qtbot, line, RETURN)
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert chosen.id == small.colleague_id
    dialog.reject()


def test_cancelling_asks_which_appointment(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, small: SmallClinic, database_url: str
) -> None:
    for hour in (10, 12):
        perform(store, small.manager, book, small.booking(hour))
    type_line(qtbot, line, "ακύρωση Αντωνίου")
    press(qtbot, line, RETURN)
    until_seen(qtbot, line)
    assert line.view.question == "Which appointment?"
    press(qtbot, line, DOWN, RETURN, RETURN)
    qtbot.waitUntil(lambda: isinstance(window.dialog, CancelDialog))
    dialog = window.dialog
    assert dialog is not None
    assert confirmed(database_url) == 2, "the dialog asks for a reason first"
    dialog.reject()


def test_every_action_of_the_window_has_a_name_in_both_languages(window: MainWindow, line: OneLine) -> None:
    named = commands(window.menus, window.calendar.commands)
    listed = {action for _, actions in window.menus.groups() for action in actions}
    assert listed - set(named.values()) == {window.menus.one_line}
    for each in line.understanding.vocabulary.commands:
        assert any(name.isascii() for name in each.names), each.key
        assert any(not name.isascii() for name in each.names), each.key


def test_the_keys_open_it_once_and_a_click_elsewhere_closes_it(
    qtbot: QtBot, window: MainWindow, line: OneLine
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert line.is_open
    assert line.view.line.hasFocus()
    QTest.keyClicks(line.view.line, "nikol")
    window.calendar.week.setFocus()
    qtbot.waitUntil(lambda: not line.is_open)
    assert line.view.line.text() == "nikol"


def test_somebody_else_finds_an_empty_line(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic
) -> None:
    type_line(qtbot, line, "nikol")
    desk = window._desk
    assert desk.clinic is not None
    desk.sign_in(next(one for one in desk.clinic.people if one.id == small.manager.user_id))
    assert not line.is_open
    line.open()
    assert line.view.line.text() == ""
