"""How large the calendar draws hours, columns and blocks: by the height of a minute and the size of type."""

from PySide6.QtGui import QFontMetrics

from medic_desk.ui.day_grid.block_painter import timed_widths
from medic_desk.ui.day_grid.layout import Frame
from medic_desk.ui.day_grid.measures import line_height
from medic_desk.ui.theme import Text, Theme

_LEAST_COLUMN = 104
"""Pixels below which a column is not drawn, where type is 13 pixels high: columns scroll sideways instead."""

_LEAST_SIDE = 46
"""Pixels, at the same size of type, below which an appointment beside others is folded into a mark."""

_TYPE = 13


def scale_of(theme: Theme) -> float:
    """How much larger type is than the 13 pixels that all sizes are told for."""
    return theme.font(Text.BASE).pointSizeF() * 96 / 72 / _TYPE


def frame_of(theme: Theme, width: int, zoom: float, *, shows_faded: bool) -> Frame:
    """The sizes in a viewport so wide, with a minute ``zoom`` pixels high where type is 13 pixels high."""
    scale = scale_of(theme)
    small = QFontMetrics(theme.font(Text.SECONDARY, medium=True))
    timed, least_timed = timed_widths(theme)
    return Frame(
        width,
        round(60 * zoom * scale),
        least_block=QFontMetrics(theme.font(Text.SECONDARY)).height(),
        shows_faded=shows_faded,
        least_column=round(_LEAST_COLUMN * scale),
        folded_column=small.horizontalAdvance("Μμ") + theme.space(3),
        least_side=round(_LEAST_SIDE * scale),
        more_width=small.horizontalAdvance("+00") + theme.space(1),
        two_lines=2 * line_height(theme.name_font()) + 2,
        timed_side=timed,
        least_timed_side=least_timed,
    )
