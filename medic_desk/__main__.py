"""The command line of medic-desk: its first word chooses a command, none opens the window."""

import argparse
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

from medic_desk import __version__
from medic_desk.diagnostics import add_verbose_argument, start_log, stop_log

_COMMANDS = {
    "slots": "answer scenarios of availability, one JSON line each",
    "db": "upgrade, check or describe a database",
    "demo": "open an invented clinic on a private server",
}
"""The words and what each does; the code of ``word`` is ``medic_desk.commands.word.run(argv)``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run medic-desk with ``argv`` (None: the process's own) and answer its exit status.

    0 done, 1 an expected failure said on stderr, 2 a command line that means nothing, 130 interrupted.
    Every import waits for its command: ``medic-desk slots`` starts without Qt and without SQLAlchemy.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        stop_log()
    return status


def _run(arguments: list[str]) -> int:
    word = arguments[0] if arguments else ""
    if word and not word.startswith("-") and word not in _COMMANDS:
        near = get_close_matches(word, _COMMANDS, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        return _said(
            f"“{word}” is no command. {hint}The commands are {', '.join(_COMMANDS)}; "
            "medic-desk --help describes them.",
            2,
        )
    return _expecting_failures(arguments)


def _expecting_failures(arguments: list[str]) -> int:
    """Run the command or the window; what is known to go wrong is one sentence, not a traceback."""
    # These three import the standard library and platformdirs alone.
    from medic_desk.bundle import BundleIncomplete  # noqa: PLC0415
    from medic_desk.model.store.errors import StoreError  # noqa: PLC0415
    from medic_desk.settings import WrongSetting  # noqa: PLC0415

    try:
        if arguments and arguments[0] in _COMMANDS:
            status: int = import_module(f"medic_desk.commands.{arguments[0]}").run(arguments[1:])
            return status
        return _open_window(arguments)
    except (StoreError, BundleIncomplete, WrongSetting) as error:
        return _said(str(error), 1)


def _open_window(arguments: list[str]) -> int:
    from medic_desk.loading import load_module  # noqa: PLC0415
    from medic_desk.settings import add_arguments, has_display, read_settings  # noqa: PLC0415

    commands = "\n".join(f"  {word:8}{meaning}" for word, meaning in _COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="medic-desk",
        usage="medic-desk [options]\n       medic-desk COMMAND ...",
        description="Open the clinic's calendar, or run one of the commands.",
        epilog=f"commands (each has a --help of its own):\n{commands}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"medic-desk {__version__}")
    add_arguments(parser)
    add_verbose_argument(parser)
    told = parser.parse_args(arguments)
    start_log(told, os.environ)
    settings = read_settings(told, os.environ)
    if not has_display(os.environ):
        # Qt would end the process here, in words of its own.
        return _said("there is no display to open a window on.", 1)
    status: int = load_module("medic_desk.app").run(settings)
    return status


def _said(sentence: str, status: int) -> int:
    print(f"medic-desk: {sentence}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
