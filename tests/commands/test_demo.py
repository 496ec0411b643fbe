"""``medic-desk demo`` from its command line: made once, kept, made anew; sentences for what cannot be."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from medic_desk.commands import demo
from medic_desk.model.demo import DATABASE, DatabaseNotEmpty, DemoHeld, DemoInUse, open_demo, read_held_demo
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.settings import Settings

DAY = date(2026, 11, 23)
NOW = time(10, 42)
WANTED = DemoHeld(seed=11, today=DAY, at=NOW)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    # Not pytest's own folder: below it, closed as it is, root's stand-in could not run the server.
    with tempfile.TemporaryDirectory(prefix="medic-desk-demo-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedServer(Path(folder) / "data", test_mode=True) as running:
            open_demo(running, WANTED, fresh=False, tell=lambda _: None)
            yield running


@pytest.fixture
def run(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run_there(*words: str) -> int:
        return demo.run(["--data-dir", str(server.data_dir), *words])

    monkeypatch.setattr(demo, "_today", lambda: DAY)
    monkeypatch.setattr(demo, "_time_of_day", lambda: NOW)
    return run_there


@pytest.fixture
def held(server: EmbeddedServer) -> DemoHeld:
    """The demo that is there now: a test of this file may have made another before."""
    with psycopg.connect(server.url(DATABASE)) as connection:
        found = read_held_demo(connection)
    assert found is not None
    return found


def typed_patients(server: EmbeddedServer) -> list[str]:
    with psycopg.connect(server.url(DATABASE)) as connection:
        return [
            row[0] for row in connection.execute("SELECT last_name FROM patients WHERE file_number IS NULL")
        ]


def test_the_demo_that_is_there_is_kept_with_what_was_typed(
    server: EmbeddedServer, held: DemoHeld, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(server.url(DATABASE)) as connection:
        connection.execute("INSERT INTO patients (last_name) VALUES ('Πληκτρολογημένος')")
    assert run("--load-only") == 0
    said = capsys.readouterr().out
    assert f"The demo clinic of 23/11/2026 (seed {held.seed}) is here." in said
    assert "--fresh" not in said
    assert "Πληκτρολογημένος" in typed_patients(server)


def test_an_old_demo_says_how_old_it_is(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "_today", lambda: date(2026, 12, 3))
    assert run("--load-only") == 0
    said = capsys.readouterr().out
    assert "10 days from today, and what was typed in it is kept" in said
    assert "medic-desk demo --fresh" in said


@pytest.mark.parametrize("words", [("--seed", "99"), ("--date", "2026-11-24"), ("--time", "16:30")])
def test_another_demo_than_the_one_there_needs_fresh(
    words: tuple[str, str],
    server: EmbeddedServer,
    held: DemoHeld,
    run: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("--load-only", *words) == 1
    assert "Add --fresh" in capsys.readouterr().err
    with psycopg.connect(server.url(DATABASE)) as connection:
        assert read_held_demo(connection) == held


def test_asking_for_the_one_that_is_there_is_well(held: DemoHeld, run: Callable[..., int]) -> None:
    assert run("--load-only", "--seed", str(held.seed), "--date", held.today.isoformat()) == 0


def test_fresh_does_not_break_off_another_window(server: EmbeddedServer, run: Callable[..., int]) -> None:
    with psycopg.connect(server.url(DATABASE)) as other_window:
        other_window.execute("SELECT 1")
        with pytest.raises(DemoInUse, match="open in another window"):
            run("--load-only", "--fresh")
        assert other_window.execute("SELECT count(*) FROM doctors").fetchone() == (11,)


def test_fresh_makes_the_wanted_one_in_the_old_ones_place(
    server: EmbeddedServer, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--load-only", "--fresh", "--seed", "13") == 0
    assert "Made 11 doctors, 45 services, 1500 patients and " in capsys.readouterr().out
    assert typed_patients(server) == []
    with psycopg.connect(server.url("postgres")) as connection:
        databases = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'medic%'")
        assert databases.fetchall() == [(DATABASE,)]
    assert open_demo(server, WANTED, fresh=False, tell=print).held == DemoHeld(seed=13, today=DAY, at=NOW)


def test_a_clinic_that_is_no_demo_is_left_alone(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medic_desk.model.demo import database
    from medic_desk.model.store import schema

    monkeypatch.setattr(database, "DATABASE", "somebodys")
    server.ensure_database("somebodys")
    schema.upgrade(server.url("somebodys"))
    with psycopg.connect(server.url("somebodys")) as connection:
        connection.execute("INSERT INTO patients (last_name) VALUES ('Κάποιος')")
    with pytest.raises(DatabaseNotEmpty, match="somebodys"):
        open_demo(server, WANTED, fresh=False, tell=print)
    with psycopg.connect(server.url("somebodys")) as connection:
        assert connection.execute("SELECT last_name FROM patients").fetchall() == [("Κάποιος",)]


@pytest.mark.parametrize("is_asked", [True, False])
def test_without_a_window_every_one_is_drawn_into_a_named_folder(
    is_asked: bool,
    server: EmbeddedServer,
    run: Callable[..., int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command only hands over, with the demo's address; what the pictures show is the tour's own test."""
    handed: list[tuple[str | None, Path, str, tuple[int, int]]] = []

    def run_tour(settings: Settings, folder: Path) -> int:
        platform, _, screens = os.environ["QT_QPA_PLATFORM"].partition(":configfile=")
        told = json.loads(Path(screens).read_text(encoding="utf-8"))["screens"][0]
        handed.append((settings.database_url, folder, platform, (told["width"], told["height"])))
        return 0

    monkeypatch.setitem(sys.modules, "medic_desk.app", SimpleNamespace(run_tour=run_tour))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("MEDIC_DESK_DATABASE", "postgresql://somebody@server/clinic")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ("pictures" if is_asked else "tour")
    assert run(*(("--tour", "pictures") if is_asked else ())) == 0
    assert handed == [(server.url(DATABASE), folder, "offscreen", (1920, 1200))]
    said = capsys.readouterr().out
    assert str(folder) in said
    assert ("There is no display" in said) != is_asked


def test_with_a_display_the_window_opens_over_the_demo(
    server: EmbeddedServer, run: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[str | None, Path]] = []

    def run_window(settings: Settings, private: EmbeddedServer) -> int:
        handed.append((settings.database_url, private.data_dir))
        return 0

    monkeypatch.setitem(sys.modules, "medic_desk.app", SimpleNamespace(run=run_window))
    monkeypatch.setattr(demo, "has_display", lambda _environ: True)
    assert run() == 0
    # The server goes with its URL: the window brings it back should it die.
    assert handed == [(server.url(DATABASE), server.data_dir)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "yesterday"], "is no date; write it as 2026-11-23"),
        (["--date", "9999-12-31"], "the demo lives between 2000 and 2099"),
        (["--time", "noon"], "is no time of day; write it as 09:30"),
        (["--time", "25:00"], "is no time of day; write it as 09:30"),
        (["--seed", "x"], "invalid int value"),
    ],
)
def test_a_wrong_word_is_named(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        demo.run(words)
    assert left.value.code == 2
    assert said in capsys.readouterr().err
