"""docs/booking-schema.md is the catalog of the schema: it says what the mappings say, column by column."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DefaultClause,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB, TIME, TSVECTOR, ExcludeConstraint

from medic_desk.model.tables import TableRow, UtcDateTime
from tests.model.tables.test_schema_plain_writer import FULL, STAMPS

PAGE = (Path(__file__).parents[3] / "docs" / "booking-schema.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## Table: `(\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
TABLES = TableRow.metadata.tables

WORDS = {
    UtcDateTime: "utc_datetime",
    SmallInteger: "smallint",
    Integer: "integer",
    Uuid: "uuid",
    Text: "string",
    Boolean: "boolean",
    TIME: "time",
    Date: "date",
    JSONB: "map",
    TSVECTOR: "tsvector",
}


class Line(NamedTuple):
    column: str
    type: str
    notes: str


def lines(table: str) -> list[Line]:
    rows = re.findall(r"^\| (`[^|]+) \| `(\w+)` \| (.*) \|$", SECTIONS[table], re.MULTILINE)
    return [
        Line(name, type_, notes) for names, type_, notes in rows for name in re.findall(r"`(\w+)`", names)
    ]


def default_word(column: Column[object]) -> str | None:
    """How the page says the server's default; None where the column has none."""
    if column.server_default is None or column.computed is not None:
        return None
    assert isinstance(column.server_default, DefaultClause)
    sql = str(column.server_default.arg)
    if sql.startswith("timezone"):
        return "Default now"
    return (
        "Primary key"
        if column.primary_key
        else f"Default `{sql.removesuffix('::jsonb').strip(chr(39)) or sql}`"
    )


def test_every_table_has_its_section_and_no_other() -> None:
    assert set(SECTIONS) == set(TABLES)
    assert set(re.findall(r"^\| \[`(\w+)`\]", PAGE, re.MULTILINE)) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_section_names_the_mapped_class(table: str) -> None:
    (mapper,) = [mapper for mapper in TableRow.registry.mappers if mapper.local_table is TABLES[table]]
    assert f"- **Module**: `{mapper.class_.__module__}.{mapper.class_.__name__}`" in SECTIONS[table]
    assert "- **Purpose**: " in SECTIONS[table]


@pytest.mark.parametrize("table", TABLES)
def test_columns_types_and_defaults_are_the_mappings(table: str) -> None:
    said = {line.column: line for line in lines(table)}
    assert list(said) == list(TABLES[table].columns.keys())
    for column in TABLES[table].columns:
        line = said[column.name]
        assert line.type == WORDS[type(column.type)], column
        default = default_word(column)
        assert default is None or default in line.notes, column
        assert ("Default" in line.notes) == (default is not None and not column.primary_key), column
        assert ("Computed" in line.notes) == (column.computed is not None), column
        required = not column.nullable and column.server_default is None and column.computed is None
        assert ("Required" in line.notes) == required, column
        assert ("Optional" not in line.notes) or column.nullable, column


@pytest.mark.parametrize("table", TABLES)
def test_foreign_keys_are_said(table: str) -> None:
    for line in lines(table):
        pointed = {key.column.table.name for key in TABLES[table].columns[line.column].foreign_keys}
        said = set(re.findall(r"FK to `(\w+)`", line.notes))
        mirrored = table == "appointment_resource_claims" and line.column in {"starts_at", "ends_at"}
        assert said == (set() if mirrored else pointed), line


@pytest.mark.parametrize("table", TABLES)
def test_constraints_are_named(table: str) -> None:
    named = {
        str(constraint.name)
        for constraint in TABLES[table].constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint | ExcludeConstraint)
    }
    named |= {str(index.name) for index in TABLES[table].indexes if index.unique}
    named |= {
        str(key.name) for key in TABLES[table].foreign_key_constraints if key.ondelete or key.deferrable
    }
    assert set(re.findall(r"^- `(\w+)`: ", SECTIONS[table], re.MULTILINE)) == named
    for constraint in TABLES[table].constraints:
        if isinstance(constraint, CheckConstraint):
            assert f"- `{constraint.name}`: {constraint.sqltext}\n" in SECTIONS[table]


@pytest.mark.parametrize("table", FULL)
def test_additions_to_the_fourteen_are_marked(table: str) -> None:
    marked = {line.column for line in lines(table) if "*Addition*" in line.notes}
    assert marked == set(TABLES[table].columns.keys()) - set(FULL[table]) - set(STAMPS)
