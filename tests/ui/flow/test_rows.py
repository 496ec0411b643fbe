"""The rows of the flow: their order, what minutes they count, what late doctors shift, what has no room."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from medic_desk.engine.clinic_time import datetime_at, instant_of
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.flow.rows import (
    FlowEntry,
    FlowHead,
    FlowMore,
    FlowRow,
    FlowView,
    Group,
    flow_entries,
    flow_rows,
)
from tests.ui.calendar.test_carrying import MONDAY, ZONE, appointment, at

NOON = at(MONDAY, 12)


def one(name: str, start: Minute, **columns: object) -> WeekAppointment:
    made = replace(appointment(start), id=name, patient_id=name, patient_name=name, patient_last_name=name)
    return replace(made, **columns)  # type: ignore[arg-type]


def before(minutes: float) -> datetime:
    return datetime_at(NOON) - timedelta(minutes=minutes)


def entries(*several: WeekAppointment, delays: dict[str, int] | None = None) -> list[FlowEntry]:
    return flow_entries(several, delays or {}, datetime_at(NOON))


def names(rows: list[FlowEntry]) -> list[str]:
    return [row.key for row in rows]


def counted(rows: tuple[FlowRow, ...], group: Group) -> tuple[int, int, int]:
    """How many a head counts, how many of them are shown, and how many are said to be more."""
    head = next(row for row in rows if isinstance(row, FlowHead) and row.group == group)
    shown = [row for row in rows if isinstance(row, FlowEntry) and row.group == group]
    more = [row.count for row in rows if isinstance(row, FlowMore) and row.group == group]
    return head.count, len(shown), sum(more)


def test_who_waits_longest_stands_first_by_the_second() -> None:
    found = entries(
        one("b", NOON, patient_arrived_at=before(5)),
        one("a", NOON + 60, patient_arrived_at=before(5.5)),
        one("c", NOON - 60, patient_arrived_at=before(1)),
    )
    assert names(found) == ["a", "b", "c"]
    assert [row.minutes for row in found] == [6, 5, 1]


def test_groups_stand_in_the_order_of_the_desk() -> None:
    found = entries(
        one("missed", NOON - 90, status="no_show"),
        one("done", NOON - 60, status="completed", visit_ended_at=before(10)),
        one("done later", NOON - 120, status="completed", visit_ended_at=before(2)),
        one("expected", NOON + 8),
        one("late", NOON - 2),
        one("in", NOON - 30, patient_arrived_at=before(40), visit_started_at=before(19)),
        one("waits", NOON, patient_arrived_at=before(12)),
        one("held", NOON, status="held"),
        one("cancelled", NOON, status="cancelled"),
        one("asked", NOON, status="pending"),
    )
    assert names(found) == ["waits", "in", "late", "expected", "done later", "done", "missed"]
    assert [row.minutes for row in found] == [12, 19, -2, 8, None, None, None]
    assert [row.is_late for row in found] == [False, False, True, False, False, False, False]


def test_a_doctor_who_runs_late_shifts_who_is_expected_and_nobody_else() -> None:
    mine, other = {"doctor_id": "mine"}, {"doctor_id": "other"}
    found = entries(
        one("mine now", NOON - 2, **mine),
        one("mine later", NOON + 5, **mine),
        one("others", NOON + 10, **other),
        one("waits", NOON, patient_arrived_at=before(4), **mine),
        delays={"mine": 20},
    )
    assert names(found) == ["waits", "others", "mine now", "mine later"]
    assert [(row.minutes, row.delay) for row in found] == [(4, 0), (10, 0), (18, 20), (25, 20)]
    assert not any(row.is_late for row in found)
    assert found[2].expected_at == NOON + 18


def test_in_the_night_of_the_clock_change_minutes_are_counted_as_they_pass() -> None:
    fall = date(2026, 10, 25)
    first = instant_of(fall, 3 * 60 + 30, ZONE)
    second = first + 60
    now = datetime_at(first)
    found = flow_entries((one("second", second), one("first", first)), {}, now)
    assert [(row.key, row.minutes) for row in found] == [("first", 0), ("second", 60)]
    waits = one("waits", second, patient_arrived_at=now)
    (row,) = flow_entries((waits,), {}, now + timedelta(minutes=75))
    assert row.minutes == 75, "the clock shows 03:45 both times"


def test_a_clock_that_is_a_little_behind_shows_nobody_of_the_future() -> None:
    (row,) = entries(one("waits", NOON, patient_arrived_at=before(-0.5)))
    assert row.minutes == 0


def test_namesakes_are_told_apart_and_one_patient_twice_is_none() -> None:
    twins = [
        one("a", NOON, patient_last_name="Παππά"),
        one("b", NOON + 30, patient_last_name="Παππά"),
        one("c", NOON, patient_last_name="Λάμπρου", patient_id="c"),
        one("d", NOON + 30, patient_last_name="Λάμπρου", patient_id="c"),
    ]
    assert {row.key: row.has_namesake for row in entries(*twins)} == {
        "a": True, "b": True, "c": False, "d": False
    }  # fmt: skip


def many(waiting: int, in_room: int, expected: int, late: int = 0) -> list[FlowEntry]:
    several = [one(f"w{n:03}", NOON, patient_arrived_at=before(n)) for n in range(waiting)]
    several += [one(f"r{n:03}", NOON, visit_started_at=before(n)) for n in range(in_room)]
    several += [one(f"e{n:03}", NOON + 1 + n) for n in range(expected)]
    several += [one(f"l{n:03}", NOON - 1 - n) for n in range(late)]
    return entries(*several)


def test_every_head_is_there_and_what_is_over_is_folded_at_first() -> None:
    done = [one(f"d{n}", NOON - 60, status="completed") for n in range(3)]
    rows = flow_rows(entries(*done), FlowView())
    assert [row.key for row in rows] == [
        "group:waiting", "group:in_room", "group:expected", "group:done", "group:no_show"
    ]  # fmt: skip
    assert counted(rows, "done") == (3, 0, 0)
    assert counted(flow_rows(entries(*done), FlowView(folded=())), "done") == (3, 3, 0)


def test_whoever_waits_is_shown_whatever_room_there_is() -> None:
    rows = flow_rows(many(100, 30, 60), FlowView(lines=15))
    assert counted(rows, "waiting") == (100, 100, 0)
    assert counted(rows, "in_room") == (30, 3, 27)
    assert counted(rows, "expected") == (60, 3, 57)
    head = rows[0]
    assert isinstance(head, FlowHead)
    assert head.minutes == 99


def test_the_room_that_is_left_is_shared_and_used_whole() -> None:
    rows = flow_rows(many(3, 9, 21), FlowView(lines=24))
    assert (counted(rows, "in_room"), counted(rows, "expected")) == ((9, 7, 2), (21, 7, 14))
    assert len(rows) == 24
    rows = flow_rows(many(3, 2, 21), FlowView(lines=24))
    assert (counted(rows, "in_room"), counted(rows, "expected")) == ((2, 2, 0), (21, 13, 8))
    rows = flow_rows(many(3, 2, 5), FlowView(lines=24))
    assert (counted(rows, "in_room"), counted(rows, "expected")) == ((2, 2, 0), (5, 5, 0))


def test_who_is_late_is_never_counted_among_the_others() -> None:
    rows = flow_rows(many(0, 0, 30, late=9), FlowView(lines=10))
    assert counted(rows, "expected") == (39, 9, 30)
    assert all(row.is_late for row in rows if isinstance(row, FlowEntry))


def test_the_chosen_row_stays_and_a_group_can_be_shown_whole() -> None:
    found = many(0, 9, 9)
    last = next(row.key for row in reversed(found) if row.group == "in_room")
    rows = flow_rows(found, FlowView(lines=12, chosen_key=last))
    shown = [row.key for row in rows if isinstance(row, FlowEntry) and row.group == "in_room"]
    assert shown == [found[0].key, found[1].key, last]
    assert counted(rows, "in_room") == (9, 3, 6)
    rows = flow_rows(found, FlowView(lines=12, whole={"in_room"}))
    assert counted(rows, "in_room") == (9, 9, 0)
    assert counted(flow_rows(found, FlowView()), "in_room") == (9, 9, 0)


def test_equal_flows_are_equal_rows() -> None:
    """What says the same is not painted again: a minute later only those differ that count minutes."""
    several = [one("waits", NOON, patient_arrived_at=before(5)), one("done", NOON - 60, status="completed")]
    now = datetime.fromtimestamp(NOON * 60, UTC)
    seconds_later = flow_rows(flow_entries(several, {}, now + timedelta(seconds=59)), FlowView(folded=()))
    minute_later = flow_rows(flow_entries(several, {}, now + timedelta(minutes=1)), FlowView(folded=()))
    rows = flow_rows(flow_entries(several, {}, now), FlowView(folded=()))
    assert rows == seconds_later
    assert [old.key for old, new in zip(rows, minute_later, strict=True) if old != new] == [
        "group:waiting", "waits"
    ]  # fmt: skip
