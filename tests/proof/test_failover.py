"""The server's machine dies and its standby takes over: the desks go on by themselves, nothing is lost."""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.embedded import EmbeddedServer, binaries
from medic_desk.model.embedded.account import server_account
from medic_desk.model.store import schema
from medic_desk.model.store.database_url import connection_parameters
from medic_desk.model.store.store import Store
from tests.database import fast_directory
from tests.model.acts.acting_desk import Desk
from tests.model.embedded.embedded_programs import postmaster
from tests.model.small_clinic import make_small_clinic

HOURS = (9, 10, 11, 12, 14, 15, 16)

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]


@pytest.fixture
def pair() -> Iterator[tuple[EmbeddedServer, EmbeddedServer]]:
    """A server and its standby, which has all that is acknowledged."""
    paths = [fast_directory() / f"medic-desk-{name}-{secrets.token_hex(4)}" for name in ("first", "second")]
    first, second = (EmbeddedServer(path) for path in paths)
    try:
        first.start()
        second.start().stop()  # its folder, its owner
        _copy(first, second)
        second.start()
        with psycopg.connect(first.url("postgres"), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
        yield first, second
    finally:
        for server, path in zip((second, first), reversed(paths), strict=True):
            server.stop()
            shutil.rmtree(path, ignore_errors=True)


def _copy(first: EmbeddedServer, second: EmbeddedServer) -> None:
    """Make the second's cluster a standby of the first's, with its passwords."""
    cluster = second.data_dir / "cluster"
    shutil.rmtree(cluster)
    known = {"port": 5432, **connection_parameters(first.url("postgres"))}
    source = "host={host} port={port} user={user} password={password}".format_map(known)
    program = binaries.find(None, second.data_dir).program("pg_basebackup")
    options = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname", source]
    subprocess.run([program, "--pgdata", cluster, *options], check=True)
    account = server_account(first.data_dir / "cluster")
    if account is not None:
        for path in (cluster, *cluster.rglob("*")):
            shutil.chown(path, (first.data_dir / "cluster").owner(), (first.data_dir / "cluster").group())
    cluster.chmod(0o700)
    for file in first.data_dir.iterdir():
        if "password" in file.name:
            shutil.copy2(file, second.data_dir / file.name)


def test_the_standby_takes_over_and_nothing_is_lost(pair: tuple[EmbeddedServer, EmbeddedServer]) -> None:
    first, second = pair
    first.ensure_database("clinic")
    schema.upgrade(first.url("clinic"))
    with Store(_both(first, second), "desk") as store:
        desk = Desk(store, make_small_clinic(store))
        for hour in HOURS:
            desk.booked(hour)
        request = desk.clinic.booking(9, starts_at=desk.clinic.at(9, days=1))
        killed = False

        def promote(_seconds: float) -> None:
            """While the desk tries again: the standby is made the server."""
            with psycopg.connect(second.url("postgres"), autocommit=True) as connection:
                connection.execute("SELECT pg_promote()")

        def kill_and_book(session: Session, actor: Actor, wanted: BookingRequest) -> AppointmentResult:
            nonlocal killed
            appointment = book(session, actor, wanted)
            if not killed:
                killed = True
                os.kill(postmaster(first.data_dir), signal.SIGKILL)
                # The server's processes end when they notice; the line breaks at the latest at COMMIT.
                session.execute(text("SELECT pg_sleep(30)"))
            return appointment

        appointment = perform(store, desk.clinic.receptionist, kill_and_book, request, pause=promote)
        assert (appointment.status, killed) == ("confirmed", True)
        (found,) = desk.rows(
            "SELECT count(*) AS appointments, pg_is_in_recovery() AS is_standby FROM appointments"
        )
        assert found == {"appointments": len(HOURS) + 1, "is_standby": False}
        print(f"\nfailover: {len(HOURS)} acknowledged bookings stand, the one under way was done once")


def _both(first: EmbeddedServer, second: EmbeddedServer) -> str:
    known = [connection_parameters(server.url("clinic")) for server in (first, second)]
    login = f"{known[0]['user']}:{quote(str(known[0]['password']), safe='')}"
    hosts = quote(",".join(str(one["host"]) for one in known), safe=",")
    ports = ",".join(str(one.get("port", 5432)) for one in known)
    return f"postgresql://{login}@/clinic?host={hosts}&port={ports}&target_session_attrs=read-write"
