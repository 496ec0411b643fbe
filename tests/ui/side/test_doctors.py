"""The list of doctors under real clicks and keys: who is chosen, found and counted, with two and with 200."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.side.doctors_section import DoctorsSection
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import told_apart
from tests.ui.mouse import double_click
from tests.ui.side.clinics import many_doctors
from tests.ui.staff import type_text

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def section(qtbot: QtBot, theme: Theme, clinic: Clinic) -> Iterator[DoctorsSection]:
    """Five doctors, the last of whom has left; all are chosen."""
    holder = QWidget()
    qtbot.addWidget(holder)
    made = DoctorsSection(theme, holder)
    column = QVBoxLayout(holder)
    for part in made.parts:
        column.addWidget(part)
    holder.resize(320, 500)
    holder.show()
    qtbot.waitExposed(holder)
    made.set_clinic(many_doctors(clinic, 5), "d002")
    made.choice.choose(doctor.id for doctor in made.choice.doctors)
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    yield made
    holder.close()


def told_by(section: DoctorsSection) -> list[tuple[str, ...]]:
    told: list[tuple[str, ...]] = []
    section.doctors_chosen.connect(told.append)
    return told


def click_box(section: DoctorsSection, doctor_id: str) -> None:
    box = section.list.box_at(section.choice.index_of(doctor_id))
    QTest.mouseClick(section.list.viewport(), LEFT, pos=box.center())


def click_name(section: DoctorsSection, doctor_id: str) -> None:
    row = section.list.visualRect(section.choice.index_of(doctor_id))
    QTest.mouseClick(section.list.viewport(), LEFT, pos=row.center())


def test_the_model_keeps_the_rules_of_models(
    section: DoctorsSection, clinic: Clinic, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(section.choice, force_py=True)  # type: ignore[no-untyped-call]
    section.choice.set_counts({"d000": 3})
    section.choice.find("παπ")
    section.choice.toggle("d001")
    section.choice.find("")
    section.set_clinic(many_doctors(clinic, 200), None)


def test_a_click_on_the_box_adds_and_takes_out_in_the_order_of_the_list(section: DoctorsSection) -> None:
    told = told_by(section)
    for doctor_id in ("d001", "d003", "d000", "d001"):
        click_box(section, doctor_id)
    assert told == [
        ("d000", "d002", "d003", "d004"),
        ("d000", "d002", "d004"),
        ("d002", "d004"),
        ("d001", "d002", "d004"),
    ]
    index = section.choice.index_of("d001")
    assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked


def test_a_click_on_the_name_shows_one_alone_and_again_all_from_before(section: DoctorsSection) -> None:
    click_box(section, "d000")
    told = told_by(section)
    click_name(section, "d003")
    click_name(section, "d001")
    click_name(section, "d001")
    assert told == [("d003",), ("d001",), ("d001", "d003")]


def test_a_double_click_on_a_name_shows_one_alone_and_not_all_again(section: DoctorsSection) -> None:
    told = told_by(section)
    at = section.list.visualRect(section.choice.index_of("d003")).center()
    click_name(section, "d003")
    double_click(section.list.viewport(), at)
    assert told == [("d003",)]
    click_name(section, "d001")
    assert told[1:] == [("d001",)]


def test_who_is_alone_from_the_beginning_gives_way_to_all(section: DoctorsSection) -> None:
    section.choice.choose(["d001"])
    told = told_by(section)
    click_name(section, "d001")
    everybody = tuple(doctor.id for doctor in section.choice.doctors)
    assert told == [everybody]


def test_a_press_that_is_let_go_elsewhere_does_nothing(section: DoctorsSection) -> None:
    told = told_by(section)
    view = section.list.viewport()
    QTest.mousePress(view, LEFT, pos=section.list.visualRect(section.choice.index(0)).center())
    QTest.mouseRelease(view, LEFT, pos=section.list.visualRect(section.choice.index(2)).center())
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert told == []


def test_the_last_one_stays_and_it_is_said(section: DoctorsSection) -> None:
    section.choice.choose(["d001"])
    told = told_by(section)
    click_box(section, "d001")
    assert told == []
    assert section.choice.chosen == ("d001",)
    assert section.note == "One doctor always stays shown."
    click_box(section, "d002")
    assert told == [("d001", "d002")]
    assert section.note == ""


def test_space_toggles_and_enter_shows_alone(section: DoctorsSection) -> None:
    section.list.setFocus()
    told = told_by(section)
    QTest.keyClick(section.list, Key.Key_Space)
    QTest.keyClick(section.list, Key.Key_Down)
    QTest.keyClick(section.list, Key.Key_Return)
    QTest.keyClick(section.list, Key.Key_Enter)
    assert told == [("d001", "d002", "d003", "d004"), ("d001",), ("d001", "d002", "d003", "d004")]


def test_typing_finds_a_doctor_and_enter_shows_that_one(section: DoctorsSection) -> None:
    section.list.setFocus()
    assert section.search.isHidden()
    told = told_by(section)
    QTest.keyClicks(section.list, "x")
    assert section.search.hasFocus()
    QTest.keyClicks(section.search, "atz")
    assert [doctor.id for doctor in section.choice.found] == ["d002"]
    QTest.keyClick(section.search, Key.Key_Return)
    assert told == [("d002",)]
    assert section.list.hasFocus()
    section.search.setFocus()
    QTest.keyClick(section.search, Key.Key_Escape)
    assert section.search.isHidden()
    assert len(section.choice.found) == 5
    assert section.list.hasFocus()


def test_a_text_that_finds_nobody_is_said_and_chooses_nobody(section: DoctorsSection) -> None:
    told = told_by(section)
    section.search.show()
    type_text(section.search, "ζζζ")
    assert section.note == "No doctor is found by this."
    QTest.keyClick(section.search, Key.Key_Return)
    QTest.mouseClick(section.all, LEFT)
    assert told == []
    section.search.clear()
    assert section.note == ""


def test_the_links_choose_many_at_once(section: DoctorsSection) -> None:
    assert list(section.links) == ["All", "Mine", "Αθήνα", "Μαρούσι"]
    told = told_by(section)
    for name in ("Mine", "Αθήνα", "Μαρούσι", "All"):
        QTest.mouseClick(section.links[name], LEFT)
    # Who has left works in no house any more.
    assert told == [("d002",), ("d000", "d002"), ("d001", "d003"), ("d000", "d001", "d002", "d003", "d004")]


def test_all_are_those_that_are_found(section: DoctorsSection) -> None:
    told = told_by(section)
    section.search.show()
    type_text(section.search, "μαρ")
    QTest.mouseClick(section.all, LEFT)
    assert told == [("d001", "d003")]


def test_links_that_choose_nothing_else_are_not_there(
    section: DoctorsSection, clinic: Clinic, theme: Theme
) -> None:
    one_house = replace(many_doctors(clinic, 3), sites=())
    one_house = replace(
        one_house, locations=tuple(replace(one, clinic_site_id=None) for one in one_house.locations[:1])
    )
    section.set_clinic(one_house, None)
    assert list(section.links) == ["All"]
    section.set_clinic(many_doctors(clinic, 1), "d000")
    assert section.links == {}


def test_houses_are_called_by_what_tells_them_apart() -> None:
    assert told_apart(["Αρμονία Αθήνα", "Αρμονία Νέα Σμύρνη"]) == ["Αθήνα", "Νέα Σμύρνη"]
    assert told_apart(["Αρμονία", "Αρμονία Μαρούσι"]) == ["Αρμονία", "Αρμονία Μαρούσι"]
    assert told_apart(["Κέντρο", "Παράρτημα"]) == ["Κέντρο", "Παράρτημα"]
    assert told_apart(["Αρμονία Αθήνα"]) == ["Αρμονία Αθήνα"], "one alone keeps its name"


def test_who_left_stands_at_the_end_and_is_marked(section: DoctorsSection, clinic: Clinic) -> None:
    last = section.choice.doctors[-1]
    assert section.choice.index(4).data() == f"{last.full_name} (left)"
    gone = many_doctors(clinic, 5)
    first_left = replace(gone.doctors[0], is_active=False, has_appointments_ahead=True)
    section.set_clinic(replace(gone, doctors=(first_left, *gone.doctors[1:])), None)
    assert [doctor.id for doctor in section.choice.doctors] == ["d001", "d002", "d003", "d000", "d004"]
    away = [replace(one, has_appointments_ahead=False) for one in gone.doctors]
    section.set_clinic(replace(gone, doctors=tuple(away)), None)
    assert "d004" not in {doctor.id for doctor in section.choice.doctors}


def test_a_clinic_read_anew_keeps_who_is_chosen_and_never_nobody(
    section: DoctorsSection, clinic: Clinic
) -> None:
    section.choice.choose(["d001", "d003"])
    section.set_clinic(many_doctors(clinic, 7), None)
    kept = section.choice.chosen
    section.set_clinic(many_doctors(clinic, 1), None)
    assert (kept, section.choice.chosen) == (("d001", "d003"), ("d000",))


def test_counts_are_told_to_eye_and_ear(section: DoctorsSection) -> None:
    section.choice.set_counts({"d000": 2, "d001": 1})
    spoken = [
        section.choice.index(row).data(Qt.ItemDataRole.AccessibleTextRole).partition("ογία, ")[2]
        for row in range(2)
    ]
    assert spoken == ["2 free starts on the days shown", "1 free start on the days shown"]
    before = section.list.viewport().grab().toImage()
    section.choice.set_counts({"d000": 8, "d001": 1})
    assert section.list.viewport().grab().toImage() != before


def test_an_assistive_program_reads_and_sets_the_boxes(section: DoctorsSection) -> None:
    QAccessible.setActive(True)
    try:
        table = QAccessible.queryAccessibleInterface(section.list)
        assert table.text(QAccessible.Text.Name) == "Doctors"
        states = [table.child(number).state() for number in range(2)]
        assert [state.checkable for state in states] == [True, True]
        assert [state.checked for state in states] == [True, True]
    finally:
        QAccessible.setActive(False)
    told = told_by(section)
    checked, role = section.choice.index_of("d001"), Qt.ItemDataRole.CheckStateRole
    assert section.choice.setData(checked, Qt.CheckState.Unchecked.value, role)
    assert told == [("d000", "d002", "d003", "d004")]
    section.choice.choose(["d001"])
    assert not section.choice.setData(checked, Qt.CheckState.Unchecked.value, role)


def test_two_hundred_doctors_are_found_and_chosen_at_once(
    section: DoctorsSection, clinic: Clinic, qtbot: QtBot
) -> None:
    section.set_clinic(many_doctors(clinic, 200), None)
    QApplication.processEvents()
    assert not section.search.isHidden(), "the line to type in is always there"
    bar = section.list.verticalScrollBar()
    assert bar.maximum() > 0
    told = told_by(section)
    QTest.mouseClick(section.links["All"], LEFT)
    assert len(told[0]) == 200
    section.search.setFocus()
    type_text(section.search, "pathol ΓΕΩΡΓΙΟΥ")
    found = [doctor.id for doctor in section.choice.found]
    assert found == [f"d{number:03}" for number in range(1, 200, 5)]
    QTest.keyClick(section.search, Key.Key_Down)
    QTest.keyClick(section.list, Key.Key_Down)
    QTest.keyClick(section.list, Key.Key_Space)
    assert told[1] == tuple(f"d{number:03}" for number in range(200) if number != 6)
