"""Faults between desk and database (truth.md): lost replies, cut and silent connections, desks that die."""

import ast
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import begin_act
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.connections import Connections
from medic_desk.model.store.errors import ConnectionLost, Contended, StoreError, StoreUnreachable
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.acts.every_act import CASES, act_id_of
from tests.model.small_clinic import make_small_clinic, new_id
from tests.model.store.wire import Wire

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def wire(database_url: str) -> Iterator[Wire]:
    with Wire(database_url) as wire:
        yield wire


@pytest.fixture
def desk(wire: Wire) -> Iterator[Desk]:
    """A desk whose connections go through the wire."""
    with Store(wire.url(), "far desk") as store:
        yield Desk(store, make_small_clinic(store))


def no_pause(_seconds: float) -> None:
    """Try again at once."""


# The reply to COMMIT


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", ["book", "move to a colleague", "cancel"])
def test_an_act_whose_commit_was_lost_is_done_once(wire: Wire, desk: Desk, name: str, when: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    act, request = case.prepare(desk)
    wire.lose_commit(when)
    appointment = desk.do(act, request)
    assert wire.lost == {when: 1}
    assert appointment.already_done == (when == "after")
    assert appointment.status == case.status
    act_id = act_id_of(request)
    assert len(desk.rows(f"SELECT id FROM appointment_events WHERE act_id = '{act_id}'")) == 1


def test_an_outcome_that_stays_unknown_is_never_called_unreachable(wire: Wire, desk: Desk) -> None:
    request = desk.clinic.booking(10)
    wire.lose_commit("after")

    def close(_seconds: float) -> None:
        wire.close()

    with pytest.raises(ConnectionLost) as lost:
        perform(desk.store, desk.clinic.receptionist, book, request, restart_seconds=0, pause=close)
    assert not lost.value.is_undone
    wire.open()
    assert desk.do(book, request).already_done
    assert len(desk.rows("SELECT id FROM appointments")) == 1


def test_what_never_began_is_refused_at_once(wire: Wire, desk: Desk) -> None:
    wire.close()

    def try_again(_seconds: float) -> None:
        pytest.fail("it was tried again")

    with pytest.raises(StoreUnreachable) as gone:
        perform(desk.store, desk.clinic.receptionist, book, desk.clinic.booking(10), pause=try_again)
    # The closed wire accepts a connection and resets it: the probe sees the reset, or is done before it.
    assert gone.value.reason in {"refused", "turned_away"}
    wire.open()
    assert desk.rows("SELECT id FROM appointments") == []


def test_an_act_waits_for_a_server_that_comes_back(wire: Wire, desk: Desk) -> None:
    wire.lose_commit("before")
    pauses: list[float] = []

    def come_back(seconds: float) -> None:
        pauses.append(seconds)
        wire.close() if len(pauses) < 8 else wire.open()

    appointment = perform(
        desk.store, desk.clinic.receptionist, book, desk.clinic.booking(10), pause=come_back
    )
    # More tries than an act has: those that reach no server do not count while it waits for a restart.
    assert len(pauses) == 8
    assert (appointment.status, appointment.already_done) == ("confirmed", False)


def test_a_refusal_after_a_lost_connection_is_a_refusal(wire: Wire, desk: Desk) -> None:
    wire.lose_commit("before")

    def taken_meanwhile(_seconds: float) -> None:
        desk.booked(10, patient_id=desk.clinic.patient_ids[1])

    with pytest.raises(SlotRefused):
        perform(desk.store, desk.clinic.receptionist, book, desk.clinic.booking(10), pause=taken_meanwhile)


# Connections that break and connections that hang


def test_a_connection_cut_before_commit_leaves_nothing(wire: Wire, desk: Desk) -> None:
    def work(session: Session) -> None:
        book(session, desk.clinic.receptionist, desk.clinic.booking(10))
        wire.cut()

    with pytest.raises(ConnectionLost):
        desk.store.do(work)

    def more(session: Session) -> None:
        work(session)
        look_alive(session)

    with pytest.raises(ConnectionLost) as lost:
        desk.store.do(more)
    assert lost.value.is_undone
    assert desk.rows("SELECT id FROM appointments") == []


def look_alive(session: Session) -> None:
    session.connection().exec_driver_sql("SELECT 1")


def test_keepalives_and_the_user_timeout_are_set(wire: Wire, desk: Desk) -> None:
    def look(session: Session) -> dict[str, int]:
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with socket.socket(fileno=socket.dup(driver.fileno())) as end:
            names = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")
            return {name: end.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in names}

    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        pytest.skip("this system has no user timeout")
    assert desk.store.do(look) == {
        "TCP_KEEPIDLE": 5,
        "TCP_KEEPINTVL": 2,
        "TCP_KEEPCNT": 3,
        "TCP_USER_TIMEOUT": 5000,
    }


@pytest.fixture
def patient_desk(wire: Wire) -> Iterator[Desk]:
    """A desk behind the wire whose transactions have no time limits."""
    limits = SessionLimits(statement_ms=0, idle_in_transaction_ms=0)
    with Store(wire.url(), "patient desk", limits=limits) as store:
        yield Desk(store, make_small_clinic(store))


def test_a_connection_that_hangs_is_cut_by_the_program(wire: Wire, patient_desk: Desk) -> None:
    desk = patient_desk
    connections = Connections(desk.store)
    desk.store.engine.dispose()  # it knows the connections that are opened from now on
    desk.booked(9)
    outcomes: list[StoreError | AppointmentResult] = []
    silenced = threading.Event()

    def hang() -> None:
        def work(session: Session) -> AppointmentResult:
            look_alive(session)
            wire.silence()
            silenced.set()
            return book(session, desk.clinic.receptionist, desk.clinic.booking(10))

        try:
            outcomes.append(desk.store.do(work))
        except StoreError as error:
            outcomes.append(error)

    thread = threading.Thread(target=hang)
    thread.start()
    assert silenced.wait(10)
    # Everything sent is acknowledged and there is no time limit: nothing else ends the wait.
    connections.cut()
    thread.join(10)
    ended = list(outcomes)
    wire.open()  # ends the wait on a connection that was not cut
    thread.join(10)
    (lost,) = ended
    assert isinstance(lost, ConnectionLost)
    assert lost.is_undone
    assert desk.booked(10).status == "confirmed"


def test_a_slow_connection_changes_nothing_but_the_time(wire: Wire, desk: Desk) -> None:
    wire.delay_seconds = 0.02
    appointment = desk.booked(10)
    assert (appointment.status, appointment.already_done) == ("confirmed", False)


# Desks that die


def test_a_desk_that_died_in_an_act_releases_its_doctor(database_url: str) -> None:
    hurried = SessionLimits(idle_in_transaction_ms=300, lock_ms=5000)
    with Store(database_url, "dying", limits=hurried) as dying, Store(database_url, "living") as living:
        desk = Desk(living, make_small_clinic(living))

        def hang(session: Session) -> None:
            begin_act(
                session,
                desk.clinic.receptionist,
                name="booked",
                act_id=new_id(),
                doctor_ids=(desk.clinic.doctor_id,),
            )
            # This program does nothing more; the server ends its session, and the act that waited goes on.
            assert desk.booked(10).status == "confirmed"
            look_alive(session)

        with pytest.raises(ConnectionLost) as lost:
            dying.do(hang)
        assert lost.value.is_undone


def test_a_doctor_who_is_not_released_is_contention_in_the_end(database_url: str) -> None:
    limits = SessionLimits(lock_ms=50)
    with Store(database_url, "holding") as holding, Store(database_url, "waiting", limits=limits) as waiting:
        desk = Desk(waiting, make_small_clinic(holding))

        def hold(session: Session) -> None:
            begin_act(
                session,
                desk.clinic.receptionist,
                name="booked",
                act_id=new_id(),
                doctor_ids=(desk.clinic.doctor_id,),
            )
            request = desk.clinic.booking(10)
            with pytest.raises(Contended) as contended:
                perform(waiting, desk.clinic.receptionist, book, request, tries=3, pause=no_pause)
            assert contended.value.sqlstate == "55P03"

        holding.do(hold)


# Clocks


def test_no_act_asks_this_computers_clock() -> None:
    """A desk's clock that is wrong has no effect: only the database's is asked."""
    clocks = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
    asked: list[str] = []
    model = ROOT / "medic_desk" / "model"
    rooms = ("acts", "appointments", "exceptions", "hours", "patients", "time_off")
    assert all((model / room).is_dir() for room in rooms), "a room has another name"
    for path in (path for room in rooms for path in (model / room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in clocks:
                asked.append(f"{path.name}:{called.lineno}")
    assert asked == []


def test_the_databases_clock_decides_what_is_past(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = time.time() - 30 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: wrong)
    with pytest.raises(SlotRefused) as refused:
        desk.booked(starts_at=desk.clinic.at(10, days=-14))
    assert "past" in refused.value.codes
    assert desk.booked(10).status == "confirmed"
