"""``medic-desk slots [FILE]``: reads scenarios, one JSON object a line, and writes their answers in order.

Imports no Qt, and SQLAlchemy only with ``--from-database``, which writes a scenario instead of answering one
(``scenario_export``). Each line is read, answered and written before the next is read, so memory does not
grow with the input. A line that is no valid scenario, also a blank one, is answered with ``{"error": …}``;
the exit status is then 1, and 2 where the input itself cannot be read.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from medic_desk.diagnostics import add_verbose_argument, start_log
from medic_desk.engine import answer

LONGEST_LINE_BYTES = 64 * 1024 * 1024
"""A longer line is answered with an error instead of being held in memory."""


class _NotJsonNumber:
    """Replaces NaN and Infinity, which Python would read and JSON does not have."""


class _BadLine:
    """A line of the input that is no JSON value, with a sentence that says why."""

    def __init__(self, problem: str) -> None:
        self.problem = problem


def run(argv: list[str]) -> int:
    """Answer the scenarios of a file, or of standard input; returns the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    start_log(arguments, os.environ)
    if arguments.from_database is not None:
        # Imported here, so that answering scenarios works without SQLAlchemy.
        from medic_desk.commands.scenario_export import export  # noqa: PLC0415

        return export(arguments, parser)
    try:
        if arguments.file == "-":
            return _answer_all(sys.stdin.buffer)
        with Path(arguments.file).open("rb") as source:
            return _answer_all(source)
    except BrokenPipeError:
        # The reader has closed the pipe, which is no error. Python must not write to it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"medic-desk slots: {arguments.file}: {error.strerror or error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="medic-desk slots", description="Answer scenarios: the free slots of a clinic's question."
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="scenarios as JSON Lines; - is standard input"
    )
    add_verbose_argument(parser)
    live = parser.add_argument_group("to export a live question as a scenario, without patient data")
    live.add_argument("--from-database", metavar="URL", help="the clinic's database")
    live.add_argument("--doctor", metavar="NAME|ID", help="whose time is asked for")
    live.add_argument("--service", metavar="NAME|SLUG|ID", help="the service asked for")
    live.add_argument("--from", dest="first_day", metavar="YYYY-MM-DD", type=date.fromisoformat)
    live.add_argument("--to", dest="last_day", metavar="YYYY-MM-DD", type=date.fromisoformat)
    return parser


def _answer_all(source: BinaryIO) -> int:
    status = 0
    out = sys.stdout
    for line in _lines(source):
        reply = _answer_line(line)
        if "error" in reply:
            status = 1
        out.write(json.dumps(reply) + "\n")
        out.flush()
    return status


def _lines(source: BinaryIO) -> Iterator[bytes | _BadLine]:
    while line := source.readline(LONGEST_LINE_BYTES + 1):
        if len(line) <= LONGEST_LINE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE_BYTES)
        yield _BadLine(f"longer than {LONGEST_LINE_BYTES // 1024 // 1024} MiB")


def _answer_line(line: bytes | _BadLine) -> dict[str, Any]:
    if isinstance(line, bytes):
        line = _parsed(line)
    if isinstance(line, _BadLine):
        return {"error": f"the line: {line.problem}"}
    return answer(line)


def _parsed(line: bytes) -> Any:
    """The JSON value of a line, or a ``_BadLine``."""
    bad_numbers: list[str] = []

    def bad_number(text: str) -> _NotJsonNumber:
        bad_numbers.append(text)
        return _NotJsonNumber()

    try:
        text = line.decode("utf-8-sig")
        if not text.strip():
            return _BadLine("empty; one scenario is expected")
        value = json.loads(text, parse_constant=bad_number)
    except UnicodeDecodeError as error:
        return _BadLine(f"not UTF-8 (byte {error.start + 1})")
    except json.JSONDecodeError as error:
        return _BadLine(f"not JSON: {error.msg} at character {error.pos + 1}")
    except ValueError:
        # The parser's only other error: a number with thousands of digits.
        return _BadLine("not readable: it holds a number of more than 4,300 digits")
    except RecursionError:
        return _BadLine("not readable: it is nested too deeply")
    if bad_numbers:
        return _BadLine(f"{_path_of_bad_number(value)}: {bad_numbers[0]} is no JSON number")
    return value


def _path_of_bad_number(value: Any) -> str:
    """The path of the field whose number is NaN or Infinity."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, _NotJsonNumber):
            return path.removeprefix(".") or "the value"
        if isinstance(one, dict):
            waiting += [(f"{path}.{name}", member) for name, member in one.items()]
        elif isinstance(one, list):
            waiting += [(f"{path}[{i}]", member) for i, member in enumerate(one)]
    return "the line"
