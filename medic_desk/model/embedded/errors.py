"""Why the embedded server could not be started, as types that carry data; ``DiskFull`` is the store's."""

from pathlib import Path
from typing import Literal

from medic_desk.model.store.errors import StoreError

NotOursReason = Literal[
    "other_files",
    "other_owner",
    "not_writable",
    "not_a_directory",
    "cannot_be_made",
    "odd_name",
    "password_lost",
]
"""Why a directory cannot be used for the data."""

_NOT_OURS: dict[NotOursReason, str] = {
    "other_files": "it holds other files and no medic-desk database",
    "other_owner": "it belongs to another user of this computer",
    "not_writable": "this user may not write there",
    "not_a_directory": "it is not a folder",
    "cannot_be_made": "no folder can be made there",
    "odd_name": "its name holds a quotation mark, $, ` or \\, which PostgreSQL does not take",
    "password_lost": "it holds a database whose password file is missing",
}


class DirectoryNotOurs(StoreError):
    """The data directory cannot be used, for ``reason``; nothing in it was changed."""

    def __init__(self, path: Path, reason: NotOursReason) -> None:
        self.path = path
        self.reason: NotOursReason = reason
        super().__init__(
            f"The folder {path} cannot be used for the database: {_NOT_OURS[reason]}. "
            "Choose an empty folder, or the one that medic-desk made."
        )


class DirectoryUnreachable(StoreError):
    """As root ``account`` runs the server, and that user cannot reach ``path`` (in a private home)."""

    def __init__(self, path: Path, account: str) -> None:
        self.path = path
        self.account = account
        super().__init__(
            f"PostgreSQL does not run as root, and the user {account}, who runs it instead, cannot reach "
            f"{path}. Choose a folder outside private homes."
        )


class OtherMajorVersion(StoreError):
    """The data was made by PostgreSQL ``found``; this computer has only ``offered`` (major versions)."""

    def __init__(self, path: Path, found: int, offered: tuple[int, ...]) -> None:
        self.path = path
        self.found = found
        self.offered = offered
        have = ", ".join(map(str, offered)) or "none"
        super().__init__(
            f"The database in {path} was made by PostgreSQL {found}, which this computer does not have "
            f"(found: {have}). Install PostgreSQL {found}; the data was not touched."
        )


class BinariesMissing(StoreError):
    """This computer has no PostgreSQL that runs."""

    def __init__(self) -> None:
        super().__init__(
            "No PostgreSQL was found on this computer. Install medic-desk again, or PostgreSQL 15 or newer."
        )


class ServerBusy(StoreError):
    """Another program has been starting or stopping the server in ``path`` for too long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Another program has been starting or stopping the database in {path} for too long."
        )


class ServerDidNotStart(StoreError):
    """PostgreSQL did not start; ``sqlstate`` (None: unknown) and ``said`` are from the end of its log."""

    def __init__(self, path: Path, said: str, sqlstate: str | None = None) -> None:
        self.path = path
        self.said = said
        self.sqlstate = sqlstate
        super().__init__(f"The database in {path} did not start. PostgreSQL said: {said or 'nothing'}")
