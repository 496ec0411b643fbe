"""Imports the window's modules without the garbage collector's passes over them."""

import gc
from importlib import import_module
from types import ModuleType


def load_module(name: str) -> ModuleType:
    """Import a module and all that it needs; raises ``ImportError`` as an import does.

    Some hundred thousand objects come with the window's modules, and none of them is ever garbage. The
    collector would look at them again and again while they come, a sixth of the whole import: it rests until
    they are there, and leaves them alone from then on (``gc.freeze``).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
