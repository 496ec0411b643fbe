"""The private PostgreSQL of one desk and of the demo, which the program starts and stops by itself.

``EmbeddedServer`` is the interface. Behind it: ``binaries`` (which PostgreSQL), ``account`` (which user runs
it), ``folder`` (its files), ``locks`` (which programs use it), ``launcher`` (initdb and pg_ctl), ``errors``.
"""

from medic_desk.model.embedded.errors import (
    BinariesMissing,
    DirectoryNotOurs,
    DirectoryUnreachable,
    OtherMajorVersion,
    ServerBusy,
    ServerDidNotStart,
)
from medic_desk.model.embedded.server import EmbeddedServer

__all__ = [
    "BinariesMissing",
    "DirectoryNotOurs",
    "DirectoryUnreachable",
    "EmbeddedServer",
    "OtherMajorVersion",
    "ServerBusy",
    "ServerDidNotStart",
]
