"""How a block's words are set: which lines fit, what stands beside what, what gives way in little room."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetrics


class BlockWords(NamedTuple):
    """What a block has to say."""

    time: str
    title: str
    service: str


class Faces(NamedTuple):
    """The fonts of a block: the name's, the time's beside it, and that of the line below."""

    name: QFont
    time: QFont
    small: QFont


class Room(NamedTuple):
    """The pixels a block has for words; ``icon`` of them, where the status icon stands, at the right."""

    width: float
    height: float
    icon: float


BlockWord = tuple[QFont, bool, float, str, float]
"""Font, whether in the strong colour, x, text, and the width it may take."""


class BlockLine(NamedTuple):
    """One line in a block, with its words; the status icon stands at the end of one of them."""

    y: float
    height: int
    words: tuple[BlockWord, ...]
    has_icon: bool


def block_lines(words: BlockWords, faces: Faces, room: Room) -> list[BlockLine]:
    """Set a block's words in the lines that fit into ``room``.

    Time and patient stand on the first line with the icon, the service below. Where the name does not fit
    whole, the icon goes down to the service; then, if there are three lines, the name has one to itself.
    With two, time and name stay side by side as long as the family name fits; else the time joins the
    service. In a single line it gives way to the name: where the block stands tells the time.
    """
    line, under = line_height(faces.name), line_height(faces.small)
    two, three = room.height >= line + under, room.height >= 2 * line + under
    begins = metrics_of(faces.time).horizontalAdvance(words.time + " ")
    whole = metrics_of(faces.name).horizontalAdvance(words.title)
    family = metrics_of(faces.name).horizontalAdvance(words.title.split(" ", 1)[0] + " …")
    least = min(whole, family)
    narrow = room.width - room.icon
    icon_below = two and begins + whole > narrow
    first = room.width if icon_below else narrow
    beside: tuple[BlockWord, ...] = (
        (faces.time, False, 0.0, words.time, first),
        (faces.name, True, begins, words.title, first - begins),
    )
    second = narrow if icon_below else room.width
    service = (faces.small, False, 0.0, words.service, second)
    if begins + whole > first and three:
        return _set(
            room,
            (line, ((faces.time, False, 0.0, words.time, narrow),), True),
            (line, ((faces.name, True, 0.0, words.title, room.width),), False),
            (under, ((faces.small, False, 0.0, words.service, room.width),), False),
        )
    if begins + least <= first:
        rows = (line, beside, not icon_below), (under, (service,), icon_below)
    else:
        alone = (faces.name, True, 0.0, words.title, first)
        timed = (faces.small, False, 0.0, f"{words.time} {words.service}", second)
        rows = (line, (alone,), not icon_below), (under, (timed,), icon_below)
    return _set(room, *rows[: 2 if two else 1])


def _set(room: Room, *rows: tuple[int, tuple[BlockWord, ...], bool]) -> list[BlockLine]:
    """The rows one under the other, a little below the top edge; in the middle where there is less room."""
    y = max(0.0, min(4.0, (room.height - sum(height for height, _, _ in rows)) / 2))
    lines: list[BlockLine] = []
    for height, words, has_icon in rows:
        lines.append(BlockLine(y, height, words, has_icon))
        y += height
    return lines


def metrics_of(font: QFont) -> QFontMetrics:
    """The measures of a font, kept."""
    return _metrics_by_key(font.toString())


def line_height(font: QFont) -> int:
    """The height of one line of words in a block: ascent and descent, without the font's wide leading."""
    return round(font.pointSizeF() * 96 / 72 * 1.22)


def usual_baseline(font: QFont) -> float:
    """How far below a line's top edge its words stand: what ascent and descent leave is shared."""
    metrics = metrics_of(font)
    return metrics.ascent() - (metrics.height() - line_height(font)) / 2


def lowered(font: QFont, text: str) -> float:
    """How much lower than usual a line with ``text`` must stand, so that none of its ink is cut off above.

    Letters with two marks (ΐ, Ü) may reach above a font's ascent. Where they would then reach below the line,
    they lack the same at both edges.
    """
    return _lowered_by_key(font.toString(), text)


@lru_cache(maxsize=4096)
def _lowered_by_key(key: str, text: str) -> float:
    font = QFont()
    font.fromString(key)
    ink = _metrics_by_key(key).tightBoundingRect(text)
    stands = usual_baseline(font)
    above = max(0.0, -ink.top() - stands)
    below = max(0.0, line_height(font) - stands - ink.top() - ink.height())
    return min(above, (above + below) / 2)


@lru_cache(maxsize=32)
def _metrics_by_key(key: str) -> QFontMetrics:
    font = QFont()
    font.fromString(key)
    return QFontMetrics(font)
