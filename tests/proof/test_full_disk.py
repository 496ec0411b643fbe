"""The disk of the server fills up: every act fails whole and in words, and goes on when there is room."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medic_desk.model.appointments.booking import book
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store import schema
from medic_desk.model.store.errors import DiskFull
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import make_small_clinic

MEGABYTES = 200
HOURS = (9, 10, 11, 12, 14, 15, 16)

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk that is small enough to fill."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a disk that is small enough to fill")
    path = Path(tempfile.mkdtemp(prefix="medic-desk-full-"))
    path.chmod(0o755)
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(path)]
    if subprocess.run(command, check=False).returncode:
        path.rmdir()
        pytest.skip("this computer lets root mount nothing")
    path.chmod(0o755)
    yield path
    subprocess.run(["umount", str(path)], check=True)
    path.rmdir()


def test_a_full_disk_is_said_and_leaves_nothing_half_written(disk: Path) -> None:
    with EmbeddedServer(disk / "server") as server:
        server.ensure_database("clinic")
        schema.upgrade(server.url("clinic"))
        with Store(server.url("clinic"), "desk") as store:
            desk = Desk(store, make_small_clinic(store))
            ballast = disk / "ballast"
            _fill(ballast)
            booked, refused = 0, None
            for number in range(5000):
                day, slot = divmod(number, len(HOURS))
                request = desk.clinic.booking(9, starts_at=desk.clinic.at(HOURS[slot], days=day))
                try:
                    desk.do(book, request)
                except DiskFull as full:
                    refused = full
                    break
                booked += 1
            assert refused is not None
            assert "full" in str(refused)
            # What was read can still be read, and holds whole appointments alone.
            _check(desk, booked)
            ballast.unlink()
            assert desk.do(book, request).status == "confirmed"
            _check(desk, booked + 1)
            print(f"\ndisk full after {booked} bookings: “{refused}” Booked when there was room")


def _fill(ballast: Path) -> None:
    """Take all the room there is, and give a little back: the first booking is not the one to fail."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            pass
    os.truncate(ballast, ballast.stat().st_size - 128 * 1024)


def _check(desk: Desk, count: int) -> None:
    (found,) = desk.rows(
        "SELECT (SELECT count(*) FROM appointments) AS appointments,"
        " (SELECT count(*) FROM appointment_events) AS events,"
        " (SELECT count(*) FROM appointment_resource_claims WHERE status = 'active') AS claims"
    )
    assert found == {"appointments": count, "events": count, "claims": count}
