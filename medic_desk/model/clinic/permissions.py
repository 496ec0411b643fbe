"""Who may do what at the desk: the one place that decides, so that database roles can take over behind it.

Today a person chosen at the start has the role that ``role_of`` tells; once people have logins of their own
the groups of their database role will tell it (truth.md, "Who may do what"); nothing else has to change.
"""

from enum import StrEnum
from typing import Protocol

from medic_desk.model.acts.act import Actor
from medic_desk.model.clinic.clinic import Person
from medic_desk.model.store.errors import NotPermitted


class Role(StrEnum):
    """The three groups of people; the value is the actor's type in every event."""

    RECEPTIONIST = "receptionist"
    DOCTOR = "doctor"
    MANAGER = "manager"


class Permission(StrEnum):
    """What a person may do or not; grouped as grants will be."""

    BOOK = "book"
    CANCEL = "cancel"
    MOVE = "move"
    OVERBOOK = "overbook"
    MARK_ARRIVAL = "mark_arrival"
    EDIT_PATIENTS = "edit_patients"
    MERGE_PATIENTS = "merge_patients"
    EDIT_HOURS = "edit_hours"
    ASK_TIME_OFF = "ask_time_off"
    DECIDE_TIME_OFF = "decide_time_off"
    SET_UP_CLINIC = "set_up_clinic"
    CLOSE_CLINIC = "close_clinic"
    RECORD_ILLNESS = "record_illness"


_COUNTER = frozenset(
    {
        Permission.BOOK,
        Permission.CANCEL,
        Permission.MOVE,
        Permission.MARK_ARRIVAL,
        Permission.EDIT_PATIENTS,
        Permission.MERGE_PATIENTS,
    }
)
_MAY: dict[Role, frozenset[Permission]] = {
    Role.RECEPTIONIST: _COUNTER | {Permission.OVERBOOK, Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS},
    Role.DOCTOR: _COUNTER
    | {Permission.OVERBOOK, Permission.EDIT_HOURS, Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS},
    Role.MANAGER: frozenset(Permission),
}
_OWN_ONLY = frozenset({Permission.EDIT_HOURS, Permission.ASK_TIME_OFF, Permission.RECORD_ILLNESS})
"""What a doctor may do for the own calendar alone."""


def role_of(person: Person) -> Role:
    """The role a person works in: who has a doctor's calendar is a doctor, else the login's name tells."""
    if person.doctor_id is not None:
        return Role.DOCTOR
    return Role.MANAGER if person.login_name.endswith("manager") else Role.RECEPTIONIST


def may(person: Person, permission: Permission, doctor_id: str | None = None) -> bool:
    """Whether ``person`` has the permission, for that doctor's calendar where one is meant."""
    role = role_of(person)
    if permission not in _MAY[role]:
        return False
    own_only = role is Role.DOCTOR and permission in _OWN_ONLY
    return not own_only or doctor_id is None or doctor_id == person.doctor_id


def require_for(actor: Actor, permission: Permission, *, doctor_id: str, own_doctor_id: str | None) -> None:
    """Raise as ``require`` does, and where it is another's calendar and the permission is for the own alone.

    ``own_doctor_id`` is the doctor whom ``actor`` is, None where that is none.
    """
    require(actor, permission)
    is_doctor = actor.actor_type == Role.DOCTOR.value
    if is_doctor and permission in _OWN_ONLY and doctor_id != own_doctor_id:
        raise NotPermitted(f"a {actor.actor_type} may {permission} for the own calendar alone")


def require(actor: Actor, permission: Permission) -> None:
    """Raise ``NotPermitted`` where the role that ``actor`` works in has not the permission.

    What the program does of itself is permitted: nobody asked for it.
    """
    if actor.actor_type != "system" and permission not in _MAY[Role(actor.actor_type)]:
        raise NotPermitted(f"a {actor.actor_type} may not {permission}")


class RequestedTimeOff(Protocol):
    """A request for time off, as far as it matters whose it is."""

    @property
    def doctor_id(self) -> str:
        """Whose time off it is."""

    @property
    def requested_by_id(self) -> str | None:
        """Who of ``users`` asked for it; None where another program did."""


def is_own_request(user_id: str | None, own_doctor_id: str | None, request: RequestedTimeOff) -> bool:
    """Whether a request for time off is a person's own: who asked for it, or the doctor it is for.

    ``own_doctor_id`` is the doctor whom ``user_id`` is, None where that is none.
    """
    if user_id is None:
        return False
    return request.requested_by_id == user_id or request.doctor_id == own_doctor_id


def may_decide(person: Person, request: RequestedTimeOff) -> bool:
    """Whether ``person`` may decide a request for time off: nobody decides an own one."""
    is_own = is_own_request(person.id, person.doctor_id, request)
    return may(person, Permission.DECIDE_TIME_OFF) and not is_own


def may_withdraw(person: Person, request: RequestedTimeOff) -> bool:
    """Whether ``person`` may take a request for time off back: nobody takes back another's."""
    return is_own_request(person.id, person.doctor_id, request)


def actor_for(person: Person, desk_name: str) -> Actor:
    """The actor that every act of this person at this desk is recorded with."""
    return Actor(user_id=person.id, actor_type=role_of(person).value, desk_name=desk_name)
