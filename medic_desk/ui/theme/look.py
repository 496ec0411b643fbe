"""The theme in force: follows the system's light or dark unless a person chose, and hands out the look.

One ``Theme`` is made by the composition root and passed to every window. It owns the palette: Qt's own
``setColorScheme`` does nothing where no desktop stands behind it.
"""

from enum import Enum, StrEnum
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QObject, QSize, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QStyle, QStyleFactory

from medic_desk.ui.theme import icons
from medic_desk.ui.theme.palette import DARK, LIGHT, Colour, Hue, Palette, hue_of, mix
from medic_desk.ui.theme.patterns import Pattern, hatch
from medic_desk.ui.theme.stylesheet import stylesheet

GRID = 4
"""Every distance is a multiple of this many logical pixels."""

_BEST_FAMILY = "Inter"

_LARGEST_ICON = 48
"""Pixels."""


class Mode(StrEnum):
    """Which palette a person wants; the value is what settings remember."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Text(Enum):
    """The sizes of type, in points at scale 1 (a point is 4/3 of a logical pixel)."""

    BASE = 9.75
    """Panels, buttons, inputs, and the name in a block."""
    TIME = 9.0
    """A time in a block and on the axis."""
    SECONDARY = 8.625
    """Service, state, place."""
    FINE = 8.25
    """The second and third line of a column's head."""
    TITLE = 10.5
    """A column's name, a panel's title, the minutes of who waits."""
    HEADING = 13.5
    """A window's title, the patient, the sentence over a button."""
    CALL = 18.0
    """The phone number while it is called."""


_SCALES = ((1600, 1.0), (1920, 1.1), (2560, 1.2))
"""Widths of screens in logical pixels, and the scale of type on each."""

_OWN_SCALES = (0.9, 1.4)
"""The least and the greatest that a person may multiply that with."""


def text_scale_for(width: int) -> float:
    """The scale of type for a screen or picture of that many logical pixels: 1 up to 1600, 1.2 from 2560 on.

    Thirteen pixels are the floor: on a smaller screen there are fewer columns, and no smaller type.
    """
    for (narrow, low), (wide, high) in pairwise(_SCALES):
        if width < wide:
            return low + (high - low) * max(0, width - narrow) / (wide - narrow)
    return _SCALES[-1][1]


class Theme(QObject):
    """The palette, type, spacing, brushes and icons that every widget draws with."""

    changed = Signal()
    """Another palette or type size is in force: drop what was drawn with the former."""

    def __init__(
        self,
        mode: Mode = Mode.SYSTEM,
        scale: float | None = None,
        parent: QObject | None = None,
        *,
        family: str = "",
    ) -> None:
        """Take ``mode``; ``scale`` multiplies type (None: as fits the screen and the person).

        ``family`` names the font to draw with; without it the best that this system has is taken.
        """
        super().__init__(parent)
        self._mode = mode
        self._scale = scale
        self._own_scale = 1.0
        self._family = family or best_family()
        self._application: QApplication | None = None
        self._files = QTemporaryDir()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_scheme_changed)

    # What is in force

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def palette(self) -> Palette:
        """The colours in force."""
        if self._mode is Mode.SYSTEM:
            return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode is Mode.DARK else LIGHT

    @property
    def text_scale(self) -> float:
        """What type sizes are multiplied with, and what in the calendar is as high as a line of type."""
        if self._scale is not None:
            return self._scale
        return text_scale_for(QGuiApplication.primaryScreen().availableSize().width()) * self._own_scale

    @property
    def own_scale(self) -> float:
        """What the person multiplies the screen's scale with."""
        return self._own_scale

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or the system's."""
        if mode is not self._mode:
            self._mode = mode
            self._renew()

    def set_text_scale(self, scale: float | None) -> None:
        """Multiply type by ``scale`` (0.7 to 2); None follows the screen."""
        if scale is not None:
            scale = min(2.0, max(0.7, scale))
        if scale != self._scale:
            self._scale = scale
            self._renew()

    def set_own_scale(self, factor: float) -> None:
        """Multiply the scale that fits the screen by a person's ``factor`` (0.9 to 1.4)."""
        least, greatest = _OWN_SCALES
        factor = min(greatest, max(least, factor))
        if factor != self._own_scale:
            self._own_scale = factor
            self._renew()

    def install(self, application: QApplication) -> None:
        """Put style, palette, font and stylesheet on the application, now and after every change."""
        self._application = application
        application.setStyle(QStyleFactory.create("Fusion"))
        self._renew()

    # What widgets draw with

    def colour(self, code: Colour) -> QColor:
        """A palette's colour for Qt."""
        return QColor(code)

    def hue(self, key: str) -> Hue:
        """The colours of a block for a doctor's colour key (see ``palette.hue_of``)."""
        return hue_of(key, self.palette)

    def font(
        self, size: Text = Text.BASE, *, medium: bool = False, strong: bool = False, tabular: bool = False
    ) -> QFont:
        """The system font in one of the sizes; ``tabular`` gives figures of equal width, for times.

        ``medium`` is a little heavier than text, ``strong`` half bold; a family without such a cut gives
        its next heavier one.
        """
        font = QFont(self._family)
        font.setPointSizeF(size.value * self.text_scale)
        if strong:
            font.setWeight(_weight_from(self._family, QFont.Weight.DemiBold))
        elif medium:
            font.setWeight(_weight_from(self._family, QFont.Weight.Medium))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def name_font(self, *, is_quiet: bool = False) -> QFont:
        """The font of a patient's name in a block: half bold and a little closer; quiet, of what is over."""
        font = self.font(Text.BASE, strong=not is_quiet)
        if is_quiet:
            font.setWeight(_weight_near(self._family, QFont.Weight.Medium))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.25 * self.text_scale)
        return font

    def time_font(self) -> QFont:
        """The font of a time in a block: medium where the family has such a cut, never louder than a name."""
        font = self.font(Text.TIME, tabular=True)
        font.setWeight(_weight_near(self._family, QFont.Weight.Medium))
        return font

    def space(self, steps: float) -> int:
        """``steps`` of the 4 px grid, in logical pixels."""
        return round(GRID * steps)

    def brush(self, pattern: Pattern, ratio: float = 1.0) -> QBrush:
        """The hatch of a pattern for a device of ``ratio`` pixels per logical pixel."""
        return _hatch(pattern, self.palette.is_dark, ratio)

    def icon(self, name: str, colour: Colour | None = None) -> QIcon:
        """An icon of ``resources/icons`` by name in ``colour`` (default: secondary text, accent when on).

        Raises KeyError for a name that has no drawing.
        """
        palette, sides = self.palette, self._icon_sides()
        icon = QIcon()
        for state, mode, code in (
            (QIcon.State.Off, QIcon.Mode.Normal, colour or palette.text_secondary),
            (QIcon.State.On, QIcon.Mode.Normal, colour or palette.accent),
            (QIcon.State.Off, QIcon.Mode.Disabled, palette.text_disabled),
        ):
            for side in sides:
                icon.addPixmap(self.pixmap(name, side, code), mode, state)
        return icon

    def pixmap(self, name: str, side: int, colour: Colour | None = None, ratio: float = 1.0) -> QPixmap:
        """An icon drawn ``side`` logical pixels wide. Raises KeyError for a name that has no drawing."""
        return icons.pixmap(name, side, colour or self.palette.text_secondary, ratio)

    def icon_size(self) -> QSize:
        """The size of icons in buttons and menus: that of the text beside them, on the grid."""
        side = GRID * max(4, round(Text.BASE.value * self.text_scale * 96 / 72 / GRID))
        return QSize(side, side)

    # Inside

    def _icon_sides(self) -> tuple[int, ...]:
        """How many pixels wide icons are drawn: as buttons, menus and lists show them on these screens.

        From the largest a screen that comes later takes what it needs. Each more is drawn three times for
        every icon, which a start of the program would wait for.
        """
        small = QApplication.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
        shown = {round(side * ratio) for side in (small, self.icon_size().width()) for ratio in ratios}
        return tuple(sorted(shown | {_LARGEST_ICON}))

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._renew()

    def _renew(self) -> None:
        if self._application is not None:
            self._application.setPalette(qt_palette(self.palette))
            self._application.setFont(self.font())
            sizes = {size.name: size.value * self.text_scale for size in Text}
            arrows = icons.write_arrows(self._files.path(), self.palette)
            self._application.setStyleSheet(
                stylesheet(self.palette, sizes, arrows, QFontMetrics(self.font()).height())
            )
        self.changed.emit()


def inset_text(box: QAbstractSpinBox) -> None:
    """Give a spin, date or time box the text margin of other inputs.

    Its own padding is the one thing that Qt's stylesheet does not give it: the inner line starts at the edge.
    """
    line = box.findChild(QLineEdit)
    if line is not None:
        line.setTextMargins(2 * GRID, 0, 0, 0)


def qt_palette(palette: Palette) -> QPalette:
    """The same colours in Qt's roles, for what the style paints by itself."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.sunken,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.sunken,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.text_disabled,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.BrightText: palette.on_accent,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Accent: palette.accent,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.LinkVisited: palette.accent,
        QPalette.ColorRole.ToolTipBase: palette.raised,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Light: mix(palette.surface, "#FFFFFF", 0.8),
        QPalette.ColorRole.Midlight: palette.hover,
        QPalette.ColorRole.Mid: palette.line_strong,
        QPalette.ColorRole.Dark: palette.border,
        QPalette.ColorRole.Shadow: "#000000",
    }
    for role, code in roles.items():
        made.setColor(role, QColor(code))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.text_disabled))
    return made


@lru_cache(maxsize=16)
def _hatch(pattern: Pattern, is_dark: bool, ratio: float) -> QBrush:
    return hatch(pattern, DARK if is_dark else LIGHT, ratio)


@lru_cache(maxsize=1)
def best_family() -> str:
    """The family to draw with: Inter where it is installed, else the system's own (look.md, section 2).

    DejaVu, where a Linux desktop falls back to it, is a tenth wider than any other: its condensed cut, the
    same drawing, has the usual width.
    """
    families = QFontDatabase.families()
    if _BEST_FAMILY in families:
        return _BEST_FAMILY
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    family = QFontInfo(system).family()
    narrow = f"{family} Condensed"
    return narrow if family == "DejaVu Sans" and narrow in families else family


@lru_cache(maxsize=8)
def _weight_from(family: str, wanted: QFont.Weight) -> QFont.Weight:
    """That weight where the family has it, else that of the next heavier cut that it has."""
    heavier = [weight for weight in _weights(family) if weight >= wanted]
    return QFont.Weight(heavier[0]) if heavier else QFont.Weight.DemiBold


@lru_cache(maxsize=8)
def _weight_near(family: str, wanted: QFont.Weight) -> QFont.Weight:
    """That of the family's cuts which is nearest to a weight, the lighter of two."""
    nearest = sorted((abs(weight - wanted), weight) for weight in _weights(family))
    return QFont.Weight(nearest[0][1]) if nearest else QFont.Weight.Normal


def _weights(family: str) -> list[int]:
    return sorted(QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family))
