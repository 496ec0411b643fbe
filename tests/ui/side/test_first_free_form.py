"""What First free looks for, as the fields say it, in a clinic of several doctors and houses."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.side.first_free_form import FirstFreeForm
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.side.clinics import many_doctors

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, clinic: Clinic, small: SmallClinic) -> FirstFreeForm:
    """Five doctors with one service, the last of whom has left; the first two are shown."""
    made = FirstFreeForm(theme, small.day)
    qtbot.addWidget(made)
    made.set_shown_doctors(("d000", "d001"))
    made.set_clinic(many_doctors(clinic, 5), "vd003")
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(box: RowCombo) -> list[str]:  # type: ignore[type-arg]
    return [box.itemText(row) for row in range(box.count())]


def choose(box: RowCombo, row: int) -> None:  # type: ignore[type-arg]
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_any_doctor_is_everybody_who_is_here_and_offers_it(form: FirstFreeForm) -> None:
    assert rows(form.doctor)[:2] == ["Any doctor", "Any of the shown"]
    assert len(rows(form.doctor)) == 6, "who left is not booked"
    offers = [form.offers]
    for row in (1, 4):
        choose(form.doctor, row)
        offers.append(form.offers)
    own = [(f"d00{number}", f"vd00{number}") for number in range(4)]
    assert offers == [tuple(own), tuple(own[:2]), (own[2],)]


def test_who_is_shown_no_more_is_looked_among_no_more(form: FirstFreeForm, small: SmallClinic) -> None:
    choose(form.doctor, 1)
    form.set_shown_doctors(("d002", "d003", "d004"))
    assert [doctor for doctor, _ in form.offers] == ["d002", "d003"]
    form.set_shown_doctors(("d002",))
    assert rows(form.doctor)[0] == form.doctor.currentText() == "Any doctor"
    assert "Any of the shown" not in rows(form.doctor), "one doctor is chosen by name"


def test_the_wish_of_all_fields(form: FirstFreeForm, small: SmallClinic) -> None:
    wish = form.wish
    assert wish is not None
    assert (wish.first_day, wish.days, wish.count) == (small.day, 60, 5)
    assert (wish.site_ids, wish.weekdays, wish.part) == (None, None, PartOfDay.ANY)
    assert rows(form.place) == ["Any place", "Αρμονία Αθήνα", "Αρμονία Μαρούσι"]
    heard: list[bool] = []
    form.changed.connect(lambda: heard.append(True))
    choose(form.place, 2)
    QTest.mouseClick(form.parts.buttons.button(1), LEFT)
    QTest.mouseClick(form.weekdays.button(2), LEFT)
    QTest.mouseClick(form.weekdays.button(4), LEFT)
    form.day.set_day(small.day + timedelta(days=5))
    wish = form.wish
    assert wish is not None
    assert len(heard) == 4
    assert wish.site_ids == frozenset({"s-m"})
    assert wish.weekdays == frozenset({2, 4})
    assert wish.part is PartOfDay.AM
    assert wish.first_day == small.day + timedelta(days=5)
    QTest.mouseClick(form.weekdays.button(2), LEFT)
    QTest.mouseClick(form.weekdays.button(4), LEFT)
    form.day.set_day(small.day - timedelta(days=30))
    wish = form.wish
    assert wish is not None
    assert (wish.weekdays, wish.first_day) == (None, small.day), "never the past"
    form.day.setText("no date")
    assert form.wish is None


def test_one_house_is_no_choice(form: FirstFreeForm, clinic: Clinic) -> None:
    form.set_clinic(many_doctors(clinic, 1), "vd000")
    assert not form.place.isVisible()
    assert rows(form.doctor) == ["Any doctor"]


def test_another_day_is_today(form: FirstFreeForm, small: SmallClinic) -> None:
    form.set_today(small.day + timedelta(days=1))
    wish = form.wish
    assert wish is not None
    assert wish.first_day == small.day + timedelta(days=1)
