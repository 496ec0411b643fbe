"""What can go wrong between this program and its database, as types that carry data.

The window writes the sentence a person reads, in their language, from the type and its fields; ``str()`` of
an error is a plain English sentence for the command line. Neither ever contains a row's values, a password or
the server's DETAIL ("Failing row contains" shows a patient; truth.md, "Who may do what").
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

UnreachableReason = Literal[
    "unknown_host",  # there is no server of that name
    "refused",  # no server listens there
    "silent",  # something accepts the connection and does not answer in time
    "login",  # name or password are not accepted
    "password_needed",  # the server asks for a password and none was given
    "no_database",  # the server works, and has no database of that name
    "full",  # it has no connection free: of the server, of the database, or of the login
    "read_only",  # it can be read and not written to, and the address asks for one that can
    "turned_away",  # it answered and will not serve now: starting, stopping, closed to this computer
]
"""Why no connection could be made."""

_UNREACHABLE: dict[UnreachableReason, str] = {
    "unknown_host": "there is no computer of that name",
    "refused": "no database server listens there",
    "silent": "it does not answer",
    "login": "it does not accept this login name and password",
    "password_needed": "it asks for a password and none was given",
    "no_database": "it has no database of that name",
    "full": "it has no free connection left; the name and the password are not at fault",
    "read_only": "it can only be read at present",
    "turned_away": "it answered, but takes no connection at present",
}


class StoreError(Exception):
    """Any error of the model; ``retryable`` says that the whole transaction may be tried again."""

    retryable: ClassVar[bool] = False


class StoreUnreachable(StoreError):
    """No connection to ``target`` (host and database, never a password) could be made, for ``reason``.

    ``detail`` is the message of the client library or the server, one line, for the log.
    """

    def __init__(self, reason: UnreachableReason, target: str = "", detail: str = "") -> None:
        self.reason: UnreachableReason = reason
        self.target = target
        self.detail = detail
        super().__init__(f"The database {target or 'server'} cannot be reached: {_UNREACHABLE[reason]}.")


class WrongDatabaseUrl(StoreError):
    """The text given as database address is not one; ``shown`` is that text without a password."""

    def __init__(self, shown: str, problem: str) -> None:
        self.shown = shown
        self.problem = problem
        super().__init__(
            f"“{shown}” is not a database address: {problem}. "
            "It looks like postgresql://name@server:5432/database."
        )


class SchemaMismatch(StoreError):
    """The database's schema is not the one this program was written for.

    ``found`` is the database's revision (None: no medic-desk schema at all), ``expected`` the program's.
    ``newer`` is true when the program does not know the revision it found.
    """

    def __init__(self, found: str | None, expected: str, *, newer: bool, target: str = "") -> None:
        self.found = found
        self.expected = expected
        self.newer = newer
        self.target = target
        where = target or "the database"
        if newer:
            text = (
                f"The schema of {where} ({found}) is newer than this program ({expected}). "
                "Install a newer medic-desk on this computer."
            )
        elif found is None:
            text = (
                f"{where} is not a medic-desk database yet. "
                "If it is meant to be one, let its administrator run: medic-desk db upgrade"
            )
        else:
            text = (
                f"The schema of {where} ({found}) is older than this program ({expected}). "
                "Let its administrator run: medic-desk db upgrade"
            )
        super().__init__(text[0].upper() + text[1:])


class ConnectionLost(StoreError):
    """The connection broke in the middle of a job.

    ``is_undone`` where it broke before COMMIT was sent: the server rolls that back in any case. Else it is
    unknown whether COMMIT arrived; running the whole transaction again with the same act id finds out, and
    the act happens once (truth.md, step 1). ``sqlstate`` is None where the server sent no error.
    """

    retryable = True

    def __init__(self, sqlstate: str | None = None, *, is_undone: bool = False) -> None:
        self.sqlstate = sqlstate
        self.is_undone = is_undone
        super().__init__("The connection to the database was lost.")


class Contended(StoreError):
    """Another desk was in the way for a moment: deadlock (40P01), serialization (40001), lock (55P03)."""

    retryable = True

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate
        super().__init__("Another desk is writing the same place at this moment.")


class TookTooLong(StoreError):
    """The server cancelled the statement (57014): after ``statement_timeout``, or asked by this program."""

    def __init__(self) -> None:
        super().__init__("The database took too long and the work was given up; nothing was changed.")


class SlotTaken(StoreError):
    """An exclusion constraint refused the row (23P01): doctor and lane, or a room or machine, are taken."""

    def __init__(self, constraint: str = "", table: str = "") -> None:
        self.constraint = constraint
        self.table = table
        super().__init__("This time has just been taken.")


class StaleRecord(StoreError):
    """The record changed since it was read; ``expected`` and ``found`` are row versions (None: gone)."""

    def __init__(self, table: str, record_id: str, expected: int, found: int | None) -> None:
        self.table = table
        self.record_id = record_id
        self.expected = expected
        self.found = found
        super().__init__("Somebody else has changed this meanwhile.")


class ConstraintBroken(StoreError):
    """A constraint other than an exclusion refused the row: class 23 without 23P01.

    ``sqlstate`` tells the kind (23502 not null, 23503 foreign key, 23505 unique, 23514 check);
    ``constraint``, ``table`` and ``column`` are names of the schema, empty where the server named none.
    """

    def __init__(self, sqlstate: str, constraint: str = "", table: str = "", column: str = "") -> None:
        self.sqlstate = sqlstate
        self.constraint = constraint
        self.table = table
        self.column = column
        what = constraint or ".".join(filter(None, (table, column))) or sqlstate
        super().__init__(f"The database refused this: it breaks the rule {what}.")


class RaisedByDatabase(StoreError):
    """A trigger or a function of the schema raised an error: class P0, or a class of the schema's own.

    ``message`` is the text of its RAISE: ids and rules, no names of people (truth.md).
    """

    def __init__(self, sqlstate: str, message: str, constraint: str = "", table: str = "") -> None:
        self.sqlstate = sqlstate
        self.message = message
        self.constraint = constraint
        self.table = table
        super().__init__(f"The database refused this: {message}.")


class NotPermitted(StoreError):
    """The login may not do this (42501): grants, row security or a trigger that guards authority."""

    def __init__(self, message: str = "", table: str = "") -> None:
        self.message = message
        self.table = table
        super().__init__("Your login is not allowed to do this.")


class DiskFull(StoreError):
    """The disk of the database is full (53100, or no room for the embedded server at ``path``)."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        where = f"where {path} lies" if path is not None else "of the database server"
        super().__init__(
            f"The disk {where} is full. Nothing was left half done; free some space and try again."
        )


class ReadOnlyServer(StoreError):
    """The session can read and not write (25006): a standby, or a database or login that was set so."""

    def __init__(self) -> None:
        super().__init__("The database can only be read at present; nothing was changed.")


class DatabaseFault(StoreError):
    """Any other error of the server, known by its SQLSTATE alone."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate
        super().__init__(f"The database reported an error ({sqlstate or 'without a code'}).")


class NotFound(StoreError):
    """The row ``record_id`` of ``table`` does not exist (any more)."""

    def __init__(self, table: str, record_id: str) -> None:
        self.table = table
        self.record_id = record_id
        super().__init__(f"There is no such row in {table} any more.")


class RowsBreakRules(StoreError):
    """Rows of the database at ``target`` break rules of this program's schema.

    ``rows`` are (table, id, column): what each rule is about, and nothing that stands in the row.
    """

    def __init__(self, target: str, rows: Sequence[tuple[str, str, str]]) -> None:
        self.target = target
        self.rows = tuple(rows)
        listed = "\n".join(f"{table:32}{row_id:40}{column}" for table, row_id, column in self.rows)
        super().__init__(
            f"{target} holds values that break the rules of this version's schema. "
            "Correct them (table, id, column):\n" + listed
        )


class SchemaOccupied(StoreError):
    """The database at ``target`` has a table with a name of ours that medic-desk did not make."""

    def __init__(self, target: str, table: str) -> None:
        self.target = target
        self.table = table
        super().__init__(
            f"{target} already has a table “{table}” that medic-desk did not make; nothing was changed. "
            "Name an empty database."
        )
