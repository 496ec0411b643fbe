"""The keeper of a hold: one hold a form, the same request again while nobody knows, nothing left behind."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.appointments.holds import hold, release_hold, renew_hold
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.errors import ConnectionLost, NotFound, StoreUnreachable
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed, Jobs
from tests.model.small_clinic import SmallClinic
from tests.model.store.wire import Wire


class Contact(QObject):
    """Says that the database is back."""

    came_back = Signal()


class PostedActs(QObject):
    """Stands for the desk: keeps what it is given, and answers when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.contact = Contact(self)
        self.sent: list[tuple[Callable[..., Any], Any]] = []
        self.answers: list[tuple[Callable[[Any], None], Callable[[Exception], None]]] = []

    def act(
        self,
        _owner: QObject,
        act: Callable[..., Any],
        request: Any,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        self.sent.append((act, request))
        self.answers.append((on_done, on_failed))

    def answer(self, result: object) -> None:
        self.answers.pop(0)[0](result)

    def refuse(self, error: Exception) -> None:
        self.answers.pop(0)[1](error)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[PostedActs]:
    made = PostedActs()
    yield made
    made.deleteLater()


@pytest.fixture
def form(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    if isValid(made):
        made.deleteLater()


@pytest.fixture
def keeper(desk: PostedActs, form: QObject) -> HoldKeeper:
    return HoldKeeper(desk, form)  # type: ignore[arg-type]


def kept(hold_id: str, status: str = "held") -> AppointmentResult:
    left: dict[str, Any] = dict.fromkeys(AppointmentResult.__dataclass_fields__)
    return AppointmentResult(**left | {"appointment_id": hold_id, "status": status})


def want(qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper, starts_at: int) -> None:
    """Want a place, and wait until it is asked for."""
    before = len(desk.sent)
    keeper.want("doctor", "service", starts_at, None)
    qtbot.waitUntil(lambda: len(desk.sent) > before)


def acts(desk: PostedActs) -> list[Callable[..., Any]]:
    return [act for act, _ in desk.sent]


@pytest.mark.parametrize("lost", [DeadlinePassed(20.0), ConnectionLost()])
def test_a_hold_without_an_answer_is_asked_for_again_before_another(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper, lost: Exception
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.refuse(lost)
    want(qtbot, desk, keeper, 20)
    first, again = (request for _, request in desk.sent)
    assert again is first
    desk.answer(kept("a"))
    qtbot.waitUntil(lambda: len(desk.sent) == 3)
    request = desk.sent[2][1]
    assert (request.starts_at, request.replaces_hold_id) == (20, "a")
    assert request.act_id != first.act_id
    desk.answer(kept("a"))
    assert keeper.own_ids() == {"a"}


def test_a_hold_without_an_answer_is_asked_for_again_when_contact_is_back(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.refuse(ConnectionLost())
    desk.contact.came_back.emit()
    desk.refuse(StoreUnreachable("silent"))
    desk.contact.came_back.emit()
    with qtbot.waitSignal(keeper.held):
        desk.answer(kept("a"))
    assert len({request.act_id for _, request in desk.sent}) == 1


def test_a_booking_waits_to_know_its_own_hold(qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper) -> None:
    known: list[str | None] = []
    want(qtbot, desk, keeper, 10)
    desk.refuse(ConnectionLost())
    keeper.when_still(lambda: known.append(keeper.hold_id))
    assert (len(desk.sent), known) == (2, [])
    desk.answer(kept("a"))
    assert known == ["a"]


def test_a_booking_does_not_wait_for_a_hold_that_cannot_be_known(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    known: list[str | None] = []
    want(qtbot, desk, keeper, 10)
    desk.refuse(ConnectionLost())
    keeper.when_still(lambda: known.append(keeper.hold_id))
    desk.refuse(DeadlinePassed(20.0))
    assert known == [None]


def test_a_hold_that_ran_out_before_its_answer_is_told_as_lost(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.refuse(ConnectionLost())
    desk.contact.came_back.emit()
    with qtbot.waitSignal(keeper.lost):
        desk.answer(kept("a", "cancelled"))
    assert keeper.hold_id is None


def test_a_form_that_closes_while_nobody_knows_leaves_no_hold(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.refuse(ConnectionLost())
    keeper.give_back()
    desk.refuse(ConnectionLost())
    desk.contact.came_back.emit()
    desk.answer(kept("a"))
    assert acts(desk) == [hold, hold, hold, release_hold]
    desk.refuse(ConnectionLost())
    desk.contact.came_back.emit()
    assert desk.sent[4] is not None
    assert desk.sent[4][1] is desk.sent[3][1]
    desk.refuse(WrongTransition("a", status="cancelled", act="released"))
    qtbot.waitUntil(lambda: not isValid(keeper))


def test_a_form_that_is_gone_gives_its_hold_back(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper, form: QObject
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.answer(kept("a"))
    form.deleteLater()
    qtbot.waitUntil(lambda: len(desk.sent) == 2)
    act, request = desk.sent[1]
    assert (act, request.appointment_id) == (release_hold, "a")


def test_a_hold_that_was_booked_is_not_given_back(qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper) -> None:
    want(qtbot, desk, keeper, 10)
    desk.answer(kept("a"))
    keeper.booked()
    keeper.give_back()
    assert acts(desk) == [hold]
    qtbot.waitUntil(lambda: not isValid(keeper))


def test_a_move_of_the_hold_without_an_answer_leaves_a_booking_alone(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    want(qtbot, desk, keeper, 10)
    desk.answer(kept("a"))
    want(qtbot, desk, keeper, 20)
    desk.refuse(ConnectionLost())
    keeper.booked()
    desk.answer(kept("a", "confirmed"))
    assert acts(desk) == [hold, hold, hold], "nothing is released"
    qtbot.waitUntil(lambda: not isValid(keeper))


def test_each_renewal_is_an_act_of_its_own(qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper) -> None:
    want(qtbot, desk, keeper, 10)
    desk.answer(kept("a"))
    keeper._on_renew()
    keeper._on_renew()
    desk.refuse(ConnectionLost())
    want(qtbot, desk, keeper, 20)
    desk.answer(kept("a"))
    keeper._on_renew()
    assert [(act, request) for act, request in desk.sent if act is renew_hold] == [(renew_hold, "a")] * 2
    with qtbot.waitSignal(keeper.lost):
        desk.refuse(NotFound("appointments", "a"))
    assert keeper.hold_id is None


def test_the_reply_to_a_hold_is_lost_and_the_desk_is_not_in_its_own_way(
    qtbot: QtBot, jobs: Jobs, database_url: str, small: SmallClinic
) -> None:
    """The hold stands, and the desk learns so late: it has that one hold, moves it, and gives it back."""
    limits = SessionLimits(connect_seconds=2)
    with Wire(database_url) as wire, Store(wire.url(), "test desk", limits=limits) as store:
        clinic = store.do(read_clinic)
        desk, form = Desk(store, jobs, "Desk 1"), QObject()
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        keeper = HoldKeeper(desk, form)
        wire.lose_commit("after", of_an_act=True, then_close=True)
        keeper.want(small.doctor_id, small.service_id, small.at(10), None)
        qtbot.waitUntil(lambda: desk.contact.offline_since is not None, timeout=25_000)
        qtbot.waitUntil(lambda: not keeper._attempt.is_busy, timeout=25_000)
        assert keeper.hold_id is None
        assert statuses(database_url) == ["held"]
        with qtbot.waitSignal(keeper.held, timeout=25_000):
            wire.open()
        with qtbot.waitSignal(keeper.held):
            keeper.want(small.doctor_id, small.service_id, small.at(10), None)
        assert statuses(database_url) == ["held"]
        keeper.give_back()
        qtbot.waitUntil(lambda: statuses(database_url) == ["cancelled"])
        desk.close()
        form.deleteLater()
        desk.deleteLater()


def statuses(database_url: str) -> list[str]:
    with psycopg.connect(database_url) as connection:
        return [row[0] for row in connection.execute("SELECT status FROM appointments").fetchall()]


def test_what_is_held_is_let_go_and_another_may_be_wanted(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    settled: list[str | None] = []
    keeper.settled.connect(lambda: settled.append(keeper.hold_id))
    want(qtbot, desk, keeper, 10)
    assert keeper.is_busy
    keeper.let_go()
    assert acts(desk) == [hold], "what comes of the request under way is waited for"
    desk.answer(kept("a"))
    act, request = desk.sent[-1]
    assert (act, request.appointment_id, keeper.hold_id) == (release_hold, "a", None)
    desk.answer(kept("a", "cancelled"))
    want(qtbot, desk, keeper, 20)
    assert desk.sent[-1][1].replaces_hold_id is None
    desk.answer(kept("b"))
    assert settled == [None, "b"]
    keeper.let_go()
    keeper.let_go()
    assert acts(desk) == [hold, release_hold, hold, release_hold]


def test_a_renewal_tells_how_long_the_place_is_kept(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    told: list[str] = []
    keeper.held.connect(lambda appointment: told.append(appointment.appointment_id))
    want(qtbot, desk, keeper, 10)
    desk.answer(kept("a"))
    keeper._on_renew()
    desk.answer(kept("a"))
    assert told == ["a", "a"]


def test_what_is_wanted_at_once_is_asked_for_without_a_pause_and_else_after_one(
    qtbot: QtBot, desk: PostedActs, keeper: HoldKeeper
) -> None:
    keeper.want("doctor", "service", 10, None)
    keeper.want("doctor", "service", 20, None)
    assert desk.sent == [], "arrow keys run on"
    keeper.want("doctor", "service", 30, None, at_once=True)
    assert [request.starts_at for _, request in desk.sent] == [30]
    keeper.want("doctor", "service", 40, None, at_once=True)
    assert len(desk.sent) == 1, "one at a time"
    desk.answer(kept("a"))
    qtbot.waitUntil(lambda: len(desk.sent) == 2)
    assert (desk.sent[1][1].starts_at, desk.sent[1][1].replaces_hold_id) == (40, "a")
