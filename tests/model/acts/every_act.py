"""Every act there is, ready to be done to a small clinic, with what it must leave in the tables."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    approve,
    arrive,
    cancel,
    complete,
    no_show,
    reject,
    start,
    take_back_step,
    take_back_walk_in,
)
from medic_desk.model.appointments.booking import book, submit, walk_in
from medic_desk.model.appointments.holds import end_hold, hold, release_hold, renew_hold
from medic_desk.model.appointments.moving import change_service, move
from medic_desk.model.appointments.overbooking import (
    PastAppointmentRequest,
    overbook,
    record_past_appointment,
)
from medic_desk.model.appointments.putting_back import PutBackRequest, put_back
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undoing import UndoRequest, undo
from tests.model.acts.acting_desk import Act, Desk, on, to
from tests.model.small_clinic import new_id

Call = tuple[Callable[..., AppointmentResult], object]
"""An act and the request that belongs to it."""


@dataclass(frozen=True)
class Case:
    """One act: ``prepare`` brings the clinic to where it is lawful, and answers the act and its request.

    The rest is what it must leave: the event's ``action`` (None: no event), the appointment's ``status``, the
    ``changed`` columns beside version and timestamp (None: a new row), the ``claims`` by status, in order of
    making, and the ``reason`` in the event.
    """

    name: str
    prepare: Callable[[Desk], Call]
    action: str | None
    status: str
    changed: frozenset[str] | None
    claims: tuple[str, ...]
    reason: str | None = None
    columns: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def _hold_moved(desk: Desk) -> Call:
    return hold, desk.hold_of(11, replaces_hold_id=_shortened(desk))


def _hold_without_end(desk: Desk) -> Call:
    """One that another program made, with the room."""
    clinic = desk.clinic
    times = ", ".join(
        f"timezone('utc', to_timestamp({60 * minute}))" for minute in (clinic.at(10), clinic.at(10, 30))
    )
    desk.execute(
        "INSERT INTO appointments (doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,"
        " status, doctor_timezone) SELECT d.id, t.id, s.*, 30, 'held', d.timezone"
        f" FROM doctors d, appointment_types t, (SELECT {times}) AS s"
        f" WHERE d.id = '{clinic.doctor_id}' AND t.id = '{clinic.service_id}'"
    )
    desk.execute(
        "INSERT INTO appointment_resource_claims"
        " (appointment_id, bookable_resource_id, starts_at, ends_at, status)"
        " SELECT a.id, r.id, a.starts_at, a.ends_at, 'active' FROM appointments a, bookable_resources r"
    )
    (row,) = desk.rows("SELECT id::text, row_version FROM appointments")
    request = AppointmentRequest(act_id=new_id(), appointment_id=row["id"], row_version=row["row_version"])
    return end_hold, request


def _booked_from_hold(desk: Desk) -> Call:
    held = desk.held(10)
    return book, desk.clinic.booking(10, hold_id=held.appointment_id)


def _overbooked(desk: Desk) -> Call:
    desk.booked(10)
    return overbook, desk.overbooking(10)


def _moved_to_colleague(desk: Desk) -> Call:
    clinic = desk.clinic
    return move, to(
        desk.booked(),
        clinic.at(10),
        doctor_id=clinic.colleague_id,
        appointment_type_id=clinic.colleague_service_id,
    )


def _recorded(desk: Desk) -> Call:
    booking = desk.clinic.booking(10, starts_at=desk.clinic.at(20, 10, days=-14))
    return record_past_appointment, PastAppointmentRequest(booking=booking, reason="the line was down")


def _missed(desk: Desk) -> Call:
    act, request = _recorded(desk)
    assert isinstance(request, PastAppointmentRequest)
    return act, replace(request, did_come=False)


def _on(
    prepared: Callable[[Desk], AppointmentResult],
    act: Act[AppointmentRequest],
    reason: str | None = None,
) -> Callable[[Desk], Call]:
    return lambda desk: (act, on(prepared(desk), reason))


def _arrived(desk: Desk) -> AppointmentResult:
    return desk.step(arrive, desk.booked())


def _started(desk: Desk) -> AppointmentResult:
    return desk.step(start, _arrived(desk))


def _completed(desk: Desk) -> AppointmentResult:
    return desk.step(complete, _started(desk))


def _cancelled(desk: Desk) -> AppointmentResult:
    return desk.step(cancel, desk.booked(), "ill")


def putting_back(appointment: AppointmentResult) -> PutBackRequest:
    """A request on the appointment as it was seen last."""
    return PutBackRequest(
        act_id=new_id(), appointment_id=appointment.appointment_id, row_version=appointment.row_version
    )


def _put_back_moved(desk: Desk) -> Call:
    return put_back, putting_back(desk.do(move, to(desk.booked(), desk.clinic.at(11))))


_ENDED = frozenset(
    {"status", "cancellation_reason", "cancelled_at", "cancelled_by_actor_type", "cancelled_by_actor_id"}
)
_TIMES = frozenset({"starts_at", "ends_at"})
_SNAPSHOTS = {"service_name_snapshot", "service_duration_snapshot", "service_price_cents_snapshot"}
_SERVICE = frozenset(
    {"ends_at", "duration_minutes", "appointment_type_id", "consultation_mode_snapshot", "price_cents"}
    | _SNAPSHOTS
)
_NEVER_BEGUN: dict[str, object] = {"session_lane": 1, "visit_started_at": None, "visit_ended_at": None}

CASES = (
    Case("hold", lambda desk: (hold, desk.hold_of(10)), "held", "held", None, ("active",)),
    Case("hold moved", _hold_moved, "held", "held", _TIMES | {"hold_expires_at"}, ("released", "active")),
    Case(
        "hold renewed",
        lambda desk: (renew_hold, _shortened(desk)),
        None,
        "held",
        frozenset({"hold_expires_at"}),
        ("active",),
    ),
    Case("hold released", _on(Desk.held, release_hold), "released", "cancelled", _ENDED, ("released",)),
    Case("hold ended", _hold_without_end, "hold_ended", "cancelled", _ENDED, ("released",)),
    Case("book", lambda desk: (book, desk.clinic.booking(10)), "booked", "confirmed", None, ("active",)),
    Case(
        "book from hold",
        _booked_from_hold,
        "booked",
        "confirmed",
        frozenset({"status", "patient_id", "patient_timezone", "hold_expires_at"}),
        ("released", "active"),
    ),
    Case(
        "walk in",
        lambda desk: (walk_in, desk.clinic.booking(10)),
        "walked_in",
        "confirmed",
        None,
        ("active",),
    ),
    Case(
        "walk in from hold",
        lambda desk: (walk_in, desk.clinic.booking(10, hold_id=desk.held(10).appointment_id)),
        "walked_in",
        "confirmed",
        frozenset({"status", "patient_id", "patient_timezone", "hold_expires_at", "patient_arrived_at"}),
        ("released", "active"),
    ),
    Case(
        "take a walk-in back",
        lambda desk: (take_back_walk_in, on(desk.do(walk_in, desk.clinic.booking(10)), "undone")),
        "walk_in_taken_back",
        "cancelled",
        _ENDED | {"patient_arrived_at"},
        ("released",),
        "undone",
        {"patient_arrived_at": None},
    ),
    Case("submit", lambda desk: (submit, desk.clinic.booking(10)), "submitted", "pending", None, ("active",)),
    Case(
        "approve", _on(Desk.submitted, approve), "approved", "confirmed", frozenset({"status"}), ("active",)
    ),
    Case(
        "reject",
        _on(Desk.submitted, reject, "no insurance"),
        "rejected",
        "cancelled",
        _ENDED,
        ("released",),
        "no insurance",
    ),
    Case(
        "move in time",
        lambda desk: (move, to(desk.booked(), desk.clinic.at(11), reason="asked")),
        "moved",
        "confirmed",
        _TIMES | {"reschedule_count"},
        ("released", "active"),
        "asked",
        {"reschedule_count": 1},
    ),
    Case(
        "move to a colleague",
        _moved_to_colleague,
        "service_changed",
        "confirmed",
        frozenset(
            {
                "doctor_id",
                "appointment_type_id",
                "reschedule_count",
                "price_cents",
                "service_price_cents_snapshot",
                "doctor_location_id",
            }
        ),
        ("released", "active"),
        columns={"reschedule_count": 1, "price_cents": 6000},
    ),
    Case(
        "change of length",
        lambda desk: (move, to(desk.booked(), desk.clinic.at(10), duration_minutes=50)),
        "moved",
        "confirmed",
        frozenset({"ends_at", "duration_minutes"}),
        ("released", "active"),
        columns={"duration_minutes": 50, "service_duration_snapshot": 30, "reschedule_count": 0},
    ),
    Case(
        "change of service",
        lambda desk: (
            move,
            to(desk.booked(), desk.clinic.at(10), appointment_type_id=desk.clinic.call_id),
        ),
        "service_changed",
        "confirmed",
        _SERVICE,
        ("released",),
        columns={"consultation_mode_snapshot": "telemedicine", "service_duration_snapshot": 15},
    ),
    Case(
        "another service in its place",
        lambda desk: (
            change_service,
            to(desk.booked(), desk.clinic.at(10), appointment_type_id=desk.clinic.call_id),
        ),
        "service_changed",
        "confirmed",
        _SERVICE,
        ("released",),
        columns={"duration_minutes": 15, "reschedule_count": 0},
    ),
    Case(
        "move of a pending one",
        lambda desk: (move, to(desk.submitted(), desk.clinic.at(11))),
        "moved",
        "pending",
        _TIMES | {"reschedule_count"},
        ("released", "active"),
    ),
    Case("cancel", _on(Desk.booked, cancel, "ill"), "cancelled", "cancelled", _ENDED, ("released",), "ill"),
    Case(
        "cancel a pending one",
        _on(Desk.submitted, cancel, "ill"),
        "cancelled",
        "cancelled",
        _ENDED,
        ("released",),
        "ill",
    ),
    Case(
        "restore a cancelled one",
        _on(_cancelled, restore),
        "restored",
        "confirmed",
        _ENDED,
        ("released", "active"),
        columns={"cancelled_at": None, "cancellation_reason": None},
    ),
    Case(
        "restore a missed one",
        _on(Desk.missed, restore),
        "restored",
        "confirmed",
        frozenset({"status"}),
        ("released", "active"),
    ),
    Case(
        "restore a completed one",
        _on(_completed, restore),
        "restored",
        "confirmed",
        frozenset({"status", "visit_ended_at"}),
        ("active",),
        columns={"visit_ended_at": None},
    ),
    Case(
        "put back a moved one",
        _put_back_moved,
        "put_back",
        "confirmed",
        _TIMES | {"reschedule_count"},
        ("released", "released", "active"),
        columns={"reschedule_count": 0},
    ),
    Case(
        "put back a cancelled one",
        lambda desk: (put_back, putting_back(_cancelled(desk))),
        "put_back",
        "confirmed",
        _ENDED,
        ("released", "active"),
    ),
    Case(
        "arrive",
        _on(Desk.booked, arrive),
        "arrived",
        "confirmed",
        frozenset({"patient_arrived_at"}),
        ("active",),
    ),
    Case("start", _on(_arrived, start), "started", "confirmed", frozenset({"visit_started_at"}), ("active",)),
    Case(
        "complete",
        _on(_started, complete),
        "completed",
        "completed",
        frozenset({"status", "visit_ended_at"}),
        ("active",),
    ),
    Case(
        "no show",
        _on(Desk.booked_before, no_show),
        "no_show",
        "no_show",
        frozenset({"status"}),
        ("released",),
    ),
    Case(
        "take back the start",
        _on(_started, take_back_step),
        "step_taken_back",
        "confirmed",
        frozenset({"visit_started_at"}),
        ("active",),
    ),
    Case(
        "take back the arrival",
        _on(_arrived, take_back_step),
        "step_taken_back",
        "confirmed",
        frozenset({"patient_arrived_at"}),
        ("active",),
    ),
    Case("overbook", _overbooked, "overbooked", "confirmed", None, (), "tooth", {"session_lane": 2}),
    Case("record", _recorded, "recorded", "completed", None, (), "the line was down", {"session_lane": 1}),
    Case("record a missed one", _missed, "recorded", "no_show", None, (), "the line was down", _NEVER_BEGUN),
)


def _shortened(desk: Desk) -> str:
    """A hold that runs out in a moment."""
    held = desk.held()
    desk.execute("UPDATE appointments SET hold_expires_at = timezone('utc', now()) + interval '30 s'")
    return held.appointment_id


def prepared_undo(case: Case, desk: Desk) -> Call:
    """The undo of a case's act, which is done first."""
    act, request = case.prepare(desk)
    desk.do(act, request)
    return undo, UndoRequest(act_id=new_id(), undone_act_id=act_id_of(request))


def act_id_of(request: object) -> str:
    """The act's id in any request."""
    act_id = getattr(getattr(request, "booking", request), "act_id", None)
    assert isinstance(act_id, str)
    return act_id
