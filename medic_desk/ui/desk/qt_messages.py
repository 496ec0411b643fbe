"""What Qt says of itself goes into our log: a person at the terminal reads what the program does, no more."""

import logging
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("medic_desk.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OF_NO_SCREEN = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
)
"""Said for every window that is drawn where there is no screen."""


class QtMessages:
    """Logs what Qt says, from when it is made until ``give_back``; the reason of a crash is printed too."""

    def __init__(self) -> None:
        self._former = qInstallMessageHandler(_on_message)

    def give_back(self) -> None:
        """Let whoever had Qt's messages before have them again."""
        qInstallMessageHandler(self._former)


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = logging.DEBUG if text in _OF_NO_SCREEN else _LEVELS.get(kind, logging.WARNING)
    _log.log(level, "%s: %s", context.category or "default", text)
    if kind == QtMsgType.QtFatalMsg:
        # Qt ends the process after this; the log may be a file that nobody looks into.
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - there is no window to say it in
