"""What cannot stand as weekly hours, typed by key: said at its field, kept, and not saved."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.hours.open_editors import OpenEditor, choose, editors, rule_on, stands
from tests.ui.staff import Staff, click, hire, retype, run, type_text


@pytest.fixture
def staff(store: Store, small: SmallClinic) -> Staff:
    return hire(store, small)


@pytest.fixture
def open_editor(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic, staff: Staff
) -> Iterator[OpenEditor]:
    with editors(qtbot, theme, store, small, staff) as opened:
        yield opened


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("work_end_local", "9:00", "whole day"),
        ("work_start_local", "25:00", "hours:minutes"),
        ("work_end_local", "abc", "hours:minutes"),
        ("work_end_local", "9:10", "No service fits"),
        ("slot_interval_minutes", "0", "1 to 1440"),
        ("slot_interval_minutes", "x", "1 to 1440"),
        ("max_parallel_sessions", "0", "1 to 64"),
        ("buffer_before_minutes", "-5", "0 to 1440"),
        ("priority", "99999", "-1000 to 1000"),
        ("effective_from", "31/02/2027", "day/month/year"),
        ("timezone", "Europe/Atlantis", "no such time zone"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    qtbot: QtBot,
    open_editor: OpenEditor,
    store: Store,
    small: SmallClinic,
    field: str,
    typed: str,
    sentence: str,
) -> None:
    hours = stands(store, small.doctor_id)
    if typed == "9:10":
        run(store, f"DELETE FROM schedule_rule_breaks WHERE schedule_rule_id = '{rule_on(hours, 1).id}'")
    editor = open_editor()
    choose(editor, rule_on(hours, 1))
    line = editor.pane.form.fields[field].field
    assert isinstance(line, QLineEdit)
    retype(line, typed)
    said_at = "slot_interval_minutes" if "No service" in sentence else field
    assert sentence in editor.pane.form.fields[said_at].said
    click(editor.save_button)
    assert "put right" in editor.message.text
    # Another rule and back: what was typed is still there, and still said.
    choose(editor, rule_on(hours, 2))
    assert editor.pane.form.fields[said_at].said == ""
    choose(editor, rule_on(hours, 1))
    assert line.text().lstrip("0") in {typed, f"{typed}".lstrip("0")}
    assert sentence in editor.pane.form.fields[said_at].said
    version = stands(store, small.doctor_id).hours_version
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stands(store, small.doctor_id).hours_version == version


def test_a_break_outside_its_hours_is_said_at_the_break(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    editor = open_editor()
    choose(editor, rule_on(stands(store, small.doctor_id), 1))
    start, end, _label = editor.pane.form.breaks.fields_of(0)
    retype(end, "13:00")
    assert "end after it begins" in editor.pane.form.breaks.said(0)
    retype(end, "18:00")
    assert "leaves the hours" in editor.pane.form.breaks.said(0)
    retype(start, "1x")
    assert "hours:minutes" in editor.pane.form.breaks.said(0)
    retype(start, "13:00")
    retype(end, "13:30")
    assert editor.pane.form.breaks.said(0) == ""


def test_hours_at_two_places_at_once_name_the_other(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    other = new_id()
    run(
        store,
        "INSERT INTO doctor_locations (id, doctor_id, name)"
        f" VALUES ('{other}', '{small.doctor_id}', 'Προάστιο')",
    )
    run(
        store,
        f"UPDATE schedule_rules SET scope_doctor_location_id = '{small.location_id}'"
        f" WHERE doctor_id = '{small.doctor_id}'",
    )
    editor = open_editor()
    choose(editor, rule_on(stands(store, small.doctor_id), 1))
    click(editor.rule_buttons.add_button)
    retype(editor.pane.form.times["work_start_local"], "12")
    type_text(editor.pane.form.scopes["scope_doctor_location_id"], "Προ")
    said = editor.pane.form.fields["work_start_local"].said
    assert "Κέντρο" in said
    assert "Monday 09:00–17:00" in said
    retype(editor.pane.form.numbers["priority"], "1")
    assert editor.pane.form.fields["work_start_local"].said == ""


def test_hours_of_every_nth_week_need_a_first_day_and_keep_their_weeks(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    run(store, f"UPDATE schedule_rules SET repeat_weeks = 2, effective_from = '{small.day}'")
    editor = open_editor()
    choose(editor, rule_on(stands(store, small.doctor_id), 1))
    form = editor.pane.form
    first_day = form.dates["effective_from"].text()
    retype(form.dates["effective_from"], "")
    assert "every n-th week" in form.fields["effective_from"].said
    retype(form.dates["effective_from"], first_day)
    assert form.fields["effective_from"].said == ""
    retype(form.times["work_end_local"], "16:00")
    chosen = editor.pane.chosen
    assert chosen is not None
    assert (chosen.work_end_local, chosen.repeat_weeks) == (16 * 60, 2)
