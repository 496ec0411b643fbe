"""A database's version, size and numbers of rows, for its administrator."""

from dataclasses import dataclass

from sqlalchemy import MetaData, func, select, text
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Inventory:
    """The server's version text, the size of the database in bytes, and the number of rows by table."""

    server_version: str
    size_bytes: int
    rows: dict[str, int]


def read_inventory(session: Session, metadata: MetaData) -> Inventory:
    """Count the rows of every table of ``metadata`` that the database has, in the tables' order."""
    version, size = session.execute(
        text("SELECT current_setting('server_version'), pg_database_size(current_database())")
    ).one()
    there = set(
        session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
    )
    rows = {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name in there
    }
    return Inventory(str(version), int(size), rows)
