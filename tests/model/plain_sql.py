"""Plain SQL past the program: rows read and statements run, each in a transaction of its own."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store


def rows(store: Store, query: str) -> list[dict[str, Any]]:
    return store.do(_rows, query)


def run(store: Store, statement: str) -> None:
    store.do(_run, statement)


def _rows(session: Session, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(text(query)).mappings()]


def _run(session: Session, statement: str) -> None:
    session.execute(text(statement))
