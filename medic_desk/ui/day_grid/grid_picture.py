"""What the calendar is to show: frozen facts of lanes and days (no Qt).

Each column is one local date of one lane: a doctor, or a room. ``placing.grid_layout`` says where it stands.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from medic_desk.engine.facts import Minute
from medic_desk.ui.words.status import AppointmentStatus

BlockKind = Literal["appointment", "hold"]
GroundKind = Literal["hours", "break", "blocked", "reserved", "pending", "closed"]
CountKind = Literal["free", "left"]

FADED = frozenset({"cancelled", "no_show"})
"""Statuses that take no time: struck and pale, and hidden unless asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An appointment, or a hold that a desk has taken while it books.

    ``title`` is the whole name, ``last_name`` and ``first_name`` its parts, where they are known apart.
    ``is_late`` where the start passed and the patient is not here; ``minutes`` tells how long the patient
    has been late, waiting or in the room by now, None where nothing is counted. ``remark`` is the one line
    of words (a note, else the phone) for which a large block has room; ``note`` adds lines to the tooltip.
    ``warning`` is what the desk must see of the patient: the tooltip has it first, and it is read out.
    ``colour`` is a key for ``theme.hue``; ``desk_name`` is whose hold it is, ``is_own`` whether ours. Two
    equal blocks are drawn alike, so whatever is drawn is a field.
    """

    id: str
    starts_at: Minute
    ends_at: Minute
    title: str = ""
    service: str = ""
    status: AppointmentStatus = "confirmed"
    colour: str = ""
    kind: BlockKind = "appointment"
    desk_name: str = ""
    is_own: bool = False
    place: str = ""
    note: str = ""
    warning: str = ""
    last_name: str = ""
    first_name: str = ""
    is_late: bool = False
    minutes: int | None = None
    remark: str = ""
    is_to_rebook: bool = False


class Ground(NamedTuple):
    """A stretch of background: working hours, or a reason why time in them is not free, with its words."""

    starts_at: Minute
    ends_at: Minute
    kind: GroundKind
    text: str = ""


class FreeMark(NamedTuple):
    """A start that the chosen service may take; ``place`` is told in the tooltip."""

    starts_at: Minute
    ends_at: Minute
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What a column belongs to: a doctor, or a room, with all that is shown of it on the days of the picture.

    ``colour`` is a key for ``theme.hue``; ``is_reading`` where nothing is known of it yet: there is nothing
    in its columns to go to or to choose. ``is_veiled`` where it is out of the question for what is being
    booked, ``is_lit`` where its free starts are offered over the width of its columns.
    """

    id: str
    zone: str
    title: str = ""
    short_title: str = ""
    colour: str = ""
    specialty: str = ""
    blocks: tuple[Block, ...] = ()
    grounds: tuple[Ground, ...] = ()
    free_slots: tuple[FreeMark, ...] = ()
    is_reading: bool = False
    is_veiled: bool = False
    is_lit: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One local date of a lane (its number in the picture), and what the head says of that date.

    Columns share the width by ``weight``; one that ``is_folded`` takes no more than its day's short name.
    ``count`` are the words for the free starts that are left, ``count_kind`` whether they are of the chosen
    service (``free``) or of the lane's own usual one (``left``).
    """

    lane: int
    day: date
    weight: float = 1.0
    place: str = ""
    count: str = ""
    count_kind: CountKind = "left"
    is_folded: bool = False
    short_place: str = ""
    """The place in fewer words, for little room; empty where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPicture:
    """All that the calendar shows: the columns from left to right, and the lanes that they belong to.

    ``title`` is what a screen reader calls the calendar; ``now`` None draws no now-line.
    """

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    now: Minute | None = None
    title: str = ""

    @property
    def first_day(self) -> date:
        """The earliest date that is shown. Raises ValueError for a picture without columns."""
        return min(column.day for column in self.columns)

    @property
    def days(self) -> int:
        """How many dates are shown."""
        return len({column.day for column in self.columns})

    @property
    def is_reading(self) -> bool:
        """Whether nothing is known of any lane yet."""
        return all(lane.is_reading for lane in self.lanes)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all lanes."""
        return tuple(block for lane in self.lanes for block in lane.blocks)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The backgrounds of all lanes."""
        return tuple(ground for lane in self.lanes for ground in lane.grounds)

    @property
    def free_slots(self) -> tuple[FreeMark, ...]:
        """The free starts of all lanes."""
        return tuple(slot for lane in self.lanes for slot in lane.free_slots)


def days_picture(
    lane: Lane, first_day: date, days: int = 7, *, now: Minute | None = None, title: str = ""
) -> GridPicture:
    """The picture of one lane's ``days`` dates from ``first_day`` on, in columns of one width."""
    columns = tuple(Column(0, first_day + timedelta(days=i)) for i in range(days))
    return GridPicture(lanes=(lane,), columns=columns, now=now, title=title or lane.title)
