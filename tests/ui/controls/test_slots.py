"""A slot is overridden by no other: Qt does not let go of a connection to such a one with its object."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot

import medic_desk.ui


def classes() -> Iterator[type[QObject]]:
    """Every class of the windows that Qt knows."""
    for found in pkgutil.walk_packages(medic_desk.ui.__path__, "medic_desk.ui."):
        for one in vars(importlib.import_module(found.name)).values():
            if inspect.isclass(one) and issubclass(one, QObject) and one.__module__ == found.name:
                yield one


def overridden_slots(kind: type[QObject]) -> list[str]:
    """The names of methods that stand over a slot of a class before."""
    return [
        f"{kind.__name__}.{name} over {before.__name__}"
        for name in vars(kind)
        for before in kind.__mro__[1:]
        if before.__module__.startswith("medic_desk") and hasattr(vars(before).get(name), "_slots")
    ]


def test_no_slot_is_overridden() -> None:
    found = [told for kind in classes() for told in overridden_slots(kind)]
    assert found == []


def test_one_that_is_would_be_found() -> None:
    class Before(QObject):
        __module__ = "medic_desk.ui"

        @Slot()
        def show(self) -> None:
            """Shown."""

    class After(Before):
        @Slot()
        def show(self) -> None:
            """Shown otherwise."""

    assert overridden_slots(After) == ["After.show over Before"]
