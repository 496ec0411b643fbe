"""The left panel: who and what is listed, what a person chooses, and what a clinic read anew keeps."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.side_panel import SidePanel
from tests.model.small_clinic import SmallClinic

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, clinic: Clinic, small: SmallClinic) -> SidePanel:
    made = SidePanel(theme, small.day)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    made.set_clinic(clinic, (small.doctor_id,))
    qtbot.waitExposed(made)
    return made


def told_by(panel: SidePanel) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    panel.doctors_chosen.connect(lambda ids: told.extend(("doctor", one) for one in ids))
    panel.service_chosen.connect(lambda one: told.append(("service", one)))
    return told


def test_a_click_on_a_doctor_lists_their_services(panel: SidePanel, small: SmallClinic) -> None:
    told = told_by(panel)
    there = panel.doctors.rows_model.index_of(small.colleague_id)
    QTest.mouseClick(panel.doctors.viewport(), LEFT, pos=panel.doctors.visualRect(there).center())
    assert told == [("doctor", small.colleague_id)]
    assert [service.id for service in panel.services.rows] == [small.colleague_service_id]
    assert panel.service_id == small.colleague_service_id


def test_arrow_keys_choose_a_service(panel: SidePanel) -> None:
    told = told_by(panel)
    first, second = (service.id for service in panel.services.rows)
    assert panel.service_id == first
    QTest.keyClick(panel.services, Qt.Key.Key_Down)
    QTest.keyClick(panel.services, Qt.Key.Key_Up)
    assert told == [("service", second), ("service", first)]


def test_what_the_window_chooses_is_told_once_and_never_twice(panel: SidePanel, small: SmallClinic) -> None:
    told = told_by(panel)
    for _ in range(2):
        panel.choose_doctor(small.colleague_id)
    panel.choose_doctor(small.doctor_id)
    for _ in range(2):
        panel.choose_service(panel.services.rows[1].id)
    panel.choose_service("nobody offers this")
    assert told == [
        ("doctor", small.colleague_id),
        ("doctor", small.doctor_id),
        ("service", panel.services.rows[1].id),
        ("service", panel.services.rows[0].id),
    ]


def test_a_clinic_read_anew_keeps_who_and_what_is_chosen(
    panel: SidePanel, clinic: Clinic, small: SmallClinic
) -> None:
    panel.choose_service(panel.services.rows[1].id)
    told, service = told_by(panel), panel.service_id
    panel.set_clinic(replace(clinic, doctors=clinic.doctors[::-1]))
    assert (panel.doctor_id, panel.service_id) == (small.doctor_id, service)
    assert told == [("doctor", small.doctor_id)]
    gone = tuple(replace(one, is_active=one.id != small.doctor_id) for one in clinic.doctors)
    panel.set_clinic(replace(clinic, doctors=gone))
    assert panel.doctor_id == small.colleague_id


def test_a_list_is_as_high_as_its_rows_where_there_is_room(panel: SidePanel) -> None:
    panel.resize(panel.width(), 2 * panel.sizeHint().height())
    QApplication.processEvents()
    for shown in (panel.doctors, panel.services):
        assert shown.verticalScrollBar().maximum() == 0
        last = shown.rows_model.index(len(shown.rows) - 1, 0)
        assert shown.viewport().rect().contains(shown.visualRect(last))


def test_a_doctor_who_left_is_listed_and_marked_while_appointments_stand(
    panel: SidePanel, clinic: Clinic, small: SmallClinic
) -> None:
    colleague = clinic.doctor(small.colleague_id)
    left = replace(colleague, is_active=False, has_appointments_ahead=True)
    doctors = tuple(left if one.id == left.id else one for one in clinic.doctors)
    panel.set_clinic(replace(clinic, doctors=doctors))
    there = panel.doctors.rows_model.index_of(left.id)
    assert there.data() == f"{left.full_name} (left)"
    doctors = tuple(replace(one, has_appointments_ahead=False) for one in doctors)
    panel.set_clinic(replace(clinic, doctors=doctors))
    assert left.id not in {doctor.id for doctor in panel.doctors.rows}
