"""Finds what ships beside the code, migrations and resources: in a wheel, a checkout, a frozen app."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class BundleIncomplete(Exception):
    """A folder that belongs to the program is missing: the installation is damaged."""

    def __init__(self, name: str, looked_in: tuple[Path, ...]) -> None:
        self.name = name
        self.looked_in = looked_in
        super().__init__(
            f"The program's folder “{name}” is missing (looked in {', '.join(map(str, looked_in))}). "
            "Install medic-desk again."
        )


def migrations_directory() -> Path:
    """The folder with Alembic's ``env.py`` and ``versions``. Raises ``BundleIncomplete``."""
    return _directory("migrations", "env.py")


def resources_directory() -> Path:
    """The folder with icons, style, translations and the demo clinic. Raises ``BundleIncomplete``."""
    return _directory("resources", "")


def _directory(name: str, proof: str) -> Path:
    """The first folder of that name that holds ``proof``.

    In a wheel it lies inside the package, in a checkout beside it; a frozen app unpacks the package's folders
    below a folder of its own. An editable install leaves a stale copy in site-packages: never looked at.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [_PACKAGE, _PACKAGE.parent]
    if frozen is not None:
        roots = [Path(frozen) / "medic_desk", Path(frozen)]
    candidates = tuple(root / name for root in roots)
    for candidate in candidates:
        if candidate.is_dir() and (candidate / proof).exists():
            return candidate
    raise BundleIncomplete(name, candidates)
