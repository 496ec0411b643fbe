"""Text that the database can hold: PostgreSQL keeps no NUL, and JSON no half of a character (surrogate)."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from medic_desk.model.acts.errors import InvalidField

UNWRITABLE = "\x00\ud800-\udfff"
"""What no text may contain, as a class of a regular expression; found anywhere, nothing is sent."""

_UNWRITABLE = re.compile(f"[{UNWRITABLE}]")


def check_written(request: object) -> None:
    """Raise ``InvalidField`` (code ``unwritable``) for the first text of a request that cannot be written.

    Looks into dataclasses, named tuples and collections; the error names the field that holds the text.
    """
    for field, text in _texts("", request):
        if _UNWRITABLE.search(text):
            raise InvalidField(field, "unwritable")


def writable(text: str) -> str:
    """A text that is looked for, with a space for each character that stands in no row."""
    return _UNWRITABLE.sub(" ", text)


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a value, with the name of the innermost field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _texts(one.name, getattr(value, one.name))
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for name, held in zip(value._fields, value, strict=True):
            yield from _texts(name, held)
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield from _texts(field, name)
            yield from _texts(name if isinstance(name, str) else field, held)
    elif isinstance(value, list | tuple | AbstractSet):
        for held in value:
            yield from _texts(field, held)
