"""Patients are found by their own letters, by sound, by number and by phone, in the order of the names.

The SQL stands in the folder beside this file, one subject a file. The keys are computed by the server for any
writer. Adding them rewrites ``patients`` under a lock that keeps everybody else out.
"""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parent / "0006"


def run_file(name: str) -> None:
    # Many statements in one string, percent signs and colons as they stand: no parameters at all.
    script = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})


def upgrade() -> None:
    for name in ("letters", "sounds", "keys", "columns"):
        run_file(name)


def downgrade() -> None:
    run_file("as_before")
