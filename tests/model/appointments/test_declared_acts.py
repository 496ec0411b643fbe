"""What acts declare: each is listed once, offered where it is lawful, and taken back by an act there is."""

import importlib
import pkgutil
from datetime import UTC, datetime
from typing import Any

import pytest

import medic_desk.model.appointments as room
from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.declared_acts import AppointmentAct, no_way_back
from medic_desk.model.appointments.week import WeekAppointment

NOON = 29_000_000
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


TOWARDS_A_PLACE = {"service_changed", "put_back"}
"""Lawful wherever there is an appointment: the database says whether it may be done."""


def shown(status: str = "confirmed", **fields: Any) -> WeekAppointment:
    """An appointment at noon, as a calendar shows it."""
    columns: dict[str, Any] = dict.fromkeys(WeekAppointment.__dataclass_fields__)
    columns |= {"id": "a", "doctor_id": "d", "starts_at": NOON, "ends_at": NOON + 30, "row_version": 1}
    columns["zone"] = "Europe/Athens"
    return WeekAppointment(**(columns | {"status": status, "patient_id": "p"} | fields))


def declared() -> set[AppointmentAct[Any]]:
    """Every act that any module of the room declares."""
    found = set()
    for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        things = vars(importlib.import_module(module.name)).values()
        found |= {thing for thing in things if isinstance(thing, AppointmentAct)}
    return found


def test_each_act_is_listed_by_each_of_its_names() -> None:
    assert set(ACTS.values()) == declared()
    assert len(ACTS) == len(declared()), "no name means two acts"
    assert all(ACTS[act.name] is act for act in declared())


@pytest.mark.parametrize(
    ("appointment", "before_noon", "from_noon"),
    [
        (shown("pending"), "approved rejected moved cancelled", ""),
        (shown(), "arrived started moved cancelled", "completed no_show"),
        (
            shown(patient_arrived_at=AT),
            "started completed step_taken_back moved cancelled",
            "",
        ),
        (
            shown(patient_arrived_at=AT, visit_started_at=AT),
            "completed step_taken_back cancelled",
            "",
        ),
        (shown(visit_started_at=AT), "completed step_taken_back cancelled", ""),
        (shown("completed"), "restored", ""),
        (shown("no_show"), "restored", ""),
        (shown("cancelled"), "restored", ""),
        (shown("cancelled", patient_id=None), "", ""),
        (shown("held", patient_id=None, hold_expires_at=AT), "released", ""),
        (shown("held", patient_id=None), "released hold_ended", ""),
    ],
    ids=lambda value: "" if isinstance(value, str) else value.status,
)
def test_an_act_is_lawful_where_it_is_due(
    appointment: WeekAppointment, before_noon: str, from_noon: str
) -> None:
    def lawful(now: int) -> set[str]:
        return {name for name, act in ACTS.items() if act.is_lawful(appointment, now)} - TOWARDS_A_PLACE

    assert lawful(NOON - 1) == set(before_noon.split())
    assert lawful(NOON) == set(f"{before_noon} {from_noon}".split())


def test_what_is_told_and_has_no_way_back_is_known() -> None:
    """Undo says so before anything is done; a new act decides for itself."""
    without = {act.name for act in declared() if act.way_back is no_way_back}
    for_good = {"approved", "rejected", "step_taken_back", "released", "hold_ended", "recorded"}
    assert without == for_good | {"walk_in_taken_back", "put_back"}
    assert {act.name for act in declared() if not act.is_told} == {
        *("held", "released", "walk_in_taken_back", "put_back"),
    }
