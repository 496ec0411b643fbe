"""Closures of the clinic, of a house or of a room; triggers keep a blocked exception for each doctor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class ClinicClosureRow(TableRow):
    """A holiday, a house without power, a room under repair: ``[starts_at, ends_at)``, closed for everybody.

    Without a site and a room it is the whole clinic's. A room closes for every doctor of its house; where a
    site is named too, the room is in that house, by trigger.
    """

    __tablename__ = "clinic_closures"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        Index(
            "clinic_closures_clinic_site_id_idx",
            "clinic_site_id",
            postgresql_where=text("clinic_site_id IS NOT NULL"),
        ),
        Index(
            "clinic_closures_location_room_id_idx",
            "location_room_id",
            postgresql_where=text("location_room_id IS NOT NULL"),
        ),
        Index("clinic_closures_starts_at_idx", "starts_at"),
    )

    clinic_site_id: Mapped[Id | None] = mapped_column(ForeignKey("clinic_sites.id"))
    location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str | None]
    source: Mapped[str] = mapped_column(server_default=text("'manual'"))
