"""${message}: what it changes, and why a writer that knows the schema of before keeps working.

No later change of the mappings may change what this revision makes, so it imports nothing of the program.
"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}

STATEMENTS = """
"""


def upgrade() -> None:
    # Many statements in one string, percent signs and colons as they stand: no parameters at all.
    op.get_bind().exec_driver_sql(STATEMENTS, execution_options={"no_parameters": True})


def downgrade() -> None:
    raise NotImplementedError("say why there is no way back: restore a backup instead")
