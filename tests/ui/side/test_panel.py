"""The panel at the left: what it tells the window, what a clinic read anew keeps, and where it folds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.panel import ROOMY, SidePanel
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.words.translation import install_language
from tests.language import I18N
from tests.model.small_clinic import SmallClinic
from tests.ui.clipping.painted_text import faults_of
from tests.ui.side.clinics import many_doctors
from tests.ui.staff import desk_of, hire

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, theme: Theme, clinic: Clinic, small: SmallClinic) -> Iterator[SidePanel]:
    """In a window with room for all of it; both doctors are shown, no service is chosen."""
    window = QWidget()
    qtbot.addWidget(window)
    made = SidePanel(desk, theme, small.day)
    row = QHBoxLayout(window)
    row.addWidget(made)
    row.addStretch(1)
    window.resize(ROOMY)
    window.show()
    qtbot.waitExposed(window)
    made.set_clinic(clinic)
    yield made
    window.close()


def told_by(panel: SidePanel) -> list[object]:
    told: list[object] = []
    panel.doctors_chosen.connect(told.append)
    panel.service_chosen.connect(told.append)
    return told


def test_who_never_chose_sees_everybody_and_no_service(panel: SidePanel, small: SmallClinic) -> None:
    assert set(panel.doctor_ids) == {small.doctor_id, small.colleague_id}
    assert panel.doctor_id == panel.doctor_ids[0]
    panel.doctors.setCurrentIndex(panel.doctors.choice.index(1))
    assert panel.doctor_id == panel.doctor_ids[1]
    panel.choose_doctor(panel.doctor_ids[0])
    assert panel.doctor_id == panel.doctor_ids[0]
    panel.choose_doctors((small.doctor_id, small.colleague_id))
    assert (panel.chosen_service_id, panel.service_id) == ("", None)


def test_a_doctor_sees_the_own_calendar_first(
    qtbot: QtBot, store: Store, small: SmallClinic, theme: Theme, clinic: Clinic
) -> None:
    staff = hire(store, small)
    with desk_of(store, staff.doctor, "Desk 2") as desk:
        assert desk.clinic is not None
        panel = SidePanel(desk, theme, small.day)
        qtbot.addWidget(panel)
        panel.set_clinic(desk.clinic)
        assert panel.doctor_ids == (small.doctor_id,)
        assert "Mine" in panel.doctors_section.links


def test_of_two_hundred_doctors_a_few_are_shown_first(panel: SidePanel, clinic: Clinic) -> None:
    told = told_by(panel)
    panel.set_clinic(many_doctors(clinic, 200), ("nobody",))
    # Who was shown is gone: the list's first stands in.
    assert told == [("d000",)]
    panel.choose_doctors(f"d{number:03}" for number in range(200))
    assert len(panel.doctor_ids) == 200


def test_what_the_window_chooses_is_told_once_and_never_twice(panel: SidePanel, small: SmallClinic) -> None:
    told = told_by(panel)
    for _ in range(2):
        panel.choose_doctor(small.colleague_id)
        panel.choose_service(small.service_id)
    panel.choose_doctors((small.doctor_id, small.colleague_id, "nobody"))
    panel.choose_doctors(())
    panel.choose_service(small.colleague_service_id)
    panel.choose_service("")
    chosen = panel.first_free.form.service.line.text()
    assert told == [(small.colleague_id,), told[1], panel.doctor_ids, ""]
    assert told[1] in (small.service_id, small.colleague_service_id)
    assert chosen == ""


def test_the_chosen_service_is_that_of_each_doctor(panel: SidePanel, small: SmallClinic) -> None:
    panel.choose_service(small.colleague_service_id)
    assert panel.service_of(small.doctor_id) == small.service_id
    assert panel.service_of(small.colleague_id) == small.colleague_service_id
    panel.choose_doctor(small.doctor_id)
    assert panel.service_id == small.service_id
    panel.choose_service(small.call_id)
    assert panel.service_of(small.doctor_id) == small.call_id
    assert panel.service_of(small.colleague_id) is None


def test_a_clinic_read_anew_keeps_who_and_what_is_chosen(
    panel: SidePanel, clinic: Clinic, small: SmallClinic
) -> None:
    panel.choose_doctor(small.doctor_id)
    panel.choose_service(small.call_id)
    told = told_by(panel)
    panel.set_clinic(replace(clinic, doctors=clinic.doctors[::-1]))
    assert (panel.doctor_ids, panel.service_id) == ((small.doctor_id,), small.call_id)
    assert told == [(small.doctor_id,)]
    gone = tuple(replace(one, is_active=one.id != small.doctor_id) for one in clinic.doctors)
    panel.set_clinic(replace(clinic, doctors=gone))
    assert (panel.doctor_ids, panel.chosen_service_id) == ((small.colleague_id,), "")


def test_first_free_folds_where_the_window_is_small(
    qtbot: QtBot, panel: SidePanel, small: SmallClinic
) -> None:
    window = panel.window()
    sizes = (ROOMY, ROOMY - QSize(1, 0), ROOMY, ROOMY - QSize(0, 1), ROOMY, QSize(1280, 800))
    is_open = []
    for size in sizes:
        window.resize(size)
        is_open.append(panel.first_free.is_open)
    assert is_open == [True, False, True, False, True, False]
    panel.ask_first_free()
    assert panel.first_free.form.isVisible()
    QApplication.processEvents()
    top = panel.first_free.mapTo(panel, panel.first_free.rect().topLeft()).y()
    assert 0 <= top < panel.height()
    panel.choose_service(small.service_id)
    qtbot.waitUntil(lambda: len(panel.first_free.found) == 5, timeout=20_000)
    QApplication.processEvents()
    answers = panel.first_free.answers
    bottom = answers.mapTo(panel.viewport(), answers.rect().bottomLeft())
    assert bottom.y() <= panel.viewport().height(), "all answers are seen"


def test_a_low_window_scrolls_all_parts_as_one(panel: SidePanel, clinic: Clinic) -> None:
    panel.set_clinic(many_doctors(clinic, 200))
    panel.choose_service("vd001")
    last = panel.first_free
    panel.window().resize(ROOMY.width(), 1400)
    QApplication.processEvents()
    assert panel.verticalScrollBar().maximum() == 0
    assert panel.doctors.verticalScrollBar().maximum() > 0, "a long list scrolls by itself"
    assert last.mapTo(panel, last.rect().bottomLeft()).y() <= panel.height()
    panel.window().resize(ROOMY.width(), 400)
    QApplication.processEvents()
    assert panel.verticalScrollBar().maximum() > 0
    assert panel.horizontalScrollBar().maximum() == 0
    panel.ensureWidgetVisible(last)
    assert panel.viewport().rect().contains(last.mapTo(panel.viewport(), last.rect().center()))


def test_a_list_is_as_high_as_its_rows_where_there_is_room(panel: SidePanel, clinic: Clinic) -> None:
    panel.set_clinic(many_doctors(clinic, 11))
    QApplication.processEvents()
    assert panel.doctors.verticalScrollBar().maximum() == 0
    last = panel.doctors.choice.index(10)
    assert panel.doctors.viewport().rect().contains(panel.doctors.visualRect(last))


def test_dates_and_free_times_are_told(qtbot: QtBot, panel: SidePanel, small: SmallClinic) -> None:
    dates: list[object] = []
    taken: list[tuple[object, ...]] = []
    panel.date_chosen.connect(dates.append)
    panel.first_free_taken.connect(lambda *what: taken.append(what))
    panel.month.set_shown(small.day, 1)
    panel.month.table.setFocus()
    QTest.keyClick(panel.month.table, Qt.Key.Key_Return)
    assert dates == [small.day]
    panel.choose_service(small.call_id)
    panel.first_free.form.day.set_day(small.day + timedelta(days=1))
    panel.first_free.form.changed.emit()
    qtbot.waitUntil(lambda: panel.first_free.can_be_taken and bool(panel.first_free.found), timeout=20_000)
    panel.ask_first_free()
    QTest.keyClick(panel.first_free.answers, Qt.Key.Key_2)
    second = panel.first_free.found[1]
    assert taken == [(small.doctor_id, small.call_id, second.slot.starts_at)]


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("is_roomy", [True, False])
def test_nothing_is_clipped(
    qtbot: QtBot,
    qapp: QApplication,
    desk: Desk,
    clinic: Clinic,
    small: SmallClinic,
    family: str,
    language: str,
    is_roomy: bool,
) -> None:
    translator = install_language(language, I18N)
    theme = Theme(Mode.LIGHT, scale=1.0, family=family)
    theme.install(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    panel = SidePanel(desk, theme, small.day)
    row = QHBoxLayout(window)
    row.addWidget(panel)
    row.addStretch(1)
    try:
        window.resize(1600, 1000) if is_roomy else window.resize(1280, 800)
        window.show()
        panel.set_clinic(many_doctors(clinic, 12))
        panel.set_counts({f"d{number:03}": number for number in range(12)})
        for is_read in (False, True):
            if is_read:
                panel.set_clinic(clinic, (small.doctor_id, small.colleague_id), small.service_id)
                panel.ask_first_free()
                qtbot.waitUntil(lambda: bool(panel.first_free.found), timeout=20_000)
            for _ in range(3):
                QApplication.processEvents()
            count, faults = faults_of(panel)
            assert faults == []
            assert count > 60
        panel.first_free.form.service.line.setFocus()
        QTest.keyClick(panel.first_free.form.service.line, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert faults_of(panel)[1] == []
    finally:
        window.close()
        theme.deleteLater()
        if translator is not None:
            qapp.removeTranslator(translator)
        QLocale.setDefault(QLocale("en"))
