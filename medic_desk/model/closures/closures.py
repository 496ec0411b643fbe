"""Closures as people read them: what is closed, when and why; and the blocks that make it so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Minute, ScheduleException
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE
from medic_desk.model.facts.instants import ceil_minute, floor_minute

MANUAL_SOURCE = "manual"
"""``clinic_closures.source`` of what a person entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A row of ``clinic_closures``, planned or real: ``[starts_at, ends_at)``, closed for everybody.

    Of the whole clinic without a site and a room. A room closes for every doctor of its house; where a site
    is named too, the room is in it. Times are engine minutes, rounded outward as blocked time is.
    """

    id: str
    starts_at: Minute
    ends_at: Minute
    clinic_site_id: str | None = None
    location_room_id: str | None = None
    reason: str | None = None
    source: str = MANUAL_SOURCE


@dataclass(frozen=True, slots=True)
class ListedClosure:
    """A closure with the names of what it closes; of a room the house is that of the room."""

    closure: Closure
    site_name: str | None
    room_name: str | None


_CLOSURES = f"""
    SELECT k.id::text, k.clinic_site_id::text, k.location_room_id::text, k.reason, k.source,
           {floor_minute("k.starts_at")} AS starts_at, {ceil_minute("k.ends_at")} AS ends_at,
           coalesce(site.name, home_site.name, home.name) AS site_name, room.name AS room_name
      FROM clinic_closures k
      LEFT JOIN clinic_sites site ON site.id = k.clinic_site_id
      LEFT JOIN location_rooms room ON room.id = k.location_room_id
      LEFT JOIN doctor_locations home ON home.id = room.doctor_location_id
      LEFT JOIN clinic_sites home_site ON home_site.id = home.clinic_site_id
"""  # noqa: S608 - only constants of this program are put in
_OF_SPAN = text(
    _CLOSURES + " WHERE k.starts_at < :ends_at AND k.ends_at > :starts_at ORDER BY k.starts_at, k.id"
)
_ONE = text(_CLOSURES + " WHERE k.id = CAST(:closure_id AS uuid)")

# Whom a closure concerns, and where: what the triggers do, asked before there is a row.
_CONCERNED = text(
    """
    WITH closed AS (SELECT CAST(:site_id AS uuid) AS site_id, CAST(:room_id AS uuid) AS room_id)
    SELECT doctor.id::text AS doctor_id, NULL AS doctor_location_id, NULL AS location_room_id
      FROM closed CROSS JOIN doctors AS doctor
     WHERE closed.site_id IS NULL AND closed.room_id IS NULL
     UNION ALL
    SELECT place.doctor_id::text, place.id::text, NULL
      FROM closed JOIN doctor_locations AS place ON place.clinic_site_id = closed.site_id
     WHERE closed.room_id IS NULL
     UNION ALL
    SELECT place.doctor_id::text, place.id::text, room.id::text
      FROM closed
      JOIN location_rooms AS room ON room.id = closed.room_id
      JOIN doctor_locations AS home ON home.id = room.doctor_location_id
      JOIN doctor_locations AS place ON place.id = home.id OR place.clinic_site_id = home.clinic_site_id
     ORDER BY 1, 2
    """
)


def read_closures(session: Session, starts_at: Minute, ends_at: Minute) -> tuple[ListedClosure, ...]:
    """Read the closures that overlap ``[starts_at, ends_at)``, in order of time; what ends never is cut."""
    span = {"starts_at": _naive(starts_at), "ends_at": _naive(ends_at)}
    return tuple(map(_listed, session.execute(_OF_SPAN, span).mappings()))


def read_closure(session: Session, closure_id: str) -> Closure | None:
    """Read one closure; None where there is none."""
    row = session.execute(_ONE, {"closure_id": closure_id}).mappings().one_or_none()
    return None if row is None else _listed(row).closure


def blocks_of_closure(session: Session, closure: Closure) -> dict[str, list[ScheduleException]]:
    """The blocks that ``closure`` makes, planned or real, by the doctor concerned; their ids are made up."""
    named = {"site_id": closure.clinic_site_id, "room_id": closure.location_room_id}
    blocks: dict[str, list[ScheduleException]] = {}
    for number, row in enumerate(session.execute(_CONCERNED, named)):
        blocks.setdefault(row.doctor_id, []).append(
            ScheduleException(
                id=f"{closure.id} {number}",
                table="schedule_exceptions",
                exception_type="blocked",
                starts_at=closure.starts_at,
                ends_at=closure.ends_at,
                doctor_location_id=row.doctor_location_id,
                location_room_id=row.location_room_id,
                reason=closure.reason,
                source=CLOSURE_SOURCE,
            )
        )
    return blocks


def _listed(row: RowMapping) -> ListedClosure:
    columns = {str(name): value for name, value in row.items()}
    site_name, room_name = columns.pop("site_name"), columns.pop("room_name")
    return ListedClosure(Closure(**columns), site_name, room_name)


def _naive(minute: Minute) -> datetime:
    """The value a ``timestamp`` column holding UTC compares with."""
    return datetime_at(minute).replace(tzinfo=None)
