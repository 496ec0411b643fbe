"""Who may stand twice in the clinic's list: likely duplicates in pairs, the likeliest first."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE
from medic_desk.model.patients.letters import letters
from medic_desk.model.patients.search import PatientEntry, read_entries
from medic_desk.model.patients.short_forms import all_forms

PAGE = 200
"""How many pairs a window asks for at a time."""

TOO_MANY_SHARE = 20
"""What more patients than this have in common tells nothing of two of them.

So it is with a phone that was typed for want of another, and with a name without a birth date beside it.
"""

NameLikeness = Literal["same", "spelling", "short_form", "swapped", "last_name"]
"""How two names are alike.

By their letters, by their sound, by a short form (Κώστας), with first and last name changed over; or by the
last name, where one has no first name.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two patients who may be one, and why; ``one`` was entered first.

    ``name`` is None where the names are not alike. ``has_same_birth_date`` where both are known and equal.
    """

    one: PatientEntry
    other: PatientEntry
    name: NameLikeness | None
    has_same_birth_date: bool
    has_same_phone: bool

    @property
    def key(self) -> str:
        """What tells the pair from all others."""
        return f"{self.one.id} {self.other.id}"


@dataclass(frozen=True, slots=True)
class DuplicatePairs:
    """The likeliest pairs, and how many there are."""

    pairs: tuple[DuplicatePair, ...] = ()
    total: int = 0


# All rests on the keys that the server keeps of each patient (``medic_search_keys``): a and b are the sounds
# of the names, P the phones. A pair comes of equal keys alone: nobody is compared with everybody. Of a name
# whose alphabet has no sounds here the letters (A, B) stand for them.
_PAIRS = """
WITH keyed AS MATERIALIZED (
  SELECT p.id, CASE WHEN p.birth_date BETWEEN :first_date AND :last_date THEN p.birth_date END AS born, k.*
    FROM patients p
    CROSS JOIN LATERAL (
      SELECT array_agg(substr(key, 2)) FILTER (WHERE kind = 'a' OR (kind = 'A' AND is_silent)) AS lasts,
             array_agg(substr(key, 2)) FILTER (WHERE kind = 'b' OR (kind = 'B' AND is_silent)) AS firsts,
             array_agg(substr(key, 2)) FILTER (WHERE kind = 'P' AND length(key) > 7) AS phones
        FROM (SELECT key, left(key, 1) AS kind, ascii(substr(key, 2, 1)) >= 1328 AS is_silent
                FROM unnest(tsvector_to_array(p.search_keys)) AS of_patient (key)
               WHERE left(key, 1) IN ('a', 'b', 'A', 'B', 'P')) AS each
    ) AS k
   WHERE p.merged_into_id IS NULL
),
names AS MATERIALIZED (
  SELECT id, born, last COLLATE "C" AS last, first COLLATE "C" AS first
    FROM keyed
    CROSS JOIN LATERAL unnest(lasts) AS last
    CROSS JOIN LATERAL unnest(coalesce(firsts, ARRAY[''])) AS first
),
forms AS MATERIALIZED (
  SELECT * FROM unnest(CAST(:sounds AS text[]), CAST(:others AS text[])) AS pair (sound, other)
),
rare AS MATERIALIZED (
  SELECT last, first FROM names GROUP BY last, first HAVING count(*) <= :too_many
),
unborn AS MATERIALIZED (
  SELECT n.* FROM names n JOIN rare r USING (last, first) WHERE n.born IS NULL AND first <> ''
),
sought AS (
  SELECT id, last, first, 0 AS way FROM unborn
  UNION ALL
  SELECT id, last, f.other, 1 FROM unborn JOIN forms f ON f.sound = first
  UNION ALL
  SELECT id, first, last, 2 FROM unborn
  UNION ALL
  SELECT id, f.other, last, 2 FROM unborn JOIN forms f ON f.sound = first
  UNION ALL
  SELECT id, first, f.other, 2 FROM unborn JOIN forms f ON f.sound = last
),
numbers AS MATERIALIZED (
  SELECT id, born, number COLLATE "C" AS number FROM keyed CROSS JOIN LATERAL unnest(phones) AS number
),
shared AS (
  SELECT number FROM numbers GROUP BY number HAVING count(*) BETWEEN 2 AND :too_many
),
-- Each way to be alike finds a pair by itself: 0 the names, 1 a short form, 2 the names changed over,
-- 3 the last name alone.
alike AS (
  SELECT n.id AS one, m.id AS other,
         CASE WHEN n.first = m.first THEN 0 WHEN '' IN (n.first, m.first) THEN 3 ELSE 1 END AS way,
         true AS is_born, false AS is_phone
    FROM names n JOIN names m ON m.born = n.born AND m.last = n.last AND n.id < m.id
   WHERE n.first = m.first OR '' IN (n.first, m.first)
      OR (n.first, m.first) IN (SELECT sound, forms.other FROM forms)
  UNION ALL
  SELECT n.id, m.id, 2, true, false
    FROM names n JOIN names m ON m.born = n.born AND m.first = n.last AND n.id <> m.id
   WHERE n.first = m.last OR (n.first, m.last) IN (SELECT sound, forms.other FROM forms)
  UNION ALL
  SELECT s.id, m.id, s.way, false, false
    FROM sought s
    JOIN names m ON m.last = s.last AND m.first = s.first AND m.id <> s.id
    JOIN rare r ON r.last = m.last AND r.first = m.first
  UNION ALL
  SELECT n.id, m.id, NULL, coalesce(n.born = m.born, false), true
    FROM shared JOIN numbers n USING (number) JOIN numbers m USING (number)
   WHERE n.id < m.id
),
pairs AS (
  SELECT least(one, other) AS one, greatest(one, other) AS other, min(way) AS way,
         bool_or(is_born) AS is_born, bool_or(is_phone) AS is_phone
    FROM alike GROUP BY 1, 2
),
ranked AS (
  SELECT pairs.*, count(*) OVER () AS total,
         CASE WHEN way IS NOT NULL AND is_born THEN CASE WHEN is_phone THEN 0 ELSE 1 END
              WHEN way IS NOT NULL AND is_phone THEN 2
              WHEN is_born THEN 3
              WHEN way IS NOT NULL THEN 4
              ELSE 5 END AS place
    FROM pairs
)
SELECT CASE WHEN is_in_order THEN p.id ELSE q.id END::text AS one,
       CASE WHEN is_in_order THEN q.id ELSE p.id END::text AS other, way, is_born, is_phone, total
  FROM ranked
  JOIN patients p ON p.id = ranked.one
  JOIN patients q ON q.id = ranked.other
  CROSS JOIN LATERAL (SELECT (p.inserted_at, p.id) < (q.inserted_at, q.id) AS is_in_order) AS ordered
 ORDER BY place, way, least(p.sort_fold, q.sort_fold), ranked.one, ranked.other
 LIMIT :limit
"""

_WAYS: dict[int, NameLikeness] = {1: "short_form", 2: "swapped", 3: "last_name"}

LONGEST_SECONDS = 60
"""How long the server may look for them: it goes through all patients."""

_ROOM = text(
    "SELECT set_config('work_mem', '64MB', true),"
    f" set_config('statement_timeout', '{LONGEST_SECONDS * 1000}', true)"
)


def read_duplicate_pairs(session: Session, limit: int = PAGE) -> DuplicatePairs:
    """Read the likely duplicates of the whole clinic, ``limit`` pairs at most, the likeliest first.

    Two are alike as ``read_likely_duplicates`` says it of one patient. First come those of the same name and
    birth date (and phone), then of the same name and phone, of the same phone and birth date, of the same
    name where a birth date is missing, at last those who share no more than a phone, as a family does.

    Raises ``TookTooLong`` after ``LONGEST_SECONDS``.
    """
    session.execute(_ROOM)
    sounds, others = zip(*all_forms(), strict=True)
    asked = {
        "sounds": list(sounds),
        "others": list(others),
        "first_date": FIRST_DATE,
        "last_date": LAST_DATE,
        "too_many": TOO_MANY_SHARE,
        "limit": limit,
    }
    found = session.execute(text(_PAIRS), asked).all()
    ids = dict.fromkeys(one for row in found for one in (row.one, row.other))
    entries = {entry.id: entry for entry in read_entries(session, list(ids))}
    pairs = tuple(
        _pair(row, entries[row.one], entries[row.other])
        for row in found
        if row.one in entries and row.other in entries
    )
    return DuplicatePairs(pairs, found[0].total if found else 0)


def _pair(row: Row[tuple[object, ...]], one: PatientEntry, other: PatientEntry) -> DuplicatePair:
    return DuplicatePair(
        one=one,
        other=other,
        name=_likeness(row.way, one, other),
        has_same_birth_date=row.is_born,
        has_same_phone=row.is_phone,
    )


def _likeness(way: int | None, one: PatientEntry, other: PatientEntry) -> NameLikeness | None:
    if way is None:
        return None
    if way:
        return _WAYS[way]
    return "same" if letters(one.full_name) == letters(other.full_name) else "spelling"
