"""What every mapped row shares: the metadata with its constraint names, the key and the two timestamps."""

from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar

from sqlalchemy import Boolean, Date, Integer, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TIME
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from medic_desk.model.tables.column_types import NOW_UTC, UtcDateTime

NAMING_CONVENTION = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}
"""PostgreSQL's own pattern, so that a constraint is called the same wherever it was made."""

Id = Annotated[str, mapped_column(Uuid(as_uuid=False))]
"""A reference to another row: the canonical lower-case text of its UUID."""


class TableRow(DeclarativeBase):
    """Base of every mapped class: a row of one table of the schema catalog (docs/booking-schema.md).

    ``id`` is a UUID as text, made by the server when left out. ``inserted_at`` and ``updated_at`` are UTC
    instants; an UPDATE that leaves ``updated_at`` alone has it set by trigger.
    """

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any] | type[TypeEngine[Any]]]] = {
        str: Text(),
        int: Integer(),
        bool: Boolean(),
        date: Date(),
        time: TIME(precision=0),
        datetime: UtcDateTime(),
        dict[str, Any]: JSONB(),
    }

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, server_default=text("gen_random_uuid()"), sort_order=-1
    )
    inserted_at: Mapped[datetime] = mapped_column(server_default=NOW_UTC, sort_order=1000)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW_UTC, sort_order=1001)
