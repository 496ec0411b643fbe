"""Acts: what a desk did, by the id it gave the act before its first try."""

from typing import Any

from sqlalchemy import CheckConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import TableRow


class ActRow(TableRow):
    """One act, written first in its own transaction: a twin at the same time waits at the key.

    ``digest`` is of the request, and tells a retry from a mistake; ``result`` is what a retry is answered.
    """

    __tablename__ = "acts"
    __table_args__ = (
        CheckConstraint("btrim(name) <> ''", name="name"),
        CheckConstraint("btrim(digest) <> ''", name="digest"),
    )

    # The client makes the key: no column ``id``, which the server would make.
    id = None  # type: ignore[assignment]
    act_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True, sort_order=-1)
    name: Mapped[str]
    digest: Mapped[str]
    result: Mapped[dict[str, Any] | None]
