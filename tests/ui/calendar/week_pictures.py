"""Sample weeks of the calendar, for its tests and its gallery: full, empty, long names, clock changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from medic_desk.engine.clinic_time import instant_of
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.grid_picture import Block, FreeMark, GridPicture, Ground, Lane, days_picture
from medic_desk.ui.words.status import AppointmentStatus

ATHENS = "Europe/Athens"

PATIENTS = (
    "Παπαδόπουλος Γεώργιος",
    "Νικολάου Ελένη",
    "Οικονόμου Αικατερίνη",
    "Βλάχος Ιωάννης",
    "Αθανασίου Κωνσταντίνος",
    "Smith Eleanor",
    "Καραγιάννη Μαρία",
    "Δημητρίου Στυλιανός",
    "Αγγελόπουλος Νίκος",
    "Μακρή Σοφία",
    "Ρήγας Ορέστης",
    "Ζαχαρίου Άννα",
)
LONG_PATIENTS = (
    "Παπακωνσταντινοπούλου-Χατζηγεωργίου Αικατερίνη-Μαρία",
    "Παπαδιαμαντοπούλου Χρυσοβαλάντου",
    "Χατζηκωνσταντίνου Ευαγγελία",
    "Σακελλαροπούλου-Αναγνωστοπούλου Δέσποινα",
)
SERVICES = (
    "Καρδιολογική εξέταση",
    "Ηλεκτροκαρδιογράφημα",
    "Επανέλεγχος",
    "Υπερηχογράφημα καρδιάς (triplex)",
    "Συνταγογράφηση",
)
STATUSES: tuple[AppointmentStatus, ...] = ("confirmed", "confirmed", "confirmed", "pending", "arrived")


def at(day: date, hour: int, minute: int = 0, zone: str = ATHENS) -> int:
    """The engine minute of a wall time."""
    return instant_of(day, hour * 60 + minute, zone)


def hours(day: date, *windows: tuple[int, int], zone: str = ATHENS) -> list[Ground]:
    """Working hours of a day, in whole hours."""
    return [Ground(at(day, a, zone=zone), at(day, b, zone=zone), "hours") for a, b in windows]


def days_of(
    *,
    zone: str,
    first_day: date,
    days: int = 7,
    now: Minute | None = None,
    title: str = "",
    blocks: Iterable[Block] = (),
    grounds: Iterable[Ground] = (),
    free_slots: Iterable[FreeMark] = (),
) -> GridPicture:
    """The picture of one doctor's days."""
    lane = Lane(
        id="doctor",
        zone=zone,
        title=title,
        blocks=tuple(blocks),
        grounds=tuple(grounds),
        free_slots=tuple(free_slots),
    )
    return days_picture(lane, first_day, days, now=now)


def with_lane(picture: GridPicture, **changes: object) -> GridPicture:
    """A picture of one lane with something else in it."""
    return replace(picture, lanes=(replace(picture.lanes[0], **changes),))  # type: ignore[arg-type]


def empty_week(first_day: date = date(2026, 11, 23), days: int = 7) -> GridPicture:
    """A week without hours."""
    return days_of(zone=ATHENS, first_day=first_day, days=days, now=at(first_day, 10, 20), title="Dr. Empty")


def full_week(
    first_day: date = date(2026, 11, 23),
    days: int = 7,
    *,
    patients: tuple[str, ...] = PATIENTS,
    colour: str = "0",
    now: bool = True,
) -> GridPicture:
    """A cardiologist's week with everything that can be shown; the same every time."""
    random = Random(7)  # noqa: S311 - sample data
    blocks: list[Block] = []
    grounds: list[Ground] = []
    slots: list[FreeMark] = []
    for i in range(min(days, 5)):
        day = first_day + timedelta(days=i)
        windows = ((9, 14), (17, 21)) if i != 2 else ((8, 15),)
        grounds += hours(day, *windows)
        grounds.append(Ground(at(day, 11), at(day, 11, 20), "break", "Διάλειμμα"))
        for begin, end in windows:
            slots += _fill(random, blocks, (at(day, begin), at(day, end)), day, patients, colour, i)
    grounds += _special_grounds(first_day, days)
    blocks += _special_blocks(first_day, days, patients, colour)
    taken = [(g.starts_at, g.ends_at) for g in grounds if g.kind in ("blocked", "closed")]
    taken += [(b.starts_at, b.ends_at) for b in blocks[-3:]]
    return days_of(
        zone=ATHENS,
        first_day=first_day,
        days=days,
        now=at(first_day + timedelta(days=min(1, days - 1)), 12, 25) if now else None,
        title="Σταματίου Θεοδώρα",
        blocks=tuple(blocks),
        grounds=tuple(grounds),
        free_slots=tuple(
            s for s in slots if not any(s.starts_at < until and since < s.ends_at for since, until in taken)
        ),
    )


def _fill(
    random: Random,
    blocks: list[Block],
    window: tuple[int, int],
    day: date,
    patients: tuple[str, ...],
    colour: str,
    number: int,
) -> list[FreeMark]:
    """Add appointments to one stretch of hours; answers the free starts between them."""
    slots: list[FreeMark] = []
    minute, end = window
    while minute < end:
        length = random.choice((15, 15, 30, 30, 30, 45, 60))
        if at(day, 11) < minute + length and minute < at(day, 11, 20):
            minute = at(day, 11, 20)
            continue
        if minute + length > end:
            break
        if random.random() < 0.72 - number * 0.07:
            blocks.append(_appointment(random, len(blocks), minute, length, patients, colour, number))
        elif length >= 30:
            slots += [FreeMark(m, m + 30) for m in range(minute, minute + length - 29, 15)]
        minute += length
    return slots


def _appointment(
    random: Random, number: int, minute: int, length: int, patients: tuple[str, ...], colour: str, day: int
) -> Block:
    status: AppointmentStatus = random.choice(STATUSES)
    if day == 0:
        status = random.choice(("completed", "completed", "completed", "no_show"))
    elif day > 1 and status == "arrived":
        status = "confirmed"
    return Block(
        id=f"a{number}",
        starts_at=minute,
        ends_at=minute + length,
        title=random.choice(patients),
        service=random.choice(SERVICES),
        status=status,
        colour=colour,
        place="Κολωνάκι, Ιατρείο 2",
        note="210 555 0142",
    )


def _special_grounds(first_day: date, days: int) -> list[Ground]:
    if days < 5:
        return []
    wednesday, thursday, friday = (first_day + timedelta(days=i) for i in (2, 3, 4))
    return [
        Ground(at(wednesday, 13), at(wednesday, 15), "reserved", "Εμβολιασμοί"),
        Ground(at(thursday, 17), at(thursday, 21), "blocked", "Συνέδριο Ελληνικής Καρδιολογικής Εταιρείας"),
        Ground(at(friday, 9), at(friday, 12), "pending", "Προσωπικοί λόγοι"),
        Ground(at(first_day + timedelta(days=5), 0), at(first_day + timedelta(days=6), 0), "closed", "Αργία"),
    ]


def _special_blocks(first_day: date, days: int, patients: tuple[str, ...], colour: str) -> list[Block]:
    day = first_day + timedelta(days=min(1, days - 1))
    return [
        Block(
            id="over", starts_at=at(day, 9, 15), ends_at=at(day, 10, 0), title=patients[1],
            service=SERVICES[2], status="confirmed", colour=colour,
        ),
        Block(
            id="hold", starts_at=at(day, 18), ends_at=at(day, 18, 30), kind="hold", status="held",
            desk_name="Γραμματεία 2",
        ),
        Block(
            id="own", starts_at=at(day, 19), ends_at=at(day, 19, 30), kind="hold", status="held", is_own=True
        ),
    ]  # fmt: skip


def autumn_week() -> GridPicture:
    """The week in which Athens sets its clocks back (Sunday 25/10/2026, 04:00 to 03:00)."""
    sunday = date(2026, 10, 25)
    three = at(sunday, 3)
    return days_of(
        zone=ATHENS,
        first_day=date(2026, 10, 19),
        now=at(date(2026, 10, 20), 12),
        title="Night",
        grounds=(
            Ground(at(date(2026, 10, 24), 20), at(sunday, 8), "hours"),
            *hours(date(2026, 10, 20), (9, 17)),
        ),
        blocks=(
            Block(id="first", starts_at=three, ends_at=three + 30, title="First 03:00", service="Ward"),
            Block(id="second", starts_at=three + 60, ends_at=three + 90, title="Second 03:00", colour="2"),
            Block(id="across", starts_at=three + 50, ends_at=three + 70, title="Across", colour="3"),
            Block(
                id="midnight", starts_at=at(sunday, 0) - 60, ends_at=at(sunday, 0) + 75,
                title="Παπαδόπουλος Γεώργιος", service="Night watch", colour="0",
            ),
        ),
        free_slots=tuple(FreeMark(three + 30 * i, three + 30 + 30 * i) for i in (-2, -1, 1, 3, 4, 5)),
    )  # fmt: skip


def spring_week() -> GridPicture:
    """The week in which Athens sets its clocks forward (Sunday 29/03/2026, 03:00 to 04:00)."""
    sunday = date(2026, 3, 29)
    return days_of(
        zone=ATHENS,
        first_day=date(2026, 3, 23),
        title="Night",
        grounds=(Ground(at(date(2026, 3, 28), 20), at(sunday, 8), "hours"),),
        blocks=(
            Block(
                id="over-gap",
                starts_at=at(sunday, 2, 45),
                ends_at=at(sunday, 2, 45) + 30,
                title="Over the gap",
            ),
        ),
    )
