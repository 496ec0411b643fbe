"""What a change of a doctor's hours does to the worklist: who has none any more, and who has some again."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from medic_desk.engine.facts import Facts
from medic_desk.model.hours.doctor_hours import DoctorHours
from medic_desk.model.hours.preview import with_hours
from medic_desk.model.worklist.causes import Cause, add_cause, read_caused, take_cause_from


def follow_hours(session: Session, standing: DoctorHours, after: Facts, lost_ids: Iterable[str]) -> None:
    """Bring the worklist to a doctor's world ``after`` an edit of ``standing``.

    ``lost_ids`` are the appointments that the edit leaves without hours. Those on the list for want of hours
    that have some now, by whatever was done meanwhile, come off it.
    """
    cause = Cause("hours", standing.doctor_id)
    caused = read_caused(session, cause)
    if caused:
        listed = [appointment for appointment in standing.appointments if appointment.id in caused]
        take_cause_from(session, cause, with_hours(after, listed))
    add_cause(session, cause, lost_ids)
