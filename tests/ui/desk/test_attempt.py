"""One act on its way: sent once, and the very same again while nobody knows what became of it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from medic_desk.model.store.errors import ConnectionLost, Contended, StoreUnreachable, TookTooLong
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.jobs import DeadlinePassed, TooManyJobs

UI = Path(__file__).resolve().parents[3] / "medic_desk"
ALONE = {"ui/desk/attempt.py"}


class PostedActs(QObject):
    """Stands for the desk: keeps what it is given, and answers when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[object] = []
        self.answer: Callable[[str], None]
        self.refuse: Callable[[Exception], None]

    def act(
        self,
        _owner: QObject,
        _act: Callable[..., str],
        request: object,
        on_done: Callable[[str], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        self.requests.append(request)
        self.answer, self.refuse = on_done, on_failed


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[PostedActs]:
    made = PostedActs()
    yield made
    made.deleteLater()


@pytest.fixture
def attempt(desk: PostedActs) -> Attempt:
    return Attempt(desk, desk)  # type: ignore[arg-type]


def act(*_: object) -> str:
    """What would be done, and what came of it."""
    return "result"


def test_what_is_done_makes_way_for_the_next(desk: PostedActs, attempt: Attempt) -> None:
    done: list[object] = []
    assert attempt.send(act, "first", done.append, done.append)
    assert attempt.is_busy
    assert not attempt.send(act, "second", done.append, done.append)
    desk.answer("result")
    assert (done, attempt.is_open) == (["result"], False)
    assert attempt.send(act, "second", done.append, done.append)
    assert desk.requests == ["first", "second"]


@pytest.mark.parametrize("lost", [DeadlinePassed(1.0), ConnectionLost()])
@pytest.mark.parametrize(
    "then", [StoreUnreachable("silent"), Contended("40P01"), TookTooLong(), TooManyJobs()]
)
def test_an_unknown_act_stays_unknown_until_the_database_answers(
    desk: PostedActs, attempt: Attempt, lost: Exception, then: Exception
) -> None:
    """First answer lost, then no server, then both: one act, one id."""
    errors: list[Exception] = []
    done: list[str] = []
    attempt.send(act, "first", done.append, errors.append)
    desk.refuse(lost)
    assert attempt.is_unknown
    assert not attempt.send(act, "another", done.append, errors.append)
    desk.refuse(then)
    assert attempt.is_unknown
    attempt.again()
    desk.answer("result")
    assert desk.requests == ["first", "first", "first"]
    assert errors == [lost, then]
    assert (done, attempt.is_open) == (["result"], False)


def test_what_never_reached_the_server_did_not_happen(desk: PostedActs, attempt: Attempt) -> None:
    heard: list[object] = []
    attempt.send(act, "first", heard.append, heard.append)
    desk.refuse(StoreUnreachable("silent"))
    assert not attempt.is_open
    assert attempt.send(act, "second", heard.append, heard.append)
    assert desk.requests == ["first", "second"]


def test_an_unknown_act_can_be_abandoned_and_one_under_way_cannot(desk: PostedActs, attempt: Attempt) -> None:
    attempt.send(act, "first", print, lambda _error: None)
    attempt.abandon()
    assert attempt.is_busy
    desk.refuse(DeadlinePassed(1.0))
    attempt.abandon()
    assert not attempt.is_open
    attempt.again()
    assert desk.requests == ["first"]


def test_only_the_attempt_sends_an_act() -> None:
    """Whoever sent one by itself would have a second rule for what may be sent again."""
    senders = set()
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == "act":
                owner = ast.unparse(called.value)
                if owner.endswith("desk"):
                    senders.add(path.relative_to(UI).as_posix())
    assert senders == ALONE
