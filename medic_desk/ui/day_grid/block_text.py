"""How a block's words are set: which lines fit, what stands beside what, what gives way in little room.

One size of type for every block: height adds lines. In this order give way the remark, the first name (to its
initial, then all of it), the service, the icon of a single line, and the end of the surname. The time never
does, but in a narrow lane beside others, and where the same time stands at the left; nor does the mark that
tells the two readings of a doubled hour.
"""

from typing import Literal, NamedTuple

from PySide6.QtGui import QFont

from medic_desk.ui.day_grid.measures import advance, elided, line_height, metrics_of
from medic_desk.ui.day_grid.syllables import breaks, head

Form = Literal["narrow", "medium", "wide"]
"""What a block's width has room for: a surname; time and surname; time and whole name."""

Tone = Literal["name", "quiet", "state"]
"""What a word is: the name, which is strong; something beside it; how the appointment stands."""

NARROW, _WIDE = 84, 176
"""Widths of blocks at scale 1 below which a block is narrow, and from which on it is wide."""

_JOINED = "\u00a0"

_LEAST_POINTS = 4.5
"""The size of the mark of a doubled hour in the lowest of blocks."""


class BlockWords(NamedTuple):
    """What a block has to say; ``mark`` and ``reading`` (``(1st)`` and ``1``) of a doubled hour alone.

    ``minutes`` are these alone (``12'``), for little room; ``ends_with_minutes`` where they, and not the
    icon, stand at the end of a single line. ``keeps_initial`` where another with this surname is shown.
    ``short`` are fewer words for the surname, where it is none: they stand where it has no room.
    """

    time: str
    last_name: str
    first_name: str = ""
    service: str = ""
    state: str = ""
    remark: str = ""
    minutes: str = ""
    mark: str = ""
    reading: str = ""
    ends_with_minutes: bool = False
    keeps_initial: bool = False
    short: str = ""

    @property
    def stamp(self) -> str:
        """The time with its mark."""
        return f"{self.time}{_JOINED}{self.mark}" if self.mark else self.time

    @property
    def initial(self) -> str:
        """The surname with the first letter of the first name."""
        return f"{self.last_name} {self.first_name[0]}." if self.first_name else self.last_name

    @property
    def whole(self) -> str:
        """The surname with the first name."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def shapes(self) -> tuple[str, ...]:
        """What may stand for the whole name where that has no room, the most first; none of it is cut."""
        shapes = (self.initial,) if self.keeps_initial else (self.initial, self.last_name)
        return (*shapes, self.short) if self.short else shapes


class Faces(NamedTuple):
    """The fonts of a block: the name's, the time's, and that of everything else."""

    name: QFont
    time: QFont
    small: QFont


class Room(NamedTuple):
    """The pixels a block has for words; ``icon`` of them at the right, where the status icon stands.

    ``is_first`` where no other block with the same start stands to the left of it.
    """

    width: float
    height: float
    icon: float
    form: Form = "medium"
    is_first: bool = True


class BlockWord(NamedTuple):
    """A word as it is drawn: nothing is cut from it any more."""

    font: QFont
    tone: Tone
    x: float
    text: str
    width: float


class BlockLine(NamedTuple):
    """One line in a block, with its words; the status icon stands at the end of one of them."""

    y: float
    height: int
    words: tuple[BlockWord, ...]
    has_icon: bool


def form_of(width: float, scale: float) -> Form:
    """The form of a block that is so many pixels wide."""
    if width < NARROW * scale:
        return "narrow"
    return "wide" if width >= _WIDE * scale else "medium"


def block_lines(words: BlockWords, faces: Faces, room: Room) -> list[BlockLine]:
    """Set a block's words in the lines that fit into ``room``; none where not even a name is whole in it."""
    line, under = line_height(faces.name), line_height(faces.small)
    if room.height < line:
        return _low_line(words, faces, room)
    if room.height < line + (under if room.form == "wide" else line):
        return _set(room, _single_line(words, faces, room))
    rows = _wide_rows(words, faces, room) if room.form == "wide" else _tall_rows(words, faces, room)
    shown: list[_Row] = []
    height = 0
    for row in rows:
        height += row.height
        if height > room.height and shown:
            break
        shown.append(row)
    return _set(room, *shown)


class _Row(NamedTuple):
    height: int
    words: tuple[BlockWord, ...]
    has_icon: bool = False


def _single_line(words: BlockWords, faces: Faces, room: Room) -> _Row:
    """Time, name, and the icon or the minutes where they fit."""
    begun = _stamp(words, faces, room.width)
    left = advance(faces.time, begun + " ") if begun else 0
    if not words.mark and not _tells_time(words, faces, room, left):
        begun, left = "", 0
    ends = words.minutes if words.ends_with_minutes else ""
    beside = advance(faces.small, " " + ends) if ends else room.icon
    name, has_beside = _named(words, faces, room.width - left, beside, is_wide=room.form == "wide")
    placed = [BlockWord(faces.time, "quiet", 0, begun, left)] if begun else []
    if name:
        placed.append(BlockWord(faces.name, "name", left, name, room.width - left))
    if ends and has_beside:
        x = room.width - advance(faces.small, ends)
        placed.append(BlockWord(faces.small, "state", x, ends, room.width - x))
    return _Row(line_height(faces.name), tuple(placed), has_beside and not ends)


def _tells_time(words: BlockWords, faces: Faces, room: Room, left: int) -> bool:
    """Whether a single line begins with the time: in little room and beside the same time the name does."""
    if room.form != "narrow" and room.is_first:
        return True
    is_whole = left + advance(faces.name, words.short or words.last_name) <= room.width
    return is_whole and (room.is_first or room.form != "narrow")


def _named(
    words: BlockWords, faces: Faces, width: float, beside: float, *, is_wide: bool
) -> tuple[str, bool]:
    """The name as far as it fits into a line, and whether what stands beside it at the right fits too."""
    shapes = (words.whole, *words.shapes) if is_wide else words.shapes
    for shape in shapes:
        if advance(faces.name, shape) <= width - beside:
            return shape, True
    for shape in words.shapes[-2:] if words.short else words.shapes[-1:]:
        if advance(faces.name, shape) <= width:
            return shape, False
    return _cut_name(words, faces, width), False


def _cut_name(words: BlockWords, faces: Faces, width: float) -> str:
    """The surname with an ellipsis for its end, and the initial where it has to be told by it."""
    tail = words.initial[len(words.last_name) :] if words.keeps_initial else ""
    for kept in (tail, ""):
        cut = elided(faces.name, words.last_name, width - advance(faces.name, kept))
        if cut:
            return cut + kept
    return ""


def _wide_rows(words: BlockWords, faces: Faces, room: Room) -> list[_Row]:
    """Time and whole name; service and state under the name; the remark."""
    line, under = line_height(faces.name), line_height(faces.small)
    begun = _stamp(words, faces, room.width)
    left = advance(faces.time, begun + " ")
    narrow = room.width - left - room.icon
    name, _ = _named(words, faces, narrow, 0, is_wide=True)
    first = [
        BlockWord(faces.time, "quiet", 0, begun, left),
        BlockWord(faces.name, "name", left, name, narrow),
    ]
    rows = [_Row(line, tuple(first), has_icon=True)]
    second = _service_and_state(words, faces, left, room.width)
    rows += [_Row(under, second)] if second else []
    remark = elided(faces.small, words.remark, room.width - left)
    rows += (
        [_Row(under, (BlockWord(faces.small, "quiet", left, remark, room.width - left),))] if remark else []
    )
    return rows


def _service_and_state(words: BlockWords, faces: Faces, left: float, width: float) -> tuple[BlockWord, ...]:
    """``Service · state`` from ``left`` on; the service gives way to the state."""
    state = elided(faces.small, words.state, width - left)
    wide = advance(faces.small, state)
    gap = advance(faces.small, " · ") if state else 0
    service = elided(faces.small, words.service, width - left - wide - gap)
    placed: list[BlockWord] = []
    if service:
        said = f"{service} · " if state else service
        placed.append(BlockWord(faces.small, "quiet", left, said, advance(faces.small, said)))
        left += advance(faces.small, said)
    if state:
        placed.append(BlockWord(faces.small, "state", left, state, wide))
    return tuple(placed)


def _tall_rows(words: BlockWords, faces: Faces, room: Room) -> list[_Row]:
    """Time, with the service where that fits; the name; how it stands; a remark where there is much room.

    In a narrow block the surname has as many lines as it needs; else the state keeps its own.
    """
    line, under = line_height(faces.name), line_height(faces.small)
    rows = _head_rows(words, faces, room)
    free = room.height - sum(row.height for row in rows)
    fitting = [text for text in (words.state, words.minutes) if advance(faces.small, text) <= room.width]
    told = next(filter(None, fitting), "")
    if room.form == "narrow":
        below: list[tuple[Tone, str]] = [("state", told)] if told else [("quiet", words.service)]
    else:
        # Where "waiting 12'" has no room, the minutes alone are whole.
        below = [("state", told or words.state)]
        free -= under if words.state else 0
        if room.height >= 2 * (line + under):
            below.append(("quiet", words.remark))
    rest = [
        _Row(under, (BlockWord(faces.small, tone, 0, shown, room.width),))
        for tone, text in below
        if (shown := elided(faces.small, text, room.width))
    ]
    return [*rows, *_name_rows(words, faces, room, int(free // line)), *rest]


def _head_rows(words: BlockWords, faces: Faces, room: Room) -> list[_Row]:
    """The time with the icon beside it and, in a block that is not narrow, the service between them."""
    line, width = line_height(faces.name), room.width - room.icon
    if words.mark and advance(faces.time, words.stamp) > width:
        return _stamp_rows(words, faces, room)
    left = advance(faces.time, words.stamp + " ")
    if advance(faces.time, words.stamp) > room.width:
        return []
    placed = [BlockWord(faces.time, "quiet", 0, words.stamp, left)]
    service = elided(faces.small, words.service, width - left) if room.form != "narrow" else ""
    if service:
        placed.append(BlockWord(faces.small, "quiet", left, service, width - left))
    return [_Row(line, tuple(placed), has_icon=advance(faces.time, words.stamp) <= width)]


def _stamp_rows(words: BlockWords, faces: Faces, room: Room) -> list[_Row]:
    """The time of a doubled hour over its mark; without the time where not even that is whole."""
    line = line_height(faces.name)
    if advance(faces.time, words.mark) > room.width:
        return [_Row(line, (BlockWord(faces.time, "quiet", 0, words.reading, room.width),))]
    if advance(faces.time, words.time) > room.width:
        return [_Row(line, (BlockWord(faces.time, "quiet", 0, words.mark, room.width),))]
    # Both are one text still, as a time and its mark are everywhere.
    mark = _JOINED + words.mark
    x = advance(faces.time, words.mark) - advance(faces.time, mark)
    return [
        _Row(line, (BlockWord(faces.time, "quiet", 0, words.time, room.width),)),
        _Row(line, (BlockWord(faces.time, "quiet", x, mark, room.width - x),)),
    ]


def _name_rows(words: BlockWords, faces: Faces, room: Room, most: int) -> list[_Row]:
    """The name on one line, or, where it does not fit and there is room for ``most``, parted at syllables.

    Words that are no name are parted between words alone, else fewer stand there.
    """
    whole = next((shape for shape in words.shapes if advance(faces.name, shape) <= room.width), "")
    said = [whole]
    if not whole or whole == words.short:
        said = _parted(words, faces, room.width, max(1, most))
        if whole and any(text.endswith(("…", "-")) for text in said):
            said = [whole]
    height = line_height(faces.name)
    return [_Row(height, (BlockWord(faces.name, "name", 0, text, room.width),)) for text in said if text]


def _parted(words: BlockWords, faces: Faces, width: float, most: int) -> list[str]:
    """The name in at most ``most`` lines; the last one is cut where it is still too long.

    The initial that tells two apart stands behind the surname's end, or alone on a line below it.
    """
    tail = words.initial[len(words.last_name) :] if words.keeps_initial else ""
    said: list[str] = []
    rest = words.last_name
    while len(said) < most - 1 and advance(faces.name, rest + tail) > width:
        if tail and advance(faces.name, rest) <= width:
            return [*said, rest, tail.strip()]
        fitting = [place for place in breaks(rest) if advance(faces.name, head(rest, place)) <= width]
        if not fitting:
            break
        said.append(head(rest, fitting[-1]))
        rest = rest[fitting[-1] :]
    if advance(faces.name, rest + tail) <= width:
        return [*said, rest + tail]
    return [*said, _cut_name(words._replace(last_name=rest), faces, width)]


def _stamp(words: BlockWords, faces: Faces, width: float) -> str:
    """The time as it stands before a name; of a doubled hour its mark at the least, however narrow it is."""
    if not words.mark:
        return words.time if advance(faces.time, words.time) <= width else ""
    shapes = (words.stamp, words.mark)
    return next((shape for shape in shapes if advance(faces.time, shape) <= width), words.reading)


def _low_line(words: BlockWords, faces: Faces, room: Room) -> list[BlockLine]:
    """A block lower than a line: its words, if their letters are whole in it; the mark of a doubled hour."""
    height = int(room.height)
    row = _single_line(words._replace(ends_with_minutes=False), faces, room._replace(icon=0))
    if all(metrics_of(word.font).tightBoundingRect(word.text).height() <= height for word in row.words):
        return [BlockLine(0, height, row.words, has_icon=False)]
    if not words.mark:
        return []
    font = QFont(faces.time)
    font.setPointSizeF(min(font.pointSizeF(), max(_LEAST_POINTS, height * 0.75)))
    text = words.mark if advance(font, words.mark) <= room.width else words.reading
    return [BlockLine(0, height, (BlockWord(font, "quiet", 0, text, room.width),), has_icon=False)]


def _set(room: Room, *rows: _Row) -> list[BlockLine]:
    """The rows one under the other, a little below the top edge; in the middle where there is less room."""
    y = max(0.0, min(3.0, (room.height - sum(row.height for row in rows)) / 2))
    if len(rows) == 1:
        y = max(0.0, min(5.0, (room.height - rows[0].height) / 2))
    lines: list[BlockLine] = []
    for row in rows:
        lines.append(BlockLine(y, row.height, row.words, row.has_icon))
        y += row.height
    return lines
