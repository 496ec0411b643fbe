"""What the flow of today says: its groups, the minutes at a row, who runs late, and how a call went."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from medic_desk.model.appointments.calls import Call
from medic_desk.ui.words.formats import clock_of, short_minutes

translate = QCoreApplication.translate


def group_title(group: str) -> str:
    """The words of a group's head."""
    titles = {
        "waiting": translate("Flow", "Waiting"),
        "in_room": translate("Flow", "In the room"),
        "expected": translate("Flow", "Expected"),
        "done": translate("Flow", "Done"),
        "no_show": translate("Flow", "No-show"),
    }
    return titles[group]


def group_spoken(group: str, count: int) -> str:
    """A group's head as a screen reader says it: ``Waiting: 5``."""
    return translate("Flow", "{group}: {count}").format(group=group_title(group), count=count)


def more_text(count: int) -> str:
    """How many of a group are not shown."""
    return translate("Flow", "%n more", "", count)


def longest_wait_sentence(minutes: int) -> str:
    """How long somebody waits at most."""
    return translate("Flow", "Longest wait {minutes}").format(minutes=short_minutes(minutes))


def in_room_text(minutes: int, length: int) -> str:
    """How long somebody is in the room, of how many minutes: ``19' /30``."""
    return f"{short_minutes(minutes)} /{length}"


def expected_text(minutes: int) -> str:
    """``in 8'``, ``now``, or ``late 2'`` where that time has passed."""
    if minutes == 0:
        return translate("Flow", "now")
    text = translate("Flow", "in {minutes}") if minutes > 0 else translate("Calendar", "late {minutes}")
    return text.format(minutes=short_minutes(abs(minutes)))


def delay_text(minutes: int) -> str:
    """How late a doctor runs, where there is little room: ``20' late``."""
    return translate("Flow", "{minutes} late").format(minutes=short_minutes(minutes))


def delay_note(minutes: int) -> str:
    """That the doctor runs late with whom something is being booked today."""
    return translate("Flow", "the doctor runs {minutes} late").format(minutes=short_minutes(minutes))


def delay_mark(minutes: int) -> str:
    """By how much what is expected is shifted: ``+20'``."""
    return f"+{short_minutes(minutes)}"


def delay_sentence(doctor: str, minutes: int) -> str:
    """That a doctor runs late, and by how much."""
    text = translate("Flow", "{doctor} runs {minutes} late")
    return text.format(doctor=doctor, minutes=short_minutes(minutes))


def on_time_sentence(doctor: str) -> str:
    """That a doctor runs late no more."""
    return translate("Flow", "{doctor} is on time again").format(doctor=doctor)


def call_words(call: Call, zone: str) -> str:
    """How far the call of a patient is, by whom and when it was made."""
    texts = {
        "to_call": translate("Calls", "To call"),
        "not_reached": translate("Calls", "Not reached"),
        "reached": translate("Calls", "Reached, comes"),
    }
    by_whom = filter(None, (_time_of(call.called_at, zone), call.caller))
    return " · ".join((texts[call.state], *by_whom))


def _time_of(called_at: datetime | None, zone: str) -> str:
    return clock_of(called_at, zone) if called_at is not None else ""
