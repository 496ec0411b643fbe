"""A service chosen by typing, by keys and by the mouse, among those of all doctors."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.side.service_field import ServiceField
from medic_desk.ui.side.service_groups import group_of, service_groups
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import type_text

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def field(qtbot: QtBot, theme: Theme, clinic: Clinic) -> ServiceField:
    made = ServiceField(theme)
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show_groups(service_groups(clinic), None)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def told_by(field: ServiceField) -> list[str]:
    told: list[str] = []
    field.service_chosen.connect(told.append)
    return told


def names(field: ServiceField) -> list[str]:
    return [one.name for one in field.list.rows] if field.list.isVisible() else []


def test_like_services_of_several_doctors_are_one_row(clinic: Clinic, small: SmallClinic) -> None:
    groups = service_groups(clinic)
    assert [one.name for one in groups] == ["Επίσκεψη", "Τηλεφώνημα"]
    # The two doctors ask different prices for the visit: none is told.
    assert [one.facts for one in groups] == ["", "15 min"]
    for service_id in (small.service_id, small.colleague_service_id):
        assert group_of(groups, clinic, service_id) == groups[0]
    assert group_of(groups, clinic, "nobody offers this") is None


def test_typing_and_enter_choose(field: ServiceField, small: SmallClinic) -> None:
    told, done = told_by(field), []
    field.done.connect(lambda: done.append(field.chosen.name))
    QTest.keyClicks(field.line, "til")
    assert names(field) == ["Τηλεφώνημα"]
    QTest.keyClick(field.line, Key.Key_Return)
    assert told == [small.call_id]
    assert done == ["Τηλεφώνημα"]
    assert (field.line.text(), names(field)) == ("Τηλεφώνημα", [])
    # The same once more is no other choice, and yet a person goes on.
    QTest.keyClick(field.line, Key.Key_Down)
    QTest.keyClick(field.line, Key.Key_Enter)
    assert told == [small.call_id]
    assert len(done) == 2


def test_a_name_that_no_service_has_is_told(field: ServiceField) -> None:
    QTest.keyClicks(field.line, "zzz")
    assert (names(field), field.nothing.isVisible()) == ([], True)
    field.line.clear()
    QTest.keyClicks(field.line, "til")
    assert not field.nothing.isVisible()
    QTest.keyClicks(field.line, "zzz")
    QTest.keyClick(field.line, Key.Key_Escape)
    assert not field.nothing.isVisible()


def test_no_service_is_a_choice(field: ServiceField, small: SmallClinic) -> None:
    field.choose(field._groups[1])
    told = told_by(field)
    QTest.keyClick(field.line, Key.Key_Down)
    assert names(field) == ["No service", "Επίσκεψη", "Τηλεφώνημα"]
    row = field.list.current_row()
    assert row is not None
    assert row.name == "Τηλεφώνημα", "what is chosen is marked"
    QTest.keyClick(field.line, Key.Key_PageUp)
    QTest.keyClick(field.line, Key.Key_Return)
    assert told == [""]
    assert field.line.text() == ""


def test_a_click_opens_the_list_and_a_click_chooses(field: ServiceField, small: SmallClinic) -> None:
    told = told_by(field)
    QTest.mouseClick(field.line, LEFT)
    assert len(names(field)) == 3
    there = field.list.rows_model.index(1, 0)
    QTest.mouseClick(field.list.viewport(), LEFT, pos=field.list.visualRect(there).center())
    assert field.chosen.name == "Επίσκεψη"
    assert len(told) == 1
    assert field.line.hasFocus()


def test_what_chose_nothing_does_not_stay(field: ServiceField, qtbot: QtBot) -> None:
    field.choose(field._groups[0])
    told = told_by(field)
    field.line.selectAll()
    type_text(field.line, "ζζζ")
    assert names(field) == []
    QTest.keyClick(field.line, Key.Key_Return)
    QTest.keyClick(field.line, Key.Key_Escape)
    assert field.line.text() == "Επίσκεψη"
    type_text(field.line, "τη")
    field.line.clearFocus()
    assert (field.line.text(), names(field)) == ("Επίσκεψη", [])
    assert told == []
