"""``medic-desk slots`` from the outside: lines in, lines out, whatever the lines are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engine.disagreements import read_examples

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "medic_desk", "slots"]
EXAMPLES = read_examples()
GOOD = json.dumps(EXAMPLES[0]["scenario"]).encode()


def answers(lines: bytes, *arguments: str) -> tuple[list[Any], int]:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, input=lines, capture_output=True, check=False, timeout=120
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_each_scenario_of_a_stream_is_answered_in_order() -> None:
    lines = b"".join(json.dumps(example["scenario"]).encode() + b"\n" for example in EXAMPLES)
    assert answers(lines) == ([example["answer"] for example in EXAMPLES], 0)
    assert answers(lines.rstrip(b"\n"), "-") == ([example["answer"] for example in EXAMPLES], 0)


def test_a_file_is_read_as_a_stream_is(tmp_path: Path) -> None:
    file = tmp_path / "worlds.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\r\n" + GOOD)
    assert answers(b"", str(file)) == ([EXAMPLES[0]["answer"]] * 2, 0)


def test_no_lines_are_no_answers() -> None:
    assert answers(b"") == ([], 0)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"", "the line: empty; one scenario is expected"),
        (b"   \t", "the line: empty; one scenario is expected"),
        (b"{", "the line: not JSON: Expecting property name"),
        (GOOD[:400], "the line: not JSON: "),
        (b"\xff\xfe", "the line: not UTF-8 (byte 1)"),
        (b"[" * 200_000, "the line: not readable: it is nested too deeply"),
        (b"[" * 500 + b"]" * 500, "the scenario: must be a JSON object"),
        (b'{"now": ' + b"9" * 5000 + b"}", "the line: not readable: it holds a number of more than"),
        (b"NaN", "the line: the value: NaN is no JSON number"),
        (
            b'{"appointment_types": [{"id": "x"}, {"duration_minutes": -Infinity}], "now": 0}',
            "the line: appointment_types[1].duration_minutes: -Infinity is no JSON number",
        ),
        (b'"\\ud800"', "the scenario: must be a JSON object"),
        (b'{"now": "\\ud800", "doctor": {"id": "\\ud800"}}', "doctor.id: must be a UUID"),
        (b'{"doctor": {}}', "doctor.id: is missing"),
        (b"5", "the scenario: must be a JSON object"),
        (b'{"x": "' + b"y" * 10_000_000 + b'"}', "doctor: is missing"),
    ],
    ids=lambda value: repr(value[:30]) if isinstance(value, bytes) else "",
)
def test_a_bad_line_is_answered_and_the_next_one_too(line: bytes, error: str) -> None:
    found, status = answers(GOOD + b"\n" + line + b"\n" + GOOD + b"\n")
    assert status == 1
    assert [found[0], found[2]] == [EXAMPLES[0]["answer"]] * 2
    assert list(found[1]) == ["error"]
    assert found[1]["error"].startswith(error)


def test_a_line_that_is_too_long_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from medic_desk.commands import slots

    monkeypatch.setattr(slots, "LONGEST_LINE_BYTES", 1024 * 1024)
    file = tmp_path / "long.jsonl"
    file.write_bytes(b" " * 5_000_000 + b"\n" + GOOD + b"\n" + b" " * 1_100_000)
    assert slots.run([str(file)]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found == [
        {"error": "the line: longer than 1 MiB"},
        EXAMPLES[0]["answer"],
        {"error": "the line: longer than 1 MiB"},
    ]


def test_an_answer_is_written_before_the_next_line_is_read() -> None:
    process = subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for _ in range(2):
            process.stdin.write(GOOD + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == EXAMPLES[0]["answer"]
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes((GOOD + b"\n") * 400)
    process = subprocess.Popen(
        [*COMMAND, str(file)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(tmp_path / "none.jsonl")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith("none.jsonl: No such file or directory\n")


def test_it_starts_without_qt_and_without_a_database_library() -> None:
    program = (
        "import sys\n"
        "from medic_desk.__main__ import main\n"
        "status = main(['slots'])\n"
        "heavy = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(heavy & {'PySide6', 'shiboken6', 'sqlalchemy', 'psycopg', 'alembic'}), status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        input=GOOD + b"\n",
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == b"[] 0"


@pytest.mark.proof
def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    """Ten times the lines take no more memory at the highest point, a tenth aside."""

    def most_memory(lines: int) -> int:
        file = tmp_path / "worlds.jsonl"
        file.write_bytes((GOOD + b"\n") * lines)
        program = (
            "import resource, sys\n"
            "from medic_desk.commands.slots import run\n"
            "run([sys.argv[1]])\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(file)],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=600,
        )
        return int(done.stderr)

    assert most_memory(20_000) < 1.1 * most_memory(2_000)
