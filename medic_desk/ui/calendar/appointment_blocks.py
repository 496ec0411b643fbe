"""How an appointment or a hold becomes a block of the calendar: its words, how it stands, and since when."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.words.appointment import overbooked_words
from medic_desk.ui.words.desk_warning import desk_warning_words
from medic_desk.ui.words.formats import phone, price
from medic_desk.ui.words.history import stated_reason
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.status import AppointmentStatus, status_of

translate = QCoreApplication.translate


def appointment_block(
    one: WeekAppointment, names: Names, colour: str, desk_name: str, now: datetime, delay: int = 0
) -> Block:
    """An appointment or a hold as it is drawn at ``now`` on the desk called ``desk_name``.

    ``delay`` is how many minutes late its doctor runs: nobody is late before that.
    """
    cost = price(one.price_cents, one.currency)
    reason = stated_reason(one.cancellation_reason)
    said = (_rebook_words(one), overbooked_words(one, names))
    lines = (*said, phone(one.patient_phone), cost, one.notes, reason)
    note = "\n".join(filter(None, lines))
    whole, last_name = one.patient_name or "", one.patient_last_name or ""
    since = _since(one, now, delay)
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
        warning=desk_warning_words(one.desk_warning),
        is_to_rebook=one.is_to_rebook,
    )


def is_to_show(one: WeekAppointment) -> bool:
    """Whether there is anything to see: a hold that has ended is kept as cancelled, and was for nobody."""
    return one.status != "cancelled" or one.patient_id is not None or bool(one.patient_name)


def _rebook_words(one: WeekAppointment) -> str:
    """That somebody has to call, since the appointment cannot stay; empty where it can."""
    return translate("Calendar", "On the list to rebook: call the patient") if one.is_to_rebook else ""


def _remark(one: WeekAppointment) -> str:
    """The line for which a large block has room: the first of the notes, else the phone."""
    notes = (one.notes or "").strip().splitlines()
    return notes[0] if notes else phone(one.patient_phone)


def _since(one: WeekAppointment, now: datetime, delay: int = 0) -> tuple[AppointmentStatus, int] | None:
    """Of an appointment of today, since how many minutes its patient waits, is in the room or is late."""
    minute = minute_floor(now)
    if local_date(one.starts_at, one.zone) != local_date(minute, one.zone):
        return None
    status = status_of(one)
    if status == "in_room" and one.visit_started_at is not None:
        begun = minute_floor(one.visit_started_at)
    elif status == "arrived" and one.patient_arrived_at is not None:
        begun = minute_floor(one.patient_arrived_at)
    elif status == "confirmed" and one.starts_at + delay < minute:
        begun = one.starts_at + delay
    else:
        return None
    return status, max(0, minute - begun)
