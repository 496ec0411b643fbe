"""A desk at the far end of a wire, for windows whose answers get lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.gathered_changes import ANYTHING
from tests.model.small_clinic import SmallClinic
from tests.model.store.wire import Wire
from tests.ui.staff import button, click, desk_of, hire

NOT_KNOWN = "it is not known whether this was done"
_WRITE_SECONDS = 3.0


@dataclass
class FarDesk:
    """A running desk, the wire to its server, and the server itself at ``url``."""

    desk: Desk
    wire: Wire
    url: str
    qtbot: QtBot
    monkeypatch: pytest.MonkeyPatch

    def count(self, query: str) -> int:
        """What is in the database, asked past the wire."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return int(row[0])

    def lose_the_next_answer(self) -> None:
        """The next act is done and its answer lost; then there is no server any more."""
        # A person would wait 20 seconds for "not known".
        self.monkeypatch.setattr("medic_desk.ui.desk.desk.WRITE_SECONDS", _WRITE_SECONDS)
        self.wire.lose_commit("after", of_an_act=True, then_close=True)

    def try_in_vain(self, attempt: Attempt, message: MessageBanner) -> None:
        """Once the window says that nobody knows: one more try that finds no server, and leaves it so."""
        self.qtbot.waitUntil(lambda: NOT_KNOWN in message.text, timeout=10_000)
        assert self.wire.lost["after"] == 1
        act_id = attempt.request.act_id
        # A reading that finds no server either does not take the button away.
        self.desk.heard.emit(ANYTHING)
        self.qtbot.waitUntil(lambda: self.desk.jobs.is_idle, timeout=10_000)
        assert NOT_KNOWN in message.text
        click(button(message.buttons, "Try again"))
        assert attempt.is_busy
        self.qtbot.waitUntil(lambda: not attempt.is_busy, timeout=10_000)
        assert attempt.is_unknown
        assert attempt.request.act_id == act_id
        assert NOT_KNOWN in message.text

    def try_again(self, message: MessageBanner) -> None:
        """The server is there again, and a person presses the button."""
        self.monkeypatch.undo()
        self.wire.open()
        click(button(message.buttons, "Try again"))


@contextmanager
def far_desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, url: str, user_id: str) -> Iterator[FarDesk]:
    """A desk with that person signed in; everything it asks goes through the wire."""
    limits = SessionLimits(connect_seconds=2)
    with (
        Wire(url) as wire,
        Store(wire.url(), "far desk", limits=limits) as store,
        desk_of(store, user_id, "Far desk") as desk,
    ):
        qtbot.waitUntil(lambda: desk.is_live)
        yield FarDesk(desk, wire, url, qtbot, monkeypatch)
        wire.open()


@pytest.fixture
def far_person(store: Store, small: SmallClinic) -> str:
    """Who sits at the far desk: the manager, where a test says nobody else."""
    return hire(store, small).manager


@pytest.fixture
def far(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, database_url: str, far_person: str
) -> Iterator[FarDesk]:
    """A desk at the far end of a wire, at which ``far_person`` is signed in."""
    with far_desk(qtbot, monkeypatch, database_url, far_person) as made:
        yield made
