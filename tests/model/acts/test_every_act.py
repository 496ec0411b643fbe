"""Every act on a real database: what it leaves in events, claims, versions, columns; done again, no more."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from medic_desk.model.appointments.holds import HOLD_LASTS
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undo_errors import CannotUndo
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.acts.every_act import CASES, Case, act_id_of, prepared_undo
from tests.model.acts.ways_back import NO_WAY_BACK, WAYS_BACK
from tests.model.small_clinic import make_small_clinic, new_id

ALWAYS = {"row_version", "updated_at"}
BY_NAME = {case.name: case for case in CASES}


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


class Tables:
    """The rows of one moment."""

    def __init__(self, desk: Desk) -> None:
        self.appointments = {str(row["id"]): row for row in desk.rows("SELECT * FROM appointments")}
        self.events = desk.rows("SELECT * FROM appointment_events")
        self.claims = desk.rows("SELECT * FROM appointment_resource_claims ORDER BY (status = 'active'), id")

    def event_of(self, act_id: str) -> dict[str, Any]:
        (event,) = [event for event in self.events if str(event["act_id"]) == act_id]
        return event

    def claims_of(self, appointment_id: str) -> list[dict[str, Any]]:
        return [claim for claim in self.claims if str(claim["appointment_id"]) == appointment_id]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_act_leaves_exactly_this_and_done_again_nothing_more(desk: Desk, case: Case) -> None:
    act, request = case.prepare(desk)
    before = Tables(desk)
    appointment = desk.do(act, request)
    after = Tables(desk)
    row = after.appointments[appointment.appointment_id]
    _check_columns(case, before.appointments.get(appointment.appointment_id), row)
    assert (row["status"], row["row_version"]) == (appointment.status, appointment.row_version)
    assert appointment.status == case.status
    _check_event(desk, case, request, appointment, before, after)
    claims = after.claims_of(appointment.appointment_id)
    assert tuple(claim["status"] for claim in claims) == case.claims
    assert all((c["starts_at"], c["ends_at"]) == (row["starts_at"], row["ends_at"]) for c in claims)
    others = before.appointments.keys() - {appointment.appointment_id}
    assert all(before.appointments[other] == after.appointments[other] for other in others)
    again = desk.do(act, request)
    if case.action is None:
        assert (
            replace(again, row_version=appointment.row_version, hold_expires_at=appointment.hold_expires_at)
            == appointment
        )
    else:
        assert again == replace(appointment, already_done=True)
        assert vars(Tables(desk)) == vars(after)


def _check_columns(case: Case, before: dict[str, Any] | None, row: dict[str, Any]) -> None:
    if before is None:
        assert case.changed is None
        assert row["row_version"] == 1
        assert row["desk_name"] == "Desk 1"
        assert row["source"] == "front_desk"
        assert row["service_name_snapshot"] == "Επίσκεψη"
    else:
        assert case.changed is not None
        assert {name for name in row if row[name] != before[name]} - ALWAYS == case.changed
        assert row["row_version"] == before["row_version"] + 1
    for name, value in case.columns.items():
        assert row[name] == value
    if row["status"] == "held":
        # Both are of the server's clock, in whole seconds; the row is stamped when its transaction began.
        over = row["hold_expires_at"] - row["updated_at"] - HOLD_LASTS
        assert timedelta(seconds=-1) <= over < timedelta(seconds=20)
    if case.status == "cancelled":
        assert row["cancelled_by_actor_type"] == "receptionist"
        assert row["cancelled_at"] is not None


def _check_event(
    desk: Desk, case: Case, request: object, appointment: AppointmentResult, before: Tables, after: Tables
) -> None:
    if case.action is None:
        assert after.events == before.events
        return
    assert len(after.events) == len(before.events) + 1
    event = after.event_of(act_id_of(request))
    told = event["metadata"]
    assert str(event["appointment_id"]) == appointment.appointment_id
    assert event["action"] == case.action
    assert (event["actor_type"], str(event["actor_id"])) == ("receptionist", desk.clinic.receptionist.user_id)
    assert told["row_version"] == appointment.row_version
    assert told["desk"] == "Desk 1"
    assert told.get("reason") == case.reason
    # Ids, times and statuses; no name of anybody.
    assert "Αντωνίου" not in str(told)


def test_every_act_has_a_way_back_or_none() -> None:
    assert WAYS_BACK.keys() | NO_WAY_BACK == BY_NAME.keys() - {"hold renewed"}
    assert not WAYS_BACK.keys() & NO_WAY_BACK


@pytest.mark.parametrize("name", WAYS_BACK)
def test_undo_is_the_compensating_act(desk: Desk, name: str) -> None:
    case = BY_NAME[name]
    act, request = case.prepare(desk)
    before = Tables(desk)
    done = desk.do(act, request)
    wish = UndoRequest(act_id=new_id(), undone_act_id=act_id_of(request))
    back = desk.do(undo, wish)
    after = Tables(desk)
    event = after.event_of(wish.act_id)
    assert (event["action"], back.status) == (WAYS_BACK[name].action, WAYS_BACK[name].status)
    assert back.row_version == done.row_version + 1
    assert event["metadata"]["reason"] == "undone"
    old = before.appointments.get(back.appointment_id)
    if old is not None and old["status"] != "held":
        stays = ALWAYS | {"reschedule_count", "cancelled_at", "cancellation_reason", "visit_ended_at"}
        row = after.appointments[back.appointment_id]
        assert {name for name in row if row[name] != old[name]} <= stays
        assert sum(c["status"] == "active" for c in after.claims_of(back.appointment_id)) == sum(
            c["status"] == "active" for c in before.claims_of(back.appointment_id)
        )
    assert desk.do(undo, wish) == replace(back, already_done=True)
    assert vars(Tables(desk)) == vars(after)


@pytest.mark.parametrize("name", sorted(NO_WAY_BACK))
def test_undo_says_where_there_is_no_way_back(desk: Desk, name: str) -> None:
    act, request = prepared_undo(BY_NAME[name], desk)
    left = Tables(desk)
    with pytest.raises(CannotUndo) as refused:
        desk.do(act, request)
    assert (refused.value.code, refused.value.action) == ("no_way_back", BY_NAME[name].action)
    assert vars(Tables(desk)) == vars(left)
