"""The embedded server: started, stopped, shared by several programs, killed with and without them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.embedded.launcher import is_postgres
from medic_desk.model.store.store import Store
from tests.model.embedded.embedded_programs import IS_ROOT, Program, execute, mode, postmaster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets, signals and owners")


def test_a_new_folder_becomes_a_closed_server(folder: Path) -> None:
    with EmbeddedServer(folder, test_mode=True) as embedded:
        url = embedded.url("postgres")
        asked = (
            "listen_addresses",
            "log_error_verbosity",
            "log_min_error_statement",
            "log_timezone",
            "TimeZone",
            "password_encryption",
            "fsync",
        )
        settings = [execute(url, f"SHOW {name}")[0][0] for name in asked]
        assert settings == ["", "terse", "panic", "UTC", "UTC", "scram-sha-256", "off"]
        execute(url, "CREATE EXTENSION btree_gist")
        execute(url, "CREATE EXTENSION pg_trgm")
        rules = execute(url, "SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        assert rules == [("scram-sha-256",)]
        assert mode(folder / "cluster") == 0o700
        assert mode(folder / "run") == 0o700
        assert mode(folder / "password") == 0o600
        assert mode(folder) == (0o710 if IS_ROOT else 0o700)
        assert mode(folder / "server.log") == 0o600
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url.replace(":" + (folder / "password").read_text(), ":wrong"))
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=str(folder / "run"), dbname="postgres", user="medic_desk")
        pid = postmaster(folder)
        if IS_ROOT:
            assert Path(f"/proc/{pid}").stat().st_uid != 0
    assert not is_postgres(pid)
    assert not (folder / "cluster" / "postmaster.pid").exists()


def test_without_test_mode_a_commit_is_on_disk(made_folder: Path) -> None:
    with EmbeddedServer(made_folder) as embedded:
        names = ("fsync", "full_page_writes", "synchronous_commit")
        assert [execute(embedded.url("postgres"), f"SHOW {name}")[0][0] for name in names] == ["on"] * 3


def test_a_second_start_finds_the_data_under_the_same_url(made_folder: Path) -> None:
    embedded = EmbeddedServer(made_folder, test_mode=True)
    with embedded:
        first = embedded.url("clinic")
        assert embedded.ensure_database("clinic")
        execute(first, "CREATE TABLE kept AS SELECT 7 AS n")
    with EmbeddedServer(made_folder, test_mode=True) as again:
        assert again.url("clinic") == first
        assert not again.ensure_database("clinic")
        assert execute(first, "SELECT n FROM kept") == [(7,)]
        again.drop_database("clinic")
        assert again.ensure_database("clinic")
    embedded.stop()


def test_a_server_that_was_killed_comes_back_with_what_was_committed(made_folder: Path) -> None:
    with EmbeddedServer(made_folder) as embedded, Store(embedded.url("postgres")) as store:
        execute(embedded.url("postgres"), "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(postmaster(made_folder), signal.SIGKILL)
        embedded.start()
        assert (
            store.do(lambda session: session.connection().exec_driver_sql("SELECT n FROM kept").scalar()) == 7
        )


def test_starting_a_server_that_runs_leaves_it_alone(made_folder: Path) -> None:
    with EmbeddedServer(made_folder, test_mode=True) as embedded:
        before = postmaster(made_folder)
        embedded.start()
        assert postmaster(made_folder) == before


def test_a_program_that_was_killed_leaves_a_server_that_the_next_start_replaces(made_folder: Path) -> None:
    with Program(made_folder, test_mode=False) as program:
        url = program.url()
        execute(url, "CREATE TABLE kept AS SELECT 7 AS n")
        left_behind = postmaster(made_folder)
        program.kill()
    assert is_postgres(left_behind)
    with EmbeddedServer(made_folder, test_mode=True) as embedded:
        assert postmaster(made_folder) != left_behind
        assert not is_postgres(left_behind)
        assert embedded.url("postgres") == url
        assert execute(url, "SELECT n FROM kept") == [(7,)]
        pid = postmaster(made_folder)
    assert not is_postgres(pid)


def test_program_and_server_killed_together_come_back(made_folder: Path) -> None:
    with Program(made_folder, test_mode=False) as program:
        url = program.url()
        execute(url, "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(postmaster(made_folder), signal.SIGKILL)
        program.kill()
    with EmbeddedServer(made_folder, test_mode=True):
        assert execute(url, "SELECT n FROM kept") == [(7,)]


def test_two_programs_share_the_server_and_the_last_one_stops_it(made_folder: Path) -> None:
    first = EmbeddedServer(made_folder, test_mode=True).start()
    pid = postmaster(made_folder)
    with Program(made_folder) as program:
        assert program.url() == first.url("postgres")
        assert postmaster(made_folder) == pid
        first.stop()
        assert execute(first.url("postgres"), "SELECT 1") == [(1,)]
        program.leave()
    assert not is_postgres(pid)


def test_two_programs_that_start_in_an_empty_folder_make_one_server(folder: Path) -> None:
    with Program(folder) as one, Program(folder) as other:
        assert one.url() == other.url()
        one.leave()
        pid = postmaster(folder)
        assert is_postgres(pid)
        other.leave()
        assert not is_postgres(pid)


def test_an_initdb_that_was_interrupted_is_repeated(folder: Path) -> None:
    folder.mkdir()
    (folder / "medic-desk-server").write_text("")
    (folder / "cluster.new" / "base").mkdir(parents=True)
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(folder, test_mode=True) as embedded:
        assert execute(embedded.url("postgres"), "SELECT 1") == [(1,)]
    assert not (folder / "cluster.new").exists()


def test_a_pid_file_with_the_number_of_another_program_is_ignored(made_folder: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as bystander:
        pid_file = made_folder / "cluster" / "postmaster.pid"
        pid_file.write_text(
            f"{bystander.pid}\n{made_folder}/cluster\n1\n5432\n{made_folder}/run\n\n  0 0\nready   \n"
        )
        with EmbeddedServer(made_folder, test_mode=True) as embedded:
            assert execute(embedded.url("postgres"), "SELECT 1") == [(1,)]
        assert bystander.poll() is None
        bystander.kill()
