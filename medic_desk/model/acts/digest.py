"""A digest of an act's request: the same for every try of one act, another for any other request."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time


def digest_of(name: str, request: object) -> str:
    """The digest of the act ``name`` and all fields of its request, as hexadecimal text.

    Raises ``TypeError`` for a value that has no one way to be written down.
    """
    written = json.dumps([name, _plain(request)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _plain(value: object) -> object:
    """The value as JSON has it, sets in order."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (date, time)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(one) for one in value), key=json.dumps)
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} cannot be part of a request's digest")
