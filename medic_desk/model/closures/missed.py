"""What another program wrote while nobody listened: blocks and rules that may affect who is on no worklist.

Ids alone, by two statements: beside the short tables of blocks and time off all is read by indexes. Whom
they affect the engine says (``read_unlisted``): it may be nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.model.facts.instants import LONGEST_IS_KNOWN, ceil_minute, floor_minute
from medic_desk.model.store.database_clock import read_database_clock

FIRST_LOOK_DAYS = 60
"""How many days ahead a desk looks that never looked before."""
OVERLAP = timedelta(hours=1)
"""How far a look reaches back behind the one before: a transaction may commit long after it began, and
another program may stamp its rows by another clock."""
MOST_CAUSES = 20
"""The soonest are told first; the engine is asked for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What a look found at ``looked_at`` (the database's clock; aware, UTC).

    ``exception_ids`` are blocks, one for each cause, and ``hours_of`` doctors: what ``read_unlisted`` takes.
    ``hours_versions`` are those of all doctors, for the next look. ``is_all`` is False where there are more
    causes than ``MOST_CAUSES``.
    """

    looked_at: datetime
    exception_ids: tuple[str, ...]
    hours_of: tuple[str, ...]
    hours_versions: Mapping[str, int]
    is_all: bool


_HURRY = text("SET LOCAL statement_timeout = '4s'")
"""Nobody waits for it: a server that is that slow has better things to do."""

# What is told of an appointment holds where it stands: one that was placed there after the block was written
# was placed under it on purpose. Rows that are stamped by default are rounded to the next second, others cut.
_PLACED_UNDER = """
    a.inserted_at > b.updated_at + interval '1 second' OR EXISTS (
      SELECT FROM appointment_events v
       WHERE v.appointment_id = a.id AND v.occurred_at > b.updated_at
         AND (v.metadata -> 'after' ?| '{starts_at,ends_at,doctor_id,doctor_location_id,location_room_id}'
              OR v.metadata -> 'before' ->> 'status' IN ('cancelled', 'no_show')))
"""
_IS_LISTED = """
    EXISTS (SELECT FROM rebooking_items i JOIN rebooking_causes c ON c.rebooking_item_id = i.id
             WHERE i.appointment_id = a.id AND c.kind = b.kind AND c.cause_id = b.cause_id)
"""
# A block may name a colleague's row of a house that both share: the engine knows which is the doctor's own.
_AT_ITS_PLACE = """
    b.doctor_location_id IS NULL OR b.doctor_location_id = a.doctor_location_id
    OR EXISTS (SELECT FROM doctor_locations named JOIN doctor_locations own USING (clinic_site_id)
                WHERE named.id = b.doctor_location_id AND own.id = a.doctor_location_id)
"""
# An act of this program on the block, the time off or the closure has listed everybody who was under it.
_IS_OWN = """
    EXISTS (SELECT FROM staff_events s
             WHERE s.subject_id = b.cause_id AND s.occurred_at >= b.updated_at - interval '1 second'
               AND s.action <> 'time_off_asked')
    OR EXISTS (SELECT FROM staff_events s
                WHERE s.doctor_id = b.doctor_id AND s.occurred_at >= b.updated_at - interval '1 second'
                  AND s.action = 'exception_saved' AND s.metadata -> 'exception_ids' ? b.id::text)
"""
_WRITTEN_OR_SOON = """
    id <> ALL (CAST(:seen_ids AS uuid[])) AND ends_at > :now
    AND (updated_at >= :since OR (CAST(:since AS timestamp) IS NULL AND starts_at < :until))
"""
_BLOCKS = text(
    f"""
    WITH blocks AS (
      SELECT e.id, e.doctor_id, e.appointment_type_id, e.doctor_location_id, e.location_room_id,
             e.starts_at, e.ends_at, e.updated_at, coalesce(e.clinic_closure_id, r.id, e.id) AS cause_id,
             CASE WHEN e.clinic_closure_id IS NOT NULL THEN 'closure' WHEN r.id IS NULL THEN 'exception'
                  WHEN r.kind = 'illness' THEN 'illness' ELSE 'time_off' END AS kind
        FROM (SELECT * FROM schedule_exceptions
               WHERE exception_type = 'blocked' AND {_WRITTEN_OR_SOON}) AS e
        LEFT JOIN time_off_requests r ON r.schedule_exception_id = e.id
       UNION ALL
      SELECT id, doctor_id, appointment_type_id, doctor_location_id, NULL,
             starts_at, ends_at, updated_at, id, 'exception'
        FROM availability_exceptions WHERE status = 'blocked' AND {_WRITTEN_OR_SOON}
    ), under AS MATERIALIZED (
      SELECT b.* FROM blocks b CROSS JOIN LATERAL (
        SELECT FROM appointments a
         WHERE a.doctor_id = b.doctor_id AND a.status IN ('pending', 'confirmed') AND a.ends_at > :now
           AND a.starts_at >= CASE WHEN {LONGEST_IS_KNOWN}
                                   THEN greatest(b.starts_at, :now) - CAST(:longest AS interval)
                                   ELSE '-infinity' END
           AND a.starts_at <= least(b.ends_at, '2200-01-01') + interval '1 minute'
           AND {floor_minute("a.starts_at")} < {ceil_minute("b.ends_at")}
           AND {ceil_minute("a.ends_at")} > {floor_minute("b.starts_at")}
           AND (b.appointment_type_id IS NULL OR b.appointment_type_id = a.appointment_type_id)
           AND ({_AT_ITS_PLACE})
           AND (b.location_room_id IS NULL OR b.location_room_id = a.location_room_id)
           AND NOT ({_PLACED_UNDER}) AND NOT {_IS_LISTED}
         LIMIT 1) AS one
    ), missed AS (
      SELECT DISTINCT ON (b.kind, b.cause_id) b.id, b.starts_at FROM under b WHERE NOT ({_IS_OWN})
       ORDER BY b.kind, b.cause_id, b.starts_at, b.id
    )
    SELECT id::text FROM missed ORDER BY starts_at, id LIMIT :most
    """  # noqa: S608 - only constants of this program are put in
)

# The version rises with each rule or break that is written or deleted. Acts of this program name theirs.
_HOURS = text(
    """
    SELECT d.id::text, d.hours_version, CASE WHEN known.version <> d.hours_version THEN NOT EXISTS (
             SELECT FROM staff_events s
              WHERE s.doctor_id = d.id AND s.action = 'hours_saved'
                AND s.metadata -> 'hours_version' = to_jsonb(d.hours_version)) ELSE false END AS is_missed
      FROM doctors d
      LEFT JOIN unnest(CAST(:doctor_ids AS uuid[]), CAST(:versions AS integer[])) AS known (id, version)
             ON known.id = d.id
     ORDER BY d.id
    """
)


def read_missed_causes(
    session: Session,
    since: datetime | None,
    hours_versions: Mapping[str, int],
    seen_ids: Collection[str] = (),
) -> Missed:
    """Read what was written since a look at ``since`` (aware) that found ``hours_versions``, by doctor's id.

    Blocks that are not over count, also those of closures and time off, where an appointment stands under one
    that is on no worklist for it and was there before the block was written. Where ``since`` is None, those
    that begin within ``FIRST_LOOK_DAYS``; blocks of ``seen_ids`` are left out. Hours are asked of doctors
    alone whose version is known: in a database that was adopted nobody knows who stood outside hours before.
    """
    session.execute(_HURRY)
    looked_at = read_database_clock(session)
    now = looked_at.replace(tzinfo=None)
    blocks = session.execute(
        _BLOCKS,
        {
            "now": now,
            "since": None if since is None else (since - OVERLAP).astimezone(UTC).replace(tzinfo=None),
            "until": now + timedelta(days=FIRST_LOOK_DAYS),
            "seen_ids": list(seen_ids),
            "longest": timedelta(minutes=LONGEST_APPOINTMENT_MINUTES + 1),
            "most": MOST_CAUSES + 1,
        },
    )
    ids: list[str] = list(blocks.scalars())
    known = {"doctor_ids": list(hours_versions), "versions": list(hours_versions.values())}
    doctors = session.execute(_HOURS, known).all()
    return Missed(
        looked_at=looked_at,
        exception_ids=tuple(ids[:MOST_CAUSES]),
        hours_of=tuple(row.id for row in doctors if row.is_missed),
        hours_versions={row.id: row.hours_version for row in doctors},
        is_all=len(ids) <= MOST_CAUSES,
    )
