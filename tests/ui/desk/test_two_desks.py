"""Two desks that do random acts, hear of each other in any order, and show the same in the end.

Nothing is read but what answers and news lead to: the regular reading of all is off.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import HoldRequest, hold, release_hold
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts, read_weeks
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.staff import desk_of

ROUNDS = 14
LAST_WORD = "last word"
PATIENCE = 60_000


class News(QObject):
    """Stands between a desk and its feed: what was heard is told when the test says, in any order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._kept: list[Changed] = []
        self.has_heard_all = False
        desk._feed.changed.disconnect(desk._on_changed)
        desk._feed.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        if changed.table == LAST_WORD:
            self.has_heard_all = True
        else:
            self._kept.append(changed)

    def tell(self, chance: random.Random, most: int) -> None:
        """Tell some of what was kept, in any order."""
        for _ in range(min(most, len(self._kept))):
            self._desk._on_changed(self._kept.pop(chance.randrange(len(self._kept))))

    @property
    def kept(self) -> int:
        return len(self._kept)


@dataclass
class Hand:
    """One desk, and what a person there does: several acts at once, none waited for."""

    desk: Desk
    small: SmallClinic
    chance: random.Random
    news: News
    under_way: int = 0
    done: int = 0

    def act(self) -> None:
        """Do something, to something that is shown or was made at either desk."""
        kinds = [self._book, self._hold, self._change, self._change, self._change]
        self.chance.choice(kinds)()

    def _place(self) -> tuple[str, str, int]:
        small = self.small
        doctors = (small.doctor_id, small.service_id), (small.colleague_id, small.colleague_service_id)
        doctor_id, service_id = self.chance.choice(doctors)
        hour, day = self.chance.choice((9, 10, 11, 12, 14, 15, 16)), self.chance.choice((0, 1))
        return doctor_id, service_id, small.at(hour, self.chance.choice((0, 30)), days=day)

    def _book(self) -> None:
        doctor_id, service_id, starts_at = self._place()
        wanted = self.small.booking(
            9,
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=starts_at,
            patient_id=self.chance.choice(self.small.patient_ids),
        )
        self._send(book, wanted)

    def _hold(self) -> None:
        doctor_id, service_id, starts_at = self._place()
        wanted = HoldRequest(
            act_id=new_id(), doctor_id=doctor_id, appointment_type_id=service_id, starts_at=starts_at
        )
        self._send(hold, wanted)

    def _change(self) -> None:
        shown = [one for week in self.desk.weeks.values() for one in week.appointments]
        open_ones = [one for one in shown if one.status in ("held", "confirmed")]
        if not open_ones:
            self._book()
            return
        one = self.chance.choice(open_ones)
        plain = AppointmentRequest(act_id=new_id(), appointment_id=one.id, row_version=None, reason="x")
        if one.status == "held":
            self._send(release_hold, plain)
        elif self.chance.random() < 0.3:
            self._send(cancel, plain)
        else:
            doctor_id, service_id, starts_at = self._place()
            stays = doctor_id == one.doctor_id
            there = MoveRequest(
                act_id=new_id(),
                appointment_id=one.id,
                row_version=None,
                starts_at=starts_at,
                doctor_id=None if stays else doctor_id,
                appointment_type_id=None if stays else service_id,
            )
            self._send(move, there)

    def _send(self, act: Callable[..., Any], request: object) -> None:
        self.under_way += 1
        self.desk.act(self.desk, act, request, self._on_done, self._on_failed)

    def _on_done(self, _result: AppointmentResult) -> None:
        self.under_way -= 1
        self.done += 1

    def _on_failed(self, _error: Exception) -> None:
        # Most are places that are taken, by either desk.
        self.under_way -= 1

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way, and nothing waits for a timer."""
        desk = self.desk
        own, days = desk._own, desk._days
        timers = (own._overdue, own._tell, days._sharing, desk._gathered._timer, days._painted)
        return (
            self.under_way == 0
            and desk.jobs.is_idle
            and self.news.kept == 0
            and not any(timer.isActive() for timer in timers)
        )


@contextmanager
def two_hands(
    qtbot: QtBot, store: Store, database_url: str, small: SmallClinic, chance: random.Random
) -> Iterator[tuple[Hand, Hand]]:
    """Two desks: one shows both doctors, the other too or one alone; each two days."""
    both = (small.doctor_id, small.colleague_id)
    assert small.receptionist.user_id is not None
    with (
        Store(database_url, "second") as second,
        desk_of(store, small.receptionist.user_id, "Desk 1") as one,
        desk_of(second, small.receptionist.user_id, "Desk 2") as other,
    ):
        for desk, doctor_ids in ((one, both), (other, chance.choice((both, both[:1], both[1:])))):
            desk._reread.stop()
            desk.show(doctor_ids, small.day, 2)
        qtbot.waitUntil(lambda: one.is_live and other.is_live, timeout=PATIENCE)
        qtbot.waitUntil(lambda: one.jobs.is_idle and other.jobs.is_idle, timeout=PATIENCE)
        hands = tuple(Hand(desk, small, chance, News(desk)) for desk in (one, other))
        yield hands[0], hands[1]


def seen(weeks: Mapping[str, WeekFacts], now: datetime) -> dict[str, object]:
    """What a person sees of doctors' days: the blocks, and what is taken, from which all else follows.

    Without holds that have run out by ``now``: that takes a clock, and no reading.
    """

    def stands(one: WeekAppointment) -> bool:
        return one.hold_expires_at is None or one.hold_expires_at > now

    return {
        key: (tuple(filter(stands, week.appointments)), frozenset(week.facts.claims))
        for key, week in weeks.items()
    }


def fresh(store: Store, desk: Desk) -> dict[str, WeekFacts]:
    """The same days as the database holds them."""
    shown = desk.shown
    assert shown is not None
    weeks = store.do(lambda session: read_weeks(session, shown.doctor_ids, shown.first_day, shown.days))
    return {week.doctor_id: week for week in weeks}


def until_all_is_heard(
    qtbot: QtBot, database_url: str, hands: tuple[Hand, Hand], chance: random.Random
) -> None:
    """Wait until both desks were told of everything, in any order, and have done what comes of it."""
    for one in hands:
        one.news.has_heard_all = False
    with psycopg.connect(database_url, autocommit=True) as last:
        last.execute("SELECT pg_notify('medic_desk', %s)", [f'{{"table": "{LAST_WORD}"}}'])
    qtbot.waitUntil(lambda: all(one.news.has_heard_all for one in hands), timeout=PATIENCE)
    for one in hands:
        one.news.tell(chance, one.news.kept)
    qtbot.waitUntil(lambda: all(one.is_quiet for one in hands), timeout=PATIENCE)


@pytest.mark.parametrize("seed", range(5))
def test_what_both_show_after_a_few_acts_is_what_stands(
    qtbot: QtBot, store: Store, database_url: str, small: SmallClinic, seed: int
) -> None:
    """Few at a time: after many acts something is read in the end that hides what was missed before."""
    chance = random.Random(seed)  # noqa: S311 - a script, no secret
    with two_hands(qtbot, store, database_url, small, chance) as hands:
        for _ in range(ROUNDS):
            for _ in range(chance.choice((1, 2, 2, 3, 5))):
                hand = chance.choice(hands)
                hand.act()
                if chance.random() < 0.1:
                    # Somebody turns the days.
                    shown = hand.desk.shown
                    assert shown is not None
                    hand.desk.show(shown.doctor_ids, small.day, 3 - shown.days)
                most = chance.choice((0, 0, 1, 5))
                qtbot.waitUntil(lambda: sum(one.under_way for one in hands) <= most, timeout=PATIENCE)  # noqa: B023
                QApplication.processEvents()
                for one in hands:
                    one.news.tell(chance, chance.randrange(4))
            qtbot.waitUntil(lambda: all(one.under_way == 0 for one in hands), timeout=PATIENCE)
            until_all_is_heard(qtbot, database_url, hands, chance)
            for one in hands:
                stands = fresh(store, one.desk)
                now = max(week.now for week in stands.values())
                assert seen(one.desk.weeks, now) == seen(stands, now)
        assert sum(one.done for one in hands) > ROUNDS // 2
