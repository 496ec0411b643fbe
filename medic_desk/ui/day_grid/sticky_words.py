"""Where the words of long stretches stand: as high as they are in view, and hidden by no block.

They move within their stretch when the days are scrolled up or down; all else of a picture keeps its place.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QRegion

from medic_desk.ui.day_grid.layout import GridLayout, PlacedGround, Rect
from medic_desk.ui.day_grid.measures import advance, line_height, metrics_of, text_left
from medic_desk.ui.day_grid.off_hours import OffStretch, hour_edges, off_stretches
from medic_desk.ui.day_grid.words import ground_text, off_text, until_text
from medic_desk.ui.theme import Text, Theme

_PLATE_PAD = 4
_INK = 2


class StickyWord(NamedTuple):
    """A line of words, and the pixels that it takes."""

    text: str
    rect: Rect


class StickyWords:
    """Answers the words of a layout's columns; ``top`` is the first content row in view."""

    def __init__(self, theme: Theme) -> None:
        self.ground_font: QFont = theme.font(Text.SECONDARY)
        self.off_font: QFont = theme.font(Text.SECONDARY, tabular=True)
        self.left = text_left(theme.name_font())
        """The pixels from the left side of a column's blocks to their words; other words begin there, too."""
        self._layout: GridLayout | None = None
        self._stretches: dict[int, tuple[OffStretch, ...]] = {}
        """The stretches outside hours of the layout's columns, found once for each."""

    def moved(self, layout: GridLayout, columns: Iterable[int], old_top: int, top: int) -> QRegion:
        """The content pixels in which words differ when another row is the first in view."""
        region = QRegion()
        for column in columns:
            for words in (self.of_off_hours, self.of_grounds):
                for word in {*words(layout, column, old_top)} ^ {*words(layout, column, top)}:
                    # The ink of a letter may stand a little outside its line.
                    x, y, width, height = word.rect
                    region += QRegion(x - _INK, y - _INK, width + 2 * _INK, height + 2 * _INK)
        return region

    # Outside hours

    def of_off_hours(self, layout: GridLayout, column: int, top: int) -> list[StickyWord]:
        """Why stretches are outside hours, where an hour of one is in view and its words fit whole."""
        if layout.picture.columns[column].is_folded:
            return []
        there, height = layout.columns[column], line_height(self.off_font)
        left = layout.frame.margin + self.left
        words: list[StickyWord] = []
        for stretch in self._off_stretches(layout, column):
            y = max(stretch.rect.y, top) + 4
            if stretch.rect.bottom - y < max(layout.frame.hour_height, 2 * height):
                continue
            # A break has words of its own.
            if _is_hidden(layout, column, y, y + height) or _is_on_ground(layout, column, y, y + height):
                continue
            text = off_text(stretch, layout.zone(column))
            width = advance(self.off_font, text)
            if width <= there.width - left - 3:
                words.append(StickyWord(text, Rect(there.x + left, y, width, height)))
        return words

    def hour_edges(self, layout: GridLayout, column: int) -> Iterable[Rect]:
        """The lines at the ends of a column's hours."""
        return hour_edges(layout, self._off_stretches(layout, column))

    def _off_stretches(self, layout: GridLayout, column: int) -> tuple[OffStretch, ...]:
        if self._layout is not layout:
            self._layout, self._stretches = layout, {}
        if column not in self._stretches:
            self._stretches[column] = tuple(off_stretches(layout, column))
        return self._stretches[column]

    # Grounds

    def of_grounds(self, layout: GridLayout, column: int, top: int) -> list[StickyWord]:
        """The words of a column's breaks, blocked time and the like; none where three letters do not fit."""
        words: list[StickyWord] = []
        for placed in layout.in_column(layout.grounds, column):
            if placed.ground.kind != "hours":
                words += self._of_ground(layout, placed, top)
        return words

    def _of_ground(self, layout: GridLayout, placed: PlacedGround, top: int) -> list[StickyWord]:
        """The words of a background, where no block hides them; nowhere, if there is no such place."""
        height = line_height(self.ground_font)
        kind, text = placed.ground.kind, placed.ground.text
        # A hatch tells a break and blocked time; the reason alone has more room beside it.
        texts = [text if text and kind in ("break", "blocked", "closed") else ground_text(placed.ground)]
        if kind == "blocked" and placed.rect.height >= 2 * height + 10:
            texts.append(until_text(placed.ground.ends_at, layout.zone(placed.column)))
        y = self._free_row(layout, placed.column, placed.rect, top, height * len(texts))
        if y is None:
            return []
        lines = (self.plate(line, placed.rect, y + i * (height + 1)) for i, line in enumerate(texts))
        return [line for line in lines if line is not None]

    def plate(self, text: str, ground: Rect, y: int) -> StickyWord | None:
        """Small words at ``y`` of a ground, cut where they are too long; None where no three letters fit."""
        left = self.left - 3
        shown = metrics_of(self.ground_font).elidedText(
            text, Qt.TextElideMode.ElideRight, ground.width - left - 10
        )
        if len(shown) < min(3, len(text)):
            return None
        width = advance(self.ground_font, shown) + 2 * _PLATE_PAD
        return StickyWord(shown, Rect(ground.x + left, y, width, line_height(self.ground_font)))

    def _free_row(self, layout: GridLayout, column: int, rect: Rect, top: int, height: int) -> int | None:
        """The first row in view from which on ``height`` pixels of a ground are hidden by no block."""
        below = [
            placed.rect.bottom + 3
            for placed in layout.in_column(layout.blocks, column)
            if placed.rect.bottom > rect.y
        ]
        first = max(
            rect.y + min(5, max(1, (rect.height - height) // 2)), min(top + 4, rect.bottom - height - 2)
        )
        for y in sorted([first, *(y for y in below if y > first)]):
            if y + height > rect.bottom:
                return None
            if not _is_hidden(layout, column, y, y + height):
                return y
        return None


def _is_hidden(layout: GridLayout, column: int, top: int, bottom: int) -> bool:
    """Whether a block has a part in these rows of a column."""
    blocks = layout.in_column(layout.blocks, column)
    return any(placed.rect.y < bottom and top < placed.rect.bottom for placed in blocks)


def _is_on_ground(layout: GridLayout, column: int, top: int, bottom: int) -> bool:
    """Whether a break, blocked time or the like has a part in these rows of a column."""
    return any(
        placed.rect.y < bottom and top < placed.rect.bottom
        for placed in layout.in_column(layout.grounds, column)
        if placed.ground.kind != "hours"
    )
