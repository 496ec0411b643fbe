"""``medic-desk db`` as an administrator types it: what it says, on which stream, and its exit status."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic import command

from medic_desk import __version__
from medic_desk.__main__ import main
from medic_desk.model.store.schema import alembic_config
from medic_desk.model.store.store import Store

ROOT = Path(__file__).resolve().parents[2]


def test_from_nothing_to_a_clinic(empty_database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--database", empty_database_url]
    assert main(["db", "check", *place]) == 1
    assert "not a medic-desk database yet" in capsys.readouterr().err
    assert main(["db", "info", *place]) == 0
    assert "none (this version needs" in capsys.readouterr().out
    assert main(["db", "upgrade", *place]) == 0
    assert "brought from nothing to" in capsys.readouterr().out
    assert main(["db", "upgrade", *place]) == 0
    assert "up to date already" in capsys.readouterr().out
    assert main(["db", "check", *place]) == 0
    said = capsys.readouterr()
    assert f"what medic-desk {__version__} needs" in said.out
    assert said.err == ""


def test_an_upgrade_says_first_how_long_it_keeps_everybody_out(
    empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(empty_database_url) as store, store.engine.begin() as schema:
        config = alembic_config()
        config.attributes["connection"] = schema
        command.upgrade(config, "0005")
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("INSERT INTO patients (last_name) SELECT 'Α' FROM generate_series(1, 2001)")
    assert main(["db", "upgrade", "--database", empty_database_url]) == 0
    said = capsys.readouterr()
    assert "patients is written anew: 2001 rows, about 2 s" in said.err
    assert "brought from 0005 to" in said.out
    assert main(["db", "upgrade", "--database", empty_database_url]) == 0
    assert capsys.readouterr().err == ""


def test_info_counts_what_is_there(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO patients (id, first_name, last_name) VALUES (gen_random_uuid(), 'A', 'B')"
        )
    assert main(["db", "info", "--database", database_url]) == 0
    said = capsys.readouterr().out
    lines = dict(line.split(maxsplit=1) for line in said.splitlines() if line)
    assert lines["patients"] == "1"
    assert lines["appointments"] == "0"
    assert lines["medic-desk"] == __version__
    assert "what this version needs" in lines["schema"]
    assert int(lines["PostgreSQL"].split(".")[0]) >= 15


@pytest.mark.parametrize(("revision", "word"), [("9999", "newer"), ("0001", "older")])
def test_a_schema_of_another_time(
    database_url: str, capsys: pytest.CaptureFixture[str], revision: str, word: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", [revision])
    assert main(["db", "check", "--database", database_url]) == 1
    assert f"is {word} than this program" in capsys.readouterr().err
    assert main(["db", "info", "--database", database_url]) == 0
    assert f"{revision}, {word} than this version's" in capsys.readouterr().out


def test_rows_that_break_a_rule_are_listed_and_nothing_is_changed(
    empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--database", empty_database_url]
    with Store(empty_database_url) as store, store.engine.begin() as schema:
        config = alembic_config()
        config.attributes["connection"] = schema
        command.upgrade(config, "0002")
    doctor = "00000000-0000-0000-0000-0000000000d0"
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO doctors (id, last_name, timezone) VALUES (%s, 'Καρδιός', 'Factory')", [doctor]
        )
        assert main(["db", "upgrade", *place]) == 1
        said = capsys.readouterr()
        assert ["doctors", doctor, "timezone"] in [line.split() for line in said.err.splitlines()]
        assert "break the rules" in said.err
        assert "Καρδιός" not in said.err
        assert said.out == ""
        assert main(["db", "check", *place]) == 1
        said = capsys.readouterr()
        assert ["doctors", doctor, "timezone"] in [line.split() for line in said.err.splitlines()]
        assert "is older than this program" in said.err
        connection.execute("UPDATE doctors SET timezone = 'Europe/Athens'")
        assert main(["db", "upgrade", *place]) == 0
        assert main(["db", "check", *place]) == 0
        assert capsys.readouterr().err == ""
        # What was made while a rule was off is said of a schema that fits, too.
        connection.execute("ALTER TABLE doctors DROP CONSTRAINT doctors_updated_at_bounds_check")
        connection.execute("UPDATE doctors SET updated_at = 'infinity'")
        assert main(["db", "check", *place]) == 1
        said = capsys.readouterr()
        assert ["doctors", doctor, "updated_at"] in [line.split() for line in said.err.splitlines()]
        assert said.out == ""


@pytest.mark.parametrize("action", ["upgrade", "check", "info"])
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("clinic", "is not a database address"),
        ("postgresql://u:hunter2@host", "name of the database is missing"),
        ("postgresql://u:hunter2@/clinic?host=/nowhere", "cannot be reached"),
        ("postgresql://u:hunter2@no-such-host.invalid/clinic", "no computer of that name"),
    ],
)
def test_a_wrong_or_unreachable_address_is_one_sentence(
    action: str, url: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", action, "--database", url]) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert "hunter2" not in said.err + said.out
    assert said.out == ""


def test_the_environment_names_the_database_and_the_argument_wins(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIC_DESK_DATABASE", database_url)
    assert main(["db", "check"]) == 0
    monkeypatch.setenv("MEDIC_DESK_DATABASE", "postgresql://u@/clinic?host=/nowhere")
    assert main(["db", "check"]) == 1
    assert main(["db", "check", "--database", database_url]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("words", [["db"], ["db", "destroy"], ["db", "check"], ["db", "check", "--databas"]])
def test_a_command_line_that_means_nothing(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MEDIC_DESK_DATABASE", raising=False)
    assert main(words) == 2
    assert "medic-desk db" in capsys.readouterr().err


def test_in_a_process_of_its_own_no_traceback_shows() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "medic_desk", "db", "check"],
        env={**os.environ, "MEDIC_DESK_DATABASE": "postgresql://u:hunter2@/clinic?host=/nowhere"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("medic-desk db: The database “clinic” (/nowhere) cannot be reached")
    assert "Traceback" not in ran.stderr
