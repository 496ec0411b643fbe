"""How a checkout is made ready: which Python, which packages, the one line to type, when nothing is due."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parent.parent / "packaging"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The script, loaded as a module, over an empty checkout of its own."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    for name in ("bootstrap", "system_packages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location("bootstrap", PACKAGING / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(module, "LOG", tmp_path / ".venv" / "log")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.ruff]\nline-length = 110\n')
    yield module
    for name in ("bootstrap", "system_packages"):
        sys.modules.pop(name, None)


@pytest.fixture
def system(bootstrap: ModuleType) -> ModuleType:
    """The module of the system's packages, as `bootstrap` loaded it."""
    return sys.modules["system_packages"]


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libstdc++.so.6", "libstdc++6"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_library_is_found_in_its_debian_package(system: ModuleType, soname: str, package: str) -> None:
    assert system.library_package(soname) == package


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is asked of the system")
def test_a_library_that_cannot_be_loaded_is_missed(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "LIBRARIES", ("libc.so.6", "libxcb-nobody-has-this.so.7"))
    monkeypatch.setattr(system, "GREEK_FONTS", ("NoSuchFamily",))
    assert system.missing_packages() == ["fonts-inter", "libxcb-nobody-has-this7"]


@pytest.fixture
def fonts(system: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a home that holds the only fonts of a machine on which nothing else is missing."""
    folder = tmp_path / "home" / ".local" / "share" / "fonts"
    folder.mkdir(parents=True)
    monkeypatch.setattr(system.Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(system, "SYSTEM_FONTS", ())
    monkeypatch.setattr(system, "LIBRARIES", ())
    return folder


def test_one_greek_font_is_enough_and_each_of_the_best_is_missed(system: ModuleType, fonts: Path) -> None:
    (fonts / "NotoSansThai-Regular.txt").touch()
    assert system.missing_packages() == ["fonts-inter"]
    assert system.missing_fonts() == ["fonts-inter", "fonts-noto-core", "fonts-dejavu-core"]
    (fonts / "DejaVuSans-Bold.ttf").touch()
    assert system.missing_packages() == []
    assert system.missing_fonts() == ["fonts-inter", "fonts-noto-core"]
    for name in ("NotoSans-Regular.ttf", "Inter-Thin.otf"):
        (fonts / name).touch()
    assert system.missing_fonts() == []


@pytest.mark.parametrize(
    ("may_install", "succeeds", "asked", "said"),
    [
        (True, True, [["fonts-inter", "fonts-noto-core"]], ""),
        (True, False, [["fonts-inter", "fonts-noto-core"]], "the window is drawn with another font"),
        (False, True, [], ""),
    ],
)
def test_fonts_are_installed_where_it_takes_no_question_and_stop_nobody(
    bootstrap: ModuleType,
    fonts: Path,
    may_install: bool,
    succeeds: bool,
    asked: list[list[str]],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    found: list[list[str]] = []

    def install(packages: list[str]) -> None:
        found.append(packages)
        if not succeeds:
            raise bootstrap.Stop("no network")

    (fonts / "DejaVuSans.ttf").touch()
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "administrator", lambda: [] if may_install else None)
    monkeypatch.setattr(bootstrap, "install_packages", install)
    bootstrap.install_system_packages([])
    assert found == asked
    assert said in capfd.readouterr().out


def test_what_ldd_does_not_find_is_read_from_its_answer(system: ModuleType) -> None:
    answer = (
        "libqxcb.so:\n\tlinux-vdso.so.1 (0x00007ff)\n\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n"
        "\tlibxcb-cursor.so.0 => not found\nlibqwayland.so:\n\tlibxcb-cursor.so.0 => not found\n"
    )
    assert system.libraries_not_found(answer) == ["libxcb-cursor.so.0"]


@pytest.mark.parametrize(
    ("become", "has_lists", "line"),
    [
        ("sudo", True, "sudo apt-get install -y --no-install-recommends a b"),
        ("sudo", False, "sudo apt-get update && sudo apt-get install -y --no-install-recommends a b"),
        ("su", False, "su -c 'apt-get update && apt-get install -y --no-install-recommends a b'"),
        ("", True, "apt-get install -y --no-install-recommends a b"),
    ],
)
def test_the_line_to_type_is_one_line(system: ModuleType, become: str, has_lists: bool, line: str) -> None:
    assert system.line_to_type(["a", "b"], become=become, has_lists=has_lists) == line


def test_who_may_not_install_is_told_the_line(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "administrator", lambda: None)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "package_lists_are_here", lambda: True)
    with pytest.raises(system.Stop) as stop:
        system.install_packages(["libegl1"])
    assert str(stop.value).splitlines()[-1] == "sudo apt-get install -y --no-install-recommends libegl1"


def test_apt_is_asked_again_after_an_update(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(command: list[str]) -> tuple[int, str]:
        asked.append("update" if "update" in command else "install")
        return (0, "") if asked.count("update") else (100, "404 Not Found")

    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "administrator", list)
    monkeypatch.setattr(system, "package_lists_are_here", lambda: True)
    monkeypatch.setattr(system, "run", answer)
    system.install_packages(["libegl1"])
    assert asked == ["install", "update", "install"]


def test_a_python_with_venv_comes_before_an_earlier_one_without(bootstrap: ModuleType) -> None:
    plain = bootstrap.Interpreter("/usr/bin/python3", (3, 11, 2), makes_venv=False)
    own = bootstrap.Interpreter("/usr/local/bin/python3.12", (3, 12, 1), makes_venv=True)
    too_new = bootstrap.Interpreter("/usr/local/bin/python3.14", (3, 14, 0), makes_venv=True)
    assert bootstrap.choose([too_new, plain, own]) is own
    assert bootstrap.choose([too_new, plain]) is plain


def test_a_python_that_is_too_old_is_said_kindly(bootstrap: ModuleType) -> None:
    old = bootstrap.Interpreter("/usr/bin/python3", (3, 9, 2), makes_venv=True)
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13 .* found here: 3\.9\.2"):
        bootstrap.choose([old])


@pytest.mark.parametrize("script", ["bootstrap.py", "system_packages.py"])
def test_an_old_python_can_read_the_script(script: str) -> None:
    ast.parse((PACKAGING / script).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_this_python_is_found(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = bootstrap.read_interpreters()
    assert found[0].version == sys.version_info[:3]
    assert found[0].fits


def test_a_linters_setting_asks_for_no_new_installation(bootstrap: ModuleType) -> None:
    before = '[project]\nname = "x"\n[tool.ruff]\nline-length = 110\n[tool.hatch.version]\npath = "a"\n'
    digest = bootstrap.project_digest(before)
    assert bootstrap.project_digest(before.replace("110", "100")) == digest
    assert bootstrap.project_digest(before.replace('"x"', '"y"')) != digest
    assert bootstrap.project_digest(before.replace('"a"', '"b"')) != digest


@pytest.fixture
def ready(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A checkout that an earlier start made ready."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(bootstrap, "missing_packages", list)
    bootstrap.STAMP.write_text(bootstrap.json.dumps(bootstrap.expected_stamp()))
    return bootstrap


def test_a_ready_checkout_is_left_alone(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ready, "install_everything", lambda: pytest.fail("nothing was due"))
    assert ready.main() == 0
    assert capfd.readouterr() == ("", "")


def test_a_changed_need_makes_it_unready(ready: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\ndependencies = ["y"]\n')
    assert not ready.is_ready()


def test_a_checkout_that_was_moved_is_made_anew(
    ready: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".venv" / "bin" / "pip").write_text(f"#!{tmp_path}/.venv/bin/python\n")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (moved / "pyproject.toml").write_text((tmp_path / "pyproject.toml").read_text())
    (tmp_path / ".venv").rename(moved / ".venv")
    monkeypatch.setattr(ready, "ROOT", moved)
    monkeypatch.setattr(ready, "VENV", moved / ".venv")
    monkeypatch.setattr(ready, "STAMP", moved / ".venv" / "stamp.json")
    assert not ready.is_ready()
    assert not ready.venv_works()


def test_a_library_that_went_missing_makes_it_unready(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "missing_packages", lambda: ["libegl1"])
    assert not ready.is_ready()


def test_a_failed_download_is_tried_once_more(ready: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(1, "ERROR: Connection reset"), (0, "")]
    monkeypatch.setattr(ready, "run", lambda _: answers.pop(0))
    ready.install_project()
    assert answers == []


def test_a_download_that_fails_twice_ends_in_a_sentence(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "run", lambda _: (1, "ERROR: No matching distribution"))
    with pytest.raises(ready.Stop, match=r"(?s)No matching distribution.*online\?"):
        ready.install_project()


def test_what_stops_it_is_said_without_a_traceback(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise ready.Stop("type this")

    monkeypatch.setattr(ready, "is_ready", lambda: False)
    monkeypatch.setattr(ready, "install_everything", stop)
    assert ready.main() == 1
    assert capfd.readouterr().err == "medic-desk: type this\n"
