"""The test oracle: a slow, literal implementation of engine-semantics that the engine is compared with.

Written from the text alone and sharing no line with ``medic_desk.engine``. Wherever the text speaks of a
stretch of time, this file keeps the *set of its minutes*; wherever it says "the first instant that", it tries
one minute after another. Each function can be read beside its sentence of the text.

``answer(scenario)`` takes and returns what scenario-format describes. It expects a valid scenario: validity
is tested elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Minutes = frozenset[int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HOURS_TABLES = ("schedule_rules", "schedule_templates", "availability_rules")
TYPE_OF_MODE = {"in_person": "room", "video": "telehealth_slot", "phone": None}
NOWHERE = None


# ---- instants ------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@lru_cache(maxsize=20_000)
def minute_at_or_before(text: str) -> int:
    return (moment(text) - EPOCH) // MINUTE


@lru_cache(maxsize=20_000)
def minute_at_or_after(text: str) -> int:
    return -((EPOCH - moment(text)) // MINUTE)


def written(minute: int) -> str:
    return (EPOCH + minute * MINUTE).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=4000)
def readings_of_utc_day(zone: str, day: int) -> list[datetime]:
    """What the wall clock of the zone shows at each of the 1440 minutes of a UTC day."""
    clock = ZoneInfo(zone)
    start = EPOCH + day * DAY
    return [(start + m * MINUTE).astimezone(clock).replace(tzinfo=None) for m in range(1440)]


def reading(zone: str, minute: int) -> datetime:
    return readings_of_utc_day(zone, minute // 1440)[minute % 1440]


@lru_cache(maxsize=200_000)
def first_instant(day: date, wall: time, zone: str) -> int:
    """Section 1: the first minute at which the wall clock shows that date and time, or later.

    No zone was ever 16 hours off UTC, so the search starts 16 hours before the time taken as UTC.
    """
    wanted = datetime.combine(day, wall)
    minute = (wanted.replace(tzinfo=UTC) - EPOCH) // MINUTE - 16 * 60
    assert reading(zone, minute) < wanted
    while reading(zone, minute) < wanted:
        minute += 1
    return minute


# ---- the hours of the doctor ---------------------------------------------------------------------------


@dataclass
class Rule:
    """A weekly rule, whichever table it came from (section 9)."""

    table: str
    id: str
    zone: str
    weekday: int
    start: time
    end: time
    interval: int
    before: int
    after: int
    lanes: int
    priority: int
    active: bool
    first_day: date | None
    last_day: date | None
    every: int
    service: str | None
    mode: str | None
    location: str | None
    room: str | None
    breaks: list[tuple[time, time]]


@dataclass
class Window:
    """The window of a rule on one date: its minutes, and those of its breaks."""

    rule: Rule
    start: int
    minutes: Minutes
    in_break: Minutes


@dataclass
class Period:
    """A rule's or exception's working time; ``own`` are the minutes that are left of the window."""

    table: str
    id: str
    grid_start: int
    interval: int
    before: int
    after: int
    lanes: int
    priority: int
    service: str | None
    mode: str | None
    location: str | None
    room: str | None
    own: Minutes
    window: Window | None = None

    def scope_fields(self) -> int:
        return sum(scope is not None for scope in (self.service, self.mode, self.location, self.room))

    def piece_start(self, minute: int) -> int:
        """Where the unbroken stretch around ``minute`` begins: "the working period" of a slot."""
        while minute - 1 in self.own:
            minute -= 1
        return minute


@dataclass
class Candidate:
    """A start in a period, its place, and the reasons against it."""

    period: Period
    start: int
    location: str | None
    room: str | None
    resource: str | None
    resources: list[str]
    lane: int | None
    reasons: set[str] = field(default_factory=set)

    def place(self) -> tuple[int, str | None, str | None]:
        return (self.start, self.location, self.room)

    def rank(self) -> tuple[int, int, int, bool, str]:
        """Section 8, "is offered once: by the period of …": the smaller is offered."""
        p = self.period
        return (
            -p.priority,
            -p.scope_fields(),
            p.piece_start(self.start),
            p.table not in HOURS_TABLES,
            p.id,
        )


def same_mode(word: str | None) -> str | None:
    return "video" if word == "telemedicine" else word


def local_time(text: str) -> time:
    """A local time; its seconds are dropped."""
    return time(int(text[0:2]), int(text[3:5]))


def opt_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def or_default(row: Row, column: str, default: Any) -> Any:
    return row.get(column, default)


class World:
    """One scenario, asked by one request."""

    def __init__(self, scenario: Row) -> None:
        self.scenario = scenario
        self.doctor = scenario["doctor"]["id"]
        self.zone = scenario["doctor"].get("timezone", "Europe/Athens")
        self.request = scenario["request"]
        self.now = moment(scenario["now"])
        self.now_up = minute_at_or_after(scenario["now"])
        self.types = {row["id"]: row for row in self.rows("appointment_types")}
        self.service = self.types[self.request["appointment_type_id"]]
        self.mode = same_mode(self.service.get("consultation_mode", "in_person")) or ""
        self.duration = self.service.get("duration_minutes", 30)
        self.room_locations: dict[str | None, str] = {
            row["id"]: row["doctor_location_id"] for row in self.rows("location_rooms")
        }
        self.wanted_location = self.doctors_row(self.request.get("doctor_location_id"))
        self.wanted_room: str | None = self.request.get("location_room_id")
        self.starts_from = minute_at_or_after(self.request["starts_from"])
        self.starts_before = minute_at_or_after(self.request["starts_before"])
        self.offered_anywhere = self.is_offered_anywhere()
        self.exceptions = list(self.our_exceptions())
        self.blocked = [x for x in self.exceptions if x["kind"] == "blocked"]
        self.occupying = {row["id"]: row for row in self.rows("appointments") if self.occupies(row)}
        self.rules = self.rules_of_the_doctor()

    # -- rows

    def rows(self, table: str) -> list[Row]:
        return self.scenario.get(table) or []

    def is_ours(self, row: Row) -> bool:
        return bool(row.get("doctor_id", self.doctor) == self.doctor)

    def our_rows(self, table: str) -> list[Row]:
        return [row for row in self.rows(table) if self.is_ours(row)]

    # -- what is offered, and places: section 5

    def is_offered_anywhere(self) -> bool:
        if not self.is_ours(self.service):
            return False
        if self.service.get("is_active", True) and self.scenario["doctor"].get("is_active", True):
            return True
        return any(
            row["id"] == self.request.get("for_appointment_id")
            and row.get("appointment_type_id") == self.service["id"]
            for row in self.our_rows("appointments")
        )

    @cached_property
    def location_rows(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.rows("doctor_locations")}

    def same_place(self, one: str | None, other: str | None) -> bool:
        """Two locations are the same place when they are one row or name the same house."""
        if one is None or other is None:
            return False
        houses = [self.location_rows.get(place, {}).get("clinic_site_id") for place in (one, other)]
        return one == other or (houses[0] is not None and houses[0] == houses[1])

    def doctors_row(self, location: str | None) -> str | None:
        """The doctor's row for a location: that row, else the doctor's at the same place, else that row."""
        if location not in self.location_rows or self.is_ours(self.location_rows[location]):
            return location
        there = [row for row in self.our_rows("doctor_locations") if self.same_place(row["id"], location)]
        there.sort(key=lambda row: row["id"])
        active = [row for row in there if row.get("is_active", True)]
        return (active + there + [self.location_rows[location]])[0]["id"]  # type: ignore[no-any-return]

    # -- hours: sections 2 and 9

    def rules_of_the_doctor(self) -> list[Rule]:
        for table, read in (
            ("schedule_rules", self.read_rule),
            ("schedule_templates", self.read_template),
            ("availability_rules", self.read_availability),
        ):
            if self.our_rows(table):
                return [read(row) for row in self.our_rows(table)]
        return []

    def read_rule(self, row: Row) -> Rule:
        return Rule(
            table="schedule_rules",
            id=row["id"],
            zone=row.get("timezone", "Europe/Athens"),
            weekday=row["day_of_week"],
            start=local_time(row["work_start_local"]),
            end=local_time(row["work_end_local"]),
            interval=row.get("slot_interval_minutes", 30),
            before=row.get("buffer_before_minutes", 0),
            after=row.get("buffer_after_minutes", 0),
            lanes=row.get("max_parallel_sessions", 1),
            priority=row.get("priority", 0),
            active=row.get("is_active", True),
            first_day=opt_date(row.get("effective_from")),
            last_day=opt_date(row.get("effective_to")),
            every=row.get("repeat_weeks", 1),
            service=row.get("scope_appointment_type_id"),
            mode=same_mode(row.get("scope_consultation_mode")),
            location=self.doctors_row(row.get("scope_doctor_location_id")),
            room=row.get("scope_location_room_id"),
            breaks=[
                (local_time(b["break_start_local"]), local_time(b["break_end_local"]))
                for b in self.rows("schedule_rule_breaks")
                if b["schedule_rule_id"] == row["id"]
            ],
        )

    def read_template(self, row: Row) -> Rule:
        return Rule(
            table="schedule_templates",
            id=row["id"],
            zone=self.zone,
            weekday=row["day_of_week"],
            start=local_time(row["work_start"]),
            end=local_time(row["work_end"]),
            interval=row.get("slot_duration_minutes", 30),
            before=row.get("buffer_before_minutes", 0),
            after=row.get("buffer_after_minutes", 0),
            lanes=row.get("max_parallel_sessions", 1),
            priority=row.get("priority", 0),
            active=True,
            first_day=None,
            last_day=None,
            every=1,
            service=row.get("appointment_type_id"),
            mode=None,
            location=self.doctors_row(row.get("doctor_location_id")),
            room=row.get("location_room_id"),
            breaks=[
                (local_time(b["break_start"]), local_time(b["break_end"]))
                for b in self.rows("schedule_template_breaks")
                if b["schedule_template_id"] == row["id"]
            ],
        )

    def read_availability(self, row: Row) -> Rule:
        breaks = []
        if row.get("break_start") is not None and row.get("break_end") is not None:
            breaks = [(local_time(row["break_start"]), local_time(row["break_end"]))]
        return Rule(
            table="availability_rules",
            id=row["id"],
            zone=self.zone,
            weekday=row["day_of_week"],
            start=local_time(row["start_time"]),
            end=local_time(row["end_time"]),
            interval=row.get("slot_duration_minutes", 30),
            before=0,
            after=0,
            lanes=1,
            priority=0,
            active=row.get("is_active", True),
            first_day=None,
            last_day=None,
            every=1,
            service=None,
            mode=None,
            location=None,
            room=None,
            breaks=breaks,
        )

    def windows(self, first: int, last: int) -> list[Window]:
        """Every window of every rule in force whose date is within three days of the minutes asked about."""
        found = []
        day = (EPOCH + first * MINUTE).date() - 3 * DAY
        final = (EPOCH + last * MINUTE).date() + 3 * DAY
        while day <= final:
            found += [window_of(rule, day) for rule in self.rules if in_force(rule, day)]
            day += DAY
        return found

    # -- working periods: sections 3 and 4

    def periods(self, first: int, last: int) -> list[Period]:
        windows = self.windows(first, last)
        found = []
        for window in windows:
            r = window.rule
            left = window.minutes - window.in_break
            for other in windows:
                if other.rule.priority > r.priority:
                    left -= other.minutes
            found.append(
                Period(
                    table=r.table,
                    id=r.id,
                    grid_start=window.start,
                    interval=r.interval,
                    before=r.before,
                    after=r.after,
                    lanes=r.lanes,
                    priority=r.priority,
                    service=r.service,
                    mode=r.mode,
                    location=r.location,
                    room=r.room,
                    own=left,
                    window=window,
                )
            )
        return found + [self.opened_by(x) for x in self.exceptions if x["kind"] == "available"]

    def opened_by(self, x: Row) -> Period:
        named = None
        for row in self.our_rows("schedule_rules"):
            if row["id"] == x["rule"]:
                named = self.read_rule(row)
        start, end = minute_at_or_after(x["starts_at"]), minute_at_or_before(x["ends_at"])

        def scope(own: str | None, inherited: str) -> str | None:
            return own if own is not None or named is None else getattr(named, inherited)

        return Period(
            table=x["table"],
            id=x["id"],
            grid_start=start,
            interval=named.interval if named else 30,
            before=named.before if named else 0,
            after=named.after if named else 0,
            lanes=named.lanes if named else 1,
            priority=named.priority if named else 0,
            service=scope(x["service"], "service"),
            mode=scope(None, "mode"),
            location=scope(x["location"], "location"),
            room=scope(x["room"], "room"),
            own=frozenset(range(start, end)),
        )

    def our_exceptions(self) -> Iterator[Row]:
        for table, kind in (
            ("schedule_exceptions", "exception_type"),
            ("availability_exceptions", "status"),
        ):
            for row in self.our_rows(table):
                yield {
                    "table": table,
                    "id": row["id"],
                    "kind": row.get(kind, "blocked"),
                    "starts_at": row["starts_at"],
                    "ends_at": row["ends_at"],
                    "rule": row.get("schedule_rule_id"),
                    "service": row.get("appointment_type_id"),
                    "location": self.doctors_row(row.get("doctor_location_id")),
                    "room": row.get("location_room_id"),
                }

    # -- which periods serve, and where: section 5

    def serves(self, p: Period) -> bool:
        if p.service is not None and p.service != self.service["id"]:
            return False
        if p.mode is not None and p.mode != self.mode:
            return False
        if None not in (p.location, self.wanted_location) and p.location != self.wanted_location:
            return False
        if None not in (p.room, self.wanted_room) and p.room != self.wanted_room:
            return False
        room = self.named_room(p)
        return room not in self.room_locations or self.same_place(
            self.room_locations[room], self.location_of(p)
        )

    def named_room(self, p: Period) -> str | None:
        return p.room if p.room is not None else self.wanted_room

    def location_of(self, p: Period) -> str | None:
        if p.location is not None:
            return p.location
        if self.wanted_location is not None:
            return self.wanted_location
        if self.named_room(p) in self.room_locations:
            return self.doctors_row(self.room_locations[self.named_room(p)])
        default: str | None = self.service.get("default_location_id")
        if default is not None:
            return self.doctors_row(default)
        if len(self.allowed_locations()) == 1:
            return next(iter(self.allowed_locations()))
        ours = self.our_rows("doctor_locations")
        rows: set[str] = {row["id"] for row in ours}
        active: set[str] = {row["id"] for row in ours if row.get("is_active", True)}
        if len(active) == 1:
            return next(iter(active))
        if self.mode == "in_person" and rows and not active:
            return min(rows)
        return NOWHERE

    def allowed_locations(self) -> set[str | None]:
        return {
            self.doctors_row(row["doctor_location_id"])
            for row in self.rows("appointment_type_locations")
            if row["appointment_type_id"] == self.service["id"]
        }

    def room_of(self, p: Period, resources: list[Row]) -> str | None:
        if self.named_room(p) is not None:
            return self.named_room(p)
        theirs: list[str] = [row["location_room_id"] for row in resources if row.get("location_room_id")]
        if theirs:
            return theirs[0]
        default: str | None = self.service.get("default_room_id")
        if self.same_place(self.room_locations.get(default), self.location_of(p)):
            return default
        return None

    # -- candidates: section 6

    def is_start(self, p: Period, minute: int) -> bool:
        step: int | None = self.request.get("free_step_minutes")
        if step is not None:
            return minute % step == 0
        return minute >= p.grid_start and (minute - p.grid_start) % p.interval == 0

    def fits(self, p: Period, minute: int) -> bool:
        return all(m in p.own for m in range(minute, minute + self.duration))

    def candidates(self) -> Iterator[Candidate]:
        if not self.offered_anywhere:
            return
        for p in self.periods(self.starts_from, self.starts_before + self.duration):
            if not self.serves(p):
                continue
            for minute in sorted(p.own):
                if (
                    self.starts_from <= minute < self.starts_before
                    and self.is_start(p, minute)
                    and self.fits(p, minute)
                ):
                    yield self.judge(p, minute)

    # -- what takes one away: section 7

    def judge(self, p: Period, s: int) -> Candidate:
        e = s + self.duration
        location = self.location_of(p)
        needs = self.needs_at(location)
        taken = self.first_combination([self.free_for(need, p, s, e) for need in needs])
        room = self.room_of(p, taken or [])
        found = Candidate(p, s, location, room, None, sorted(row["id"] for row in taken or []), None)
        for need, row in reversed(list(zip(needs, taken or [], strict=False))):
            if need["resource_type"] == TYPE_OF_MODE[self.mode]:
                found.resource = row["id"]
        found.reasons |= self.reasons_of_time(s)
        if any(self.applies(x, s, e, location, room) for x in self.blocked):
            found.reasons.add("blocked")
        self.sit_in_a_lane(found, p, s, e)
        if taken is None:
            found.reasons.add("resource")
        if self.location_is_shut(location):
            found.reasons.add("location")
        return found

    def reasons_of_time(self, s: int) -> set[str]:
        reasons = set()
        if s < self.now_up - self.request.get("past_grace_minutes", 0):
            reasons.add("past")
        if self.request.get("audience", "desk") == "patient":
            if s < self.now_up + self.service.get("min_notice_minutes", 0):
                reasons.add("notice")
            last_day = self.now.astimezone(ZoneInfo(self.zone)).date() + DAY * self.service.get(
                "max_future_days", 60
            )
            if reading(self.zone, s).date() > last_day:
                reasons.add("horizon")
        return reasons

    def applies(self, x: Row, s: int, e: int, location: str | None, room: str | None) -> bool:
        if x["service"] is not None and x["service"] != self.service["id"]:
            return False
        if x["location"] is not None and x["location"] != location:
            return False
        if x["room"] is not None and x["room"] != room:
            return False
        start, end = minute_at_or_before(x["starts_at"]), minute_at_or_after(x["ends_at"])
        return any(start <= m < end for m in range(s, e))

    def occupies(self, row: Row) -> bool:
        if row["id"] in self.request.get("ignore_appointment_ids", []):
            return False
        status = row.get("status", "pending")
        if status == "held":
            expiry = row.get("hold_expires_at")
            return expiry is None or moment(expiry) > self.now
        if status == "pending":
            expiry = row.get("pending_expires_at")
            return expiry is None or moment(expiry) > self.now
        return status in {"confirmed", "completed"}

    def padding(self, row: Row, p: Period) -> tuple[int, int]:
        """Before and after an existing appointment: the longer of its own type's and the period's."""
        own = self.types.get(row.get("appointment_type_id"), {})
        return (
            max(own.get("buffer_before_minutes", 0), p.before),
            max(own.get("buffer_after_minutes", 0), p.after),
        )

    def padded(self, p: Period, s: int, e: int) -> range:
        before = max(self.service.get("buffer_before_minutes", 0), p.before)
        after = max(self.service.get("buffer_after_minutes", 0), p.after)
        return range(s - before, e + after)

    def sit_in_a_lane(self, found: Candidate, p: Period, s: int, e: int) -> None:
        touched, near = set(), set()
        for row in self.occupying.values():
            if not self.is_ours(row):
                continue
            lane = row.get("session_lane", 1)
            lanes = {lane} if lane <= p.lanes else set(range(1, p.lanes + 1))
            start, end = minute_at_or_before(row["starts_at"]), minute_at_or_after(row["ends_at"])
            before, after = self.padding(row, p)
            if any(start <= m < end for m in range(s, e)):
                touched |= lanes
            if any(start - before <= m < end + after for m in self.padded(p, s, e)):
                near |= lanes
        every = set(range(1, p.lanes + 1))
        if touched == every:
            found.reasons.add("busy")
        elif near == every:
            found.reasons.add("buffer")
        else:
            found.lane = min(every - near)

    def needs_at(self, location: str | None) -> list[Row]:
        """What the service needs at a location, in the order in which resources are taken for it."""
        rows = [
            row
            for row in self.rows("appointment_type_resources")
            if row["appointment_type_id"] == self.service["id"]
        ]
        by_type = sorted(rows, key=lambda row: (row["resource_type"], row["id"]))
        naming = [row for row in by_type if row.get("bookable_resource_id") is not None]
        needs = naming + [row for row in by_type if row.get("bookable_resource_id") is None]
        kind = TYPE_OF_MODE[self.mode]
        if kind not in [row["resource_type"] for row in rows] and kind in [
            row["resource_type"] for row in self.at_hand(location)
        ]:
            needs.append({"id": None, "resource_type": kind})
        return needs

    def at_hand(self, location: str | None) -> list[Row]:
        """The doctor's and the clinic's resources, active or not, at the location's place or nowhere."""
        return [
            row
            for row in self.rows("bookable_resources")
            if row.get("doctor_id", self.doctor) in {self.doctor, None}
            and (self.stands_at(row) is NOWHERE or self.same_place(self.stands_at(row), location))
        ]

    def fitting(self, need: Row, p: Period) -> list[Row]:
        """The resources that could meet a need if nobody had them, by label, then id."""
        found = []
        for row in self.at_hand(self.location_of(p)):
            rooms = (row.get("location_room_id"), self.named_room(p))
            if (
                row["resource_type"] == need["resource_type"]
                and need.get("bookable_resource_id") in {row["id"], None}
                and row.get("is_active", True)
                and (None in rooms or rooms[0] == rooms[1])
            ):
                found.append(row)
        return sorted(found, key=lambda row: (row.get("label") or "", row["id"]))

    def free_for(self, need: Row, p: Period, s: int, e: int) -> list[Row]:
        location = self.location_of(p)
        return [
            row
            for row in self.fitting(need, p)
            if not self.takers_of(row, p, s, e) and not self.closers_of(row, s, e, location)
        ]

    def first_combination(self, free: list[list[Row]]) -> list[Row] | None:
        """The first of all combinations, the last need's resource changing fastest, that is allowed."""
        for combination in product(*free):
            ids = {row["id"] for row in combination}
            rooms = {row.get("location_room_id") for row in combination} - {None}
            if len(ids) == len(combination) and len(rooms) <= 1:
                return list(combination)
        return None

    def stands_at(self, resource: Row) -> str | None:
        own: str | None = resource.get("doctor_location_id")
        if own is not None:
            return own
        return self.room_locations.get(resource.get("location_room_id"), NOWHERE)

    def takers_of(self, resource: Row, p: Period, s: int, e: int) -> list[Row]:
        """The appointments whose claims take a resource from a candidate."""
        found = []
        for claim in self.rows("appointment_resource_claims"):
            holder = self.occupying.get(claim["appointment_id"])
            if (
                claim["bookable_resource_id"] == resource["id"]
                and claim.get("status", "active") == "active"
                and holder is not None
            ):
                before, after = self.padding(holder, p)
                start = minute_at_or_before(claim["starts_at"]) - before
                end = minute_at_or_after(claim["ends_at"]) + after
                if any(start <= m < end for m in self.padded(p, s, e)):
                    found.append(holder)
        return found

    def closers_of(self, resource: Row, s: int, e: int, location: str | None) -> list[Row]:
        """The blocked exceptions that close a resource's room while they apply to a candidate."""
        room = resource.get("location_room_id")
        return [
            x
            for x in self.blocked
            if room is not None and x["room"] == room and self.applies(x, s, e, location, room)
        ]

    def location_is_shut(self, location: str | None) -> bool:
        if location not in self.location_rows:
            return False
        row = self.location_rows[location]
        if not row.get("is_active", True) or not self.is_ours(row):
            return True
        allowed = self.allowed_locations()
        return bool(allowed and location not in allowed)


def in_force(rule: Rule, day: date) -> bool:
    return (
        rule.active
        and day.isoweekday() == rule.weekday
        and (rule.first_day is None or rule.first_day <= day)
        and (rule.last_day is None or day <= rule.last_day)
        and (rule.first_day is None or weeks_between(rule.first_day, day) % rule.every == 0)
    )


def weeks_between(one: date, other: date) -> int:
    """From the Monday of one date's week to the Monday of the other's, in weeks."""
    mondays = [day - DAY * (day.isoweekday() - 1) for day in (one, other)]
    return (mondays[1] - mondays[0]) // (7 * DAY)


def window_of(rule: Rule, day: date) -> Window:
    """Section 2: the window of a rule on a date it is in force on, and the minutes its breaks take."""
    over_midnight = rule.end <= rule.start
    last_day = day + DAY if over_midnight else day
    start = first_instant(day, rule.start, rule.zone)
    end = first_instant(last_day, rule.end, rule.zone)
    minutes = frozenset(range(start, end))
    in_break: set[int] = set()
    for b_start, b_end in rule.breaks:
        first, last = dates_of_break(rule, over_midnight, b_start, b_end)
        if (last, b_end) == (first, b_start) or b_start == b_end:
            continue
        taken = range(
            first_instant(day + first * DAY, b_start, rule.zone),
            first_instant(day + last * DAY, b_end, rule.zone),
        )
        in_break.update(m for m in taken if m in minutes)
    return Window(rule, start, minutes, frozenset(in_break))


def dates_of_break(rule: Rule, over_midnight: bool, b_start: time, b_end: time) -> tuple[int, int]:
    """On which day of the window each end of a break lies: 0 the first date, 1 the next."""
    if not over_midnight:
        return 0, 0
    if b_start >= rule.start:
        return 0, 0 if b_end > b_start else 1
    return (0, 0) if b_end > rule.start else (1, 1)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    def key(c: Candidate) -> tuple[int, bool, str, bool, str]:
        return (c.start, c.location is not None, c.location or "", c.room is not None, c.room or "")

    return sorted(candidates, key=key)


def sorted_out(world: World) -> tuple[list[Candidate], list[Candidate]]:
    """Section 8: at each start and place the one that is offered, or the refusal that is reported."""
    free: dict[tuple[int, str | None, str | None], Candidate] = {}
    refused: dict[tuple[int, str | None, str | None], Candidate] = {}
    for candidate in world.candidates():
        kept = refused if candidate.reasons else free
        rival = kept.get(candidate.place())
        if rival is None or candidate.rank() < rival.rank():
            kept[candidate.place()] = candidate
    return in_order(free.values()), in_order(c for at, c in refused.items() if at not in free)


def answer(scenario: Row) -> Row:
    """What scenario-format asks of an answer, worked out one minute at a time."""
    world = World(scenario)
    free, refused = sorted_out(world)
    slots = [
        {
            "starts_at": written(c.start),
            "ends_at": written(c.start + world.duration),
            "doctor_location_id": c.location,
            "location_room_id": c.room,
            "bookable_resource_id": c.resource,
            "bookable_resource_ids": c.resources,
            "session_lane": c.lane,
            "offered_by": {"table": c.period.table, "id": c.period.id},
        }
        for c in free
    ]
    refusals = [
        {
            "starts_at": written(c.start),
            "doctor_location_id": c.location,
            "location_room_id": c.room,
            "reasons": sorted(c.reasons),
        }
        for c in refused
        if scenario["request"].get("refused", False)
    ]
    return {"slots": slots, "refused": refusals}
