"""The answer of a save is lost, then there is no server, then there is: hours are saved once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.far_desk import FarDesk
from tests.ui.hours.open_editors import choose, rule_on, stands, until_known
from tests.ui.staff import button, click, retype

ACTS = "SELECT count(*) FROM staff_events"


@pytest.fixture
def editor(far: FarDesk, qtbot: QtBot, theme: Theme, small: SmallClinic) -> Iterator[RuleEditor]:
    made = RuleEditor(far.desk, theme, small.doctor_id)
    with qtbot.waitSignal(made.shown):
        made.open()
    yield made
    if made.isVisible():
        made.done(0)
    made.deleteLater()


def save_in_vain(far: FarDesk, editor: RuleEditor, store: Store, small: SmallClinic) -> None:
    """Name Monday's hours and save them, with every answer lost."""
    choose(editor, rule_on(stands(store, small.doctor_id), 1))
    retype(editor.pane.form.label, "Πρωί")
    until_known(far.qtbot, editor)
    far.lose_the_next_answer()
    click(editor.save_button)
    far.try_in_vain(editor.attempt, editor.message)


def test_hours_whose_answers_are_lost_are_saved_once(
    far: FarDesk, editor: RuleEditor, store: Store, small: SmallClinic, qtbot: QtBot
) -> None:
    version = stands(store, small.doctor_id).hours_version
    save_in_vain(far, editor, store, small)
    assert editor.foot.state.text() == "It is not known whether this was saved"
    assert editor.save_button.text() == "Try again"
    assert not editor.discard_button.isEnabled()
    # It happened, once; whoever types on does not lose it, and does not change what is sent again.
    saved = stands(store, small.doctor_id)
    assert (far.count(ACTS), saved.hours_version) == (1, version + 1)
    retype(editor.pane.form.numbers["buffer_after_minutes"], "5")
    with qtbot.waitSignal(editor.saved, timeout=10_000) as answered:
        far.try_again(editor.message)
    result = answered.args[0]
    assert (result.already_done, result.hours_version) == (True, version + 1)
    assert not editor.message.text
    assert editor.foot.state.text() == "1 change is not saved"
    after = stands(store, small.doctor_id)
    assert (far.count(ACTS), after.hours_version) == (1, version + 1)
    assert (rule_on(after, 1).label, rule_on(after, 1).buffer_after_minutes) == ("Πρωί", 0)
    # Another save is another act.
    until_known(qtbot, editor)
    with qtbot.waitSignal(editor.saved, timeout=10_000):
        click(editor.save_button)
    assert rule_on(stands(store, small.doctor_id), 1).buffer_after_minutes == 5
    assert far.count(ACTS) == 2
    assert editor.foot.state.text().startswith("Saved at ")


def test_the_save_button_and_its_key_send_the_same_again(
    far: FarDesk, editor: RuleEditor, store: Store, small: SmallClinic, qtbot: QtBot
) -> None:
    save_in_vain(far, editor, store, small)
    act_id = editor.attempt.request.act_id
    far.monkeypatch.undo()
    far.wire.open()
    with qtbot.waitSignal(editor.saved, timeout=10_000):
        QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert far.count(f"SELECT count(*) FROM staff_events WHERE act_id = '{act_id}'") == 1
    assert far.count(ACTS) == 1
    assert editor.foot.state.text().startswith("Saved at ")
    assert not editor.message.text


def test_who_closes_while_nobody_knows_is_asked_first(
    far: FarDesk, editor: RuleEditor, store: Store, small: SmallClinic, qtbot: QtBot
) -> None:
    save_in_vain(far, editor, store, small)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert "Close all the same?" in editor.message.text
    click(button(editor.message.buttons, "Close"))
    assert not editor.isVisible()
    assert far.count(ACTS) == 1
