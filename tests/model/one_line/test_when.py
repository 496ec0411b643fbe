"""Days, hours, lengths and ages as they are said, one rule at a time."""

from datetime import date, datetime, time

import pytest

from medic_desk.model.one_line.reading import (
    Age,
    AgeUnit,
    Ask,
    Bounds,
    Doubt,
    Stretch,
    Subject,
)
from tests.model.one_line.world import also, instant, read, token


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


@pytest.mark.parametrize(
    "said",
    [
        "όχι Τρίτη",
        "not Tuesday",
        "εκτός Τρίτης",
        "μετά την Τρίτη",
        "from Tuesday",
        "κάθε Τρίτη",
        "πριν την Τρίτη",
    ],
)
def test_a_day_that_is_not_meant_itself_is_a_guess(said: str) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said} 10:00")
    assert not token(reading, Subject.DATE).is_certain
    assert not reading.is_ready


@pytest.mark.parametrize(
    "said",
    ["Τρίτη-Πέμπτη", "Δευτέρα έως Παρασκευή", "Δευτέρα-Παρασκευή", "Tuesday/Thursday", "Τρίτη & Πέμπτη"],
)
def test_of_several_days_none_counts(said: str) -> None:
    reading = read(f"Λιάπη ΗΚΓ {said} 10:00")
    assert Ask.DAY in reading.asks
    assert reading.meaning.patient == "Λιάπη"


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
