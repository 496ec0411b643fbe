"""Sentences about hours and time off: what a rule says, what is wrong with it, why a change was refused."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Rule, ScheduleException
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.closures.errors import StaleClosure
from medic_desk.model.exceptions.errors import ClosureBlock, StaleException, TimeOffBlock
from medic_desk.model.hours.doctor_hours import HoursChange
from medic_desk.model.hours.errors import (
    AppointmentsAffected,
    HoursInvalid,
    NeedsConversion,
    StaleSchedule,
)
from medic_desk.model.hours.problems import HoursProblem
from medic_desk.model.time_off.errors import NotTheirs, OwnRequest, TimeOffDecided, TimeOffOverlaps
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import clock_of, clock_time, day_name, span_words, written_date
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate

_A_MONDAY = date(2026, 11, 23)


def weekday(day_of_week: int, *, short: bool = False) -> str:
    """The name of an ISO weekday, 1 Monday to 7 Sunday."""
    return day_name(date.fromordinal(_A_MONDAY.toordinal() + day_of_week - 1), short=short)


def rule_times(rule: Rule) -> str:
    """``09:00–14:00``; an end that is midnight is written 24:00."""
    end = clock_time(rule.work_end_local) if rule.work_end_local else "24:00"
    return f"{clock_time(rule.work_start_local)}–{end}"


def rule_title(rule: Rule) -> str:
    """``Monday 09:00–14:00``."""
    return f"{weekday(rule.day_of_week)} {rule_times(rule)}"


def rule_scope(rule: Rule, names: Names) -> str:
    """For whom and where the hours are, as one line; empty where they are for everything."""
    return " · ".join(_scopes(rule, names))


def _scopes(rule: Rule, names: Names) -> tuple[str, ...]:
    said = (
        names.service(rule.scope_appointment_type_id),
        mode_name(rule.scope_consultation_mode) if rule.scope_consultation_mode else "",
        names.place(rule.scope_doctor_location_id, rule.scope_location_room_id),
    )
    return tuple(filter(None, said))


def rule_season(rule: Rule) -> str:
    """The dates between which the hours hold; empty where they always do."""
    first, last = rule.effective_from, rule.effective_to
    if first is not None and last is not None:
        return f"{written_date(first)}–{written_date(last)}"
    if first is not None:
        return translate("Hours", "from {date}").format(date=written_date(first))
    if last is not None:
        return translate("Hours", "until {date}").format(date=written_date(last))
    return ""


def rule_particulars(rule: Rule, names: Names) -> str:
    """All that a rule says beside its times, as one line."""
    return " · ".join(rule_details(rule, names))


def rule_details(rule: Rule, names: Names) -> tuple[str, ...]:
    """All that a rule says beside its times, each for itself."""
    said = [rule.label or "", *_scopes(rule, names)]
    said.append(translate("Hours", "every {minutes} min").format(minutes=rule.slot_interval_minutes))
    said += [
        translate("Hours", "break {start}–{end}").format(
            start=clock_time(row.break_start_local), end=clock_time(row.break_end_local)
        )
        for row in rule.breaks
    ]
    if rule.buffer_before_minutes or rule.buffer_after_minutes:
        text = translate("Hours", "pause {before}+{after} min")
        said.append(text.format(before=rule.buffer_before_minutes, after=rule.buffer_after_minutes))
    if rule.max_parallel_sessions > 1:
        said.append(translate("Hours", "%n patients at once", n=rule.max_parallel_sessions))
    if rule.priority:
        said.append(translate("Hours", "priority {number}").format(number=rule.priority))
    said.append(rule_season(rule))
    if rule.repeat_weeks > 1:
        said.append(translate("Hours", "every %n weeks", n=rule.repeat_weeks))
    if not rule.is_active:
        said.append(translate("Hours", "switched off"))
    return tuple(filter(None, said))


def mode_name(mode: str) -> str:
    """How the doctor and the patient meet."""
    return {
        "in_person": translate("Hours", "In person"),
        "video": translate("Hours", "By video"),
        "phone": translate("Hours", "By phone"),
    }.get(mode, mode)


# What is wrong


def problem_sentence(problem: HoursProblem, rules: Sequence[Rule], names: Names) -> str:
    """One problem of a draft, as the sentence at its field."""
    if problem.code == "two_places":
        other = next((rule for rule in rules if rule.id == problem.other_rule_id), None)
        if other is not None:
            text = translate("Hours", "The doctor is at {place} then ({hours}): give one a higher priority.")
            place = names.place(other.scope_doctor_location_id, other.scope_location_room_id)
            return text.format(place=place, hours=rule_title(other))
    if problem.code == "out_of_range":
        return range_sentence(problem.field)
    return {
        "unknown_zone": translate("Hours", "There is no such time zone; for Greece write Europe/Athens."),
        "equal_times": translate("Hours", "Start and end are the same; for the whole day write 00:00–24:00."),
        "not_a_window": translate("Hours", "The last day lies before the first."),
        "never_in_force": translate("Hours", "No such weekday lies between these dates."),
        "repeat_needs_start": translate(
            "Hours", "These hours hold every n-th week: write the day from which weeks are counted."
        ),
        "empty_break": translate("Hours", "A break has to end after it begins."),
        "outside_window": translate("Hours", "The break leaves the hours: it has to lie within them."),
        "two_places": translate("Hours", "The doctor is at another place at this time."),
        "fits_no_service": translate(
            "Hours", "No service fits in: the hours are too short for this interval."
        ),
        "uneven_interval": translate(
            "Hours", "No service lasts a multiple of this; gaps will stay between appointments."
        ),
        "serves_nothing": translate("Hours", "No service of the doctor is given like this."),
        "not_the_doctors": translate("Hours", "This is not one of the doctor's any more; choose another."),
        "room_elsewhere": translate("Hours", "This room is at another place."),
        "inactive": translate("Hours", "This is not in use any more: these hours will offer nothing."),
        "named_by_exception": translate(
            "Hours", "A dated exception refers to these hours: switch them off instead of deleting them."
        ),
        "older_hours_would_rise": translate(
            "Hours", "Without any rule the doctor's older hours would count again: switch this off instead."
        ),
    }[problem.code]


def range_sentence(field: str) -> str:
    """What a number or time may be."""
    return {
        "slot_interval_minutes": translate("Hours", "Write minutes, 1 to 1440."),
        "buffer_before_minutes": translate("Hours", "Write minutes, 0 to 1440."),
        "buffer_after_minutes": translate("Hours", "Write minutes, 0 to 1440."),
        "max_parallel_sessions": translate("Hours", "Write a number, 1 to 64."),
        "priority": translate("Hours", "Write a number, -1000 to 1000."),
        "repeat_weeks": translate("Hours", "These hours hold every n-th week: it has to be 1 to 52."),
        "effective_from": translate("Hours", "Write a date as day/month/year, or nothing."),
        "effective_to": translate("Hours", "Write a date as day/month/year, or nothing."),
        "date": translate("Hours", "Write a date as day/month/year."),
    }.get(field, translate("Hours", "Write a time as hours:minutes, 00:00 to 24:00."))


# Why a change was refused


def schedule_error_sentence(error: Exception, zone: str) -> str:
    """What happened and what to do, for any error of an act on a schedule."""
    if isinstance(error, TimeOffDecided):
        return _decided(error, zone)
    if isinstance(error, TimeOffOverlaps):
        text = translate("Hours", "Time off is asked for or granted then already: {span}.")
        return text.format(span=span_words(error.starts_at, error.ends_at, zone))
    if isinstance(error, NeedsConversion):
        return older_hours_sentence()
    found = _field_sentence(error) if isinstance(error, InvalidField) else _refusal_sentence(error)
    return found or error_sentence(error)


def _decided(error: TimeOffDecided, zone: str) -> str:
    texts = {
        "withdrawn": translate("Hours", "The request was withdrawn meanwhile ({who}). Nothing was changed."),
        "approved": translate("Hours", "The request was approved meanwhile ({who}). Nothing was changed."),
        "denied": translate("Hours", "The request was denied meanwhile ({who}). Nothing was changed."),
        "pending": translate("Hours", "The request is not decided yet. Nothing was changed."),
    }
    when = clock_of(error.decided_at, zone) if error.decided_at is not None else ""
    who = ", ".join(filter(None, (error.decided_by, when))) or translate("Hours", "by another program")
    return texts[error.standing].format(who=who)


def _field_sentence(error: InvalidField) -> str | None:
    return {
        ("rules", "unchanged"): translate("Hours", "Nothing is changed, so nothing was saved."),
        ("ends_at", "not_after"): translate("Hours", "The end has to come after the start."),
        ("ends_at", "too_long"): translate("Hours", "That is more than a year: write a shorter time."),
        ("ends_at", "in_the_past"): translate("Hours", "These days are over already."),
        ("starts_at", "missing"): translate("Hours", "Say from when to when."),
        ("source", "reserved"): translate(
            "Hours", "Blocks of this source are made by time off and closures alone."
        ),
        ("decision_note", "missing"): translate("Hours", "Say why: who asked will read it."),
        ("location_room_id", "not_in_house"): translate(
            "Hours", "This room is not in the house that is closed."
        ),
        ("id", "older_table"): translate("Hours", "This entry is of the older kind and is only shown."),
    }.get((error.field, error.code))


def _refusal_sentence(error: Exception) -> str | None:
    sentences: dict[type[Exception], str] = {
        StaleSchedule: translate("Hours", "Somebody else has changed these hours meanwhile."),
        HoursInvalid: translate("Hours", "Nothing was saved: put right what is marked first."),
        AppointmentsAffected: translate(
            "Hours", "Appointments were booked meanwhile that are affected by this. Look again."
        ),
        StaleException: translate("Hours", "Somebody else has changed or deleted this entry meanwhile."),
        TimeOffBlock: translate("Hours", "This block is time off: decide the request instead."),
        ClosureBlock: translate(
            "Hours", "This block is a closure of the clinic: change the closure instead."
        ),
        StaleClosure: translate("Hours", "Somebody else has changed or taken back this closure meanwhile."),
        OwnRequest: translate("Hours", "Nobody decides their own request."),
        NotTheirs: translate("Hours", "Only who asked, or the doctor, can take the request back."),
    }
    return sentences.get(type(error))


def older_hours_sentence() -> str:
    """Why a doctor's older hours are shown and cannot be edited."""
    return translate(
        "Hours",
        "These hours are kept in the older form. They are shown as they hold; before rules can be added or "
        "changed they have to be converted, or the older ones would stop counting.",
    )


def change_sentence(change: HoursChange | None, zone: str) -> str:
    """Who changed the hours last, and when."""
    if change is None:
        return translate("Hours", "Another program changed these hours.")
    who = change.person_name or translate("Hours", "Somebody")
    if change.desk_name:
        who = f"{who} ({change.desk_name})"
    text = translate("Hours", "{who} changed these hours at {time}.")
    return text.format(who=who, time=clock_of(change.occurred_at, zone))


# Dated exceptions


def exception_scope(row: ScheduleException, names: Names) -> str:
    """What a dated exception is for, as one line; empty where it is for everything."""
    place = names.place(row.doctor_location_id, row.location_room_id)
    return " · ".join(filter(None, (names.service(row.appointment_type_id), place)))
