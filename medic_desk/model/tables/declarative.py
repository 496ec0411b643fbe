"""What every mapped row shares: the metadata with its constraint names, the key and the two timestamps."""

from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, MetaData, Table, Text, Uuid, text
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


IANA_ZONE = "timezone !~ '^(posix|right)/|^(posixrules|localtime|Factory)$'"
"""Of the server's own list of zones, those that the time zone database of a program knows too."""


def bounds_of(instant: str) -> str:
    """The condition that an instant or date is finite and lies in the years 1900 to 2199."""
    return f"{instant} >= '1900-01-01' AND {instant} < '2200-01-01'"


class TableRow(DeclarativeBase):
    """Base of every mapped class: a row of one table of the schema catalog (docs/booking-schema.md).

    ``id`` is a UUID as text, made by the server when left out. ``inserted_at`` and ``updated_at`` are UTC
    instants; an UPDATE that leaves ``updated_at`` alone has it set by trigger. Every instant and date has a
    CHECK that it lies in the years 1900 to 2199: what is stored is finite, and a reader can trust it.
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

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        table = cast("Table", cls.__table__)
        for column in table.columns:
            if isinstance(column.type, UtcDateTime | Date):
                name = f"{column.name}_bounds"
                table.append_constraint(CheckConstraint(bounds_of(column.name), name=name))
