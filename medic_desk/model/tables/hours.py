"""Hours: weekly rules with their breaks, and dated exceptions (``schedule_*``)."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import IANA_ZONE, Id, TableRow


class ScheduleRuleRow(TableRow):
    """A weekly window on the wall clock of ``timezone``; engine-semantics 2 and 3 say what it means."""

    __tablename__ = "schedule_rules"
    __table_args__ = (
        CheckConstraint("day_of_week BETWEEN 1 AND 7", name="day_of_week"),
        CheckConstraint("slot_interval_minutes BETWEEN 1 AND 1440", name="slot_interval_minutes"),
        CheckConstraint("buffer_before_minutes BETWEEN 0 AND 1440", name="buffer_before_minutes"),
        CheckConstraint("buffer_after_minutes BETWEEN 0 AND 1440", name="buffer_after_minutes"),
        CheckConstraint("max_parallel_sessions BETWEEN 1 AND 64", name="max_parallel_sessions"),
        CheckConstraint("effective_to >= effective_from", name="effective_to"),
        CheckConstraint("repeat_weeks BETWEEN 1 AND 52", name="repeat_weeks"),
        # Every n-th week counts from somewhere.
        CheckConstraint("repeat_weeks = 1 OR effective_from IS NOT NULL", name="repeat_weeks_from"),
        CheckConstraint(IANA_ZONE, name="timezone"),
        CheckConstraint(
            "scope_consultation_mode IN ('in_person', 'video', 'phone')", name="scope_consultation_mode"
        ),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"), index=True)
    timezone: Mapped[str] = mapped_column(server_default=text("'Europe/Athens'"))
    scope_appointment_type_id: Mapped[Id | None] = mapped_column(ForeignKey("appointment_types.id"))
    scope_doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    scope_location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    scope_consultation_mode: Mapped[str | None]
    day_of_week: Mapped[int]
    work_start_local: Mapped[time]
    work_end_local: Mapped[time]
    slot_interval_minutes: Mapped[int] = mapped_column(server_default=text("30"))
    buffer_before_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    max_parallel_sessions: Mapped[int] = mapped_column(server_default=text("1"))
    label: Mapped[str | None]
    priority: Mapped[int] = mapped_column(server_default=text("0"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    repeat_weeks: Mapped[int] = mapped_column(server_default=text("1"))
    season_name: Mapped[str | None]


class ScheduleRuleBreakRow(TableRow):
    """A recurring break of one rule, on the rule's wall clock."""

    __tablename__ = "schedule_rule_breaks"

    schedule_rule_id: Mapped[Id] = mapped_column(
        ForeignKey("schedule_rules.id", ondelete="CASCADE"), index=True
    )
    break_start_local: Mapped[time]
    break_end_local: Mapped[time]
    label: Mapped[str | None]


class ScheduleExceptionRow(TableRow):
    """A dated override, blocked or available.

    One with source ``time_off`` belongs to its request, one with ``clinic_closure_id`` to its closure:
    triggers make and take them back, and nobody edits them.
    """

    __tablename__ = "schedule_exceptions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("exception_type IN ('blocked', 'available')", name="exception_type"),
        Index("schedule_exceptions_doctor_id_starts_at_idx", "doctor_id", "starts_at"),
        Index(
            "schedule_exceptions_schedule_rule_id_idx",
            "schedule_rule_id",
            postgresql_where=text("schedule_rule_id IS NOT NULL"),
        ),
        Index(
            "schedule_exceptions_closure_doctor_location_key",
            "clinic_closure_id",
            "doctor_id",
            "doctor_location_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("clinic_closure_id IS NOT NULL"),
        ),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    schedule_rule_id: Mapped[Id | None] = mapped_column(ForeignKey("schedule_rules.id"))
    appointment_type_id: Mapped[Id | None] = mapped_column(ForeignKey("appointment_types.id"))
    doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    exception_type: Mapped[str] = mapped_column(server_default=text("'blocked'"))
    reason: Mapped[str | None]
    source: Mapped[str] = mapped_column(server_default=text("'manual'"))
    clinic_closure_id: Mapped[Id | None] = mapped_column(ForeignKey("clinic_closures.id", ondelete="CASCADE"))
