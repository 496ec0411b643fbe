"""How the schema's column types meet Python: UTC instants, uuid text, wall-clock times, JSON.

``utc_datetime`` of the reference is ``timestamp(0)`` holding UTC; in Python always an aware ``datetime``.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeDecorator

NOW_UTC = text("timezone('utc', now())")
"""Server default of ``inserted_at``, ``updated_at`` and ``occurred_at``: the transaction's instant in UTC."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in Python, ``timestamp(0)`` without time zone holding UTC in PostgreSQL.

    Any aware zone goes in and UTC comes out. Sub-seconds are cut off, since ``timestamp(0)`` would round them
    (and could push an end over the next start). Raises ``ValueError`` for a naive one: its zone is a guess.
    """

    impl = TIMESTAMP(precision=0)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the naive UTC wall value that is stored."""
        if value is None:
            return None
        if value.tzinfo is None or value.utcoffset() is None:
            raise ValueError(
                "an instant needs a time zone: a naive datetime would be stored in an unknown one"
            )
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the stored value as an aware UTC datetime."""
        return None if value is None else value.replace(tzinfo=UTC)


JsonMap = dict[str, Any]
"""The reference's ``map``: a JSON object, ``jsonb`` in PostgreSQL."""
