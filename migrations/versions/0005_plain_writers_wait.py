"""Plain writers wait where they passed by: for a hold that somebody else ends, and for a booking under way.

The SQL stands in the folder beside this file, one subject a file. It replaces functions and touches no row.
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parent / "0005"


def run_file(name: str) -> None:
    # Many statements in one string, percent signs and colons as they stand: no parameters at all.
    script = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})


def upgrade() -> None:
    for name in ("stale_holds", "closures"):
        run_file(name)


def downgrade() -> None:
    run_file("as_before")
