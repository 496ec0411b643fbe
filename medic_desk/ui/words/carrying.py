"""What is said while an appointment is carried over the calendar: from when to when, free, or why not."""

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.words.formats import duration, moment, time_at, time_span

translate = QCoreApplication.translate

_MOST_REASONS = 2
"""More would not be read while the hand moves."""


def aim_words(
    appointment: WeekAppointment, starts_at: Minute, ends_at: Minute, zone: str, *, is_length: bool
) -> tuple[str, str, str]:
    """The times, the times where there is little room, and the patient's last name.

    ``11:15 → 12:40`` and ``→ 12:40`` of a move, ``11:15–12:40`` and ``–12:40`` of a length.
    """
    name = appointment.patient_last_name or appointment.patient_name or ""
    if is_length:
        return time_span(starts_at, ends_at, zone), f"–{time_at(ends_at, zone)}", name
    there = f"→ {time_at(starts_at, zone)}"
    return f"{time_at(appointment.starts_at, appointment.zone)} {there}", there, name


def length_words(minutes: int, *, is_free: bool) -> str:
    """``Free: 45 min``, or the length alone where it does not fit."""
    length = duration(minutes)
    return translate("Carrying", "Free: {duration}").format(duration=length) if is_free else length


def verdict_words(
    is_free: bool,
    sentences: tuple[str, ...],
    starts_at: Minute,
    zone: str,
) -> tuple[str, str]:
    """A strong first line, and what follows: free and what is worth knowing, or the time and why not."""
    if is_free:
        return translate("Carrying", "Free"), " · ".join(sentences)
    return time_at(starts_at, zone), "\n".join(sentences[:_MOST_REASONS])


def not_put_sentence(patient: str, starts_at: Minute, zone: str, sentences: tuple[str, ...]) -> str:
    """That an appointment was not put somewhere, and why."""
    text = translate("Carrying", "{patient} cannot go to {moment}.")
    head = text.format(patient=_named(patient), moment=moment(starts_at, zone))
    return " ".join((head, *sentences))


def let_go_sentence(patient: str) -> str:
    """That somebody changed what was in the hand."""
    text = translate(
        "Carrying",
        "{patient}: somebody has changed this appointment while you were moving it, so it was not moved.",
    )
    return text.format(patient=_named(patient))


def now_sentence(appointment: WeekAppointment, doctor: str) -> str:
    """Where an appointment is now: day, time and doctor; or that it is cancelled."""
    if appointment.status == "cancelled":
        return translate("Carrying", "It is cancelled.")
    text = translate("Carrying", "It is now booked for {moment} with {doctor}.")
    return text.format(moment=moment(appointment.starts_at, appointment.zone), doctor=doctor)


def resized_sentence(patient: str, starts_at: Minute, ends_at: Minute, zone: str) -> str:
    """What this desk just did to the length of an appointment."""
    text = translate("Carrying", "{patient} now lasts {duration}: {moment}.")
    length = duration(ends_at - starts_at)
    return text.format(patient=_named(patient), duration=length, moment=moment(starts_at, zone))


def _named(patient: str) -> str:
    return patient or translate("Appointments", "the appointment")
