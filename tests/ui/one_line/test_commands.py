"""Every step of the menus has a name in the line; steps about a doctor take what the line says of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.delays import read_delays
from medic_desk.model.one_line.reading import Kind
from medic_desk.model.store.store import Store
from medic_desk.ui.flow.late_dialog import LateDialog
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.window.commands import commands
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.worklist.ill_today import IllTodayDialog
from tests.model.small_clinic import SmallClinic
from tests.ui.one_line.steps import RETURN, chips, press, type_line, until_seen

_LATIN = dict(zip("αβγδεζηικλμνξοπρστυφχω", "avgdeziiklmnxoprstyfxo", strict=True)) | {"θ": "th", "ψ": "ps"}
_PLAIN = str.maketrans("άέήίόύώϊϋΐΰς", "αεηιουωιυιυσ")


@pytest.fixture
def line(window: MainWindow) -> OneLine:
    return window.one_line.made()


def _steps(menu: QMenu) -> Iterator[QAction]:
    """The actions of a menu and of the menus in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _steps(inner)
        elif not action.isSeparator():
            yield action


def _greeklish(name: str) -> str:
    return "".join(_LATIN.get(c, c) for c in name.lower().translate(_PLAIN))


def test_every_step_of_every_menu_is_a_command(window: MainWindow) -> None:
    named = set(commands(window.menus, window.calendar.commands).values())
    listed = [
        step
        for top in window.menuBar().actions()
        if isinstance(menu := top.menu(), QMenu)
        for step in _steps(menu)
    ]
    assert len(listed) > 50
    with_keys = [one for one in window.findChildren(QAction) if one.text() and not one.shortcut().isEmpty()]
    unnamed = {one.text() for one in (*listed, *with_keys) if one not in named}
    assert unnamed == {window.menus.one_line.text()}


def test_every_command_is_read_by_each_of_its_names_and_in_greeklish(line: OneLine) -> None:
    for one in line.understanding.vocabulary.commands:
        greek = [name for name in one.names if not name.isascii()]
        assert greek, f"{one.key} has no Greek name"
        assert len(greek) < len(one.names), f"{one.key} has no English name"
        for name in (*one.names, *map(_greeklish, greek)):
            line.understanding.type(name)
            reading = line.understanding.draft.reading
            keys = {str(said.value) for token in reading.tokens for said in token.said}
            keys |= {str(said.value) for token in reading.tokens for also in token.also for said in also.said}
            assert reading.kind in (Kind.COMMAND, Kind.AMBIGUOUS), name
            assert one.key in keys, f"{name} is not {one.key}"


@pytest.mark.parametrize(
    "typed",
    ["Γεωργίου αργεί 20", "georgiou late 20", "h georgiou argei 20 lepta", "20 λεπτά αργεί η Γεωργίου"],
)
def test_how_late_is_filled_in_and_said_by_enter(
    qtbot: QtBot, window: MainWindow, line: OneLine, store: Store, small: SmallClinic, typed: str
) -> None:
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert any("by 20" in chip for chip in chips(line))
    assert "20" in line.view.verdict.sentence
    press(qtbot, line, RETURN)
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert (chosen.id, dialog.minutes.number) == (small.colleague_id, 20)
    assert store.do(read_delays) == (), "nothing is said before it is confirmed"
    dialog.say()
    qtbot.waitUntil(lambda: window.dialog is None)
    assert [(one.doctor_id, one.minutes) for one in store.do(read_delays)] == [(small.colleague_id, 20)]


@pytest.mark.parametrize("typed", ["αργεί 20", "late 20"])
def test_whoever_runs_late_is_asked_and_the_minutes_stay(
    qtbot: QtBot, window: MainWindow, line: OneLine, typed: str
) -> None:
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert line.view.question == "Which doctor?"
    press(qtbot, line, RETURN, RETURN)
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    assert dialog.minutes.number == 20
    dialog.reject()
    qtbot.waitUntil(lambda: window.dialog is None)


def test_minutes_that_were_said_stay_with_another_doctor(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic
) -> None:
    window.dialogs.late_said.emit(small.colleague_id, 45)
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    dialog.doctor.choose_place(1 - dialog.doctor.currentIndex())
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert chosen.id == small.doctor_id
    assert dialog.minutes.number == 45
    dialog.reject()
    qtbot.waitUntil(lambda: window.dialog is None)


@pytest.mark.parametrize("typed", ["Γεωργίου άρρωστη σήμερα", "georgiou is ill"])
def test_who_is_ill_today_is_the_doctor_who_is_named(
    qtbot: QtBot, window: MainWindow, line: OneLine, typed: str
) -> None:
    type_line(qtbot, line, typed)
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: isinstance(window.dialog, IllTodayDialog))
    dialog = window.dialog
    assert isinstance(dialog, IllTodayDialog)
    assert dialog.heading.text() == "Γεωργίου Άννα is ill"
    dialog.reject()
    qtbot.waitUntil(lambda: window.dialog is None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("νέος ασθενής", "first appointment"),
        ("neos asthenis", "first appointment"),
        ("εκτύπωση", "cannot print"),
        ("print", "cannot print"),
        ("ρυθμίσεις", "menu"),
    ],
)
def test_a_step_that_there_is_not_says_so(
    qtbot: QtBot, window: MainWindow, line: OneLine, typed: str, told: str
) -> None:
    type_line(qtbot, line, typed)
    until_seen(qtbot, line)
    assert told in line.view.verdict.sentence
    assert line.view.verdict.does == ""
    press(qtbot, line, RETURN)
    assert line.is_open
    assert window.dialog is None


def test_the_beginning_of_what_there_is_not_stays_a_patient(qtbot: QtBot, line: OneLine) -> None:
    type_line(qtbot, line, "settin")
    assert line.understanding.draft.reading.kind is Kind.PATIENT


def test_a_new_patient_in_a_booking_is_who_is_booked(qtbot: QtBot, line: OneLine, small: SmallClinic) -> None:
    type_line(qtbot, line, f"νέος ασθενής Πέτρου Ηλίας visit {small.day.day}/{small.day.month} 10:00")
    reading = line.understanding.draft.reading
    assert (reading.kind, reading.meaning.patient) == (Kind.BOOK, "Πέτρου Ηλίας")
    assert not line.view.new_button.isHidden()
