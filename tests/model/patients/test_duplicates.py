"""Who may be the same person is named before a second row is made of her."""

from datetime import date

import pytest

from medic_desk.model.patients.duplicates import read_likely_duplicates
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from tests.model.small_clinic import add

BORN = date(1959, 5, 21)


@pytest.mark.parametrize(
    ("typed", "is_likely"),
    [
        (NewPatient(last_name="Φλαμπουράρης", first_name="Κώστας"), True),
        (NewPatient(last_name="flampouraris", first_name="konstantinos", birth_date=BORN), True),
        (NewPatient(last_name="Κωνσταντίνος", first_name="Φλαμπουράρης"), True),
        (NewPatient(last_name="Φλαμπουράρη", first_name="Λήδα", mobile_phone="+30 692 000 1704"), True),
        (NewPatient(last_name="Φλαμπουράρης", birth_date=BORN), True),
        (NewPatient(last_name="Φλαμπουράρης", first_name="Κώστας", birth_date=date(1990, 1, 1)), False),
        (NewPatient(last_name="Φλαμπουράρης", first_name="Νίκος"), False),
        (NewPatient(last_name="Φλαμπουράρης"), False),
        (NewPatient(last_name="Άλλος", mobile_phone="6920001705"), False),
        (NewPatient(last_name=""), False),
    ],
    ids=str,
)
def test_likely_duplicates(store: Store, typed: NewPatient, is_likely: bool) -> None:
    store.do(
        add,
        PatientRow,
        last_name="Φλαμπουράρης",
        first_name="Κωνσταντίνος",
        birth_date=BORN,
        mobile_phone="6920001704",
    )
    assert bool(store.do(read_likely_duplicates, typed)) == is_likely
