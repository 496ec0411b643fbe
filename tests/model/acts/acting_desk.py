"""A desk of the small clinic, at which acts are done one after another, and the requests it sends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    no_show,
)
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.moving import MoveRequest
from medic_desk.model.appointments.overbooking import OverbookRequest
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, new_id

Request = TypeVar("Request")
Act = Callable[[Session, Actor, Request], AppointmentResult]

ANY_PAST = 60 * 24 * 60
"""Minutes of grace that let the engine book into last month."""


@dataclass(frozen=True)
class Desk:
    """One desk and its store."""

    store: Store
    clinic: SmallClinic

    def do(self, act: Act[Request], request: Request) -> AppointmentResult:
        return perform(self.store, self.clinic.receptionist, act, request)

    def step(
        self, act: Act[AppointmentRequest], appointment: AppointmentResult, reason: str | None = None
    ) -> AppointmentResult:
        """Do an act on the appointment as it stands now."""
        return self.do(act, on(appointment, reason))

    def booked(self, hour: int = 10, **fields: Any) -> AppointmentResult:
        return self.do(book, self.clinic.booking(hour, **fields))

    def missed(self) -> AppointmentResult:
        return self.step(no_show, self.booked_before())

    def booked_before(self, hour: int = 10) -> AppointmentResult:
        """An appointment two weeks ago."""
        return self.booked(starts_at=self.clinic.at(hour, days=-14), past_grace_minutes=ANY_PAST)

    def submitted(self) -> AppointmentResult:
        return self.do(submit, self.clinic.booking(10))

    def held(self, hour: int = 10, **fields: Any) -> AppointmentResult:
        return self.do(hold, self.hold_of(hour, **fields))

    def hold_of(self, hour: int, **fields: Any) -> HoldRequest:
        clinic = self.clinic
        return HoldRequest(
            act_id=new_id(),
            doctor_id=fields.pop("doctor_id", clinic.doctor_id),
            appointment_type_id=fields.pop("appointment_type_id", clinic.service_id),
            starts_at=clinic.at(hour),
            **fields,
        )

    def overbooking(self, hour: int = 10) -> OverbookRequest:
        booking = self.clinic.booking(hour, patient_id=self.clinic.patient_ids[1])
        return OverbookRequest(booking=booking, reason="tooth")

    def rows(self, query: str) -> list[dict[str, Any]]:
        return rows(self.store, query)

    def execute(self, statement: str) -> None:
        run(self.store, statement)


def on(appointment: AppointmentResult, reason: str | None = None) -> AppointmentRequest:
    """A request on the appointment as it was seen last."""
    return AppointmentRequest(
        act_id=new_id(),
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        reason=reason,
    )


def to(appointment: AppointmentResult, starts_at: int, **fields: Any) -> MoveRequest:
    """A move of the appointment as it was seen last."""
    return MoveRequest(
        act_id=new_id(),
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        starts_at=starts_at,
        **fields,
    )
