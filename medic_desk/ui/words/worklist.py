"""What the page of the worklist says: whom a cause affects, how far each is, and where they could go."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.closures.unlisted import Unlisted
from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.words.formats import clock_of, day_or_today, duration, price, span_words, time_at
from medic_desk.ui.words.names import short_doctor_name
from medic_desk.ui.words.waiting import near_moment

translate = QCoreApplication.translate

_TO_CALL, _MOVED = "to_call", "moved"


def zone_of(clinic: Clinic, doctor_id: str) -> str:
    """A doctor's zone; that of the first doctor where the doctor is not known."""
    zones = {one.id: one.timezone for one in clinic.doctors}
    return zones.get(doctor_id) or next(iter(zones.values()), "UTC")


def doctor_words(clinic: Clinic, doctor_id: str | None) -> str:
    """A doctor's last name and initial; empty where the doctor is not known."""
    return next((short_doctor_name(one) for one in clinic.doctors if one.id == doctor_id), "")


# A cause


def group_tab(group: RebookingGroup, clinic: Clinic) -> str:
    """A cause in a few words, with how many are left: ``Καραγιάννης Δ. ill, 8 left``."""
    name = _short_cause(group, clinic)
    left = translate("Worklist", "%n left", "", len(group.open_items))
    return f"{name}, {left}"


def _short_cause(group: RebookingGroup, clinic: Clinic) -> str:
    doctor = doctor_words(clinic, group.doctor_id)
    cause = group.cause
    if cause is None:
        return translate("Worklist", "Stands after all")
    texts = {
        "illness": translate("Worklist", "{doctor} ill"),
        "time_off": translate("Worklist", "{doctor} away"),
        "exception": translate("Worklist", "{doctor} blocked"),
        "closure": translate("Worklist", "Closed"),
        "hours": translate("Worklist", "{doctor} hours"),
    }
    return texts[cause.kind].format(doctor=doctor).strip()


def group_title(group: RebookingGroup, clinic: Clinic, zone: str) -> str:
    """What happened, and when: ``Καραγιάννης Δ. is ill: Thu 26/11  12:00–21:00``."""
    cause, doctor = group.cause, doctor_words(clinic, group.doctor_id)
    if cause is None:
        return translate("Worklist", "What affected them is gone: they stand after all")
    texts = {
        "illness": translate("Worklist", "{doctor} is ill"),
        "time_off": translate("Worklist", "{doctor} is away"),
        "exception": translate("Worklist", "{doctor} is blocked"),
        "closure": translate("Worklist", "It is closed"),
        "hours": translate("Worklist", "{doctor} has other hours"),
    }
    said = texts[cause.kind].format(doctor=doctor).strip()
    if cause.starts_at is None or cause.ends_at is None:
        return said
    return f"{said}: {span_words(cause.starts_at, cause.ends_at, zone)}"


def group_particulars(group: RebookingGroup, zone: str, now: datetime) -> str:
    """Who brought it about, how many it affects, and that nobody was told by the program."""
    told = []
    origin, cause = group.origin, group.cause
    if cause is not None and cause.reason:
        told.append(cause.reason)
    if origin.person_name and origin.occurred_at is not None:
        text = translate("Worklist", "By {person} at {time}")
        told.append(text.format(person=origin.person_name, time=near_moment(origin.occurred_at, zone, now)))
    count = translate("Worklist", "%n appointments", "", len(group.items))
    worth = _worth(group)
    told.append(f"{count}, {worth}" if worth else count)
    told.append(translate("Worklist", "no patient has been told by the program"))
    return " · ".join(told)


def _worth(group: RebookingGroup) -> str:
    currencies = {item.currency for item in group.items if item.price_cents is not None}
    if len(currencies) != 1:
        return ""
    return price(sum(item.price_cents or 0 for item in group.items), currencies.pop())


def progress_words(group: RebookingGroup, now: datetime) -> tuple[str, str]:
    """How many are settled, and what became of how many, as two texts."""
    total, settled = len(group.items), len(group.settled_items)
    head = translate("Worklist", "{settled} of {total} settled").format(settled=settled, total=total)
    counts = progress_counts(group, now)
    texts = (
        ("moved", translate("Worklist", "%n moved", "", counts["moved"])),
        ("cancelled", translate("Worklist", "%n cancelled", "", counts["cancelled"])),
        ("kept", translate("Worklist", "%n stay", "", counts["kept"])),
        ("missed", translate("Worklist", "%n no answer", "", counts["missed"])),
        ("calling", translate("Worklist", "%n calling", "", counts["calling"])),
        ("to_call", translate("Worklist", "%n to call", "", counts["to_call"])),
    )
    return head, "   ".join(text for name, text in texts if counts[name])


def progress_counts(group: RebookingGroup, now: datetime) -> dict[str, int]:
    """How many are how far, in the order of the bar: what is settled first."""
    counts = dict.fromkeys(("moved", "kept", "cancelled", "missed", "calling", "to_call"), 0)
    for item in group.items:
        counts[_progress_of(item, now)] += 1
    return counts


def _progress_of(item: RebookingItem, now: datetime) -> str:
    if item.state in ("moved", "cancelled"):
        return item.state
    if not item.is_open:
        return "kept"
    if item.taken_by_id is not None:
        return "calling"
    return "missed" if item.rests(now) else "to_call"


# An appointment


def state_words(item: RebookingItem, now: datetime, person_id: str | None, *, is_held: bool) -> str:
    """How far an item is, for whoever looks: own calls are told from those of colleagues."""
    if item.is_open and item.taken_by_id is not None:
        if item.taken_by_id != person_id:
            return translate("Worklist", "{person} calls").format(person=item.taken_by_name or "?")
        return translate("Worklist", "Calling, held") if is_held else translate("Worklist", "Calling")
    if item.state == "not_reached" and not item.rests(now):
        return translate("Worklist", "Call again")
    return {
        "to_call": translate("Worklist", "To call"),
        "called": translate("Worklist", "Called"),
        "not_reached": translate("Worklist", "No answer"),
        "moved": translate("Worklist", "Moved"),
        "cancelled": translate("Worklist", "Cancelled"),
        "kept": translate("Worklist", "Stays"),
        "closed": translate("Worklist", "Over"),
    }[item.state]


def row_note(item: RebookingItem, zone: str, now: datetime) -> str:
    """The line under the patient's name: what whoever calls has to know."""
    if item.is_open and item.visit_started_at is not None:
        return translate("Worklist", "is in the room")
    if item.is_open and item.patient_arrived_at is not None:
        text = translate("Worklist", "is here since {time}")
        return text.format(time=clock_of(item.patient_arrived_at, zone))
    if item.is_open and item.called_at is not None:
        called = translate("Worklist", "called {time}").format(time=near_moment(item.called_at, zone, now))
        if item.again_at is None:
            return _with_note(called, item)
        text = translate("Worklist", "{called}, again {time}")
        return _with_note(text.format(called=called, time=near_moment(item.again_at, zone, now)), item)
    return (item.note or "").strip().partition("\n")[0]


def _with_note(said: str, item: RebookingItem) -> str:
    note = (item.note or "").strip().partition("\n")[0]
    return f"{said} · {note}" if note else said


def service_words(item: RebookingItem) -> str:
    """The service and how long it takes."""
    length = duration(item.was_ends_at - item.was_starts_at)
    return f"{item.service_name} · {length}" if item.service_name else length


def start_words(starts_at: int, zone: str, now: datetime) -> str:
    """``Fri 27/11 09:30``, or ``today 18:30``."""
    today = local_date(minute_floor(now), zone)
    return f"{day_or_today(local_date(starts_at, zone), today)} {time_at(starts_at, zone)}"


def offer_words(offer: OfferedStart, now: datetime) -> str:
    """When a proposed start is."""
    return start_words(offer.starts_at, offer.zone, now)


def age_words(item: RebookingItem, now: datetime) -> str:
    """How old the patient is; empty where that is not known."""
    born = item.patient_birth_date
    if born is None:
        return ""
    today = now.date()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return translate("Worklist", "%n years", "", years)


# What another program wrote


def unlisted_sentence(offer: Unlisted, clinic: Clinic, zone: str) -> str:
    """What another program did, and how many appointments are in the way."""
    doctor = doctor_words(clinic, offer.doctor_id)
    texts = {
        "illness": translate("Worklist", "Another program noted that {doctor} is ill"),
        "time_off": translate("Worklist", "Another program gave {doctor} time off"),
        "exception": translate("Worklist", "Another program blocked time of {doctor}"),
        "closure": translate("Worklist", "Another program closed the clinic or a part of it"),
        "hours": translate("Worklist", "Another program changed the hours of {doctor}"),
    }
    said = texts[offer.cause.kind].format(doctor=doctor)
    if offer.starts_at is not None and offer.ends_at is not None:
        said = f"{said} ({span_words(offer.starts_at, offer.ends_at, zone)})"
    count = translate("Worklist", "%n appointments are in the way.", "", len(offer.appointments))
    return f"{said}: {count}"
