"""The database's clock: the only clock that decides, and the cheapest query to check a connection with."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session


def read_database_clock(session: Session) -> datetime:
    """The server's present time, aware, UTC."""
    now: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now.astimezone(UTC)
