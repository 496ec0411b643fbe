"""The first window: every reason why the clinic cannot be opened is a sentence, with a way to try again."""

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.app import Program
from medic_desk.model.clinic.clinic import Clinic
from tests.model.small_clinic import SmallClinic
from tests.ui.desk_fixtures import Start


def said(qtbot: QtBot, program: Program) -> str:
    opening = program.opening
    assert opening is not None
    qtbot.waitUntil(lambda: bool(opening.message.text), timeout=15_000)
    assert opening.retry_button.isVisible()
    return opening.message.text


def test_a_person_is_chosen_and_remembered(
    qtbot: QtBot, start: Start, database_url: str, clinic: Clinic, small: SmallClinic
) -> None:
    program = start(database_url)
    opening = program.opening
    assert opening is not None
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2)
    opening.choose(str(small.manager.user_id))
    QTest.keyClick(opening.people, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.desk is not None
    assert program.desk.actor.user_id == small.manager.user_id
    assert program.desk.actor.desk_name == "Desk 1"
    assert not opening.isVisible()
    again = start(database_url)
    reopened = again.opening
    assert reopened is not None
    qtbot.waitUntil(lambda: len(reopened.people.rows) == 2)
    chosen = reopened.people.current_row()
    assert chosen is not None
    assert chosen.display_name.startswith("Μαρία Ιωάννου")
    spoken = reopened.people.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Μαρία Ιωάννου, Reception"


def test_one_window_a_person(qtbot: QtBot, start: Start, database_url: str, clinic: Clinic) -> None:
    first = start(database_url)
    opening = first.opening
    assert opening is not None
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2)
    opening.open_button.click()
    second = start(database_url)
    other = second.opening
    assert other is not None
    qtbot.waitUntil(lambda: len(other.people.rows) == 2)
    # Both are one process here: the first can answer only when the second lets it.
    assert first.window is not None
    other.open_button.click()
    assert second.window is None
    assert "another window" in other.message.text


def test_somebody_else_takes_over(
    qtbot: QtBot, start: Start, database_url: str, clinic: Clinic, small: SmallClinic
) -> None:
    program = start(database_url)
    opening = program.opening
    assert opening is not None
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2)
    opening.choose(str(small.receptionist.user_id))
    opening.open_button.click()
    former = program.window
    assert former is not None
    former.menus.person.trigger()
    assert opening.isVisible()
    opening.choose(str(small.manager.user_id))
    opening.open_button.click()
    assert program.window is not former
    assert program.desk is not None
    assert program.desk.actor.actor_type == "receptionist", "the small clinic's people have no roles"
    assert program.desk.actor.user_id == small.manager.user_id


@pytest.mark.parametrize("url", ["", "clinic", "mysql://server/clinic", "postgresql://server"])
def test_a_wrong_address_is_a_sentence(qtbot: QtBot, start: Start, url: str) -> None:
    sentence = said(qtbot, start(url))
    assert "is not a database address" in sentence
    assert "postgresql://name@server:5432/database" in sentence


def test_an_unreachable_server_is_a_sentence(qtbot: QtBot, start: Start) -> None:
    sentence = said(qtbot, start("postgresql://somebody@127.0.0.1:1/clinic"))
    assert sentence == "“clinic” (127.0.0.1:1) cannot be reached: no database server runs there."


def test_a_missing_database_is_a_sentence(qtbot: QtBot, start: Start, database_url: str) -> None:
    sentence = said(qtbot, start(database_url.replace("/test_", "/nobody_")))
    assert sentence.startswith("There is no “nobody_")


def test_an_empty_database_says_what_to_run(qtbot: QtBot, start: Start, empty_database_url: str) -> None:
    sentence = said(qtbot, start(empty_database_url))
    assert "medic-desk db upgrade" in sentence


def test_a_newer_schema_is_refused_and_then_opened(
    qtbot: QtBot, start: Start, database_url: str, clinic: Clinic
) -> None:
    with psycopg.connect(database_url) as connection:
        was = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        connection.execute("UPDATE alembic_version SET version_num = '9999_of_tomorrow'")
    program = start(database_url)
    assert "newer" in said(qtbot, program)
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", was[0])
    opening = program.opening
    assert opening is not None
    opening.retry_button.click()
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2, timeout=15_000)


def test_a_clinic_without_people_says_so(qtbot: QtBot, start: Start, database_url: str) -> None:
    assert "no people" in said(qtbot, start(database_url))
