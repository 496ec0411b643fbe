"""The list of patients found: the first is marked, keys mark another, a click or Enter takes one."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.theme import Theme

ANNA = PatientEntry(
    id="a",
    first_name="Άννα",
    last_name="Γεωργίου",
    father_name="Πέτρος",
    birth_date=date(1980, 4, 5),
    phone=None,
    mobile_phone="6944000001",
    email=None,
    file_number="A-7",
)
BENNO = replace(ANNA, id="b", first_name="Βασίλης", birth_date=None, mobile_phone=None, phone="2100001234")
CLIO = replace(ANNA, id="c", first_name="Κλειώ", mobile_phone=None)


@pytest.fixture
def listed(qtbot: QtBot, theme: Theme) -> PatientList:
    made = PatientList(theme, most_rows=2)
    qtbot.addWidget(made)
    made.set_entries((ANNA, BENNO, CLIO))
    made.resize(500, made.sizeHint().height())
    made.show()
    return made


def test_cells_tips_and_what_is_spoken(listed: PatientList) -> None:
    model = listed.model()
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert shown == [
        ["Γεωργίου Άννα", "05/04/1980", "694\u00a0400\u00a00001"],
        ["Γεωργίου Βασίλης", "", "210\u00a0000\u00a01234"],
        ["Γεωργίου Κλειώ", "05/04/1980", ""],
    ]
    phone = model.index(0, 2)
    assert phone.data(Qt.ItemDataRole.ToolTipRole) == "Γεωργίου Άννα\nΠέτρος\nA-7"
    spoken = "Γεωργίου Άννα, 05/04/1980, 694\u00a0400\u00a00001"
    assert phone.data(Qt.ItemDataRole.AccessibleTextRole) == spoken


def test_a_name_too_long_for_its_column_has_a_second_line(listed: PatientList) -> None:
    wide = listed.sizeHint().height()
    listed.resize(260, wide)
    assert listed.sizeHint().height() > wide
    listed.resize(500, wide)
    assert listed.sizeHint().height() == wide


def test_where_a_name_has_no_room_the_rest_stands_below_it(listed: PatientList) -> None:
    listed.resize(200, listed.sizeHint().height())
    model = listed.model()
    assert model.index(0, 0).data() == "Γεωργίου Άννα\n05/04/1980  ·  694\u00a0400\u00a00001"
    assert model.index(2, 0).data() == "Γεωργίου Κλειώ\n05/04/1980"
    assert listed.isColumnHidden(1)
    assert listed.isColumnHidden(2)
    two_lines = listed.sizeHintForRow(0)
    listed.set_entries((replace(ANNA, last_name="Παπαδοπούλου-Χατζηδημητρίου"),))
    assert listed.sizeHintForRow(0) > two_lines, "a name in two lines"
    listed.set_entries((ANNA,))
    listed.resize(500, listed.sizeHint().height())
    assert model.index(0, 0).data() == "Γεωργίου Άννα"
    assert not listed.isColumnHidden(1)
    assert listed.sizeHintForRow(0) < two_lines


def test_the_first_is_marked_and_steps_stop_at_the_ends(listed: PatientList) -> None:
    marked = [listed.marked()]
    for rows in (-1, 1, 1, 1, -1):
        listed.step(rows)
        marked.append(listed.marked())
    assert marked == [ANNA, ANNA, BENNO, CLIO, CLIO, BENNO]
    listed.set_entries((CLIO, BENNO))
    assert listed.marked() == CLIO, "of other finds the first again"
    listed.set_entries(())
    listed.step(1)
    assert listed.marked() is None


def test_a_click_or_enter_picks_and_a_step_does_not(listed: PatientList) -> None:
    picked: list[PatientEntry] = []
    listed.picked.connect(picked.append)
    listed.step(1)
    assert picked == []
    QTest.keyClick(listed, Qt.Key.Key_Return)
    place = listed.visualRect(listed.model().index(0, 1)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == [BENNO, ANNA]


def test_it_is_as_high_as_what_it_lists(listed: PatientList) -> None:
    two = listed.sizeHint().height()
    listed.set_entries((ANNA,))
    assert listed.sizeHint().height() < two
    listed.set_entries((ANNA, BENNO))
    assert listed.sizeHint().height() == two
    area = listed.viewport().rect()
    assert area.contains(listed.visualRect(listed.model().index(1, 0)))
