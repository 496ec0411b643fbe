"""Whether an appointment could go to a place, said in words: the engine asked on what the desk has read.

The database is asked by the act alone. Answers are kept for each start, doctor and length until the doctor's
days are read anew or a minute passes: a drag asks for the same ones again and again.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Request, WhyNot
from medic_desk.model.appointments.grace import grace_minutes
from medic_desk.model.appointments.moving import MoveRequest
from medic_desk.model.appointments.placing import ANY_PAST, WantedPlace
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.calendar.carrying import SNAP
from medic_desk.ui.calendar.grounds import span_of
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.why_not import why_not_sentences, worth_saying

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A place for an appointment: a doctor, a start, and a length where it is not to keep its own.

    ``location_room_id`` is the room that is asked for, None for any; ``begun_at`` is when the move was begun
    (aware, the database's clock).
    """

    appointment: WeekAppointment
    doctor_id: str
    starts_at: Minute
    begun_at: datetime
    duration_minutes: int | None = None
    location_room_id: str | None = None

    @property
    def changes_length_alone(self) -> bool:
        """Whether the appointment stays where it is and only its length changes."""
        own = (self.appointment.doctor_id, self.appointment.starts_at)
        return self.duration_minutes is not None and (self.doctor_id, self.starts_at) == own


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer: whether it ``is_free``, with the reasons why not, or what is worth knowing of a free place.

    The other fields say what a move there asks for; ``minutes`` is how long the appointment would last.
    """

    wanted: Wanted
    is_free: bool
    sentences: tuple[str, ...]
    minutes: int
    service: ServiceEntry | None = None
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    free_step_minutes: int | None = None
    why: WhyNot | None = None

    @property
    def nearest(self) -> tuple[FreeSlot, ...]:
        """The last free start before one that is not free and the first after, of the days that were read.

        Where the appointment stands already is none of them.
        """
        found = self.why.nearest if self.why is not None else ()
        one = self.wanted.appointment
        own = one.starts_at if self.wanted.doctor_id == one.doctor_id else None
        return tuple(slot for slot in found if slot is not None and slot.starts_at != own)

    @property
    def changes_nothing(self) -> bool:
        """Whether the appointment has this very place, and its length."""
        wanted, one = self.wanted, self.wanted.appointment
        stands = (wanted.doctor_id, wanted.starts_at, wanted.starts_at + self.minutes)
        is_room = wanted.location_room_id in (None, one.location_room_id)
        return is_room and stands == (one.doctor_id, one.starts_at, one.ends_at)

    @property
    def _keeps_room(self) -> bool:
        """Whether a room was asked for: by its column, or because only the length changes."""
        return self.wanted.location_room_id is not None or self.wanted.changes_length_alone

    def request(self) -> MoveRequest:
        """A new act that puts the appointment there."""
        wanted, appointment = self.wanted, self.wanted.appointment
        is_colleague = wanted.doctor_id != appointment.doctor_id
        own_length = self.service.duration_minutes if self.service is not None and is_colleague else None
        length = None if self.minutes == own_length else self.minutes
        return MoveRequest(
            act_id=new_act_id(),
            appointment_id=appointment.id,
            row_version=appointment.row_version,
            starts_at=wanted.starts_at,
            doctor_id=wanted.doctor_id if is_colleague else None,
            appointment_type_id=self.service.id if self.service is not None and is_colleague else None,
            duration_minutes=length if is_colleague else wanted.duration_minutes,
            doctor_location_id=self.doctor_location_id,
            location_room_id=self.location_room_id if self._keeps_room else None,
            begun_at=wanted.begun_at,
            free_step_minutes=self.free_step_minutes,
        )

    def request_at(self, slot: FreeSlot) -> MoveRequest:
        """A new act that puts the appointment at a free start close to a place that is not free."""
        there = replace(
            self,
            wanted=replace(self.wanted, starts_at=slot.starts_at),
            doctor_location_id=slot.doctor_location_id,
            location_room_id=slot.location_room_id,
            free_step_minutes=None,
        )
        return there.request()

    def place(self) -> WantedPlace | None:
        """The place as the database is asked about it; None where the service is the reason, or a right."""
        if self.service is None:
            return None
        wanted = self.wanted
        return WantedPlace(
            doctor_id=wanted.doctor_id,
            appointment_type_id=self.service.id,
            starts_at=wanted.starts_at,
            location_room_id=wanted.location_room_id,
            duration_minutes=self.minutes,
            begun_at=wanted.begun_at,
            ignore_appointment_ids=frozenset({wanted.appointment.id}),
            for_appointment_id=wanted.appointment.id,
        )


@dataclass(slots=True)
class _Known:
    """What was worked out of one reading of a doctor's days, within one minute."""

    week: WeekFacts | None
    clinic: Clinic | None
    minute: Minute
    verdicts: dict[Wanted, Verdict] = field(default_factory=dict)
    facts: dict[tuple[str, int], Facts] = field(default_factory=dict)
    """The facts in which a service has another length, by the service and the minutes."""


class Verdicts:
    """Answers for one window; it says no signals and writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, _Known] = {}
        """By doctor."""

    def minutes_at(self, appointment: WeekAppointment, doctor_id: str) -> int:
        """How long the appointment lasts with a doctor: as it does, or as long as that doctor's like service.

        A length that was not its service's own was chosen for this appointment, and stays.
        """
        clinic, minutes = self._desk.clinic, appointment.ends_at - appointment.starts_at
        if clinic is None or doctor_id == appointment.doctor_id:
            return minutes
        own = _service(clinic, appointment.appointment_type_id)
        like = clinic.like_service(appointment.appointment_type_id or "", doctor_id)
        if own is None or like is None or own.duration_minutes != minutes:
            return minutes
        return like.duration_minutes

    def of(self, wanted: Wanted) -> Verdict:
        """Whether the appointment could go there."""
        known = self._known_of(wanted.doctor_id)
        verdict = known.verdicts.get(wanted)
        if verdict is None:
            verdict = known.verdicts[wanted] = self._worked_out(wanted, known)
        return verdict

    def _known_of(self, doctor_id: str) -> _Known:
        week, clinic, minute = (
            self._desk.weeks.get(doctor_id),
            self._desk.clinic,
            minute_floor(self._desk.now()),
        )
        known = self._known.get(doctor_id)
        if known is None or known.week is not week or known.clinic is not clinic or known.minute != minute:
            known = self._known[doctor_id] = _Known(week, clinic, minute)
        return known

    def _worked_out(self, wanted: Wanted, known: _Known) -> Verdict:
        appointment, clinic, week = wanted.appointment, known.clinic, known.week
        minutes = wanted.duration_minutes or self.minutes_at(appointment, wanted.doctor_id)
        if clinic is None or week is None:
            return _no(wanted, minutes, translate("Carrying", "These days are still being read."))
        service = _service_there(clinic, wanted)
        if service is None or service.id not in week.facts.services:
            return _no(wanted, minutes, _no_service(clinic, wanted))
        if not self._desk.may(Permission.MOVE, wanted.doctor_id):
            return _no(
                wanted, minutes, translate("Carrying", "You may not move appointments to this doctor.")
            )
        facts = _facts(known, week, service.id, minutes)
        why, step = _asked(facts, _request(wanted, week, service.id, self._desk.now()), wanted)
        names = Names.of_week(clinic, week)
        if not why.reasons:
            is_beside = step is not None and not wanted.changes_length_alone
            sentences = _worth_knowing(wanted, why, names, is_off_grid=is_beside)
        else:
            sentences = why_not_sentences(replace(why, reasons=worth_saying(why)), names, minutes)
        return Verdict(
            wanted=wanted,
            is_free=not why.reasons,
            sentences=sentences,
            minutes=minutes,
            service=service,
            doctor_location_id=why.doctor_location_id,
            location_room_id=why.location_room_id,
            free_step_minutes=step,
            why=why,
        )


def _asked(facts: Facts, request: Request, wanted: Wanted) -> tuple[WhyNot, int | None]:
    """The engine's answer at the wanted start, and the step that was asked for beside the grid."""
    why = why_not(facts, request, wanted.starts_at)
    if request.free_step_minutes is not None or why.codes != ("off_grid",):
        return why, request.free_step_minutes
    # A person who puts it beside the grid means it (engine-semantics 8: the code is advisory).
    between = why_not(facts, replace(request, free_step_minutes=SNAP), wanted.starts_at)
    return (why, None) if "off_grid" in between.codes else (between, SNAP)


def _request(wanted: Wanted, week: WeekFacts, service_id: str, now: datetime) -> Request:
    """The question; free starts near by are looked for in the days that were read, and no further."""
    appointment, alone = wanted.appointment, wanted.changes_length_alone
    first, before = span_of(week)
    return Request(
        now=now,
        appointment_type_id=service_id,
        starts_from=first,
        starts_before=before,
        doctor_location_id=appointment.doctor_location_id if alone else None,
        location_room_id=appointment.location_room_id if alone else wanted.location_room_id,
        past_grace_minutes=ANY_PAST if alone else grace_minutes(now, wanted.begun_at),
        ignore_appointment_ids=frozenset({appointment.id}),
        for_appointment_id=appointment.id,
        free_step_minutes=1 if alone else None,
    )


def _facts(known: _Known, week: WeekFacts, service_id: str, minutes: int) -> Facts:
    """The doctor's days, with the service as long as the appointment is."""
    service = week.facts.services[service_id]
    if service.duration_minutes == minutes:
        return week.facts
    resized = known.facts.get((service_id, minutes))
    if resized is None:
        longer = replace(service, duration_minutes=minutes)
        services = MappingProxyType({**week.facts.services, service_id: longer})
        resized = known.facts[service_id, minutes] = replace(week.facts, services=services)
    return resized


def _no(wanted: Wanted, minutes: int, sentence: str) -> Verdict:
    return Verdict(wanted=wanted, is_free=False, sentences=(sentence,), minutes=minutes)


def _service(clinic: Clinic, service_id: str | None) -> ServiceEntry | None:
    return next((one for one in clinic.services if one.id == service_id), None)


def _service_there(clinic: Clinic, wanted: Wanted) -> ServiceEntry | None:
    """The appointment's own service, or with a colleague their like of it."""
    service_id = wanted.appointment.appointment_type_id
    if wanted.doctor_id == wanted.appointment.doctor_id:
        return _service(clinic, service_id)
    return clinic.like_service(service_id or "", wanted.doctor_id)


def _no_service(clinic: Clinic, wanted: Wanted) -> str:
    if wanted.appointment.appointment_type_id is None:
        return translate("Carrying", "This appointment has no service: it cannot be moved by hand.")
    text = translate("Carrying", "{doctor} does not offer {service}.")
    doctor = next((one.full_name for one in clinic.doctors if one.id == wanted.doctor_id), "?")
    return text.format(doctor=doctor, service=wanted.appointment.service_name or "?")


def _worth_knowing(wanted: Wanted, why: WhyNot, names: Names, *, is_off_grid: bool) -> tuple[str, ...]:
    """What a person wants to know of a free place: whose it is, where, and whether it lies off the grid."""
    appointment, told = wanted.appointment, []
    if wanted.doctor_id != appointment.doctor_id:
        told.append(names.doctor(wanted.doctor_id))
    here = (appointment.doctor_location_id, appointment.location_room_id)
    place = names.place(why.doctor_location_id, why.location_room_id)
    if place and (why.doctor_location_id, why.location_room_id) != here:
        told.append(place)
    if is_off_grid:
        told.append(translate("Carrying", "between the usual starts"))
    return tuple(told)
