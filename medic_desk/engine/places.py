"""Places: which location rows are one house, and which row of the doctor's own each of them means.

Location rows belong to a doctor, houses (``clinic_site_id``) do not (engine-semantics 5).
"""

from collections.abc import Iterable

from medic_desk.engine.facts import Facts, Resource


class Places:
    """The locations and rooms of one doctor's world."""

    __slots__ = (
        "_own_rows",
        "_room_locations",
        "_sites",
        "inactive",
        "known",
        "least_inactive",
        "only_active",
        "others",
    )

    def __init__(self, facts: Facts) -> None:
        own = [row for row in facts.locations if row.doctor_id == facts.doctor_id]
        self._sites = {
            row.id: row.clinic_site_id for row in facts.locations if row.clinic_site_id is not None
        }
        self._own_rows: dict[str, str] = {}
        if self._sites:
            at_site: dict[str | None, str] = {}
            for row in sorted(own, key=lambda row: (not row.is_active, row.id)):
                at_site.setdefault(row.clinic_site_id, row.id)
            at_site.pop(None, None)
            self._own_rows = {
                row.id: at_site[row.clinic_site_id]
                for row in facts.locations
                if row.doctor_id != facts.doctor_id and row.clinic_site_id in at_site
            }
        self._room_locations = {room.id: room.doctor_location_id for room in facts.rooms}
        active = [row.id for row in own if row.is_active]
        self.only_active = active[0] if len(active) == 1 else None
        """The doctor's only active location."""
        self.least_inactive = min((row.id for row in own), default=None) if not active else None
        """The location of least id of a doctor who has some, none of them active."""
        self.known = frozenset(row.id for row in facts.locations)
        self.inactive = frozenset(row.id for row in facts.locations if not row.is_active)
        self.others = frozenset(row.id for row in facts.locations if row.doctor_id != facts.doctor_id)
        """Rows of other doctors."""

    def own_row(self, location: str | None) -> str | None:
        """The doctor's row for a location: for a colleague's one at the same place, else as it stands."""
        return location if location is None else self._own_rows.get(location, location)

    def own_rows(self, locations: frozenset[str]) -> frozenset[str]:
        """The doctor's rows for some locations."""
        if self._own_rows and not locations.isdisjoint(self._own_rows):
            return frozenset(self._own_rows.get(location, location) for location in locations)
        return locations

    def are_one(self, one: str, other: str | None) -> bool:
        """Whether two locations are the same place: one row, or two of the same house."""
        if one == other:
            return True
        site = self._sites.get(one)
        return site is not None and other is not None and self._sites.get(other) == site

    def of_room(self, room: str | None) -> str | None:
        """The location row of a room; None for no room, and for one that the facts do not know."""
        return self._room_locations.get(room) if room is not None else None

    def at_hand(self, resources: Iterable[Resource], location: str | None) -> list[Resource]:
        """Those that stand at the location's place, or nowhere in particular."""
        found = []
        for resource in resources:
            stands_at = resource.doctor_location_id or self.of_room(resource.location_room_id)
            if stands_at is None or self.are_one(stands_at, location):
                found.append(resource)
        return found
