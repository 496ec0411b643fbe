"""The worklist of affected appointments: whom to call, how far that is, and what it came from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow

_OPEN = "state IN ('to_call', 'called', 'not_reached')"


class RebookingItemRow(TableRow):
    """An appointment that something affects. An appointment has one open item at most."""

    __tablename__ = "rebooking_items"
    __table_args__ = (
        CheckConstraint(
            "state IN ('to_call', 'called', 'not_reached', 'moved', 'cancelled', 'kept', 'closed')",
            name="state",
        ),
        Index(
            "rebooking_items_open_appointment_key",
            "appointment_id",
            unique=True,
            postgresql_where=text(_OPEN),
        ),
    )

    appointment_id: Mapped[Id] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(server_default=text("'to_call'"))
    taken_by_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    note: Mapped[str | None]


class RebookingCauseRow(TableRow):
    """One thing that affects an item's appointment. ``cause_id`` points without a foreign key: causes go."""

    __tablename__ = "rebooking_causes"
    __table_args__ = (
        UniqueConstraint(
            "rebooking_item_id", "kind", "cause_id", name="rebooking_causes_item_kind_cause_key"
        ),
        CheckConstraint("kind IN ('time_off', 'illness', 'exception', 'closure', 'hours')", name="kind"),
    )

    rebooking_item_id: Mapped[Id] = mapped_column(ForeignKey("rebooking_items.id", ondelete="CASCADE"))
    kind: Mapped[str]
    cause_id: Mapped[Id] = mapped_column(index=True)
