"""What staff did beside appointments: schedules, time off, set-up, people, sign-ins (schema-additions)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.column_types import NOW_UTC
from medic_desk.model.tables.declarative import Id, TableRow


class StaffEventRow(TableRow):
    """One thing that staff changed; append-only. ``subject_*`` and ``doctor_id`` point without a foreign key.

    A history must outlive what it tells of, so nothing here keeps a row from being deleted. ``metadata_`` is
    the column ``metadata``.
    """

    __tablename__ = "staff_events"
    __table_args__ = (
        Index(
            "staff_events_act_id_subject_key",
            "act_id",
            "subject_table",
            "subject_id",
            unique=True,
            postgresql_where=text("act_id IS NOT NULL"),
        ),
        Index("staff_events_subject_id_occurred_at_idx", "subject_id", "occurred_at"),
        Index("staff_events_doctor_id_occurred_at_idx", "doctor_id", "occurred_at"),
        Index("staff_events_occurred_at_idx", "occurred_at"),
    )

    occurred_at: Mapped[datetime] = mapped_column(server_default=NOW_UTC)
    actor_type: Mapped[str] = mapped_column(server_default=text("'system'"))
    actor_id: Mapped[Id | None]
    action: Mapped[str]
    subject_table: Mapped[str | None]
    subject_id: Mapped[Id | None]
    doctor_id: Mapped[Id | None]
    metadata_: Mapped[dict[str, Any]] = mapped_column("metadata", server_default=text("'{}'::jsonb"))
    act_id: Mapped[Id | None]
    desk_name: Mapped[str | None]
