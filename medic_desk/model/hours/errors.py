"""Why a change of a doctor's hours was not made, as types that carry what the window must show.

Nothing was written.
"""

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
        super().__init__("Appointments were booked meanwhile that this would affect.")
