"""The first word of the command line, and what one start of the program was told."""

import argparse
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import medic_desk.settings
from medic_desk import __version__, bundle
from medic_desk.__main__ import main
from medic_desk.bundle import BundleIncomplete
from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.settings import Settings, WrongSetting, add_arguments, has_display, read_settings

ROOT = Path(__file__).resolve().parent.parent


def settings(*words: str, **environment: str) -> Settings:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_settings(parser.parse_args(words), environment)


def window(monkeypatch: pytest.MonkeyPatch, answer: object) -> list[Settings]:
    """Put a window of our own in the place of the real one; it answers, or raises, ``answer``."""
    opened: list[Settings] = []

    def run(given: Settings) -> object:
        opened.append(given)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setitem(sys.modules, "medic_desk.app", SimpleNamespace(run=run))
    monkeypatch.setattr(medic_desk.settings, "has_display", lambda _environ: True)
    return opened


def test_no_word_opens_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = window(monkeypatch, 0)
    assert main([]) == 0
    assert main(["--desk-name", "Front", "--database", "postgresql://h/c", "--language", "el"]) == 0
    assert [(each.desk_name, each.database_url, each.language) for each in opened][1] == (
        "Front",
        "postgresql://h/c",
        "el",
    )


def test_a_failure_that_is_known_is_a_sentence_and_one_that_is_not_is_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window(monkeypatch, StoreUnreachable("refused", "“c” (h)"))
    assert main([]) == 1
    assert capsys.readouterr().err == (
        "medic-desk: The database “c” (h) cannot be reached: no database server listens there.\n"
    )
    window(monkeypatch, ZeroDivisionError("a defect"))
    with pytest.raises(ZeroDivisionError):
        main([])
    window(monkeypatch, KeyboardInterrupt())
    assert main([]) == 130


def test_a_setting_of_the_environment_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window(monkeypatch, 0)
    monkeypatch.setenv("MEDIC_DESK_LANGUAGE", "klingon")
    assert main([]) == 1
    assert capsys.readouterr().err == "medic-desk: MEDIC_DESK_LANGUAGE is “klingon”; it may be en or el.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["slot"], "“slot” is no command. Did you mean slots?"),
        (["xyzzy"], "“xyzzy” is no command. The commands are slots, db, demo"),
        (["--desknam", "x"], "unrecognized arguments: --desknam x"),
        (["--language", "fr"], "invalid choice"),
        (["--language", "el", "demo"], "unrecognized arguments: demo"),
    ],
)
def test_words_that_mean_nothing(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"medic-desk {__version__}\n"
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("slots", "db", "demo", "--database", "--desk-name"))


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    code = (
        "import sys; from types import SimpleNamespace\n"
        "def run(argv):\n"
        "    for n in range(100000): print(n)\n"
        "    return 0\n"
        "sys.modules['medic_desk.commands.slots'] = SimpleNamespace(run=run)\n"
        "from medic_desk.__main__ import main\n"
        "sys.exit(main(['slots']))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.wait(30) == 0
        assert writer.stderr.read() == b""


def test_slots_and_help_start_without_qt_and_without_sqlalchemy() -> None:
    code = (
        "import sys; from medic_desk.__main__ import main\n"
        "assert main([sys.argv[1], '--help']) == 0\n"
        "heavy = {'PySide6', 'shiboken6', 'sqlalchemy', 'psycopg', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    for word in ("slots", "--version"):
        ran = subprocess.run(
            [sys.executable, "-c", code, word], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr


def test_arguments_win_over_the_environment() -> None:
    environment = {
        "MEDIC_DESK_DATABASE": "postgresql://h/env",
        "MEDIC_DESK_DATA_DIRECTORY": "/env",
        "MEDIC_DESK_DESK_NAME": "env",
        "MEDIC_DESK_LANGUAGE": "en",
        "LANG": "el_GR.UTF-8",
    }
    found = settings(**environment)
    assert (found.database_url, found.data_directory) == ("postgresql://h/env", Path("/env").absolute())
    assert (found.desk_name, found.language) == ("env", "en")
    words = ("--database", "u", "--data-directory", "d", "--desk-name", " Desk \n 2 ", "--language", "el")
    found = settings(*words, **environment)
    assert (found.database_url, found.data_directory) == ("u", Path("d").absolute())
    assert (found.desk_name, found.language) == ("Desk 2", "el")


def test_without_being_told_the_computer_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(MEDIC_DESK_DATABASE="", LANG="C")
    assert found.database_url is None
    assert found.data_directory.is_absolute()
    assert found.desk_name
    assert found.language == "en"
    assert settings(LC_ALL="el_GR.UTF-8", LANG="C").language == "el"
    with pytest.raises(WrongSetting):
        settings(MEDIC_DESK_LANGUAGE="fr")
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert "medic-desk" in str(settings().data_directory)


@pytest.mark.skipif(sys.platform == "win32", reason="no root, and no HOME")
def test_the_data_of_two_homes_is_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def data_directory(home: str, data_home: str = "") -> Path:
        monkeypatch.setenv("HOME", str(tmp_path / home))
        monkeypatch.setenv("XDG_DATA_HOME", data_home and str(tmp_path / data_home))
        return settings().data_directory

    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert (tmp_path / "anna") in data_directory("anna").parents
    assert (tmp_path / "data") in data_directory("anna", "data").parents
    monkeypatch.setattr("os.geteuid", lambda: 0)
    of_root = [data_directory("anna"), data_directory("boris"), data_directory("anna", "data")]
    assert {path.parent for path in of_root} == {Path("/var/lib/medic-desk")}
    assert len(set(of_root)) == 3
    assert of_root[0].name.startswith("anna-")
    assert data_directory("anna/../anna/") == of_root[0]


def test_a_password_does_not_show_in_the_settings() -> None:
    assert "hunter2" not in repr(settings("--database", "postgresql://u:hunter2@h/c"))


def test_the_bundle_is_found_in_a_checkout_a_wheel_and_a_frozen_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundle.migrations_directory() == ROOT / "migrations"
    assert bundle.resources_directory() == ROOT / "resources"
    wheel = tmp_path / "site-packages" / "medic_desk"
    frozen = tmp_path / "frozen" / "medic_desk"
    for package in (wheel, frozen):
        (package / "migrations").mkdir(parents=True)
        (package / "migrations" / "env.py").write_text("")
    monkeypatch.setattr(bundle, "_PACKAGE", wheel)
    assert bundle.migrations_directory() == wheel / "migrations"
    with pytest.raises(BundleIncomplete, match="resources"):
        bundle.resources_directory()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "frozen"), raising=False)
    assert bundle.migrations_directory() == frozen / "migrations"


@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": ""}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": ""}, False),
        ({}, False),
    ],
)
def test_a_window_opens_where_one_can_be_seen(
    environment: dict[str, str], seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert has_display(environment) is seen


def test_without_a_display_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert "no display" in capsys.readouterr().err
