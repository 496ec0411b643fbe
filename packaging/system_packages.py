"""What Qt's window needs from the system, by its Debian names: found missing, and installed where allowed.

Root, or sudo that asks for no password, installs it. Anyone else is told the one line that an administrator
types. Standard library only, in a syntax that an old Python reads.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What PySide6's widgets, its xcb, wayland and offscreen platforms and the private server load from the
# system. Asked for before anything is downloaded, so that a person without sudo is stopped once and not
# twice; afterwards ldd is asked too, and so finds what a later Qt needs beyond this list.
LIBRARIES = (
    "libEGL.so.1",
    "libGL.so.1",
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
    "libstdc++.so.6",
    "libwayland-client.so.0",
    "libwayland-cursor.so.0",
    "libxcb.so.1",
    "libxcb-cursor.so.0",
    "libxcb-glx.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render.so.0",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-shm.so.0",
    "libxcb-sync.so.1",
    "libxcb-util.so.1",
    "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon.so.0",
    "libxkbcommon-x11.so.0",
    "libz.so.1",
    "libzstd.so.1",
)

# Debian names a library's package after its soname; these are the ones it does not.
PACKAGE_OF = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}

# Sans serif families that hold Greek and that a desktop is likely to have.
GREEK_FONTS = ("Inter", "NotoSans", "OpenSans", "DejaVuSans", "LiberationSans", "Roboto", "Ubuntu", "Arial")
# Where fontconfig looks besides a person's own folders.
SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")
FONT_PACKAGE = "fonts-inter"
# What the window is drawn with, the best first, by how its files' names begin. Inter is narrow and its
# figures line up; the others are there for letters that it lacks, and for who prefers them.
WANTED_FONTS = (
    ("Inter", FONT_PACKAGE),
    ("NotoSans-", "fonts-noto-core"),
    ("DejaVuSans", "fonts-dejavu-core"),
)

APT_GET = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


class Stop(Exception):
    """The checkout cannot be made ready; the sentence says what a person has to do."""


def say(line: str) -> None:
    """Print one line of progress."""
    print("medic-desk: " + line, flush=True)


def run(command: list[str]) -> tuple[int, str]:
    """Run `command` without a terminal; give its exit status and all it printed."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",
    ) as process:
        output, _ = process.communicate()
    return process.returncode, output


def closing_lines(output: str, count: int = 8) -> str:
    """Return the last `count` lines of `output` that say something, indented."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "\n".join("    " + line for line in lines[-count:])


def library_package(soname: str) -> str:
    """Return the Debian package of a library: libEGL.so.1 is in libegl1, libX11.so.6 in libx11-6."""
    if soname in PACKAGE_OF:
        return PACKAGE_OF[soname]
    stem, _, number = soname.lower().partition(".so.")
    stem = stem.replace("_", "-")
    return stem + ("-" if stem[-1:].isdigit() else "") + number.split(".")[0]


def loads(soname: str) -> bool:
    """Return whether the system can load this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def libraries_not_found(ldd_output: str) -> list[str]:
    """Return the libraries that ldd looked for in vain."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE)))


def font_is_here(families: tuple[str, ...]) -> bool:
    """Return whether a font file of one of these families lies in a folder where fontconfig looks."""
    home = Path.home()
    for folder in (*SYSTEM_FONTS, home / ".fonts", home / ".local/share/fonts"):
        for _, _, names in os.walk(str(folder)):
            if any(name.startswith(families) and name.endswith((".ttf", ".otf", ".ttc")) for name in names):
                return True
    return False


def missing_fonts() -> list[str]:
    """Return the Debian packages of the fonts that the window would be drawn with and the system lacks."""
    return [package for family, package in WANTED_FONTS if not font_is_here((family,))]


def missing_packages() -> list[str]:
    """Return the Debian packages of the libraries and the font that the window needs and the system lacks."""
    if not sys.platform.startswith("linux"):
        return []
    packages = {library_package(soname) for soname in LIBRARIES if not loads(soname)}
    if not font_is_here(GREEK_FONTS):
        packages.add(FONT_PACKAGE)
    return sorted(packages)


def package_lists_are_here() -> bool:
    """Return whether apt knows any packages; a new container's lists are empty."""
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def administrator() -> list[str] | None:
    """Return what to put before a command to run it as root without a question; None if that cannot be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def line_to_type(packages: list[str], *, become: str, has_lists: bool) -> str:
    """Return the one line that installs `packages`.

    `become` is how its reader becomes root: "sudo", "su", or "" for one who is root already.
    """
    install = "apt-get install -y --no-install-recommends " + " ".join(packages)
    steps = [install] if has_lists else ["apt-get update", install]
    if become == "sudo":
        return " && ".join("sudo " + step for step in steps)
    line = " && ".join(steps)
    return f"su -c '{line}'" if become == "su" else line


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, or stop with the line that does it.

    Raises Stop where this is no Debian, where nobody may install here, and where apt-get fails twice.
    """
    if not shutil.which("apt-get"):
        raise Stop(
            f"missing on this system, by their Debian names: {' '.join(packages)}. "
            "Install them with its own package manager, then type make again."
        )
    prefix = administrator()
    become = "" if os.geteuid() == 0 else "sudo" if shutil.which("sudo") else "su"
    line = line_to_type(packages, become=become, has_lists=package_lists_are_here())
    if prefix is None:
        raise Stop(f"system packages are missing. Type this line, then make again:\n{line}")
    say("installing with apt-get: " + " ".join(packages))
    install = [*prefix, *APT_GET, "install", "-y", "--no-install-recommends", *packages]
    if package_lists_are_here() and run(install)[0] == 0:
        return
    # Lists that are absent, or so old that they name files which are gone.
    updated, update_output = run([*prefix, *APT_GET, "update"])
    status, output = run(install)
    if status != 0:
        told = closing_lines((update_output if updated != 0 else "") + output)
        raise Stop(f"apt-get did not succeed:\n{told}\nThe line was:\n{line}")
