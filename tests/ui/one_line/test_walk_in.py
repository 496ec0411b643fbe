"""A walk-in by one line, over a real database: booked and arrived in one act, by few keys, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add, make_small_clinic
from tests.ui.booking.steps import rows
from tests.ui.one_line.steps import (
    CONTROL,
    DOWN,
    ESCAPE,
    RETURN,
    chips,
    names,
    press,
    type_line,
    until_known,
    until_seen,
)
from tests.ui.staff import run

STANDS = (
    "SELECT p.first_name, a.status, a.patient_arrived_at IS NOT NULL FROM appointments a"
    " LEFT JOIN patients p ON p.id = a.patient_id"
)
ACTS = "SELECT action FROM appointment_events WHERE action <> 'held' ORDER BY occurred_at"
MOST_KEYS = 25


@pytest.fixture
def small(store: Store) -> SmallClinic:
    """The clinic's day is today, and all of it lies ahead; three patients more are called Αντωνίου."""

    def namesakes(session: Session) -> None:
        for first in ("Άννα", "Μαρία", "Πέτρος"):
            add(session, PatientRow, first_name=first, last_name="Αντωνίου", mobile_phone="6944000010")

    made = make_small_clinic(store, today=True)
    store.do(namesakes)
    return made


@pytest.fixture
def line(window: MainWindow) -> OneLine:
    return window.one_line.made()


def test_one_of_many_of_that_name_by_few_keys(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    log: list[str] = []

    def key(pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        until_seen(qtbot, line)
        QTest.keyClick(line.view.line if line.is_open else window, pressed, modifier)
        log.append(pressed.name)

    def typed(text: str) -> None:
        QTest.keyClicks(line.view.line, text)
        log.extend(text)

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    key(Qt.Key.Key_W, CONTROL)
    qtbot.waitUntil(lambda: line.is_open)
    typed("anton visit")
    until_known(qtbot, line)
    assert names(line)[:4] == [
        "Αντωνίου Άννα", "Αντωνίου Γιώργος", "Αντωνίου Μαρία", "Αντωνίου Πέτρος",
    ]  # fmt: skip
    key(DOWN)
    key(DOWN)
    key(RETURN)
    until_seen(qtbot, line)
    assert line.question is None
    assert line.view.verdict.sentence.startswith("Αντωνίου Μαρία  ·  Επίσκεψη  ·  today 09:00, ")
    assert "marked arrived" in line.view.verdict.sentence
    assert "60\u00a0€" in line.view.verdict.sentence
    key(RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    print("keys:", " ".join(log))
    assert len(log) <= MOST_KEYS
    assert rows(database_url, STANDS) == [("Μαρία", "confirmed", True)]
    assert rows(database_url, ACTS) == [("walked_in",)]
    assert line.view.line.text() == ""
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked and arrived: Αντωνίου Μαρία"))


def test_undo_takes_both_back(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    line.open_walk_in()
    QTest.keyClicks(line.view.line, "nikol visit")
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: rows(database_url, STANDS) == [("Σοφία", "confirmed", True)])
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked and arrived"))
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: rows(database_url, STANDS) == [("Σοφία", "cancelled", False)])
    qtbot.waitUntil(lambda: window.status.notice.text.endswith("is neither booked nor here."))
    window.menus.redo.trigger()
    again = [("Σοφία", "cancelled", False), ("Σοφία", "confirmed", True)]
    qtbot.waitUntil(lambda: sorted(rows(database_url, STANDS)) == again)


def test_the_first_doctor_who_is_free(
    qtbot: QtBot, line: OneLine, store: Store, small: SmallClinic, database_url: str
) -> None:
    # Until ten the doctor is booked, and so is the only room: the colleague cannot have it either.
    for hour, minute in ((9, 0), (9, 30)):
        perform(store, small.manager, book, small.booking(hour, minute))
    type_line(qtbot, line, "nikol visit now")
    until_seen(qtbot, line)
    assert "?doctor anyone with this service" in chips(line)
    assert line.view.verdict.sentence.startswith("Νικολάου Σοφία  ·  Επίσκεψη  ·  today 10:00, Γεωργίου")
    # The arrow goes on to the next start, and the hold with it.
    QTest.keyClick(line.view.line, Qt.Key.Key_Right)
    assert "today 10:05" in line.view.verdict.sentence
    held = "SELECT starts_at FROM appointments WHERE status = 'held'"
    qtbot.waitUntil(lambda: line.booking.is_held)
    assert len(rows(database_url, held)) == 1
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    arrived = "SELECT extract(minute FROM starts_at)::int % 30 FROM appointments"
    assert rows(database_url, f"{arrived} WHERE patient_arrived_at IS NOT NULL") == [(5,)]


def test_nobody_is_free_today_and_another_day_is_no_arrival(
    qtbot: QtBot, line: OneLine, store: Store, database_url: str
) -> None:
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, exception_type, starts_at, ends_at, reason, source)"
        " SELECT id, 'blocked', timezone('utc', now()), timezone('utc', now()) + interval '20 h',"
        " 'ill', 'manual' FROM doctors",
    )
    type_line(qtbot, line, "nikol visit now")
    until_seen(qtbot, line)
    assert line.view.verdict.warnings.startswith("Nobody is free any more today.")
    assert line.view.question == "Free close to it:"
    assert len(names(line)) == 3
    press(qtbot, line, RETURN, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert rows(database_url, STANDS) == [("Σοφία", "confirmed", False)]


def test_a_walk_in_leaves_the_other_line_as_it_was(qtbot: QtBot, line: OneLine) -> None:
    type_line(qtbot, line, "nikol ")
    QTest.keyClick(line.view.line, ESCAPE)
    assert not line.is_open
    line.open_walk_in()
    assert line.view.line.text() == "now "
    QTest.keyClick(line.view.line, ESCAPE)
    line.open()
    assert line.view.line.text() == "nikol "


def test_a_new_patient_who_walks_in(qtbot: QtBot, line: OneLine, database_url: str) -> None:
    line.open_walk_in()
    QTest.keyClicks(line.view.line, "Zorbas visit")
    press(qtbot, line, RETURN)
    form = line.view.form
    assert form.isVisible()
    assert form.last_name.text() == "Zorbas"
    QTest.keyClicks(form.first_name, "Alexis")
    qtbot.waitUntil(lambda: not form.is_asking)
    until_seen(qtbot, line)
    assert line.view.verdict.sentence.startswith("Zorbas Alexis  ·  Επίσκεψη")
    QTest.keyClick(form.first_name, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert rows(database_url, STANDS) == [("Alexis", "confirmed", True)]
