"""What a plain writer could still part: an appointment from its claims and from its minutes.

The SQL stands in the folder beside this file, one subject a file. No row is refused that was taken before:
minutes that were wrong are put right, and claims stay as they stand.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parent / "0004"


def run_file(name: str) -> None:
    # Many statements in one string, percent signs and colons as they stand: no parameters at all.
    script = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})


def upgrade() -> None:
    for name in ("minutes", "claims"):
        run_file(name)


def downgrade() -> None:
    raise NotImplementedError("going back would let claims be lost again: restore a backup instead")
