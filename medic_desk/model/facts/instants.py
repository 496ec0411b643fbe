"""SQL that reads instants and dates of any row without failing: what lies out of bounds is cut, or null.

Every instant and date of the schema lies in the years 1900 to 2199, by CHECK. An adopted database may hold
infinity or the year 20000 all the same: arithmetic on such a value fails in the server, and the driver cannot
read it, either of which would take every row of the answer away.
"""

from datetime import UTC, date, datetime
from typing import Final

from medic_desk.engine.clinic_time import datetime_at, minute_floor
from medic_desk.engine.facts import Minute

FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2199, 12, 31)
"""The first and last date that a row may name."""

FIRST_MINUTE: Final[Minute] = minute_floor(datetime(1900, 1, 1, tzinfo=UTC))
LAST_MINUTE: Final[Minute] = minute_floor(datetime(2200, 1, 1, tzinfo=UTC))
"""The first and last engine minute of what may be read; what lies beyond was cut to a minute outside."""

_IN_BOUNDS = "({column} >= '1900-01-01' AND {column} < '2200-01-01')"
_CUT = "least(greatest({column}, timestamp '1899-12-31 23:59'), timestamp '2200-01-01 00:01')"

LONGEST_IS_KNOWN = (
    "EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'appointments'::regclass"
    " AND conname = 'appointments_longest_check' AND convalidated)"
)
"""Whether the database refuses an appointment that lasts longer than ``LONGEST_APPOINTMENT_MINUTES``.

Where it does not (an adopted database), a read has to look at every appointment before its window.
"""


def floor_minute(column: str) -> str:
    """The engine minute of an instant (not null), rounded down; a minute outside the bounds if beyond."""
    return f"floor(extract(epoch FROM {_CUT.format(column=column)}) / 60)::bigint"


def ceil_minute(column: str) -> str:
    """The engine minute of an instant (not null), rounded up; a minute outside the bounds if beyond."""
    return f"ceil(extract(epoch FROM {_CUT.format(column=column)}) / 60)::bigint"


def epoch_second(column: str) -> str:
    """Whole seconds since 1970, null for null; a minute outside the bounds where the instant lies beyond."""
    # least and greatest overlook null.
    return f"CASE WHEN {column} IS NOT NULL THEN extract(epoch FROM {_CUT.format(column=column)})::bigint END"


def in_bounds_or_null(column: str) -> str:
    """The instant or date itself, null where it lies out of bounds: the driver can read what comes back."""
    return f"CASE WHEN {_IN_BOUNDS.format(column=column)} THEN {column} END"


def first_out_of_bounds(columns: dict[str, str]) -> str:
    """The name of the first column that lies out of bounds, null where none does; SQL by column's name."""
    cases = (f"WHEN NOT {_IN_BOUNDS.format(column=sql)} THEN '{name}'" for name, sql in columns.items())
    return f"CASE {' '.join(cases)} END"


def is_in_bounds(starts_at: Minute, ends_at: Minute) -> bool:
    """Whether a span that was read lies within the bounds and is one."""
    return FIRST_MINUTE <= starts_at < ends_at <= LAST_MINUTE


def utc_value(minute: Minute) -> datetime:
    """What a ``timestamp`` column, which holds UTC without a zone, is compared with: an engine minute."""
    return datetime_at(minute).replace(tzinfo=None)
