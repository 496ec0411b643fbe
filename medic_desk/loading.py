"""Imports the window's modules in the order and the way that take the least time."""

import gc
from importlib import import_module
from types import ModuleType

_WITHOUT_QT = (
    "medic_desk.model.appointments.all_acts",
    "medic_desk.model.embedded",
    "medic_desk.model.store.schema",
    "sqlalchemy.dialects.postgresql.psycopg",
)
"""Modules of the window's that need no Qt, nor does what they import in turn."""


def load_module(name: str) -> ModuleType:
    """Import a module and all that it needs; raises ``ImportError`` as an import does.

    Some hundred thousand objects come with the window's modules, and none of them is ever garbage. The
    collector would look at them again and again while they come, a sixth of the whole import: it rests until
    they are there, and leaves them alone from then on (``gc.freeze``). Once PySide6 is there it reads the
    source of every module that comes after it, a tenth of the import: what needs no Qt comes first.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for one in _WITHOUT_QT:
            import_module(one)
        return import_module(name)
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
