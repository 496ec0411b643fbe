"""A draft of a doctor's weekly hours: edits kept apart from what stands, until they are saved. No Qt."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Facts, Rule
from medic_desk.model.hours.doctor_hours import DoctorHours, in_week_order
from medic_desk.model.hours.problems import HoursProblem, HoursWorld, hours_problems
from medic_desk.model.hours.save import removal_problems

Mark = Literal["", "added", "changed"]


@dataclass
class HoursDraft:
    """The rules as they shall stand, over the hours they began with.

    ``unreadable`` keeps what was typed into a rule's field and is no time, date or number, by rule and field:
    the rule keeps its last good value, and nothing is saved while one is left.
    """

    standing: DoctorHours
    rules: tuple[Rule, ...] = ()
    unreadable: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = self.standing.rules

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save or to lose."""
        return bool(self.unreadable) or set(self.rules) != set(self.standing.rules)

    @property
    def change_count(self) -> int:
        """How many rules are added, changed or removed."""
        was = {rule.id: rule for rule in self.standing.rules}
        now = {rule.id: rule for rule in self.rules}
        return sum(1 for key in was.keys() | now.keys() if was.get(key) != now.get(key))

    @property
    def facts(self) -> Facts:
        """The doctor's world as it would be with this draft."""
        return replace(self.standing.facts, rules=self.rules)

    def rule(self, rule_id: str) -> Rule | None:
        """The draft's rule of that id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def mark(self, rule: Rule) -> Mark:
        """What the draft did to a rule."""
        was = next((one for one in self.standing.rules if one.id == rule.id), None)
        if was is None:
            return "added"
        return "" if was == rule and not self._is_unreadable(rule.id) else "changed"

    def put(self, rule: Rule) -> None:
        """Write a rule into the draft, in place of the one of its id or as a new one."""
        others = tuple(one for one in self.rules if one.id != rule.id)
        self.rules = in_week_order((*others, rule))

    def add(self, day_of_week: int) -> Rule:
        """Add hours on a day, as the other rules are: after what the day holds, or in the morning."""
        last = [rule for rule in self.rules if rule.day_of_week == day_of_week and rule.is_active]
        latest = max((rule.work_end_local or 1440 for rule in last), default=0)
        start = min(max(9 * 60, latest + 60), 20 * 60) if last else 9 * 60
        intervals = Counter(rule.slot_interval_minutes for rule in self.rules)
        zones = Counter(rule.timezone for rule in self.rules)
        added = Rule(
            id=str(uuid.uuid4()),
            timezone=zones.most_common(1)[0][0] if zones else self.standing.timezone,
            day_of_week=day_of_week,
            work_start_local=start,
            work_end_local=min(start + 4 * 60, 23 * 60),
            slot_interval_minutes=intervals.most_common(1)[0][0] if intervals else 30,
        )
        self.put(added)
        return added

    def duplicate(self, rule: Rule, days: Iterable[int]) -> tuple[Rule, ...]:
        """Copy a rule with its breaks to other days."""
        copies = tuple(
            replace(
                rule,
                id=str(uuid.uuid4()),
                day_of_week=day,
                breaks=tuple(row._replace(id=None) for row in rule.breaks),
            )
            for day in days
        )
        for copy in copies:
            self.put(copy)
        return copies

    def remove(self, rule_id: str) -> None:
        """Take a rule out of the draft."""
        self.rules = tuple(rule for rule in self.rules if rule.id != rule_id)
        for key in [key for key in self.unreadable if key[0] == rule_id]:
            del self.unreadable[key]

    def may_remove(self, rule_id: str) -> HoursProblem | None:
        """Why a rule may only be switched off; None where it may be deleted."""
        kept = tuple(rule for rule in self.rules if rule.id != rule_id)
        found = removal_problems(kept, self.standing)
        return next((problem for problem in found if problem.rule_id == rule_id or not kept), None)

    def problems(self) -> tuple[HoursProblem, ...]:
        """Everything wrong with the draft, in the order of its rules."""
        today = local_date(minute_floor(self.standing.now), self.standing.timezone)
        world = HoursWorld.of_facts(self.standing.facts, today)
        return hours_problems(self.rules, world, self.standing.rules) + removal_problems(
            self.rules, self.standing
        )

    def start_over(self, standing: DoctorHours) -> None:
        """Drop every edit and begin with what stands."""
        self.standing, self.rules = standing, standing.rules
        self.unreadable.clear()

    def rebase(self, standing: DoctorHours) -> None:
        """Put this draft's edits on top of what stands now; the rest is taken as it stands."""
        base = {rule.id: rule for rule in self.standing.rules}
        mine = {rule.id: rule for rule in self.rules}
        theirs = {rule.id: rule for rule in standing.rules}
        merged = dict(theirs)
        for key in base.keys() | mine.keys():
            if base.get(key) == mine.get(key):
                continue
            if key in mine:
                merged[key] = mine[key]
            else:
                merged.pop(key, None)
        self.standing = standing
        self.rules = in_week_order(tuple(merged.values()))

    def _is_unreadable(self, rule_id: str) -> bool:
        return any(key[0] == rule_id for key in self.unreadable)


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """One rule of which what stands and a draft differ; None where one of them has it not."""

    rule_id: str
    base: Rule | None
    standing: Rule | None
    draft: Rule | None

    @property
    def is_contested(self) -> bool:
        """Whether both changed it since they parted."""
        return self.base not in (self.standing, self.draft)


def differences(draft: HoursDraft, standing: DoctorHours) -> tuple[RuleDifference, ...]:
    """Every rule of which the draft and what stands now differ, in the order of the week."""
    base = {rule.id: rule for rule in draft.standing.rules}
    mine = {rule.id: rule for rule in draft.rules}
    theirs = {rule.id: rule for rule in standing.rules}
    shown = in_week_order(tuple({**base, **theirs, **mine}.values()))
    return tuple(
        RuleDifference(rule.id, base.get(rule.id), theirs.get(rule.id), mine.get(rule.id))
        for rule in shown
        if mine.get(rule.id) != theirs.get(rule.id)
    )
