"""The measures of words in a block: how wide they are, how high a line is, and where in it they stand.

All are kept by font and text, for the same words are measured again and again.
"""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

_LEAST_MARK = 8
"""Pixels of a mark beside small type: below that it could not be told."""


@lru_cache(maxsize=64)
def metrics_of(font: QFont) -> QFontMetrics:
    """The measures of a font."""
    return QFontMetrics(font)


@lru_cache(maxsize=64)
def line_height(font: QFont) -> int:
    """The height of one line of words in a block: ascent and descent, without the font's wide leading."""
    return round(font.pointSizeF() * 96 / 72 * 1.22)


@lru_cache(maxsize=64)
def usual_baseline(font: QFont) -> float:
    """How far below a line's top edge its words stand: what ascent and descent leave is shared."""
    metrics = metrics_of(font)
    return metrics.ascent() - (metrics.height() - line_height(font)) / 2


@lru_cache(maxsize=64)
def mark_side(name: QFont) -> int:
    """The side of a mark that stands left of a block's words, as the tick of what is done: half a line."""
    return max(_LEAST_MARK, line_height(name) // 2)


def text_left(name: QFont) -> int:
    """The pixels from the left side of a column's blocks to their words: a mark has room there."""
    return mark_side(name) + 1


@lru_cache(maxsize=4096)
def lowered(font: QFont, text: str) -> float:
    """How much lower than usual a line with ``text`` must stand, so that none of its ink is cut off above.

    Letters with two marks (ΐ, Ü) may reach above a font's ascent. Where they would then reach below the line,
    they lack the same at both edges.
    """
    ink = metrics_of(font).tightBoundingRect(text)
    stands = usual_baseline(font)
    above = max(0.0, -ink.top() - stands)
    below = max(0.0, line_height(font) - stands - ink.top() - ink.height())
    return min(above, (above + below) / 2)


@lru_cache(maxsize=8192)
def advance(font: QFont, text: str) -> int:
    """The pixels that ``text`` takes in a line."""
    return metrics_of(font).horizontalAdvance(text)


def elided(font: QFont, text: str, width: float) -> str:
    """``text``, its end cut with an ellipsis where it is too long; nothing where not three letters stay."""
    if not text or advance(font, text) <= width:
        return text
    if advance(font, text[:2] + "…") > width:
        return ""
    return _cut(font, text, int(width))


@lru_cache(maxsize=8192)
def _cut(font: QFont, text: str, width: int) -> str:
    return metrics_of(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
