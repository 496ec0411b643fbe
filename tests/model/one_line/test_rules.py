"""Names, kinds, doubts, and what choosing does, one rule at a time."""

from datetime import date, time, timedelta

import pytest

from medic_desk.model.one_line.calendar_days import Now, add_months, next_date, next_weekday
from medic_desk.model.one_line.commands import COMMANDS
from medic_desk.model.one_line.read_line import LONGEST, LineReader
from medic_desk.model.one_line.reading import (
    Ask,
    Doubt,
    Kind,
    Mode,
    Part,
    Subject,
)
from medic_desk.model.one_line.vocabulary import CommandNames, NoPatients, Vocabulary
from tests.model.one_line.world import NOW, TODAY, ZONE, also, instant, read, reader, token


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


def test_a_command_about_a_doctor_needs_one() -> None:
    assert read("αργεί 20 λεπτά").asks == (Ask.DOCTOR,)
    name = read("Late Carter ecg tomorrow 10:00")
    assert (name.kind, name.meaning.patient) == (Kind.BOOK, "Late Carter")
    assert read("Ράπτης αργεί 20").meaning.minutes == 20


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
