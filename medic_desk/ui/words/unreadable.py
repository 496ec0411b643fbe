"""Rows that could not be read, as a receptionist passes them on: how many, and which by table and id."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from medic_desk.model.facts.readable import UnreadableRow

translate = QCoreApplication.translate

_NAMED = 3
"""Rows that a sentence names: ``medic-desk db check`` lists all that break a rule of the schema."""
_ID_LETTERS = 8


def row_name(table: str, row_id: str) -> str:
    """``appointments 1234abcd…``: enough to find the row by."""
    return f"{table} {row_id[:_ID_LETTERS]}…"


def unreadable_rows_sentence(rows: Sequence[UnreadableRow]) -> str:
    """What could not be read and whom to tell; empty where everything could."""
    if not rows:
        return ""
    named = ", ".join(row_name(row.table, row.id) for row in rows[:_NAMED])
    text = translate(
        "Unreadable",
        "%n row(s) could not be read: {rows} – tell whoever looks after the database.",
        n=len(rows),
    )
    return text.format(rows=named if len(rows) <= _NAMED else f"{named}, …")


def cannot_be_read(table: str, row_id: str) -> str:
    """What stands at the place of one such row."""
    return translate("Unreadable", "{row} could not be read").format(row=row_name(table, row_id))


def each_once(rows: Iterable[UnreadableRow]) -> tuple[UnreadableRow, ...]:
    """The rows in their order, none of them twice."""
    return tuple({(row.table, row.id): row for row in rows}.values())
