"""Booking by one line, over a real database: chips, questions in order, what Enter does and never does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.booking.seen import SEEN_AFTER_MILLISECONDS
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add
from tests.ui.booking.steps import confirmed, rows
from tests.ui.one_line.steps import (
    ALT,
    CONTROL,
    DOWN,
    ESCAPE,
    RETURN,
    chips,
    hold_enter_down,
    names,
    press,
    type_line,
    until_known,
    until_seen,
)
from tests.ui.staff import run

HELD = "SELECT count(*) FROM appointments WHERE status = 'held'"


@pytest.fixture
def line(window: MainWindow) -> OneLine:
    return window.one_line.made()


@pytest.fixture
def namesake(store: Store) -> str:
    """Another Νικολάου."""

    def inserted(session: Session) -> str:
        return add(session, PatientRow, first_name="Πέτρος", last_name="Νικολάου", mobile_phone="6944000020")

    return store.do(inserted)


def day(small: SmallClinic) -> str:
    """The clinic's day as people type it."""
    return f"{small.day.day}/{small.day.month}"


@pytest.mark.parametrize(
    "typed",
    [
        "Νικολάου Επίσκεψη {day} 10:00 με Παπαδόπουλο",
        "nikolaou episkepsi {day} 10:00 me papadopoulo",
        "nikolaou visit {day} 10:00 with dr Papadopoulos",
    ],
    ids=["Greek", "greeklish", "English"],
)
def test_a_whole_line_books(
    qtbot: QtBot, window: MainWindow, line: OneLine, small: SmallClinic, typed: str, database_url: str
) -> None:
    type_line(qtbot, line, typed.format(day=day(small)))
    until_seen(qtbot, line)
    assert sorted(chips(line)) == sorted(
        [
            "patient Νικολάου Σοφία",
            "service Επίσκεψη 30 min · 50\u00a0€",
            f"day {small.day:%a %d/%m}",
            "time 10:00",
            "doctor Παπαδόπουλος Ν.",
        ]
    )
    assert line.question is None
    assert line.view.verdict.sentence == (
        f"Νικολάου Σοφία  ·  Επίσκεψη  ·  {small.day:%a %d/%m} 10:00, "
        "Παπαδόπουλος  ·  Κέντρο  ·  30 min  ·  50\u00a0€"
    )
    assert line.view.verdict.does == "Enter books"
    qtbot.waitUntil(lambda: line.booking.is_held)
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 1
    assert rows(database_url, HELD) == [(0,)]
    assert line.view.line.text() == ""
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked Νικολάου Σοφία"))
    qtbot.waitUntil(lambda: window.details.appointment_id is not None)


def test_what_is_missing_is_asked_in_order(
    qtbot: QtBot, line: OneLine, small: SmallClinic, namesake: str, database_url: str
) -> None:
    asked: list[str] = []

    def answer(*keys: Qt.Key) -> None:
        until_seen(qtbot, line)
        asked.append(line.view.question)
        press(qtbot, line, *keys)

    type_line(qtbot, line, f"nikolaou {day(small)}")
    answer(DOWN, RETURN)
    until_seen(qtbot, line)
    assert names(line) == ["Επίσκεψη", "Τηλεφώνημα"]
    answer(RETURN)
    until_seen(qtbot, line)
    assert names(line)[0] == f"{small.day:%a %d/%m} 09:00"
    answer(DOWN, RETURN)
    until_seen(qtbot, line)
    assert asked == ["Which patient?", "Which service?", "When?"]
    assert line.question is None
    assert line.view.verdict.sentence.startswith(
        f"Νικολάου Σοφία  ·  Επίσκεψη  ·  {small.day:%a %d/%m} 09:30"
    )
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 1


def test_of_several_the_first_enter_only_chooses(
    qtbot: QtBot, line: OneLine, small: SmallClinic, namesake: str, database_url: str
) -> None:
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00")
    until_seen(qtbot, line)
    assert "patient nikolaou 2" in chips(line)
    press(qtbot, line, RETURN)
    until_seen(qtbot, line)
    assert confirmed(database_url) == 0
    assert "patient Νικολάου Πέτρος" in chips(line)
    # The chip opens the choice again, and Alt with a figure answers it.
    chip = next(b for b in line.view.chips.buttons if "Νικολάου Πέτρος" in b.text())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    until_seen(qtbot, line)
    assert line.view.question == "Which patient?"
    QTest.keyClick(line.view.line, Qt.Key.Key_2, ALT)
    until_seen(qtbot, line)
    assert "patient Νικολάου Σοφία" in chips(line)


def test_a_guess_counts_only_once_it_is_accepted(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    type_line(qtbot, line, f"nikolaou epis {day(small)} 10:00")
    until_seen(qtbot, line)
    assert "?service Επίσκεψη" in chips(line)
    assert line.view.question == "What does “epis” mean?"
    assert names(line)[0] == "service: Επίσκεψη"
    press(qtbot, line, RETURN)
    until_seen(qtbot, line)
    assert "service Επίσκεψη 30 min" in chips(line)
    assert confirmed(database_url) == 0
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 1


def test_what_was_accepted_stays_while_more_is_typed(qtbot: QtBot, line: OneLine, small: SmallClinic) -> None:
    type_line(qtbot, line, "nikolaou epis")
    press(qtbot, line, RETURN)
    QTest.keyClicks(line.view.line, f" {day(small)} 10:00")
    until_known(qtbot, line)
    assert "service Επίσκεψη 30 min" in chips(line)
    QTest.keyClicks(line.view.line, " ")
    line.view.line.setText(f"nikolaou epi {day(small)} 10:00")
    until_known(qtbot, line)
    assert "?service Επίσκεψη" in chips(line), "another word was never accepted"


def test_enter_held_down_and_pressed_too_soon_books_nothing(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    now = [1_000_000]
    line.look.clock = line.rows_look.clock = lambda: now[0]
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00")
    hold_enter_down(line, 20)
    QTest.keyClick(line.view.line, RETURN)
    assert line.view.message.text == "This has only just changed. Look at it, then press again."
    assert not line.booking.is_closed_to_changes
    now[0] += SEEN_AFTER_MILLISECONDS
    hold_enter_down(line, 20)
    assert not line.booking.is_closed_to_changes
    for _ in range(3):
        QTest.keyClick(line.view.line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 1


def test_enter_before_the_answer_is_known_does_nothing(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    line.open()
    QTest.keyClicks(line.view.line, f"nikolaou visit {day(small)} 10:00")
    QTest.keyClick(line.view.line, RETURN)
    assert not line.booking.is_closed_to_changes
    until_seen(qtbot, line)
    assert confirmed(database_url) == 0
    assert line.view.verdict.does == "Enter books"


def test_a_time_that_is_taken_says_why_and_offers_others(
    qtbot: QtBot, line: OneLine, store: Store, small: SmallClinic, database_url: str
) -> None:
    perform(store, small.manager, book, small.booking(10))
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00 with papadopoulos")
    until_seen(qtbot, line)
    assert "Αντωνίου" in line.view.verdict.warnings
    assert line.view.question == "Free close to it:"
    assert [name.split()[-1] for name in names(line)] == ["09:30", "10:30", "11:00"]
    press(qtbot, line, DOWN, RETURN)
    until_seen(qtbot, line)
    assert "10:30" in line.view.verdict.sentence
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 2


def test_the_loser_of_a_race_keeps_the_line(
    qtbot: QtBot, line: OneLine, store: Store, small: SmallClinic, database_url: str
) -> None:
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00 with papadopoulos")
    until_seen(qtbot, line)
    qtbot.waitUntil(lambda: line.booking.is_held)
    # What another program does is not heard of before Enter: no event is delivered in between.
    run(
        store, "UPDATE appointments SET status = 'cancelled', cancellation_reason = 'x' WHERE status = 'held'"
    )
    perform(store, small.manager, book, small.booking(10))
    QTest.keyClick(line.view.line, RETURN)
    qtbot.waitUntil(lambda: bool(line.view.message.text))
    assert "quicker" in line.view.message.text
    assert line.view.line.text().startswith("nikolaou visit")
    until_seen(qtbot, line)
    assert line.view.question == "Free close to it:"
    assert confirmed(database_url) == 1


def test_escape_keeps_what_was_typed_and_gives_the_hold_back(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    text = f"nikolaou visit {day(small)} 10:00"
    type_line(qtbot, line, text)
    qtbot.waitUntil(lambda: rows(database_url, HELD) == [(1,)])
    QTest.keyClick(line.view.line, ESCAPE)
    assert not line.is_open
    qtbot.waitUntil(lambda: rows(database_url, HELD) == [(0,)])
    line.open()
    assert line.view.line.text() == text
    qtbot.waitUntil(lambda: rows(database_url, HELD) == [(1,)])


def test_a_warning_in_amber_for_the_patients_own_day(
    qtbot: QtBot, line: OneLine, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(15))
    type_line(qtbot, line, f"antoniou visit {day(small)} 10:00")
    until_seen(qtbot, line)
    assert line.view.verdict.warnings == "Has 15:00 with Παπαδόπουλος Νίκος that day."
    assert line.view.verdict.does == "Enter books"


def test_nobody_is_found_and_a_new_one_is_typed(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    type_line(qtbot, line, f"Kazantzakis visit {day(small)} 10:00")
    until_seen(qtbot, line)
    assert line.view.question == "Nobody is found."
    assert names(line) == ["New patient “Kazantzakis”"]
    QTest.keyClick(line.view.line, RETURN, CONTROL)
    form = line.view.form
    assert form.isVisible()
    # Escape goes one step back, and Enter on the row is the other way in.
    QTest.keyClick(form.first_name, ESCAPE)
    assert line.is_open
    assert not form.isVisible()
    press(qtbot, line, RETURN)
    QTest.keyClicks(form.first_name, "Nikos")
    qtbot.waitUntil(lambda: not form.is_asking)
    until_seen(qtbot, line)
    QTest.keyClick(form.first_name, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    assert confirmed(database_url) == 1
    assert rows(database_url, "SELECT first_name FROM patients WHERE last_name = 'Kazantzakis'") == [
        ("Nikos",)
    ]


def test_what_nobody_understands_is_said_and_left_out(
    qtbot: QtBot, line: OneLine, small: SmallClinic
) -> None:
    type_line(qtbot, line, f"nikolaou visit {day(small)} 25:00")
    until_seen(qtbot, line)
    assert "?not understood 25:00" in chips(line)
    assert line.view.question == "“25:00” is not understood."
    press(qtbot, line, RETURN)
    assert line.view.line.text() == f"nikolaou visit {day(small)} "


def test_of_two_times_one_is_chosen(qtbot: QtBot, line: OneLine, small: SmallClinic) -> None:
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00 11:00")
    until_seen(qtbot, line)
    assert line.view.question == "Two times are said. Which one?"
    press(qtbot, line, DOWN, RETURN)
    until_seen(qtbot, line)
    assert line.question is None
    assert "11:00" in line.view.verdict.sentence


def test_a_note_and_a_length_go_along(
    qtbot: QtBot, line: OneLine, small: SmallClinic, database_url: str
) -> None:
    type_line(qtbot, line, f"nikolaou visit {day(small)} 10:00 45' note: with the old tests")
    until_seen(qtbot, line)
    assert "45 min" in line.view.verdict.sentence
    press(qtbot, line, RETURN)
    qtbot.waitUntil(lambda: not line.is_open)
    found = rows(database_url, "SELECT duration_minutes, notes FROM appointments WHERE status = 'confirmed'")
    assert found == [(45, "with the old tests")]
