"""A cable that is really cut: packets vanish, nobody says so, and the desk notices within ten seconds.

It takes root on Linux: a network of its own at the other end of a virtual cable.
"""

import ctypes
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import make_small_clinic
from tests.model.store.wire import Wire

NOTICED_WITHIN_SECONDS = 10.0

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]

_HERE, _THERE = "10.213.77.1", "10.213.77.2"
_CLONE_NEWNET = 0x40000000


class Cable:
    """Two ends of a virtual cable; the other lies in a network of its own."""

    def __init__(self) -> None:
        self._name = f"md{secrets.token_hex(3)}"
        self._near = f"{self._name}a"

    def lay(self) -> bool:
        """Whether this computer lets us."""
        name, near, far = self._name, self._near, f"{self._name}b"
        return (
            _run("ip", "netns", "add", name)
            and _run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
            and _run("ip", "addr", "add", f"{_HERE}/24", "dev", near)
            and _run("ip", "link", "set", near, "up")
            and _run("ip", "-n", name, "addr", "add", f"{_THERE}/24", "dev", far)
            and _run("ip", "-n", name, "link", "set", far, "up")
        )

    def cut(self) -> None:
        """Let every packet vanish: the near end is still up, and what it sends goes nowhere."""
        assert _run("ip", "-n", self._name, "link", "set", f"{self._name}b", "down")

    def mend(self) -> None:
        assert _run("ip", "-n", self._name, "link", "set", f"{self._name}b", "up")

    def take_up(self) -> None:
        _run("ip", "link", "del", self._near)
        _run("ip", "netns", "del", self._name)

    def listener(self) -> socket.socket:
        """A listening socket at the other end: a thread goes there, and a socket stays where it was made."""
        made: list[socket.socket] = []

        def listen() -> None:
            libc = ctypes.CDLL(None, use_errno=True)
            network = os.open(f"/run/netns/{self._name}", os.O_RDONLY)
            try:
                if libc.setns(network, _CLONE_NEWNET) == 0:
                    made.append(socket.create_server((_THERE, 0)))
            finally:
                os.close(network)

        thread = threading.Thread(target=listen)
        thread.start()
        thread.join()
        return made[0]


def _run(*command: str) -> bool:
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


@pytest.fixture
def cable() -> Iterator[Cable]:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("only root on Linux, with ip can lay a cable and cut it")
    cable = Cable()
    try:
        if not cable.lay():
            pytest.skip("this computer lets nobody lay a cable")
        yield cable
    finally:
        cable.take_up()
        assert not Path(f"/run/netns/{cable._name}").exists()


def test_a_cut_cable_is_noticed_within_ten_seconds(cable: Cable, database_url: str) -> None:
    with Wire(database_url, listener=cable.listener()) as wire, Store(wire.url(), "far desk") as store:
        desk = Desk(store, make_small_clinic(store))
        desk.booked(9)

        def work(session: Session) -> None:
            session.connection().exec_driver_sql("SELECT 1")
            cable.cut()
            book(session, desk.clinic.receptionist, desk.clinic.booking(10))

        began = time.monotonic()
        with pytest.raises(ConnectionLost) as lost:
            store.do(work)
        noticed = time.monotonic() - began
        assert lost.value.is_undone

        began = time.monotonic()
        with pytest.raises(StoreUnreachable) as silent:
            perform(store, desk.clinic.receptionist, book, desk.clinic.booking(10))
        refused = time.monotonic() - began
        assert silent.value.reason == "silent"

        cable.mend()
        began = time.monotonic()
        assert desk.booked(10).status == "confirmed"
        back = time.monotonic() - began
        print(f"\ncable cut: noticed after {noticed:.1f} s, a new act refused after {refused:.1f} s,", end="")
        print(f" booked {back:.1f} s after it was mended")
        assert max(noticed, refused) < NOTICED_WITHIN_SECONDS
