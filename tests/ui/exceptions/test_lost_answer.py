"""The answer of an act is lost, then there is no server, then there is: the act is done once, and said."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import written_date
from tests.model.small_clinic import SmallClinic
from tests.ui.far_desk import FarDesk
from tests.ui.staff import button, click, hire, retype, run, type_text

ROWS = "SELECT count(*) FROM schedule_exceptions"
ACTS = "SELECT count(*) FROM staff_events"


@pytest.fixture
def far_person(store: Store, small: SmallClinic) -> str:
    return hire(store, small).doctor


@pytest.fixture
def window(far: FarDesk, qtbot: QtBot, theme: Theme, small: SmallClinic) -> Iterator[ExceptionsWindow]:
    made = ExceptionsWindow(far.desk, theme, small.doctor_id)
    with qtbot.waitSignal(made.shown):
        made.open()
    yield made
    if made.isVisible():
        made.discard()
    made.deleteLater()


def test_an_entry_whose_answers_are_lost_stands_once(
    far: FarDesk, window: ExceptionsWindow, small: SmallClinic, qtbot: QtBot
) -> None:
    retype(window.form.span.first, written_date(small.day))
    type_text(window.form.reason, "Σεμινάριο")
    qtbot.waitUntil(lambda: window.affected.ids is not None)
    far.lose_the_next_answer()
    click(window.save_button)
    far.try_in_vain(window.attempt, window.message)
    # Nothing else can be sent, and what was typed is kept.
    assert not window.save_button.isEnabled()
    assert window.form.reason.isReadOnly()
    window.save()
    window.begin_new()
    assert window.form.reason.text() == "Σεμινάριο"
    assert far.count(ROWS) == 1
    with qtbot.waitSignal(window.saved, timeout=10_000):
        far.try_again(window.message)
    assert (far.count(ROWS), far.count(ACTS)) == (1, 1)
    assert window.foot.state.text().startswith("Saved at ")
    assert not window.message.text
    qtbot.waitUntil(lambda: len(window.list.rows) == 1)


def test_an_entry_is_deleted_once_though_the_answers_are_lost(
    far: FarDesk, window: ExceptionsWindow, store: Store, small: SmallClinic, qtbot: QtBot
) -> None:
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at)"
        f" VALUES ('{small.doctor_id}', now() + interval '1 day', now() + interval '2 day')",
    )
    qtbot.waitUntil(lambda: len(window.list.rows) == 1)
    window.list.setFocus()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(window.delete_button.isEnabled)
    far.lose_the_next_answer()
    click(window.delete_button)
    far.try_in_vain(window.attempt, window.message)
    assert far.count(ROWS) == 0
    with qtbot.waitSignal(window.saved, timeout=10_000):
        far.try_again(window.message)
    assert (far.count(ROWS), far.count(ACTS)) == (0, 1)
    assert window.foot.state.text().startswith("Deleted at ")
    qtbot.waitUntil(lambda: window.list.rows == ())


def test_who_closes_while_nobody_knows_is_asked_and_may_try_again(
    far: FarDesk, window: ExceptionsWindow, small: SmallClinic, qtbot: QtBot
) -> None:
    retype(window.form.span.first, written_date(small.day))
    qtbot.waitUntil(lambda: window.affected.ids is not None)
    far.lose_the_next_answer()
    click(window.save_button)
    far.try_in_vain(window.attempt, window.message)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert "Close all the same?" in window.message.text
    assert button(window.message.buttons, "Try again").hasFocus()
    with qtbot.waitSignal(window.saved, timeout=10_000):
        far.try_again(window.message)
    assert (far.count(ROWS), far.count(ACTS)) == (1, 1)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
