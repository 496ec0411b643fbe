"""What is offered to whom: nobody decides an own request, and only an own one is taken back."""

import pytest

from medic_desk.model.clinic.clinic import Person
from medic_desk.ui.time_off.may_do import MayDo, may_do
from tests.ui.time_off.one_request import request


def person(person_id: str, login_name: str, doctor_id: str | None = None) -> Person:
    return Person(
        id=person_id,
        login_name=login_name,
        display_name=login_name,
        language="el",
        is_active=True,
        doctor_id=doctor_id,
    )


MANAGER, COUNTER, DOCTOR = person("m", "maria_manager"), person("r", "eleni"), person("p", "nikos", "d")


@pytest.mark.parametrize(
    ("who", "state", "may"),
    [
        (MANAGER, "pending", MayDo(approve=True, deny=True)),
        (MANAGER, "approved", MayDo(revoke=True)),
        (MANAGER, "denied", MayDo()),
        (DOCTOR, "pending", MayDo(withdraw=True, waits_for_another=True)),
        (DOCTOR, "approved", MayDo(withdraw=True)),
        (DOCTOR, "withdrawn", MayDo()),
        (COUNTER, "pending", MayDo()),
        (None, "pending", MayDo()),
    ],
)
def test_who_may_do_what(who: Person | None, state: str, may: MayDo) -> None:
    assert may_do(who, request(state=state)) == may


def test_whoever_asked_for_it_decides_it_not() -> None:
    asked = request(requested_by_id="m")
    assert may_do(MANAGER, asked) == MayDo(withdraw=True, waits_for_another=True)
    assert may_do(MANAGER, None) == MayDo()
