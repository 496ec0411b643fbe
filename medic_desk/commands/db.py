"""``medic-desk db upgrade | check | info``: what an administrator does to a shared database.

A window never changes a shared schema by itself; it says that this is to be run.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from math import ceil

from medic_desk import __version__
from medic_desk.diagnostics import add_verbose_argument, start_log
from medic_desk.model.store.errors import RowsBreakRules, StoreError
from medic_desk.model.store.inventory import read_inventory
from medic_desk.model.store.schema import (
    Rewriting,
    SchemaState,
    check_rows,
    check_schema,
    read_rewriting,
    read_schema_state,
    upgrade,
)
from medic_desk.model.store.session import UNHURRIED
from medic_desk.model.store.store import Store
from medic_desk.model.tables import TableRow
from medic_desk.settings import add_database_argument, read_database_url


def run(argv: Sequence[str]) -> int:
    """Run one of the three with the words after ``db``; answers the exit status.

    0: done, and for ``check`` the schema and its rows fit. 1: they do not, or the database is out of use; a
    sentence on stderr says why. 2: the command line names no database or no action.
    """
    parser = argparse.ArgumentParser(prog="medic-desk db", description="Look after a shared database.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, meaning in (
        ("upgrade", "bring the schema to what this version of medic-desk needs"),
        ("check", "say whether schema and rows are what this version needs (exit status 0) or not (1)"),
        ("info", "say what is there: versions, size, rows"),
    ):
        action = actions.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
        add_database_argument(action)
        add_verbose_argument(action)
    arguments = parser.parse_args(argv)
    start_log(arguments, os.environ)
    url = read_database_url(arguments, os.environ)
    if url is None:
        parser.error(
            "name the database: --database postgresql://name@server/database, or MEDIC_DESK_DATABASE"
        )
    try:
        return {"upgrade": _upgrade, "check": _check, "info": _info}[arguments.action](url)
    except StoreError as error:
        print(f"medic-desk db: {error}", file=sys.stderr)
        return 1


def _upgrade(url: str) -> int:
    rewriting = read_rewriting(url)
    if rewriting is not None and rewriting.rows:
        print(_announced(rewriting), file=sys.stderr, flush=True)
    before, after = upgrade(url)
    if before == after:
        print(f"The schema was up to date already ({after}); nothing was changed.")
    else:
        print(f"The schema was brought from {before or 'nothing'} to {after}.")
    return 0


def _announced(rewriting: Rewriting) -> str:
    seconds = ceil(rewriting.seconds)
    about = f"{seconds} s" if seconds < 90 else f"{ceil(seconds / 60)} minutes"
    return (
        f"The table {rewriting.table} is written anew: {rewriting.rows} rows, about {about}."
        " Until it is done nobody can read or book."
    )


def _check(url: str) -> int:
    with Store(url, "medic-desk db check", limits=UNHURRIED) as store:
        rows_fit = True
        try:
            check_rows(store)
        except RowsBreakRules as error:
            # Said first, for an upgrade of an older schema would stop at them.
            print(f"medic-desk db: {error}", file=sys.stderr)
            rows_fit = False
        check_schema(store)
        if not rows_fit:
            return 1
        print(f"The schema of {store.target} is what medic-desk {__version__} needs.")
    return 0


def _info(url: str) -> int:
    with Store(url, "medic-desk db info", limits=UNHURRIED) as store:
        state = read_schema_state(store)
        inventory = store.do(read_inventory, TableRow.metadata)
        lines = {
            "medic-desk": __version__,
            "database": store.target,
            "PostgreSQL": inventory.server_version,
            "size": f"{inventory.size_bytes / 1_000_000:.1f} MB",
            "schema": _described(state),
        }
    for name, value in lines.items():
        print(f"{name:12}{value}")
    if inventory.rows:
        print()
    for table, count in inventory.rows.items():
        print(f"{table:32}{count:>12}")
    return 0


def _described(state: SchemaState) -> str:
    if state.found is None:
        return f"none (this version needs {state.expected})"
    if state.is_current:
        return f"{state.found}, what this version needs"
    order = "newer than" if not state.known else "older than"
    return f"{state.found}, {order} this version's {state.expected}"
