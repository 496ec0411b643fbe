"""Who may do what at the desk: the one place that decides, so that database roles can take over behind it.

Today a person chosen at the start has the role that ``role_of`` tells; once people have logins of their own
the groups of their database role will tell it (truth.md, "Who may do what"); nothing else has to change.
"""

from enum import StrEnum

from medic_desk.model.acts.act import Actor
from medic_desk.model.clinic.clinic import Person


class Role(StrEnum):
    """The three groups of people; the value is the actor's type in every event."""

    RECEPTIONIST = "receptionist"
    DOCTOR = "doctor"
    MANAGER = "manager"


class Act(StrEnum):
    """What a window offers or not; grouped as grants will be."""

    BOOK = "book"
    CANCEL = "cancel"
    MOVE = "move"
    OVERBOOK = "overbook"
    MARK_VISIT = "mark_visit"
    EDIT_HOURS = "edit_hours"
    ASK_TIME_OFF = "ask_time_off"
    DECIDE_TIME_OFF = "decide_time_off"
    SET_UP_CLINIC = "set_up_clinic"


_COUNTER = frozenset({Act.BOOK, Act.CANCEL, Act.MOVE, Act.MARK_VISIT})
_MAY: dict[Role, frozenset[Act]] = {
    Role.RECEPTIONIST: _COUNTER | {Act.OVERBOOK, Act.ASK_TIME_OFF},
    Role.DOCTOR: _COUNTER | {Act.OVERBOOK, Act.EDIT_HOURS, Act.ASK_TIME_OFF},
    Role.MANAGER: frozenset(Act),
}
_OWN_ONLY = frozenset({Act.EDIT_HOURS, Act.ASK_TIME_OFF})
"""What a doctor may do for the own calendar alone."""


def role_of(person: Person) -> Role:
    """The role a person works in: who has a doctor's calendar is a doctor, else the login's name tells."""
    if person.doctor_id is not None:
        return Role.DOCTOR
    return Role.MANAGER if person.login_name.endswith("manager") else Role.RECEPTIONIST


def may(person: Person, act: Act, doctor_id: str | None = None) -> bool:
    """Whether ``person`` may do ``act``, to that doctor's calendar where one is meant."""
    role = role_of(person)
    if act not in _MAY[role]:
        return False
    own_only = role is Role.DOCTOR and act in _OWN_ONLY
    return not own_only or doctor_id is None or doctor_id == person.doctor_id


def may_decide(person: Person, requested_by_id: str | None) -> bool:
    """Whether ``person`` may decide a request for time off: nobody decides an own one."""
    return may(person, Act.DECIDE_TIME_OFF) and requested_by_id != person.id


def actor_for(person: Person, desk_name: str) -> Actor:
    """The actor that every act of this person at this desk is recorded with."""
    return Actor(user_id=person.id, actor_type=role_of(person).value, desk_name=desk_name)
