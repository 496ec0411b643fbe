"""What the program logs and where: its errors always, and what it does for who asks to see it.

``--verbose`` shows all of it on the terminal. ``MEDIC_DESK_LOG`` is a level (``debug``, ``info``,
``warning``, ``error``), from which on it is shown there, or the path of a file that all of it is added to.
The window keeps a log of its own besides: warnings, or from the level that is asked for.

Ids, kinds, times and names of functions are logged, never what people typed (docs/diagnostics.md). The
standard library only: ``medic-desk slots`` imports this.
"""

import argparse
import contextlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path

from medic_desk.settings import WrongSetting

_VARIABLE = "MEDIC_DESK_LOG"
_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_LOGGERS = ("medic_desk", "alembic.runtime.migration")
"""Ours, and the one in which Alembic names each revision it runs."""

_LINE = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
_LOG_BYTES = 1_000_000
_started: list[logging.Handler] = []


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever ``sys.stderr`` is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self.setStream(sys.stderr)
        super().emit(record)


def add_verbose_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command take ``--verbose``."""
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="say on stderr what is done: statements, jobs, changes and their times; no patient data",
    )


def start_log(arguments: argparse.Namespace, environment: Mapping[str, str]) -> None:
    """Log what ``--verbose`` of the arguments and MEDIC_DESK_LOG ask for. Raises ``WrongSetting``."""
    level, path = _asked(environment)
    if arguments.verbose:
        _start(_Terminal(), logging.DEBUG)
    elif level is not None:
        _start(_Terminal(), level)
    if path is not None:
        try:
            _start(logging.FileHandler(path, encoding="utf-8", delay=False), logging.DEBUG)
        except OSError as error:
            raise WrongSetting(f"{_VARIABLE}: {path}: {error.strerror or error}.") from None


def start_window_log(folder: Path, environment: Mapping[str, str]) -> None:
    """Keep the window's log in ``folder``; on the terminal, where the folder cannot be written to."""
    level, _ = _asked(environment)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "medic-desk.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = _Terminal()
    _start(handler, logging.WARNING if level is None else level)


def stop_log() -> None:
    """End every log that was started, and leave logging as it was found."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for handler in _started:
            logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    while _started:
        _started.pop().close()


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep what C libraries write to the terminal (fontconfig, say) off it; it is shown if the work fails.

    ``sys.stderr`` goes on to reach the terminal: it is another door to it meanwhile.
    """
    former, failed = sys.stderr, True
    former.flush()
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as kept, os.fdopen(os.dup(2), "w", errors="backslashreplace") as ours:
        try:
            sys.stderr = ours
            os.dup2(kept.fileno(), 2)
            yield
            failed = False
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
            sys.stderr = former
            if failed:
                kept.seek(0)
                os.write(2, kept.read())


def _asked(environment: Mapping[str, str]) -> tuple[int | None, Path | None]:
    """The level, or the file, that the environment names. Raises ``WrongSetting``."""
    asked = environment.get(_VARIABLE)
    if not asked:
        return None, None
    if (level := _LEVELS.get(asked.lower())) is not None:
        return level, None
    path = Path(asked).expanduser()
    if path.parent == Path() and not path.suffix:
        raise WrongSetting(f"{_VARIABLE} is “{asked}”; it may be {', '.join(_LEVELS)} or a file's path.")
    return None, path


def _start(handler: logging.Handler, level: int) -> None:
    handler.setFormatter(_LINE)
    handler.setLevel(level)
    _started.append(handler)
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(min(handler.level for handler in _started))
