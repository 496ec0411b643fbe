"""One window a person: its socket lies where only its user can put one; a second start finds the first."""

import os
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.sign_in.single_instance import SingleInstance
from medic_desk.ui.sign_in.socket_folder import LONGEST_SOCKET_PATH, is_private, socket_folders, socket_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a named pipe lies in no folder")

NAME = "medic-desk-0123456789abcdef01234567"


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of this test's with a path short enough for any socket."""
    with tempfile.TemporaryDirectory(prefix="md") as made:
        yield Path(made)


@pytest.fixture
def places(short: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a runtime folder and a folder for temporary files, all in one."""
    for name in ("run", "home", "tmp"):
        (short / name).mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short / "run"))
    monkeypatch.setenv("HOME", str(short / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(short / "home" / ".cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(short / "tmp"))
    return short


def folder(path: Path, mode: int = 0o700) -> Path:
    path.mkdir()
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o770, 0o720, 0o750, 0o705, 0o777, 0o1777, 0o500])
def test_a_folder_that_others_can_enter_will_not_do(short: Path, mode: int) -> None:
    assert not is_private(folder(short / "open", mode))
    assert is_private(folder(short / "closed"))
    assert socket_path(NAME, (short / "open", short / "closed")) == short / "closed" / NAME


def test_a_folder_of_somebody_else_will_not_do(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = folder(short / "theirs")
    if os.geteuid() == 0:
        os.chown(theirs, 12345, 12345)
    else:
        # Nobody but root can give a folder away: let us be somebody else instead.
        monkeypatch.setattr(os, "geteuid", lambda: theirs.stat().st_uid + 1)
    assert not is_private(theirs)
    assert socket_path(NAME, (theirs,)) is None


def test_a_link_will_not_do_wherever_it_leads(short: Path) -> None:
    own = folder(short / "own")
    link = short / "link"
    link.symlink_to(own)
    assert is_private(own)
    assert not is_private(link)
    assert socket_path(NAME, (link, own)) == own / NAME


def test_what_is_no_folder_or_not_there_will_not_do(short: Path) -> None:
    (short / "file").touch(mode=0o700)
    assert socket_path(NAME, (short / "file", short / "nowhere")) is None


def test_a_path_too_long_for_a_socket_will_not_do(short: Path) -> None:
    room = LONGEST_SOCKET_PATH - len(os.fsencode(short / "x" / NAME)) + 1
    fits = folder(short / ("x" * room))
    too_long = folder(short / ("x" * (room + 1)))
    path = socket_path(NAME, (too_long, fits))
    assert path == fits / NAME
    assert len(os.fsencode(path)) == LONGEST_SOCKET_PATH
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def test_the_sessions_folder_comes_first_then_ours_made_closed(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, cache, temporary = socket_folders()
    assert run == places / "run"
    assert places / "home" in cache.parents
    assert temporary.parent == places / "tmp"
    assert is_private(cache)
    assert is_private(temporary)
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert list(socket_folders()) == [cache, temporary]
    monkeypatch.setenv("XDG_RUNTIME_DIR", "run")
    assert list(socket_folders()) == [cache, temporary], "no path of this folder"


def test_homes_of_one_user_do_not_share_a_folder(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(socket_folders())[1:]
    monkeypatch.setenv("HOME", str(places / "tmp"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(places / "tmp" / ".cache"))
    assert not set(before) & set(list(socket_folders())[1:])


def test_where_somebody_was_there_first_another_place_is_taken(places: Path) -> None:
    (places / "run").chmod(0o755)
    _, cache, temporary = socket_folders()
    assert socket_path(NAME, socket_folders()) == cache / NAME
    cache.rmdir()
    cache.symlink_to(places / "home")
    assert socket_path(NAME, socket_folders()) == temporary / NAME
    temporary.chmod(0o770)
    assert socket_path(NAME, socket_folders()) is None


def test_a_second_start_calls_the_first(qtbot: QtBot, places: Path) -> None:
    first, second, other = (SingleInstance("clinic", who) for who in ("maria", "maria", "eleni"))
    assert first.claim()
    (path,) = (places / "run").iterdir()
    assert stat.S_ISSOCK(path.lstat().st_mode)
    assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0
    with qtbot.waitSignal(first.called):
        assert not second.claim()
    assert other.claim()
    first.release()
    assert second.claim()
    for one in (second, other):
        one.release()
    assert list((places / "run").iterdir()) == []


def test_what_a_killed_program_left_is_no_window(qapp: QApplication, places: Path) -> None:
    gone = SingleInstance("clinic", "maria")
    assert gone.claim()
    (path,) = (places / "run").iterdir()
    gone.release()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    started = SingleInstance("clinic", "maria")
    assert started.claim()
    started.release()


def test_without_a_safe_place_two_windows_are_better_than_none(qapp: QApplication, places: Path) -> None:
    (places / "run").chmod(0o777)
    for ours in list(socket_folders())[1:]:
        ours.chmod(0o770)
    first, second = SingleInstance("clinic", "maria"), SingleInstance("clinic", "maria")
    assert first.claim()
    assert second.claim()
