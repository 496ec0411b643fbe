"""Begin a migration: a file in migrations/versions with the next number, after the newest one.

``make revision NAME="rooms have a phone"`` runs it. The statements are written by hand: what Alembic compares
does not see the exclusion constraints and triggers that the schema stands on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from medic_desk.model.store.schema import alembic_config


def new_revision(message: str, migrations: Path) -> Path:
    """Write the file of a new revision in ``migrations`` and return it.

    Raises ValueError where the message says nothing, and Alembic's CommandError.
    """
    words = " ".join(message.split()).rstrip(".")
    if not words:
        raise ValueError('say what it changes: make revision NAME="rooms have a phone"')
    config = alembic_config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("truncate_slug_length", "60")
    script = ScriptDirectory.from_config(config)
    newest = max((int(revision.revision) for revision in script.walk_revisions()), default=0)
    made = script.generate_revision(f"{newest + 1:04d}", words[0].upper() + words[1:])
    assert made is not None  # noqa: S101 - only a template without a revision makes none
    return Path(made.path)


def main() -> int:
    """Begin the revision that the arguments name; return the exit status."""
    root = Path(__file__).resolve().parent.parent
    try:
        path = new_revision(" ".join(sys.argv[1:]), root / "migrations")
    except (ValueError, CommandError) as error:
        print(f"medic-desk: {error}", file=sys.stderr)
        return 2
    print(path.relative_to(root))
    print("Write its statements, the mappings in medic_desk/model/tables, and docs/booking-schema.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
