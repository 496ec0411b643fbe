"""The days of several doctors as instants, each in the doctor's own zone: where every read of them begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, day_of
from medic_desk.engine.facts import Minute
from medic_desk.model.facts.readable import known_zone
from medic_desk.model.store.errors import NotFound

_DOCTORS = text(
    "SELECT id::text, timezone, schedule_version, clock_timestamp() AS now FROM doctors"
    " WHERE id = ANY (CAST(:doctor_ids AS uuid[]))"
)


@dataclass(frozen=True, slots=True)
class DoctorDays:
    """Doctors' days ``[first_day, first_day + days)``: ``spans`` are their instants, by the doctor's id.

    ``now`` is the database's clock (aware, UTC); ``schedule_versions`` are the doctors' own.
    """

    now: datetime
    spans: Mapping[str, tuple[Minute, Minute]]
    schedule_versions: Mapping[str, int]

    @property
    def span(self) -> tuple[Minute, Minute]:
        """The instants from the first midnight of any of the doctors to the last."""
        return min(first for first, _ in self.spans.values()), max(stop for _, stop in self.spans.values())


def read_doctor_days(session: Session, doctor_ids: Sequence[str], first_day: date, days: int) -> DoctorDays:
    """Read where the doctors' days begin and end, as the first of several reads that see one snapshot.

    ``doctor_ids`` are one or more. Makes the transaction REPEATABLE READ, READ ONLY: nothing may have been
    read in it before. Raises ``NotFound`` where a doctor is gone.
    """
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    found = {row.id: row for row in session.execute(_DOCTORS, {"doctor_ids": list(doctor_ids)})}
    spans, versions = {}, {}
    for doctor_id in doctor_ids:
        if doctor_id not in found:
            raise NotFound("doctors", doctor_id)
        zone = clock(known_zone(found[doctor_id].timezone))
        first = day_of(first_day)
        spans[doctor_id] = zone.instant(first, 0), zone.instant(first + days, 0)
        versions[doctor_id] = found[doctor_id].schedule_version
    now: datetime = found[doctor_ids[0]].now
    return DoctorDays(now.astimezone(UTC), spans, versions)
