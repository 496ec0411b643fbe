"""Merging by keys: a duplicate met, compared field by field, merged, undone and done again."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.patients.merge_rows import MergeChoice
from medic_desk.ui.patients.window import PatientWindow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, add
from tests.ui.patients.card_steps import opened, type_over
from tests.ui.staff import button, click, run, type_text


@pytest.fixture
def twin(store: Store, small: SmallClinic) -> str:
    """The first patient once more, typed in Latin letters, with an appointment."""
    twin = store.do(
        add,
        PatientRow,
        first_name="Giorgos",
        last_name="Antoniou",
        mobile_phone="6944000001",
        email="g@example.org",
        notes="from the twin",
    )
    perform(store, small.receptionist, book, small.booking(10, patient_id=twin))
    run(store, f"UPDATE patients SET notes = 'own' WHERE id = '{small.patient_ids[0]}'")
    return twin


@pytest.fixture
def compared(qtbot: QtBot, window: MainWindow, small: SmallClinic, twin: str) -> PatientWindow:
    """The two side by side."""
    patients = opened(qtbot, window, small.patient_ids[0])
    same = patients.card_pane.same_person
    qtbot.waitUntil(lambda: [one.id for one in same.list.entries] == [twin])
    same.list.setFocus()
    QTest.keyClick(same.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: patients.pages.currentWidget() is patients.merge_pane)
    return patients


def merged_into(store: Store, patient_id: str) -> Any:
    (row,) = rows(store, f"SELECT merged_into_id::text FROM patients WHERE id = '{patient_id}'")
    return row["merged_into_id"]


def merge_by_keys(qtbot: QtBot, patients: PatientWindow) -> None:
    QTest.keyClick(patients, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not patients.attempt.is_open)


def test_a_duplicate_is_merged_undone_and_merged_again(
    qtbot: QtBot, compared: PatientWindow, window: MainWindow, store: Store, small: SmallClinic, twin: str
) -> None:
    first = small.patient_ids[0]
    assert "1 appointment goes along" in compared.merge_pane.effect.text()
    merge_by_keys(qtbot, compared)
    assert merged_into(store, twin) == first
    assert "1 appointment went along" in compared.message.text
    qtbot.waitUntil(lambda: compared.card is not None and len(compared.card.appointments) == 1)
    fields = compared.card.fields if compared.card is not None else None
    assert fields is not None
    assert (fields.last_name, fields.email, fields.notes) == (
        "Αντωνίου",
        "g@example.org",
        "own\nfrom the twin",
    )
    click(button(compared.message.buttons, "Undo"))
    qtbot.waitUntil(lambda: merged_into(store, twin) is None)
    qtbot.waitUntil(lambda: compared.form.fields["notes"].editor.written() == "own")
    qtbot.waitUntil(window.menus.redo.isEnabled)
    assert "stands alone again" in window.status.notice.text
    assert compared.message.text == "The merge is undone: both records stand by themselves again."
    assert compared.message.buttons == [], "a second press would take back what was done before"
    assert compared.focusWidget() is compared.card_pane.book_button, "nothing is booked for it any more"
    window.menus.redo.trigger()
    qtbot.waitUntil(lambda: merged_into(store, twin) == first)
    qtbot.waitUntil(lambda: "Merge" in window.menus.undo.text())


def test_the_undo_of_a_merge_goes_once_something_else_was_done(
    qtbot: QtBot, compared: PatientWindow, window: MainWindow, desk: Desk, store: Store, small: SmallClinic
) -> None:
    merge_by_keys(qtbot, compared)
    assert [one.text() for one in compared.message.buttons] == ["&Undo"]
    done: list[object] = []
    desk.act(desk, book, small.booking(12), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: compared.message.text == "")
    assert "Book" in window.menus.undo.text()
    assert len(rows(store, "SELECT id FROM patients WHERE merged_into_id IS NOT NULL")) == 1


def test_left_and_right_choose_whose_value_stays(
    qtbot: QtBot, compared: PatientWindow, store: Store, small: SmallClinic
) -> None:
    pane = compared.merge_pane
    assert pane.list.hasFocus()
    for name, key in (
        ("last_name", Qt.Key.Key_Right),
        ("notes", Qt.Key.Key_Right),
        ("email", Qt.Key.Key_Left),
    ):
        pane.list.choose(name)
        QTest.keyClick(pane.list, key)
        assert pane.list.current_row() is not None
        assert pane.list.current_row().name == name  # type: ignore[union-attr]
    request = pane.request()
    assert request is not None
    assert request.wanted.last_name == "Antoniou"
    assert (request.wanted.notes, request.wanted.email) == ("from the twin", None)
    pane.list.choose("notes")
    QTest.keyClick(pane.list, Qt.Key.Key_B)
    assert pane.request().wanted.notes == "own\nfrom the twin"  # type: ignore[union-attr]
    assert request.kept_id == small.patient_ids[0]


def test_the_other_record_can_be_the_one_that_stays(
    qtbot: QtBot, compared: PatientWindow, store: Store, small: SmallClinic, twin: str
) -> None:
    click(compared.merge_pane.swap_button)
    assert "Nothing is booked for it" in compared.merge_pane.effect.text()
    merge_by_keys(qtbot, compared)
    assert merged_into(store, small.patient_ids[0]) == twin
    qtbot.waitUntil(lambda: compared.card is not None and compared.card.patient_id == twin)
    assert compared.card is not None
    assert compared.card.fields.last_name == "Αντωνίου", "what was chosen stays chosen"


def test_enter_alone_merges_nothing(compared: PatientWindow, store: Store, twin: str) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(compared.merge_pane.list, key)
    assert not compared.attempt.is_open
    assert merged_into(store, twin) is None
    QTest.keyClick(compared, Qt.Key.Key_Escape)
    assert compared.pages.currentWidget() is compared.card_pane


def test_what_changed_meanwhile_is_compared_anew(
    qtbot: QtBot, compared: PatientWindow, store: Store, twin: str
) -> None:
    run(store, f"UPDATE patients SET email = 'new@example.org' WHERE id = '{twin}'")
    merge_by_keys(qtbot, compared)
    assert "E-mail" in compared.message.text
    assert merged_into(store, twin) is None
    qtbot.waitUntil(
        lambda: (
            (request := compared.merge_pane.request()) is not None
            and request.seen_merged.email == "new@example.org"
        )
    )
    qtbot.waitUntil(lambda: compared.pages.currentWidget() is compared.merge_pane)
    merge_by_keys(qtbot, compared)
    assert merged_into(store, twin) is not None


def test_who_was_merged_by_another_desk_is_said(
    qtbot: QtBot, compared: PatientWindow, store: Store, small: SmallClinic, twin: str
) -> None:
    run(store, f"UPDATE patients SET merged_into_id = '{small.patient_ids[2]}' WHERE id = '{twin}'")
    merge_by_keys(qtbot, compared)
    assert "merged into another one" in compared.message.text
    click(button(compared.message.buttons, "Open the other record"))
    qtbot.waitUntil(lambda: compared.card is not None and compared.card.patient_id == small.patient_ids[2])


def test_anybody_can_be_compared(qtbot: QtBot, window: MainWindow, small: SmallClinic, store: Store) -> None:
    patients = opened(qtbot, window, small.patient_ids[0])
    click(patients.card_pane.same_person.other_button)
    assert "Find the other record" in patients.message.text
    type_text(patients.finder.line, "nikol")
    QTest.keyClick(patients.finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: patients.pages.currentWidget() is patients.merge_pane)
    assert patients.merge_pane.merged_id == small.patient_ids[1]
    assert patients.message.text == ""


def test_the_patient_is_not_found_for_a_merge_with_themselves(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    patients = opened(qtbot, window, small.patient_ids[0])
    click(patients.card_pane.same_person.other_button)
    type_text(patients.finder.line, "anton")
    qtbot.waitUntil(lambda: patients.finder.hint == "Nobody is found.")


def test_what_is_typed_is_saved_before_a_merge(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, twin: str
) -> None:
    patients = opened(qtbot, window, small.patient_ids[0])
    qtbot.waitUntil(lambda: bool(patients.card_pane.same_person.list.entries))
    type_over(patients, "email", "a@example.org")
    click(patients.card_pane.same_person.compare_button)
    assert "Save what you typed first" in patients.message.text
    assert patients.pages.currentWidget() is patients.card_pane


def test_what_stays_at_first_and_after_a_swap() -> None:
    one = PatientFields(last_name="Α", email="a@x", notes="n", desk_warning="w")
    other = PatientFields(last_name="Β", phone="2101234567", notes="m", desk_warning="w")
    choice = MergeChoice.begin(one, other)
    assert {row.name: row.side for row in choice.rows if row.is_open} == {
        "last_name": "kept",
        "phone": "merged",
        "email": "kept",
        "notes": "both",
    }
    wanted = choice.wanted()
    assert wanted == PatientFields(
        last_name="Α", phone="2101234567", email="a@x", notes="n\nm", desk_warning="w"
    )
    swapped = choice.swapped().wanted()
    assert (swapped.last_name, swapped.phone, swapped.notes) == ("Α", "2101234567", "m\nn")
    assert choice.choosing("email", "both").wanted().email == "a@x"
    assert choice.choosing("desk_warning", "merged").row("desk_warning").side == "kept"
    assert choice.choosing("last_name", "merged").wanted().last_name == "Β"
    assert [row.name for row in choice.shown_rows][-1] == "desk_warning", "what is alike comes last"
