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
    return f"{_named(pin)}\n{_below(pin)}"


def pin_spoken(pin: Pinned) -> str:
    """The same for a screen reader, with the length."""
    length = duration(pin.appointment.ends_at - pin.appointment.starts_at)
    return ", ".join((_named(pin), length, _below(pin)))


def pin_minutes(pin: Pinned) -> str:
    """How long it lasts: ``15′``."""
    return f"{pin.appointment.ends_at - pin.appointment.starts_at}′"


def pin_gone_sentence(pin: Pinned) -> str:
    """Why a pinned appointment cannot be put anywhere any more."""
    one = pin.appointment
    text = translate("Pinboard", "{patient}, {moment}: {standing}. It cannot be moved any more.")
    return text.format(
        patient=_named(pin), moment=moment(one.starts_at, one.zone), standing=_standing(pin.standing)
    )


def _named(pin: Pinned) -> str:
    return pin.appointment.patient_name or translate("Appointments", "No patient")


def _below(pin: Pinned) -> str:
    if pin.standing != "movable":
        return _standing(pin.standing)
    one = pin.appointment
    day = local_date(one.starts_at, one.zone)
    was = translate("Pinboard", "was {date} {time}")
    told = was.format(date=f"{day.day:02d}/{day.month:02d}", time=time_at(one.starts_at, one.zone))
    return " · ".join(filter(None, (told, one.service_name)))


def _standing(standing: str) -> str:
    texts = {
        "in_room": translate("Pinboard", "in the room by now"),
        "completed": translate("Pinboard", "done by now"),
        "cancelled": translate("Pinboard", "cancelled by now"),
        "no_show": translate("Pinboard", "did not come"),
        "gone": translate("Pinboard", "no longer there"),
    }
    return texts.get(standing, translate("Pinboard", "changed meanwhile"))
