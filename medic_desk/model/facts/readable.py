"""Which rows a reader can use: each column's limits, and how a row beyond them is told of.

The limits are the schema's own (docs/booking-schema.md): in a database of this program CHECKs hold them, in
an adopted one a row may lie beyond. Such a row is unreadable: it is told of by table and id, it offers
nothing, and time that it takes stays taken.
"""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, NamedTuple

from medic_desk.engine.clinic_time import UnknownZoneError, clock
from medic_desk.engine.facts import ConsultationMode, Minute
from medic_desk.engine.scenario.tables import (
    DEFAULT_ZONE,
    LONGEST_BUFFER_MINUTES,
    LONGEST_INTERVAL_MINUTES,
    LONGEST_SERVICE_MINUTES,
    MOST_NEEDS,
    MOST_REPEAT_WEEKS,
)
from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE


class UnreadableRow(NamedTuple):
    """A row that cannot be used, with the first column that says why.

    ``[starts_at, ends_at)`` is the time that it keeps taken all the same; None where it takes none that can
    be read. ``doctor_id`` is None for a row of the whole clinic.
    """

    table: str
    id: str
    column: str
    doctor_id: str | None = None
    starts_at: Minute | None = None
    ends_at: Minute | None = None


MODES: Mapping[str, ConsultationMode] = {
    "in_person": "in_person",
    "video": "video",
    "telemedicine": "video",
    "phone": "phone",
}
"""The words for a consultation mode, and what the engine calls each."""

STATUSES = frozenset({"pending", "confirmed", "completed", "cancelled", "no_show", "held"})

_BUFFERS = range(LONGEST_BUFFER_MINUTES + 1)
_HOURS: Mapping[str, Container[Any]] = {
    "day_of_week": range(1, 8),
    "slot_interval_minutes": range(1, LONGEST_INTERVAL_MINUTES + 1),
    "buffer_before_minutes": _BUFFERS,
    "buffer_after_minutes": _BUFFERS,
    "max_parallel_sessions": range(1, 65),
    "repeat_weeks": range(1, MOST_REPEAT_WEEKS + 1),
    "scope_consultation_mode": frozenset({None, *MODES}),
}
_SERVICE: Mapping[str, Container[Any]] = {
    "duration_minutes": range(1, LONGEST_SERVICE_MINUTES + 1),
    "buffer_before_minutes": _BUFFERS,
    "buffer_after_minutes": _BUFFERS,
    "consultation_mode": frozenset(MODES),
    "min_notice_minutes": range(2**31),
    "max_future_days": range(2**31),
}
RESOURCE_TYPES = frozenset({"room", "telehealth_slot", "equipment", "staff"})


def unreadable_column_of_service(columns: Mapping[str, Any]) -> str | None:
    """The first column of a row of ``appointment_types`` beyond its limits; None where all can be used.

    Limits of columns that ``columns`` lacks are not asked. ``needs`` (rows of a need's fields) stands for too
    many of them, and for one of an unknown type: nobody is to be booked without what it means.
    """
    needs = columns.get("needs") or ()
    if len(needs) > MOST_NEEDS or any(resource_type not in RESOURCE_TYPES for _, resource_type, _ in needs):
        return "needs"
    return _beyond(_SERVICE, columns)


def unreadable_column_of_rule(columns: Mapping[str, Any]) -> str | None:
    """The first column of a row of hours, of any table, that cannot be used."""
    found = _beyond(_HOURS, columns)
    if found is not None:
        return found
    if not is_zone(columns["timezone"]):
        return "timezone"
    for bound in ("effective_from", "effective_to"):
        if columns.get(bound) is not None and readable_date(columns[bound]) is None:
            return bound
    if columns.get("repeat_weeks", 1) > 1 and columns["effective_from"] is None:
        return "repeat_weeks"
    return None


def _beyond(limits: Mapping[str, Container[Any]], columns: Mapping[str, Any]) -> str | None:
    return next(
        (name for name, allowed in limits.items() if name in columns and columns[name] not in allowed), None
    )


def is_zone(name: str) -> bool:
    """Whether a time zone of that name is known."""
    try:
        clock(name)
    except UnknownZoneError:
        return False
    return True


def known_zone(name: str) -> str:
    """The zone itself, or the column's default where no zone of that name is known."""
    return name if is_zone(name) else DEFAULT_ZONE


def readable_date(text: str) -> date | None:
    """A date as the server wrote it (ISO); None for one that no row may name, infinity say."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DATE <= day <= LAST_DATE else None
