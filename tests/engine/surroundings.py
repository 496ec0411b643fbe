"""Random surroundings of a doctor: houses, rooms, resources, and what services need of them."""

from typing import Any

from tests.engine.strategies import PLAIN, Row, Strategies

TYPES = ("room", "telehealth_slot", "equipment", "staff")


class Surroundings(Strategies):
    """Draws the rows of places and resources."""

    def whose(self, row: Row, stranger: float = 0.03) -> Row:
        """A doctor_id: this doctor's, left out (the same), or sometimes a colleague's."""
        if self.chance(stranger):
            row["doctor_id"] = self.colleague
        elif self.chance(0.6):
            row["doctor_id"] = self.doctor
        return row

    def sparse(self, row: Row, **maybe: Any) -> Row:
        """Columns that are sometimes left out where their value is null."""
        for column, value in maybe.items():
            if value is not None or self.chance(0.5):
                row[column] = value
        return row

    def places(self) -> None:
        crowded = self.is_theme("places", "resources", "houses", "needs")
        count = self.pick(1, 2, 3, 4) if crowded else self.pick(0, 0, 1, 2, 3)
        if self.is_theme(PLAIN):
            count = self.pick(0, 0, 0, 1)
        houses = [self.id() for _ in range(self.pick(1, 1, 1, 2))]
        shared = self.chance(0.9 if self.is_theme("houses") else 0.25)
        out_of_use = self.chance(0.12 if crowded else 0.04)
        self.world["doctor_locations"] = []
        for _ in range(count):
            row = self.whose({"id": self.id()}, 0.35 if shared else 0.03)
            if out_of_use:
                row["is_active"] = False
            elif self.chance(0.5):
                row["is_active"] = self.chance(0.8)
            site = self.random.choice(houses) if shared and self.chance(0.85) else None
            self.world["doctor_locations"].append(self.sparse(row, clinic_site_id=site))
        rooms = self.pick(0, 1, 2, 3, 4) if count and not self.is_theme(PLAIN) else 0
        self.world["location_rooms"] = [
            {"id": self.id(), "doctor_location_id": self.id_of("doctor_locations", 1)} for _ in range(rooms)
        ]

    def resources(self) -> None:
        crowded = self.is_theme("resources", "needs", "houses")
        placed = 0.1 if self.is_theme("needs") else 0.3
        count = self.pick(1, 2, 3, 5, 6) if crowded else self.pick(0, 1, 2, 2, 3, 4)
        kinds: tuple[str, ...] = (*TYPES, "room", "telehealth_slot")
        if self.is_theme("needs"):
            kinds = (*self.random.sample(TYPES, 2), "room", "room", "equipment", "equipment")
        rows = []
        for _ in range(count):
            row: Row = {"id": self.id(), "resource_type": self.pick(*kinds)}
            if self.chance(0.95):
                row["label"] = self.pick("A", "B", "Room 1", "a", "Ω", None)
            if self.chance(0.4):
                row["doctor_id"] = None
            else:
                self.whose(row, 0.08)
            if self.chance(0.2):
                row["is_active"] = self.chance(0.3)
            if self.chance(0.2):
                row["capacity"] = self.pick(1, 5)
            self.sparse(
                row,
                doctor_location_id=self.id_of("doctor_locations", placed),
                location_room_id=self.id_of("location_rooms", placed + 0.1),
            )
            rows.append(row)
        self.world["bookable_resources"] = [] if self.is_theme(PLAIN) and self.chance(0.9) else rows

    def needs(self) -> None:
        """What services need besides the doctor: mostly no more of a type than the world has."""
        rows: list[Row] = []
        often = 0.9 if self.is_theme("needs") else 0.03 if self.is_theme(PLAIN) else 0.12
        for service in self.world["appointment_types"]:
            if self.chance(often):
                there = [*self.world["bookable_resources"]]
                self.random.shuffle(there)
                rows += [self.need(service["id"], one) for one in there[: self.pick(1, 1, 2, 2, 3, 4)]]
                if self.chance(0.1):
                    rows.append(self.need(service["id"], {"id": self.id(), "resource_type": "staff"}))
        self.world["appointment_type_resources"] = rows

    def need(self, service: str, resource: Row) -> Row:
        """A need that this resource could meet, or sometimes only seems to."""
        row: Row = {"id": self.id(), "appointment_type_id": service}
        row["resource_type"] = resource["resource_type"] if self.chance(0.97) else self.pick(*TYPES)
        return self.sparse(row, bookable_resource_id=resource["id"] if self.chance(0.4) else None)
