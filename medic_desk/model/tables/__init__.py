"""The whole schema as mapped rows: the reference's fourteen tables and this project's additions."""

from medic_desk.model.tables.acts import ActRow
from medic_desk.model.tables.appointments import (
    AppointmentEventRow,
    AppointmentResourceClaimRow,
    AppointmentRow,
)
from medic_desk.model.tables.closures import ClinicClosureRow
from medic_desk.model.tables.column_types import UtcDateTime
from medic_desk.model.tables.declarative import TableRow
from medic_desk.model.tables.hours import ScheduleExceptionRow, ScheduleRuleBreakRow, ScheduleRuleRow
from medic_desk.model.tables.older_hours import (
    AvailabilityExceptionRow,
    AvailabilityRuleRow,
    ScheduleTemplateBreakRow,
    ScheduleTemplateRow,
)
from medic_desk.model.tables.people import DoctorRow, PatientRow, UserRow
from medic_desk.model.tables.places import (
    BookableResourceRow,
    ClinicSiteRow,
    DoctorLocationRow,
    LocationRoomRow,
)
from medic_desk.model.tables.rebooking import RebookingCauseRow, RebookingItemRow
from medic_desk.model.tables.services import (
    AppointmentTypeLocationRow,
    AppointmentTypeResourceRow,
    AppointmentTypeRow,
)
from medic_desk.model.tables.staff_events import StaffEventRow
from medic_desk.model.tables.time_off import TimeOffRequestRow

__all__ = [
    "ActRow",
    "AppointmentEventRow",
    "AppointmentResourceClaimRow",
    "AppointmentRow",
    "AppointmentTypeLocationRow",
    "AppointmentTypeResourceRow",
    "AppointmentTypeRow",
    "AvailabilityExceptionRow",
    "AvailabilityRuleRow",
    "BookableResourceRow",
    "ClinicClosureRow",
    "ClinicSiteRow",
    "DoctorLocationRow",
    "DoctorRow",
    "LocationRoomRow",
    "PatientRow",
    "RebookingCauseRow",
    "RebookingItemRow",
    "ScheduleExceptionRow",
    "ScheduleRuleBreakRow",
    "ScheduleRuleRow",
    "ScheduleTemplateBreakRow",
    "ScheduleTemplateRow",
    "StaffEventRow",
    "TableRow",
    "TimeOffRequestRow",
    "UserRow",
    "UtcDateTime",
]
