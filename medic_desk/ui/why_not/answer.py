"""What the popover says of a minute, and what may be asked for there, worked out of the engine's reasons."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.appointments.overbooking import may_be_overbooked
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.why_not.inquiry import Inquiry
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.why_not import blocking_exception, why_not_sentences, worth_saying
from medic_desk.ui.words.why_not_title import chief_reason, who_could_lift_sentence, why_not_title

translate = QCoreApplication.translate

_SENTENCES = 4
"""So many reasons are said; the first ones are of the engine's order."""
_OPENED = frozenset({"outside_hours", "break", "reserved", "does_not_fit", "blocked"})
"""What an entry of the doctor's blocked and opened time changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``blocked_by`` is the entry that blocks the minute, where a person may change it."""

    title: str
    sentences: tuple[str, ...] = ()
    who: str = ""
    is_not_offered: bool = False
    can_be_overbooked: bool = False
    can_be_opened: bool = False
    blocked_by: ScheduleException | None = None


def answer_of(inquiry: Inquiry, desk: Desk) -> Answer:
    """What is known of the minute that is asked about."""
    names, service = inquiry.names, inquiry.service
    at = moment(inquiry.minute, inquiry.zone)
    if inquiry.why is None or names is None or service is None:
        return Answer(title=at)
    why = inquiry.why
    said = replace(why, reasons=worth_saying(why))
    sentences = why_not_sentences(said, names, service.duration_minutes)[:_SENTENCES]
    if not why.reasons:
        sentences = (translate("Reasons", "Nothing stands in the way."),)
    chief = chief_reason(said)
    row = blocking_exception(chief, names) if chief is not None and chief.code == "blocked" else None
    is_foreign = row is not None and row.source in {CLOSURE_SOURCE, TIME_OFF_SOURCE}
    may_open = desk.may(Permission.EDIT_HOURS, inquiry.doctor_id) and not is_foreign
    return Answer(
        title=why_not_title(said, names),
        sentences=sentences,
        who="" if may_open else who_could_lift_sentence(said, names),
        is_not_offered=chief is not None and chief.code == "not_offered",
        can_be_overbooked=may_be_overbooked(why.codes),
        can_be_opened=chief is not None and chief.code in _OPENED and not is_foreign,
        blocked_by=None if is_foreign else row,
    )
