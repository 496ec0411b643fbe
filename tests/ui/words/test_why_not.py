"""What is said of each kind of grey, in English and in Greek, by a clinic like the demo's.

The doctor works on Mondays from 9 to 13 with a break at 11, keeps the hour from 12 for ECG alone, and reads
videos from 17 to 18; the treadmill is shared with a colleague.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    Facts,
    Location,
    Need,
    Request,
    Resource,
    Rule,
    ScheduleException,
    Service,
    WhyNot,
)
from medic_desk.model.clinic.clinic import Clinic, Doctor, LocationEntry, Person, ServiceEntry
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.translation import install_language
from medic_desk.ui.words.why_not import why_not_sentences, worth_saying
from medic_desk.ui.words.why_not_title import who_could_lift_sentence, why_not_title
from tests.language import I18N

MONDAY = minute_floor(datetime(2027, 3, 1, tzinfo=UTC))
NOW = datetime(2027, 2, 1, tzinfo=UTC)
ECG = ServiceEntry(
    id="ecg", doctor_id="eleni", slug="ecg", name="ΗΚΓ", description=None, duration_minutes=15,
    buffer_before_minutes=0, buffer_after_minutes=0, price_cents=3000, currency="EUR",
    consultation_mode="in_person", default_location_id=None, default_room_id=None, is_active=True,
    location_ids=(),
)  # fmt: skip
EXAM = replace(ECG, id="exam", slug="exam", name="Εξέταση", duration_minutes=30)
STRESS = replace(ECG, id="stress", slug="stress", name="Τεστ κοπώσεως")


@pytest.fixture(params=["en", "el"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The window's language."""
    if request.param == "en":
        yield "en"
        return
    was = QLocale()
    translator = install_language("el", I18N)
    assert translator is not None
    yield "el"
    qapp.removeTranslator(translator)
    QLocale.setDefault(was)


def doctor(doctor_id: str, last: str, first: str, **fields: Any) -> Doctor:
    return Doctor(
        id=doctor_id, user_id=None, first_name=first, last_name=last, specialty=None, timezone="UTC",
        calendar_color=None, is_active=True, schedule_version=1, hours_table="schedule_rules", **fields,
    )  # fmt: skip


def person(login: str, name: str, doctor_id: str | None = None) -> Person:
    return Person(
        id=login, login_name=login, display_name=name, language="el", is_active=True, doctor_id=doctor_id
    )


CLINIC = Clinic(
    doctors=(doctor("eleni", "Παπαδοπούλου", "Ελένη"), doctor("giorgos", "Αντωνίου", "Γιώργος")),
    services=(ECG, EXAM, STRESS, replace(ECG, id="old", name="Σπιρομέτρηση", is_active=False)),
    locations=(LocationEntry(id="athens", doctor_id="eleni", name="Αθήνα", address=None, is_active=True),),
    rooms=(),
    people=(
        person("anna", "Άννα Δημητρίου"),
        person("eleni", "Ελένη Παπαδοπούλου", "eleni"),
        person("head_manager", "Στέφανος Λαμπράκης"),
    ),
)


def rule(rule_id: str, start: int, end: int, **fields: Any) -> Rule:
    return Rule(
        id=rule_id, timezone="UTC", day_of_week=1, work_start_local=start * 60, work_end_local=end * 60,
        slot_interval_minutes=15, **fields,
    )  # fmt: skip


FACTS = Facts(
    doctor_id="eleni",
    timezone="UTC",
    locations=(Location("athens", "eleni"),),
    services={
        one.id: Service(
            id=one.id,
            doctor_id="eleni",
            duration_minutes=one.duration_minutes,
            consultation_mode="phone",
            is_active=one.is_active,
            needs=(Need("n", "equipment", "mill"),) if one is STRESS else (),
        )
        for one in CLINIC.services
    },
    rules=(
        rule("mornings", 9, 13, label="Πρωί", breaks=(Break("b", 660, 675, "Καφές"),)),
        rule("ecg", 12, 13, label="Μόνο ΗΚΓ", priority=5, scope_appointment_type_id="ecg"),
        rule("videos", 17, 18, scope_consultation_mode="video"),
        rule("only ecg", 19, 20, scope_appointment_type_id="ecg"),
    ),
    resources=(Resource("mill", None, "equipment", "Διάδρομος"),),
)


def blocked(start: int, end: int, **fields: Any) -> Facts:
    row = ScheduleException(
        "e", "schedule_exceptions", "blocked", MONDAY + start * 60, MONDAY + end * 60, **fields
    )
    return replace(FACTS, exceptions=(row,))


def taken(start: int, end: int, doctor_id: str = "eleni", claims: str = "") -> Facts:
    """An appointment, of a colleague where one is named, with the resource it claims."""
    starts_at, ends_at = MONDAY + start, MONDAY + end
    return replace(
        FACTS,
        appointments=(Appointment("a", doctor_id, starts_at, ends_at, "confirmed"),),
        claims=(Claim("c", "a", claims, starts_at, ends_at),) if claims else (),
    )


def asked(
    hour: float, service: str = "exam", facts: Facts = FACTS, now: datetime = NOW, **request: Any
) -> tuple[WhyNot, Names]:
    at = MONDAY + round(hour * 60)
    wanted = Request(now=now, appointment_type_id=service, starts_from=at, starts_before=at + 1, **request)
    return why_not(facts, wanted, at), Names(CLINIC, "UTC", facts)


LATE = datetime(2027, 3, 1, 20, tzinfo=UTC)
SOON = replace(
    FACTS, services={**FACTS.services, "exam": replace(FACTS.services["exam"], min_notice_minutes=60 * 40)}
)
MANAGER = "Στέφανος Λαμπράκης"
BOTH = f"Ελένη Παπαδοπούλου, {MANAGER}"
KINDS: dict[str, tuple[Any, dict[str, tuple[str, str, str]]]] = {
    "reserved inside her own hours": (
        asked(12),
        {
            "en": ("Mon 01/03 at 12:00 is reserved", "Reserved for ΗΚΓ, 12:00–13:00.", BOTH),
            "el": ("Δευ 01/03 στις 12:00: δεσμευμένο", "Δεσμευμένο για: ΗΚΓ, 12:00–13:00.", BOTH),
        },
    ),
    "reserved where she works for nothing else": (
        asked(19),
        {
            "en": ("Mon 01/03 at 19:00 is reserved", "Reserved for ΗΚΓ, 19:00–20:00.", BOTH),
            "el": ("Δευ 01/03 στις 19:00: δεσμευμένο", "Δεσμευμένο για: ΗΚΓ, 19:00–20:00.", BOTH),
        },
    ),
    "reserved for a way to meet": (
        asked(17),
        {
            "en": ("Mon 01/03 at 17:00 is reserved", "Reserved for video appointments, 17:00–18:00.", BOTH),
            "el": (
                "Δευ 01/03 στις 17:00: δεσμευμένο",
                "Δεσμευμένο για: ραντεβού με βίντεο, 17:00–18:00.",
                BOTH,
            ),
        },
    ),
    "outside hours": (
        asked(14.25),
        {
            "en": (
                "Mon 01/03 at 14:15 is outside hours",
                "Παπαδοπούλου Ελένη works 09:00–13:00, 17:00–18:00 and 19:00–20:00 on Mon 01/03.",
                BOTH,
            ),
            "el": (
                "Δευ 01/03 στις 14:15: εκτός ωραρίου",
                "Παπαδοπούλου Ελένη: εργάζεται 09:00–13:00, 17:00–18:00 και 19:00–20:00, Δευ 01/03.",
                BOTH,
            ),
        },
    ),
    "a day without hours": (
        asked(24 + 10),
        {
            "en": (
                "Tue 02/03 at 10:00 is outside hours",
                "Παπαδοπούλου Ελένη does not work on Tue 02/03.",
                BOTH,
            ),
            "el": (
                "Τρί 02/03 στις 10:00: εκτός ωραρίου",
                "Παπαδοπούλου Ελένη: δεν εργάζεται Τρί 02/03.",
                BOTH,
            ),
        },
    ),
    "a break": (
        asked(11),
        {
            "en": ("Mon 01/03 at 11:00 is in a break", "Break: Καφές, 11:00–11:15.", BOTH),
            "el": ("Δευ 01/03 στις 11:00: διάλειμμα", "Διάλειμμα: Καφές, 11:00–11:15.", BOTH),
        },
    ),
    "too near the end": (
        asked(10.75),
        {
            "en": (
                "Mon 01/03 at 10:45 leaves too little time",
                "The service takes 30 min and would run past 11:00.",
                BOTH,
            ),
            "el": (
                "Δευ 01/03 στις 10:45: δεν φτάνει ο χρόνος",
                "Η υπηρεσία διαρκεί 30 λεπτά και θα περνούσε τις 11:00.",
                BOTH,
            ),
        },
    ),
    "blocked by hand": (
        asked(9, facts=blocked(9, 10, reason="Συνέδριο", source="manual")),
        {
            "en": ("Mon 01/03 at 09:00 is blocked", "Blocked: Συνέδριο, Mon 01/03  09:00–10:00.", BOTH),
            "el": (
                "Δευ 01/03 στις 09:00: αποκλεισμένος χρόνος",
                "Αποκλεισμένος χρόνος: Συνέδριο, Δευ 01/03  09:00–10:00.",
                BOTH,
            ),
        },
    ),
    "a closure of the clinic": (
        asked(9, facts=blocked(0, 24, reason="Καθαρά Δευτέρα", source="closure")),
        {
            "en": (
                "Mon 01/03 at 09:00 is closed",
                "The clinic is closed: Καθαρά Δευτέρα, Mon 1 March.",
                MANAGER,
            ),
            "el": (
                "Δευ 01/03 στις 09:00: κλειστά",
                "Το πολυιατρείο είναι κλειστό: Καθαρά Δευτέρα, Δευ 1 Μαρτίου.",
                MANAGER,
            ),
        },
    ),
    "a closure of the house": (
        asked(9, facts=blocked(0, 24, reason="Βαφή", source="closure", doctor_location_id="athens")),
        {
            "en": ("Mon 01/03 at 09:00 is closed", "Αθήνα is closed: Βαφή, Mon 1 March.", MANAGER),
            "el": ("Δευ 01/03 στις 09:00: κλειστά", "Αθήνα: κλειστό, Βαφή, Δευ 1 Μαρτίου.", MANAGER),
        },
    ),
    "time off, without what it is for": (
        asked(9, facts=blocked(0, 24, reason="Εγχείρηση", source="time_off")),
        {
            "en": ("Mon 01/03 at 09:00 is blocked", "Παπαδοπούλου Ελένη is away: Mon 1 March.", MANAGER),
            "el": (
                "Δευ 01/03 στις 09:00: αποκλεισμένος χρόνος",
                "Παπαδοπούλου Ελένη: λείπει, Δευ 1 Μαρτίου.",
                MANAGER,
            ),
        },
    ),
    "an appointment": (
        asked(9, facts=taken(540, 570)),
        {
            "en": ("Mon 01/03 at 09:00 is taken", "Another appointment is at 09:00–09:30.", ""),
            "el": ("Δευ 01/03 στις 09:00: πιασμένο", "Υπάρχει άλλο ραντεβού 09:00–09:30.", ""),
        },
    ),
    "a gap that is too short": (
        asked(9, facts=taken(550, 580)),
        {
            "en": ("Mon 01/03 at 09:00 leaves too little time", "Another appointment is at 09:10–09:40.", ""),
            "el": ("Δευ 01/03 στις 09:00: δεν φτάνει ο χρόνος", "Υπάρχει άλλο ραντεβού 09:10–09:40.", ""),
        },
    ),
    "a machine that a colleague has": (
        asked(9, "stress", taken(540, 570, "giorgos", "mill")),
        {
            "en": (
                "Mon 01/03 at 09:00: a room or machine is missing",
                "Διάδρομος is taken: Αντωνίου Γιώργος 09:00–09:30.",
                "",
            ),
            "el": (
                "Δευ 01/03 στις 09:00: λείπει αίθουσα ή μηχάνημα",
                "Διάδρομος: πιασμένο, Αντωνίου Γιώργος 09:00–09:30.",
                "",
            ),
        },
    ),
    "the past": (
        asked(9, now=LATE),
        {
            "en": ("Mon 01/03 at 09:00 has passed", "This time has passed.", ""),
            "el": ("Δευ 01/03 στις 09:00: έχει περάσει", "Αυτή η ώρα έχει περάσει.", ""),
        },
    ),
    "notice that a patient has to give": (
        asked(9, facts=SOON, now=datetime(2027, 3, 1, tzinfo=UTC), audience="patient"),
        {
            "en": (
                "Mon 01/03 at 09:00 is too soon",
                "The service has to be booked earlier: the first time is Tue 02/03 at 16:00.",
                "",
            ),
            "el": (
                "Δευ 01/03 στις 09:00: πολύ σύντομα",
                "Η υπηρεσία κλείνεται νωρίτερα: η πρώτη ώρα είναι Τρί 02/03 στις 16:00.",
                "",
            ),
        },
    ),
    "a doctor who left": (
        asked(9, facts=replace(FACTS, doctor_is_active=False)),
        {
            "en": (
                "Mon 01/03 at 09:00: not offered",
                "Παπαδοπούλου Ελένη takes no appointments any more.",
                "",
            ),
            "el": (
                "Δευ 01/03 στις 09:00: δεν προσφέρεται",
                "Παπαδοπούλου Ελένη: δεν δέχεται πια ραντεβού.",
                "",
            ),
        },
    ),
    "a retired service": (
        asked(9, "old"),
        {
            "en": ("Mon 01/03 at 09:00: not offered", "Σπιρομέτρηση is not offered any more.", ""),
            "el": ("Δευ 01/03 στις 09:00: δεν προσφέρεται", "Σπιρομέτρηση: δεν προσφέρεται πια.", ""),
        },
    ),
    "no start of the grid": (
        asked(9 + 5 / 60),
        {
            "en": (
                "Mon 01/03 at 09:05 is no start",
                "Appointments begin every 15 minutes here, not at this one.",
                "",
            ),
            "el": (
                "Δευ 01/03 στις 09:05: δεν αρχίζει ραντεβού",
                "Τα ραντεβού εδώ αρχίζουν κάθε 15 λεπτά, όχι σε αυτό.",
                "",
            ),
        },
    ),
    "nothing": (
        asked(9),
        {"en": ("Mon 01/03 at 09:00 is free", "", ""), "el": ("Δευ 01/03 στις 09:00: ελεύθερο", "", "")},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_grey_is_told_with_names_and_who_could_lift_it(kind: str, language: str) -> None:
    (why, names), told = KINDS[kind]
    title, sentence, people = told[language]
    minutes = next(one.duration_minutes for one in CLINIC.services if one.id == "exam")
    assert why_not_title(why, names) == title
    assert "\n".join(why_not_sentences(why, names, minutes)) == sentence
    could = who_could_lift_sentence(why, names)
    before = {"en": "Who could open this time: ", "el": "Την ώρα μπορεί να ανοίξει: "}[language]
    assert could == (f"{before}{people}." if people else "")


def codes(asked_for: tuple[WhyNot, Names]) -> tuple[str, ...]:
    return tuple(one.code for one in worth_saying(asked_for[0]))


def test_whom_it_would_run_into_matters_to_nobody_before_the_doctor_comes() -> None:
    early = asked(8.75, facts=taken(540, 570))
    assert set(early[0].codes) >= {"outside_hours", "busy"}
    assert codes(early) == ("outside_hours",)
    # Who stands there already does matter, whatever the hours say.
    assert "busy" in codes(asked(8.75, facts=taken(525, 555)))
    assert codes(asked(8.75 + 1 / 12, facts=taken(540, 570))) == ("outside_hours",)


def test_a_machine_that_goes_with_the_appointment_in_the_way_is_not_told_twice() -> None:
    own = asked(9, "stress", taken(540, 570, "eleni", "mill"))
    assert set(own[0].codes) >= {"busy", "resource"}
    assert codes(own) == ("busy",)
    assert codes(asked(9, "stress", taken(540, 570, "giorgos", "mill"))) == ("resource",)
