"""What goes into the log when something unexpected happens: kinds and places, never what people typed.

A traceback's message may quote a patient ("Failing row contains …"), so only the type of an error and the
lines of code it passed are written (truth.md, "Who may do what").
"""

import logging
import traceback
from types import TracebackType

_log = logging.getLogger("medic_desk")


def log_unexpected(error: BaseException, where: str, trace: TracebackType | None = None) -> None:
    """Write the type of ``error``, where it was noticed, and the lines of code it passed; no message."""
    passed = traceback.extract_tb(trace or error.__traceback__)
    lines = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in passed)
    kinds = [type(error).__name__]
    cause = error.__cause__ or error.__context__
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    _log.error("unexpected in %s: %s\n%s", where, " from ".join(kinds), lines)
