"""How Alembic reaches the database: one migration at a time, and none that waits for ever on a lock.

The connection comes from ``config.attributes["connection"]`` (the caller's own, who ends its transaction) or
is made from ``sqlalchemy.url``. Everything runs in one transaction: a migration that fails leaves nothing.
"""

from functools import partial

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from medic_desk.model.store.session import connect_to
from medic_desk.model.tables import TableRow

# Any fixed number of ours will do; the key is the whole database's, so it must be nobody else's.
MIGRATION_LOCK = 0x6D656469
LOCK_TIMEOUT = "60s"
STATEMENT_TIMEOUT = "15min"


def migrate(connection: Connection) -> None:
    """Take the migration lock and run the migrations on ``connection``, in its transaction."""
    # The wait for another migration is bounded too: 55P03 after a minute, instead of a silent hang.
    connection.execute(
        text(
            "SELECT set_config('lock_timeout', :lock, true),"
            " set_config('statement_timeout', :statement, true)"
        ),
        {
            "lock": context.config.attributes.get("lock_timeout", LOCK_TIMEOUT),
            "statement": STATEMENT_TIMEOUT,
        },
    )
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    # Read only after the lock: the other migration may just have done the work.
    context.configure(connection=connection, target_metadata=TableRow.metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Migrate over the connection or the URL that the configuration holds."""
    if context.is_offline_mode():
        raise RuntimeError("migrations are run on a database, not written out as SQL")
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    url = context.config.get_main_option("sqlalchemy.url")
    if not url:
        raise RuntimeError("no database to migrate: neither a connection nor sqlalchemy.url is configured")
    engine = create_engine(
        "postgresql+psycopg://",
        creator=partial(connect_to, url, "medic-desk migrations"),
        poolclass=pool.NullPool,
        hide_parameters=True,
    )
    with engine.begin() as own:
        migrate(own)


run()
