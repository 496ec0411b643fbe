"""Single rules: days, hours, numbers, names, doubts, and what choosing does."""

from datetime import date, datetime, time, timedelta

import pytest

from medic_desk.model.one_line.calendar_days import Now, add_months, next_date, next_weekday
from medic_desk.model.one_line.commands import COMMANDS
from medic_desk.model.one_line.read_line import LONGEST, LineReader
from medic_desk.model.one_line.reading import (
    Age,
    AgeUnit,
    Ask,
    Bounds,
    Doubt,
    Kind,
    Mode,
    Part,
    Reading,
    Stretch,
    Subject,
    Token,
    Value,
)
from medic_desk.model.one_line.vocabulary import CommandNames, NoPatients, Vocabulary
from tests.model.one_line.world import NOW, TODAY, ZONE, instant, read, reader


def token(reading: Reading, subject: Subject) -> Token:
    """The one token about a subject."""
    found = [each for each in reading.tokens if each.subject is subject]
    assert len(found) == 1, reading.tokens
    return found[0]


def also(of: Token) -> set[Value]:
    return {said.value for other in of.also for said in other.said}


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("αύριο", date(2026, 11, 27)),
        ("tomorrow", date(2026, 11, 27)),
        ("μεθαύριο", date(2026, 11, 28)),
        ("day after tomorrow", date(2026, 11, 28)),
        ("τη Δευτέρα", date(2026, 11, 30)),
        ("την ερχόμενη Τετάρτη", date(2026, 12, 2)),
        ("next Tuesday", date(2026, 12, 1)),
        ("3/12", date(2026, 12, 3)),
        ("3/12/26", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("3 Δεκέμβρη", date(2026, 12, 3)),
        ("3η Δεκεμβρίου", date(2026, 12, 3)),
        ("πρώτη Δεκεμβρίου", date(2026, 12, 1)),
        ("December 3rd", date(2026, 12, 3)),
        ("the 3rd of December", date(2026, 12, 3)),
        ("December 3, 2026", date(2026, 12, 3)),
        ("σε δέκα μέρες", date(2026, 12, 6)),
        ("σε δύο εβδομάδες", date(2026, 12, 10)),
        ("in a fortnight's time", date(2026, 12, 10)),
        ("2 weeks from now", date(2026, 12, 10)),
        ("σε έναν μήνα", date(2026, 12, 26)),
        ("σε ένα χρόνο", date(2027, 11, 26)),
    ],
)
def test_a_day_as_it_is_said(said: str, when: date) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said} 10:00")
    assert reading.meaning.date == when
    assert reading.meaning.patient == "Λιάπη"
    assert reading.meaning.time == time(10)
    assert token(reading, Subject.DATE).is_certain or "fortnight" in said


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("την άλλη εβδομάδα", date(2026, 11, 30), date(2026, 12, 6)),
        ("this week", date(2026, 11, 23), date(2026, 11, 29)),
        ("μέσα Δεκεμβρίου", date(2026, 12, 11), date(2026, 12, 20)),
        ("late February", date(2027, 2, 21), date(2027, 2, 28)),
        ("τέλος του μήνα", date(2026, 11, 21), date(2026, 11, 30)),
        ("τον άλλο μήνα", date(2026, 12, 1), date(2026, 12, 31)),
        ("το Σαββατοκύριακο", date(2026, 11, 28), date(2026, 11, 29)),
        ("τον Ιανουάριο", date(2027, 1, 1), date(2027, 1, 31)),
    ],
)
def test_a_stretch_is_a_guess_and_the_day_is_asked(said: str, first: date, last: date) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said}")
    assert token(reading, Subject.DATE).value == Stretch(first, last)
    assert reading.guesses
    assert set(reading.asks) == {Ask.DAY, Ask.TIME}


def test_a_weekday_in_a_stretch_is_a_day() -> None:
    assert read("Λιάπη ΗΚΓ Τρίτη της άλλης εβδομάδας 10:00").meaning.date == date(2026, 12, 1)
    assert read("Λιάπη ΗΚΓ τέλη Δεκεμβρίου Τρίτη 10:00").meaning.date == date(2026, 12, 22)


@pytest.mark.parametrize(
    "said", ["31/11", "29/2/2027", "32/12", "0/5", "31 Νοεμβρίου", "soon", "μετά το Πάσχα", "κάθε μήνα"]
)
def test_what_is_no_day_is_not_understood(said: str) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said} 10:00")
    assert token(reading, Subject.NOT_UNDERSTOOD).text == said
    assert Ask.DAY in reading.asks
    assert Doubt.NOT_UNDERSTOOD in reading.doubts


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("10:30", time(10, 30)),
        ("10.30", time(10, 30)),
        ("στις 10 και μισή", time(10, 30)),
        ("δεκάμισι", time(10, 30)),
        ("10 και τέταρτο", time(10, 15)),
        ("έντεκα παρά τέταρτο", time(10, 45)),
        ("10 παρά είκοσι", time(9, 40)),
        ("5 μ.μ.", time(17)),
        ("5μμ", time(17)),
        ("10 π.μ.", time(10)),
        ("12pm", time(12)),
        ("9 το βράδυ", time(21)),
        ("1 το μεσημέρι", time(13)),
        ("απόγευμα στις 6", time(18)),
        ("at ten", time(10)),
        ("ten to eleven", time(10, 50)),
        ("10 o'clock", time(10)),
        ("4", time(16)),
        ("στις 7", time(19)),
        ("17", time(17)),
        ("5 και μισή", time(17, 30)),
    ],
)
def test_an_hour_as_it_is_said(said: str, when: time) -> None:
    reading = read(f"Λιάπη ΗΚΓ αύριο {said}")
    assert reading.meaning.time == when
    assert token(reading, Subject.TIME).is_certain
    assert reading.is_ready


@pytest.mark.parametrize(
    ("said", "when", "other"),
    [
        ("5:30", time(17, 30), time(5, 30)),
        ("07:30", time(7, 30), time(19, 30)),
        ("8", time(8), time(20)),
        ("1030", time(10, 30), None),
        ("10;30", time(10, 30), None),
        ("10 30", time(10, 30), None),
        ("10h30", time(10, 30), None),
        ("17:00 το πρωί", time(17), None),
        ("κατά τις 10", time(10), None),
    ],
)
def test_an_hour_that_is_a_guess(said: str, when: time, other: time | None) -> None:
    of = token(read(f"Λιάπη ΗΚΓ αύριο {said}"), Subject.TIME)
    assert (of.value, of.is_certain) == (when, False)
    assert other is None or other in also(of)


def test_the_doctors_hours_say_which_eight_is_meant() -> None:
    assert token(read("Λιάπη ΗΚΓ Τρίτη 8"), Subject.TIME).value == time(20)
    assert token(read("Λιάπη συνταγογράφηση Τρίτη 8"), Subject.TIME).value == time(8)
    evening = token(read("Κορδάτος Ράπτης Τετάρτη 9"), Subject.TIME)
    assert (evening.value, evening.is_certain) == (time(21), False)


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("μετά τις 5", Bounds(time(17), None)),
        ("πριν τις 11", Bounds(None, time(11))),
        ("10-12", Bounds(time(10), time(12))),
        ("11-1", Bounds(time(11), time(13))),
        ("από τις 10 μέχρι τις 12", Bounds(time(10), time(12))),
        ("5 με 7", Bounds(time(17), time(19))),
        ("between 10 and 12", Bounds(time(10), time(12))),
        ("10:15-10:45", Bounds(time(10, 15), time(10, 45))),
        ("from 10 to 5 pm", Bounds(time(10), time(17))),
    ],
)
def test_bounds_leave_the_time_to_be_asked(said: str, bounds: Bounds) -> None:
    reading = read(f"Λιάπη ΗΚΓ αύριο {said}")
    assert reading.meaning.between == bounds
    assert reading.asks == (Ask.TIME,)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("15λ", 15),
        ("20'", 20),
        ("μισή ώρα", 30),
        ("1,5 ώρα", 90),
        ("τρία τέταρτα", 45),
        ("for an hour", 60),
        ("1 ώρα και 15 λεπτά", 75),
        ("2 ώρες", 120),
        ("μιάμιση ώρα", 90),
        ("a quarter of an hour", 15),
    ],
)
def test_a_length(said: str, minutes: int) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said} αύριο 10:00")
    assert reading.meaning.minutes == minutes
    assert reading.is_ready


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("8 ετών", Age(8, AgeUnit.YEARS)),
        ("ετών 8", Age(8, AgeUnit.YEARS)),
        ("8χρ.", Age(8, AgeUnit.YEARS)),
        ("8χρονο", Age(8, AgeUnit.YEARS)),
        ("6 μηνών", Age(6, AgeUnit.MONTHS)),
        ("20 ημερών", Age(20, AgeUnit.DAYS)),
        ("3 weeks old", Age(3, AgeUnit.WEEKS)),
    ],
)
def test_an_age(said: str, age: Age) -> None:
    reading = read(f"Ξενάκη {said} παιδίατρος αύριο 10:00")
    assert reading.meaning.age == age
    assert reading.asks == (Ask.SERVICE,)


def test_in_half_an_hour_counts_real_minutes_over_a_clock_change() -> None:
    """At 03:30 before the clock goes back an hour, forty minutes later is 03:10 again."""
    later = read("Λιάπη ΗΚΓ σε 40 λεπτά", now=instant("2026-10-25T03:30") - 60)
    assert token(later, Subject.DATE).value == datetime.fromisoformat("2026-10-25T03:10")
    forward = read("Λιάπη ΗΚΓ σε 40 λεπτά", now=instant("2027-03-28T02:30"))
    assert token(forward, Subject.DATE).value == datetime.fromisoformat("2027-03-28T04:10")


def test_a_time_that_the_clock_skips_is_doubted() -> None:
    reading = read("Λιάπη ΗΚΓ 28/3 03:30", now=instant("2027-03-20T09:00"))
    assert Doubt.NO_SUCH_TIME in reading.doubts
    assert Doubt.NO_SUCH_TIME not in read("Λιάπη ΗΚΓ 29/3 03:30", now=instant("2027-03-20T09:00")).doubts


def test_past_and_closed_days_are_read_as_said_and_doubted() -> None:
    assert read("Λιάπη ΗΚΓ χθες 10:00").doubts == (Doubt.PAST_DAY,)
    assert read("Λιάπη ΗΚΓ σήμερα 10:00").doubts == (Doubt.PAST_TIME,)
    assert read("Λιάπη ΗΚΓ σήμερα 17:00").doubts == ()
    saturday = read("Λιάπη ΗΚΓ Σάββατο 10:00")
    assert (saturday.meaning.date, saturday.doubts) == (date(2026, 11, 28), (Doubt.CLOSED_DAY,))


@pytest.mark.parametrize(
    ("line", "doubt", "ask"),
    [
        ("Λιάπη ΗΚΓ αύριο ή Τρίτη 10:00", Doubt.TWO_DAYS, Ask.DAY),
        ("Λιάπη ΗΚΓ αύριο 10:00 ή 11:00", Doubt.TWO_TIMES, Ask.TIME),
        ("Λιάπη ΗΚΓ και τρίπλεξ αύριο 10:00", Doubt.TWO_SERVICES, Ask.SERVICE),
        ("Λιάπη Μαρία Ράπτης Βλάχου αύριο 10:00", Doubt.TWO_DOCTORS, Ask.DOCTOR),
        ("Λιάπη ΗΚΓ δρ. Ράπτης αύριο 11:00", Doubt.DOCTOR_WITHOUT_SERVICE, Ask.DOCTOR),
    ],
)
def test_of_two_neither_counts(line: str, doubt: Doubt, ask: Ask) -> None:
    reading = read(line)
    assert doubt in reading.doubts
    assert ask in reading.asks
    assert len(reading.guesses) >= 2
    assert not reading.is_ready


def test_a_weekday_and_a_date_that_disagree() -> None:
    reading = read("Λιάπη ΗΚΓ Τρίτη 3/12 10:00")
    assert reading.doubts == (Doubt.WEEKDAY_IS_NOT_THE_DATE,)
    assert also(token(reading, Subject.DATE)) == {date(2026, 12, 1)}
    assert read("Λιάπη Τρίτη ΗΚΓ 8/12 10:00").meaning.date == date(2026, 12, 8)


def test_now_on_another_day_is_a_contradiction() -> None:
    reading = read("Λιάπη ΗΚΓ τώρα αύριο")
    assert reading.doubts == (Doubt.WALK_IN_ON_A_DAY,)
    assert {each.subject for each in reading.guesses} == {Subject.WALK_IN, Subject.DATE}
    assert read("Λιάπη ΗΚΓ σήμερα τώρα").is_ready


@pytest.mark.parametrize(
    ("line", "doctor", "is_certain"),
    [
        ("Λιάπη δρ. Ράπτη αύριο", "raptis", True),
        ("Λιάπη στον Ράπτη αύριο", "raptis", True),
        ("Λιάπη με τη Βλάχου αύριο", "vlachou", True),
        ("Λιάπη with Dr Karagiannis tomorrow", "karagiannis", True),
        ("Λιάπη με την κα Βλάχου αύριο", "vlachou", True),
        ("Λιάπη στον ορθοπεδικό αύριο", "karagiannis", True),
        ("Λιάπη Μαρία Ράπτης αύριο", "raptis", True),
        ("Λιάπη Νίκος Ράπτης αύριο", "raptis", True),
        ("Λιάπη Ράπτη αύριο", "raptis", False),
        ("Λιάπη καραγ αύριο", "karagiannis", False),
        ("Λιάπη Μελισινού αύριο", "melissinou", False),
        ("δρ. καραγ Λιάπη αύριο", "karagiannis", False),
    ],
)
def test_a_doctor_as_he_is_called(line: str, doctor: str, *, is_certain: bool) -> None:
    of = token(read(line), Subject.DOCTOR)
    assert (of.value, of.is_certain) == (doctor, is_certain)


@pytest.mark.parametrize(
    ("line", "patient", "is_certain"),
    [
        ("Αντωνίου Γεωργία ΗΚΓ αύριο", "Αντωνίου Γεωργία", True),
        ("Γεωργία Αντωνίου ΗΚΓ αύριο", "Γεωργία Αντωνίου", False),
        ("Παπαδοπούλου Ελένη ΗΚΓ αύριο", "Παπαδοπούλου Ελένη", False),
        ("παπαδ ΗΚΓ αύριο", "παπαδ", False),
        ("πα ΗΚΓ αύριο", "πα", True),
        ("Παρασκευή Παππά ΗΚΓ", "Παρασκευή Παππά", False),
        ("Okafor Friday ecg", "Okafor Friday", False),
        ("Okafor Friday ecg tomorrow", "Okafor Friday", True),
        ("Sun Li ecg 10:00", "Sun Li", False),
        ("Σα Μαρία ΗΚΓ", "Σα Μαρία", True),
        ("Bone Emily ecg", "Bone Emily", True),
        ("C101 ΗΚΓ", "C101", True),
        ("Παπαδόπουλος 2/3/1958", "Παπαδόπουλος 2/3/1958", False),
        ("Λιάπη με Κουρτίδη αύριο", "Λιάπη Κουρτίδη", False),
        ("Λιάπη και Παππά αύριο", "Λιάπη Παππά", False),
        ("book Emily Carter for an ecg on tuesday", "Emily Carter", True),
    ],
)
def test_whose_name_it_is(line: str, patient: str, *, is_certain: bool) -> None:
    reading = read(line)
    assert reading.meaning.patient == patient
    assert all(each.is_certain for each in reading.tokens if each.subject is Subject.PATIENT) == is_certain


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", Kind.NOTHING),
        ("🏥", Kind.UNKNOWN),
        ("Λιάπη", Kind.PATIENT),
        ("Λιάπη 6921112233", Kind.PATIENT),
        ("6921112233", Kind.PHONE),
        ("αύριο πρωί", Kind.DATE),
        ("παιδίατρος αύριο", Kind.DATE),
        ("Κυριακή", Kind.AMBIGUOUS),
        ("1030", Kind.AMBIGUOUS),
        ("17", Kind.DATE),
        ("ΗΚΓ", Kind.BOOK),
        ("10:30", Kind.BOOK),
        ("τώρα", Kind.WALK_IN),
        ("undo", Kind.COMMAND),
        ("new patient Liapi", Kind.COMMAND),
    ],
)
def test_the_kind_of_a_line(line: str, kind: Kind) -> None:
    assert read(line).kind is kind


def test_first_free_stands_for_day_and_time() -> None:
    reading = read("Λιάπη ΗΚΓ πρώτη διαθέσιμη Τρίτη πρωί")
    assert reading.meaning.first_free
    assert (reading.meaning.date, reading.meaning.part) == (date(2026, 12, 1), Part.MORNING)
    assert reading.is_ready


def test_tonight_is_a_day_and_a_part_of_it() -> None:
    meaning = read("Λιάπη ΗΚΓ απόψε").meaning
    assert (meaning.date, meaning.part) == (TODAY, Part.EVENING)


def test_how_they_meet_and_where() -> None:
    meaning = read("Λιάπη βίντεο Ράπτης στο Μαρούσι αύριο").meaning
    assert (meaning.mode, meaning.site, meaning.doctor) == (Mode.VIDEO, "marousi", "raptis")
    assert token(read("Αθηνά Παππά ΗΚΓ"), Subject.PATIENT).value == "Αθηνά Παππά"
    assert not token(read("Λιάπη ΗΚΓ Αθήνα"), Subject.SITE).is_certain


def test_a_note_is_no_part_of_the_booking() -> None:
    for note in ('σημ. "αύριο 11:00"', "σημ. αύριο 11:00", "note: αύριο 11:00"):
        reading = read(f"Λιάπη ΗΚΓ Τρίτη 10:00 {note}")
        assert reading.meaning.note == "αύριο 11:00"
        assert (reading.meaning.date, reading.meaning.time) == (date(2026, 12, 1), time(10))


def test_a_command_is_done_with_what_it_is_about() -> None:
    late = read("ο Ράπτης αργεί 20 λεπτά").meaning
    assert (late.command, late.doctor, late.minutes) == ("runs-late", "raptis", 20)
    moved = read("move Carter to tuesday 10:00")
    assert (moved.kind, moved.asks) == (Kind.COMMAND, (Ask.APPOINTMENT,))
    assert not token(moved, Subject.COMMAND).is_certain


def test_the_windows_own_wording_is_a_command_too() -> None:
    own = CommandNames(key="pin", names=("Στον πίνακα μου",))
    reading = LineReader(Vocabulary(commands=(*COMMANDS, own))).read("στον πινακα μου", NOW, ZONE)
    assert reading.meaning.command == "pin"


def test_a_clinic_without_names_reads_lines_too() -> None:
    reading = LineReader(Vocabulary()).read("Λιάπη ΗΚΓ αύριο 10:00", NOW, ZONE, NoPatients())
    assert reading.meaning.patient == "Λιάπη ΗΚΓ"
    assert reading.asks == (Ask.SERVICE,)


def test_a_line_too_long_to_be_typed_is_patient_text() -> None:
    reading = read("α " * LONGEST)
    assert (reading.kind, len(reading.tokens)) == (Kind.PATIENT, 1)


def test_accepting_a_guess_makes_it_count() -> None:
    reading = read("Λιάπη ΗΚΓ Πέμπτη 17:15")
    guess = reading.guesses[0]
    assert not reading.is_ready
    accepted = reader().choose(reading, guess.at, None, NOW, ZONE)
    assert accepted.is_ready
    assert accepted.meaning.date == TODAY + timedelta(7)
    today = reader().choose(reading, guess.at, 0, NOW, ZONE)
    assert today.meaning.date == TODAY


def test_choosing_a_reading_of_several_words_says_them_all() -> None:
    reading = read("Παππά Παρασκευή ΗΚΓ 10:00")
    chosen = reader().choose(reading, 0, 0, NOW, ZONE)
    assert (chosen.meaning.patient, chosen.meaning.date) == ("Παππά", date(2026, 11, 27))
    assert chosen.is_ready


def test_choosing_one_of_two_days_settles_the_doubt() -> None:
    reading = read("Λιάπη ΗΚΓ αύριο ή Τρίτη 10:00")
    chosen = reader().choose(reading, reading.text.index("Τρίτη"), None, NOW, ZONE)
    assert chosen.meaning.date == date(2026, 12, 1)
    assert Doubt.TWO_DAYS not in chosen.doubts
    assert chosen.is_ready


def test_choosing_against_a_contradiction_sets_the_rest_aside() -> None:
    reading = read("Λιάπη ΗΚΓ τώρα αύριο 10:00")
    now = reader().choose(reading, reading.text.index("τώρα"), None, NOW, ZONE)
    assert (now.kind, now.is_ready, now.meaning.date) == (Kind.WALK_IN, True, None)
    day = reader().choose(reading, reading.text.index("αύριο"), None, NOW, ZONE)
    assert (day.kind, day.asks) == (Kind.BOOK, ())


def test_another_doctor_settles_who_offers_the_service() -> None:
    reading = read("Λιάπη ΗΚΓ δρ. Ράπτης αύριο 11:00")
    doctor = token(reading, Subject.DOCTOR)
    chosen = reader().choose(reading, doctor.at, 0, NOW, ZONE)
    assert (chosen.meaning.doctor, chosen.doubts, chosen.asks) == ("papadopoulou", (), ())


def test_choosing_what_is_not_there_is_an_error() -> None:
    reading = read("Λιάπη ΗΚΓ Πέμπτη 17:15")
    with pytest.raises(LookupError):
        reader().choose(reading, 1, None, NOW, ZONE)
    with pytest.raises(LookupError):
        reader().choose(reading, 0, 7, NOW, ZONE)


def test_days_of_the_calendar() -> None:
    assert next_weekday(date(2026, 11, 26), 4) == date(2026, 12, 3)
    assert next_date(date(2026, 12, 31), 1, 1) == date(2027, 1, 1)
    assert next_date(date(2026, 12, 31), 29, 2) == date(2028, 2, 29)
    assert next_date(date(2026, 12, 31), 31, 11) is None
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 15), 12) == date(2027, 12, 15)
    assert Now(instant("2026-11-26T00:00"), ZONE).today == TODAY
