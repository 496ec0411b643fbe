"""The programs that walk, seen from the tests: one a scale of the screen, kept for the next walk."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[3]
_PATIENCE_SECONDS = 60.0


class Walker:
    """A running program that takes walks, one a line.

    ``told`` is a file of its own for what the program tells of errors: a pipe that nobody reads meanwhile
    would stop the program once it is full.
    """

    def __init__(self, command: Sequence[str], told: Path) -> None:
        with told.open("wb") as errors:
            self._program = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )
        self._told = told
        self._read_to = 0

    @property
    def is_running(self) -> bool:
        """Whether it takes walks: one that failed ends it."""
        return self._program.poll() is None

    def walk(self, **wanted: Any) -> dict[str, Any]:
        """What a walk found. Raises AssertionError where it failed, or any slot of a window did."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(wanted) + "\n")
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        if not line:
            self._program.wait(_PATIENCE_SECONDS)
        told = self._told_since()
        assert line, told[-3000:]
        # An exception in a slot ends no program: it is only told of.
        assert "Traceback" not in told, told[-3000:]
        found: dict[str, Any] = json.loads(line)
        return found

    def close(self) -> None:
        """End the program. Raises AssertionError where it told of an exception after its last walk."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._program.stdin.close()
        try:
            self._program.wait(_PATIENCE_SECONDS)
        finally:
            self._program.kill()
            self._program.wait()
            self._program.stdout.close()
        told = self._told_since()
        assert "Traceback" not in told, told[-3000:]

    def _told_since(self) -> str:
        """What the program told of its errors since this was last asked."""
        with self._told.open("rb") as errors:
            errors.seek(self._read_to)
            told = errors.read()
        self._read_to += len(told)
        return told.decode("utf-8", "replace")


class Walkers:
    """A walker for each scale, started when it is first asked for. A context manager."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder
        self._started: list[Walker] = []
        self._by_scale: dict[int, Walker] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.ExitStack() as closing:
            for walker in self._started:
                closing.callback(walker.close)

    def at(self, scale: int) -> Walker:
        """The walker on a screen of that scale; another where the former ended."""
        walker = self._by_scale.get(scale)
        if walker is None or not walker.is_running:
            told = self._folder / f"walker-{len(self._started)}.txt"
            command = [sys.executable, "-m", "tests.ui.clipping.program", self._url, "--scale", str(scale)]
            walker = self._by_scale[scale] = Walker(command, told)
            self._started.append(walker)
        return walker
