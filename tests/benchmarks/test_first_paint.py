"""From a new process to a painted calendar of the demo clinic, against a bare window of its libraries.

The modules are compiled, as an installer leaves them and as every start but the first after an update finds
them: where the environment forbids to keep that (``PYTHONDONTWRITEBYTECODE``), each start would compile the
program's source anew, and the libraries' not.
"""

import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from medic_desk.model.demo import SEED
from medic_desk.model.demo.load import load_demo
from medic_desk.ui.window.memory import Memory
from tests.database import TestServer

STARTS = 10
MOST_TIMES = 3.5

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def demo_url(test_server: TestServer) -> Iterator[str]:
    name = f"demo_{secrets.token_hex(4)}"
    url = test_server.create(name)
    with psycopg.connect(url) as connection:
        load_demo(connection, SEED, date.today())  # noqa: DTZ011 - the window opens at today
        connection.execute("ANALYZE")
    yield url
    test_server.drop(name)


@pytest.fixture
def memory(demo_url: str, tmp_path: Path) -> Path:
    """A settings file that remembers a person who works at the desk."""
    with psycopg.connect(demo_url) as connection:
        found = connection.execute(
            "SELECT id::text FROM users WHERE is_active ORDER BY id LIMIT 1"
        ).fetchone()
    assert found is not None
    path = tmp_path / "windows.ini"
    remembered = Memory(path)
    remembered.put("person", found[0])
    remembered.save()
    return path


def test_a_start_shows_the_calendar(demo_url: str, memory: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "compiled"
    # Compiles, and is not counted.
    for opened in ("bare", str(memory)):
        _timed(opened, demo_url, compiled)
    starts, bare = [], []
    for _ in range(STARTS):
        # By turns, so that what else this computer does falls on both.
        bare.append(_timed("bare", demo_url, compiled))
        starts.append(_timed(str(memory), demo_url, compiled))
    floor = statistics.median(steps["painted"] for steps in bare)
    painted = sorted(steps["painted"] for steps in starts)
    middle = {name: statistics.median(steps[name] for steps in starts) for name in starts[0]}
    print(
        f"\nfirst paint of a start: {statistics.median(painted) * 1000:.0f} ms"
        f" ({painted[0] * 1000:.0f} to {painted[-1] * 1000:.0f}, {STARTS} starts;"
        f" {', '.join(f'{name} at {at * 1000:.0f}' for name, at in middle.items())});"
        f" a bare window of the same libraries {floor * 1000:.0f} ms:"
        f" {statistics.median(painted) / floor:.2f} times"
    )
    assert statistics.median(painted) / floor < MOST_TIMES


def _timed(memory: str, url: str, compiled: Path) -> dict[str, float]:
    """Seconds from a process's making to each of its steps; its modules are kept compiled in a folder."""
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", str(time.monotonic()), memory, url]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=True)
    return {name: float(at) for name, at in (line.split("\t") for line in done.stdout.splitlines())}
