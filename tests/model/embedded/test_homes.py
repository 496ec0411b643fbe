"""Two homes on one computer: each has its own private server and clinics, also where both are root's."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import medic_desk.settings
from medic_desk.commands import demo
from medic_desk.model.demo import DATABASE
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store.schema import upgrade
from medic_desk.settings import add_arguments, read_settings
from tests.model.embedded.embedded_programs import IS_ROOT, execute, mode, postmaster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix homes")


@pytest.fixture
def enter(
    tmp_path: Path, new_path: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Path]:
    """Makes a home the present one; returns where the private server's data lies for it."""
    for name in ("MEDIC_DESK_DATA_DIRECTORY", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    # In place of /var/lib/medic-desk, which this computer's own root may use.
    monkeypatch.setattr(medic_desk.settings, "_OF_ROOT", new_path("of-root"))
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    def enter(home: str) -> Path:
        (tmp_path / home).mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv("HOME", str(tmp_path / home))
        return read_settings(parser.parse_args([]), os.environ).data_directory

    return enter


def test_two_homes_have_a_server_each(enter: Callable[[str], Path], tmp_path: Path) -> None:
    first, second = enter("first"), enter("second")
    if not IS_ROOT:
        assert tmp_path / "first" in first.parents
    with EmbeddedServer(first, test_mode=True) as one, EmbeddedServer(second, test_mode=True) as other:
        assert postmaster(first) != postmaster(second)
        assert one.ensure_database("clinic")
        assert other.ensure_database("clinic")
        execute(one.url("clinic"), "CREATE TABLE kept AS SELECT 7 AS n")
        other.drop_database("clinic")
        assert execute(one.url("clinic"), "SELECT n FROM kept") == [(7,)]


def test_a_fresh_demo_in_one_home_leaves_the_other_ones_alone(enter: Callable[[str], Path]) -> None:
    first = enter("first")
    with EmbeddedServer(first, test_mode=True) as server:
        server.ensure_database(DATABASE)
        upgrade(server.url(DATABASE))
        execute(server.url(DATABASE), "INSERT INTO patients (last_name) VALUES ('Πληκτρολογημένος')")
    second = enter("second")
    assert demo.run(["--load-only", "--fresh"]) == 0
    with EmbeddedServer(second, test_mode=True) as server:
        assert execute(server.url(DATABASE), "SELECT count(*) FROM doctors") == [(11,)]
    assert enter("first") == first
    with EmbeddedServer(first, test_mode=True) as server:
        kept = execute(server.url(DATABASE), "SELECT last_name FROM patients")
    assert kept == [("Πληκτρολογημένος",)]


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as another user")
def test_a_root_that_closes_what_it_makes_lets_the_servers_user_pass(new_path: Callable[[str], Path]) -> None:
    top = new_path("closed")
    before = os.umask(0o077)
    try:
        with EmbeddedServer(top / "of-root" / "home", test_mode=True) as embedded:
            assert execute(embedded.url("postgres"), "SELECT 1") == [(1,)]
    finally:
        os.umask(before)
    assert (mode(top), mode(top / "of-root"), mode(top / "of-root" / "home")) == (0o755, 0o755, 0o710)
