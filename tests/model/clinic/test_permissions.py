"""Who may do what, and whose a request for time off is."""

from dataclasses import dataclass

import pytest

from medic_desk.model.clinic.clinic import Person
from medic_desk.model.clinic.permissions import (
    Permission,
    Role,
    actor_for,
    may,
    may_decide,
    may_withdraw,
    role_of,
)

COUNTER = {
    Permission.BOOK,
    Permission.CANCEL,
    Permission.MOVE,
    Permission.MARK_ARRIVAL,
    Permission.OVERBOOK,
    Permission.EDIT_PATIENTS,
    Permission.MERGE_PATIENTS,
}


def person(login: str, doctor_id: str | None = None) -> Person:
    return Person(
        id=login, login_name=login, display_name=login, language="el", is_active=True, doctor_id=doctor_id
    )


OWN, OTHER = "the calendar of nikos", "another calendar"
ELENI, NIKOS, MARIA = person("eleni"), person("nikos", OWN), person("maria_manager")


@dataclass(frozen=True)
class Asked:
    doctor_id: str
    requested_by_id: str | None


@pytest.mark.parametrize(
    ("who", "role", "permitted"),
    [
        (ELENI, Role.RECEPTIONIST, COUNTER | {Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS}),
        (
            NIKOS,
            Role.DOCTOR,
            COUNTER | {Permission.EDIT_HOURS, Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS},
        ),
        (MARIA, Role.MANAGER, set(Permission)),
    ],
)
def test_each_role_has_its_permissions(who: Person, role: Role, permitted: set[Permission]) -> None:
    assert role_of(who) is role
    assert {one for one in Permission if may(who, one)} == permitted
    assert actor_for(who, "Desk 1").actor_type == role


def test_a_doctor_edits_the_own_calendar_alone_and_books_in_all() -> None:
    for permission in (Permission.EDIT_HOURS, Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS):
        assert may(NIKOS, permission, OWN)
        assert not may(NIKOS, permission, OTHER)
        assert may(MARIA, permission, OTHER)
    assert may(NIKOS, Permission.BOOK, OTHER)


def test_nobody_decides_an_own_request_and_nobody_else_withdraws_it() -> None:
    requests = [Asked(OWN, asker) for asker in ("nikos", "eleni", "maria_manager", None)]
    assert [may_decide(MARIA, one) for one in requests] == [True, True, False, True]
    assert [may_withdraw(MARIA, one) for one in requests] == [False, False, True, False]
    assert [may_withdraw(NIKOS, one) for one in requests] == [True, True, True, True]
    assert [may_withdraw(ELENI, one) for one in requests] == [False, True, False, False]
    assert not any(may_decide(one, request) for one in (NIKOS, ELENI) for request in requests)


def test_who_is_a_doctor_and_a_manager_works_as_a_doctor_and_decides_nothing() -> None:
    both = person("nikos_manager", OWN)
    assert role_of(both) is Role.DOCTOR
    assert not may_decide(both, Asked(OTHER, "eleni"))
