"""What a person can do next with an appointment, and the appointment as this desk's own act left it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField, WrongTransition
from medic_desk.model.appointments.appointment_steps import arrive, complete, is_today, no_show, start
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.store.errors import NotPermitted
from medic_desk.ui.words.acts import MENU_ACTS

May = Callable[[Permission, str], bool]
"""Whether the person who is signed in has a permission for a doctor's calendar."""


def offered_acts(appointment: WeekAppointment, now: Minute, may: May) -> tuple[AppointmentAct[Any], ...]:
    """The acts that are lawful and permitted, the likeliest first; ``now`` is the database's clock (UTC)."""
    return tuple(
        act
        for act in MENU_ACTS
        if act.is_lawful(appointment, now) and may(act.permission, appointment.doctor_id)
    )


def why_not_offered(
    act: AppointmentAct[Any], appointment: WeekAppointment, now: Minute, may: May
) -> Exception | None:
    """Why a step of the visit cannot be done now, as the act itself would refuse it.

    None for other acts, and for a step that has been done already.
    """
    if act not in _OF_THE_DAY:
        return None
    if not may(act.permission, appointment.doctor_id):
        return NotPermitted(act.name)
    if appointment.status not in act.statuses:
        return WrongTransition(appointment.id, status=appointment.status, act=act.name)
    is_here = appointment.patient_arrived_at is not None or appointment.visit_started_at is not None
    if act in (arrive, start):
        is_of_today = is_today(appointment, appointment.zone, now)
        return InvalidField("starts_at", "not_today") if not is_of_today and not is_here else None
    return InvalidField("starts_at", "not_yet") if appointment.starts_at > now and not is_here else None


_OF_THE_DAY = frozenset({arrive, start, complete, no_show})


def freshest(appointment: WeekAppointment, left: AppointmentResult | None) -> WeekAppointment:
    """The appointment as this desk's own act left it, where the calendar does not show that yet."""
    if left is None or left.row_version <= appointment.row_version:
        return appointment
    return replace(
        appointment,
        doctor_id=left.doctor_id,
        starts_at=left.starts_at,
        ends_at=left.ends_at,
        status=left.status,
        row_version=left.row_version,
        doctor_location_id=left.doctor_location_id,
        location_room_id=left.location_room_id,
        patient_arrived_at=left.patient_arrived_at,
        visit_started_at=left.visit_started_at,
        visit_ended_at=left.visit_ended_at,
    )
