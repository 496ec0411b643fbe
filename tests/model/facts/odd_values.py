"""Extreme values of each type of column, as SQL, and the columns of every table that can be set."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import CheckConstraint, Table

from medic_desk.model.tables import TableRow

_INSTANTS = (
    "'-infinity'", "'infinity'", "'1900-01-01'", "'1899-12-31 23:59:59'", "'2199-12-31 23:59:59'",
    "'2200-01-01'", "'20000-01-01'", "'0001-01-01'", "'4713-01-01 BC'", "'294276-12-31 23:59:59'",
)  # fmt: skip
_VALUES = {
    "integer": ("-2147483648", "-1", "0", "1", "65", "1441", "1200000000", "2147483647"),
    "smallint": ("-32768", "-1", "0", "64", "65", "32767"),
    "boolean": ("true", "false"),
    "timestamp without time zone": _INSTANTS,
    "date": ("'-infinity'", "'infinity'", "'1900-01-01'", "'2199-12-31'", "'2200-01-01'", "'20000-01-01'",
             "'4713-01-01 BC'", "'5874897-12-31'"),
    "time without time zone": ("'00:00'", "'00:00:01'", "'09:00'", "'23:59:59'", "'24:00'"),
    "text": ("''", "' '", "repeat('x', 100000)", "E'\\n\\t\\x01\\u202e'", "'Ω≈√ 👩‍⚕️ %_\\'", "'infinity'",
             "'Europe/Atlantis'", "'posix/Europe/Athens'", "'Etc/GMT+12'", "'EST5EDT'", "'europe/athens'"),
    "jsonb": ("'null'", "'0'", "'\"x\"'", "'[]'", "'{}'", "('{\"row_version\": 1e5000}')::jsonb",
              "(repeat('[', 3000) || repeat(']', 3000))::jsonb",
              ("'{\"row_version\": \"x\", \"reason\": {\"a\": 1}, \"changed\": [1, {}], \"before\": [],"
              " \"after\": {\"starts_at\": \"infinity\", \"ends_at\": \"0001-01-01T00:00:00\","
              " \"duration_minutes\": 1e400}}'")),
    "uuid": ("'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
}  # fmt: skip
_SPANS = (
    ("'1900-01-01'", "'1900-01-01 00:30'"),
    ("'2199-12-31 23:29:59'", "'2199-12-31 23:59:59'"),
    ("'1900-01-01'", "'2199-12-31 23:59:59'"),
    ("'-infinity'", "'infinity'"),
    ("'infinity'", "'infinity'"),
    ("'-infinity'", "'-infinity'"),
    ("'20000-01-01'", "'20000-01-02'"),
    ("'2027-03-08 09:00'", "'20000-01-02'"),
    ("'4713-01-01 BC'", "'2027-03-08 09:30'"),
    ("'2027-03-08 09:00'", "'2027-03-08 09:00'"),
    ("'2027-03-01 09:00'", "'2027-03-20 09:00'"),
)


class OddValues(NamedTuple):
    """What is set in one row: SQL by column."""

    table: str
    columns: dict[str, str]

    def __str__(self) -> str:
        told = ", ".join(f"{name} = {value[:40]}" for name, value in self.columns.items())
        return f"{self.table}: {told}"


def odd_values(connection: psycopg.Connection[Any]) -> Iterator[OddValues]:
    """Every column of every table with each extreme value of its type, and with each word that it knows."""
    for table in TableRow.metadata.sorted_tables:
        found = connection.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table.name],
        ).fetchall()
        key = table.primary_key.columns.keys()[0]
        names = [name for name, _ in found]
        for name, data_type in found:
            if name == key:
                continue
            words = [f"'{word}'" for word in sorted(_words_of(table, name))]
            for value in (*_VALUES[data_type], *words, "NULL"):
                yield OddValues(table.name, {name: value})
        if "starts_at" in names:
            for starts_at, ends_at in _SPANS:
                yield OddValues(table.name, {"starts_at": starts_at, "ends_at": ends_at})


def _words_of(table: Table, column: str) -> set[str]:
    """The words that a CHECK of one column lists."""
    checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
    return {
        word for check in checks if check.startswith(f"{column} IN") for word in re.findall(r"'(\w+)'", check)
    }
