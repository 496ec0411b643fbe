"""What a block says, in words, and which state it is in: from a ``Block`` to ``BlockWords``."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_time
from medic_desk.ui.day_grid.block_text import BlockWords
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.day_grid.words import short_title_text, title_text
from medic_desk.ui.theme import State
from medic_desk.ui.words.formats import clock_time, reading_mark, reading_of, short_minutes
from medic_desk.ui.words.status import AppointmentStatus

translate = QCoreApplication.translate

STATES: dict[AppointmentStatus, State] = {
    "pending": "request",
    "confirmed": "booked",
    "arrived": "waiting",
    "in_room": "in_room",
    "completed": "done",
    "cancelled": "cancelled",
    "no_show": "no_show",
    "held": "held",
}
"""How each status is drawn, where nobody is late and no hold is this desk's."""


def state_of(block: Block) -> State:
    """How a block is drawn."""
    if block.kind == "hold":
        return "own" if block.is_own else "held"
    return "late" if block.is_late else STATES[block.status]


def block_words(
    block: Block, zone: str, *, begins_before: bool = False, keeps_initial: bool = False
) -> BlockWords:
    """The words of a block on a clock of ``zone``; ``begins_before`` where it began on an earlier day."""
    last_name, first_name = names_of(block)
    reading = reading_of(block.starts_at, zone)
    time = clock_time(local_time(block.starts_at, zone)[1])
    count = short_minutes(block.minutes) if block.minutes is not None else ""
    state = state_of(block)
    return BlockWords(
        time=f"… {time}" if begins_before else time,
        last_name=last_name,
        first_name=first_name,
        service=_service(block, state),
        state=_state_text(state, count) or _rebook_text(block),
        remark=block.remark,
        minutes=count,
        ends_with_minutes=state in ("waiting", "late"),
        mark=reading_mark(block.starts_at, zone),
        reading=str(reading) if reading else "",
        keeps_initial=keeps_initial,
        short=short_title_text(block),
    )


def names_of(block: Block) -> tuple[str, str]:
    """The surname and the first name on a block; a title without parts begins with the surname."""
    if block.kind == "hold":
        return title_text(block), ""
    if block.last_name:
        return block.last_name, block.first_name
    last_name, _, first_name = block.title.partition(" ")
    return last_name, first_name.strip()


def shared_surnames(blocks: Iterable[Block]) -> frozenset[str]:
    """The surnames that several blocks have with different initials: these have to tell them apart."""
    initials: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        if block.kind == "appointment":
            last_name, first_name = names_of(block)
            initials[last_name].add(first_name[:1])
    return frozenset(name for name, several in initials.items() if name and len(several) > 1)


def _service(block: Block, state: State) -> str:
    return translate("Calendar", "held") if state == "held" and not block.service else block.service


def _state_text(state: State, count: str) -> str:
    texts: dict[State, str] = {
        "waiting": translate("Calendar", "waiting {minutes}"),
        "in_room": translate("Calendar", "in room {minutes}"),
        "late": translate("Calendar", "late {minutes}"),
        "request": translate("Calendar", "to confirm"),
        "no_show": translate("Calendar", "no-show"),
    }
    return texts.get(state, "").format(minutes=count).strip()


def _rebook_text(block: Block) -> str:
    """That the appointment cannot stay where it is, which comes after how it stands."""
    return translate("Calendar", "to rebook") if block.is_to_rebook else ""
