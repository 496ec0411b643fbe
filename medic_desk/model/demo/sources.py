"""The demo clinic's sources as typed values, read from the TOML files of ``resources/demo``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

WallSpan = tuple[time, time]
"""From and to on the clinic's wall clock; an end at or before the start is on the next day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSource:
    """One of the clinic's houses; each doctor who works there has a ``doctor_locations`` row for it.

    ``rooms`` are those that its doctors share.
    """

    key: str
    name: str
    address: str
    city: str
    postal_code: str
    phone: str
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSource:
    """A person with a login."""

    key: str
    login_name: str
    display_name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSource:
    """A machine or an assistant that the doctors of a house share; a machine may stand in one room."""

    key: str
    resource_type: str
    label: str
    site: str
    room: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSource:
    """A break of the wall clock with its label."""

    start: time
    end: time
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """A weekly window on several days. ``season`` is from and to as (month, day); ``fill`` a factor.

    With ``repeat_weeks`` above 1 the week of the demo's date is one of those in which it is in force.
    """

    days: tuple[int, ...]
    work: WallSpan
    interval: int
    site: str | None = None
    room: str | None = None
    service: str | None = None
    mode: str | None = None
    label: str | None = None
    priority: int = 0
    parallel: int = 1
    buffer_before: int = 0
    buffer_after: int = 0
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    repeat_weeks: int = 1
    breaks: tuple[BreakSource, ...] = ()
    fill: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSource:
    """A service; lengths in minutes, ``price`` in whole euros, ``weight`` how often it is asked for.

    ``needs`` are keys of what is shared, or types of resource. A service that is no longer offered says since
    when, in days from the demo's date.
    """

    slug: str
    name: str
    description: str
    duration: int
    price: int
    weight: int
    mode: str = "in_person"
    buffer_before: int = 0
    buffer_after: int = 0
    min_notice: int = 0
    sites: tuple[str, ...] = ()
    room: str | None = None
    needs: tuple[str, ...] = ()
    own_hours_only: bool = False
    retired_in_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSource:
    """An absence, an opened Saturday or a request for time off, ``in_days`` from the demo's date.

    Without ``work`` it lasts ``days`` whole days of the wall clock. A request that ``affects`` was approved
    when people were booked in it already.
    """

    in_days: int
    reason: str
    doctor: str = ""
    days: int = 1
    work: WallSpan | None = None
    site: str | None = None
    like_rule: str | None = None
    status: str = ""
    kind: str = "leave"
    asked_days_ago: int = 6
    affects: bool = False
    notes: str | None = None
    decision_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorSource:
    """A doctor; ``sites`` are (site key, names of own rooms), ``sees`` is child, woman, adult or any.

    One who has left says since when, in days from the demo's date.
    """

    key: str
    first_name: str
    last_name: str
    specialty: str
    calendar_color: str
    sees: str
    hours: str
    sites: tuple[tuple[str, tuple[str, ...]], ...]
    rules: tuple[RuleSource, ...]
    services: tuple[ServiceSource, ...]
    user: str | None = None
    telehealth: str | None = None
    regulars: bool = False
    left_in_days: int | None = None
    absences: tuple[DatedSource, ...] = ()
    open_saturdays: tuple[DatedSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """First names, surnames as (male form, female form), and foreign people as (first, last, gender)."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    foreign: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Reasons, notes and holidays as a front desk writes them."""

    cancellation_reasons: tuple[str, ...]
    move_reason: str
    hold_reason: str
    absence_reason: str
    pending_reason: str
    visit_notes: tuple[str, ...]
    patient_notes: tuple[str, ...]
    desk_names: tuple[str, ...]
    desk_warnings: tuple[str, ...]
    rebooking_notes: Mapping[str, str]
    holidays: Mapping[tuple[int, int], str]
    movable_holidays: Mapping[str, int]
    closures: tuple[DatedSource, ...]
    absences: tuple[DatedSource, ...]
    time_off: tuple[DatedSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything the demo is made from."""

    name: str
    timezone: str
    mail_domain: str
    sites: tuple[SiteSource, ...]
    users: tuple[UserSource, ...]
    shared: tuple[SharedSource, ...]
    doctors: tuple[DoctorSource, ...]
    names: Names
    words: Words
    site_by_key: Mapping[str, SiteSource] = field(default_factory=dict)


def read_sources(folder: Path) -> Sources:
    """Read ``clinic.toml``, ``doctors.toml``, ``names.toml`` and ``words.toml`` of a folder.

    Raises ``OSError`` where one is missing, and ``tomllib.TOMLDecodeError``, ``KeyError``, ``TypeError`` or
    ``ValueError`` where one is not as these classes say: the files ship with the program.
    """
    clinic, doctors, names, words = (
        tomllib.loads((folder / f"{stem}.toml").read_text(encoding="utf-8"))
        for stem in ("clinic", "doctors", "names", "words")
    )
    sites = tuple(SiteSource(**row | {"rooms": tuple(row.get("rooms", ()))}) for row in clinic["site"])
    return Sources(
        name=clinic["name"],
        timezone=clinic["timezone"],
        mail_domain=clinic["mail_domain"],
        sites=sites,
        users=tuple(UserSource(**row) for row in clinic["user"]),
        shared=tuple(SharedSource(**row) for row in clinic["shared"]),
        doctors=tuple(_doctor(row) for row in doctors["doctor"]),
        names=Names(
            male=tuple(names["male"]),
            female=tuple(names["female"]),
            surnames=tuple((male, female) for male, female in names["surnames"]),
            foreign=tuple((first, last, gender) for first, last, gender in names["foreign"]),
        ),
        words=_words(words),
        site_by_key={site.key: site for site in sites},
    )


def _doctor(row: dict[str, Any]) -> DoctorSource:
    plain = dict(row)
    return DoctorSource(
        sites=tuple((each["site"], tuple(each["rooms"])) for each in plain.pop("sites")),
        rules=tuple(_rule(each) for each in plain.pop("rule")),
        services=tuple(_service(each) for each in plain.pop("service")),
        absences=tuple(_dated(each) for each in plain.pop("absence", ())),
        open_saturdays=tuple(_dated(each) for each in plain.pop("open_saturday", ())),
        **plain,
    )


def _rule(row: dict[str, Any]) -> RuleSource:
    plain = dict(row)
    season = plain.pop("season", None)
    return RuleSource(
        days=tuple(plain.pop("days")),
        work=_wall_span(plain.pop("work")),
        season=(_month_day(season[0]), _month_day(season[1])) if season else None,
        breaks=tuple(
            BreakSource(start=time.fromisoformat(start), end=time.fromisoformat(end), label=label)
            for start, end, label in plain.pop("breaks", ())
        ),
        **plain,
    )


def _service(row: dict[str, Any]) -> ServiceSource:
    plain = dict(row)
    return ServiceSource(sites=tuple(plain.pop("sites", ())), needs=tuple(plain.pop("needs", ())), **plain)


def _dated(row: dict[str, Any]) -> DatedSource:
    plain = dict(row)
    work = plain.pop("work", None)
    return DatedSource(work=_wall_span(work) if work else None, **plain)


def _words(words: dict[str, Any]) -> Words:
    plain = dict(words)
    return Words(
        cancellation_reasons=tuple(plain["cancellation_reasons"]),
        move_reason=plain["move_reason"],
        hold_reason=plain["hold_reason"],
        absence_reason=plain["absence_reason"],
        pending_reason=plain["pending_reason"],
        visit_notes=tuple(plain["visit_notes"]),
        patient_notes=tuple(plain["patient_notes"]),
        desk_names=tuple(plain["desk_names"]),
        desk_warnings=tuple(plain["desk_warnings"]),
        rebooking_notes=plain["rebooking_notes"],
        holidays={_month_day(day): name for day, name in plain["holidays"].items()},
        movable_holidays=plain["movable_holidays"],
        closures=tuple(_dated(each) for each in plain["closure"]),
        absences=tuple(_dated(each) for each in plain["absence"]),
        time_off=tuple(_dated(each) for each in plain["time_off"]),
    )


def _wall_span(pair: Sequence[str]) -> WallSpan:
    start, end = pair
    return time.fromisoformat(start), time.fromisoformat(end)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
