"""Why days have no free start, in words: each reason once, with the doctors it holds for."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.appointments.no_free_time import NoFreeTime
from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.words.no_free_time import no_free_time_sentence
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.side.clinics import many_doctors

FULL = "Fully booked on these days."


@pytest.fixture
def clinic(qapp: QApplication, store: Store, small: SmallClinic) -> Clinic:
    """Nine doctors, of whom the last has left."""
    return many_doctors(store.do(read_clinic), 9)


def of(*numbers: int) -> tuple[NoFreeTime, ...]:
    """These doctors are fully booked."""
    return tuple(NoFreeTime("fully_booked", f"d{number:03}", 4) for number in numbers)


@pytest.mark.parametrize("count", [1, 2, 8])
def test_what_holds_for_all_is_said_once_without_a_name(clinic: Clinic, count: int) -> None:
    assert no_free_time_sentence(of(*range(count)), clinic) == FULL


def test_of_several_reasons_each_has_its_doctors(clinic: Clinic) -> None:
    until = instant_of(date(2026, 12, 20), 0, ZONE)
    away = NoFreeTime("away", "d001", 9, "Συνέδριο", until)
    assert no_free_time_sentence((*of(0), away, *of(2, 3)), clinic).split("\n") == [
        "Παπαδόπουλος Ν., Χατζηδάκης Μ., Ξενάκη Ψ.: " + FULL,
        "Γεωργίου Άννα: Away until Sat 19/12/2026: Συνέδριο.",
    ]


def test_of_many_doctors_not_all_are_named(clinic: Clinic) -> None:
    closed = NoFreeTime("closed", "d005", 2)
    said = no_free_time_sentence((*of(0, 1, 2, 3, 4), closed), clinic).split("\n")
    assert said[0] == "Παπαδόπουλος Ν., Γεωργίου Ά., Χατζηδάκης Μ. and others: " + FULL
    assert said[1].endswith(": Closed on these days.")


def test_of_many_reasons_the_first_are_told(clinic: Clinic) -> None:
    until = instant_of(date(2026, 12, 20), 0, ZONE)
    away = tuple(NoFreeTime("away", f"d{i:03}", 9, "", until + 1440 * i) for i in range(6))
    said = no_free_time_sentence(away, clinic).split("\n")
    assert [line.partition(":")[0] for line in said[:-1]] == [
        "Παπαδόπουλος Νίκος",
        "Γεωργίου Άννα",
        "Χατζηδάκης Μανώλης",
        "Ξενάκη Ψηφίς",
    ]
    assert said[-1] == "…"


def test_two_reasons_of_one_doctor_need_no_name(clinic: Clinic) -> None:
    away = NoFreeTime("away", "d000", 9)
    assert no_free_time_sentence((away, *of(0)), clinic).split("\n") == ["Away on these days.", FULL]
