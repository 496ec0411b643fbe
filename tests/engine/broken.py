"""Every way in which a scenario can be wrong: one valid scenario, its columns, and wrong values for each.

``WHOLE`` is valid, with one row of every table and every column filled that availability depends on.
``broken_columns()`` yields it with exactly one column wrong, and with the path that the answer must name.
"""

import math
from collections.abc import Iterator
from copy import deepcopy
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

Row = dict[str, Any]
MISSING = object()
HUGE = 2**31 - 1


def uid(number: int) -> str:
    return str(UUID(int=number + (4 << 76) + (8 << 60)))


DOCTOR, PLACE, ROOM, SERVICE = uid(1), uid(2), uid(3), uid(4)
RULE, TEMPLATE, RESOURCE, APPOINTMENT = uid(5), uid(6), uid(7), uid(8)
START, END = "2026-03-30T06:00:00Z", "2026-03-30T06:30:00Z"

WHOLE: Row = {
    "now": "2026-03-25T07:00:00Z",
    "doctor": {"id": DOCTOR, "timezone": "Europe/Athens", "is_active": True},
    "doctor_locations": [{"id": PLACE, "doctor_id": DOCTOR, "is_active": True, "clinic_site_id": uid(9)}],
    "location_rooms": [{"id": ROOM, "doctor_location_id": PLACE}],
    "appointment_types": [
        {
            "id": SERVICE,
            "doctor_id": DOCTOR,
            "duration_minutes": 30,
            "buffer_before_minutes": 0,
            "buffer_after_minutes": 0,
            "consultation_mode": "in_person",
            "default_location_id": PLACE,
            "default_room_id": ROOM,
            "is_active": True,
            "min_notice_minutes": 0,
            "max_future_days": 60,
        }
    ],
    "appointment_type_locations": [
        {"id": uid(20), "appointment_type_id": SERVICE, "doctor_location_id": PLACE}
    ],
    "appointment_type_resources": [
        {
            "id": uid(27),
            "appointment_type_id": SERVICE,
            "resource_type": "room",
            "bookable_resource_id": RESOURCE,
        }
    ],
    "schedule_rules": [
        {
            "id": RULE,
            "doctor_id": DOCTOR,
            "timezone": "Europe/Athens",
            "day_of_week": 1,
            "work_start_local": "09:00",
            "work_end_local": "13:00",
            "slot_interval_minutes": 30,
            "buffer_before_minutes": 0,
            "buffer_after_minutes": 0,
            "max_parallel_sessions": 1,
            "priority": 0,
            "scope_appointment_type_id": SERVICE,
            "scope_consultation_mode": "in_person",
            "scope_doctor_location_id": PLACE,
            "scope_location_room_id": ROOM,
            "is_active": True,
            "effective_from": "2026-01-01",
            "effective_to": "2026-12-31",
            "repeat_weeks": 1,
        }
    ],
    "schedule_rule_breaks": [
        {
            "id": uid(21),
            "schedule_rule_id": RULE,
            "break_start_local": "11:00",
            "break_end_local": "11:30",
        }
    ],
    "schedule_exceptions": [
        {
            "id": uid(22),
            "doctor_id": DOCTOR,
            "schedule_rule_id": RULE,
            "appointment_type_id": SERVICE,
            "doctor_location_id": PLACE,
            "location_room_id": ROOM,
            "starts_at": START,
            "ends_at": END,
            "exception_type": "blocked",
        }
    ],
    "schedule_templates": [
        {
            "id": TEMPLATE,
            "doctor_id": DOCTOR,
            "doctor_location_id": PLACE,
            "location_room_id": ROOM,
            "appointment_type_id": SERVICE,
            "day_of_week": 2,
            "slot_duration_minutes": 30,
            "work_start": "09:00",
            "work_end": "13:00",
            "buffer_before_minutes": 0,
            "buffer_after_minutes": 0,
            "max_parallel_sessions": 1,
            "priority": 0,
        }
    ],
    "schedule_template_breaks": [
        {"id": uid(23), "schedule_template_id": TEMPLATE, "break_start": "10:00", "break_end": "10:30"}
    ],
    "availability_rules": [
        {
            "id": uid(24),
            "doctor_id": DOCTOR,
            "day_of_week": 3,
            "start_time": "09:00",
            "end_time": "13:00",
            "break_start": "10:00",
            "break_end": "10:30",
            "slot_duration_minutes": 30,
            "is_active": True,
        }
    ],
    "availability_exceptions": [
        {
            "id": uid(25),
            "doctor_id": DOCTOR,
            "appointment_type_id": SERVICE,
            "doctor_location_id": PLACE,
            "starts_at": START,
            "ends_at": END,
            "status": "blocked",
        }
    ],
    "bookable_resources": [
        {
            "id": RESOURCE,
            "doctor_id": DOCTOR,
            "doctor_location_id": PLACE,
            "location_room_id": ROOM,
            "resource_type": "room",
            "label": "A",
            "is_active": True,
        }
    ],
    "appointments": [
        {
            "id": APPOINTMENT,
            "doctor_id": DOCTOR,
            "appointment_type_id": SERVICE,
            "starts_at": START,
            "ends_at": END,
            "status": "held",
            "session_lane": 1,
            "hold_expires_at": "2026-03-25T08:00:00Z",
            "pending_expires_at": "2026-03-25T08:00:00Z",
        }
    ],
    "appointment_resource_claims": [
        {
            "id": uid(26),
            "appointment_id": APPOINTMENT,
            "bookable_resource_id": RESOURCE,
            "starts_at": START,
            "ends_at": END,
            "status": "active",
        }
    ],
    "request": {
        "appointment_type_id": SERVICE,
        "doctor_location_id": PLACE,
        "location_room_id": ROOM,
        "starts_from": "2026-03-28T22:00:00Z",
        "starts_before": "2026-04-04T22:00:00Z",
        "audience": "desk",
        "past_grace_minutes": 0,
        "ignore_appointment_ids": [APPOINTMENT],
        "for_appointment_id": APPOINTMENT,
        "free_step_minutes": 5,
        "refused": True,
    },
}

NOT_TEXT: tuple[object, ...] = (5, 0, 1.5, True, [], ["x"], {}, math.nan, math.inf)
NOT_IDS = (
    "",
    "x",
    "8b1005b6",
    SERVICE[:-1],
    SERVICE + "0",
    SERVICE.replace("0", "g"),
    f" {SERVICE}",
    *NOT_TEXT,
)
NOT_INSTANTS = (
    *("", "now", "2026-03-30", "2026-03-30T06:00:00", "2026-03-30T06:00:00 Europe/Athens"),
    *("2026-02-30T06:00:00Z", "2026-03-30T25:00:00Z", "2026-03-30T06:61:00Z", "2026-13-30T06:00:00Z"),
    *("2026-03-30T06:00:00+99:00", "2026-03-30T06:00:00+00:99", "10000-01-01T00:00:00Z"),
    *("-001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "٢٠٢٦-٠٣-٣٠T٠٦:٠٠:٠٠Z", "06:00Z", *NOT_TEXT),
)
NOT_TIMES = (
    *("", "noon", "25:00", "24:00", "24:01", "12:60", "9:00", "0900", "12:00:60", "12:00Z", "12", "-1:00"),
    *("09:00+02:00", "٠٩:٠٠", "2026-03-30T09:00:00Z", " 09:00", "09:00\n", *NOT_TEXT),
)
NOT_DATES = (
    *("", "today", "2026-02-30", "2026-13-01", "10000-01-01", "26-1-1", "2026-1-1", "2026-W01-1", "20260101"),
    *("2026-01-01T00:00:00Z", "0000-01-01", "2026-01-01\n", *NOT_TEXT),
)
NOT_ZONES = (
    *("", "Mars/Olympus", "Europe", "../Europe/Athens", "/etc/localtime", "Europe/Athens\0", "Europe/Athen"),
    *("+02:00", "Ευρώπη/Αθήνα", "\ud800", "x" * 5000, *NOT_TEXT),
)
NOT_FLAGS: tuple[object, ...] = (0, 1, 1.0, "true", "false", "", [], {}, math.nan)
NOT_WHOLE: tuple[object, ...] = (
    "30",
    "",
    30.5,
    30.0,
    True,
    False,
    [],
    [30],
    {},
    math.nan,
    math.inf,
    -math.inf,
    10**30,
    -(10**30),
)
NOT_LISTS: tuple[object, ...] = (5, 0, "x", "", True, {}, {"id": DOCTOR}, math.nan)
NOT_OBJECTS: tuple[object, ...] = (5, 0, "x", "", True, [], [5], None, math.nan)


class Kind(NamedTuple):
    """What a column holds: values that are wrong in it, and whether it may be left out or null."""

    wrong: tuple[object, ...]
    required: bool = False
    nullable: bool = True


def whole(low: int, high: int | None = None, *, required: bool = False, nullable: bool = False) -> Kind:
    past_end = () if high is None else (high + 1,)
    return Kind((*NOT_WHOLE, low - 1, *past_end), required, nullable)


def word(*, required: bool = False, nullable: bool = False) -> Kind:
    return Kind(("", "nonsense", "BLOCKED", "desk ", "in person", *NOT_TEXT), required, nullable)


KEY = Kind(NOT_IDS, required=True, nullable=False)
REFERENCE = Kind(NOT_IDS)
NEEDED_REFERENCE = Kind(NOT_IDS, required=True, nullable=False)
OWNER = Kind(NOT_IDS, nullable=False)
ZONE = Kind(NOT_ZONES, nullable=False)
FLAG = Kind(NOT_FLAGS, nullable=False)
DATE = Kind(NOT_DATES)
TIME = Kind(NOT_TIMES, required=True, nullable=False)
OPTIONAL_TIME = Kind(NOT_TIMES)
INSTANT = Kind(NOT_INSTANTS, required=True, nullable=False)
OPTIONAL_INSTANT = Kind(NOT_INSTANTS)
DAY_OF_WEEK = whole(1, 7, required=True)
ANY_WHOLE = whole(-(2**31), 2**31 - 1)
# The reference gives these no upper limit; what no clinic can mean is refused all the same.
BUFFER = whole(0, 1440)
LANES = Kind((*whole(1).wrong, HUGE), nullable=False)

COLUMNS: dict[str, dict[str, Kind]] = {
    "doctor": {"id": KEY, "timezone": ZONE, "is_active": FLAG},
    "doctor_locations": {"id": KEY, "doctor_id": OWNER, "is_active": FLAG, "clinic_site_id": REFERENCE},
    "location_rooms": {"id": KEY, "doctor_location_id": NEEDED_REFERENCE},
    "appointment_types": {
        "id": KEY,
        "doctor_id": OWNER,
        "duration_minutes": whole(1, 360),
        "buffer_before_minutes": BUFFER,
        "buffer_after_minutes": BUFFER,
        "consultation_mode": word(),
        "default_location_id": REFERENCE,
        "default_room_id": REFERENCE,
        "is_active": FLAG,
        "min_notice_minutes": whole(0),
        "max_future_days": whole(0),
    },
    "appointment_type_locations": {
        "id": KEY,
        "appointment_type_id": NEEDED_REFERENCE,
        "doctor_location_id": NEEDED_REFERENCE,
    },
    "appointment_type_resources": {
        "id": KEY,
        "appointment_type_id": NEEDED_REFERENCE,
        "resource_type": word(required=True),
        "bookable_resource_id": REFERENCE,
    },
    "schedule_rules": {
        "id": KEY,
        "doctor_id": OWNER,
        "timezone": ZONE,
        "day_of_week": DAY_OF_WEEK,
        "work_start_local": TIME,
        "work_end_local": TIME,
        "slot_interval_minutes": whole(1, 1440),
        "buffer_before_minutes": BUFFER,
        "buffer_after_minutes": BUFFER,
        "max_parallel_sessions": LANES,
        "priority": ANY_WHOLE,
        "scope_appointment_type_id": REFERENCE,
        "scope_consultation_mode": word(nullable=True),
        "scope_doctor_location_id": REFERENCE,
        "scope_location_room_id": REFERENCE,
        "is_active": FLAG,
        "effective_from": DATE,
        "effective_to": DATE,
        "repeat_weeks": whole(1, 52),
    },
    "schedule_rule_breaks": {
        "id": KEY,
        "schedule_rule_id": NEEDED_REFERENCE,
        "break_start_local": TIME,
        "break_end_local": TIME,
    },
    "schedule_exceptions": {
        "id": KEY,
        "doctor_id": OWNER,
        "schedule_rule_id": REFERENCE,
        "appointment_type_id": REFERENCE,
        "doctor_location_id": REFERENCE,
        "location_room_id": REFERENCE,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "exception_type": word(required=True),
    },
    "schedule_templates": {
        "id": KEY,
        "doctor_id": OWNER,
        "doctor_location_id": REFERENCE,
        "location_room_id": REFERENCE,
        "appointment_type_id": REFERENCE,
        "day_of_week": DAY_OF_WEEK,
        "slot_duration_minutes": whole(1, 1440),
        "work_start": TIME,
        "work_end": TIME,
        "buffer_before_minutes": BUFFER,
        "buffer_after_minutes": BUFFER,
        "max_parallel_sessions": LANES,
        "priority": ANY_WHOLE,
    },
    "schedule_template_breaks": {
        "id": KEY,
        "schedule_template_id": NEEDED_REFERENCE,
        "break_start": TIME,
        "break_end": TIME,
    },
    "availability_rules": {
        "id": KEY,
        "doctor_id": OWNER,
        "day_of_week": DAY_OF_WEEK,
        "start_time": TIME,
        "end_time": TIME,
        "break_start": OPTIONAL_TIME,
        "break_end": OPTIONAL_TIME,
        "slot_duration_minutes": whole(1, 240),
        "is_active": FLAG,
    },
    "availability_exceptions": {
        "id": KEY,
        "doctor_id": OWNER,
        "appointment_type_id": REFERENCE,
        "doctor_location_id": REFERENCE,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "status": word(),
    },
    "bookable_resources": {
        "id": KEY,
        "doctor_id": REFERENCE,
        "doctor_location_id": REFERENCE,
        "location_room_id": REFERENCE,
        "resource_type": word(required=True),
        "label": Kind((5, True, [], {}, math.nan)),
        "is_active": FLAG,
    },
    "appointments": {
        "id": KEY,
        "doctor_id": OWNER,
        "appointment_type_id": REFERENCE,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "status": word(),
        "session_lane": whole(1, 2**15 - 1),
        "hold_expires_at": OPTIONAL_INSTANT,
        "pending_expires_at": OPTIONAL_INSTANT,
    },
    "appointment_resource_claims": {
        "id": KEY,
        "appointment_id": NEEDED_REFERENCE,
        "bookable_resource_id": NEEDED_REFERENCE,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "status": word(),
    },
    "request": {
        "appointment_type_id": NEEDED_REFERENCE,
        "doctor_location_id": REFERENCE,
        "location_room_id": REFERENCE,
        "starts_from": INSTANT,
        "starts_before": INSTANT,
        "audience": word(),
        "past_grace_minutes": whole(0),
        "ignore_appointment_ids": Kind((5, "x", APPOINTMENT, True, {}, math.nan), nullable=False),
        "for_appointment_id": REFERENCE,
        "free_step_minutes": whole(1, 1440, nullable=True),
        "refused": FLAG,
    },
}


class Broken(NamedTuple):
    """A scenario with one thing wrong, and the path that the error must name."""

    field: str
    scenario: Any
    wrong: object


def path_of(table: str, column: str) -> str:
    return f"{table}[0].{column}" if isinstance(WHOLE[table], list) else f"{table}.{column}"


def with_value(table: str, column: str, value: object) -> Row:
    """The whole scenario with one column of the first row of a table changed, or taken out."""
    scenario = deepcopy(WHOLE)
    row = scenario[table][0] if isinstance(scenario[table], list) else scenario[table]
    if value is MISSING:
        del row[column]
    else:
        row[column] = value
    return scenario


def broken_columns() -> Iterator[Broken]:
    """Every column with every wrong value."""
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            wrong = [*kind.wrong, *([] if kind.nullable else [None]), *([MISSING] if kind.required else [])]
            for value in wrong:
                yield Broken(path_of(table, column), with_value(table, column, value), value)


def broken_shapes() -> Iterator[Broken]:
    """Tables and objects of another JSON type, rows that are no objects, and missing ones."""
    for name, value in WHOLE.items():
        if isinstance(value, list):
            for wrong in NOT_LISTS:
                yield Broken(name, WHOLE | {name: wrong}, wrong)
            for wrong in NOT_OBJECTS:
                yield Broken(f"{name}[1]", WHOLE | {name: [*value, wrong]}, wrong)
        elif isinstance(value, dict):
            for wrong in NOT_OBJECTS:
                yield Broken(name, WHOLE | {name: wrong}, wrong)
            yield Broken(name, {k: v for k, v in WHOLE.items() if k != name}, MISSING)
    for wrong in (*NOT_INSTANTS, None):
        yield Broken("now", WHOLE | {"now": wrong}, wrong)
    yield Broken("now", {k: v for k, v in WHOLE.items() if k != "now"}, MISSING)


def broken_rules() -> Iterator[Broken]:
    """Columns and rows that do not fit each other: duplicate ids, missing rows, wrong order, wrong range."""
    return chain(
        duplicate_ids(), broken_links(), broken_order(), broken_range(), broken_repeats(), too_many_needs()
    )


def duplicate_ids() -> Iterator[Broken]:
    for table, rows in WHOLE.items():
        if isinstance(rows, list):
            for again in (rows[0]["id"], rows[0]["id"].upper()):
                twice = [*rows, deepcopy(rows[0]) | {"id": again}]
                yield Broken(f"{table}[1].id", WHOLE | {table: twice}, again)


def broken_links() -> Iterator[Broken]:
    """A question about a service that is not there, and an ignored id that is none."""
    stranger = uid(999)
    asked = ("request", "appointment_type_id")
    yield Broken(path_of(*asked), with_value(*asked, stranger), stranger)
    for one in NOT_IDS:
        ids = [APPOINTMENT, one]
        yield Broken(
            "request.ignore_appointment_ids[1]", with_value("request", "ignore_appointment_ids", ids), one
        )


def broken_order() -> Iterator[Broken]:
    """Spans that end before they start, and breaks without a start or an end."""
    for table in (
        "schedule_exceptions",
        "availability_exceptions",
        "appointments",
        "appointment_resource_claims",
    ):
        for end in (START, "2026-03-30T05:59:59Z", "2026-03-30T08:00:00+02:00"):
            yield Broken(path_of(table, "ends_at"), with_value(table, "ends_at", end), end)
    for column in ("break_start", "break_end"):
        for value in (None, MISSING):
            yield Broken(
                path_of("availability_rules", column), with_value("availability_rules", column, value), value
            )


def broken_repeats() -> Iterator[Broken]:
    """Rules of every n-th week that do not say from which week."""
    for weeks in (2, 52):
        for value in (None, MISSING):
            scenario = with_value("schedule_rules", "effective_from", value)
            scenario["schedule_rules"][0]["repeat_weeks"] = weeks
            yield Broken("schedule_rules[0].repeat_weeks", scenario, weeks)


def too_many_needs() -> Iterator[Broken]:
    """More resources at once than any service means."""
    rows = [WHOLE["appointment_type_resources"][0] | {"id": uid(2000 + n)} for n in range(51)]
    field = "appointment_type_resources[50].appointment_type_id"
    yield Broken(field, WHOLE | {"appointment_type_resources": rows}, SERVICE)


def broken_range() -> Iterator[Broken]:
    """Requests that end before they start, are too long, or lie in years without known zones."""
    for end in (
        "2026-03-28T21:59:59Z",
        "1926-03-28T21:59:59Z",
        "2526-03-28T22:00:00Z",
        "9999-12-31T23:59:59Z",
    ):
        yield Broken("request.starts_before", with_value("request", "starts_before", end), end)
    for start in ("0001-01-01T00:00:00Z", "1526-03-28T22:00:00Z", "0001-01-01T00:00:00+14:00"):
        yield Broken("request.starts_from", with_value("request", "starts_from", start), start)
    for now in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        yield Broken("now", WHOLE | {"now": now}, now)
