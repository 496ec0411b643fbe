"""Rows that break a rule of the program's schema: listed by table, id and column, with nothing of a patient.

``db upgrade`` asks before it adds the rules, ``db check`` asks whenever it is run: a database that somebody
else made may hold what no rule of its own refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Connection, Date, Table, text

from medic_desk.model.tables import TableRow, UtcDateTime
from medic_desk.model.tables.declarative import IANA_ZONE, bounds_of

# Rules that a trigger keeps. Each answers table, id and column; each needs the columns that it names.
_ZONES = """
    SELECT '{table}', id::text, 'timezone' FROM {table}
    WHERE timezone <> 'Europe/Athens' AND timezone NOT IN (SELECT name FROM pg_timezone_names)
      AND {iana_zone}
"""
_MERGE_RINGS = """
    WITH RECURSIVE chain AS (
        SELECT id AS start, merged_into_id AS id FROM patients WHERE merged_into_id <> id
         UNION
        SELECT chain.start, p.merged_into_id FROM chain JOIN patients AS p ON p.id = chain.id
         WHERE p.merged_into_id <> p.id
    )
    SELECT 'patients', start::text, 'merged_into_id' FROM chain WHERE id = start
"""
_SCATTERED_RESOURCES = """
    SELECT 'bookable_resources', r.id::text, 'location_room_id'
      FROM bookable_resources AS r
      JOIN location_rooms AS room ON room.id = r.location_room_id
      JOIN doctor_locations AS a ON a.id = r.doctor_location_id
      JOIN doctor_locations AS b ON b.id = room.doctor_location_id
     WHERE a.id <> b.id AND NOT coalesce({is_same_house}, false)
"""
_SAME_SITE = "a.clinic_site_id = b.clinic_site_id"
# Before there are sites: the migration makes one of the locations of these.
_SAME_ADDRESS = """(
    a.doctor_id <> b.doctor_id AND medic_fold(a.name) = medic_fold(b.name)
    AND medic_fold(coalesce(a.address, '')) = medic_fold(coalesce(b.address, ''))
    AND medic_fold(coalesce(a.city, '')) = medic_fold(coalesce(b.city, ''))
)"""


@dataclass(frozen=True, slots=True, order=True)
class BrokenRow:
    """A row that breaks a rule: its table, its id, and the column that the rule is about."""

    table: str
    row_id: str
    column: str


def read_broken_rows(connection: Connection) -> tuple[BrokenRow, ...]:
    """Read every row that breaks a rule of this program's schema, by table, id and column.

    Rules on columns that the database does not have yet are left out: an older schema is asked what it has.
    """
    columns = _read_columns(connection)
    queries = [
        query
        for table in TableRow.metadata.sorted_tables
        if table.name in columns and (query := _broken_checks(table, columns[table.name])) is not None
    ]
    queries += [
        _ZONES.format(table=table, iana_zone=IANA_ZONE)
        for table in ("doctors", "schedule_rules")
        if table in columns
    ]
    if "patients" in columns:
        queries.append(_MERGE_RINGS)
    if {"bookable_resources", "location_rooms", "doctor_locations"} <= columns.keys():
        has_sites = "clinic_site_id" in columns["doctor_locations"]
        queries.append(_SCATTERED_RESOURCES.format(is_same_house=_SAME_SITE if has_sites else _SAME_ADDRESS))
    found = {
        BrokenRow(str(table), str(row_id), str(column))
        for query in queries
        for table, row_id, column in connection.exec_driver_sql(
            query, execution_options={"no_parameters": True}
        )
    }
    return tuple(sorted(found))


def _read_columns(connection: Connection) -> Mapping[str, frozenset[str]]:
    """The columns of each table that the database has under a name of ours."""
    rows = connection.execute(
        text(
            "SELECT table_name::text, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' GROUP BY table_name"
        )
    )
    ours = TableRow.metadata.tables
    return {str(table): frozenset(columns) for table, columns in rows if table in ours}


def _broken_checks(table: Table, there: frozenset[str]) -> str | None:
    """The query for the rows of a table that break one of its CHECKs; None where it has none to ask."""
    broken = []
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        if not isinstance(constraint, CheckConstraint):
            continue
        condition = str(constraint.sqltext)
        named = [name for name in re.findall(r"\w+", condition) if name in table.columns]
        if there.issuperset(named):
            # Arithmetic on an instant out of bounds may fail by itself; its row is listed for the instant.
            can_compute = " AND ".join(
                f"({bounds_of(name)}) IS NOT FALSE"
                for name in named
                if isinstance(table.columns[name].type, UtcDateTime | Date) and condition != bounds_of(name)
            )
            is_broken = f"CASE WHEN {can_compute or 'true'} THEN ({condition}) IS FALSE ELSE false END"
            broken.append(f"('{named[0]}', {is_broken})")
    if not broken:
        return None
    (key,) = table.primary_key.columns
    return (
        f"SELECT '{table.name}', {key.name}::text, rule.about"  # noqa: S608 - names of our own mappings
        f" FROM {table.name} CROSS JOIN LATERAL (VALUES {', '.join(broken)}) AS rule (about, is_broken)"
        " WHERE rule.is_broken"
    )
