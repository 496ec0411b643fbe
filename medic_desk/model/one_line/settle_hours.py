"""Morning or afternoon, and whether a weekday is today's (one-line.md, "Which hour?")."""

from datetime import date, timedelta

from medic_desk.model.one_line.clock import HALF_A_DAY, in_part
from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Part, Subject
from medic_desk.model.one_line.vocabulary import DoctorNames


def settle_hours(line: Line) -> None:
    """Decide which half of the day each time is in, then whether today's weekday means today."""
    for piece in list(line.of(Subject.TIME)):
        if piece in line.pieces:
            _settle_hour(line, piece)
    _settle_todays_weekday(line)


def _settle_hour(line: Line, piece: Piece) -> None:
    parts = list(line.of(Subject.PART))
    if len(parts) == 1 and isinstance(parts[0].value, Part):
        if not piece.has(Trait.HOUR) and piece.has(Trait.TIED_TO_A_PART):
            return
        minute = in_part(piece.number, parts[0].value)
        if minute is None:
            piece.sure = False
        else:
            doubted = minute != piece.value and not piece.has(Trait.HOUR)
            piece.value = minute
            piece.sure = (piece.sure or not _is_number_in_doubt(piece)) and not doubted
            piece.traits -= {Trait.HOUR}
            _join_part(line, piece, parts[0])
    elif piece.has(Trait.HOUR):
        _choose_half(line, piece, piece.number)


def _is_number_in_doubt(piece: Piece) -> bool:
    """Whether it is not even certain that it is a time."""
    return any(
        other.said[0].subject in (Subject.DATE, Subject.PATIENT, Subject.MINUTES) for other in piece.also
    )


def _join_part(line: Line, piece: Piece, part: Piece) -> None:
    """A part of the day right beside the time is one piece with it."""
    first, last = (part, piece) if part.first < piece.first else (piece, part)
    if first.last != last.first:
        return
    value, sure, also, traits = piece.value, piece.sure, piece.also, piece.traits
    line.merge(first, last)
    first.subject, first.value, first.sure, first.also, first.traits = Subject.TIME, value, sure, also, traits


def doctor_of(line: Line) -> DoctorNames | None:
    """The doctor who was said, or the only one of the service that was."""
    said = {each.value for each in line.of(Subject.DOCTOR)}
    if not said:
        services = {each.value for each in line.of(Subject.SERVICE)}
        if len(services) == 1:
            said = set(line.clinic.vocabulary.doctors_of(str(services.pop())))
    return line.clinic.vocabulary.doctor(str(said.pop())) if len(said) == 1 else None


def works_at(doctor: DoctorNames, day: date, minute: int) -> bool:
    """Whether a doctor works at a wall minute of a date as a rule."""
    today = any(start <= minute < stop for start, stop in doctor.works.get(day.isoweekday(), ()))
    before = doctor.works.get((day - timedelta(1)).isoweekday(), ())
    return today or any(start <= minute + 1440 < stop for start, stop in before)


def _choose_half(line: Line, piece: Piece, typed: int) -> None:
    """One to seven are after noon, eight is asked, nine to twelve as typed, unless the hours say more."""
    late = typed + HALF_A_DAY
    days = [each.value for each in line.of(Subject.DATE) if type(each.value) is date]
    doctor = doctor_of(line)
    known = doctor is not None and bool(doctor.works) and len(set(days)) == 1
    early_works = late_works = False
    if known and doctor is not None and isinstance(days[0], date):
        early_works = works_at(doctor, days[0], typed)
        late_works = typed < HALF_A_DAY and works_at(doctor, days[0], late)
    is_figures = ":" in line.text_of(piece.first, piece.last) or "." in line.text_of(piece.first, piece.last)
    if 60 <= typed < 480:
        first, second = (typed, late) if early_works and not late_works else (late, typed)
        doubt = early_works or is_figures
    elif 480 <= typed < 540:
        first, second = (late, typed) if late_works and not early_works else (typed, late)
        doubt = True
    elif late_works and not early_works:
        first, second, doubt = late, typed, True
    else:
        piece.traits -= {Trait.HOUR}
        return
    piece.value = first
    piece.traits -= {Trait.HOUR}
    if doubt:
        piece.sure = False
        piece.offer(Subject.TIME, second)


def _settle_todays_weekday(line: Line) -> None:
    """Today's weekday is in a week; today as well, unless the time is past."""
    times = [each.value for each in line.of(Subject.TIME) if each.sure and isinstance(each.value, int)]
    is_past = len(times) == 1 and times[0] <= line.now.wall
    for piece in line.of(Subject.DATE):
        if not piece.has(Trait.WEEKDAY) or piece.value != line.now.today + timedelta(7):
            continue
        if not is_past:
            piece.sure = False
            piece.offer(Subject.DATE, line.now.today)
