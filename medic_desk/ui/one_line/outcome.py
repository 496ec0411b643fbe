"""What a line comes to: the sentence of what Enter would do, what it warns of, and the request it sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.offered_starts import OfferedStart, walk_in_step
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.one_line.reading import Kind, Stretch
from medic_desk.model.store.errors import NotPermitted
from medic_desk.ui.booking.new_patient_form import NewPatientForm
from medic_desk.ui.booking.sentence import sentence_of, short_doctor
from medic_desk.ui.booking.start_warnings import start_warnings
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.one_line.commands import action_words, missing_sentence
from medic_desk.ui.one_line.rows import start_moment
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import duration, long_day

translate = QCoreApplication.translate

_BETWEEN = "  ·  "


@dataclass(frozen=True, slots=True)
class Outcome:
    """``head`` and ``rest`` are the sentence, ``does`` what Enter does (empty: nothing yet).

    ``arrives`` is whether a booking marks the patient arrived.
    """

    head: str = ""
    rest: str = ""
    does: str = ""
    warnings: tuple[str, ...] = ()
    arrives: bool = False

    @property
    def whole(self) -> str:
        """All of it: what a person must have had the time to see."""
        return "\n".join((self.head, self.rest, self.does, *self.warnings))


def outcome_of(
    desk: Desk,
    line: Understanding,
    actions: Mapping[str, QAction],
    form: NewPatientForm,
    delays: Mapping[str, int],
    *,
    is_open: bool,
) -> Outcome:
    """What the line comes to; ``is_open`` is whether something of it has still to be said.

    ``delays`` are the minutes by which doctors run late today.
    """
    match line.draft.reading.kind:
        case Kind.BOOK | Kind.WALK_IN:
            return _booking(desk, line, form, delays, is_open=is_open)
        case Kind.DATE if not is_open:
            return _day(line)
        case Kind.COMMAND if not is_open:
            return _command(line, actions)
    return Outcome()


def _booking(
    desk: Desk, line: Understanding, form: NewPatientForm, delays: Mapping[str, int], *, is_open: bool
) -> Outcome:
    draft, start = line.draft, line.start
    service = draft.offers.get(start.doctor_id) if start is not None else None
    if start is None or service is None:
        return Outcome()
    patient = new_name(form) if draft.is_new else draft.patient.full_name if draft.patient else ""
    arrives = will_arrive(desk, line, start)
    head = _BETWEEN.join(filter(None, (patient, service.name, start_moment(start, line.today))))
    clinic = draft.names.clinic
    told = sentence_of(start, service, clinic, delays, desk.now()).rest
    rest = _BETWEEN.join(
        filter(None, (short_doctor(start.doctor_id, clinic), told, _arrival(desk, start, arrives)))
    )
    if not desk.may(Permission.BOOK):
        return Outcome(head, rest, "", (error_sentence(NotPermitted("book")),))
    does = "" if is_open or not patient else translate("OneLine", "Enter books")
    like = {one.id for one in clinic.like_services(start.appointment_type_id)}
    now = minute_floor(desk.now())
    met = start_warnings(line.own.appointments, start, like, clinic, now) if draft.patient else ()
    return Outcome(head, rest, does, met, arrives)


def _arrival(desk: Desk, start: OfferedStart, arrives: bool) -> str:
    if not arrives:
        return ""
    wait = start.starts_at - minute_floor(desk.now())
    if wait <= 0:
        return translate("OneLine", "marked arrived")
    return translate("OneLine", "marked arrived, {time} to wait").format(time=duration(wait))


def will_arrive(desk: Desk, line: Understanding, start: OfferedStart) -> bool:
    """Whether booking a start marks the patient arrived: who walks in, for a start of today."""
    is_here = line.draft.reading.kind is Kind.WALK_IN and desk.may(Permission.MARK_ARRIVAL)
    return is_here and local_date(start.starts_at, start.zone) == local_date(
        minute_floor(desk.now()), start.zone
    )


def new_name(form: NewPatientForm) -> str:
    """The new patient's name as typed so far; empty without a last name, or with what is no name."""
    try:
        patient = form.patient()
    except InvalidField:
        return ""
    return f"{patient.last_name} {patient.first_name}".strip() if patient.last_name else ""


def _day(line: Understanding) -> Outcome:
    meaning, names = line.draft.reading.meaning, line.draft.names
    day = first_day(meaning.date) or line.today
    doctor = names.doctor(meaning.doctor) if meaning.doctor is not None else None
    whose = doctor.full_name if doctor is not None else ""
    return Outcome(long_day(day), whose, translate("OneLine", "Enter goes there"))


def first_day(said: date | Stretch | None) -> date | None:
    """The day to go to: of a stretch its first."""
    return said.first if isinstance(said, Stretch) else said


def _command(line: Understanding, actions: Mapping[str, QAction]) -> Outcome:
    draft = line.draft
    key = draft.reading.meaning.command or ""
    action = actions.get(key)
    if action is None:
        return Outcome(line.commands.get(key, ""), missing_sentence(key))
    doctor, minutes = names_of_doctor(line), draft.reading.meaning.minutes
    keys = action.shortcut().toString()
    rest = _BETWEEN.join(filter(None, (doctor, duration(minutes) if minutes else "", keys)))
    if not action.isEnabled() and draft.appointment_id is None:
        return Outcome(action_words(action), translate("OneLine", "Not possible at the moment."))
    return Outcome(action_words(action), rest, translate("OneLine", "Enter does it"))


def names_of_doctor(line: Understanding) -> str:
    """The doctor whom a command is about; empty for none."""
    doctor = line.draft.names.doctor(line.draft.doctor or "")
    return doctor.full_name if doctor is not None else ""


def request_of(line: Understanding, form: NewPatientForm) -> BookingRequest | None:
    """What is to be booked, in a new act; None where something is missing. Raises ``InvalidField``."""
    draft, start = line.draft, line.start
    new = form.patient() if draft.is_new else None
    if start is None or (draft.patient is None and new is None):
        return None
    meaning = draft.reading.meaning
    is_walk_in = draft.reading.kind is Kind.WALK_IN
    return BookingRequest(
        act_id=new_act_id(),
        doctor_id=start.doctor_id,
        appointment_type_id=start.appointment_type_id,
        starts_at=start.starts_at,
        patient_id=draft.patient.id if new is None and draft.patient is not None else None,
        new_patient=new,
        doctor_location_id=start.slot.doctor_location_id,
        notes=meaning.note,
        begun_at=line.starts.begun_at,
        duration_minutes=meaning.minutes,
        free_step_minutes=walk_in_step(start.starts_at) if is_walk_in else None,
    )
