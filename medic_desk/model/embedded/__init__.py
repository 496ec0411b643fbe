"""The private PostgreSQL of one desk and of the demo, which the program starts and stops by itself.

``EmbeddedServer`` is the whole face. The rooms behind it: ``binaries`` (which PostgreSQL), ``account`` (who
runs it), ``folder`` (where what lies), ``guests`` (who uses it), ``launcher`` (initdb and pg_ctl),
``refusals`` (what can go wrong).
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
