"""Two days, two times, two services; what does not go together (one-line.md, "What is asked")."""

from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.piece import Piece
from medic_desk.model.one_line.reading import Bounds, Doubt, Subject
from medic_desk.model.one_line.whole import ONE_OF_EACH


def settle_conflicts(line: Line) -> None:
    """Where two things of one kind were said neither counts; where two do not fit both are dashed."""
    _prefer_what_the_doctor_offers(line)
    for subject in ONE_OF_EACH:
        said = list(line.of(subject))
        if len({str(each.value) for each in said}) > 1:
            _dash(said)
    _time_and_bounds(line)
    _walk_in_and_day(line)
    _doctor_and_service(line)


def _dash(pieces: list[Piece]) -> None:
    for piece in pieces:
        piece.sure = False


def _prefer_what_the_doctor_offers(line: Line) -> None:
    """Of several services a word may mean, one that the doctor offers stands first."""
    doctors = {each.value for each in line.of(Subject.DOCTOR)}
    if len(doctors) != 1:
        return
    doctor = str(doctors.pop())
    for piece in line.of(Subject.SERVICE):
        if piece.sure or doctor in line.clinic.vocabulary.doctors_of(str(piece.value)):
            continue
        for other in piece.also:
            said = other.said[0]
            if said.subject is Subject.SERVICE and doctor in line.clinic.vocabulary.doctors_of(
                str(said.value)
            ):
                was = piece.value
                piece.value = said.value
                piece.also.remove(other)
                piece.offer(Subject.SERVICE, was)
                break


def _time_and_bounds(line: Line) -> None:
    """A time and bounds: fine if the time lies between, else neither counts."""
    times = list(line.of(Subject.TIME))
    bounds = list(line.of(Subject.BETWEEN))
    if len(bounds) > 1 and len({each.value for each in bounds}) > 1:
        _dash(bounds)
    parts = list(line.of(Subject.PART))
    if len({each.value for each in parts}) > 1 or any(not each.sure for each in times if parts):
        _dash(parts)
    for time, between in ((a, b) for a in times for b in bounds):
        if not isinstance(between.value, Bounds):
            raise TypeError(between.value)
        start, stop = between.value.start, between.value.stop
        is_late = start is None or start.hour * 60 + start.minute <= time.number
        is_early = stop is None or time.number < stop.hour * 60 + stop.minute
        if not is_late or not is_early:
            _dash([time, between])
            line.doubt(Doubt.TWO_TIMES)


def _walk_in_and_day(line: Line) -> None:
    """Now, and on another day: a contradiction."""
    walk_ins = list(line.of(Subject.WALK_IN))
    days = [each for each in line.of(Subject.DATE) if each.value != line.now.today]
    if walk_ins and days:
        _dash([*walk_ins, *days])
    if walk_ins and any(True for _ in line.of(Subject.TIME, Subject.BETWEEN)):
        _dash([*walk_ins, *line.of(Subject.TIME, Subject.BETWEEN)])


def _doctor_and_service(line: Line) -> None:
    doctors = list(line.of(Subject.DOCTOR))
    services = list(line.of(Subject.SERVICE))
    if len(doctors) != 1 or len(services) != 1:
        return
    offering = line.clinic.vocabulary.doctors_of(str(services[0].value))
    if offering and doctors[0].value not in offering:
        _dash([*doctors, *services])
        for doctor in offering:
            doctors[0].offer(Subject.DOCTOR, doctor)
