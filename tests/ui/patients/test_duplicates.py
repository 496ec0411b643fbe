"""The list of likely duplicates: opened by key and by name, worked through by keys, and what roles may do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.ui.patients import duplicates_window
from medic_desk.ui.patients.duplicates_window import DuplicatesWindow
from medic_desk.ui.window.commands import commands
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, add
from tests.ui.patients.card_steps import opened, patients_of
from tests.ui.staff import button, click, run

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def twins(store: Store, small: SmallClinic) -> list[str]:
    """The first two patients once more: one in Latin letters by the phone, one with names changed over."""
    first = store.do(add, PatientRow, first_name="Giorgos", last_name="Antoniou", mobile_phone="6944000001")
    second = store.do(add, PatientRow, first_name="Νικολάου", last_name="Σοφία")
    return [first, second]


@pytest.fixture
def listed(qtbot: QtBot, window: MainWindow, twins: list[str]) -> DuplicatesWindow:
    """The list, opened by its key, with both pairs."""
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    shown = window.patients.duplicates
    assert shown is not None
    qtbot.waitUntil(lambda: len(shown.list.rows) == 2)
    return shown


def merged_into(store: Store, patient_id: str) -> str | None:
    (row,) = rows(store, f"SELECT merged_into_id::text FROM patients WHERE id = '{patient_id}'")
    into: str | None = row["merged_into_id"]
    return into


def test_pairs_stand_there_with_why(listed: DuplicatesWindow, small: SmallClinic, twins: list[str]) -> None:
    upper, lower = listed.list.rows
    assert {upper.one.id, upper.other.id} == {small.patient_ids[0], twins[0]}
    assert {lower.one.id, lower.other.id} == {small.patient_ids[1], twins[1]}
    model = listed.list.rows_model
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for words in ("Αντωνίου Γιώργος", "Antoniou Giorgos", "same name, spelled otherwise", "same phone"):
        assert words in spoken
    assert model.index(1, model.columnCount() - 1).data() == "first and last name changed over"
    assert listed.said.text() == "2 pairs."
    assert listed.more_button.isHidden()
    assert listed.list.current_row() == upper
    assert listed.list.hasFocus()


def test_a_pair_is_compared_merged_and_leaves_the_list(
    qtbot: QtBot, listed: DuplicatesWindow, window: MainWindow, store: Store, twins: list[str]
) -> None:
    pair = listed.list.rows[0]
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    patients = patients_of(window)
    qtbot.waitUntil(lambda: patients.pages.currentWidget() is patients.merge_pane)
    assert (patients.merge_pane.kept_id, patients.merge_pane.merged_id) == (pair.one.id, pair.other.id)
    QTest.keyClick(patients, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: merged_into(store, pair.other.id) == pair.one.id)
    qtbot.waitUntil(lambda: not patients.attempt.is_open and patients.card is not None)
    patients.reject()
    assert not patients.isVisible()
    assert listed.isVisible()
    listed.open_list()
    qtbot.waitUntil(lambda: [one.key for one in listed.list.rows] != [] and len(listed.list.rows) == 1)
    assert listed.list.current_row() == listed.list.rows[0], "the next pair is chosen"
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: merged_into(store, pair.other.id) is None)
    listed.open_list()
    qtbot.waitUntil(lambda: len(listed.list.rows) == 2)


@pytest.mark.parametrize(("key", "place"), [(Qt.Key.Key_F6, 0), (Qt.Key.Key_F7, 1)])
def test_either_card_is_opened(
    qtbot: QtBot, listed: DuplicatesWindow, window: MainWindow, key: Qt.Key, place: int
) -> None:
    pair = listed.list.rows[0]
    QTest.keyClick(listed.list, key)
    patients = patients_of(window)
    wanted = (pair.one.id, pair.other.id)[place]
    qtbot.waitUntil(lambda: patients.card is not None and patients.card.patient_id == wanted)
    assert patients.pages.currentWidget() is patients.card_pane


def test_what_is_typed_into_a_card_is_not_lost(
    qtbot: QtBot, listed: DuplicatesWindow, window: MainWindow
) -> None:
    pair = listed.list.rows[0]
    patients = opened(qtbot, window, pair.one.id)
    patients.form.fields["notes"].editor.write("typed")
    qtbot.waitUntil(lambda: patients.form.is_changed)
    listed.open_list()
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Save what you typed first" in patients.message.text)
    assert patients.form.fields["notes"].editor.written() == "typed"
    listed.list.choose(listed.list.rows[1].key)
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    assert button(patients.message.buttons, "Discard") is not None
    assert patients.form.fields["notes"].editor.written() == "typed"


def test_an_empty_list_says_so(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> None:
    commands(window.menus, window.calendar.commands)["duplicates"].trigger()
    shown = window.patients.duplicates
    assert shown is not None
    qtbot.waitUntil(lambda: shown.said.text().startswith("Nobody stands twice"))
    assert shown.list.isHidden()
    assert not shown.compare_button.isEnabled()
    run(store, "INSERT INTO patients (last_name, first_name) VALUES ('Antoniou', 'Giorgos')")
    shown.open_list()
    qtbot.waitUntil(lambda: len(shown.list.rows) == 1)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates_window, "PAGE", 1)


@pytest.mark.usefixtures("short_pages")
def test_more_are_listed_on_demand(qtbot: QtBot, window: MainWindow, twins: list[str]) -> None:
    window.menus.duplicates.trigger()
    shown = window.patients.duplicates
    assert shown is not None
    shown.close()
    qtbot.waitUntil(lambda: not shown.isVisible())
    shown.open_list()
    qtbot.waitUntil(lambda: shown.said.text() == "1 of 2 pairs.")
    QTest.keyClick(shown, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: shown.said.text() == "2 pairs.")
    assert shown.more_button.isHidden()


def test_a_list_that_cannot_be_read_says_so_and_is_read_again(
    qtbot: QtBot, listed: DuplicatesWindow, store: Store
) -> None:
    run(store, "ALTER TABLE patients RENAME COLUMN search_keys TO other_keys")
    listed.read_again()
    qtbot.waitUntil(lambda: listed.message.text != "")
    run(store, "ALTER TABLE patients RENAME COLUMN other_keys TO search_keys")
    click(button(listed.message.buttons, "Read again"))
    qtbot.waitUntil(lambda: listed.message.text == "")
    assert len(listed.list.rows) == 2
