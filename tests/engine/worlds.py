"""Random scenario worlds full of special cases, the same for the same seed.

``world(seed)`` gives one valid scenario as scenario-format describes it, with many of the special cases of
engine-semantics within a few days around a clock change. Its parts are drawn independently, so that
unexpected combinations turn up; about one world in two has a theme (ties, lanes, resources, night
shifts …), whose cases are then much more frequent.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.engine.strategies import DAY, MINUTE, MODES, PLAIN, STATUSES, ZONES, Row, instant
from tests.engine.surroundings import Surroundings

NOT_PLAIN = {"scope_appointment_type_id", "scope_consultation_mode", "max_parallel_sessions"}


class Maker(Surroundings):
    """Makes one world from one seed."""

    # -- rows

    def services(self) -> None:
        self.world["appointment_types"] = []
        for n in range(self.pick(1, 1, 2, 3)):
            row: Row = {"id": self.id(), "slug": f"s{n}", "name": f"Service {n}"}
            self.whose(row, 0.02)
            if self.chance(0.9):
                row["duration_minutes"] = self.pick(
                    5, 10, 15, 15, 20, 30, 30, 45, 60, 25, 7, 1, self.pick(90, 240, 360)
                )
            for column in ("buffer_before_minutes", "buffer_after_minutes"):
                if self.chance(0.9 if self.is_theme("buffers") else 0.5):
                    row[column] = self.pick(0, 0, 5, 10, 15, 30, 3)
            if self.chance(0.85):
                row["consultation_mode"] = (
                    self.pick("in_person", "video")
                    if self.is_theme("resources", "needs", "houses")
                    else self.pick("in_person", *MODES)
                )
            if self.chance(0.5 if self.is_theme("moved") else 0.05):
                row["is_active"] = self.chance(0.5)
            if self.chance(0.4):
                row["min_notice_minutes"] = self.pick(0, 1, 60, 120, 1440, 600)
            if self.chance(0.4):
                row["max_future_days"] = self.pick(0, 1, 2, 3, 60)
            self.sparse(
                row,
                default_location_id=self.id_of("doctor_locations", 0.3),
                default_room_id=self.id_of("location_rooms", 0.3),
            )
            self.world["appointment_types"].append(row)
        pairs = {
            (t["id"], place["id"])
            for t in self.world["appointment_types"]
            for place in self.world["doctor_locations"]
            if self.chance(0.13)
        }
        self.world["appointment_type_locations"] = [
            {"id": self.id(), "appointment_type_id": t, "doctor_location_id": place}
            for t, place in sorted(pairs)
        ]

    def breaks(self, parent: str, owner: str, start: str, end: str, tables: tuple[str, str]) -> list[Row]:
        rows = []
        for n in range(self.pick(0, 0, 0, 1, 1, 2, 3)):
            shape = self.random.random()
            a, b = self.wall(), self.wall()
            if shape < 0.15:
                b = a
            elif shape < 0.3:
                a = start
            elif shape < 0.45:
                b = end
            elif shape < 0.5:
                a, b = end, start
            elif shape < 0.8 and a > b:
                a, b = b, a
            row = {"id": self.id(), parent: owner, tables[0]: a, tables[1]: b}
            rows.append(self.sparse(row, label=f"Break {n}" if self.chance(0.5) else None))
        return rows

    def rule(self) -> Row:
        start, end = self.hours()
        row = self.whose({"id": self.id()})
        if self.zone != "Europe/Athens" or self.chance(0.5):
            row["timezone"] = self.zone if self.chance(0.88) else self.pick(*ZONES)
        row |= {"day_of_week": self.weekday(), "work_start_local": start, "work_end_local": end}
        if self.chance(0.9):
            row["slot_interval_minutes"] = self.pick(5, 10, 15, 15, 20, 30, 30, 40, 45, 60, 7, 25, 90)
        for column in ("buffer_before_minutes", "buffer_after_minutes"):
            if self.chance(0.8 if self.is_theme("buffers") else 0.3):
                row[column] = self.pick(0, 5, 10, 20)
        if self.chance(0.9 if self.is_theme("lanes") else 0.4):
            row["max_parallel_sessions"] = self.pick(1, 2, 2, 3)
        if self.chance(0.5):
            row["priority"] = self.pick(-1, 0, 0, 1, 1, 5)
        self.sparse(
            row,
            scope_appointment_type_id=self.id_of("appointment_types", 0.15),
            scope_consultation_mode=self.pick(*MODES) if self.chance(0.08) else None,
            scope_doctor_location_id=self.id_of("doctor_locations", 0.2),
            scope_location_room_id=self.id_of("location_rooms", 0.12),
            effective_from=self.season(0.07),
            effective_to=self.season(0.07),
            label=self.pick("Morning", "Evening") if self.chance(0.2) else None,
        )
        if self.chance(0.3):
            row["is_active"] = self.chance(0.75)
        if self.chance(0.8 if self.is_theme("weeks") else 0.08):
            row["repeat_weeks"] = self.pick(1, 2, 2, 2, 3, 4, 52)
            if row["repeat_weeks"] > 1 and not row.get("effective_from"):
                row["effective_from"] = (self.center - self.between(0, 60) * DAY).isoformat()
        return {k: v for k, v in row.items() if k not in NOT_PLAIN} if self.is_theme(PLAIN) else row

    def season(self, p: float) -> str | None:
        return (self.center + self.between(-4, 5) * DAY).isoformat() if self.chance(p) else None

    def altered(self, rule: Row) -> Row:
        """A copy of a rule with a few columns changed, for ties and overlaps."""
        row = dict(rule) | {"id": self.id()}
        changed = self.rule()
        for column in (
            "priority",
            "scope_appointment_type_id",
            "scope_doctor_location_id",
            "scope_location_room_id",
            "scope_consultation_mode",
            "max_parallel_sessions",
            "slot_interval_minutes",
            "work_start_local",
            "work_end_local",
            "buffer_after_minutes",
        ):
            if self.chance(0.2) and column in changed:
                row[column] = changed[column]
        return row

    def rules(self) -> None:
        rules: list[Row] = []
        for _ in range(self.pick(1, 3, 4, 5, 6, 7, 8, 10, 12)):
            copied = rules and self.chance(0.7 if self.is_theme("ties") else 0.25)
            rules.append(self.altered(self.random.choice(rules)) if copied else self.rule())
        columns = ("break_start_local", "break_end_local")
        breaks: list[Row] = []
        for r in rules:
            span = (r["work_start_local"], r["work_end_local"])
            breaks += self.breaks("schedule_rule_id", r["id"], *span, columns)
        self.world |= {"schedule_rules": rules, "schedule_rule_breaks": breaks}

    def older_tables(self) -> None:
        if self.chance(0.6):
            templates = []
            for _ in range(self.pick(1, 2, 4, 6)):
                start, end = self.hours()
                row = self.whose({"id": self.id(), "day_of_week": self.weekday()}, 0.08)
                row |= {"work_start": start, "work_end": end}
                if self.chance(0.8):
                    row["slot_duration_minutes"] = self.pick(5, 10, 15, 30, 45)
                for column in ("buffer_before_minutes", "buffer_after_minutes"):
                    if self.chance(0.3):
                        row[column] = self.pick(0, 5, 15)
                if self.chance(0.5):
                    row |= {"max_parallel_sessions": self.pick(1, 2), "priority": self.pick(0, 0, 2, -1)}
                templates.append(
                    self.sparse(
                        row,
                        appointment_type_id=self.id_of("appointment_types", 0.25),
                        doctor_location_id=self.id_of("doctor_locations", 0.3),
                        location_room_id=self.id_of("location_rooms", 0.2),
                    )
                )
            breaks: list[Row] = []
            for t in templates:
                span, columns = (t["work_start"], t["work_end"]), ("break_start", "break_end")
                breaks += self.breaks("schedule_template_id", t["id"], *span, columns)
            self.world |= {"schedule_templates": templates, "schedule_template_breaks": breaks}
        if self.chance(0.6):
            weekdays = self.random.sample(range(1, 8), self.between(1, 7))
            self.world["availability_rules"] = [self.availability(day) for day in weekdays]

    def availability(self, weekday: int) -> Row:
        start, end = self.hours()
        row = self.whose({"id": self.id(), "day_of_week": weekday, "start_time": start, "end_time": end}, 0)
        if self.chance(0.5):
            row |= {"break_start": self.wall(), "break_end": self.wall()}
        elif self.chance(0.3):
            row |= {"break_start": None, "break_end": None}
        if self.chance(0.8):
            row["slot_duration_minutes"] = self.pick(5, 10, 15, 30)
        if self.chance(0.3):
            row["is_active"] = self.chance(0.6)
        return row

    def exceptions(self) -> None:
        many = self.is_theme("exceptions", PLAIN)
        rows = []
        for _ in range(self.pick(2, 4, 6) if many else self.pick(0, 0, 1, 2, 3, 4)):
            start = self.moment()
            row = {"id": self.id(), "starts_at": instant(start), "ends_at": instant(start + self.stretch())}
            self.whose(row)["exception_type"] = self.pick(
                "blocked", "available", *["blocked"] * self.is_theme(PLAIN)
            )
            self.sparse(
                row,
                schedule_rule_id=self.id_of("schedule_rules", 0.35),
                appointment_type_id=self.id_of("appointment_types", 0.25),
                doctor_location_id=self.id_of("doctor_locations", 0.25),
                location_room_id=self.id_of(
                    "location_rooms", 0.7 if self.is_theme("resources", "needs") else 0.3
                ),
                reason="a reason" if self.chance(0.2) else None,
            )
            if row["exception_type"] == "available" and self.chance(0.5 if self.is_theme("ties") else 0.1):
                self.tie_to_a_window(row)
            rows.append(row)
        older = []
        for _ in range(self.pick(0, 0, 1, 2)):
            start = self.moment()
            row = {"id": self.id(), "starts_at": instant(start), "ends_at": instant(start + self.stretch())}
            if self.chance(0.85):
                row["status"] = self.pick("blocked", "available")
            self.sparse(
                self.whose(row),
                appointment_type_id=self.id_of("appointment_types", 0.25),
                doctor_location_id=self.id_of("doctor_locations", 0.25),
            )
            older.append(row)
        self.world |= {"schedule_exceptions": rows, "availability_exceptions": older}

    def tie_to_a_window(self, exception: Row) -> None:
        """Let an exception start where a window starts, so that the two offer the same starts."""
        rules = self.world.get("schedule_rules")
        if not rules:
            return
        rule = self.random.choice(rules)
        day = self.first.date() + self.between(0, 3) * DAY
        day += (rule["day_of_week"] - day.isoweekday()) % 7 * DAY
        wall = time.fromisoformat(rule["work_start_local"]).replace(second=0)
        zone = ZoneInfo(rule.get("timezone", "Europe/Athens"))
        start = datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
        exception |= {"starts_at": instant(start), "ends_at": instant(start + self.stretch())}
        if self.chance(0.7):
            exception["schedule_rule_id"] = rule["id"]
            for column in ("appointment_type_id", "doctor_location_id", "location_room_id"):
                exception.pop(column, None)

    def stretch(self) -> timedelta:
        minutes = self.pick(1, 10, 45, 120, 300, 300, 720, 1440, 2900, self.between(1, 1500))
        return minutes * MINUTE + timedelta(seconds=self.pick(0, 0, 0, 0, 1, 30))

    def appointments(self) -> None:
        rows: list[Row] = []
        claims: list[Row] = []
        dense = self.is_theme("lanes", "resources", "needs", "buffers", "holds", "requests", PLAIN)
        for _ in range(self.pick(8, 14, 22, 30) if dense else self.pick(0, 2, 4, 8, 12, 18)):
            start = self.moment()
            end = start + self.length()
            row: Row = {"id": self.id(), "starts_at": instant(start), "ends_at": instant(end)}
            self.whose(row, 0.18)
            if self.chance(0.9):
                row["status"] = (
                    "held"
                    if self.is_theme("holds") and self.chance(0.5)
                    else "pending"
                    if self.is_theme("requests") and self.chance(0.6)
                    else self.pick(*STATUSES)
                )
            if self.chance(0.7 if self.is_theme("lanes") else 0.05 if self.is_theme(PLAIN) else 0.4):
                row["session_lane"] = self.pick(1, 1, 2, 2, 3, 4)
            self.sparse(row, appointment_type_id=self.id_of("appointment_types", 0.85))
            if self.chance(0.7 if row.get("status") == "held" else 0.05):
                row["hold_expires_at"] = instant(self.about_now())
            if self.chance(0.6 if row.get("status", "pending") == "pending" else 0.05):
                row["pending_expires_at"] = instant(self.about_now())
            rows.append(row)
            claims += self.claims_of(row, start, end)
        self.world |= {"appointments": rows, "appointment_resource_claims": claims}

    def claims_of(self, appointment: Row, start: datetime, end: datetime) -> list[Row]:
        claims: list[Row] = []
        resource = self.id_of("bookable_resources", 0.85)
        if resource is None:
            return claims
        for _ in range(self.pick(1, 1, 1, 2)):
            if self.chance(0.15):
                start += self.between(-40, 40) * MINUTE
                end = start + self.length()
            row = {
                "id": self.id(),
                "appointment_id": appointment["id"] if self.chance(0.98) else self.id(),
                "bookable_resource_id": resource,
                "starts_at": instant(start),
                "ends_at": instant(end),
            }
            if self.chance(0.7):
                row["status"] = self.pick("active", "active", "active", "released", "cancelled")
            claims.append(row)
        return claims

    def about_now(self) -> datetime:
        seconds = self.pick(-3600, -60, -1, 0, 0, 1, 29, 31, 60, 300)
        return self.now + timedelta(seconds=seconds)

    def draw_now(self) -> datetime:
        """Mostly before or within the request's range; sometimes with seconds."""
        span = int((self.last - self.first) / MINUTE)
        at = self.first + self.between(-2000, span // 2) * MINUTE
        if self.chance(0.1):
            at -= self.pick(30, 400) * DAY
        if self.chance(0.06):
            # Half a minute before a local midnight: rounded up, it would be of another date.
            midnight = datetime.combine(at.date(), time(), tzinfo=ZoneInfo(self.zone))
            for service in self.world["appointment_types"]:
                service["max_future_days"] = self.between(0, 3)
            self.audience = "patient"
            return midnight.astimezone(UTC) - timedelta(seconds=30)
        if self.chance(0.3):
            return at.replace(second=self.pick(1, 30, 59))
        return at.replace(second=0)

    def request(self) -> Row:
        row: Row = {
            "appointment_type_id": self.id_of("appointment_types", 1),
            "starts_from": instant(self.first),
            "starts_before": instant(self.last),
        }
        self.sparse(
            row,
            doctor_location_id=self.id_of("doctor_locations", 0.25),
            location_room_id=self.id_of("location_rooms", 0.12),
            audience=self.audience or (self.pick("desk", "patient", "patient") if self.chance(0.6) else None),
            past_grace_minutes=self.pick(0, 1, 5, 15, 600) if self.chance(0.3) else None,
            free_step_minutes=self.pick(1, 5, 7, 10, 15, 60) if self.chance(0.15) else None,
            refused=self.random.choice((True, True, True, True, True, True, True, True, False, None)),
        )
        for column in ("audience", "past_grace_minutes", "refused"):
            if row.get(column, "") is None:
                del row[column]
        if row.get("free_step_minutes") == 1:
            self.last = min(self.last, self.first + DAY)
            row["starts_before"] = instant(self.last)
        booked = [a["id"] for a in self.world["appointments"]]
        if booked and self.chance(0.25):
            row["ignore_appointment_ids"] = self.random.sample(booked, min(len(booked), self.between(1, 3)))
        self.sparse(row, for_appointment_id=self.moved_appointment(row["appointment_type_id"]))
        return row

    def moved_appointment(self, service: str | None) -> str | None:
        """An appointment that the request is for: mostly of the service, seldom one that is not there."""
        if not self.chance(0.85 if self.is_theme("moved") else 0.1):
            return None
        booked = self.world["appointments"]
        of_service = [row for row in booked if row.get("appointment_type_id") == service]
        rows = of_service if of_service and self.chance(0.85) else booked
        return str(self.random.choice(rows)["id"]) if rows and self.chance(0.95) else self.id()

    def offset_written(self, text: str) -> str:
        """The same instant, sometimes written with another offset than Z."""
        if not self.chance(0.1):
            return text
        hours = self.pick(-9, -3, 2, 5, 13)
        local = datetime.fromisoformat(text) + hours * 60 * MINUTE
        return local.strftime("%Y-%m-%dT%H:%M:%S") + f"{hours:+03}:00"

    def make(self) -> Row:
        doctor: Row = {"id": self.doctor}
        if self.zone != "Europe/Athens" or self.chance(0.5):
            doctor["timezone"] = self.zone
        if self.chance(0.6 if self.is_theme("moved") else 0.03):
            doctor["is_active"] = self.chance(0.4)
        self.world["doctor"] = doctor
        self.places()
        self.services()
        self.now = self.draw_now()
        self.world["now"] = self.offset_written(instant(self.now))
        with_rules = self.chance(0.1 if self.is_theme("old") else 0.88)
        if with_rules:
            self.rules()
        if not with_rules or self.chance(0.15):
            self.older_tables()
        self.exceptions()
        self.resources()
        self.needs()
        self.appointments()
        if with_rules and self.chance(0.05):
            for row in self.world["schedule_rules"]:
                row["is_active"] = False
        self.world["request"] = self.request()
        for rows in self.world.values():
            if isinstance(rows, list):
                self.random.shuffle(rows)
                for row in rows:
                    for column in ("starts_at", "ends_at", "hold_expires_at", "pending_expires_at"):
                        if row.get(column):
                            row[column] = self.offset_written(row[column])
        return {k: v for k, v in self.world.items() if v or k == "doctor" or self.chance(0.5)}


def world(seed: int, theme: str | None = None) -> Row:
    """The scenario of a seed, of a theme where one is given."""
    return Maker(seed, theme).make()
