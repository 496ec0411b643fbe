"""What a window remembers from one day to the next: its place and zoom, and for each person their filters."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

Value = TypeVar("Value", str, int, float, bool)


class Memory:
    """An ini file with a section for each person; nothing of patients is ever in it.

    A value that cannot be read, edited by hand say, counts as forgotten.
    """

    def __init__(self, path: Path, person_id: str = "") -> None:
        self._path = path
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._person_id = person_id

    def of_person(self, person_id: str) -> "Memory":
        """The part that belongs to one person."""
        return Memory(self._path, person_id)

    def get(self, name: str, default: Value) -> Value:
        """What was put under that name, as the default's type; else the default."""
        found = self._settings.value(self._key(name))
        if found is None:
            return default
        try:
            if isinstance(default, bool):
                return type(default)(str(found).lower() == "true")
            return type(default)(found)
        except (TypeError, ValueError):
            return default

    def put(self, name: str, value: str | float | bool) -> None:
        """Remember a value."""
        self._settings.setValue(self._key(name), value)

    def get_bytes(self, name: str) -> QByteArray:
        """A window's state as Qt packed it; empty where there is none."""
        found = self._settings.value(self._key(name))
        return found if isinstance(found, QByteArray) else QByteArray()

    def put_bytes(self, name: str, value: QByteArray) -> None:
        """Remember a window's state."""
        self._settings.setValue(self._key(name), value)

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()

    def _key(self, name: str) -> str:
        return f"person-{self._person_id}/{name}" if self._person_id else f"desk/{name}"
