"""Folders for embedded servers, and other programs that use them and can be killed."""

import contextlib
import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import psycopg
import pytest

from medic_desk.model.embedded import EmbeddedServer
from tests.database import fast_directory

IS_ROOT = sys.platform != "win32" and os.geteuid() == 0
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def new_path() -> Iterator[Callable[[str], Path]]:
    """Makes names of folders that do not exist yet and that the server's user can reach; removed after."""
    made: list[Path] = []

    def make(name: str = "server") -> Path:
        made.append(fast_directory() / f"medic-desk-test-{name}-{secrets.token_hex(4)}")
        return made[-1]

    yield make
    for path in made:
        with contextlib.suppress(OSError, ValueError):
            os.kill(postmaster(path), signal.SIGQUIT)
        shutil.rmtree(path, ignore_errors=True)
        if path.is_file():
            path.unlink()


@pytest.fixture
def folder(new_path: Callable[[str], Path]) -> Path:
    return new_path("server")


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    path = fast_directory() / f"medic-desk-test-made-{secrets.token_hex(4)}"
    EmbeddedServer(path, test_mode=True).start().stop()
    yield path
    shutil.rmtree(path)


@pytest.fixture
def made_folder(folder: Path, made_once: Path) -> Path:
    """A folder with a cluster in it whose server is stopped; copied, which is faster than initdb."""
    subprocess.run(["cp", "-a", str(made_once), str(folder)], check=True)
    return folder


def postmaster(folder: Path) -> int:
    return int((folder / "cluster" / "postmaster.pid").read_text().split()[0])


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


class Program:
    """Another program that uses the same folder, in a process of its own that can be killed."""

    def __init__(self, folder: Path, *, test_mode: bool = True) -> None:
        code = """
            import sys
            from pathlib import Path
            from medic_desk.model.embedded import EmbeddedServer
            server = EmbeddedServer(Path(sys.argv[1]), test_mode=sys.argv[2] == "True").start()
            print(server.url("postgres"), flush=True)
            sys.stdin.readline()
            server.stop()
        """
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(folder), str(test_mode)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def url(self) -> str:
        """The URL that it prints once its server answers."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.communicate("\n", timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.kill()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
