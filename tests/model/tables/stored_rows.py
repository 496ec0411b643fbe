"""All that a database of ours holds, to compare what an upgrade leaves of it."""

from typing import Any

import psycopg

LATER_COLUMNS = ["sound_fold", "sort_fold", "phone_keys", "search_keys"]
"""Computed from other columns, since revision 0006."""


def contents(db: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """Every row of every table but Alembic's, in the columns that were there before."""
    tables = db.execute(
        "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
        " FROM information_schema.columns"
        " JOIN pg_tables ON tablename = table_name AND schemaname = table_schema"
        " WHERE table_schema = 'public' AND table_name <> 'alembic_version' AND column_name <> ALL (%s)"
        " GROUP BY table_name",
        [LATER_COLUMNS],
    ).fetchall()
    return {
        table: db.execute(f"SELECT row({columns})::text FROM {table} ORDER BY 1").fetchall()
        for table, columns in tables
    }
