"""The rule editor by keys and clicks, on a real database: from nothing, and over another's edit."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.hours.copy_dialog import DayChoice
from medic_desk.ui.hours.draft import RuleDifference
from medic_desk.ui.hours.versions_dialog import VersionsDialog
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.hours.open_editors import OpenEditor, choose, editors, rule_on, save, stands, until_known
from tests.ui.staff import Staff, button, click, hire, retype, run, type_text


@pytest.fixture
def staff(store: Store, small: SmallClinic) -> Staff:
    return hire(store, small)


@pytest.fixture
def open_editor(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic, staff: Staff
) -> Iterator[OpenEditor]:
    with editors(qtbot, theme, store, small, staff) as opened:
        yield opened


def test_a_split_week_with_lunch_and_a_reserved_hour_from_nothing(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    run(store, f"DELETE FROM schedule_rules WHERE doctor_id = '{small.doctor_id}'")
    editor = open_editor()
    form = editor.pane.form
    assert not editor.save_button.isEnabled()
    # Mornings with a break, copied to the working days; clicks and keys as a person needs them.
    click(editor.rule_buttons.add_button)
    retype(form.times["work_start_local"], "9")
    retype(form.times["work_end_local"], "14")
    click(form.breaks.add_button)
    start, end, label = form.breaks.fields_of(0)
    retype(start, "1130")
    retype(end, "12")
    retype(label, "Διάλειμμα")
    click(editor.rule_buttons.copy_button)
    qtbot.waitUntil(lambda: isinstance(editor.dialog, DayChoice))
    assert isinstance(editor.dialog, DayChoice)
    QTest.keyClick(editor.dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.dialog is None)
    # Afternoons on Monday and Wednesday, and an hour of Monday's kept for phone calls.
    click(editor.rule_buttons.add_button)
    retype(form.times["work_start_local"], "17:00")
    retype(form.times["work_end_local"], "20.30")
    click(editor.rule_buttons.copy_button)
    qtbot.waitUntil(lambda: isinstance(editor.dialog, DayChoice))
    assert isinstance(editor.dialog, DayChoice)
    for day in (2, 4, 5):
        click(editor.dialog.days[day])
    click(editor.dialog.copy_button)
    qtbot.waitUntil(lambda: editor.dialog is None)
    click(editor.rule_buttons.add_button)
    retype(form.times["work_start_local"], "10")
    retype(form.times["work_end_local"], "11")
    form.scopes["scope_appointment_type_id"].setFocus()
    type_text(form.scopes["scope_appointment_type_id"], "Τηλ")
    retype(form.numbers["slot_interval_minutes"], "15")
    retype(form.numbers["priority"], "5")
    retype(form.label, "Τηλέφωνα")
    assert editor.draft is not None
    assert [p for p in editor.draft.problems() if not p.is_advice] == []
    until_known(qtbot, editor)
    assert editor.pane.effect.preview is not None
    assert {e.before[1] for e in editor.pane.effect.preview.effects} == {0}
    assert all(e.after[1] > 0 for e in editor.pane.effect.preview.effects)
    save(qtbot, editor)
    rules = stands(store, small.doctor_id).rules
    found = [(r.day_of_week, r.work_start_local, r.work_end_local, len(r.breaks)) for r in rules]
    mornings = [(day, 540, 840, 1) for day in range(1, 6)]
    assert sorted(found) == sorted([*mornings, (1, 600, 660, 0), (1, 1020, 1230, 0), (3, 1020, 1230, 0)])
    calls = next(r for r in rules if r.priority == 5)
    assert (calls.scope_appointment_type_id, calls.label) == (small.call_id, "Τηλέφωνα")
    assert calls.slot_interval_minutes == 15
    assert {row.label for r in rules for row in r.breaks} == {"Διάλειμμα"}


def test_affected_appointments_are_named_before_anything_is_saved(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    for hour, patient in ((15, 0), (16, 1)):
        perform(store, small.receptionist, book, small.booking(hour, patient_id=small.patient_ids[patient]))
    editor = open_editor()
    before = stands(store, small.doctor_id)
    choose(editor, rule_on(before, small.day.isoweekday()))
    retype(editor.pane.form.times["work_end_local"], "15:00")
    until_known(qtbot, editor)
    names = [appointment.patient_name for appointment in editor.pane.effect.affected.appointments]
    assert names == ["Αντωνίου Γιώργος", "Νικολάου Σοφία"]
    assert editor.pane.effect.affected.heading.text().startswith("2 ")
    click(editor.save_button)
    assert "Αντωνίου Γιώργος" in editor.message.text
    assert stands(store, small.doctor_id).hours_version == before.hours_version
    # The question has focus: Enter answers it, not the form's default button, which would ask again.
    anyway = button(editor.message.buttons, "Save all the same")
    qtbot.waitUntil(anyway.hasFocus)
    with qtbot.waitSignal(editor.saved):
        QTest.keyClick(anyway, Qt.Key.Key_Return)
    assert rule_on(stands(store, small.doctor_id), small.day.isoweekday()).work_end_local == 900
    # What was saved is said until the next change; of hours nobody edits, nobody is said to lie inside.
    qtbot.waitUntil(lambda: editor.pane.effect.preview is not None and editor.pane.effect.affected.isHidden())
    assert editor.foot.state.text().startswith("Saved at ")
    retype(editor.pane.form.label, "Νέο")
    assert editor.foot.state.text() == "1 change is not saved"


def test_an_appointment_booked_while_one_edits_appears_in_the_list(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    editor = open_editor()
    choose(editor, rule_on(stands(store, small.doctor_id), small.day.isoweekday()))
    retype(editor.pane.form.times["work_end_local"], "14:30")
    until_known(qtbot, editor)
    assert editor.pane.effect.affected.appointments == ()
    perform(store, small.receptionist, book, small.booking(15))
    qtbot.waitUntil(lambda: len(editor.pane.effect.affected.appointments) == 1)
    assert editor.pane.form.times["work_end_local"].text() == "14:30"


def test_two_editors_see_both_versions_and_lose_nothing(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic, staff: Staff
) -> None:
    hours = stands(store, small.doctor_id)
    mine, theirs = open_editor(staff.doctor, name="Office 2"), open_editor()
    choose(mine, rule_on(hours, 1))
    retype(mine.pane.form.times["work_end_local"], "16:00")
    choose(theirs, rule_on(hours, 2))
    retype(theirs.pane.form.label, "Τρίτη")
    until_known(qtbot, theirs)
    save(qtbot, theirs)
    qtbot.waitUntil(lambda: "Μαρία Ιωάννου (Desk 1)" in mine.message.text)
    click(mine.save_button)
    assert stands(store, small.doctor_id).rules[0].work_end_local == 17 * 60
    click(button(mine.message.buttons, "Compare"))
    qtbot.waitUntil(lambda: isinstance(mine.dialog, VersionsDialog))
    assert isinstance(mine.dialog, VersionsDialog)
    told = _rows(mine.dialog.list)
    assert [row[2] for row in told] == ["you changed it", "they changed it"]
    assert "17:00" in told[0][0]
    assert "16:00" in told[0][1]
    assert "Τρίτη" in told[1][0]
    click(mine.dialog.keep_button)
    qtbot.waitUntil(lambda: mine.dialog is None)
    until_known(qtbot, mine)
    save(qtbot, mine)
    after = stands(store, small.doctor_id)
    assert rule_on(after, 1).work_end_local == 16 * 60
    assert rule_on(after, 2).label == "Τρίτη"


def _rows(shown: RowList[RuleDifference]) -> list[list[str]]:
    model = shown.rows_model
    return [[model.data(model.index(row, column)) for column in range(3)] for row in range(model.rowCount())]


def test_a_rule_deleted_meanwhile_is_told_and_the_draft_kept(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    editor = open_editor()
    rule = rule_on(stands(store, small.doctor_id), 1)
    choose(editor, rule)
    retype(editor.pane.form.label, "Δευτέρα")
    run(store, f"DELETE FROM schedule_rules WHERE id = '{rule.id}'")
    qtbot.waitUntil(lambda: "Another program" in editor.message.text)
    assert editor.pane.form.label.text() == "Δευτέρα"
    click(button(editor.message.buttons, "Compare"))
    qtbot.waitUntil(lambda: isinstance(editor.dialog, VersionsDialog))
    assert isinstance(editor.dialog, VersionsDialog)
    ((standing, draft, who),) = _rows(editor.dialog.list)
    assert (standing, who) == ("(no such hours)", "both changed it")
    assert "Δευτέρα" in draft
    click(editor.dialog.take_button)
    qtbot.waitUntil(lambda: editor.dialog is None)
    assert editor.draft is not None
    assert rule.id not in {r.id for r in editor.draft.rules}
    assert not editor.draft.is_changed


def test_an_exception_of_another_desk_leaves_the_draft_alone(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    editor = open_editor()
    rule = rule_on(stands(store, small.doctor_id), 1)
    choose(editor, rule)
    retype(editor.pane.form.label, "Δευτέρα")
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at)"
        f" VALUES ('{small.doctor_id}', now() + interval '1 day', now() + interval '2 day')",
    )
    qtbot.waitUntil(lambda: editor.draft is not None and bool(editor.draft.standing.facts.exceptions))
    assert editor.message.text == ""
    until_known(qtbot, editor)
    save(qtbot, editor)
    assert rule_on(stands(store, small.doctor_id), 1).label == "Δευτέρα"


def test_a_rule_is_switched_off_or_deleted_by_key(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    hours = stands(store, small.doctor_id)
    named, gone = rule_on(hours, 6), rule_on(hours, 7)
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, exception_type, schedule_rule_id)"
        f" VALUES ('{small.doctor_id}', now(), now() + interval '1 hour', 'available', '{named.id}')",
    )
    editor = open_editor()
    choose(editor, gone)
    editor.pane.list.setFocus()
    QTest.keyClick(editor.pane.list, Qt.Key.Key_Delete)
    choose(editor, named)
    click(editor.rule_buttons.delete_button)
    assert "switch them off" in editor.message.text
    click(button(editor.message.buttons, "Switch off"))
    assert editor.rule_buttons.off_button.text() == "Switch &on"
    # The answer was for that rule as it was: left on screen, it would switch whichever is chosen next.
    assert editor.message.text == ""
    click(editor.rule_buttons.delete_button)
    assert "switch them off" in editor.message.text
    choose(editor, rule_on(hours, 5))
    assert editor.message.text == ""
    until_known(qtbot, editor)
    save(qtbot, editor)
    after = stands(store, small.doctor_id)
    assert gone.id not in {rule.id for rule in after.rules}
    assert not rule_on(after, 6).is_active


@pytest.mark.parametrize("table", ["schedule_templates", "availability_rules"])
def test_older_hours_are_shown_and_cannot_be_touched(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic, table: str
) -> None:
    run(store, f"DELETE FROM schedule_rules WHERE doctor_id = '{small.doctor_id}'")
    columns = "work_start, work_end" if table == "schedule_templates" else "start_time, end_time"
    run(
        store,
        f"INSERT INTO {table} (doctor_id, day_of_week, {columns})"
        f" VALUES ('{small.doctor_id}', 2, '08:00', '13:00')",
    )
    editor = open_editor()
    assert "converted" in editor.message.text
    assert editor.pane.form.times["work_start_local"].text() == "08:00"
    assert editor.pane.form.times["work_start_local"].isReadOnly()
    for one in (
        editor.rule_buttons.add_button,
        editor.rule_buttons.copy_button,
        editor.rule_buttons.off_button,
        editor.rule_buttons.delete_button,
    ):
        assert not one.isEnabled()
    editor.pane.add()
    QTest.keyClick(editor.pane.list, Qt.Key.Key_Delete)
    assert editor.draft is not None
    assert not editor.draft.is_changed
    until_known(qtbot, editor)
    assert editor.pane.effect.preview is not None
    assert editor.pane.effect.preview.hours_before[1] == 300


@pytest.mark.parametrize(("who", "whose"), [("receptionist", "own"), ("doctor", "colleague")])
def test_who_may_not_edit_may_look(
    open_editor: OpenEditor, small: SmallClinic, staff: Staff, who: str, whose: str
) -> None:
    doctor_id = small.doctor_id if whose == "own" else small.colleague_id
    editor = open_editor(getattr(staff, who), doctor_id)
    assert "not change them" in editor.foot.state.text()
    assert not editor.rule_buttons.add_button.isEnabled()
    assert editor.pane.form.label.isReadOnly()


def test_a_draft_is_not_closed_unasked(
    qtbot: QtBot, open_editor: OpenEditor, store: Store, small: SmallClinic
) -> None:
    editor = open_editor()
    choose(editor, rule_on(stands(store, small.doctor_id), 1))
    retype(editor.pane.form.label, "x")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert editor.message.text == "Discard what you typed?"
    assert [one.text() for one in editor.message.buttons] == ["Discard", "Go on"]
    click(button(editor.message.buttons, "Go on"))
    assert editor.message.text == ""
    retype(editor.pane.form.label, "xy")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    # Who types on has not agreed to lose it: the question is asked anew.
    retype(editor.pane.form.label, "xyz")
    assert editor.message.text == ""
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_the_drawing_is_walked_by_arrows(open_editor: OpenEditor, store: Store, small: SmallClinic) -> None:
    rules = stands(store, small.doctor_id).rules
    editor = open_editor()
    overview = editor.pane.overview
    overview.setFocus()
    QTest.keyClick(overview, Qt.Key.Key_Right)
    assert editor.pane.form.rule_id == rules[1].id
    QTest.keyClick(overview, Qt.Key.Key_Up)
    assert editor.pane.form.rule_id == rules[0].id
    QTest.keyClick(overview, Qt.Key.Key_Left)
    assert editor.pane.form.rule_id == rules[6].id
    assert "Sunday 09:00–17:00" in overview.accessibleDescription()
    assert overview.rule_at(QPoint(1, 1)) is None
    QTest.keyClick(overview, Qt.Key.Key_Return)
    assert editor.pane.form.times["work_start_local"].hasFocus()
