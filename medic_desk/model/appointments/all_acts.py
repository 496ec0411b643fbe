"""Every act on appointments, by the name its events have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from medic_desk.model.appointments.appointment_steps import (
    approve,
    arrive,
    cancel,
    complete,
    no_show,
    reject,
    start,
    take_back_step,
    take_back_walk_in,
)
from medic_desk.model.appointments.booking import book, submit, walk_in
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.holds import end_hold, hold, release_hold
from medic_desk.model.appointments.moving import change_service, move
from medic_desk.model.appointments.overbooking import overbook, record_past_appointment
from medic_desk.model.appointments.putting_back import put_back
from medic_desk.model.appointments.restoring import restore

_ALL: tuple[AppointmentAct[Any], ...] = (
    hold,
    release_hold,
    end_hold,
    book,
    submit,
    walk_in,
    take_back_walk_in,
    overbook,
    record_past_appointment,
    approve,
    reject,
    arrive,
    start,
    complete,
    no_show,
    take_back_step,
    move,
    change_service,
    cancel,
    restore,
    put_back,
)

ACTS: Mapping[str, AppointmentAct[Any]] = MappingProxyType({act.name: act for act in _ALL})
"""An act by any action that its events may have."""
