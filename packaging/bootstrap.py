"""Make a checkout ready to run: the system packages that Qt's window needs, and the virtual environment.

Called by the Makefile before every target. In a checkout that is ready it compares a stamp and says nothing.
Standard library only. The syntax is old on purpose: a Python that is too old must live to say so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from system_packages import (
    Stop,
    administrator,
    closing_lines,
    install_packages,
    libraries_not_found,
    library_package,
    missing_fonts,
    missing_packages,
    run,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "medic-desk-ready.json"
LOG = VENV / "bootstrap.log"
STAMP_FORMAT = 1

OLDEST, NEWEST = (3, 11), (3, 13)

QT_OBJECTS = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtPrintSupport.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/xcbglintegrations/*.so",
)


class Interpreter:
    """A Python found on this machine: where it is, its version, whether it can make a virtual environment."""

    def __init__(self, path: str, version: tuple[int, int, int], *, makes_venv: bool) -> None:
        self.path = path
        self.version = version
        self.makes_venv = makes_venv

    @property
    def name(self) -> str:
        """The version as people write it."""
        return ".".join(str(part) for part in self.version)

    @property
    def fits(self) -> bool:
        """Whether medic-desk runs on it."""
        return OLDEST <= self.version[:2] <= NEWEST


def read_interpreters() -> list[Interpreter]:
    """Return the Pythons on the PATH, the preferred one first. A version manager's empty shim is not one."""
    question = (
        "import sys, json, importlib.util as u\n"
        "made = all(u.find_spec(m) for m in ('venv', 'ensurepip'))\n"
        "print(json.dumps([sys.executable, list(sys.version_info[:3]), made]))"
    )
    found = []
    for name in ("python3", "python3.13", "python3.12", "python3.11", "/usr/bin/python3"):
        path = shutil.which(name)
        if path is None:
            continue
        status, output = run([path, "-I", "-c", question])
        if status != 0:
            continue
        executable, version, makes_venv = json.loads(output.splitlines()[-1])
        found.append(Interpreter(executable, (version[0], version[1], version[2]), makes_venv=makes_venv))
    return found


def choose(interpreters: list[Interpreter]) -> Interpreter:
    """Return the first that fits, one that can make a virtual environment before one that cannot.

    Raises Stop when none fits.
    """
    fitting = [interpreter for interpreter in interpreters if interpreter.fits]
    for interpreter in fitting:
        if interpreter.makes_venv:
            return interpreter
    for interpreter in fitting:
        # Debian splits ensurepip off into a package; for any other build there is nothing to install.
        if interpreter.path.startswith("/usr/bin/"):
            return interpreter
    seen = ", ".join(sorted({interpreter.name for interpreter in interpreters})) or "none"
    raise Stop(
        f"medic-desk needs Python 3.11, 3.12 or 3.13 with venv; found here: {seen}. "
        "Install one of them, then type make again."
    )


def qt_libraries_not_found() -> list[str]:
    """Return the libraries that the installed Qt asks for and the system lacks, as ldd sees it."""
    if not shutil.which("ldd"):
        return []
    objects = []
    for home in VENV.glob("lib/python3*/site-packages/PySide6"):
        for pattern in QT_OBJECTS:
            objects += [str(path) for path in home.glob(pattern)]
    return libraries_not_found(run(["ldd", *objects])[1]) if objects else []


def project_digest(text: str) -> str:
    """Return a digest of what an installation depends on in pyproject.toml: no linter's settings."""
    kept, keeping = [], False
    for line in text.splitlines():
        if line.startswith("["):
            keeping = line.startswith(("[build-system", "[project", "[tool.hatch"))
        if keeping:
            kept.append(line)
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


def expected_stamp() -> dict[str, object]:
    """Return what the stamp of a ready checkout says: where it lies, on which Python, with which needs."""
    return {
        "format": STAMP_FORMAT,
        "root": str(ROOT),
        "python": os.path.realpath(str(VENV / "bin" / "python")),
        "project": project_digest((ROOT / "pyproject.toml").read_text(encoding="utf-8")),
    }


def is_ready() -> bool:
    """Return whether an earlier start finished here, and nothing has changed or gone missing since."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    same = stamp == expected_stamp() and Path(str(stamp["python"])).exists()
    return same and not missing_packages()


def venv_works() -> bool:
    """Return whether .venv holds a Python of ours with pip, made at this very place."""
    # The scripts of a virtual environment name its path: a checkout that was moved needs a new one.
    try:
        script = (VENV / "bin" / "pip").read_bytes()[:400]
    except OSError:
        return False
    if str(VENV).encode() not in script:
        return False
    question = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return run([str(VENV / "bin" / "python"), "-c", question])[0] == 0


def make_venv(interpreter: Interpreter) -> None:
    """Make .venv anew. Raises Stop when it cannot be made."""
    say(f"making .venv with Python {interpreter.name} ({interpreter.path})")
    status, output = run([interpreter.path, "-m", "venv", "--clear", str(VENV)])
    if status != 0:
        raise Stop(f"the virtual environment could not be made:\n{closing_lines(output)}")


def install_project() -> None:
    """Install the checkout and what it stands on into .venv, as the machine's own pip configuration says.

    A download that fails is tried once more. Raises Stop when the second try fails too.
    """
    say("installing Qt, the database and the tools into .venv (about 200 MB, once)")
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--editable", f"{ROOT}[dev]"]
    status, output = run(command)
    if status != 0:
        say("that did not succeed; once more")
        status, output = run(command)
    LOG.write_text(output, encoding="utf-8")
    if status != 0:
        offline = re.search(r"(?i)connection|timed? ?out|name resolution|no matching distribution", output)
        advice = "Is this machine online? Then type make again." if offline else ""
        told = f"pip did not succeed (all it said: {LOG.relative_to(ROOT)}):\n{closing_lines(output)}"
        raise Stop(f"{told}\n{advice}".rstrip())


def check_may_write() -> None:
    """Raise Stop when the checkout, or a .venv that another user made, cannot be written to."""
    for folder in (ROOT, VENV):
        if folder.exists() and not os.access(str(folder), os.W_OK):
            raise Stop(f"{folder} belongs to another user. Clone medic-desk into a folder of your own.")


def install_system_packages(wanted: list[str]) -> None:
    """Install `wanted`, and then the fonts that the window would be drawn with, if that takes no question.

    Raises Stop where `wanted` cannot be installed.
    """
    if wanted:
        install_packages(wanted)
    fonts = missing_fonts()
    if fonts and shutil.which("apt-get") and administrator() is not None:
        try:
            install_packages(fonts)
        except Stop:
            # Another Greek font does too, so nobody is stopped for these.
            say("that did not succeed; the window is drawn with another font")


def install_everything() -> None:
    """Bring the checkout from whatever it is to ready. Raises Stop where a person has to do something."""
    began = time.monotonic()
    check_may_write()
    packages = missing_packages()
    interpreter = None if venv_works() else choose(read_interpreters())
    if interpreter is not None and not interpreter.makes_venv:
        packages.append("python{}.{}-venv".format(*interpreter.version))
    install_system_packages(packages)
    if interpreter is not None:
        make_venv(interpreter)
    install_project()
    unforeseen = sorted({library_package(soname) for soname in qt_libraries_not_found()})
    if unforeseen:
        install_packages(unforeseen)
    STAMP.write_text(json.dumps(expected_stamp(), indent=1) + "\n", encoding="utf-8")
    say(f"ready in {time.monotonic() - began:.0f} s")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the checkout: of two makes at once, the second waits for the first."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    handle = os.open(str(ROOT), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def main() -> int:
    """Make the checkout ready; return the exit status."""
    try:
        if not is_ready():
            with alone():
                if not is_ready():
                    install_everything()
    except Stop as stop:
        print(f"medic-desk: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("medic-desk: stopped; type make again to go on", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
