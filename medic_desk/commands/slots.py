"""``medic-desk slots [FILE]``: scenarios in, one JSON object a line; answers out, one a line, in order.

Imports no Qt, and SQLAlchemy only with ``--from-database``, which writes a scenario instead of answering one
(``scenario_export``). A line is read, answered and written before the next is read, so memory
does not grow with the input. A line that is no valid scenario, a blank one too, is answered with
``{"error": …}``; the exit status is then 1, and 2 where the input itself cannot be read.
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
    """Stands where the line said NaN or Infinity, which Python would read and JSON does not have."""


class _Line:
    """One line of the input that is no scenario, with the sentence that says so."""

    def __init__(self, problem: str) -> None:
        self.problem = problem


def run(argv: list[str]) -> int:
    """Answer the scenarios of a file, or of standard input; the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    start_log(arguments, os.environ)
    if arguments.from_database is not None:
        # Only this reads a database: what answers scenarios starts without SQLAlchemy.
        from medic_desk.commands.scenario_export import export  # noqa: PLC0415

        return export(arguments, parser)
    try:
        if arguments.file == "-":
            return _answer_all(sys.stdin.buffer)
        with Path(arguments.file).open("rb") as source:
            return _answer_all(source)
    except BrokenPipeError:
        # Whoever read our answers has seen enough. Python must not meet the closed pipe again at exit.
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


def _lines(source: BinaryIO) -> Iterator[bytes | _Line]:
    while line := source.readline(LONGEST_LINE_BYTES + 1):
        if len(line) <= LONGEST_LINE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE_BYTES)
        yield _Line(f"longer than {LONGEST_LINE_BYTES // 1024 // 1024} MiB")


def _answer_line(line: bytes | _Line) -> dict[str, Any]:
    if isinstance(line, bytes):
        line = _parsed(line)
    if isinstance(line, _Line):
        return {"error": f"the line: {line.problem}"}
    return answer(line)


def _parsed(line: bytes) -> Any:
    """The JSON value of a line, or what is wrong with the line."""
    strange: list[str] = []

    def strange_number(text: str) -> _NotJsonNumber:
        strange.append(text)
        return _NotJsonNumber()

    try:
        text = line.decode("utf-8-sig")
        if not text.strip():
            return _Line("empty; one scenario is expected")
        value = json.loads(text, parse_constant=strange_number)
    except UnicodeDecodeError as error:
        return _Line(f"not UTF-8 (byte {error.start + 1})")
    except json.JSONDecodeError as error:
        return _Line(f"not JSON: {error.msg} at character {error.pos + 1}")
    except ValueError:
        # The one other refusal of the parser: a number with thousands of digits.
        return _Line("not readable: it holds a number of more than 4,300 digits")
    except RecursionError:
        return _Line("not readable: it is nested too deeply")
    if strange:
        return _Line(f"{_path_to_strange(value)}: {strange[0]} is no JSON number")
    return value


def _path_to_strange(value: Any) -> str:
    """Where in a parsed value the number stands that is none, as a field's path."""
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
