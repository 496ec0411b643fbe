"""What holds of the house as a whole and no linter asks: names, sentences, lengths, strangers."""

import ast
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist"}
CACHES = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}

# A file is named for what is in it; these words say only that somebody did not know.
EMPTY_NAMES = {
    *("base", "common", "general", "helper", "helpers", "lib", "manager", "managers", "misc", "stuff"),
    *("tools", "util", "utils", "various"),
}

# A file above 400 lines has one subject all the same, and here is why it is that long.
LONG_FILES = {
    "migrations/versions/0001_baseline.py": "a revision is one text: fourteen tables with all they demand",
    "migrations/versions/0002_what_the_database_keeps_true.py": "a revision is one text: the triggers' SQL",
    "tests/engine/broken.py": "one table of ways to break a scenario, column by column",
    "tests/engine/oracle.py": "the whole of the semantics a second time, sharing nothing with the engine",
    "tests/engine/worlds.py": "one generator: each table's rows depend on the ones drawn before",
    "tests/model/acts/every_act.py": "one table: every act, and what it must leave in the tables",
    "tests/model/patients/invented_patients.py": "lists of names, with what draws from them",
    "tests/ui/calendar/test_view.py": "one widget's keys, clicks and pixels, on one set of pictures",
}

# What a test must not call: a fixed wait is too short on a busy computer and too long on any other.
FIXED_WAITS = {"time.sleep", "sleep", "QTest.qWait", "qtbot.wait"}

# The project speaks of itself alone: nothing here holds on another machine.
FOREIGN = {
    "somebody's home folder": r"(?<![\w.$}])/(?:home|root|Users)/\w",
    "a package index": r"https?://\S+/simple\b",
    "an issue by its number": r"(?i)\bissue #?\d",
}
TEXT = {
    "",
    ".desktop",
    ".ini",
    ".json",
    ".jsonl",
    ".md",
    ".py",
    ".qss",
    ".sql",
    ".svg",
    ".toml",
    ".ts",
    ".txt",
}


def files_of_the_house() -> Iterator[Path]:
    """Yield each file git would keep: the tracked and the new ones. Without git, whatever is no cache."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
                if (ROOT / name).is_file():
                    yield ROOT / name
            return
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        # The pictures of make tour lie beside the package, which has a folder of that name too.
        if path.is_file() and parts[0] != "tour" and not set(parts) & (NOT_OURS | CACHES):
            yield path


FILES = list(files_of_the_house())
PYTHON = [path for path in FILES if path.suffix == ".py"]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_house_is_seen() -> None:
    names = {named(path) for path in FILES}
    assert {"pyproject.toml", "Makefile", "LICENSE", "medic_desk/__main__.py", "tests/test_house.py"} <= names
    assert not any(part in NOT_OURS for path in FILES for part in path.relative_to(ROOT).parts)


def test_a_file_is_named_for_what_is_in_it() -> None:
    empty = [
        named(path)
        for path in PYTHON
        if set(re.split(r"[_\W]+", path.stem.lower())) & EMPTY_NAMES or path.parent.name in EMPTY_NAMES
    ]
    assert empty == []


def test_the_first_sentence_of_a_file_says_what_it_is() -> None:
    silent = []
    for path in PYTHON:
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        first = docstring.split("\n", 1)[0]
        if path.name == "__init__.py" and "tests" in path.parts:
            continue
        if len(first.split()) < 3 or not re.search(r"[.:?]", first):
            silent.append(named(path))
    assert silent == []


def test_a_long_file_has_its_reason() -> None:
    long = {named(path) for path in PYTHON if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert long - LONG_FILES.keys() == set(), "split it, or say in LONG_FILES why it is one subject"
    assert LONG_FILES.keys() - long == set(), "no longer long: take it off the list"


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_is_of_one_machine_or_of_how_it_was_made(what: str) -> None:
    pattern = re.compile(FOREIGN[what])
    found = []
    for path in FILES:
        if path == Path(__file__) or path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_the_searches_find_what_they_are_for() -> None:
    samples = {
        "somebody's home folder": "see /home/anna/clinic",
        "a package index": "https://packages.example/simple",
        "an issue by its number": "as issue 12 asks",
    }
    for what, sample in samples.items():
        assert re.search(FOREIGN[what], sample), what
    for innocent in ("a network/host", "resources/work/", "homework/", "this issue", "user agent"):
        assert not any(re.search(pattern, innocent) for pattern in FOREIGN.values()), innocent


def fixed_waits(source: str) -> Iterator[str]:
    """Calls that wait for a fixed time, and deadlines set for a single Hypothesis test."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            called = ast.unparse(call.func)
            has_deadline = any(word.arg == "deadline" for word in call.keywords)
            if called in FIXED_WAITS or (called.split(".")[-1] == "settings" and has_deadline):
                yield f"{call.lineno}: {ast.unparse(call)}"


def test_tests_wait_for_conditions_and_have_no_deadlines_of_their_own() -> None:
    tests = [path for path in PYTHON if path.relative_to(ROOT).parts[0] == "tests"]
    found = [
        f"{named(path)}:{wait}"
        for path in tests
        if path.parent.name not in {"proof", "benchmarks"}
        for wait in fixed_waits(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "wait for a condition; tests/conftest.py sets the one deadline of all tests"
    sample = "time.sleep(1)\nqtbot.wait(5)\nQTest.qWait(5)\n@settings(deadline=9)\ndef test(): pass"
    assert len(list(fixed_waits(sample))) == 4


def test_make_help_tells_of_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()) - {"ready"}
    # Started by make itself, a second make would print which folder it enters.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(["make", "help"], cwd=ROOT, env=outside, capture_output=True, text=True, check=True)
    told = made.stdout
    assert {line.split()[1] for line in told.splitlines()} == phony
    assert {"run", "test", "check", "bench", "proof", "bundle", "help"} <= phony


def test_continuous_integration_can_be_started() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
