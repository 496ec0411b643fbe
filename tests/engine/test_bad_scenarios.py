"""An invalid scenario is answered with a sentence that names the field, whatever is wrong with it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest

from medic_desk.commands import slots
from medic_desk.engine import answer
from tests.engine.broken import (
    COLUMNS,
    NOT_IDS,
    WHOLE,
    Broken,
    broken_columns,
    broken_rules,
    broken_shapes,
    path_of,
    uid,
    with_value,
)

ROOT = Path(__file__).parents[2]
LONGEST_SENTENCE = 300
GOOD = json.dumps(WHOLE).encode()


def by_field(cases: Iterator[Broken]) -> list[Any]:
    return [
        pytest.param(list(group), id=field)
        for field, group in groupby(sorted(cases, key=lambda b: b.field), lambda b: b.field)
    ]


def misnamed(cases: list[Broken], error_of: Callable[[Any], Any]) -> list[str]:
    """A line for each case without an error, and for each whose error does not begin with the field."""
    found = []
    for case in cases:
        error = error_of(case.scenario)
        if not isinstance(error, str) or not error.startswith(f"{case.field}: "):
            found.append(f"{case.field} = {case.wrong!r:.60}: {error!r:.200}")
        elif len(error) > LONGEST_SENTENCE or "\n" in error:
            found.append(f"{case.field} = {case.wrong!r:.60}: too long to read, {len(error)} characters")
    return found


def error_alone(scenario: Any) -> Any:
    given = answer(scenario)
    return given["error"] if list(given) == ["error"] else given


def test_the_scenario_that_is_broken_below_is_whole() -> None:
    given = answer(WHOLE)
    assert len(given["slots"]) == 26
    assert {row["reasons"][0] for row in given["refused"]} <= {"blocked", "buffer", "busy"}
    for table, columns in COLUMNS.items():
        rows = WHOLE[table]
        assert set(columns) == set(rows[0] if isinstance(rows, list) else rows)
    assert set(COLUMNS) | {"now"} == set(WHOLE)


@pytest.mark.parametrize("cases", by_field(broken_columns()))
def test_every_wrong_value_of_a_column_is_answered_by_naming_it(cases: list[Broken]) -> None:
    assert misnamed(cases, error_alone) == []


@pytest.mark.parametrize("cases", by_field(broken_shapes()))
def test_tables_and_objects_of_another_shape_are_named(cases: list[Broken]) -> None:
    assert misnamed(cases, error_alone) == []


@pytest.mark.parametrize("cases", by_field(broken_rules()))
def test_rules_between_rows_and_columns_are_kept_by_name(cases: list[Broken]) -> None:
    assert misnamed(cases, error_alone) == []


@pytest.mark.parametrize("scenario", [5, 0, 1.5, "x", "", None, True, [], [WHOLE], float("nan")], ids=repr)
def test_a_scenario_is_an_object(scenario: Any) -> None:
    assert error_alone(scenario) == "the scenario: must be a JSON object"


def test_a_column_that_may_be_null_or_left_out_is_no_error() -> None:
    """The opposite check: what the format allows must not be refused."""
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            if (table, column) in {
                ("availability_rules", "break_start"),
                ("availability_rules", "break_end"),
                ("bookable_resources", "label"),
            }:
                continue
            if kind.nullable:
                assert "error" not in answer(with_value(table, column, None)), path_of(table, column)
            if not kind.required:
                scenario = with_value(table, column, None)
                row = scenario[table][0] if isinstance(scenario[table], list) else scenario[table]
                del row[column]
                assert "error" not in answer(scenario), path_of(table, column)


def test_an_id_that_names_no_row_is_no_error() -> None:
    """Places are compared, and what belongs to nothing counts for nothing."""
    stranger = uid(999)
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            is_reference = column.endswith("_id") and kind.wrong == NOT_IDS
            if is_reference and (table, column) != ("request", "appointment_type_id"):
                assert "error" not in answer(with_value(table, column, stranger)), path_of(table, column)


def test_breaks_claims_needs_and_places_of_nothing_count_for_nothing() -> None:
    stranger = uid(999)
    for table, column in (
        ("schedule_rule_breaks", "schedule_rule_id"),
        ("appointment_type_locations", "appointment_type_id"),
        ("appointment_type_resources", "appointment_type_id"),
        ("appointment_resource_claims", "appointment_id"),
        ("appointment_resource_claims", "bookable_resource_id"),
    ):
        assert answer(with_value(table, column, stranger)) == answer(WHOLE | {table: []}), table


@pytest.mark.parametrize("table", [name for name, rows in WHOLE.items() if isinstance(rows, list)])
def test_a_table_left_out_is_an_empty_table(table: str) -> None:
    without = {name: value for name, value in WHOLE.items() if name != table}
    empty = WHOLE | {table: []}
    assert answer(without) == answer(empty)
    assert ("error" in answer(without)) == (table == "appointment_types")


# ---- lines ---------------------------------------------------------------------------------------------


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return opening * depth + b"1" + closing * depth


def with_literal(field: bytes, literal: bytes) -> bytes:
    """The whole scenario as a line of JSON, with the first value of a field replaced by a literal."""
    before, _, rest = GOOD.partition(b'"' + field + b'": ')
    end = min(i for i in (rest.find(b","), rest.find(b"}")) if i >= 0)
    return before + b'"' + field + b'": ' + literal + rest[end:]


MEGABYTES = 10 * 1024 * 1024
BAD_LINES = {
    "empty": (b"", ""),
    "blank": (b"   \t ", ""),
    "truncated": (GOOD[:-1], ""),
    "truncated in a name": (GOOD[:40], ""),
    "half of it": (GOOD[: len(GOOD) // 2], ""),
    "two on a line": (GOOD + b" " + GOOD, ""),
    "no JSON": (b"now is the time", ""),
    "single quotes": (GOOD.replace(b'"', b"'"), ""),
    "trailing comma": (GOOD[:-1] + b",}", ""),
    "a comment": (GOOD + b" // why", ""),
    "an array": (b"[" + GOOD + b"]", "scenario"),
    "a number": (b"5", "scenario"),
    "a text": (b'"now"', "scenario"),
    "null": (b"null", "scenario"),
    "an empty object": (b"{}", "doctor"),
    "invalid UTF-8": (GOOD.replace(b"2026-03-25T07:00:00Z", b"\xff\xfe", 1), ""),
    "half a character": (GOOD.replace(b"in_person", "ή".encode()[:1], 1), ""),
    "UTF-16": ('{"now": 1}'.encode("utf-16"), ""),
    "a zero byte": (GOOD.replace(b"in_person", b"in\0person", 1), ""),
    "lone surrogate": (GOOD.replace(b"in_person", b"\\ud800", 1), "consultation_mode"),
    "NaN": (with_literal(b"duration_minutes", b"NaN"), "duration_minutes"),
    "Infinity": (with_literal(b"day_of_week", b"Infinity"), "day_of_week"),
    "minus Infinity": (with_literal(b"priority", b"-Infinity"), "priority"),
    "1e400": (with_literal(b"session_lane", b"1e400"), "session_lane"),
    "a float": (with_literal(b"duration_minutes", b"30.0"), "duration_minutes"),
    "a number of 6,000 digits": (with_literal(b"duration_minutes", b"9" * 6000), ""),
    "a number of 4,000 digits": (with_literal(b"duration_minutes", b"9" * 4000), "duration_minutes"),
    "deep arrays": (nested(b"[", b"]", 100_000), ""),
    "deep objects": (nested(b'{"a":', b"}", 100_000), ""),
    "deep in a column": (with_literal(b"timezone", nested(b"[", b"]", 100_000)), ""),
    "unfinished depth": (b"[" * 1_000_000, ""),
    "nested, not too deep to read": (with_literal(b"timezone", nested(b"[", b"]", 200)), "doctor.timezone"),
    "10 MB of text": (with_literal(b"now", b'"' + b"9" * MEGABYTES + b'"'), "now"),
    "10 MB of nothing": (b" " * MEGABYTES, ""),
    "10 MB of rows": (b"[" + b"{}," * (MEGABYTES // 3) + b"{}]", "scenario"),
    "a zone of 10 MB": (with_literal(b"timezone", b'"' + b"x/" * (MEGABYTES // 2) + b'"'), "doctor.timezone"),
}


def answers_of(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> tuple[int, list[Any]]:
    source = tmp_path / "scenarios.jsonl"
    source.write_bytes(content)
    status = slots.run([str(source)])
    out = capsys.readouterr()
    assert out.err == ""
    return status, [json.loads(line) for line in out.out.splitlines()]


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_answered_and_so_are_the_lines_after_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, field = BAD_LINES[name]
    status, answers = answers_of(tmp_path, capsys, b"\n".join([GOOD, line, GOOD, b""]))
    assert status == 1
    assert [list(given) for given in answers] == [["slots", "refused"], ["error"], ["slots", "refused"]]
    error = answers[1]["error"]
    assert field in error
    assert 10 < len(error) <= LONGEST_SENTENCE
    assert answers[0] == answers[2] == answer(WHOLE)


def test_every_broken_scenario_in_one_stream_is_answered_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also as JSON, where NaN and Infinity are not allowed, and the field is named all the same."""
    cases = list(chain(broken_columns(), broken_shapes(), broken_rules()))
    lines = [json.dumps(case.scenario).encode() for case in cases]
    status, answers = answers_of(tmp_path, capsys, b"\n".join([*lines, GOOD]))
    assert status == 1
    assert len(answers) == len(cases) + 1
    assert answers[-1] == answer(WHOLE)
    unnamed = [
        f"{case.field} = {case.wrong!r:.60}: {given}"
        for case, given in zip(cases, answers, strict=False)
        if case.field not in given.get("error", "")
    ]
    assert unnamed == []


def test_good_lines_alone_leave_the_status_at_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = b"\xef\xbb\xbf" + GOOD
    assert answers_of(tmp_path, capsys, GOOD + b"\n" + GOOD) == (0, [answer(WHOLE)] * 2)
    assert answers_of(tmp_path, capsys, GOOD + b"\r\n") == (0, [answer(WHOLE)])
    assert answers_of(tmp_path, capsys, marked) == (0, [answer(WHOLE)])
    assert answers_of(tmp_path, capsys, b"") == (0, [])


def test_a_good_line_of_ten_megabytes_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = GOOD.replace(b'"label": "A"', b'"label": "' + b"A" * MEGABYTES + b'"')
    assert answers_of(tmp_path, capsys, long) == (0, [answer(WHOLE)])


def test_a_line_longer_than_is_read_is_an_error_and_the_next_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "LONGEST_LINE_BYTES", len(GOOD) + 1)
    content = b"\n".join([GOOD, GOOD + b" " * 3 * len(GOOD), GOOD])
    status, answers = answers_of(tmp_path, capsys, content)
    assert status == 1
    assert [list(given) for given in answers] == [["slots", "refused"], ["error"], ["slots", "refused"]]


def test_a_file_that_is_not_there_is_said_and_not_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert slots.run([str(tmp_path / "nowhere.jsonl")]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert "nowhere.jsonl" in out.err


@pytest.mark.parametrize("unbuffered", ["0", "1"])
def test_the_program_itself_answers_all_lines_and_ends_with_one(unbuffered: str) -> None:
    lines = [line for line, _ in BAD_LINES.values() if len(line) < MEGABYTES]
    done = subprocess.run(
        [sys.executable, "-m", "medic_desk", "slots"],
        cwd=ROOT,
        input=b"\n".join([*lines, GOOD]),
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        capture_output=True,
        check=False,
        timeout=60,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (1, b"")
    assert [list(given) for given in answers] == [["error"]] * len(lines) + [["slots", "refused"]]
    assert answers[-1] == answer(WHOLE)
