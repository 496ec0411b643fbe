"""What the calendar shows of a doctor's days: the facts, the clinic's names and the engine's free starts.

Everything drawn comes from here as plain values, so that two equal answers are drawn once.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import Stretch, day_pattern, free_slots
from medic_desk.engine.clinic_time import instant_of, local_date, minute_floor
from medic_desk.engine.facts import Minute, Request
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.day_grid.layout import Block, FreeMark, GridPicture, Ground, Lane, days_picture
from medic_desk.ui.words.formats import phone, price
from medic_desk.ui.words.history import stated_reason
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.status import AppointmentStatus, status_of
from medic_desk.ui.words.unreadable import cannot_be_read

translate = QCoreApplication.translate

GRACE_MINUTES = 15
"""A walk-in's start may be this long ago."""


def service_request(week: WeekFacts, service_id: str, now: datetime) -> Request:
    """The engine's question for the free starts of a service on the days of ``week``."""
    first, before = span_of(week)
    return Request(
        now=now,
        appointment_type_id=service_id,
        starts_from=first,
        starts_before=before,
        past_grace_minutes=GRACE_MINUTES,
    )


def span_of(week: WeekFacts) -> tuple[Minute, Minute]:
    """The instants of the days of ``week``, half-open."""
    zone = week.facts.timezone
    first = instant_of(week.first_day, 0, zone)
    return first, instant_of(week.first_day + timedelta(days=week.days), 0, zone)


def calendar_picture(
    week: WeekFacts, clinic: Clinic, *, service_id: str | None, now: datetime, desk_name: str
) -> GridPicture:
    """The picture of one doctor's days; ``service_id`` None shows no free starts."""
    names = Names.of_week(clinic, week)
    doctor = clinic.doctor(week.doctor_id)
    colour = doctor.calendar_color or ""
    is_known = service_id is not None and service_id in week.facts.services
    request = service_request(week, service_id, now) if service_id is not None and is_known else None
    lane = Lane(
        id=doctor.id,
        zone=week.facts.timezone,
        title=doctor.full_name,
        colour=colour,
        blocks=tuple(
            _block(one, names, colour, desk_name, _since(one, week, now)) for one in week.appointments
        ),
        grounds=tuple(_grounds(week, names, request)),
        free_slots=tuple(_free_slots(week, names, request)),
    )
    return days_picture(lane, week.first_day, week.days, now=minute_floor(now))


def reading_picture(doctor: Doctor, first_day: date, days: int, now: datetime) -> GridPicture:
    """The picture of days of which nothing is known yet."""
    lane = Lane(id=doctor.id, zone=doctor.timezone, title=doctor.full_name, is_reading=True)
    return days_picture(lane, first_day, days, now=minute_floor(now))


def _free_slots(week: WeekFacts, names: Names, request: Request | None) -> Iterator[FreeMark]:
    """A mark for each free start; what a run of starts has in common is read once."""
    if request is not None:
        for starts, slot in free_slots(week.facts, request).each_start_once().runs():
            minutes = slot.ends_at - slot.starts_at
            place = names.place(slot.doctor_location_id, slot.location_room_id)
            yield from (FreeMark(start, start + minutes, place) for start in starts)


def _block(
    one: WeekAppointment,
    names: Names,
    colour: str,
    desk_name: str,
    since: tuple[AppointmentStatus, int] | None,
) -> Block:
    cost = price(one.price_cents, one.currency)
    reason = stated_reason(one.cancellation_reason)
    note = "\n".join(filter(None, (phone(one.patient_phone), cost, one.notes, reason)))
    whole, last_name = one.patient_name or "", one.patient_last_name or ""
    return Block(
        id=one.id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        title=whole,
        last_name=last_name,
        first_name=whole.removeprefix(last_name).strip(),
        service=one.service_name or "",
        status=status_of(one),
        is_late=since is not None and since[0] == "confirmed",
        minutes=since[1] if since is not None else None,
        colour=colour,
        kind="hold" if one.status == "held" else "appointment",
        desk_name=one.desk_name or "",
        is_own=one.desk_name == desk_name,
        place=names.place(one.doctor_location_id, one.location_room_id),
        remark=_remark(one),
        note=note,
    )


def _remark(one: WeekAppointment) -> str:
    """The line for which a large block has room: the first of the notes, else the phone."""
    notes = (one.notes or "").strip().splitlines()
    return notes[0] if notes else phone(one.patient_phone)


def _since(one: WeekAppointment, week: WeekFacts, now: datetime) -> tuple[AppointmentStatus, int] | None:
    """Of an appointment of today, since how many minutes its patient waits, is in the room or is late."""
    minute, zone = minute_floor(now), week.facts.timezone
    if local_date(one.starts_at, zone) != local_date(minute, zone):
        return None
    status = status_of(one)
    if status == "in_room" and one.visit_started_at is not None:
        begun = minute_floor(one.visit_started_at)
    elif status == "arrived" and one.patient_arrived_at is not None:
        begun = minute_floor(one.patient_arrived_at)
    elif status == "confirmed" and one.starts_at <= minute:
        begun = one.starts_at
    else:
        return None
    return status, max(0, minute - begun)


def _grounds(week: WeekFacts, names: Names, request: Request | None) -> Iterator[Ground]:
    """Working hours first, then what takes from them, as they are painted over each other."""
    first, before = span_of(week)
    pattern = day_pattern(week.facts, first, before)
    yield from (Ground(one.starts_at, one.ends_at, "hours") for one in pattern.working)
    if request is not None:
        serving = day_pattern(week.facts, first, before, request).working
        for one in pattern.working:
            if not any(other.starts_at < one.ends_at and other.ends_at > one.starts_at for other in serving):
                yield Ground(one.starts_at, one.ends_at, "reserved", _holder(one, names))
    for pause in pattern.breaks:
        yield Ground(pause.starts_at, pause.ends_at, "break", pause.label or translate("Calendar", "Break"))
    unreadable = {row.id: row for row in week.unreadable}
    for blocked in pattern.blocked:
        row = unreadable.get(blocked.source.id)
        label = blocked.label or "" if row is None else cannot_be_read(row.table, row.id)
        yield Ground(blocked.starts_at, blocked.ends_at, "blocked", label)
    drawn = {one.id for one in week.appointments} | {one.id for one in week.pending_time_off}
    drawn |= {one.id for one in week.facts.exceptions}
    for row in week.unreadable:
        if row.starts_at is not None and row.ends_at is not None and row.id not in drawn:
            yield Ground(row.starts_at, row.ends_at, "blocked", cannot_be_read(row.table, row.id))
    for asked in week.pending_time_off:
        text = translate("Calendar", "Time off asked for")
        yield Ground(asked.starts_at, asked.ends_at, "pending", asked.reason or text)


def _holder(stretch: Stretch, names: Names) -> str:
    """Whom hours are kept for that the chosen service has no part in."""
    scope = stretch.profile.scope_appointment_type_id if stretch.profile is not None else None
    return stretch.label or names.service(scope)
