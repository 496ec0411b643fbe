"""The rows of the flow: a head for each state, and below it who is in it, in the order of the desk (no Qt).

Waiting stands whoever waits longest first; in the room who went in first; expected by when, with what the
doctor runs late; done whoever ended last first; missed by start.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.words.status import AppointmentStatus, status_of

Group = Literal["waiting", "in_room", "expected", "done", "no_show"]

GROUPS: tuple[Group, ...] = ("waiting", "in_room", "expected", "done", "no_show")

FOLDED: frozenset[Group] = frozenset({"done", "no_show"})
"""What is over is folded at first."""

_GROUP_OF: Mapping[AppointmentStatus, Group] = {
    "arrived": "waiting",
    "in_room": "in_room",
    "confirmed": "expected",
    "completed": "done",
    "no_show": "no_show",
}


@dataclass(frozen=True, slots=True)
class FlowHead:
    """The head of a group; ``minutes`` is the longest that anybody of it waits, None where nobody does."""

    group: Group
    count: int
    is_folded: bool
    minutes: int | None = None

    @property
    def key(self) -> str:
        """What tells it from all other rows."""
        return f"group:{self.group}"


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """An appointment of a group.

    ``minutes``: of who waits or is in the room since when; of who is expected in how many, and below zero for
    how many the patient is late; None of what is over. ``delay`` is what the doctor runs late, which shifts
    what is expected. ``has_namesake`` where another of the flow has the surname.
    """

    appointment: WeekAppointment
    group: Group
    minutes: int | None
    delay: int = 0
    has_namesake: bool = False

    @property
    def key(self) -> str:
        """The appointment's id."""
        return self.appointment.id

    @property
    def is_late(self) -> bool:
        """Whether the patient should be here by now."""
        return self.group == "expected" and self.minutes is not None and self.minutes < 0

    @property
    def expected_at(self) -> Minute:
        """When the visit is expected to begin, with what the doctor runs late."""
        return self.appointment.starts_at + self.delay


@dataclass(frozen=True, slots=True)
class FlowMore:
    """The end of a group of which not all is shown: how many more there are."""

    group: Group
    count: int

    @property
    def key(self) -> str:
        """What tells it from all other rows."""
        return f"more:{self.group}"


FlowRow = FlowHead | FlowEntry | FlowMore

CUT: tuple[Group, ...] = ("in_room", "expected")
"""The groups of which not all is shown where there is too little room: who waits is never left out."""

_LEAST = 4
"""How many rows of such a group are shown at least, the one that counts the others with them."""


@dataclass(frozen=True, slots=True)
class FlowView:
    """How the flow is looked at: which groups are ``folded``, and which are shown ``whole``.

    ``lines`` is how many rows there is room for, None for all; ``chosen_key`` is a row that stays shown.
    """

    folded: Collection[Group] = FOLDED
    whole: Collection[Group] = ()
    lines: int | None = None
    chosen_key: str = ""


def flow_rows(entries: Iterable[FlowEntry], view: FlowView) -> tuple[FlowRow, ...]:
    """All heads, each with its rows below it unless it is folded, as far as there is room."""
    of_group: dict[Group, list[FlowEntry]] = {group: [] for group in GROUPS}
    for one in entries:
        of_group[one.group].append(one)
    lines = _lines(of_group, view)
    rows: list[FlowRow] = []
    for group, several in of_group.items():
        waits = [one.minutes for one in several if group == "waiting" and one.minutes is not None]
        rows.append(FlowHead(group, len(several), group in view.folded, max(waits, default=None)))
        if group not in view.folded:
            rows += _cut(several, lines.get(group), view.chosen_key)
    return tuple(rows)


def _lines(of_group: Mapping[Group, list[FlowEntry]], view: FlowView) -> dict[Group, int]:
    """How many rows there are for each group of which not all may be shown."""
    cut = [group for group in CUT if group not in view.folded and group not in view.whole]
    if view.lines is None:
        return {}
    shown = [one for group, one in of_group.items() if group not in view.folded and group not in cut]
    left = view.lines - len(GROUPS) - sum(map(len, shown))
    found: dict[Group, int] = {}
    for number, group in enumerate(cut):
        share = max(_LEAST, left // (len(cut) - number))
        late = sum(one.is_late for one in of_group[group])
        found[group] = min(len(of_group[group]), max(share, late + 1))
        left -= found[group]
    return found


def _cut(entries: list[FlowEntry], lines: int | None, chosen_key: str) -> list[FlowRow]:
    """The first of a group, with the chosen one among them, and how many more there are."""
    if lines is None or len(entries) <= lines:
        return list(entries)
    shown = entries[: lines - 1]
    chosen = [one for one in entries[lines - 1 :] if one.key == chosen_key]
    if chosen:
        shown = [*shown[:-1], *chosen]
    return [*shown, FlowMore(entries[0].group, len(entries) - len(shown))]


def flow_entries(
    appointments: Iterable[WeekAppointment], delays: Mapping[str, int], now: datetime
) -> list[FlowEntry]:
    """Every appointment as an entry, in the order of the desk; ``delays`` are minutes by doctor."""
    several = [one for one in appointments if status_of(one) in _GROUP_OF]
    surnames: dict[str, set[str | None]] = {}
    for one in several:
        surnames.setdefault(one.patient_last_name or "", set()).add(one.patient_id)
    minute = minute_floor(now)
    entries = [
        _entry(one, delays.get(one.doctor_id, 0), minute, len(surnames[one.patient_last_name or ""]) > 1)
        for one in several
    ]
    return sorted(entries, key=_place)


def _entry(one: WeekAppointment, delay: int, now: Minute, has_namesake: bool) -> FlowEntry:
    group = _GROUP_OF[status_of(one)]
    minutes: int | None = None
    if group == "expected":
        minutes = one.starts_at + delay - now
    elif group in ("waiting", "in_room"):
        since = one.patient_arrived_at if group == "waiting" else one.visit_started_at
        # A clock that is a little behind the database's shows nobody who comes in the future.
        minutes = max(0, now - minute_floor(since)) if since is not None else 0
    return FlowEntry(one, group, minutes, delay if group == "expected" else 0, has_namesake)


def _place(entry: FlowEntry) -> tuple[int, float, Minute, str]:
    """Where an entry stands; seconds tell apart those of one minute."""
    one = entry.appointment
    order = float(one.starts_at)
    if entry.group == "waiting" and one.patient_arrived_at is not None:
        order = one.patient_arrived_at.timestamp()
    elif entry.group == "in_room" and one.visit_started_at is not None:
        order = one.visit_started_at.timestamp()
    elif entry.group == "expected":
        order = float(entry.expected_at)
    elif entry.group == "done":
        ended = one.visit_ended_at
        order = -(ended.timestamp() if ended is not None else one.ends_at * 60.0)
    return GROUPS.index(entry.group), order, one.starts_at, one.id
