"""The settings of one start of the program: read once from arguments and environment, passed on by hand."""

import argparse
import hashlib
import locale
import os
import re
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

Language = Literal["en", "el"]

_NAME = "medic-desk"
_OF_ROOT = Path("/var/lib/medic-desk")
"""As root another user runs PostgreSQL, who cannot enter a private home: each home has a folder here."""


class WrongSetting(Exception):
    """A setting of the environment has an invalid value; the error's text is the sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one start.

    ``database_url`` is None for the private server, whose data lies in ``data_directory``; it may contain a
    password, so it does not show in a repr.
    """

    database_url: str | None
    data_directory: Path
    desk_name: str
    language: Language

    def __repr__(self) -> str:
        where = "a private server" if self.database_url is None else "a shared server"
        return (
            f"Settings({where}, data_directory={str(self.data_directory)!r}, "
            f"desk_name={self.desk_name!r}, language={self.language!r})"
        )


def add_database_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command take ``--database``, which wins over MEDIC_DESK_DATABASE."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help="the shared database, postgresql://name@server/database (or MEDIC_DESK_DATABASE)",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a command take everything that ``read_settings`` reads."""
    add_database_argument(parser)
    parser.add_argument(
        "--data-directory",
        metavar="DIR",
        type=Path,
        help="where the private database lies (or MEDIC_DESK_DATA_DIRECTORY)",
    )
    parser.add_argument(
        "--desk-name",
        metavar="NAME",
        help="what other desks call this one (or MEDIC_DESK_DESK_NAME; else this computer's name)",
    )
    parser.add_argument(
        "--language",
        choices=("en", "el"),
        help="the language of the windows (or MEDIC_DESK_LANGUAGE; else this computer's)",
    )


def read_settings(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Settings:
    """The settings of ``arguments`` (see ``add_arguments``), else of the environment, else the defaults.

    An empty variable counts as unset. Raises ``WrongSetting``.
    """
    data_directory = arguments.data_directory or _path(environment.get("MEDIC_DESK_DATA_DIRECTORY"))
    name = arguments.desk_name or environment.get("MEDIC_DESK_DESK_NAME") or socket.gethostname()
    return Settings(
        database_url=read_database_url(arguments, environment),
        data_directory=(data_directory or _default_data_directory()).absolute(),
        desk_name=" ".join(name.split()) or "desk",
        language=arguments.language or _language(environment),
    )


def read_database_url(arguments: argparse.Namespace, environment: Mapping[str, str]) -> str | None:
    """The URL of ``--database``, else of MEDIC_DESK_DATABASE, else None."""
    return arguments.database or environment.get("MEDIC_DESK_DATABASE") or None


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _default_data_directory() -> Path:
    """The user's data directory, as HOME and XDG_DATA_HOME say; as root a folder that stands for it."""
    in_home = platformdirs.user_data_path(_NAME, appauthor=False)
    if sys.platform == "win32" or os.geteuid() != 0:
        return in_home
    # The name of the home is for people, the digest keeps two homes apart.
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", Path.home().name)[:20].strip("-") or "home"
    digest = hashlib.sha256(os.fsencode(in_home.resolve())).hexdigest()[:12]
    return _OF_ROOT / f"{name}-{digest}"


def _language(environment: Mapping[str, str]) -> Language:
    asked = environment.get("MEDIC_DESK_LANGUAGE")
    if asked:
        if asked == "en":
            return "en"
        if asked == "el":
            return "el"
        raise WrongSetting(f"MEDIC_DESK_LANGUAGE is “{asked}”; it may be en or el.")
    of_system = next(
        (value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(key))),
        locale.getlocale()[0] or "",
    )
    return "el" if of_system.lower().startswith(("el", "greek")) else "en"


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be seen: there is a display, and Qt is not told to draw elsewhere."""
    if environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    platform: str = sys.platform
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
