"""For whom hours are kept that a service has no part in, and which hours a doctor works on a day."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import day_pattern
from medic_desk.engine.clinic_time import instant_of, local_date
from medic_desk.engine.facts import Facts, Minute, Reason, Rule, ScheduleException
from medic_desk.ui.words.formats import short_day, time_span
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate


def kept_sentence(reason: Reason, names: Names) -> str:
    """For whom the hours behind a reason are kept, or where they are; empty where they say nothing of it.

    The reason names the rule or the opened time that holds the minute (``reserved``), or that lies over it
    without serving what was asked for (``outside_hours``).
    """
    row = _row_behind(reason, names.facts)
    if row is None or reason.starts_at is None or reason.ends_at is None:
        return ""
    span = time_span(reason.starts_at, reason.ends_at, names.zone)
    service, mode, location, room = _scopes(row, names.facts)
    holder = names.service(service) or _mode_words(mode) or (reason.label if location is None else "")
    if holder:
        return translate("Reasons", "Reserved for {holder}, {span}.").format(holder=holder, span=span)
    place = names.place(location, room)
    if place:
        return translate("Reasons", "These hours are at {place}, {span}.").format(place=place, span=span)
    return ""


def hours_of_the_day_sentence(minute: Minute, names: Names) -> str:
    """Which hours the doctor works on the day of a minute, for a minute outside of them."""
    facts = names.facts
    doctor = names.doctor(facts.doctor_id) if facts is not None else ""
    if facts is None or not doctor:
        return translate("Reasons", "Outside the doctor's working hours for this service.")
    day = local_date(minute, names.zone)
    spans = working_spans(facts, day, names.zone)
    if any(start <= minute < end for start, end in spans):
        return translate("Reasons", "Outside the doctor's working hours for this service.")
    if not spans:
        text = translate("Reasons", "{doctor} does not work on {day}.")
        return text.format(doctor=doctor, day=short_day(day))
    hours = [time_span(start, end, names.zone) for start, end in spans]
    and_last = translate("Reasons", "{hours} and {last}")
    listed = hours[0] if len(hours) == 1 else and_last.format(hours=", ".join(hours[:-1]), last=hours[-1])
    text = translate("Reasons", "{doctor} works {hours} on {day}.")
    return text.format(doctor=doctor, hours=listed, day=short_day(day))


def working_spans(facts: Facts, day: date, zone: str) -> list[tuple[Minute, Minute]]:
    """The stretches of a date in which the doctor works, for whatever service; a break is no gap in them."""
    first, before = instant_of(day, 0, zone), instant_of(date.fromordinal(day.toordinal() + 1), 0, zone)
    pattern = day_pattern(facts, first, before)
    return _joined((one.starts_at, one.ends_at) for one in (*pattern.working, *pattern.breaks))


def _joined(spans: Iterable[tuple[Minute, Minute]]) -> list[tuple[Minute, Minute]]:
    joined: list[tuple[Minute, Minute]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _row_behind(reason: Reason, facts: Facts | None) -> Rule | ScheduleException | None:
    if facts is None or reason.source is None:
        return None
    rows: tuple[Rule | ScheduleException, ...] = (*facts.rules, *facts.exceptions)
    return next((row for row in rows if (row.table, row.id) == reason.source), None)


def _scopes(
    row: Rule | ScheduleException, facts: Facts | None
) -> tuple[str | None, str | None, str | None, str | None]:
    """Service, consultation mode, location and room that hours are for; opened time inherits its rule's."""
    if isinstance(row, Rule):
        return (
            row.scope_appointment_type_id,
            row.scope_consultation_mode,
            row.scope_doctor_location_id,
            row.scope_location_room_id,
        )
    own = (row.appointment_type_id, None, row.doctor_location_id, row.location_room_id)
    rules = facts.rules if facts is not None else ()
    rule = next((one for one in rules if one.id == row.schedule_rule_id), None)
    if rule is None:
        return own
    service, mode, location, room = _scopes(rule, facts)
    return own[0] or service, mode, own[2] or location, own[3] or room


def _mode_words(mode: str | None) -> str:
    """A consultation mode as one reserves hours for it; empty for none."""
    words = {
        "in_person": translate("Reasons", "appointments in person"),
        "video": translate("Reasons", "video appointments"),
        "phone": translate("Reasons", "phone appointments"),
    }
    return words.get(mode or "", "")
