"""Answers of time off's acts are lost, then there is no server, then there is: done once, and said."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.decisions import AskTimeOff, ask
from medic_desk.ui.theme import Theme
from medic_desk.ui.time_off.form import TimeOffForm
from medic_desk.ui.time_off.window import TimeOffWindow
from medic_desk.ui.words.formats import written_date
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.far_desk import FarDesk
from tests.ui.staff import click, retype, type_text

ROWS = "SELECT count(*) FROM time_off_requests"
BLOCKS = "SELECT count(*) FROM schedule_exceptions WHERE source = 'time_off'"
ACTS = "SELECT count(*) FROM staff_events"


@pytest.fixture
def window(far: FarDesk, qtbot: QtBot, theme: Theme, small: SmallClinic) -> Iterator[TimeOffWindow]:
    with ExitStack() as stack:
        made = TimeOffWindow(far.desk, theme, small.doctor_id)
        stack.callback(made.deleteLater)
        stack.callback(made.discard)
        with qtbot.waitSignal(made.shown):
            made.open()
        yield made


def test_time_off_is_asked_for_once_though_the_answers_are_lost(
    far: FarDesk, window: TimeOffWindow, small: SmallClinic, qtbot: QtBot
) -> None:
    click(window.ask_button)
    form = window.dialog
    assert isinstance(form, TimeOffForm)
    retype(form.span.first, written_date(small.day))
    type_text(form.reason, "Συνέδριο")
    far.lose_the_next_answer()
    click(form.ask_button)
    far.try_in_vain(form.attempt, form.message)
    assert not form.ask_button.isEnabled()
    form.ask()
    assert far.count(ROWS) == 1
    with qtbot.waitSignal(form.asked, timeout=10_000):
        far.try_again(form.message)
    assert (far.count(ROWS), far.count(ACTS)) == (1, 1)
    qtbot.waitUntil(lambda: window.chosen is not None and window.chosen.reason == "Συνέδριο")
    assert window.dialog is None
    assert "Asked for by Μαρία Ιωάννου" in window.panel.told.text()


@pytest.mark.parametrize("is_approved", [True, False], ids=["approved", "denied"])
def test_a_decision_is_made_once_though_the_answers_are_lost(
    far: FarDesk, window: TimeOffWindow, store: Store, small: SmallClinic, qtbot: QtBot, *, is_approved: bool
) -> None:
    for days in (0, 1):
        wish = AskTimeOff(
            act_id=new_id(),
            doctor_id=small.doctor_id,
            starts_at=small.at(9, days=days),
            ends_at=small.at(17, days=days),
        )
        perform(store, Actor(user_id=None, actor_type="doctor", desk_name="Office 2"), ask, wish)
    panel = window.panel
    qtbot.waitUntil(lambda: panel.approve_button.isEnabled() and len(window.list.rows) == 2)
    asked = window.chosen
    assert asked is not None
    type_text(panel.note, "Εντάξει")
    far.lose_the_next_answer()
    click(panel.approve_button if is_approved else panel.deny_button)
    far.try_in_vain(window.attempt, window.message)
    # Nothing else can be decided meanwhile, nor another request be chosen in its place.
    assert panel.note.isReadOnly()
    assert not panel.approve_button.isEnabled()
    other = next(row.request.id for row in window.list.rows if row.request.id != asked.id)
    window.list.setCurrentIndex(window.list.rows_model.index_of(other))
    qtbot.waitUntil(lambda: window.list.rows_model.key_at(window.list.currentIndex()) == asked.id)
    window.deny()
    with qtbot.waitSignal(window.decided, timeout=10_000):
        far.try_again(window.message)
    assert (far.count(BLOCKS), far.count(ACTS)) == (int(is_approved), 3)
    state = "approved" if is_approved else "denied"
    qtbot.waitUntil(lambda: window.chosen is not None and window.chosen.state == state)
    assert window.chosen is not None
    assert window.chosen.id == asked.id
    said = "Approved by Μαρία Ιωάννου" if is_approved else "Denied by Μαρία Ιωάννου"
    assert said in panel.told.text()
    assert not window.message.text
