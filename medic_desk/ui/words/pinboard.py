"""What a pin of the pinboard says: the patient, how long, which service, and where it stands."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.words.formats import duration, moment, time_at

translate = QCoreApplication.translate


class Pinned(Protocol):
    """What is said of: an appointment, and how it stands."""

    @property
    def appointment(self) -> WeekAppointment:
        """The appointment as it was last read."""

    @property
    def standing(self) -> str:
        """``movable``, or why it cannot be moved any more."""


def pin_text(pin: Pinned) -> str:
    """Two lines: ``Σπανού Μαρία``, ``was 25/11 10:15 · ΗΚΓ``; or what became of the appointment meanwhile."""
    return f"{pin_name(pin)}\n{_below(pin)}"


def pin_spoken(pin: Pinned) -> str:
    """The same for a screen reader, with the length."""
    length = duration(pin.appointment.ends_at - pin.appointment.starts_at)
    return ", ".join((pin_name(pin), length, _below(pin)))


def pin_minutes(pin: Pinned) -> str:
    """How long it lasts: ``15′``."""
    return f"{pin.appointment.ends_at - pin.appointment.starts_at}′"


def pin_gone_sentence(pin: Pinned) -> str:
    """Why a pinned appointment cannot be put anywhere any more."""
    one = pin.appointment
    text = translate("Pinboard", "{patient}, {moment}: {standing}. It cannot be moved any more.")
    return text.format(
        patient=pin_name(pin), moment=moment(one.starts_at, one.zone), standing=_standing(pin.standing)
    )


def pin_name(pin: Pinned) -> str:
    """Whose appointment it is."""
    return pin.appointment.patient_name or translate("Appointments", "No patient")


def pin_service(pin: Pinned) -> str:
    """The service; empty of one that cannot be moved any more."""
    return (pin.appointment.service_name or "") if pin.standing == "movable" else ""


def pin_standing(pin: Pinned) -> str:
    """Where the appointment is booked, ``was 25/11 10:15``, or what became of it meanwhile."""
    if pin.standing != "movable":
        return _standing(pin.standing)
    one = pin.appointment
    day = local_date(one.starts_at, one.zone)
    was = translate("Pinboard", "was {date} {time}")
    return was.format(date=f"{day.day:02d}/{day.month:02d}", time=time_at(one.starts_at, one.zone))


def _below(pin: Pinned) -> str:
    return " · ".join(filter(None, (pin_standing(pin), pin_service(pin))))


def _standing(standing: str) -> str:
    texts = {
        "in_room": translate("Pinboard", "in the room by now"),
        "completed": translate("Pinboard", "done by now"),
        "cancelled": translate("Pinboard", "cancelled by now"),
        "no_show": translate("Pinboard", "did not come"),
        "gone": translate("Pinboard", "no longer there"),
    }
    return texts.get(standing, translate("Pinboard", "changed meanwhile"))
