"""Patients as a desk finds them: by name in any alphabet, phone, number, birth date or e-mail."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import RowMapping, case, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE
from medic_desk.model.patients.matched import Matched, Numbers, matched_number
from medic_desk.model.patients.name_arms import NO_FIT
from medic_desk.model.patients.ranking import Parameters, rank
from medic_desk.model.patients.short_text import beginnings, short_text_statement
from medic_desk.model.patients.typed import Typed, take_apart
from medic_desk.model.tables import PatientRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEntry:
    """A row of ``patients`` as a list shows it.

    ``is_unreadable`` where the birth date is none that a row may have (infinity, say): it is then None.
    ``matched`` is the number that was looked for, where the patient was found by one.
    """

    id: str
    first_name: str
    last_name: str
    father_name: str | None
    birth_date: date | None
    phone: str | None
    mobile_phone: str | None
    email: str | None
    file_number: str | None
    national_number: str | None = None
    is_unreadable: bool = False
    matched: Matched | None = None

    @property
    def full_name(self) -> str:
        """Last name first, as the clinic's lists are sorted."""
        return f"{self.last_name} {self.first_name}".strip()


Born = tuple[date, date]
"""The first and the last day, both included, on which somebody of an age was born."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatient:
    """A patient typed at the desk, not yet in the database; a last name is all that must be there."""

    last_name: str
    first_name: str = ""
    father_name: str | None = None
    birth_date: date | None = None
    phone: str | None = None
    mobile_phone: str | None = None
    email: str | None = None


_HAS_READABLE_BIRTH = PatientRow.birth_date.between(FIRST_DATE, LAST_DATE)
_COLUMNS = (
    PatientRow.id,
    PatientRow.first_name,
    PatientRow.last_name,
    PatientRow.father_name,
    # The driver cannot read a date beyond Python's own: it would take every row of the answer away.
    case((_HAS_READABLE_BIRTH, PatientRow.birth_date)).label("birth_date"),
    PatientRow.phone,
    PatientRow.mobile_phone,
    PatientRow.email,
    PatientRow.file_number,
    PatientRow.national_number,
    func.coalesce(~_HAS_READABLE_BIRTH, False).label("is_unreadable"),
)


@dataclass(frozen=True, slots=True)
class FoundPatients:
    """The patients who fit best, and how many fit; ``has_more`` where there are more than were counted.

    ``is_sought`` is False where nothing was typed that a patient could have: then nobody was looked for.
    """

    entries: tuple[PatientEntry, ...] = ()
    total: int = 0
    has_more: bool = False
    is_sought: bool = False


# The plan must know what is looked for: a beginning of two letters and a whole name are found otherwise.
_PLAN = sql(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '32MB', true),"
    " set_config('enable_seqscan', 'off', true)"
)

_SEEN_DAYS = 90
_COUNTED = 5000

_SEARCH = """
WITH {near}found AS MATERIALIZED (
  SELECT id, sort_fold, birth_date, {cost} AS cost
    FROM (SELECT p.id, p.sort_fold, p.birth_date{columns} FROM patients p
           WHERE p.merged_into_id IS NULL AND ({fits}){born} OFFSET 0) AS fitting
),
costs AS MATERIALIZED (
  SELECT cost, count(*) AS number, sum(count(*)) OVER (ORDER BY cost) AS so_far
    FROM found WHERE cost < {no_fit} GROUP BY cost
),
-- The cost of the last one who is listed. Of those who cost less, all are.
bound AS (
  SELECT coalesce(min(cost) FILTER (WHERE so_far >= :limit), max(cost)) AS cost, sum(number) AS total
    FROM costs
),
listed AS (
  SELECT f.id, f.cost, f.sort_fold, f.birth_date, {seen} AS is_seen
    FROM found f WHERE f.cost < (SELECT cost FROM bound)
  UNION ALL
  (SELECT f.id, f.cost, f.sort_fold, f.birth_date, true
     FROM found f WHERE f.cost = (SELECT cost FROM bound) AND {seen}
    ORDER BY f.sort_fold, f.birth_date, f.id LIMIT :limit)
  UNION ALL
  (SELECT f.id, f.cost, f.sort_fold, f.birth_date, false
     FROM found f WHERE f.cost = (SELECT cost FROM bound)
    ORDER BY f.sort_fold, f.birth_date, f.id LIMIT 2 * :limit)
)
SELECT id, (SELECT total FROM bound) AS total
  FROM (SELECT DISTINCT ON (id) * FROM listed ORDER BY id, is_seen DESC) AS each
 ORDER BY cost, is_seen DESC, sort_fold, birth_date, id
 LIMIT :limit
"""
_BORN = " AND p.birth_date BETWEEN :born_first AND :born_last"
_SEEN = f"""(f.id = ANY (CAST(:opened AS uuid[])) OR EXISTS (
    SELECT FROM appointments a WHERE a.patient_id = f.id
       AND a.starts_at >= timezone('utc', now()) - interval '{_SEEN_DAYS} days'
       AND a.starts_at < timezone('utc', now()) + interval '{_SEEN_DAYS} days'))"""


def read_patients(session: Session, text: str, limit: int = 20) -> tuple[PatientEntry, ...]:
    """Find patients by what was typed, the best first; see ``read_found_patients``."""
    return read_found_patients(session, text, limit).entries


def read_found_patients(
    session: Session,
    text: str,
    limit: int = 20,
    opened: Collection[str] = (),
    born: Born | None = None,
) -> FoundPatients:
    """Find patients by what was typed, in the order of docs/finding-patients.md, and say how many there are.

    Every word must fit something. Of equals, those seen lately come first: with an appointment within 90
    days, or among ``opened``, whose cards were opened at this desk today. Merged rows are left out. Letters
    inside names and names with one wrong letter are looked for where fewer than ``limit`` fit otherwise.
    Those who were ``born`` then come before all others, and nobody is left out for it.
    """
    typed = take_apart(text)
    if typed.is_empty:
        return FoundPatients()
    session.execute(_PLAN)
    of_age = _search(session, typed, limit, opened, is_loose=False, born=born)[0] if born else []
    ids, total, has_more = _best(session, typed, limit, opened)
    ids = [*of_age, *(one for one in ids if one not in of_age)][:limit]
    return FoundPatients(_read_found(session, ids, typed), total, has_more, is_sought=True)


def _best(session: Session, typed: Typed, limit: int, opened: Collection[str]) -> tuple[list[str], int, bool]:
    """The ids of those who fit best, in order, how many fit, and whether there are more."""
    ids = _search_short_text(session, typed, limit, opened)
    if len(ids) >= limit:
        return ids, *_count(session, typed)
    ids, total = _search(session, typed, limit, opened, is_loose=False)
    if total < limit and typed.readings:
        ids, total = _search(session, typed, limit, opened, is_loose=True)
    return ids, total, False


def _search_short_text(session: Session, typed: Typed, limit: int, opened: Collection[str]) -> list[str]:
    """The ids of those who fit a short text best, in order: the whole answer if they are ``limit``."""
    parameters = Parameters()
    statement = short_text_statement(typed, parameters, _SEEN.replace("f.id", "p.id"))
    if statement is None:
        return []
    values = {**parameters.values, "limit": limit, "opened": list(opened)}
    return [str(one) for one in session.execute(sql(statement), values).scalars()]


def _count(session: Session, typed: Typed) -> tuple[int, bool]:
    """How many fit, and whether there are more: they are counted up to ``_COUNTED``."""
    parameters = Parameters()
    fits = rank(typed, parameters).fits
    begin = beginnings(typed, parameters)
    fitting = "SELECT FROM patients p WHERE p.merged_into_id IS NULL AND ({})"
    number = f"(SELECT count(*) FROM ({fitting} LIMIT {_COUNTED + 1}) AS counted)"  # noqa: S608 - of our own conditions
    counted = number.format(fits)
    if begin is not None:
        # They stand together in one index: where they are too many already, nobody else is counted.
        few = number.format(begin)
        counted = f"CASE WHEN {few} > {_COUNTED} THEN {_COUNTED + 1} ELSE {counted} END"
    total: int = session.execute(sql(f"SELECT {counted}"), parameters.values).scalar_one()
    return min(total, _COUNTED), total > _COUNTED


def _search(
    session: Session,
    typed: Typed,
    limit: int,
    opened: Collection[str],
    *,
    is_loose: bool,
    born: Born | None = None,
) -> tuple[list[str], int]:
    """The ids of those who fit best, in order, and how many fit at all; of the ``born`` alone, if said."""
    parameters = Parameters()
    ranking = rank(typed, parameters, is_loose=is_loose)
    statement = _SEARCH.format(
        near=parameters.near,
        cost=ranking.cost,
        columns=ranking.columns,
        fits=ranking.fits,
        no_fit=NO_FIT,
        seen=_SEEN,
        born=_BORN if born is not None else "",
    )
    values = {**parameters.values, "limit": limit, "opened": list(opened)}
    if born is not None:
        values |= {"born_first": born[0], "born_last": born[1]}
    found = session.execute(sql(statement), values).all()
    return [str(row.id) for row in found], int(found[0].total) if found else 0


def _read_found(session: Session, ids: list[str], typed: Typed) -> tuple[PatientEntry, ...]:
    """The patients found, each with the number that was looked for."""
    return tuple(
        replace(entry, matched=matched_number(typed, _numbers(entry))) for entry in read_entries(session, ids)
    )


def _numbers(entry: PatientEntry) -> Numbers:
    return Numbers(
        file_number=entry.file_number,
        national_number=entry.national_number,
        phones=(entry.mobile_phone, entry.phone),
        email=entry.email,
    )


def read_entries(session: Session, ids: list[str]) -> tuple[PatientEntry, ...]:
    """Read patients by their ids, in the order of these; those who are gone are left out."""
    if not ids:
        return ()
    rows = session.execute(select(*_COLUMNS).where(PatientRow.id.in_(ids))).mappings()
    by_id = {row["id"]: _entry(row) for row in rows}
    return tuple(by_id[one] for one in ids if one in by_id)


def read_patient(session: Session, patient_id: str) -> PatientEntry | None:
    """Read one patient; None where the row is gone or was merged into another."""
    row = (
        session.execute(
            select(*_COLUMNS).where(PatientRow.id == patient_id, PatientRow.merged_into_id.is_(None))
        )
        .mappings()
        .one_or_none()
    )
    return None if row is None else _entry(row)


def _entry(row: RowMapping) -> PatientEntry:
    return PatientEntry(**{str(name): value for name, value in row.items()})
