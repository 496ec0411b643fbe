"""All rows of a database as one text of SQL, which writes them again into a database that has none.

A trigger that ran when the rows were first written has done its work: it is part of them, and none runs when
they are written again.
"""

from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

from medic_desk.model.tables import TableRow


def rows_again(session: Session) -> str:
    """The statements that write all rows there are, ids and times too; empty where there are none."""
    connection = _driver(session)
    tables = TableRow.metadata.sorted_tables
    reading = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, jsonb_agg(to_jsonb(t) ORDER BY t.ctid)::text FROM {} AS t").format(
            table.name, sql.Identifier(table.name)
        )
        for table in tables
    )
    rows: list[tuple[str, str | None]] = connection.execute(reading).fetchall()
    columns = {
        table.name: sql.SQL(", ").join(
            sql.Identifier(column.name) for column in table.columns if column.computed is None
        )
        for table in tables
    }
    writing = [
        sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_recordset(NULL::{0}, {2})").format(
            sql.Identifier(name), columns[name], found
        )
        for name, found in rows
        if found is not None
    ]
    if not writing:
        return ""
    replica, origin = (
        sql.SQL(f"SET LOCAL session_replication_role = {role}") for role in ("replica", "origin")
    )
    return sql.SQL("; ").join([replica, *writing, origin]).as_string(connection)


def write_rows(session: Session, statements: str) -> None:
    """Write what ``rows_again`` answered, in one message to the server; only a superuser may."""
    _driver(session).execute(statements.encode())


def _driver(session: Session) -> psycopg.Connection[Any]:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver
