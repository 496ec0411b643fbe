"""Why a change of a schedule was not made, as types that carry what the window must show.

Like those of ``refusals``: nothing was written.
"""

from datetime import datetime

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.hours.doctor_hours import DoctorHours
from medic_desk.model.hours.problems import HoursProblem
from medic_desk.model.store.errors import StoreError


class StaleSchedule(StoreError):
    """Somebody changed the doctor's hours since they were read: ``standing`` is what holds now.

    ``expected`` is the version the editor began with; who changed it last is ``standing.last_change`` (None
    where only another program did).
    """

    def __init__(self, expected: int, standing: DoctorHours) -> None:
        self.expected = expected
        self.standing = standing
        super().__init__("Somebody else has changed these hours meanwhile.")


class NeedsConversion(StoreError):
    """The doctor's hours live in an older table: a new rule would silence them all (engine-semantics 9)."""

    def __init__(self, doctor_id: str, hours_table: str) -> None:
        self.doctor_id = doctor_id
        self.hours_table = hours_table
        super().__init__("The doctor's older hours have to be converted before rules can be added.")


class HoursInvalid(StoreError):
    """The draft cannot stand; ``problems`` name rule, column and code."""

    def __init__(self, problems: tuple[HoursProblem, ...]) -> None:
        self.problems = problems
        super().__init__("These hours cannot stand: " + ", ".join(sorted({p.code for p in problems})) + ".")


class AppointmentsAffected(StoreError):
    """Appointments are affected that the person had not seen; ``appointments`` are all of them."""

    def __init__(self, appointments: tuple[BookedAppointment, ...]) -> None:
        self.appointments = appointments
        super().__init__("Visits were booked meanwhile that this would strand.")


class StaleException(StoreError):
    """The dated exception is not what was edited any more: ``standing`` is it now, None where it is gone."""

    def __init__(self, exception_id: str, standing: ScheduleException | None) -> None:
        self.exception_id = exception_id
        self.standing = standing
        super().__init__("Somebody else has changed or deleted this entry meanwhile.")


class TimeOffBlock(StoreError):
    """The block belongs to a request for time off: decide that instead."""

    def __init__(self, exception_id: str) -> None:
        self.exception_id = exception_id
        super().__init__("This block belongs to a request for time off.")


class TimeOffDecided(StoreError):
    """The request is not in a state that allows the act: ``standing`` is its state now.

    ``standing`` is ``pending``, ``approved``, ``denied`` or ``withdrawn``; ``decided_at`` when it got there,
    ``decided_by`` the name of who did it, as far as it is known.
    """

    def __init__(
        self, request_id: str, *, act: str, standing: str, decided_at: datetime | None, decided_by: str | None
    ) -> None:
        self.request_id = request_id
        self.act = act
        self.standing = standing
        self.decided_at = decided_at
        self.decided_by = decided_by
        super().__init__(f"The request for time off is {standing}; it cannot be {act}.")


class TimeOffOverlaps(StoreError):
    """The doctor has asked for, or has, time off then already: the request ``request_id`` (``status``)."""

    def __init__(self, request_id: str, *, status: str, starts_at: int, ends_at: int) -> None:
        self.request_id = request_id
        self.status = status
        self.starts_at = starts_at
        self.ends_at = ends_at
        super().__init__("There is a request for time off at this time already.")


class OwnRequest(StoreError):
    """Nobody decides an own request for time off."""

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        super().__init__("Nobody decides their own request for time off.")


class NotTheirs(StoreError):
    """Only who asked, or the doctor it is for, takes a request back."""

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        super().__init__("Only who asked for the time off can take the request back.")
