"""Time-off requests; an approved one has exactly one blocked exception, made and taken back by trigger."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class TimeOffRequestRow(TableRow):
    """A request for time off. Withdrawn is ``denied`` with ``withdrawn_at`` set.

    ``recorded_by_id`` typed it for the doctor, who asked. ``split_from_id`` is the request it was a part of.
    ``schedule_exception_id`` is the trigger's: whatever a writer puts there is overruled.
    """

    __tablename__ = "time_off_requests"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("status IN ('pending', 'approved', 'denied')", name="status"),
        CheckConstraint("withdrawn_at IS NULL OR status = 'denied'", name="withdrawn_at"),
        CheckConstraint("kind IN ('leave', 'illness', 'training', 'other')", name="kind"),
        CheckConstraint("split_from_id <> id", name="split_from_id"),
        Index("time_off_requests_doctor_id_starts_at_idx", "doctor_id", "starts_at"),
        Index("time_off_requests_status_starts_at_idx", "status", "starts_at"),
        Index(
            "time_off_requests_split_from_id_idx",
            "split_from_id",
            postgresql_where=text("split_from_id IS NOT NULL"),
        ),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default=text("'pending'"))
    reason: Mapped[str | None]
    notes: Mapped[str | None]
    approved_by_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    requested_by_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    schedule_exception_id: Mapped[Id | None] = mapped_column(
        ForeignKey("schedule_exceptions.id", deferrable=True, initially="DEFERRED"), unique=True
    )
    kind: Mapped[str] = mapped_column(server_default=text("'leave'"))
    recorded_by_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    split_from_id: Mapped[Id | None] = mapped_column(ForeignKey("time_off_requests.id"))
