"""Appointments, the events of their lives, and the resources they claim."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.column_types import NOW_UTC
from medic_desk.model.tables.declarative import Id, TableRow

_SPAN = func.tsrange(literal_column("starts_at"), literal_column("ends_at"))


class AppointmentRow(TableRow):
    """A booked appointment, or a hold on its time. Lengths are minutes, money is cents, instants are UTC.

    ``row_version`` rises with each UPDATE, by trigger. ``patient_id`` is null only while held, or cancelled.
    An UPDATE that changes time or doctor without naming ``session_lane`` puts it in lane 1.
    ``duration_minutes`` is the minutes between the times, whatever is written.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        # The longest appointment is known, so a week's read can bound how far back it looks.
        CheckConstraint("ends_at <= starts_at + interval '360 minutes'", name="longest"),
        CheckConstraint("duration_minutes BETWEEN 1 AND 360", name="duration_minutes"),
        CheckConstraint(
            "status IN ('pending', 'confirmed', 'completed', 'cancelled', 'no_show', 'held')", name="status"
        ),
        CheckConstraint(
            "consultation_mode_snapshot IN ('in_person', 'telemedicine')", name="consultation_mode_snapshot"
        ),
        CheckConstraint("price_cents >= 0", name="price_cents"),
        CheckConstraint("reschedule_count >= 0", name="reschedule_count"),
        CheckConstraint("session_lane BETWEEN 1 AND 64", name="session_lane"),
        CheckConstraint("patient_id IS NOT NULL OR status IN ('held', 'cancelled')", name="patient_id"),
        # What a claim's composite foreign key points at.
        UniqueConstraint("id", "starts_at", "ends_at"),
        ExcludeConstraint(
            (literal_column("doctor_id"), "="),
            (literal_column("session_lane"), "="),
            (_SPAN, "&&"),
            using="gist",
            where=text("status NOT IN ('cancelled', 'no_show')"),
            name="no_double_bookings",
        ),
        Index("appointments_doctor_id_starts_at_idx", "doctor_id", "starts_at"),
        Index("appointments_patient_id_starts_at_idx", "patient_id", "starts_at"),
        Index(
            "appointments_hold_expires_at_idx", "hold_expires_at", postgresql_where=text("status = 'held'")
        ),
        Index(
            "appointments_pending_expires_at_idx",
            "pending_expires_at",
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "appointments_rescheduled_from_appointment_id_idx",
            "rescheduled_from_appointment_id",
            postgresql_where=text("rescheduled_from_appointment_id IS NOT NULL"),
        ),
    )

    patient_id: Mapped[Id | None] = mapped_column(ForeignKey("patients.id"))
    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    appointment_type_id: Mapped[Id | None] = mapped_column(ForeignKey("appointment_types.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    duration_minutes: Mapped[int] = mapped_column(server_default=text("30"))
    status: Mapped[str] = mapped_column(server_default=text("'pending'"))
    consultation_mode_snapshot: Mapped[str | None]
    meeting_url: Mapped[str | None]
    notes: Mapped[str | None]
    cancellation_reason: Mapped[str | None]
    cancelled_at: Mapped[datetime | None]
    price_cents: Mapped[int | None]
    currency: Mapped[str] = mapped_column(server_default=text("'EUR'"))
    source: Mapped[str] = mapped_column(server_default=text("'patient_portal'"))
    reschedule_count: Mapped[int] = mapped_column(server_default=text("0"))
    service_name_snapshot: Mapped[str | None]
    service_duration_snapshot: Mapped[int | None]
    service_price_cents_snapshot: Mapped[int | None]
    service_currency_snapshot: Mapped[str | None]
    external_reference: Mapped[str | None]
    hold_expires_at: Mapped[datetime | None]
    created_by_actor_type: Mapped[str | None]
    created_by_actor_id: Mapped[Id | None]
    cancelled_by_actor_type: Mapped[str | None]
    cancelled_by_actor_id: Mapped[Id | None]
    patient_timezone: Mapped[str | None]
    doctor_timezone: Mapped[str | None]
    session_lane: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    row_version: Mapped[int] = mapped_column(server_default=text("1"))
    desk_name: Mapped[str | None]
    rescheduled_from_appointment_id: Mapped[Id | None] = mapped_column(ForeignKey("appointments.id"))
    patient_arrived_at: Mapped[datetime | None]
    visit_started_at: Mapped[datetime | None]
    visit_ended_at: Mapped[datetime | None]
    pending_expires_at: Mapped[datetime | None]


class AppointmentEventRow(TableRow):
    """One thing that happened to an appointment; append-only.

    ``metadata_`` is the column ``metadata``: ids, times, statuses and the reason; never a name or a note.
    ``appointment_id`` is null only once the appointment itself was deleted; its id then stands in the
    metadata. ``transaction_id`` is the same for all events of one transaction.
    """

    __tablename__ = "appointment_events"
    __table_args__ = (
        UniqueConstraint("act_id", "appointment_id"),
        Index("appointment_events_appointment_id_occurred_at_idx", "appointment_id", "occurred_at"),
    )

    appointment_id: Mapped[Id | None] = mapped_column(ForeignKey("appointments.id", ondelete="SET NULL"))
    occurred_at: Mapped[datetime] = mapped_column(server_default=NOW_UTC)
    actor_type: Mapped[str] = mapped_column(server_default=text("'system'"))
    actor_id: Mapped[Id | None]
    action: Mapped[str]
    metadata_: Mapped[dict[str, Any]] = mapped_column("metadata", server_default=text("'{}'::jsonb"))
    act_id: Mapped[Id | None]
    transaction_id: Mapped[str] = mapped_column(server_default=text("medic_transaction_id()"))


class AppointmentResourceClaimRow(TableRow):
    """An appointment's claim on a resource. Its times follow the appointment's, by composite foreign key.

    ``awaits_restore``: released because the appointment gave up its time; a restore claims it again.
    ``moved_transaction_id``: the last transaction after which the appointment may need less, by an act that
    moved it or a change of more than its time. Only there may a live appointment give the claim up. Both are
    the triggers'; acts alone may end the wait for a restore.
    """

    __tablename__ = "appointment_resource_claims"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("status IN ('active', 'released', 'cancelled')", name="status"),
        ForeignKeyConstraint(
            ["appointment_id", "starts_at", "ends_at"],
            ["appointments.id", "appointments.starts_at", "appointments.ends_at"],
            onupdate="CASCADE",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        ExcludeConstraint(
            (literal_column("bookable_resource_id"), "="),
            (_SPAN, "&&"),
            using="gist",
            where=text("status = 'active'"),
            name="appointment_resource_claims_no_overlap",
        ),
        Index("appointment_resource_claims_appointment_id_idx", "appointment_id"),
        Index(
            "appointment_resource_claims_bookable_resource_id_starts_at_idx",
            "bookable_resource_id",
            "starts_at",
        ),
    )

    appointment_id: Mapped[Id]
    bookable_resource_id: Mapped[Id] = mapped_column(ForeignKey("bookable_resources.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default=text("'active'"))
    awaits_restore: Mapped[bool] = mapped_column(server_default=text("false"))
    moved_transaction_id: Mapped[str | None]
