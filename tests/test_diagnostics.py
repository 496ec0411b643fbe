"""What is logged for who asks, where it goes, and that no word of a patient is in it."""

import argparse
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, qWarning
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.__main__ import main
from medic_desk.diagnostics import (
    add_verbose_argument,
    quiet_libraries,
    start_log,
    start_window_log,
    stop_log,
)
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.patients.search import NewPatient, read_patients
from medic_desk.model.store.errors import ConstraintBroken, StoreUnreachable
from medic_desk.model.store.store import Store
from medic_desk.model.tables import UserRow
from medic_desk.settings import WrongSetting
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.qt_messages import QtMessages
from tests.model.small_clinic import SmallClinic, add

PATIENT = NewPatient(last_name="Μυστικός", first_name="Κρυφός", mobile_phone="6944999888")
NOTES = "νηστικός από το πρωί"

Log = Callable[[], list[str]]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """Everything is logged into a file; what it holds, line by line."""
    path = tmp_path / "everything.log"
    start_log(asked(), {"MEDIC_DESK_LOG": str(path)})
    yield lambda: path.read_text(encoding="utf-8").splitlines()
    stop_log()


def asked(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_verbose_argument(parser)
    return parser.parse_args(words)


def test_statements_have_their_time_and_no_parameters(store: Store, small: SmallClinic, log: Log) -> None:
    booking = small.booking(10, patient_id=None, new_patient=PATIENT, notes=NOTES)
    perform(store, small.receptionist, book, booking)
    store.do(read_patients, "μυστικος")
    said = "\n".join(log())
    assert re.search(r"medic_desk\.statements: \d+\.\d ms, 1 rows: INSERT INTO appointments \(", said)
    assert re.search(r"medic_desk\.statements: \d+\.\d ms, 1 rows: SELECT .*FROM patients", said)
    for private in (
        "Μυστικός",
        "μυστικ",
        "mystik",
        "Κρυφός",
        "6944999888",
        NOTES,
        str(small.receptionist.user_id),
    ):
        assert private not in said


def test_a_failed_statement_is_logged_by_its_code_alone(store: Store, log: Log) -> None:
    def add_user(session: Session) -> str:
        return add(session, UserRow, login_name="mystikos", display_name="Μυστικός")

    store.do(add_user)
    with pytest.raises(ConstraintBroken, match="users"):
        store.do(add_user)
    (failed,) = [line for line in log() if "failed with" in line]
    assert re.search(r"failed with 23505 after \d+\.\d ms: INSERT INTO users \(", failed)
    assert "mystikos" not in failed


def test_who_asks_for_nothing_gets_nothing(
    store: Store, small: SmallClinic, capfd: pytest.CaptureFixture[str]
) -> None:
    start_log(asked(), {})
    perform(store, small.receptionist, book, small.booking(10))
    stop_log()
    assert capfd.readouterr() == ("", "")


def test_a_job_is_logged_by_what_it_does(qtbot: QtBot, jobs: Jobs, store: Store, log: Log) -> None:
    owner, came_back = QObject(), list[object]()

    def breaks() -> None:
        raise StoreUnreachable("refused", "Μυστικός")

    gate = threading.Event()
    jobs.run(owner, partial(store.do, partial(read_patients, text="")), came_back.append, came_back.append)
    jobs.run(owner, breaks, came_back.append, came_back.append)
    jobs.run(owner, partial(gate.wait, 20), came_back.append, came_back.append, seconds=0.01)
    qtbot.waitUntil(lambda: len(came_back) == 3)
    gate.set()
    assert jobs.close()
    said = [line.partition("medic_desk.jobs: ")[2] for line in log() if "medic_desk.jobs" in line]
    assert any(re.fullmatch(r"job 1 read_patients: done after \d+\.\d ms", line) for line in said), said
    assert any(re.fullmatch(r"job 2 breaks: StoreUnreachable after \d+\.\d ms", line) for line in said), said
    assert "job 3 wait: no answer in 0.01 s" in said


def test_the_feed_is_logged_by_tables_and_ids(
    qtbot: QtBot, desk: Desk, store: Store, small: SmallClinic, log: Log
) -> None:
    with qtbot.waitSignal(desk.feed_changed):
        pass
    with qtbot.waitSignal(desk.heard):
        perform(store, small.receptionist, book, small.booking(10))
    desk.close()
    said = [line.partition("medic_desk.feed: ")[2] for line in log() if "medic_desk.feed" in line]
    assert said[0] == "listening for changes"
    assert any(
        re.fullmatch(rf"changed: 'appointments' '[-0-9a-f]{{36}}' of doctor '{small.doctor_id}'", line)
        for line in said
    ), said


def test_what_qt_says_is_logged_and_not_printed(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG, logger="medic_desk.qt"):
        messages = QtMessages()
        qWarning("a timer was started twice")
        qWarning("This plugin does not support propagateSizeHints()")
        messages.give_back()
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "default: a timer was started twice"),
        ("DEBUG", "default: This plugin does not support propagateSizeHints()"),
    ]
    assert capfd.readouterr() == ("", "")


def test_what_libraries_print_is_shown_only_if_the_work_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_libraries():
        os.write(2, b"Fontconfig warning: unknown element\n")
        print("ours", file=sys.stderr)
    assert capfd.readouterr().err == "ours\n"
    with pytest.raises(LookupError):
        _fail_after_a_word_of_a_library()
    assert capfd.readouterr().err == "Fontconfig error: no fonts\n"
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "afterwards\n"


def _fail_after_a_word_of_a_library() -> None:
    with quiet_libraries():
        os.write(2, b"Fontconfig error: no fonts\n")
        raise LookupError


@pytest.mark.parametrize(
    ("words", "variable", "shown"),
    [
        (["--verbose"], "", ["DEBUG", "INFO", "WARNING", "ERROR"]),
        ([], "info", ["INFO", "WARNING", "ERROR"]),
        ([], "ERROR", ["ERROR"]),
        (["--verbose"], "error", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    ],
)
def test_a_level_says_from_where_on(
    words: list[str], variable: str, shown: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    start_log(asked(*words), {"MEDIC_DESK_LOG": variable})
    logger = logging.getLogger("medic_desk.jobs")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logger.log(level, "something")
    stop_log()
    logger.error("after the end")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[2] for line in lines if line.endswith("medic_desk.jobs: something")] == shown


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        ("verbose", "it may be debug, info, warning, error or a file's path"),
        ("/nowhere/at/all.log", "/nowhere/at/all.log: No such file or directory"),
    ],
)
def test_a_wrong_log_is_said(
    variable: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongSetting, match=said):
        start_log(asked(), {"MEDIC_DESK_LOG": variable})
    monkeypatch.setenv("MEDIC_DESK_LOG", variable)
    assert main(["demo", "--load-only"]) == 1
    assert said in capsys.readouterr().err


def test_the_window_keeps_its_warnings_and_more_when_asked(tmp_path: Path) -> None:
    logger = logging.getLogger("medic_desk.jobs")
    for environment in ({}, {"MEDIC_DESK_LOG": "debug"}):
        start_window_log(tmp_path / "logs", environment)
        logger.debug("in the background")
        logger.warning("aloud")
        stop_log()
    lines = (tmp_path / "logs" / "medic-desk.log").read_text(encoding="utf-8").splitlines()
    assert [line.partition("jobs: ")[2] for line in lines] == ["aloud", "in the background", "aloud"]


def test_a_log_folder_that_cannot_be_made_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    start_window_log(tmp_path / "file" / "logs", {})
    logging.getLogger("medic_desk.jobs").warning("aloud")
    stop_log()
    assert capsys.readouterr().err.endswith("medic_desk.jobs: aloud\n")


@pytest.mark.parametrize("words", [["db", "check"], ["db", "upgrade"], ["db", "info"]])
def test_a_command_on_a_database_says_its_statements(
    words: list[str], database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--database", database_url]) == 0
    assert capsys.readouterr().err == ""
    assert main([*words, "--database", database_url, "--verbose"]) == 0
    assert re.search(
        r"ms, 1 rows: SELECT version_num FROM alembic_version$", capsys.readouterr().err, re.MULTILINE
    )


def test_every_command_takes_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["slots"], ["demo"], ["db", "check"], ["db", "upgrade"], ["db", "info"]):
        assert main([*words, "--help"]) == 0
        assert "--verbose" in capsys.readouterr().out, words
