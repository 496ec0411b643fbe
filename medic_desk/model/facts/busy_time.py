"""Busy time: which appointments and claims of the rows matter to which doctor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from medic_desk.engine.facts import Appointment, Claim, Resource
from medic_desk.model.facts.instants import FIRST_MINUTE, LAST_MINUTE, is_in_bounds
from medic_desk.model.facts.readable import STATUSES, UnreadableRow
from medic_desk.model.facts.rows import ClinicRows, Row

_HOLD_EXPIRES_AT: Final = Appointment._fields.index("hold_expires_at")
_PENDING_EXPIRES_AT: Final = Appointment._fields.index("pending_expires_at")

EVERY_LANE = 2**15 - 1
"""A lane above any number of parallel sessions: an appointment in it takes every lane."""


class BusyTime:
    """Appointments and claims, and which of them matter to which doctor.

    An unreadable appointment keeps its time taken: of an unknown status it counts as confirmed, without a
    lane it takes every one, and an instant out of bounds was cut.
    """

    def __init__(
        self, rows: ClinicRows, resources: Iterable[Resource], unreadable: list[UnreadableRow]
    ) -> None:
        self._own: dict[str, list[Appointment]] = defaultdict(list)
        self._by_id: dict[str, Appointment] = {}
        self._read_appointments(rows, unreadable)
        self._shared_claims: list[Claim] = []
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        self._read_claims(rows, {resource.id: resource.doctor_id for resource in resources}, unreadable)

    def _read_appointments(self, rows: ClinicRows, unreadable: list[UnreadableRow]) -> None:
        """Take the appointments that have a time, and tell of those that are not as they should be."""
        own, by_id, make = self._own, self._by_id, Appointment._make
        for row in rows.arrays["appointments"]:
            # There may be thousands, and nearly all are as they should be.
            _, doctor_id, starts_at, ends_at, status, _, lane, hold_expires_at, pending_expires_at = row
            if (
                FIRST_MINUTE <= starts_at < ends_at <= LAST_MINUTE
                and lane >= 1
                and status in STATUSES
                and hold_expires_at is None
                and pending_expires_at is None
            ):
                appointment = make(row)
            else:
                appointment, told = _read_with_care(row)
                unreadable += told
                if starts_at >= ends_at:
                    continue
            own[doctor_id].append(appointment)
            by_id[appointment.id] = appointment

    def _read_claims(
        self, rows: ClinicRows, owner: Mapping[str, str | None], unreadable: list[UnreadableRow]
    ) -> None:
        """Take the claims of these appointments; ``owner`` is each resource's doctor, None where shared."""
        by_id = self._by_id
        for claim in map(Claim._make, rows.arrays["appointment_resource_claims"]):
            is_known = claim.appointment_id in by_id and claim.bookable_resource_id in owner
            if not is_known or claim.starts_at >= claim.ends_at:
                # Its appointment, which has its times, or its resource is told of.
                continue
            holder = by_id[claim.appointment_id]
            if not is_in_bounds(claim.starts_at, claim.ends_at) and is_in_bounds(
                holder.starts_at, holder.ends_at
            ):
                # A claim has its appointment's times: where those cannot be read, the appointment is told of.
                unreadable.append(_told_of_claim(claim, holder.doctor_id))
            owner_id = owner[claim.bookable_resource_id]
            (self._shared_claims if owner_id is None else self._claims[owner_id]).append(claim)

    def of(self, doctor_id: str) -> tuple[list[Appointment], list[Claim]]:
        """The doctor's own appointments, the claims on resources they may use, and who holds those."""
        claims = [*self._claims.get(doctor_id, ()), *self._shared_claims]
        own = self._own.get(doctor_id, [])
        foreign = {
            claim.appointment_id: holder
            for claim in claims
            if (holder := self._by_id[claim.appointment_id]).doctor_id != doctor_id
        }
        return [*own, *foreign.values()], claims


def _read_with_care(row: Row) -> tuple[Appointment, tuple[UnreadableRow, ...]]:
    """An appointment with an expiry, or one that cannot be used: as it takes time, and what is told of it."""
    read = Appointment._make(row)
    wrong = _unreadable_column(read) or _odd_expiry(row)
    appointment = read._replace(
        status=read.status if read.status in STATUSES else "confirmed",
        session_lane=read.session_lane if read.session_lane >= 1 else EVERY_LANE,
        hold_expires_at=_moment(row[_HOLD_EXPIRES_AT]),
        pending_expires_at=_moment(row[_PENDING_EXPIRES_AT]),
    )
    if wrong is None:
        return appointment, ()
    takes_time = appointment.status not in ("cancelled", "no_show") and read.starts_at < read.ends_at
    span = (read.starts_at, read.ends_at) if takes_time else (None, None)
    return appointment, (UnreadableRow("appointments", read.id, wrong, read.doctor_id, *span),)


def _told_of_claim(claim: Claim, doctor_id: str) -> UnreadableRow:
    table = "appointment_resource_claims"
    return UnreadableRow(table, claim.id, "starts_at", doctor_id, claim.starts_at, claim.ends_at)


def _unreadable_column(appointment: Appointment) -> str | None:
    """The first column of an appointment that cannot be used, its expiry aside."""
    if not is_in_bounds(appointment.starts_at, appointment.ends_at):
        return "starts_at"
    if appointment.status not in STATUSES:
        return "status"
    return "session_lane" if appointment.session_lane < 1 else None


def _odd_expiry(row: Row) -> str | None:
    """The expiry of an appointment's row that lies out of bounds: long over, or never."""
    for place in (_HOLD_EXPIRES_AT, _PENDING_EXPIRES_AT):
        if row[place] is not None and not FIRST_MINUTE * 60 <= row[place] < LAST_MINUTE * 60:
            return Appointment._fields[place]
    return None


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
