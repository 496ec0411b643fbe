"""Which doctors a typed text means: names in any alphabet, specialties, houses."""

import pytest

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.side.doctor_search import is_meant, words_of_doctor, words_to_find
from tests.ui.side.clinics import many_doctors


@pytest.mark.parametrize(
    "typed",
    ["παπ", "Παπαδόπ", "παπαδοπουλος", "ΝΙΚΟΣ", "papad", "papadopo", "pap", "p", "nik pap",
     "papadopoulos nikos ", "κάρδ", "kardio", "Αθην", "athina", "armonia", " "],
)  # fmt: skip
def test_a_doctor_is_found_however_it_is_typed(clinic: Clinic, typed: str) -> None:
    many = many_doctors(clinic, 4)
    assert is_meant(typed, words_of_doctor(many.doctors[0], many)), typed


@pytest.mark.parametrize("typed", ["γεωργ", "derma", "αδόπουλος", "nikos maria", "Μαρούσι", "papadox ", "7"])
def test_what_begins_none_of_the_words_means_somebody_else(clinic: Clinic, typed: str) -> None:
    many = many_doctors(clinic, 4)
    assert not is_meant(typed, words_of_doctor(many.doctors[0], many)), typed


def test_letters_that_sound_alike_find_each_other() -> None:
    for written, typed in (
        ("Ψηφίς", "psif"),
        ("Χατζηδάκης", "hatzi"),
        ("Χατζηδάκης", "xatz"),
        ("Ξενάκη", "ks"),
    ):
        assert is_meant(typed, words_to_find(written)), (written, typed)
    assert is_meant("1η", words_to_find("1η αξιολόγηση"))
